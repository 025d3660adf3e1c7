/**
 * One small change of a machine, and the operators that make them.
 *
 * A mutant is made from the machine's own config and implementations by the machine's own constructor, so that XState
 * decides what it does, as it does for the machine.
 */
import type { Duration, Window } from '../../system/duration.ts';
import type { Machine } from '../actor-logic.ts';
import type { ObservedEffects } from './observed-effects.ts';

/** What operators know of the machine that they change. */
export interface MutationSubject {
  readonly machine: Machine;
  /** The tick of the system; undefined where it is untimed. */
  readonly tick: Duration | undefined;
  /** What the system says of named delays: it goes before what the machine says. */
  readonly windows: Readonly<Record<string, Window | Duration>>;
  /** The effects that the machine was seen to have. */
  readonly effects: ObservedEffects;
  /** The agents of the system. */
  readonly agents: readonly string[];
}

export interface MachineMutation {
  /** Path of the state node, or the state value as text; absent where the change has no one state. */
  readonly state?: string;
  readonly event?: string;
  /** One clause: what is changed, and how. */
  readonly change: string;
  /** The mutant. XState may throw where it refuses the config. */
  readonly machine: () => Machine;
  /** Named delays that the system declares anew, where it declares them. */
  readonly windows?: Readonly<Record<string, Window>>;
}

export interface MutationOperator {
  readonly name: string;
  /** In a fixed order. */
  readonly mutations: (subject: MutationSubject) => Iterable<MachineMutation>;
}
