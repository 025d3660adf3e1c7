/**
 * All mutants of a system: what makes each, where it stands, and an id that says so.
 */
import { machineMutants, type ObservedSystem } from '../../agent/mutation/machine-mutants.ts';
import { MACHINE_OPERATORS } from '../../agent/mutation/operators.ts';
import type { Duration } from '../../system/duration.ts';
import type { AssumptionOperator } from '../../system/mutation/assumption-mutation.ts';
import { largerBudget } from '../../system/mutation/larger-budget.ts';
import { lossyLink } from '../../system/mutation/lossy-link.ts';
import { unorderedLink } from '../../system/mutation/unordered-link.ts';
import type { AnySystem } from '../../system/system.ts';
import type { MutantReport } from './mutation-report.ts';

export interface Mutant extends Pick<MutantReport, 'id' | 'operator' | 'subject' | 'place' | 'change'> {
  /** XState may throw where it refuses the config. */
  readonly system: () => AnySystem;
}

const ASSUMPTION_OPERATORS: readonly AssumptionOperator[] = [unorderedLink, lossyLink, largerBudget];

/** The names of all operators, in the order in which they make mutants. */
export const OPERATORS: readonly string[] = [...MACHINE_OPERATORS, ...ASSUMPTION_OPERATORS].map(
  ({ name }) => name,
);

/** @param tick that of the system: mutants keep it, so that the bounds of claims stay multiples of it */
export function mutantsOf(
  system: AnySystem,
  effectsOf: ObservedSystem['effectsOf'],
  tick: Duration | undefined,
): readonly Mutant[] {
  const named = new Map<string, number>();
  const idOf = (...words: readonly (string | undefined)[]): string => {
    const id = words.filter((word) => word !== undefined && word !== '').join(':');
    const times = (named.get(id) ?? 0) + 1;
    named.set(id, times);
    return times === 1 ? id : `${id}#${times}`;
  };
  const ticking = (changed: () => AnySystem) => (): AnySystem => {
    const mutant = changed();
    return tick === undefined ? mutant : { ...mutant, clock: { ...mutant.clock, tick } };
  };
  const ofMachines = [...machineMutants(system, effectsOf, tick)].map(
    ({ operator, agents, child, state, event, change, system: changed }): Mutant => ({
      id: idOf(operator, child === '' ? agents[0] : `${agents[0]}/${child}`, state, event),
      operator,
      subject: 'machine',
      place: {
        agents,
        ...(child !== '' && { child }),
        ...(state !== undefined && { state }),
        ...(event !== undefined && { event }),
      },
      change,
      system: ticking(changed),
    }),
  );
  const ofAssumptions = ASSUMPTION_OPERATORS.flatMap(({ name, mutations }) =>
    [...mutations(system)].map(
      ({ agents, event, change, system: changed }): Mutant => ({
        id: idOf(name, agents.join('+'), event),
        operator: name,
        subject: 'assumption',
        place: { agents, ...(event !== undefined && { event }) },
        change,
        system: ticking(changed),
      }),
    ),
  );
  return [...ofMachines, ...ofAssumptions];
}
