/**
 * Labels: stable names of moves. In a state a label has exactly one successor.
 *
 * Where labels would collide, the payload and then ` #k` (rank by payload, age, window) is added.
 */
import { plainText } from '../agent/plain-data.ts';
import {
  DELAY,
  DELIVER,
  DROP,
  DUPLICATE,
  detailOf,
  ENVIRONMENT,
  FAULT,
  kindOf,
  type Move,
  OUTCOME,
  subjectOf,
  TICK,
  TIMER,
} from './move.ts';
import type { Product } from './product.ts';
import type { StateVector } from './state-vector.ts';
import type { Link } from './system-model.ts';

/** The label of `move`, which is enabled in `state`. */
export function labelOf(product: Product, state: StateVector, move: Move): string {
  const { model } = product;
  const subject = subjectOf(move);
  const detail = detailOf(move);
  switch (kindOf(move)) {
    case DELIVER:
      return messageLabel(product, state, 'deliver', model.links[subject]!, detail, 'deliverable');
    case TIMER:
      return timerLabel(product, state, subject, detail);
    case ENVIRONMENT:
      return model.environment[subject]!.label;
    case OUTCOME:
      return outcomeLabel(product, state, subject, detail);
    case DROP:
      return messageLabel(product, state, 'fault drop', model.links[subject]!, detail, 'distinct');
    case DUPLICATE:
      return messageLabel(product, state, 'fault duplicate', model.links[subject]!, detail, 'distinct');
    case DELAY: {
      const link = model.links[subject]!;
      const { ticks } = link.delays[detail >>> 8]!;
      const several =
        link.delays.length > 1 ? ` by ${ticks * (model.clock.tick ?? 0)} ms (${(detail >>> 8) + 1})` : '';
      return messageLabel(product, state, 'fault delay', link, detail & 0xff, 'delayable') + several;
    }
    case FAULT:
      return model.faults[subject]!.label;
    case TICK:
      return 'tick';
  }
}

function messageLabel(
  product: Product,
  state: StateVector,
  verb: string,
  link: Link,
  position: number,
  among: 'deliverable' | 'distinct' | 'delayable',
): string {
  const { table, to, name } = link;
  const contents = state[link.slot]!;
  const { events } = product.model.agents[to]!;
  const messages = table.messages(contents);
  const candidates = table[among](contents);
  const texts = candidates.map((candidate) => {
    const { path, type, event } = events[messages[candidate]!.event]!;
    return { head: `${verb} ${name}${path === '' ? '' : `/${path}`} ${type}`, payload: plainText(event) };
  });
  return disambiguated(texts, candidates.indexOf(position));
}

function timerLabel(product: Product, state: StateVector, agent: number, position: number): string {
  const { timers, name, events } = product.model.agents[agent]!;
  const contents = state[product.model.timerSlots[agent]!]!;
  const ready = timers.ready(contents);
  const texts = ready.map((candidate) => {
    const kind = timers.kindOf(contents, candidate);
    const who = kind.path === '' || kind.outcome ? name : `${name}/${kind.path}`;
    const event =
      kind.to.agent === agent
        ? events[kind.to.event]
        : product.model.agents[kind.to.agent]!.events[kind.to.event];
    return {
      head: `${kind.outcome ? 'outcome' : 'timer'} ${who} ${kind.name}`,
      payload: plainText(event!.event),
    };
  });
  return disambiguated(texts, ready.indexOf(position));
}

function outcomeLabel(product: Product, state: StateVector, agent: number, index: number): string {
  const { locals, events, name } = product.model.agents[agent]!;
  const texts = locals[state[agent]!]!.outcomes.map((event) => ({
    head: `outcome ${name} ${events[event]!.type}`,
    payload: plainText(events[event]!.event),
  }));
  return disambiguated(texts, index);
}

function disambiguated(
  texts: readonly { readonly head: string; readonly payload: string }[],
  index: number,
): string {
  const { head, payload } = texts[index]!;
  const alike = texts.filter((other) => other.head === head);
  if (alike.length === 1) return head;
  if (alike.filter((other) => other.payload === payload).length === 1) return `${head} ${payload}`;
  const rank = texts
    .slice(0, index + 1)
    .filter((other) => other.head === head && other.payload === payload).length;
  return `${head} ${payload} #${rank}`;
}
