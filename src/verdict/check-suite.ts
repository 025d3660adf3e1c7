/**
 * Checks a suite: its system under both searches, and every broken variant.
 */
import { relative } from 'node:path';
import { noAgentFails, type Property } from '../property/property.ts';
import { labelled } from '../search/labelled-run.ts';
import type { Run } from '../search/run.ts';
import { ModelError } from '../system/model-error.ts';
import { recordTrace, shrinkHistory } from '../trace/record-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { assumptionsOf } from './assumptions.ts';
import { type CheckOptions, type Searches, searchesOf } from './check-options.ts';
import { checkSystem, type SystemCheck } from './check-system.ts';
import { machineCoverage, propertyCoverage, suiteCoverage } from './coverage.ts';
import type { VariantCoverage } from './coverage-report.ts';
import { deadLettersOf } from './dead-letters.ts';
import { growthOf } from './growth.ts';
import { propertyReport } from './property-report.ts';
import { isRefutedAtRandom, type Suite, type Variant } from './suite.ts';
import type { PropertyReport, SuiteReport, VariantReport } from './suite-report.ts';
import { warningsOf } from './warnings.ts';

export type { CheckOptions, Progress } from './check-options.ts';

/**
 * Checks the suite’s properties on its system, exhaustively and by random interleaving, and that every broken
 * variant is caught by the properties that it names.
 *
 * @returns what was established; a refuted property is part of it, never an exception
 * @throws ModelError where the model is wrong, so that nothing can be said
 * @example
 * import { createMachine } from 'xstate';
 * import { checkSuite, defineSuite, defineSystem, propertiesOf } from 'redhound';
 * const lamp = createMachine({ initial: 'off', states: { off: { on: { PRESS: 'on' } }, on: { on: { PRESS: 'off' } } } });
 * const system = defineSystem({
 *   name: 'lamp',
 *   agents: { lamp },
 *   environment: [{ agent: 'lamp', event: { type: 'PRESS' }, budget: 'any' }],
 * });
 * const { agent, claim, never } = propertiesOf(system);
 * const dark = claim('dark', { statement: 'The lamp is never on.', formula: never(agent('lamp').matches('on')) });
 * const report = await checkSuite(defineSuite({ name: 'lamp', system, properties: [dark] }));
 * report.states; // => 2
 * report.properties[0].verdict; // => 'violated'
 * report.properties[0].modes.exhaustive.trace.steps.map((step) => step.label); // => ['environment lamp PRESS']
 */
export async function checkSuite(suite: Suite, options: CheckOptions = {}): Promise<SuiteReport> {
  const begun = performance.now();
  const searches = searchesOf(suite, options);
  const properties = propertiesToCheck(suite, options);
  const report =
    (variant?: string) => (progress: Omit<Parameters<NonNullable<CheckOptions['onProgress']>>[0], 'suite'>) =>
      options.onProgress?.({ suite: suite.name, ...(variant !== undefined && { variant }), ...progress });
  const own = await checkSystem(suite.system, properties, properties, searches, report());
  const reports = properties.map((property) => reportOf(own, property, suite, undefined, searches));
  const variants: VariantReport[] = [];
  const elsewhere: VariantCoverage[] = [];
  let xstateCalls = own.product.xstateCalls;
  for (const variant of variantsToCheck(suite, options)) {
    if (options.signal?.aborted) break;
    const named = properties.filter(({ id }) => variant.breaks.includes(id));
    const check = await checkSystem(
      variant.system,
      properties,
      named,
      { ...searches, strict: false, vacuity: false, coverage: false },
      report(variant.name),
    );
    xstateCalls += check.product.xstateCalls;
    if (check.steps !== undefined)
      elsewhere.push({ variant: variant.name, machines: machineCoverage(check.product, check.steps) });
    variants.push(variantReport(variant, check, properties, reports, suite, searches));
  }
  const { exhaustive, random, coverage, product } = own;
  const through =
    exhaustive?.coverage ?? (own.steps && { steps: own.steps, timers: [], links: [], pairs: [] });
  const growth = exhaustive?.stopped === undefined ? undefined : growthOf(product);
  return {
    name: suite.name,
    ...(suite.description !== undefined && { description: suite.description }),
    assumptions: [...assumptionsOf(product), ...(exhaustive?.reductions ?? [])],
    initialStates: exhaustive?.initialStates ?? 0,
    states: exhaustive?.states ?? 0,
    productStates: exhaustive?.productStates ?? 0,
    transitions: exhaustive?.transitions ?? 0,
    depth: exhaustive?.depth ?? 0,
    complete: exhaustive?.complete ?? false,
    ...(exhaustive?.stopped !== undefined && { stopped: exhaustive.stopped }),
    ...(exhaustive?.omission !== undefined && { omission: exhaustive.omission }),
    cost: { elapsedMs: Math.round(performance.now() - begun), xstateCalls },
    ...(random !== undefined && {
      random: {
        runs: random.runs,
        steps: random.steps,
        longest: random.longest,
        seed: searches.seed,
        strategy: searches.strategy,
        ...(coverage !== undefined && { coverage }),
      },
    }),
    deadLetters: deadLettersOf(product),
    warnings: warningsOf(own),
    ...(growth !== undefined && { growth }),
    properties: reports,
    variants,
    ...(through && {
      coverage: {
        ...suiteCoverage(product, through, elsewhere),
        properties: propertyCoverage(properties, reports, variants),
      },
    }),
  };
}

