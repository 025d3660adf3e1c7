/**
 * What a step comes to: the family after it, and what the outside is asked for.
 */
import type { ActorLogic, LogicKind, XStateEvent } from './actor-logic.ts';
import type { ActorReference } from './actor-reference.ts';
import type { Family } from './family.ts';
import type { TakenTransition } from './taken-transition.ts';

/** What a step asks of timers. */
export type TimerRequest =
  | {
      readonly request: 'start';
      readonly path: string;
      readonly id: string | undefined;
      readonly delayName: string | undefined;
      readonly delay: number;
      readonly event: XStateEvent;
      readonly to: ActorReference;
      /** Fires inside the family: raised, or for another member. A root’s send to itself uses its link. */
      readonly inside: boolean;
    }
  /** A child that is never run begins to live: outcomes with a window wait from now on. */
  | { readonly request: 'await'; readonly path: string; readonly source: string }
  | { readonly request: 'cancel'; readonly path: string; readonly id: string }
  /** All timers of a member that is gone. */
  | { readonly request: 'clear'; readonly path: string };

/** What a step asks of the outside, in order. */
export interface StepRequests {
  readonly sends: readonly { readonly to: ActorReference; readonly event: XStateEvent }[];
  readonly emitted: readonly XStateEvent[];
  readonly timers: readonly TimerRequest[];
}

export interface StepResult extends StepRequests {
  readonly family: Family;
  /** The event selected a transition. */
  readonly handled: boolean;
  /** What was thrown, where the root fails in this step. */
  readonly failure: string | undefined;
  /** What the family's machines selected, in order. */
  readonly transitions: readonly TakenTransition[];
}

/** What the family's agent lends to each of its steps. */
export interface FamilyHost {
  readonly agent: string;
  reference(path: string): ActorReference;
  /** One more for that path, for the time of a step in which one member follows another there. */
  anotherReference(path: string): ActorReference;
  /** The private clone of a machine; other logic as it is. */
  logicOf(logic: object): ActorLogic;
  kindOf(logic: object): LogicKind;
  /** Names inline logic. */
  sourceOf(source: unknown): string;
  /** The reference of another agent; undefined where there is none of that name. */
  peer(name: string): ActorReference | undefined;
  /** The named action that XState looked up last in this step; undefined after a guard. */
  actionName(): string | undefined;
  /** The named delay that was looked up last, taken. */
  takeDelayName(): string | undefined;
}
