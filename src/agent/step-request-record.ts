/**
 * What a step asks of the outside, written down as it is asked: nothing of it happens.
 */
import type { XStateEvent } from './actor-logic.ts';
import type { ActorReference } from './actor-reference.ts';
import type { FamilyMembers, RunningMember } from './family-members.ts';
import type { StepRequests, TimerRequest } from './step-result.ts';

/** The action whose effect is carried out, as far as timers care. */
interface Scheduling {
  /** The named delay that it looked up. */
  readonly delayName: string | undefined;
  /** It is `raise`, not a send: what it schedules stays inside the family. */
  readonly raised: boolean;
  /** Whose action it is: two children may have one path while one takes over from the other. */
  readonly by: RunningMember | undefined;
}

interface Requested {
  readonly by: RunningMember | undefined;
  readonly request: TimerRequest;
}

export class StepRequestRecord implements StepRequests {
  readonly sends: { to: ActorReference; event: XStateEvent }[] = [];
  readonly emitted: XStateEvent[] = [];
  scheduling: Scheduling = { delayName: undefined, raised: false, by: undefined };
  readonly #cleared: TimerRequest[] = [];
  #requested: Requested[] = [];
  readonly #members: FamilyMembers;
  readonly #agent: string;

  constructor(members: FamilyMembers, agent: string) {
    this.#members = members;
    this.#agent = agent;
  }

  /** What becomes of timers: those of members that left go first, then what the others asked for, in order. */
  get timers(): readonly TimerRequest[] {
    return this.#cleared.concat(this.#requested.map(({ request }) => request));
  }

  /** The member is gone, and so are its timers, also those that it asked for in this step. */
  left(member: RunningMember): void {
    this.#requested = this.#requested.filter(({ by }) => by !== member);
    this.#cleared.push({ request: 'clear', path: member.path });
  }

  /** The whole family is gone. */
  ended(): void {
    this.#requested = [];
    this.#cleared.push({ request: 'clear', path: '' });
  }

  awaits(member: RunningMember): void {
    const { path, source } = member;
    this.#requested.push({ by: member, request: { request: 'await', path, source } });
  }

  cancel(source: object, id: string): void {
    const { path } = this.#members.addressOf(source);
    this.#requested.push({ by: this.scheduling.by, request: { request: 'cancel', path, id } });
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

  /** The name of the delay after which `event` is scheduled now; undefined for constant delays. */
  delayNameOf(event: XStateEvent): string | undefined {
    return this.scheduling.delayName ?? afterName(event.type);
  }

  schedule(source: object, target: object, event: XStateEvent, delay: number, id: string | undefined): void {
    const { path } = this.#members.addressOf(source);
    const to = this.#members.addressOf(target);
    const { raised, by } = this.scheduling;
    const delayName = this.delayNameOf(event);
    const inside = to.agent === this.#agent && (raised || path !== '' || to.path !== '');
    const plain = this.#members.plain(event) as XStateEvent;
    this.#requested.push({
      by,
      request: { request: 'start', path, id, delayName, delay, event: plain, to, inside },
    });
  }
}

/** `silence` of `xstate.after.silence.guest.watching`; undefined for constant delays and other events. */
function afterName(type: string): string | undefined {
  const name = /^xstate\.after\.([^.]+)\./.exec(type)?.[1];
  return name === undefined || !Number.isNaN(Number(name)) ? undefined : name;
}