function propertiesToCheck(suite: Suite, options: CheckOptions): readonly Property[] {
  const all = suite.properties.some(({ claim }) => claim.kind === 'no-failure')
    ? suite.properties
    : [...suite.properties, noAgentFails];
  const placed = all.map((property) => relativelyPlaced(property, options.root));
  if (options.property === undefined) return placed;
  const chosen = placed.filter(({ id }) => id === options.property);
  if (chosen.length > 0) return chosen;
  throw new ModelError(
    'USAGE',
    `suite '${suite.name}' has no property '${options.property}'.`,
    `It has: ${all.map(({ id }) => id).join(', ')}.`,
  );
}

/** Reports are the same on every machine: places are relative to the root. */
function relativelyPlaced(property: Property, root: string | undefined): Property {
  if (property.declaredAt === undefined || root === undefined) return property;
  return { ...property, declaredAt: relative(root, property.declaredAt).replaceAll('\\', '/') };
}

function variantsToCheck(suite: Suite, options: CheckOptions): readonly Variant[] {
  if (options.variants === false) return [];
  const { property } = options;
  const { variants = [] } = suite;
  return property === undefined ? variants : variants.filter(({ breaks }) => breaks.includes(property));
}

function reportOf(
  { product, exhaustive, random }: SystemCheck,
  property: Property,
  suite: Suite,
  variant: string | undefined,
  searches: Searches,
): PropertyReport {
  const provenance = { suite: suite.name, variant };
  const shortest = (run: Run): Trace =>
    recordTrace(product, property, labelled(product, run), { ...provenance, mode: 'exhaustive' });
  const found = random?.violations.get(property.id);
  const shrunk =
    found &&
    recordTrace(product, property, found.shrunk.run, {
      ...provenance,
      mode: 'random',
      random: { seed: searches.seed, path: `${found.afterRuns}:${found.path}` },
      shrink: shrinkHistory(found.found, found.shrunk),
    });
  const sighting = random?.met.get(property.id);
  const met =
    sighting &&
    recordTrace(product, property, labelled(product, sighting.shortest), { ...provenance, mode: 'random' });
  const run = exhaustive?.counterexamples.get(property.id);
  const example = exhaustive?.witnesses.get(property.id);
  return propertyReport(
    property,
    exhaustive,
    run && shortest(run),
    example && shortest(example),
    random,
    shrunk,
    met,
    searches,
  );
}

function variantReport(
  variant: Variant,
  check: SystemCheck,
  properties: readonly Property[],
  own: readonly PropertyReport[],
  suite: Suite,
  searches: Searches,
): VariantReport {
  const { name, because, breaks, alsoBreaks = {} } = variant;
  const reports = properties.map((property) => reportOf(check, property, suite, name, searches));
  const complaints: string[] = [];
  for (const [index, { id, modes }] of reports.entries()) {
    const before = own[index]!.modes.exhaustive?.verdict;
    const after = modes.exhaustive?.verdict;
    if (breaks.includes(id)) {
      if (after !== undefined && after !== 'violated')
        complaints.push(`'${id}' does not catch it exhaustively (${after}).`);
      if (
        modes.random !== undefined &&
        modes.random.verdict !== 'violated' &&
        isRefutedAtRandom(properties[index]!)
      ) {
        complaints.push(`'${id}' does not catch it in ${check.random?.runs ?? 0} random runs.`);
      }
    } else if (Object.hasOwn(alsoBreaks, id)) {
      if (after !== undefined && after === before)
        complaints.push(`'${id}' is said to change its verdict, and keeps it (${after}).`);
    } else if (after !== undefined && after !== before) {
      complaints.push(
        `'${id}' changes its verdict from ${before} to ${after}, and the variant does not say why.`,
      );
    }
  }
  return {
    name,
    because,
    breaks,
    caught: complaints.length === 0,
    complaints,
    states: check.exhaustive?.states ?? 0,
    properties: reports.filter(({ verdict }) => verdict === 'violated'),
  };
}
