/**
 * Mutates a suite's model, and checks of each mutant whether the suite's claims notice.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DEFAULTS } from '../check-options.ts';
import type { Suite } from '../suite.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { checkMutant } from './check-mutant.ts';
import type { MutantReport, SuiteMutation } from './mutation-report.ts';
import { type MutationOptions, type MutationPlan, planOf } from './plan.ts';
import { suiteMutation } from './scores.ts';

export interface MutateOptions extends MutationOptions {
  /** Ends it after the mutant that is being checked, with a report on those before. */
  readonly signal?: AbortSignal;
  readonly onMutant?: (report: MutantReport, checked: number, of: number) => void;
}

/**
 * Checks the mutants of a suite one after another, in this thread; `redhound mutate` does it in several.
 *
 * Costs a search of the model, and at most one of each mutant, which ends soon after a claim is refuted.
 *
 * @throws ModelError `USAGE` where the model's own space does not end within `maxStates`, or a name is unknown
 * @example
 * import { createMachine } from 'xstate';
 * import { defineSuite, defineSystem, mutateSuite, propertiesOf } from 'redhound';
 * const lamp = createMachine({ initial: 'off', states: { off: { on: { PRESS: 'on' } }, on: { on: { PRESS: 'off' } } } });
 * const system = defineSystem({
 *   name: 'lamp',
 *   agents: { lamp },
 *   environment: [{ agent: 'lamp', event: { type: 'PRESS' }, budget: 'any' }],
 * });
 * const { agent, claim, sometimes } = propertiesOf(system);
 * const lit = claim('lit', { statement: 'The lamp can be on.', formula: sometimes(agent('lamp').matches('on')) });
 * const { mutants } = await mutateSuite(defineSuite({ name: 'lamp', system, properties: [lit] }), {
 *   operators: ['drop-transition'],
 * });
 * mutants.map(({ id, outcome }) => `${id} ${outcome}`); // => ['drop-transition:lamp:off:PRESS killed', 'drop-transition:lamp:on:PRESS survived']
 * mutants[1].difference.labels; // => ['environment lamp PRESS', 'environment lamp PRESS']
 */
export async function mutateSuite(suite: Suite, options: MutateOptions = {}): Promise<SuiteMutation> {
  const { baseline, plan } = prepared(suite, options);
  const results = new Map<string, MutantReport>();
  for (const { id } of plan.mutants) {
    if (options.signal?.aborted) break;
    const report = reportOn(baseline, id, options);
    results.set(id, report);
    options.onMutant?.(report, results.size, plan.mutants.length);
    await nextTurn();
  }
  return suiteMutation(plan, results);
}

/** The model, searched, and what is asked for. */
export function prepared(
  suite: Suite,
  options: MutationOptions,
): { readonly baseline: Baseline; readonly plan: MutationPlan } {
  const baseline = baselineOf(suite, options.maxStates ?? DEFAULTS.maxStates);
  return { baseline, plan: planOf(baseline, options) };
}

/** The report on the mutant with this id, which the plan has. */
export const reportOn = (baseline: Baseline, id: string, { matrix }: MutationOptions): MutantReport =>
  checkMutant(baseline, baseline.mutants.find((mutant) => mutant.id === id)!, matrix);
