/**
 * Which transition of which state XState selected, by a name that charts share.
 */
import type { StateNode, TransitionDefinition } from './actor-logic.ts';

/** A transition that a step took. */
export interface TakenTransition {
  /** The member of the family, `''` for the agent's own machine. */
  readonly path: string;
  readonly event: string;
  /** The id of the state node that has it, and which of its transitions it is. */
  readonly source: string;
  readonly index: number;
}

/** All transitions of a state node, those with an event first; charts and taken transitions count in this order. */
export const definitionsOf = (node: StateNode): readonly TransitionDefinition[] => [
  ...[...node.transitions.values()].flat(),
  ...(node.always ?? []),
];

/** The place of a transition that XState reports; undefined for what enters an initial state. */
export function takenTransition(path: string, one: TransitionDefinition): TakenTransition | undefined {
  const index = indexOf(one);
  return index === -1 ? undefined : { path, event: one.eventType, source: one.source.id, index };
}

/** Remembered: the transitions of a machine stay what they are while it takes steps. */
const INDEXES = new WeakMap<TransitionDefinition, number>();

function indexOf(one: TransitionDefinition): number {
  let index = INDEXES.get(one);
  if (index === undefined) {
    index = definitionsOf(one.source).indexOf(one);
    INDEXES.set(one, index);
  }
  return index;
}
