/**
 * Whether some fair run violates a claim about infinite runs: the graph of system states times the automaton of the
 * negated claim, and a fair accepting cycle in it (Vardi, Wolper, LICS 1986).
 *
 * A run that stops goes to a copy of its state that it never leaves: there the state repeats, and nothing happens.
 */
import { isInternal, type Move, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { DEAD } from '../property/buchi-automaton.ts';
import type { RunClaim } from '../property/run-claim.ts';
import { acceptingNodes } from './accepting-nodes.ts';
import { findFairLasso, type Lasso } from './fair-cycle.ts';
import { IntList } from './int-list.ts';
import type { LetterTable } from './letter-table.ts';
import type { LivenessGraph } from './liveness-graph.ts';
import { type MoveClasses, NO_CLASS } from './move-classes.ts';
import { PairTable } from './pair-table.ts';
import { STUTTERS, type StateGraph } from './state-graph.ts';

/** A run for ever: `loop` is empty where it stops. */
export interface InfiniteRun {
  /** Index of the initial state. */
  readonly initial: number;
  readonly stem: readonly Move[];
  readonly loop: readonly Move[];
  /** Internal moves go on for ever, and time does not. */
  readonly zeno: boolean;
}

const GOES_ON = 0;
const STOPPED = 1;
const STOPS_OR_GOES_ON = [STOPPED, GOES_ON];
const ONLY_GOES_ON = [GOES_ON];
/** Stands for the edge of a run that has stopped. */
const NO_EDGE = -1;
/** All acceptance sets. */
const ALL = -1;

/**
 * A fair run of the graph that violates the claim; undefined where there is none.
 *
 * @param mayStop whether a run may stop in a node of the graph
 * @param fairness what is assumed of moves; default: what the claim assumes
 */
export function violatingRun(
  product: Product,
  graph: StateGraph,
  claim: RunClaim,
  letters: LetterTable,
  classes: MoveClasses,
  mayStop: (node: number) => boolean = stopsUnder(claim, graph),
  fairness = classes.assumedBy(claim.fairness, claim.property.id),
): InfiniteRun | undefined {
  const { timed } = product.model.clock;
  const synchronous = new SynchronousProduct(product, graph, claim, letters, mayStop);
  const lasso = findFairLasso({ graph: synchronous.explored(), fairness, timed });
  return lasso && synchronous.runOf(lasso);
}

/** Without any fairness a run may stop anywhere, else where nothing internal can ever happen. */
export const stopsUnder =
  ({ fairness }: RunClaim, { stops }: Pick<StateGraph, 'stops'>) =>
  (node: number): boolean =>
    fairness.level === 'none' || stops[node] === 1;

/** System states and states of the automaton, moving together. */
class SynchronousProduct {
  readonly #graph: StateGraph;
  readonly #claim: RunClaim;
  readonly #letters: LetterTable;
  readonly #atoms: readonly number[];
  readonly #timed: boolean;
  readonly #mayStop: (node: number) => boolean;
  readonly #mayRest: (node: number) => boolean;
  /** Nodes by system state and way: the state of the automaton, and whether the run has stopped. */
  readonly #nodes = new PairTable();
  readonly #states = new IntList();
  readonly #ways = new IntList();
  /** By letter that was met: what of it the claim sees. */
  readonly #masks: number[] = [];
  readonly #targets = new IntList();
  readonly #postponed = new IntList();
  readonly #edges = new IntList();
  readonly #idle = new IntList();
  readonly #initials: { readonly node: number; readonly index: number }[] = [];

  constructor(
    product: Product,
    graph: StateGraph,
    claim: RunClaim,
    letters: LetterTable,
    mayStop: (node: number) => boolean,
  ) {
    this.#mayStop = mayStop;
    this.#mayRest = stopsUnder(claim, graph);
    this.#graph = graph;
    this.#claim = claim;
    this.#letters = letters;
    this.#atoms = claim.negation.form.atoms.map((atom) => letters.indexOf(atom));
    this.#timed = product.model.clock.timed;
  }

  explored(): LivenessGraph {
    const { negation } = this.#claim;
    for (const { index, node, letter } of this.#graph.initial) {
      for (const { to } of negation.transitions(negation.initial, this.#mask(letter))) {
        for (const mode of this.#modes(node))
          this.#initials.push({ node: this.#node(node, to, mode), index });
      }
    }
    const offsets = new IntList();
    for (let node = 0; node < this.#states.length; node++) {
      offsets.push(this.#targets.length);
      const way = this.#ways.at(node);
      this.#expand(this.#states.at(node), way >> 1, way & 1);
    }
    offsets.push(this.#targets.length);
    return this.#livenessGraph(offsets.values);
  }

  runOf({ initial, stem, loop, zeno }: Lasso): InfiniteRun {
    const movesOf = (edges: readonly number[]): readonly Move[] =>
      edges
        .map((edge) => this.#edges.values[edge]!)
        .filter((edge) => edge !== NO_EDGE)
        .map((edge) => this.#graph.moves[edge]!);
    const index = this.#initials.find(({ node }) => node === initial)!.index;
    return { initial: index, stem: movesOf(stem), loop: movesOf(loop), zeno };
  }

  #expand(state: number, automaton: number, mode: number): void {
    const { offsets, targets, moves } = this.#graph;
    if (mode === STOPPED) {
      this.#stop(state, automaton);
      return;
    }
    for (let edge = offsets[state]!; edge < offsets[state + 1]!; edge++) {
      const target = targets[edge]!;
      if (target === -1 || (this.#isIdle(edge, state) && !this.#claim.ticksAreLetters)) continue;
      this.#follow(edge, state, target, automaton, ticksOf(moves[edge]!));
    }
  }

  /** Changes nothing, and looks to the claim as if nothing had happened, whatever other claims see. */
  #isIdle(edge: number, state: number): boolean {
    const { stutters, letters, still } = this.#graph;
    return stutters[edge] === STUTTERS && this.#mask(letters[edge]!) === this.#mask(still[state]!);
  }

  #follow(edge: number, state: number, target: number, automaton: number, ticks: number): void {
    const { negation, ticksAreLetters } = this.#claim;
    if (ticks > 0 && !ticksAreLetters) {
      const later = negation.elapse(automaton, ticks);
      if (later !== DEAD) this.#arrive(target, later, ALL, edge, true);
      return;
    }
    const letter = this.#mask(this.#graph.letters[edge]!);
    const steps =
      ticks > 0 ? negation.ticks(automaton, letter, ticks) : negation.transitions(automaton, letter);
    if (steps.length === 0) return;
    const idle = this.#isIdle(edge, state) || this.#isBarren(edge, state);
    for (const { to, postponed } of steps) this.#arrive(target, to, postponed, edge, idle);
  }

  /**
   * Changes nothing where something else could, and is seen all the same: a message of a set that is delivered once
   * more. It is a letter, but no run consists of such moves from some point on: taken means that something changed.
   */
  #isBarren(edge: number, state: number): boolean {
    return this.#graph.stutters[edge] === STUTTERS && !this.#mayRest(state);
  }

  #arrive(state: number, automaton: number, postponed: number, edge: number, idle: boolean): void {
    for (const mode of this.#modes(state)) {
      this.#edge(this.#node(state, automaton, mode), postponed, edge, idle);
    }
  }

  /** How a run may be in a state. To stop is no step, and comes first: the lasso is not longer than it must be. */
  #modes(state: number): readonly number[] {
    return this.#mayStop(state) ? STOPS_OR_GOES_ON : ONLY_GOES_ON;
  }

  /** The state repeats: where there is a clock, time passes with it. */
  #stop(state: number, automaton: number): void {
    const { negation } = this.#claim;
    const from = this.#timed && this.#graph.stops[state] === 1 ? negation.elapse(automaton, 1) : automaton;
    if (from === DEAD) return;
    for (const { to, postponed } of negation.transitions(from, this.#mask(this.#graph.still[state]!))) {
      this.#edge(this.#node(state, to, STOPPED), postponed, NO_EDGE, false);
    }
  }

  #mask(letter: number): number {
    return (this.#masks[letter] ??= this.#letters.width === 0 ? 0 : this.#letters.mask(letter, this.#atoms));
  }

  #node(state: number, automaton: number, mode: number): number {
    const way = (automaton << 1) | mode;
    const known = this.#nodes.get(state, way);
    if (known >= 0) return known;
    const node = this.#states.length;
    this.#nodes.set(state, way, node);
    this.#states.push(state);
    this.#ways.push(way);
    return node;
  }

  #edge(target: number, postponed: number, edge: number, idle: boolean): void {
    this.#targets.push(target);
    this.#postponed.push(postponed);
    this.#edges.push(edge);
    this.#idle.push(Number(idle));
  }

  /**
   * One acceptance set more than the automaton has. A cycle on which no letter is read is no word, and a run that only
   * stutters has stopped: it does so where it may, whether or not what it repeats is seen.
   */
  #livenessGraph(offsets: Int32Array): LivenessGraph {
    const { moves, classes, offsets: stateOffsets } = this.#graph;
    const sets = this.#claim.negation.acceptanceSets;
    const edges = this.#edges.values;
    const idle = this.#idle.values;
    const postponed = this.#postponed.values;
    const graph: LivenessGraph = {
      size: this.#states.length,
      initial: [...new Set(this.#initials.map(({ node }) => node))],
      offsets,
      targets: this.#targets.values,
      obligations: sets + 1,
      postponed: (edge) => (postponed[edge]! & (2 ** sets - 1)) | (idle[edge]! << sets),
      moveClass: (edge) => (edges[edge] === NO_EDGE ? NO_CLASS : classes[edges[edge]!]!),
      passesTime: (edge) => edges[edge] === NO_EDGE || ticksOf(moves[edges[edge]!]!) > 0,
      internal: (edge) => edges[edge] !== NO_EDGE && isInternal(moves[edges[edge]!]!),
      enabled: (node, of) => {
        const state = this.#states.at(node);
        const end = stateOffsets[state + 1]!;
        for (let edge = stateOffsets[state]!; edge < end; edge++) if (classes[edge] === of) return true;
        return false;
      },
    };
    return { ...graph, candidates: acceptingNodes(graph, this.#ways.values) };
  }
}
