/**
 * What a predicate may read: agents and links of one state, and what the move that led there did.
 *
 * Reads are tracked, so that a predicate costs JavaScript once per distinct input: it must be a function of
 * what it reads through the view and of nothing else.
 */
import type {
  AgentEntries,
  ContextOf,
  EmittedTypeOf,
  EventOf,
  EventTypeOf,
  StateValueOf,
  TagOf,
} from '../system/agent-declaration.ts';

/** What an agent is up to. `hung` and `crashed` are faults; the others are XState's words. */
export type AgentStatus = 'active' | 'done' | 'error' | 'hung' | 'crashed';

/** One agent in one state. */
export interface AgentView<Entry> {
  readonly status: AgentStatus;
  /** Deeply frozen. Of a crashed agent: the durable part. */
  readonly context: ContextOf<Entry>;
  /** Whether the machine is in the given (partial) state value; false for a crashed agent. */
  matches(value: StateValueOf<Entry>): boolean;
  hasTag(tag: TagOf<Entry>): boolean;
  /** The ids of live children, `kid` or `kid/grandkid`. */
  readonly children: readonly string[];
}

/** One link in one state. */
export interface LinkView<Entry> {
  /** How many messages are in flight, all of them or those of one type. */
  inFlight(type?: EventTypeOf<Entry>): number;
}

/** What a claim asks of the event that was sent or received. */
export type PayloadTest<Entry, Type> = (event: Extract<EventOf<Entry>, { readonly type: Type }>) => boolean;

/**
 * One letter of a run: the state after a move, and the move's own observations.
 *
 * `sent`, `received`, `handled`, `discarded`, `emitted` and `fault` speak of the move that led here; the others of
 * the state.
 */
export interface View<A extends AgentEntries> {
  agent<K extends keyof A & string>(name: K): AgentView<A[K]>;
  link<From extends keyof A & string, To extends keyof A & string>(from: From, to: To): LinkView<A[To]>;
  /** The move made `from` send a message of `type` to `to`. */
  sent<From extends keyof A & string, To extends keyof A & string, Type extends EventTypeOf<A[To]>>(
    from: From,
    to: To,
    type: Type,
    where?: PayloadTest<A[To], Type>,
  ): boolean;
  /** The move handed an event of `type` to the running agent `to`; of a timer or an environment event too. */
  received<To extends keyof A & string, Type extends EventTypeOf<A[To]>>(
    to: To,
    type: Type,
    where?: PayloadTest<A[To], Type>,
  ): boolean;
  /** As `received`, and the event selected a transition. */
  handled<To extends keyof A & string, Type extends EventTypeOf<A[To]>>(
    to: To,
    type: Type,
    where?: PayloadTest<A[To], Type>,
  ): boolean;
  /** A message of `type` reached `to`, which no longer runs: it is done or in error. */
  discarded<To extends keyof A & string, Type extends EventTypeOf<A[To]>>(
    to: To,
    type: Type,
    where?: PayloadTest<A[To], Type>,
  ): boolean;
  /** The move made `from` `emit` an event of `type`. */
  emitted<From extends keyof A & string>(from: From, type: EmittedTypeOf<A[From]>): boolean;
  /** The move was a fault whose label (without the word `fault`) is `label`, such as `crash host1`. */
  fault(label: string): boolean;
}

/** A condition on one letter. */
export type Predicate<A extends AgentEntries> = (view: View<A>) => boolean;
