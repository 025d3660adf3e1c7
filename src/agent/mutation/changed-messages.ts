/**
 * Machines one of whose messages goes elsewhere, or more often, or nowhere.
 *
 * What is changed is all messages of one type in steps of one state value and event: interface mutation, at the place
 * where two units meet (Delamaro, Maldonado, Mathur, "Integration testing using interface mutations", ISSRE 1996).
 */
import type { ActorReference } from '../actor-reference.ts';
import { withFilter } from './machine-edit.ts';
import type { MachineMutation, MutationSubject } from './mutation.ts';
import type { ObservedMessage } from './observed-effects.ts';

type Receivers = (
  to: ActorReference,
  peer: (name: string) => ActorReference | undefined,
) => readonly ActorReference[];

export function* changedMessages(
  { machine, effects }: MutationSubject,
  what: string | ((message: ObservedMessage) => string),
  receivers: Receivers,
  applies: (message: ObservedMessage) => boolean = () => true,
): Iterable<MachineMutation> {
  for (const message of effects.messages) {
    if (!applies(message)) continue;
    const { state, event, type, inside } = message;
    const where = state === '{}' ? 'the root' : state;
    const happens = typeof what === 'string' ? what : what(message);
    const when = event === 'start' ? 'at the start' : `on ${event} in ${where}`;
    yield {
      state,
      event,
      change: `${type} sent ${when}${inside ? ' inside the family' : ''} ${happens}`,
      machine: () =>
        withFilter(machine, {
          receivers: (origin, to, { type: sent }, isInside, peer) =>
            sent === type && isInside === inside && origin.state === state && origin.event === event
              ? receivers(to, peer)
              : [to],
        }),
    };
  }
}
