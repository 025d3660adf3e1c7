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
  /** Number of acceptance sets, at most 30. */
  readonly obligations: number;
  /** Nodes beside which none is on an accepting cycle; default: all. */
  readonly candidates?: Int32Array;
  /** Bit m is set where the edge puts obligation m off, that is, where it is not in acceptance set m. */
  postponed(edge: number): number;
  /** The elementary class of the edge’s move, −1 where it has none or the move changes nothing. */
  moveClass(edge: number): number;
  /** Whether time passes, be it by a tick or because the run has stopped and stutters. */
  passesTime(edge: number): boolean;
  /** Whether the edge’s move is internal. */
  internal(edge: number): boolean;
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
