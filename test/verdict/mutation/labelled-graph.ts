/**
 * The reachable labelled graph of a system, built in the plainest way: states by their texts, moves by their labels.
 *
 * Time does not leap, so that two graphs can be compared tick by tick. Predicates are asked one by one.
 */

import { compose } from '../../../src/product/compose.ts';
import { stateKey } from '../../../src/product/description.ts';
import { labelOf } from '../../../src/product/label.ts';
import { MoveList } from '../../../src/product/move.ts';
import { NOTHING } from '../../../src/product/observation.ts';
import type { Product } from '../../../src/product/product.ts';
import type { StateVector } from '../../../src/product/state-vector.ts';
import { type Atom, atomsOf } from '../../../src/property/formula.ts';
import type { Property } from '../../../src/property/property.ts';
import { TrackedPredicate } from '../../../src/property/tracked-predicate.ts';
import type { AnySystem } from '../../../src/system/system.ts';

export interface Edge {
  readonly label: string;
  /** What can be seen of the move and the state that it leads to. */
  readonly letter: string;
  readonly to: number;
}

export interface LabelledGraph {
  /** Of each state, in the order of labels. */
  readonly edges: readonly (readonly Edge[])[];
  /** The first letter of each initial state, and the state. */
  readonly initials: readonly Edge[];
}

export function labelledGraph(system: AnySystem, properties: readonly Property[]): LabelledGraph {
  const product = compose({ ...system, clock: { ...system.clock, jumps: false } });
  product.observed = true;
  const letterOf = letters(product, properties);
  const ids = new Map<string, number>();
  const states: StateVector[] = [];
  const idOf = (state: StateVector): number => {
    const key = stateKey(product, state);
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, states.length);
    return states.push(state.slice()) - 1;
  };
  const initials = product.initialStates().map(({ state, observation, failedAgent }, index) => ({
    label: `initial ${index}`,
    letter: letterOf(state, observation, failedAgent),
    to: idOf(state),
  }));
  const edges: Edge[][] = [];
  const moves = new MoveList();
  const next = product.allocate();
  for (let id = 0; id < states.length; id++) {
    const state = product.allocate();
    state.set(states[id]!);
    product.enabledMoves(state, moves);
    const out: Edge[] = [];
    const still = letterOf(state, NOTHING, -1);
    for (const move of moves.moves.slice(0, moves.length)) {
      const label = labelOf(product, state, move);
      product.successor(state, move, next);
      const letter = letterOf(next, product.observation, product.failedAgent);
      const to = idOf(next);
      // A move that changes nothing, to nobody's notice, is a stutter.
      if (to === id && letter === still && label !== 'tick') continue;
      out.push({ label, letter, to });
    }
    edges.push(out.sort((a, b) => (a.label < b.label ? -1 : 1)));
  }
  return { edges, initials };
}

function letters(product: Product, properties: readonly Property[]) {
  const atoms: Atom[] = properties.flatMap(({ claim }) =>
    'formula' in claim
      ? [...atomsOf(claim.formula), ...(claim.vacuousIf ? atomsOf(claim.vacuousIf) : [])]
      : 'of' in claim
        ? atomsOf(claim.of)
        : [],
  );
  const predicates = atoms.map(({ predicate }) => new TrackedPredicate(product, predicate, 'test'));
  return (state: StateVector, observation: number, failedAgent: number): string =>
    `${predicates.map((predicate) => Number(predicate.test(state, observation))).join('')} ${failedAgent}`;
}

/**
 * After how many moves two graphs can first be told apart; undefined where they are bisimilar.
 *
 * By refinement of the partition of all states of both, a round a move (Kanellakis, Smolka 1983): after n rounds two
 * states share a block exactly when no run of n moves tells them apart.
 */
export function movesToDifference(one: LabelledGraph, other: LabelledGraph): number | undefined {
  const shift = one.edges.length;
  const edges = [
    ...one.edges,
    ...other.edges.map((out) => out.map((edge) => ({ ...edge, to: edge.to + shift }))),
  ];
  const pairs = one.initials.map((edge, index) => [edge, other.initials[index]!] as const);
  if (pairs.some(([a, b]) => a.letter !== b.letter)) return 0;
  let blocks = edges.map(() => 0);
  let count = 1;
  for (let round = 1; ; round++) {
    const numbers = new Map<string, number>();
    blocks = edges.map((out, state) => {
      const signature = `${blocks[state]};${out.map(({ label, letter, to }) => `${label}|${letter}|${blocks[to]}`).join(';')}`;
      const known = numbers.get(signature) ?? numbers.size;
      numbers.set(signature, known);
      return known;
    });
    if (pairs.some(([a, b]) => blocks[a.to] !== blocks[b.to + shift])) return round;
    if (numbers.size === count) return undefined;
    count = numbers.size;
  }
}
