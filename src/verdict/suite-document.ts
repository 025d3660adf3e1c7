/**
 * All that can be said of a suite from its exhaustive check: what documentation is made of. Plain data.
 */

import type { Machine } from '../agent/actor-logic.ts';
import { plainText } from '../agent/plain-data.ts';
import { compose } from '../product/compose.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import { noAgentFails } from '../property/property.ts';
import { monitorText, type Rendering, renderingOf } from '../property/rendering.ts';
import { ExhaustiveSearch, keepingObservations } from '../search/exhaustive.ts';
import { labelled } from '../search/labelled-run.ts';
import { formatDuration, type Window } from '../system/duration.ts';
import { type CheckOptions, checkSuite } from './check-suite.ts';
import type { Suite } from './suite.ts';
import type { SuiteReport } from './suite-report.ts';

export interface SuiteDocument {
  readonly report: SuiteReport;
  /** In the order of the report's. */
  readonly properties: readonly PropertyDocument[];
  readonly parameters: readonly AgentParameters[];
}

export interface PropertyDocument extends Rendering {
  readonly id: string;
  readonly because?: string;
  readonly source?: string;
  /** Mermaid text. */
  readonly monitor?: string;
  /** Labels of a shortest run in which its trigger occurs; absent where it has none. */
  readonly example?: readonly string[];
}

export interface AgentParameters {
  readonly agent: string;
  /** Delays by name: `10 min`, `0 s to 30 s`, `computed`. */
  readonly delays: Readonly<Record<string, string>>;
  /** Input alternatives as text; empty where the machine takes none. */
  readonly inputs: readonly string[];
}

/** Random runs of a suite that is made for them alone: enough to show it, not to check it. */
const RUNS = 1_000;

/** Checks a suite, exhaustively where it can be, and gathers what there is to say about it. */
export async function documentOf(suite: Suite, options: CheckOptions = {}): Promise<SuiteDocument> {
  const searches: CheckOptions =
    suite.search?.mode === 'random' ? { mode: 'random', runs: RUNS } : { mode: 'exhaustive' };
  const report = await checkSuite(suite, { ...options, ...searches, coverage: true });
  const product = compose(suite.system);
  const all = [...suite.properties, noAgentFails];
  const properties = report.properties.map(({ id }) => all.find((property) => property.id === id)!);
  const examples = examplesOf(suite, properties, report);
  return {
    report,
    properties: properties.map((property) => {
      const monitor = monitorText(property, product);
      const example = examples.get(property.id);
      const { id, because, source } = property;
      return {
        id,
        ...(because !== undefined && { because }),
        ...(source !== undefined && { source }),
        ...renderingOf(property),
        ...(monitor !== undefined && { monitor }),
        ...(example !== undefined && { example }),
      };
    }),
    parameters: parametersOf(product),
  };
}

/** Shortest runs in which triggers occur: counterexamples to the claim that nothing is there to hold of. */
function examplesOf(
  { system }: Suite,
  properties: readonly Property[],
  { complete, states }: SuiteReport,
): ReadonlyMap<string, readonly string[]> {
  const triggers = properties.flatMap((property): readonly Property[] => {
    const { claim } = property;
    if (claim.kind !== 'formula' || claim.vacuousIf === undefined) return [];
    const { vacuousIf, ticksAreLetters, fairness } = claim;
    return [{ ...property, claim: { kind: 'formula', formula: vacuousIf, ticksAreLetters, fairness } }];
  });
  if (triggers.length === 0 || states === 0) return new Map();
  const product = compose(system);
  return keepingObservations(product, () => {
    const search = new ExhaustiveSearch(product, triggers, complete ? {} : { maxStates: states });
    while (search.violations < triggers.length && search.advance(64));
    const { counterexamples } = search.result();
    search.release();
    return new Map(
      [...counterexamples].flatMap(([id, run]) =>
        run.loop === undefined ? [[id, labelled(product, run).labels] as const] : [],
      ),
    );
  });
}

function parametersOf(product: Product): readonly AgentParameters[] {
  return product.model.agents.map((agent) => {
    const { machine, delays: windows = {} } = agent.declaration;
    const { delays } = (machine as unknown as Machine).implementations;
    const text = (name: string): string => {
      const delay = windows[name] ?? delays[name];
      if (typeof delay === 'number') return formatDuration(delay);
      return Array.isArray(delay) ? windowText(delay as unknown as Window) : 'computed';
    };
    return {
      agent: agent.name,
      delays: Object.fromEntries(Object.keys(delays).map((name) => [name, text(name)])),
      inputs: agent.inputs.filter((input) => input !== undefined).map((input) => plainText(input)),
    };
  });
}

const windowText = ([earliest, latest]: Window): string =>
  `${formatDuration(earliest)} to ${formatDuration(latest)}`;
