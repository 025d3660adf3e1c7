/**
 * The events that an agent met, each with a number: those for different members of its family are different ones.
 */
import type { Outcome } from '../system/agent-declaration.ts';
import type { XStateEvent } from './actor-logic.ts';
import type { AgentEvent } from './agent-tables.ts';
import { endingOf, payloadOf, wordOf } from './outcome.ts';
import { type CanonicalKey, canonicalKey, freezeDeeply, holdsCollections } from './plain-data.ts';

export class EventTable {
  readonly events: AgentEvent[] = [];
  readonly #ids = new Map<string, number>();
  /** What events with collections, which cannot be frozen, said at first. */
  readonly #contents = new Map<number, CanonicalKey>();

  /** The id of an event for the member at `path`. */
  idOf(path: string, event: XStateEvent): number {
    const key = `${path}\u0000${canonicalKey(event, `event ${event.type}`)}`;
    return this.#intern(key, () => {
      freezeDeeply(event);
      return { path, type: event.type, key, event };
    });
  }

  /** The id of an outcome of the child at `path`, which is never run. */
  endingId(path: string, outcome: Outcome): number {
    const word = wordOf(outcome);
    const payload = payloadOf(outcome);
    freezeDeeply(payload);
    const key = `ending ${path} ${word} ${canonicalKey(payload, `outcome ${path}`)}`;
    return this.#intern(key, () => ({ path, type: `${path} ${word}`, key, ...endingOf(path, outcome) }));
  }

  /** The id here of an event of another table. */
  alike(event: AgentEvent): number {
    return this.#intern(event.key, () => ({ ...event }));
  }

  /** Whether an event says what it said at first: a step may have changed a collection in it. */
  isUnchanged(id: number): boolean {
    const contents = this.#contents.get(id);
    return contents === undefined || canonicalKey(this.events[id]!.event, 'event') === contents;
  }

  #intern(key: string, make: () => AgentEvent): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const made = make();
    const id = this.events.push(made) - 1;
    this.#ids.set(key, id);
    if (holdsCollections(made.event)) this.#contents.set(id, canonicalKey(made.event, 'event'));
    return id;
  }
}
