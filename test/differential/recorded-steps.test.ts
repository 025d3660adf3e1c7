/**
 * What a search replays is what the successor function does: in every reachable state of random systems the same
 * moves in the same order, the same next states, observations and failures.
 *
 * Each state is asked about twice, from the last to the first and back, so that most answers come from what other states taught.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import { MoveList } from '../../src/product/move.ts';
import type { Product } from '../../src/product/product.ts';
import { ExhaustiveSearch } from '../../src/search/exhaustive.ts';
import type { StateStore } from '../../src/search/state-store.ts';
import { SuccessorBatch } from '../../src/search/successor-batch.ts';
import { ModelError } from '../../src/system/model-error.ts';
import { buildSystem, systemRecipe } from './random-system.ts';

const SEED = 20_261_125;
const SYSTEMS = 100;
/** Larger spaces are looked at in part. */
const CAP = 1200;

const met = { states: 0, steps: 0 };

it(`replays the successor function on ${SYSTEMS} random systems`, { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(systemRecipe, fc.boolean(), (recipe, observed) => {
      const product = compose(buildSystem(recipe));
      product.observed = observed;
      const store = explored(product);
      if (store !== undefined) compare(product, store);
    }),
    { seed: SEED, numRuns: SYSTEMS },
  );
  expect(met.states).toBeGreaterThan(3000);
  expect(met.steps).toBeGreaterThan(3 * met.states);
});

/** The states that a search finds; undefined where the system is wrong. */
function explored(product: Product): StateStore | undefined {
  try {
    const search = new ExhaustiveSearch(product, [], { maxStates: CAP });
    while (search.advance(100));
    return search.systemStates;
  } catch (error) {
    if (error instanceof ModelError) return undefined;
    throw error;
  }
}

function compare(product: Product, store: StateStore): void {
  const batch = new SuccessorBatch(product, store, () => {
    throw new Error('all states have room, and yet one has not');
  });
  const ids = Array.from({ length: store.size }, (_, id) => id).filter((id) =>
    leadsNowhereElse(product, store, id),
  );
  met.states += ids.length;
  for (const order of [ids.toReversed(), ids]) {
    for (const id of order) {
      batch.list(id);
      batch.add(id);
      const [ours, theirs] = [replayed(product, batch), asked(product, store, id)];
      if (ours !== theirs) expect(ours).toBe(theirs);
      batch.clear();
    }
  }
}

function replayed(product: Product, batch: SuccessorBatch): string {
  const state = product.allocate();
  return Array.from({ length: batch.length }, (_, index) => {
    batch.load(index, state);
    return text(batch.moveOf(index), state, batch.observationOf(index), batch.failedAgentOf(index));
  }).join('\n');
}

function asked(product: Product, store: StateStore, id: number): string {
  const state = product.allocate();
  const next = product.allocate();
  const moves = new MoveList();
  store.load(id, state, product.width);
  product.enabledMoves(state, moves);
  met.steps += moves.length;
  return Array.from({ length: moves.length }, (_, index) => {
    const move = moves.moves[index]!;
    product.successor(state, move, next);
    const { observation, failedAgent } = product;
    return text(move, next, observation, failedAgent);
  }).join('\n');
}

const text = (move: number, state: Int32Array, observation: number, failedAgent: number): string =>
  `${move} ${state.join()} ${observation} ${failedAgent}`;

/** Whether all successors of a state are known: then they have room. */
function leadsNowhereElse(product: Product, store: StateStore, id: number): boolean {
  const state = product.allocate();
  const next = product.allocate();
  const moves = new MoveList();
  store.load(id, state, product.width);
  try {
    product.enabledMoves(state, moves);
    return [...moves.moves.subarray(0, moves.length)].every((move) => {
      product.successor(state, move, next);
      return store.find(next, product.width) !== -1;
    });
  } catch (error) {
    if (error instanceof ModelError) return false;
    throw error;
  }
}
