/**
 * What a step asks of the outside, written down as it is asked: nothing of it happens.
 */
import type { XStateEvent } from './actor-logic.ts';
import type { ActorReference } from './actor-reference.ts';
import type { FamilyMembers } from './family-members.ts';
import type { StepRequests, TimerRequest } from './step-result.ts';

/** The action whose effect is carried out, as far as timers care. */
interface Scheduling {
  /** The named delay that it looked up. */
  readonly delayName: string | undefined;
  /** It is `raise`, not a send: what it schedules stays inside the family. */
  readonly raised: boolean;
}

export class StepRequestRecord implements StepRequests {
  readonly sends: { to: ActorReference; event: XStateEvent }[] = [];
  readonly emitted: XStateEvent[] = [];
  readonly timers: TimerRequest[] = [];
  scheduling: Scheduling = { delayName: undefined, raised: false };
  readonly #members: FamilyMembers;
  readonly #agent: string;

  constructor(members: FamilyMembers, agent: string) {
    this.#members = members;
    this.#agent = agent;
  }

  /** The effect, carried out later but still under the action it belongs to. */
  remembering(scheduling: Scheduling, effect: () => void): () => void {
    return () => {
      const outer = this.scheduling;
      this.scheduling = scheduling;
      try {
        effect();
      } finally {
        this.scheduling = outer;
      }
    };
  }

  schedule(source: object, target: object, event: XStateEvent, delay: number, id: string | undefined): void {
    const { path } = this.#members.addressOf(source);
    const to = this.#members.addressOf(target);
    const { delayName = afterName(event.type), raised } = this.scheduling;
    const inside = to.agent === this.#agent && (raised || path !== '' || to.path !== '');
    const plain = this.#members.plain(event) as XStateEvent;
    this.timers.push({ request: 'start', path, id, delayName, delay, event: plain, to, inside });
  }
}

/** `silence` of `xstate.after.silence.guest.watching`; undefined for constant delays and other events. */
function afterName(type: string): string | undefined {
  const name = /^xstate\.after\.([^.]+)\./.exec(type)?.[1];
  return name === undefined || !Number.isNaN(Number(name)) ? undefined : name;
}
