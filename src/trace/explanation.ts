/**
 * What a counterexample tells its reader: runs letter by letter, with causes, deadlines, and what could not happen.
 *
 * Plain data, JSON as it stands: names of agents, links and fields occur as values only, never as keys, so that no name
 * can harm who reads it. All texts are the user's own; whoever shows them makes them harmless for its medium.
 */
import type { ChartNode } from '../agent/chart.ts';
import type { BlockedMove } from '../product/blocked-moves.ts';
import type { MoveName } from '../product/move-name.ts';
import type { Change, Obligation, Trace } from './trace.ts';

export type { ChartNode } from '../agent/chart.ts';
export type { BlockedMove, Blocker } from '../product/blocked-moves.ts';
export type { MoveName } from '../product/move-name.ts';
export type { Change, Obligation, Trace } from './trace.ts';

export interface Explanation {
  /** The trace that is explained. */
  readonly trace: Trace;
  /** `shown`: the run is an example of what is claimed to be possible. */
  readonly verdict: 'violated' | 'shown';
  /** Agents in declared order. */
  readonly agents: readonly AgentOutline[];
  /** Links that some run uses, by sender and receiver. */
  readonly links: readonly LinkOutline[];
  readonly claim: ClaimOutline;
  /** The run of the trace first, then others to compare it with; each role at most once. */
  readonly runs: readonly ExplainedRun[];
}

export interface AgentOutline {
  readonly name: string;
  /** The machine's state nodes, the root first, each before those below it. */
  readonly nodes: readonly ChartNode[];
}

export interface LinkOutline {
  /** `guest→hostAgent`. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly order: 'fifo' | 'unordered' | 'set' | 'synchronous';
}

export interface ClaimOutline {
  /** The claim as one line: `□(a → ◇≤10min b)`. */
  readonly text: string;
  readonly because?: string;
  readonly source?: string;
  /** Which infinite runs it speaks of, one sentence; absent where that does not matter. */
  readonly fairness?: string;
  /** What is true or false in a letter: atoms, and what is built of them without temporal operators, outermost first. */
  readonly terms: readonly Term[];
}

export interface Term {
  readonly text: string;
  /** How deep it stands below the outermost one of its kind. */
  readonly depth: number;
}

/** Where a run comes from. */
export type RunRole =
  /** As it was found, before anything made it shorter. */
  | 'original'
  /** No single move can go. */
  | 'minimal'
  /** No run with fewer moves violates the property: proved breadth-first. */
  | 'shortest'
  /** Does not violate it, and has the longest common beginning with the original. */
  | 'passing';

export interface ExplainedRun {
  readonly role: RunRole;
  /** What is so about it, one sentence. */
  readonly note: string;
  /** The first is the pseudo-move `start`; letter n is step n. */
  readonly letters: readonly Letter[];
  /** Of a lasso. */
  readonly loop?: LoopOutline;
  /** Deadlines and other things owed, in the order in which they were opened. */
  readonly obligations: readonly Obligation[];
  /** What is wrong in the last letter; absent for a passing run. */
  readonly violation?: Trace['violation'];
  /** Of a passing run: the first letter in which it differs from the original. */
  readonly parting?: number;
}

export interface Letter {
  /** The label of the move; `start` for the first. */
  readonly label: string;
  readonly kind: MoveName;
  /** Virtual time after the move, in milliseconds since the start. */
  readonly time: number;
  /** Whether the violation needs it: the run without all others still violates the property. True for the first. */
  readonly relevant: boolean;
  /** Earlier letters on which the move directly depends, ascending: who wrote last what it reads or writes. */
  readonly causes: readonly number[];
  /** Agents that took part: who took an event, who sent, whom a fault hit. */
  readonly agents: readonly string[];
  readonly messages: readonly MessageAct[];
  /** Transitions that the agents' machines took, in order; not those of children. */
  readonly transitions: readonly TakenTransition[];
  readonly changed: readonly Change[];
  readonly stateHash: string;
  /** The state after the move as a tree: agents, links, budgets. */
  readonly state: readonly StateNode[];
  /** Ids of active state nodes after the move, by agent; empty for one that crashed. */
  readonly active: readonly (readonly string[])[];
  /** Truth of `claim.terms`, in their order. */
  readonly terms: readonly boolean[];
  /** What the monitor says after the letter. Absent where the claim has no monitor. */
  readonly monitor?: 'open' | 'satisfied' | 'violated';
  /** Labels of the moves that are enabled after the letter: what can come next. */
  readonly enabled: readonly string[];
  /** Moves that can not come next, each with what blocks it. */
  readonly blocked: readonly BlockedMove[];
}

/** What happened to one message. */
export interface MessageAct {
  /**
   * `lost`: it never was on its link (no room, or cut off), or went with a partition. `received`: handed to the agent;
   * `handled` tells whether that selected a transition.
   */
  readonly act: 'sent' | 'received' | 'dropped' | 'duplicated' | 'delayed' | 'lost';
  /** The same for all acts of one message, so that an arrow can be drawn. A duplicate has an id of its own. */
  readonly id: number;
  /** Of a duplicate: the id of its original. */
  readonly of?: number;
  readonly link: string;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  /** The event as text, payload included. */
  readonly event: string;
  readonly handled?: boolean;
}

export interface TakenTransition {
  readonly agent: string;
  /** What it is for: an event's type or pattern; empty for `always`. */
  readonly event: string;
  /** The id of the node that has the transition, and which of its `transitions` it is. */
  readonly source: string;
  readonly index: number;
}

/** A part of a state: a name, a text where it is a value, and parts where it has any. */
export interface StateNode {
  readonly name: string;
  readonly text?: string;
  readonly parts?: readonly StateNode[];
}

export interface LoopOutline {
  /** How many steps come before the loop; where it is all of them, the run stops there for ever. */
  readonly start: number;
  /** What makes it a run that counts, a sentence each. */
  readonly fairness: readonly string[];
}
