/**
 * How a user declares agents: unmodified XState machines, and what the outside decides about them.
 *
 * The only file of this folder that takes xstate's types.
 */
import type {
  AnyActorRef,
  AnyStateMachine,
  ContextFrom,
  EmittedFrom,
  EventFromLogic,
  InputFrom,
  SnapshotFrom,
} from 'xstate';
import type { Duration, Window } from './duration.ts';

/** Several alternatives for one input; the system gets one initial state per combination. */
export interface OneOf<T> {
  readonly oneOf: readonly T[];
}

/**
 * Declares that an input is any one of `alternatives`, chosen before the run starts.
 *
 * @throws ModelError `INPUT_INVALID` when composed, if there are no alternatives
 */
export const oneOf = <const T>(...alternatives: readonly T[]): OneOf<T> => ({ oneOf: alternatives });

/** What an input function may use: references to other agents of the system, by name. */
export interface InputScope {
  /** The reference of agent `name`, for `sendTo(({ context }) => context.peer, …)`. */
  ref(name: string): AnyActorRef;
}

/** A way in which a child that is not a machine (promise, callback, observable) may end, or what it may send. */
export type Outcome =
  | { readonly done: unknown; readonly window?: Window }
  | { readonly error: unknown; readonly window?: Window }
  | {
      readonly event: { readonly type: string; readonly [field: string]: unknown };
      readonly window?: Window;
    };

/** One agent of a system. */
export interface AgentDeclaration<M extends AnyStateMachine = AnyStateMachine> {
  readonly machine: M;
  /** The machine's input: a value, alternatives (`oneOf`), or a function of the system's references. */
  readonly input?:
    | InputFrom<M>
    | OneOf<InputFrom<M>>
    | ((scope: InputScope) => InputFrom<M> | OneOf<InputFrom<M>>);
  /** Context keys that survive a crash (a disk, say). */
  readonly durable?: readonly (keyof ContextFrom<M> & string)[];
  /** Makes the input of a restarted agent from its first input and the durable part of its last context. */
  readonly restartInput?: (input: InputFrom<M>, durable: Partial<ContextFrom<M>>) => InputFrom<M>;
  /** Widens named delays to windows: the timer may fire at any instant in `[earliest, latest]`. */
  readonly delays?: Readonly<Record<string, Window | Duration>>;
  /** How invoked promises, callbacks and observables may end, by invoke id or `src`. Default: done, or error. */
  readonly outcomes?: Readonly<Record<string, readonly Outcome[]>>;
}

/** What a system's `agents` may hold: a machine, or a machine with more said about it. */
export type AgentEntry = AnyStateMachine | AgentDeclaration;
export type AgentEntries = Readonly<Record<string, AgentEntry>>;

/** Declares an agent, with its input, durable keys, delays and outcomes typed by its machine. */
export const agent = <M extends AnyStateMachine>(
  machine: M,
  declaration: Omit<AgentDeclaration<M>, 'machine'> = {},
): AgentDeclaration<M> => ({ ...declaration, machine });

/** The machine of what stands in `agents`, whichever way it is written. */
export type MachineOf<Entry> =
  Entry extends AgentDeclaration<infer M> ? M : Entry extends AnyStateMachine ? Entry : never;
/** Events that its machine takes. */
export type EventOf<Entry> = EventFromLogic<MachineOf<Entry>>;
/** Their types. */
export type EventTypeOf<Entry> = EventOf<Entry>['type'];
/** Types of emitted events; any string for a machine that does not declare them. */
export type EmittedTypeOf<Entry> = EmittedFrom<MachineOf<Entry>>['type'];
/** The context of its machine. */
export type ContextOf<Entry> = ContextFrom<MachineOf<Entry>>;
/** Partial state values, as `matches` takes them. */
export type StateValueOf<Entry> = Parameters<SnapshotFrom<MachineOf<Entry>>['matches']>[0];
/** Tags of its states. */
export type TagOf<Entry> = Parameters<SnapshotFrom<MachineOf<Entry>>['hasTag']>[0];

/** The declaration behind an entry, whichever way it was written. */
export const declarationOf = (entry: AgentEntry): AgentDeclaration =>
  'machine' in entry ? (entry as AgentDeclaration) : { machine: entry as AnyStateMachine };
