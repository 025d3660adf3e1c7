/**
 * A report as one JSON document, the one of schema/report.schema.json: sizes and verdicts, with counterexamples as
 * the files that hold them. Keys stand in a fixed order; all that differs between two runs of one seed is `cost`.
 */
import { traceFile } from '../trace/file-name.ts';
import type {
  ModeResult,
  PropertyReport,
  Report,
  SuiteReport,
  VariantReport,
} from '../verdict/suite-report.ts';
import { declaration } from './declaration.ts';
import { counterexampleOf, outcomeOf } from './outcome.ts';

/** @param root declarations are given relative to this folder */
export const reportJson = (report: Report, root: string): string =>
  `${JSON.stringify(reportDocument(report, root), null, 2)}\n`;

/** The document as an object; fields without a value are absent. */
export const reportDocument = ({ format, version, ok, interrupted, seed, suites }: Report, root: string) => ({
  format,
  version,
  ok,
  interrupted,
  seed,
  suites: suites.map((suite) => suiteDocument(suite, root)),
});

const suiteDocument = (suite: SuiteReport, root: string) => ({
  name: suite.name,
  ...optional({ description: suite.description }),
  outcome: outcomeOf(suite),
  assumptions: suite.assumptions,
  initialStates: suite.initialStates,
  states: suite.states,
  productStates: suite.productStates,
  transitions: suite.transitions,
  depth: suite.depth,
  complete: suite.complete,
  ...optional({ stopped: suite.stopped, omission: suite.omission }),
  cost: { elapsedMs: suite.cost.elapsedMs, xstateCalls: suite.cost.xstateCalls },
  ...(suite.random && { random: randomDocument(suite.random) }),
  deadLetters: suite.deadLetters.map(({ agent, state, event }) => ({ agent, state, event })),
  warnings: suite.warnings,
  ...(suite.growth && { growth: { path: suite.growth.path, range: suite.growth.range } }),
  properties: suite.properties.map((property) => propertyDocument(property, root)),
  variants: suite.variants.map((variant) => variantDocument(variant, root)),
});

const randomDocument = ({
  runs,
  steps,
  longest,
  seed,
  strategy,
  coverage,
}: NonNullable<SuiteReport['random']>) => ({
  runs,
  steps,
  longest,
  seed,
  strategy,
  ...optional({ coverage }),
});

const propertyDocument = (property: PropertyReport, root: string) => ({
  id: property.id,
  statement: property.statement,
  ...(property.declaredAt !== undefined && { declaredAt: declaration(property.declaredAt, root) }),
  verdict: property.verdict,
  expected: property.expected,
  asExpected: property.asExpected,
  ...optional({ missing: property.missing, needless: property.needless }),
  modes: {
    ...(property.modes.exhaustive && { exhaustive: modeDocument(property.modes.exhaustive) }),
    ...(property.modes.random && { random: modeDocument(property.modes.random) }),
  },
  ...counterexampleDocument(property),
});

const modeDocument = ({ verdict, because, trace, shrunkFrom, witness, reached }: ModeResult) => ({
  verdict,
  ...optional({ because, shrunkFrom, reached }),
  ...(trace && { steps: trace.steps.length, file: traceFile(trace) }),
  ...(trace?.loop && { loop: trace.loop.start }),
  ...(witness && { witness: { steps: witness.steps.length, file: traceFile(witness) } }),
});

const counterexampleDocument = (property: PropertyReport) => {
  const trace = counterexampleOf(property);
  return trace && { counterexample: { steps: trace.steps.length, file: traceFile(trace) } };
};

/** `steps` and `file` are those of the first property named in `breaks` that has a counterexample. */
const variantDocument = (variant: VariantReport, root: string) => {
  const properties = variant.properties.map((property) => propertyDocument(property, root));
  const shown = variant.breaks
    .map((id) => properties.find((property) => property.id === id)?.counterexample)
    .find((counterexample) => counterexample !== undefined);
  return {
    name: variant.name,
    because: variant.because,
    breaks: variant.breaks,
    caught: variant.caught,
    complaints: variant.complaints,
    states: variant.states,
    ...(shown && { steps: shown.steps, file: shown.file }),
    properties,
  };
};

/** Leaves out what is undefined. */
const optional = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
