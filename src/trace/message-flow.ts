/**
 * Messages followed through a run: which one was sent where, and what became of it.
 *
 * A state says what is on a link, not which message it is. Equal ones are told apart here by their order: on a queue the
 * foremost is the oldest, elsewhere the one that waited longest.
 */
import { DELAY, DELIVER, DROP, DUPLICATE, detailOf, kindOf, type Move, subjectOf } from '../product/move.ts';
import type { Fact } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import type { Link } from '../product/system-model.ts';
import { eventText } from './changes.ts';
import type { MessageAct } from './explanation.ts';

interface Known {
  readonly id: number;
  /** The event's id at the receiver. */
  readonly event: number;
}

type Event = Extract<Fact, { readonly did: 'sent' }>['event'];

export class MessageFlow {
  readonly #product: Product;
  /** By link, in the order of its messages. */
  readonly #known: (readonly Known[])[] = [];
  #next = 0;

  constructor(product: Product) {
    this.#product = product;
  }

  /** What a move did with messages: `move` led from the letter before to `state` and did `facts`; undefined for the start. */
  after(move: Move | undefined, state: StateVector, facts: readonly Fact[]): readonly MessageAct[] {
    const acts = move === undefined ? [] : this.#disturbed(move, facts);
    const arrived = this.#product.model.links.map((link) => this.#reconcile(link, state, acts));
    return [...acts, ...this.#exchanged(facts, arrived)];
  }

  /** What the move itself does with a message that is on a link. */
  #disturbed(move: Move, facts: readonly Fact[]): MessageAct[] {
    const kind = kindOf(move);
    if (kind !== DELIVER && kind !== DROP && kind !== DUPLICATE && kind !== DELAY) return [];
    const link = this.#product.model.links[subjectOf(move)]!;
    const known = this.#known[link.index] ?? [];
    const position = kind === DELAY ? detailOf(move) & 0xff : detailOf(move);
    const message = known[position]!;
    const act = (name: MessageAct['act'], more: Partial<MessageAct> = {}): MessageAct => ({
      ...this.#describe(name, message.id, link, this.#eventOf(link, message.event)),
      ...more,
    });
    if (kind === DELAY) return [act('delayed')];
    if (kind === DUPLICATE) {
      if (link.isSet) return [];
      const copy = { id: this.#next++, event: message.event };
      this.#known[link.index] = known.toSpliced(position + 1, 0, copy);
      return [act('duplicated', { id: copy.id, of: message.id })];
    }
    if (kind === DROP || !link.isSet) this.#known[link.index] = known.toSpliced(position, 1);
    return kind === DROP
      ? [act('dropped')]
      : [
          act('received', {
            handled: facts.find(({ did }) => did === 'handled' || did === 'sent')?.did === 'handled',
          }),
        ];
  }

  /** Matches what was known to be on a link with what is; answers the ids of new messages, notes lost ones in `acts`. */
  #reconcile(link: Link, state: StateVector, acts: MessageAct[]): Known[] {
    if (link.isSynchronous) return [];
    const rest = [...(this.#known[link.index] ?? [])];
    const messages = link.table.messages(state[link.slot]!);
    const fresh: Known[] = [];
    const now: Known[] = [];
    // On a queue the newest is last, elsewhere equal messages stand by age, the youngest first.
    const isQueue = link.settings.order === 'fifo';
    const positions = messages.map((_, position) => position);
    for (const position of isQueue ? positions : positions.reverse()) {
      const { event } = messages[position]!;
      const at = isQueue
        ? rest.findIndex((known) => known.event === event)
        : rest.findLastIndex((known) => known.event === event);
      const known = rest[at] ?? { id: this.#next++, event };
      if (at === -1) fresh.push(known);
      else rest.splice(at, 1);
      now[position] = known;
    }
    for (const { id, event } of rest) acts.push(this.#describe('lost', id, link, this.#eventOf(link, event)));
    this.#known[link.index] = now;
    return fresh.sort((a, b) => a.id - b.id);
  }

  /** What was sent, in order, and what was received within the same move. */
  *#exchanged(facts: readonly Fact[], arrived: readonly Known[][]): Iterable<MessageAct> {
    const { agents, links } = this.#product.model;
    const underway: { readonly id: number; readonly link: Link; readonly event: Event }[] = [];
    for (const [index, fact] of facts.entries()) {
      if (fact.did === 'sent') {
        const link = links.find(
          ({ from, to }) => agents[from]!.name === fact.from && agents[to]!.name === fact.to,
        );
        if (link !== undefined) yield* this.#sent(link, fact.event, arrived, underway);
      } else if (fact.did === 'received' || fact.did === 'discarded') {
        const at = underway.findIndex(
          ({ link, event }) => agents[link.to]!.name === fact.to && event === fact.event,
        );
        if (at === -1) continue;
        const [{ id, link, event }] = underway.splice(at, 1) as [(typeof underway)[number]];
        const handled = facts[index + 1]?.did === 'handled';
        yield { ...this.#describe('received', id, link, event), handled };
      }
    }
  }

  *#sent(
    link: Link,
    event: Event,
    arrived: readonly Known[][],
    underway: { readonly id: number; readonly link: Link; readonly event: Event }[],
  ): Iterable<MessageAct> {
    if (link.isSynchronous) {
      const id = this.#next++;
      underway.push({ id, link, event });
      yield this.#describe('sent', id, link, event);
      return;
    }
    const fresh = arrived[link.index]!;
    const isIt = (known: Known): boolean => this.#eventOf(link, known.event) === event;
    const at = fresh.findIndex(isIt);
    // On a set the same message is there already: sending it again changes nothing.
    const again = at === -1 && link.isSet ? this.#known[link.index]!.find(isIt) : undefined;
    const id = fresh[at]?.id ?? again?.id ?? this.#next++;
    if (at !== -1) fresh.splice(at, 1);
    yield this.#describe('sent', id, link, event);
    if (at === -1 && again === undefined) yield this.#describe('lost', id, link, event);
  }

  #eventOf(link: Link, event: number): Event {
    return this.#product.model.agents[link.to]!.events[event]!.event;
  }

  #describe(act: MessageAct['act'], id: number, link: Link, event: Event): MessageAct {
    const { agents } = this.#product.model;
    return {
      act,
      id,
      link: link.name,
      from: agents[link.from]!.name,
      to: agents[link.to]!.name,
      type: event.type,
      event: eventText(event),
    };
  }
}
