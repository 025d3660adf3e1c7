/**
 * A run that goes through recorded moves and remembered states is one of the successor function: at each place of
 * random runs of random systems the same moves in the same order, the same next state, observation and failure.
 *
 * With no room, with too little and with enough to remember all states; jumping back and forth between places; and with
 * long ways along remembered edges on which nobody asks for the state.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import { MoveList } from '../../src/product/move.ts';
import type { Product } from '../../src/product/product.ts';
import type { RunningState } from '../../src/product/running-state.ts';
import { ModelError } from '../../src/system/model-error.ts';
import { buildSystem, systemRecipe } from './random-system.ts';

const SEED = 20_261_126;
const SYSTEMS = 60;
const RUNS = 12;
const LENGTH = 25;
/** How many states are remembered. */
const ROOMS = [0, 7, 1 << 15];

const met = { systems: 0, steps: 0, jumps: 0 };

it(`runs as the successor function does, on ${SYSTEMS} random systems`, { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(
      systemRecipe,
      fc.boolean(),
      fc.infiniteStream(fc.nat({ max: 9999 })),
      (recipe, observed, choices) => {
        const product = compose(buildSystem(recipe));
        product.observed = observed;
        for (const room of ROOMS) walkAlong(product, room, () => choices.next().value!);
      },
    ),
    { seed: SEED, numRuns: SYSTEMS },
  );
  expect(met.systems).toBeGreaterThan(2 * SYSTEMS);
  expect(met.steps).toBeGreaterThan(20 * met.systems);
  expect(met.jumps).toBeGreaterThan(met.systems);
});

function walkAlong(product: Product, room: number, choose: () => number): void {
  try {
    const pair = new Pair(product, room, choose);
    const places: Int32Array[] = [];
    met.systems++;
    for (let run = 0; run < RUNS; run++) {
      const place = choose() % 3 === 0 ? places[choose() % Math.max(1, places.length)] : undefined;
      if (place !== undefined) met.jumps++;
      pair.begin(run, place);
      for (let step = 0; step < LENGTH && pair.step(); step++) places.push(pair.state.slice());
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
  }
}

/** A running state, and one that the successor function steps. */
class Pair {
  state: Int32Array;
  readonly #product: Product;
  readonly #running: RunningState;
  readonly #choose: () => number;
  /** As it was when changes were forgotten last. */
  #known: Int32Array;

  constructor(product: Product, room: number, choose: () => number) {
    this.#product = product;
    this.#running = product.runningState(room);
    this.#choose = choose;
    this.state = product.allocate();
    this.#known = product.allocate();
  }

  begin(run: number, place: Int32Array | undefined): void {
    const initials = this.#product.initialStates();
    const initial = run % initials.length;
    this.state = (place ?? initials[initial]!.state).slice();
    if (place === undefined && this.#choose() % 4 > 0) this.#running.beginIn(initial, this.state.slice());
    else this.#running.become(this.state.slice());
  }

  /** One step of both; false where there is none. */
  step(): boolean {
    const running = this.#running;
    const product = this.#product;
    const before = this.state;
    const listed = running.moves();
    const ours = [...listed.moves.subarray(0, listed.length)];
    const { internal } = listed;
    const moves = new MoveList();
    product.enabledMoves(before, moves);
    expect(`${ours} ${internal}`).toBe(`${moves.moves.subarray(0, moves.length)} ${moves.internal}`);
    if (ours.length === 0) return false;
    met.steps++;
    const index = this.#choose() % ours.length;
    const next = product.allocate();
    const expectsChange = this.#choose() % 8 === 0 ? running.changes(index) : undefined;
    // Taken by itself now and then, as a run that is retraced does.
    if (this.#choose() % 16 === 0) running.take(ours[index]!);
    else running.takeListed(index);
    product.successor(before, ours[index]!, next);
    const { observation, failedAgent } = product;
    this.state = next;
    const moved = next.some((value, slot) => value !== before[slot]);
    const slots = Array.from(next, (_, slot) => (slot < product.width ? running.slot(slot) : 0));
    expect(`${slots} ${running.observation} ${running.failedAgent} ${running.moved}`).toBe(
      `${next} ${observation} ${failedAgent} ${moved}`,
    );
    if (expectsChange !== undefined) expect(expectsChange).toBe(moved);
    if (this.#choose() % 8 === 0) this.#lookAtState();
    return true;
  }

  #lookAtState(): void {
    const { state, changedSlots, changed } = this.#running;
    expect(`${state}`).toBe(`${this.state}`);
    const named = new Set(changedSlots.subarray(0, changed));
    expect(named.size).toBe(changed);
    for (const [slot, value] of state.entries()) {
      if (value !== this.#known[slot]) expect(named).toContain(slot);
    }
    this.#known = state.slice();
    this.#running.forgetChanges();
  }
}
