/**
 * What the visited states went through: a walk over them after the search, so that a search without it costs nothing.
 */
import {
  DELIVER,
  ENVIRONMENT,
  kindOf,
  type Move,
  MoveList,
  OUTCOME,
  subjectOf,
  TIMER,
} from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { EventOrders, type EventPair } from './event-orders.ts';
import { type LinkCoverage, LinkTraffic } from './link-traffic.ts';
import type { StateStore } from './state-store.ts';
import { type TimerCoverage, TimerFates } from './timer-fates.ts';

export interface SpaceCoverage {
  /** Steps that were taken, by agent. */
  readonly steps: readonly ReadonlySet<number>[];
  readonly timers: readonly TimerCoverage[];
  readonly links: readonly LinkCoverage[];
  readonly pairs: readonly EventPair[];
}

/** @param states the visited system states; moves that lead out of them are not followed */
export function coverageOf(product: Product, states: StateStore): SpaceCoverage {
  const { observed } = product;
  // Moves that change nothing are left out where nobody looks: a transition may be taken and change nothing.
  product.observed = true;
  try {
    return walk(product, states);
  } finally {
    product.observed = observed;
  }
}

function walk(product: Product, states: StateStore): SpaceCoverage {
  const { agents, links, environment } = product.model;
  const taken: number[][] = agents.map(() => []);
  const orders = new EventOrders(product, states.size);
  const fates = new TimerFates(product);
  const traffic = new LinkTraffic(product);
  const receiverOf = (move: Move): number => {
    const subject = subjectOf(move);
    const kind = kindOf(move);
    if (kind === DELIVER) return links[subject]!.to;
    if (kind === TIMER || kind === OUTCOME) return subject;
    return kind === ENVIRONMENT ? environment[subject]!.agent : -1;
  };
  product.notingSteps(taken, () => product.initialStates());
  const state = product.allocate();
  const next = product.allocate();
  const moves = new MoveList();
  const events: number[] = [];
  const unnoted = agents.map((): number[] => []);
  const list = (): void => product.enabledMoves(state, moves);
  const take = (): void => {
    for (let i = 0; i < moves.length; i++) {
      const move = moves.moves[i]!;
      product.successor(state, move, next);
      fates.note(state, move, next);
      if (events[i] === -1) continue;
      const target = states.find(next, product.width);
      if (target !== -1) orders.arrive(target, events[i]!);
    }
  };
  for (let id = 0; id < states.size; id++) {
    states.load(id, state, product.width);
    // To list moves some are tried that turn out not to be enabled.
    product.notingSteps(unnoted, list);
    events.length = moves.length;
    for (let i = 0; i < moves.length; i++) events[i] = orders.eventOf(state, moves.moves[i]!);
    orders.offer(
      id,
      events.filter((event) => event !== -1),
    );
    traffic.note(state, moves, receiverOf);
    product.notingSteps(taken, take);
  }
  return {
    steps: taken.map((steps) => new Set([...steps.keys()].filter((step) => steps[step] === 1))),
    timers: fates.all(),
    links: traffic.all(),
    pairs: orders.pairs(),
  };
}
