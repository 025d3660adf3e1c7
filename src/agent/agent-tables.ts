/**
 * What the tables of an agent hold: local states, events, effects, and the flags of steps.
 */
import type { Snapshot, XStateEvent } from './actor-logic.ts';
import type { Family } from './family.ts';

/** An event as one agent takes it. */
export interface AgentEvent {
  /** The member it is for. */
  readonly path: string;
  readonly type: string;
  readonly key: string;
  readonly event: XStateEvent;
  /** Set where a child that is never run ends so; `event` is then a stand-in for reports. */
  readonly ending?: Snapshot | XStateEvent;
}

/** What a step does besides changing the local state. */
export interface Effects {
  /** Receivers and their event ids, in the order sent. */
  readonly sends: readonly { readonly agent: number; readonly event: number }[];
  readonly emitted: readonly XStateEvent[];
  /** Id of a list of timer operations. */
  readonly timers: number;
}

export interface LocalState {
  readonly family: Family;
  readonly key: string;
  readonly status: Snapshot['status'] | 'crashed';
  /** Which input alternative the agent began with, where a restart will ask. */
  readonly origin: number;
  /** The durable part of the context, of a crashed agent. */
  readonly durable?: Readonly<Record<string, unknown>>;
  /** Events (endings of children that are never run) that the environment may choose now. */
  readonly outcomes: readonly number[];
}

/** Flags of a step. */
export const HANDLED = 1;
export const FAILED = 2;
export const CHANGED = 4;
/** The agent was running when the event reached it. */
export const RAN = 8;

/** What an agent is up to in a local state: it runs, is at its end (done, in error), or crashed. */
export const RUNNING = 0;
export const ENDED = 1;
export const CRASHED = 2;
