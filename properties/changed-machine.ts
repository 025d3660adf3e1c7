/**
 * A machine with parts of its config replaced, for broken variants whose defect is a transition, or an action done twice.
 */
import { type AnyStateMachine, createMachine, enqueueActions } from 'xstate';

interface Node {
  readonly on?: object;
  readonly states?: Readonly<Record<string, Node>>;
}

/**
 * The machine with `change` in place of what its own config has under the same keys; of events, of those it names. An
 * event that is to be undefined is none that the state reacts to: to XState it would be one that it takes and ignores.
 */
export function changedMachine<M extends AnyStateMachine>(machine: M, change: object): M {
  return changedState(machine, '', change);
}

/** The machine in which the state at `path`, `'blackout.pausing'`, is changed in the same way. */
export function changedState<M extends AnyStateMachine>(machine: M, path: string, change: object): M {
  const { config, implementations } = machine as AnyStateMachine;
  const changed = changedNode(config as Node, path === '' ? [] : path.split('.'), change);
  return createMachine(changed as object).provide(implementations as object) as never;
}

function changedNode(node: Node, [name, ...below]: readonly string[], change: Node): Node {
  if (name === undefined) {
    const events = Object.entries({ ...node.on, ...change.on }).filter(([, to]) => to !== undefined);
    return { ...node, ...change, on: Object.fromEntries(events) };
  }
  return { ...node, states: { ...node.states, [name]: changedNode(node.states![name]!, below, change) } };
}

/** The machine whose action of this name is done twice. */
export function doneTwice<M extends AnyStateMachine>(machine: M, name: string): M {
  const { implementations } = machine as AnyStateMachine;
  const action = implementations.actions[name] as never;
  const twice = enqueueActions(({ enqueue }) => {
    enqueue(action);
    enqueue(action);
  });
  return machine.provide({ actions: { [name]: twice } } as never) as M;
}
