/**
 * The naive exhaustive search: breadth-first over a Map, with a string as the key of each state.
 */
import type { AnyMachineSnapshot } from 'xstate';
import type { Stepper } from './stepping.ts';
import { agentsOf, enabledMoves, type Message, withMessage } from './two-phase-commit.ts';

interface State {
  readonly snapshots: readonly AnyMachineSnapshot[];
  readonly messages: readonly Message[];
}

/** The whole snapshots, stringified. */
export const wholeKey = ({ snapshots, messages }: State): string => JSON.stringify([snapshots, messages]);

/** What can differ, stringified. */
export const leanKey = ({ snapshots, messages }: State): string =>
  JSON.stringify([snapshots.map(({ value, context }) => [value, context]), messages]);

/** The number of distinct states of two-phase commit with that many resource managers. */
export function countStates(
  resourceManagers: number,
  stepper: Stepper,
  keyOf: (state: State) => string,
): number {
  const agents = agentsOf(resourceManagers);
  const start: State = {
    snapshots: agents.map(({ machine, input }) => stepper.first(machine, input)),
    messages: [],
  };
  const seen = new Map([[keyOf(start), start]]);
  const queue = [start];
  for (let next = 0; next < queue.length; next += 1) {
    const state = queue[next]!;
    for (const { agent, event } of enabledMoves(state.snapshots, state.messages)) {
      const { snapshot, sent } = stepper.step(agents[agent]!.machine, state.snapshots[agent]!, event);
      const successor: State = {
        snapshots: state.snapshots.with(agent, snapshot),
        messages: sent.reduce(withMessage, state.messages),
      };
      const key = keyOf(successor);
      if (seen.has(key)) continue;
      seen.set(key, successor);
      queue.push(successor);
    }
  }
  return seen.size;
}
