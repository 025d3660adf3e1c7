/**
 * How children that are never run (promises, callbacks, observables) may end, as the environment chooses.
 */
import type { AgentDeclaration, Outcome } from '../system/agent-declaration.ts';
import type { Snapshot, XStateEvent } from './actor-logic.ts';
import { idOf } from './member-path.ts';

const DEFAULT_OUTCOMES: readonly Outcome[] = [
  { done: undefined },
  { error: new Error('the outcome is an error') },
];

/** What labels call it: `done`, `error`, or the type of the event that the child sends. */
export const wordOf = (outcome: Outcome): string =>
  'done' in outcome ? 'done' : 'error' in outcome ? 'error' : outcome.event.type;

/** The outcomes declared for a child, by its id or its source; done or error by default. */
export function outcomesOf(
  { outcomes = {} }: AgentDeclaration,
  path: string,
  source: string,
): readonly Outcome[] {
  const key = [idOf(path), source].find((name) => Object.hasOwn(outcomes, name));
  return (key !== undefined && outcomes[key]) || DEFAULT_OUTCOMES;
}

export const payloadOf = (outcome: Outcome): unknown =>
  'done' in outcome ? outcome.done : 'error' in outcome ? outcome.error : outcome.event;

/** What happens to the child (its last snapshot), or the event that it sends; and the event that its parent gets. */
export function endingOf(
  path: string,
  outcome: Outcome,
): { ending: Snapshot | XStateEvent; event: XStateEvent } {
  const actorId = idOf(path);
  if ('done' in outcome) {
    const ending: Snapshot = { status: 'done', output: outcome.done, error: undefined, context: undefined };
    return { ending, event: { type: `xstate.done.actor.${actorId}`, actorId, output: outcome.done } };
  }
  if ('error' in outcome) {
    const ending: Snapshot = { status: 'error', output: undefined, error: outcome.error, context: undefined };
    return { ending, event: { type: `xstate.error.actor.${actorId}`, actorId, error: outcome.error } };
  }
  return { ending: outcome.event, event: outcome.event };
}
