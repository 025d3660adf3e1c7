/**
 * The effects that a machine has in the steps that XState computed for it: what mutants of messages are made from.
 *
 * Messages of `enqueueActions` stand in no config; they show when the machine runs.
 */
import type { ActorReference } from '../actor-reference.ts';
import type { EffectFilter, EffectOrigin } from '../effect-filter.ts';

/** A message of one type, sent in steps of one state value and event. */
export interface ObservedMessage extends EffectOrigin {
  readonly type: string;
  /** To a parent or child. */
  readonly inside: boolean;
  /** Names of the agents that it was for. */
  readonly receivers: ReadonlySet<string>;
}

export interface ObservedCancel extends EffectOrigin {
  readonly id: string;
}

export class ObservedEffects {
  readonly #messages = new Map<string, ObservedMessage & { readonly receivers: Set<string> }>();
  readonly #cancels = new Map<string, ObservedCancel>();
  readonly #delays = new Set<string>();

  /** Passes everything on, and writes it down. */
  readonly recorder: EffectFilter = {
    receivers: ({ state, event }, to: ActorReference, { type }, inside) => {
      const key = JSON.stringify([state, event, type, inside]);
      let known = this.#messages.get(key);
      if (known === undefined) {
        known = { state, event, type, inside, receivers: new Set() };
        this.#messages.set(key, known);
      }
      known.receivers.add(to.agent);
      return [to];
    },
    starts: (delay) => {
      this.#delays.add(delay);
      return true;
    },
    cancels: ({ state, event }, id) => {
      const key = JSON.stringify([state, event, id]);
      if (!this.#cancels.has(key)) this.#cancels.set(key, { state, event, id });
      return true;
    },
  };

  /** In an order that does not depend on which step was computed first. */
  get messages(): readonly ObservedMessage[] {
    return inOrder(this.#messages);
  }
  get cancels(): readonly ObservedCancel[] {
    return inOrder(this.#cancels);
  }
  /** Names of delays, or lengths in milliseconds, of timers that were started. */
  get delays(): readonly string[] {
    return [...this.#delays].sort();
  }
}

const inOrder = <T>(entries: ReadonlyMap<string, T>): readonly T[] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
