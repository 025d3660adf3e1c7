/**
 * What became of timers: they fire, or the step of an agent takes them away before.
 */

import { detailOf, FAULT, kindOf, type Move, subjectOf, TICK, TIMER } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';

export interface TimerCoverage {
  readonly agent: string;
  /** As labels call it; of a child with the child's path. */
  readonly timer: string;
  /** Moves out of the visited states in which it fires. */
  readonly fired: number;
  /** Moves in which it is cancelled while it runs. */
  readonly cancelled: number;
}

interface Fate {
  readonly agent: number;
  readonly timer: string;
  fired: number;
  cancelled: number;
}

export class TimerFates {
  readonly #product: Product;
  readonly #fates = new Map<string, Fate>();
  /** Timers gone between two states of an agent's timers. */
  readonly #gone = new Map<string, readonly Fate[]>();

  constructor(product: Product) {
    this.#product = product;
  }

  note(state: StateVector, move: Move, next: StateVector): void {
    const kind = kindOf(move);
    const { timed, timerSlots } = this.#product.model;
    // Time cancels nothing, and what a crash takes away nobody cancelled.
    if (kind === TICK || kind === FAULT) return;
    const firing = kind === TIMER ? subjectOf(move) : -1;
    if (firing !== -1) {
      const timer = this.#product.model.agents[firing]!.timers.kindOf(
        state[timerSlots[firing]!]!,
        detailOf(move),
      );
      if (!timer.outcome) this.#fate(firing, timer).fired++;
    }
    for (let i = 0; i < timed.length; i++) {
      const agent = timed[i]!;
      const slot = timerSlots[agent]!;
      const position = agent === firing ? detailOf(move) : -1;
      if (state[slot] === next[slot]) continue;
      for (const fate of this.#goneOf(agent, state[slot]!, position, next[slot]!)) fate.cancelled++;
    }
  }

  /** By agent, then by name. */
  all(): readonly TimerCoverage[] {
    const { agents } = this.#product.model;
    return [...this.#fates.values()]
      .sort((a, b) => a.agent - b.agent || (a.timer < b.timer ? -1 : 1))
      .map(({ agent, timer, fired, cancelled }) => ({ agent: agents[agent]!.name, timer, fired, cancelled }));
  }

  #goneOf(agent: number, before: number, fired: number, after: number): readonly Fate[] {
    const key = `${agent} ${before} ${fired} ${after}`;
    let gone = this.#gone.get(key);
    if (gone === undefined) {
      const { timers } = this.#product.model.agents[agent]!;
      const left = timers.timersOf(after).map(({ kind, age }) => `${kind.key}@${age}`);
      gone = timers.timersOf(before).flatMap(({ kind, age }, position) => {
        const fate = kind.outcome ? undefined : this.#fate(agent, kind);
        if (position === fired) return [];
        const at = left.indexOf(`${kind.key}@${age}`);
        if (at !== -1) left.splice(at, 1);
        return at === -1 && fate !== undefined ? [fate] : [];
      });
      for (const { kind } of timers.timersOf(after)) if (!kind.outcome) this.#fate(agent, kind);
      this.#gone.set(key, gone);
    }
    return gone;
  }

  #fate(agent: number, { path, name }: { readonly path: string; readonly name: string }): Fate {
    const timer = path === '' ? name : `${path} ${name}`;
    const key = `${agent} ${timer}`;
    let fate = this.#fates.get(key);
    if (fate === undefined) {
      fate = { agent, timer, fired: 0, cancelled: 0 };
      this.#fates.set(key, fate);
    }
    return fate;
  }
}
