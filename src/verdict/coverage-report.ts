/**
 * The data of a coverage report: what a check of a suite went through, and what it did not.
 */
import type { Statechart } from '../agent/statechart.ts';
import type { EventPair } from '../search/event-orders.ts';
import type { LinkCoverage } from '../search/link-traffic.ts';
import type { TimerCoverage } from '../search/timer-fates.ts';

/** One machine of one agent, or of several agents taken together. */
export interface MachineCoverage {
  /** Whose: names of agents, with the machine's id behind a slash where it is a child's. */
  readonly agents: readonly string[];
  readonly chart: Statechart;
  /** By state of the chart: whether it was entered. */
  readonly entered: readonly boolean[];
  /** By transition of the chart. */
  readonly transitions: readonly TransitionCoverage[];
}

export interface TransitionCoverage {
  readonly taken: boolean;
  /** Broken variants that take it; absent where it is taken anyway, and where none does. */
  readonly takenIn?: readonly string[];
  /** Absent without a guard; both false where it was never asked. */
  readonly guard?: { readonly true: boolean; readonly false: boolean };
}

/** Both outcomes of a property: it holds of something, and it can fail. */
export interface PropertyCoverage {
  readonly id: string;
  /** Whether its trigger occurs; absent where it has none. */
  readonly triggered?: boolean;
  /** It holds in the system, by a complete search. */
  readonly holds: boolean;
  /** Where it is violated: variants, or `the system itself`. */
  readonly violatedIn: readonly string[];
}

export interface VariantCoverage {
  readonly variant: string;
  readonly machines: readonly MachineCoverage[];
}

export interface SuiteCoverage {
  readonly machines: readonly MachineCoverage[];
  readonly timers: readonly TimerCoverage[];
  readonly links: readonly LinkCoverage[];
  readonly pairs: readonly EventPair[];
  readonly messages: readonly SentMessage[];
}

/** A kind of message that is sent. */
export interface SentMessage {
  readonly from: string;
  readonly to: string;
  readonly event: string;
}

/** How much of some machines was gone through. */
export interface Extent {
  readonly states: readonly [met: number, all: number];
  readonly transitions: readonly [met: number, all: number];
  /** Guards that were true and false; of those that have one. */
  readonly guards: readonly [met: number, all: number];
}
