/**
 * What a search for fair cycles works on: an explicit finite graph in compressed rows, and the conditions under which
 * a cycle of it counts. Acceptance is transition-based generalised Büchi; nothing here knows of agents or XState.
 */

/** A graph of product nodes: a state of the system with a state of an automaton. */
export interface LivenessGraph {
  /** Nodes are 0 … size − 1. */
  readonly size: number;
  readonly initial: readonly number[];
  /** The edges of node n are offsets[n] … offsets[n + 1] − 1. */
  readonly offsets: Int32Array;
  /** Per edge. */
  readonly targets: Int32Array;
  /** Per edge: bit m is set where obligation m is put off, that is, where the edge is not in acceptance set m. */
  readonly postponed: Int32Array;
  /** Number of acceptance sets, at most 30. */
  readonly obligations: number;
  /** Per edge: the elementary class of its move, −1 where it has none or the move changes nothing. */
  readonly moveClass: Int32Array;
  /** Per edge: 1 where time passes, be it by a tick or because the run has stopped and stutters. */
  readonly passesTime: Uint8Array;
  /** Per edge: 1 where the move is internal. */
  readonly internal: Uint8Array;
  /**
   * Whether a move of the elementary class that changes something is enabled in the system state of the node, even
   * where the automaton has no successor for it.
   */
  enabled(node: number, moveClass: number): boolean;
}

/**
 * Moves that must not be put off for ever: weakly fair ones where they stay enabled, strongly fair ones where they are
 * enabled again and again.
 */
export interface FairnessClass {
  /** Elementary classes. */
  readonly members: readonly number[];
  readonly level: 'weak' | 'strong';
}

export interface LivenessQuestion {
  readonly graph: LivenessGraph;
  readonly fairness: readonly FairnessClass[];
  /** Whether there is a clock: then time must pass on a cycle. */
  readonly timed: boolean;
}
