/**
 * What exhaustive search says of claims that some state can be reached: always (`AG EF`), or once (`EF`).
 */
import { type Move, MoveList } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { type Formula, truthOf } from '../property/formula.ts';
import type { LetterTable } from './letter-table.ts';
import { possibilityOf } from './possibility.ts';
import { isFaultless, type StateGraph } from './state-graph.ts';
import { type StateStore, withStore } from './state-store.ts';
import type { Watch } from './watch.ts';

/** The states from which no state with it can be reached, without faults. */
export function strandedStates(
  graph: StateGraph,
  of: Formula,
  letters: LetterTable,
): { readonly count: number; readonly first: number | undefined } {
  const isGoal = goalOf(of, letters);
  const { size, offsets, targets } = graph;
  const { stranded, first } = possibilityOf({
    size,
    offsets,
    targets,
    usable: Uint8Array.from(graph.moves, (move) => Number(isFaultless(move))),
    goalEdges: Uint8Array.from(graph.letters, isGoal),
    goalNodes: Uint8Array.from(graph.still, isGoal),
  });
  return { count: stranded, first };
}

/** The nearest letter with it: an initial one, or that of a move out of a state. */
export type Witness = { readonly initial: number } | { readonly from: number; readonly move: Move };

export function witnessOf(graph: StateGraph, of: Formula, letters: LetterTable): Witness | undefined {
  const isGoal = goalOf(of, letters);
  const beginning = graph.initial.find(({ letter }) => isGoal(letter) === 1);
  if (beginning !== undefined) return { initial: beginning.index };
  for (let node = 0; node < graph.size; node++) {
    for (let edge = graph.offsets[node]!; edge < graph.offsets[node + 1]!; edge++) {
      if (isGoal(graph.letters[edge]!) === 1) return { from: node, move: graph.moves[edge]! };
    }
  }
  return undefined;
}

/** Whether a letter with it can be reached from `state` without faults, by a search of its own. */
export function canReach(product: Product, state: StateVector, of: Formula, watch: Watch): boolean {
  return withStore(product.width, (reached) => reaches(product, state, of, watch, reached));
}

function reaches(
  product: Product,
  state: StateVector,
  of: Formula,
  watch: Watch,
  reached: StateStore,
): boolean {
  const { letters, states } = watch;
  const isGoal = goalOf(of, letters);
  const here = product.allocate();
  const next = product.allocate();
  const moves = new MoveList();
  reached.add(state, product.width);
  for (let id = 0; id < reached.size; id++) {
    reached.load(id, here, product.width);
    if (isGoal(letters.stillLetterOf(states.add(here, product.width), here)) === 1) return true;
    product.enabledMoves(here, moves);
    for (let i = 0; i < moves.length; i++) {
      if (!isFaultless(moves.moves[i]!)) continue;
      product.successor(here, moves.moves[i]!, next);
      const { observation } = product;
      reached.add(next, product.width);
      const known = states.add(next, product.width);
      if (isGoal(letters.letterOf(known, next, observation)) === 1) return true;
    }
  }
  return false;
}

/** 1 for letters in which it is true; each distinct letter is looked at once. */
function goalOf(of: Formula, letters: LetterTable): (letter: number) => 0 | 1 {
  const known: (0 | 1)[] = [];
  const truth = (letter: number): 0 | 1 =>
    truthOf(of, (atom) => letters.bit(letter, letters.indexOf(atom)) === 1) ? 1 : 0;
  return (letter) => (known[letter] ??= truth(letter));
}
