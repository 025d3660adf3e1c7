/**
 * What is said is said once: a claim that any model can make of its messages.
 */
import type { AgentEntries, PropertyLanguage } from 'redhound';

/** Sender, receiver, and type of a message. */
export type Said<A extends AgentEntries> = readonly [
  from: keyof A & string,
  to: keyof A & string,
  type: string,
];

/** Of each of these messages: where none of its kind is under way, no move puts more than one under way. */
export const saidOnce = <A extends AgentEntries>(
  { and, condition, G, implies, Y }: PropertyLanguage<A>,
  messages: readonly Said<A>[],
) =>
  and(
    ...messages.map(([from, to, type]) => {
      const underWay = `${type} under way from ${from} to ${to}`;
      const none = condition(`no ${underWay}`, ({ link }) => link(from, to).inFlight(type as never) === 0);
      const one = condition(
        `one ${underWay} at most`,
        ({ link }) => link(from, to).inFlight(type as never) <= 1,
      );
      return G(implies(Y(none), one));
    }),
  );
