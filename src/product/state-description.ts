/**
 * One state of a system in words: what reports, traces and tests compare. Plain data.
 */

export interface MemberDescription {
  readonly status: string;
  /** The state value (for logic that is no machine: null). */
  readonly value: unknown;
  readonly context: unknown;
}

export interface TimerDescription {
  /** `silence`, `600000`, a send id or an event type; `kid silence` for a child's. */
  readonly name: string;
  /** Milliseconds until it may fire, and until it must. */
  readonly remaining: readonly [number, number];
}

export interface AgentDescription extends MemberDescription {
  /** `active`, `done`, `error`, `stopped`; `hung` and `crashed` after a fault. */
  readonly status: string;
  readonly output?: unknown;
  /** Live (or finished but still known) children by path, `kid` or `kid/grandkid`. */
  readonly children: Readonly<Record<string, MemberDescription>>;
  readonly timers: readonly TimerDescription[];
}

export interface MessageDescription {
  readonly event: { readonly type: string; readonly [field: string]: unknown };
  /** Milliseconds since it was sent, counted no further than the link's latency needs. */
  readonly age: number;
}

export interface StateDescription {
  readonly agents: Readonly<Record<string, AgentDescription>>;
  /** Non-empty links, `guest→hostAgent`; in order for fifo, sorted otherwise. */
  readonly links: Readonly<Record<string, readonly MessageDescription[]>>;
  /** Budgets that were used, by name, and partitions in force. */
  readonly used: Readonly<Record<string, number>>;
}
