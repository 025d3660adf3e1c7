/**
 * What becomes of the effects of a machine at the agent's door: passed on, left out, doubled, sent to somebody else.
 *
 * XState decides what the machine asks for; a filter stands between that and the outside. It is how messages are
 * mutated, whatever action sends them, `enqueueActions` too. It must be a function of its arguments.
 */
import type { ActorReference } from './actor-reference.ts';

/** In which step of the machine an effect is asked for. */
export interface EffectOrigin {
  /** The state value before the step, as text; `''` where the machine begins. */
  readonly state: string;
  /** The type of the event that is handled; `start` where the machine begins. */
  readonly event: string;
}

export interface EffectFilter {
  /** Who gets the message, in this order; nobody where it is empty. `inside`: it is for a parent or child. */
  readonly receivers?: (
    origin: EffectOrigin,
    to: ActorReference,
    message: { readonly type: string },
    inside: boolean,
    peer: (name: string) => ActorReference | undefined,
  ) => readonly ActorReference[];
  /** Whether a timer is started. `delay`: its name, or its length in milliseconds as text. */
  readonly starts?: (delay: string) => boolean;
  /** Whether the timer with this id is cancelled. */
  readonly cancels?: (origin: EffectOrigin, id: string) => boolean;
}

/** The field of a machine that holds its filter. */
export const effectFilter = Symbol('effect filter');

export interface Filtered {
  [effectFilter]?: EffectFilter;
}
