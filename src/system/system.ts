/**
 * A system as its user declares it: agents ∥ links ∥ environment ∥ faults ∥ clock. Plain data, no behaviour.
 *
 * What it means is said in docs/semantics.md; `compose` (product/) gives it that meaning.
 */
import type { AgentEntries, EventOf } from './agent-declaration.ts';
import type { Duration, Window } from './duration.ts';

/** How often something may happen: `atMost` per instance, `total` over all instances, or `any` number of times. */
export type Budget = { readonly atMost: number } | { readonly total: number } | 'any';

export type LinkOrder = 'fifo' | 'unordered' | 'set' | 'synchronous';

/** What happens to a send when a link is full. `error` reports what grows; `drop` loses the newest. */
export type Overflow = 'error' | 'block' | 'drop';

/** Settings of the links from `from` to `to`. Where two patterns cover one link, one must say `override`. */
export interface LinkDeclaration<Name extends string = string> {
  readonly from: Name | '*' | readonly Name[];
  readonly to: Name | '*' | readonly Name[];
  /** Default `fifo`. */
  readonly order?: LinkOrder;
  /** Messages may be lost, at any position, at any time. Default: never. */
  readonly loss?: Budget;
  /** Messages may be duplicated. Default: never. */
  readonly duplication?: Budget;
  /** How long a message travels, `[min, max]`; max may be Infinity. Default `[0, 0]`. */
  readonly latency?: Window | Duration;
  /** How many messages the link holds, at most 255. Default 32; 255 for a set. */
  readonly capacity?: number;
  /** Default `error`. */
  readonly overflow?: Overflow;
  /** `stays`: a delivery that would change nothing but the link is not enabled. Default `consumed`. */
  readonly ignored?: 'consumed' | 'stays';
  /** Takes precedence over the other patterns that cover the same link. */
  readonly override?: boolean;
}

/** The agents whose events include all those of `K`. */
type AgentsAlike<A extends AgentEntries, K extends keyof A> = {
  [J in keyof A & string]: EventOf<A[K]> extends EventOf<A[J]> ? J : never;
}[keyof A & string];

/** Events that the outside may send, directly, to an agent that runs and can take them. */
export type EnvironmentDeclaration<A extends AgentEntries = AgentEntries> = {
  readonly [K in keyof A & string]: {
    /** The agent, or several that take the same events. */
    readonly agent: K | readonly AgentsAlike<A, K>[];
    readonly event: EventOf<A[K]> | readonly EventOf<A[K]>[];
    readonly budget: Budget;
  };
}[keyof A & string];

/** One agent; a group that shares fate, in one move; or several groups, each on its own (`total` counts them all). */
export type FaultGroups<Name extends string = string> = Name | readonly Name[] | readonly (readonly Name[])[];

/** What may go wrong. Faults are never due and never fair. */
export type FaultDeclaration<Name extends string = string> =
  | {
      /** The agents stop between two macrosteps, all in one move; families, timers and delayed sends are gone. */
      readonly fault: 'crash';
      readonly agents: FaultGroups<Name>;
      readonly budget: Budget;
      /** Whether they may be restarted, all in one move. Default false: a crash is for good. */
      readonly restart?: boolean;
      /** How labels call the group, where there is one. Default: the names joined by `+`. */
      readonly name?: string;
    }
  | {
      /** The agent neither reacts nor fires timers until it is resumed. */
      readonly fault: 'hang';
      readonly agents: FaultGroups<Name>;
      readonly budget: Budget;
      /** `frozen`: a paused VM. `overdue`: a stalled process, whose timers run on. Default `frozen`. */
      readonly timers?: 'frozen' | 'overdue';
      /** Whether the hang may end. Default true. */
      readonly resume?: boolean;
      readonly name?: string;
    }
  | {
      readonly fault: 'drop' | 'duplicate';
      readonly from: Name | '*' | readonly Name[];
      readonly to: Name | '*' | readonly Name[];
      readonly budget: Budget;
    }
  | {
      /** A message in flight is held up by `by`. */
      readonly fault: 'delay';
      readonly from: Name | '*' | readonly Name[];
      readonly to: Name | '*' | readonly Name[];
      readonly by: Duration;
      readonly budget: Budget;
    }
  | {
      /** The links between different groups are cut. */
      readonly fault: 'partition';
      readonly groups: readonly (readonly Name[])[];
      readonly budget: Budget;
      /** `lost`: messages on the cut are lost. `held`: they wait for the heal. Default `lost`. */
      readonly messages?: 'lost' | 'held';
      /** Whether the partition may heal. Default true. */
      readonly heal?: boolean;
      readonly name?: string;
    };

/** The groups of a fault, each a list of names. */
export const groupsOf = (agents: FaultGroups): readonly (readonly string[])[] =>
  typeof agents === 'string' ? [[agents]] : isGroups(agents) ? agents : [agents];

const isGroups = (
  agents: readonly string[] | readonly (readonly string[])[],
): agents is readonly (readonly string[])[] => agents.some((group) => typeof group !== 'string');

/** The virtual clock. */
export interface ClockDeclaration {
  /** Default: the greatest common divisor of all constant delays, windows and latencies. */
  readonly tick?: Duration;
  /** Whether one `tick` may leap over instants at which nothing can happen. Default true. */
  readonly jumps?: boolean;
}

/**
 * Classes of interchangeable units. A unit is an agent, or several that belong together, such as a guest and its host:
 * `[['rm0', 'rm1', 'rm2']]`, `[[['guest0', 'host0'], ['guest1', 'host1']]]`.
 */
export type SymmetryDeclaration<Name extends string = string> = readonly (readonly (
  | Name
  | readonly Name[]
)[])[];

export interface System<A extends AgentEntries = AgentEntries> {
  readonly name: string;
  /** The agents; the order of declaration is the order of their first macrosteps. */
  readonly agents: A;
  readonly links?: readonly LinkDeclaration<keyof A & string>[];
  readonly environment?: readonly EnvironmentDeclaration<A>[];
  readonly faults?: readonly FaultDeclaration<keyof A & string>[];
  readonly clock?: ClockDeclaration;
  /**
   * Agents that could change places without anybody noticing. The exhaustive search then visits one state for all that
   * differ by that; what is declared is checked on every step that it takes.
   */
  readonly symmetry?: SymmetryDeclaration<keyof A & string>;
}

/** Any system, whatever its agents: what the engine takes. */
export interface AnySystem {
  readonly name: string;
  readonly agents: AgentEntries;
  readonly links?: readonly LinkDeclaration[];
  readonly environment?: readonly EnvironmentDeclaration[];
  readonly faults?: readonly FaultDeclaration[];
  readonly clock?: ClockDeclaration;
  readonly symmetry?: SymmetryDeclaration;
}

/**
 * Declares a system. Agent names, events and link ends are checked by the compiler.
 *
 * @example
 * import { createMachine } from 'xstate';
 * import { defineSystem } from 'redhound';
 * const lamp = createMachine({ initial: 'off', states: { off: { on: { PRESS: 'on' } }, on: { on: { PRESS: 'off' } } } });
 * const system = defineSystem({
 *   name: 'lamp',
 *   agents: { lamp },
 *   environment: [{ agent: 'lamp', event: { type: 'PRESS' }, budget: 'any' }],
 * });
 * system.name; // => 'lamp'
 */
export const defineSystem = <const A extends AgentEntries>(system: System<A>): System<A> => system;
