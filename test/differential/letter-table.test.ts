/**
 * Letters against the predicates themselves, on each transition of random systems: what a letter says of an atom is
 * what its predicate says, however late it reads the state, and equal answers are one letter.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import { MoveList } from '../../src/product/move.ts';
import type { StateVector } from '../../src/product/state-vector.ts';
import type { AnyPredicate } from '../../src/property/formula.ts';
import { OBSERVATION, TrackedPredicate } from '../../src/property/tracked-predicate.ts';
import { LetterTable, type OwnedAtom } from '../../src/search/letter-table.ts';
import { StateStore } from '../../src/search/state-store.ts';
import { ModelError } from '../../src/system/model-error.ts';
import { predicateOf, predicateRecipe } from './random-property.ts';
import { buildSystem, systemRecipe } from './random-system.ts';

const SEED = 20_261_127;
const SYSTEMS = Number(process.env['REDHOUND_SYSTEMS'] ?? 60);
const STATES = 200;

const met = { letters: 0, settledByMoves: 0, askedOnceMore: 0 };

it(`letters say what predicates say, on ${SYSTEMS} random systems`, { timeout: 1_200_000 }, () => {
  fc.assert(
    fc.property(
      systemRecipe,
      fc.array(predicateRecipe, { minLength: 1, maxLength: 8 }),
      (recipe, recipes) => {
        const system = buildSystem(recipe);
        const names = Object.keys(system.agents);
        try {
          compare(
            compose(system),
            recipes.map((each) => oddlyMany(each.map((part) => predicateOf([part], names)))),
          );
        } catch (error) {
          // A model that is wrong has no letters.
          if (!(error instanceof ModelError)) throw error;
        }
      },
    ),
    { seed: SEED, numRuns: SYSTEMS },
  );
  expect(met.letters).toBeGreaterThan(50 * SYSTEMS);
  expect(met.settledByMoves).toBeGreaterThan(met.letters / 20);
  expect(met.askedOnceMore).toBeGreaterThan(met.letters / 50);
});

/** Reads all of them, whatever the first say. */
const oddlyMany =
  (parts: readonly AnyPredicate[]): AnyPredicate =>
  (view) =>
    parts.filter((part) => part(view)).length % 2 === 1;

function compare(product: ReturnType<typeof compose>, predicates: readonly AnyPredicate[]): void {
  product.observed = true;
  const atoms = predicates.map(
    (predicate, index): OwnedAtom => ({
      atom: { op: 'atom', name: `p${index}`, predicate },
      property: 'p',
    }),
  );
  const letters = new LetterTable(product, atoms);
  const known = new Map<string, number>();
  const values = new Uint8Array(letters.width);
  const states = new StateStore(product.width);
  const look = (state: StateVector, observation: number): void => {
    // Some are read beforehand: what predicates learn then, all who ask them know.
    const isRead = met.letters++ % 3 === 0;
    if (isRead) letters.read(state, observation, values);
    const letter = letters.letterOf(states.add(state, product.width), state, observation);
    const answers = predicates.map((each) =>
      answerTo(new TrackedPredicate(product, each, 'p'), state, observation),
    );
    const told = atoms.map(({ atom }) => letters.bit(letter, letters.indexOf(atom)));
    if (told.join() !== answers.join()) expect(told).toEqual(answers);
    if (isRead) expect(atoms.map(({ atom }) => values[letters.indexOf(atom)])).toEqual(answers);
    if (!known.has(told.join())) known.set(told.join(), letter);
    if (known.get(told.join()) !== letter) expect(letter).toBe(known.get(told.join()));
  };
  const here = product.allocate();
  const next = product.allocate();
  const moves = new MoveList();
  for (const { state, observation } of product.initialStates()) look(state, observation);
  for (let id = 0; id < Math.min(states.size, STATES); id++) {
    states.load(id, here, product.width);
    product.enabledMoves(here, moves);
    for (let i = 0; i < moves.length; i++) {
      product.successor(here, moves.moves[i]!, next);
      look(next, product.observation);
    }
  }
}

/** What a predicate says that was never asked before; notes when it reads what the move did. */
function answerTo(predicate: TrackedPredicate, state: StateVector, observation: number): number {
  const reads = predicate.readsOn(state, observation);
  const asks = reads.findIndex(({ slot }) => slot === OBSERVATION);
  if (asks >= 0) met[asks === reads.length - 1 ? 'settledByMoves' : 'askedOnceMore']++;
  return Number(predicate.test(state, observation));
}
