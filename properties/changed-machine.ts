/**
 * A machine with parts of its config replaced, for broken variants whose defect is a transition.
 */
import { type AnyStateMachine, createMachine } from 'xstate';

/** The machine with `config` in place of what its own config has under the same keys. */
export function changedMachine<M extends AnyStateMachine>(machine: M, config: object): M {
  const { config: original, implementations } = machine as AnyStateMachine;
  return createMachine({ ...original, ...config }).provide(implementations as object) as never;
}

/** The machine in which one state reacts otherwise to some events. */
export function changedState<M extends AnyStateMachine>(machine: M, state: string, on: object): M {
  const { states = {} } = machine.config as { readonly states?: Readonly<Record<string, { on?: object }>> };
  const before = states[state];
  return changedMachine(machine, {
    states: { ...states, [state]: { ...before, on: { ...before?.on, ...on } } },
  });
}
