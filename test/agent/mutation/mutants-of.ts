/** The mutants that one operator makes of one machine, outside any system. */
import type { AnyStateMachine } from 'xstate';
import type { Machine } from '../../../src/agent/actor-logic.ts';
import type { MachineMutation, MutationSubject } from '../../../src/agent/mutation/mutation.ts';
import { ObservedEffects } from '../../../src/agent/mutation/observed-effects.ts';
import { MACHINE_OPERATORS } from '../../../src/agent/mutation/operators.ts';

export function mutantsOf(
  operator: string,
  machine: AnyStateMachine,
  known: Partial<Omit<MutationSubject, 'machine'>> = {},
): readonly (Omit<MachineMutation, 'machine'> & { readonly machine: () => AnyStateMachine })[] {
  const found = MACHINE_OPERATORS.find(({ name }) => name === operator);
  if (found === undefined) throw new Error(`there is no operator ${operator}`);
  const subject: MutationSubject = {
    machine: machine as unknown as Machine,
    tick: 1000,
    windows: {},
    effects: new ObservedEffects(),
    agents: ['only'],
    ...known,
  };
  return [...found.mutations(subject)].map((mutation) => ({
    ...mutation,
    machine: () => mutation.machine() as unknown as AnyStateMachine,
  }));
}
