/**
 * A run that goes through recorded moves and remembered states is one of the successor function: at each place of
 * random runs of random systems the same moves in the same order, the same next state, observation and failure.
 *
 * With no room, with too little and with enough to remember all states; and jumping back and forth between places.
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
    const running = product.runningState(room);
    const initials = product.initialStates();
    const places: Int32Array[] = [];
    met.systems++;
    for (let run = 0; run < RUNS; run++) {
      const place = choose() % 3 === 0 ? places[choose() % Math.max(1, places.length)] : undefined;
      if (place !== undefined) met.jumps++;
      running.become(place ?? initials[run % initials.length]!.state);
      for (let step = 0; step < LENGTH && stepAlong(product, running, choose); step++) {
        places.push(running.state.slice());
      }
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
  }
}

/** One step of both; false where there is none. */
function stepAlong(product: Product, running: RunningState, choose: () => number): boolean {
  const before = running.state.slice();
  const listed = running.moves();
  const ours = [...listed.moves.subarray(0, listed.length)];
  const { internal } = listed;
  const moves = new MoveList();
  product.enabledMoves(before, moves);
  expect(`${ours} ${internal}`).toBe(`${moves.moves.subarray(0, moves.length)} ${moves.internal}`);
  if (ours.length === 0) return false;
  met.steps++;
  const index = choose() % ours.length;
  const next = product.allocate();
  const expectsChange = running.changes(index);
  // Taken by itself now and then, as a run that is retraced does.
  if (choose() % 5 === 0) running.take(ours[index]!);
  else running.takeListed(index);
  product.successor(before, ours[index]!, next);
  const { observation, failedAgent } = product;
  expect(`${running.state} ${running.observation} ${running.failedAgent}`).toBe(
    `${next} ${observation} ${failedAgent}`,
  );
  const changed = [...next.keys()].filter((slot) => next[slot] !== before[slot]);
  expect(`${running.changedSlots.slice(0, running.changed).sort()}`).toBe(`${changed}`);
  if (expectsChange !== undefined) expect(expectsChange).toBe(changed.length > 0);
  return true;
}
