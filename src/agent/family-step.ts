/**
 * One step of a family: an event is handed to one member, and messages inside the family are delivered until it is
 * at rest. What the outside is asked for is recorded, never done.
 *
 * XState says what every member does; this file does what XState's `Actor` does around it, in the same order:
 * deferred effects after the macrostep, children started and stopped, done and error events to the parent.
 */
import type { ModelPlace } from '../system/model-error.ts';
import { ModelError } from '../system/model-error.ts';
import type {
  ActorLogic,
  ActorScope,
  ExecutableAction,
  LogicKind,
  Snapshot,
  XStateEvent,
} from './actor-logic.ts';
import { type ActorReference, imperative, isActorReference, type RunningFamily } from './actor-reference.ts';
import type { Family } from './family.ts';
import { Mailbox } from './mailbox.ts';
import { freezeDeeply, rewrite } from './plain-data.ts';
import { impure, sealed } from './sealed-world.ts';

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
}

/** What the family's agent lends to each of its steps. */
export interface FamilyHost {
  readonly agent: string;
  reference(path: string): ActorReference;
  /** The private clone of a machine; other logic as it is. */
  logicOf(logic: object): ActorLogic;
  kindOf(logic: object): LogicKind;
  /** Names inline logic. */
  sourceOf(source: unknown): string;
  /** The reference of another agent; undefined where there is none of that name. */
  peer(name: string): ActorReference | undefined;
  /** The named delay that was looked up last, taken. */
  takeDelayName(): string | undefined;
}

/** XState's own limit is per macrostep; this one is per move. */
const MAX_MESSAGES = 1000;

/** XState's live actor, as far as we take it over at birth. */
interface LiveActor {
  logic: object;
  readonly id: string;
  readonly sessionId: string;
  readonly systemId: string | undefined;
  readonly src: unknown;
  readonly options: { readonly input?: unknown; readonly systemId?: string; readonly syncSnapshot?: boolean };
  readonly _parent: ActorReference;
  _processingStatus: number;
  start: () => unknown;
  _stop: () => unknown;
  send: () => never;
  getSnapshot: () => unknown;
}

interface Scheduling {
  readonly delayName: string | undefined;
  readonly raised: boolean;
}

interface RunningMember {
  readonly path: string;
  readonly kind: LogicKind;
  readonly logic: ActorLogic;
  readonly source: string;
  readonly scope: ActorScope;
  readonly deferred: (() => void)[];
  readonly mailbox: Mailbox<XStateEvent>;
  systemId: string | undefined;
  snapshot: Snapshot;
  status: 'fresh' | 'running' | 'stopped';
}

export class FamilyStep implements RunningFamily {
  readonly #host: FamilyHost;
  readonly #members = new Map<string, RunningMember>();
  readonly #born = new WeakMap<object, RunningMember>();
  readonly #sends: { to: ActorReference; event: XStateEvent }[] = [];
  readonly #emitted: XStateEvent[] = [];
  readonly #timers: TimerRequest[] = [];
  /** The first error of ours; XState and user code may catch it, we do not forget it. */
  #modelError: ModelError | undefined;
  #stepping: RunningMember | undefined;
  #event: XStateEvent | undefined;
  #action: string | undefined;
  #anonymous = new Set<string>();
  #messages = 0;
  /** The member and event whose transitions decide `handled`. */
  #addressee: { member: RunningMember; handled: boolean | undefined } | undefined;
  #failure: string | undefined;

  constructor(host: FamilyHost) {
    this.#host = host;
  }

  /** The first macrostep of the root, and of all it starts. */
  begin(logic: ActorLogic, kind: LogicKind, source: string, input: unknown): StepResult {
    const root = this.#member('', kind, logic, source, undefined);
    this.#initialise(root, input);
    this.#start(root);
    return this.#result();
  }

  /** An event for one member. */
  deliver(family: Family, path: string, event: XStateEvent): StepResult {
    this.#restore(family);
    const member = this.#members.get(path);
    if (member?.status === 'running') {
      this.#addressee = { member, handled: undefined };
      member.mailbox.enqueue(event);
    }
    return this.#result();
  }

  /** The end of a child that is never run, or an event from it. */
  conclude(family: Family, path: string, outcome: Snapshot | XStateEvent): StepResult {
    this.#restore(family);
    const child = this.#members.get(path);
    const parent = this.#members.get(parentPath(path));
    if (child?.status === 'running' && parent !== undefined) {
      this.#addressee = { member: parent, handled: undefined };
      if ('type' in outcome) this.#post(parent, outcome);
      else this.#end(child, outcome);
    }
    return this.#result();
  }

  // ——— what machines see ———

  snapshotOf(reference: ActorReference): unknown {
    const stepping = this.#stepping;
    // XState itself walks all descendants of a child that it stops.
    const own =
      reference.agent === this.#host.agent &&
      stepping !== undefined &&
      (reference.path === stepping.path ||
        parentPath(reference.path) === stepping.path ||
        this.#action === 'xstate.stopChild');
    const member = own ? this.#members.get(reference.path) : undefined;
    if (member === undefined) throw this.refused(imperative(reference, 'getSnapshot'));
    return member.snapshot;
  }

  processingStatusOf(reference: ActorReference): 0 | 1 | 2 {
    const own = reference.agent === this.#host.agent;
    const status = own ? this.#members.get(reference.path)?.status : undefined;
    return status === 'running' ? 1 : status === 'fresh' ? 0 : 2;
  }

  /** What the system object of this family asks; see `ActorSystem`. */
  lookUp(name: string): ActorReference {
    for (const member of this.#members.values()) {
      if (member.systemId === name) return this.#host.reference(member.path);
    }
    const peer = this.#host.peer(name);
    if (peer !== undefined) return peer;
    throw this.refused(
      new ModelError(
        'AGENT_UNKNOWN',
        `system.get('${name}') names no agent of the system and no child of this one.`,
        'Use the name of an agent as the system declares it.',
      ),
    );
  }

  /** The smallest free name for a child without id. */
  bookId(): string {
    const parent = this.#stepping?.path ?? '';
    for (let index = 0; ; index++) {
      const id = `x:${index}`;
      const path = childPath(parent, id);
      if (!this.#members.has(path) && !this.#anonymous.has(path)) return id;
    }
  }

  /** XState tells about each child before it computes its first snapshot: from here on it is ours. */
  adopt(actor: LiveActor): void {
    if (actor.options.syncSnapshot) {
      throw this.refused(
        new ModelError(
          'MACHINE_UNSUPPORTED',
          `child '${actor.id}' reports every snapshot to its parent (onSnapshot, syncSnapshot).`,
          'Let the child send an event with what the parent needs (sendParent).',
        ),
      );
    }
    const path = childPath(actor._parent.path, actor.id);
    if (actor.id === actor.sessionId) this.#anonymous.add(path);
    const original = actor.logic;
    const kind = this.#host.kindOf(original);
    const child = this.#member(
      path,
      kind,
      this.#host.logicOf(original),
      this.#host.sourceOf(actor.src),
      undefined,
    );
    this.#born.set(actor, child);
    const input = this.#plain(actor.options.input);
    actor.logic = {
      getInitialSnapshot: () => {
        if (kind === 'outcome') child.snapshot = { status: 'active', context: undefined };
        else this.#initialise(child, input);
        return child.snapshot;
      },
    };
    actor.start = () => this.#start(child);
    actor._stop = () => this.#stop(child);
    actor.getSnapshot = () => child.snapshot;
    actor.send = () => {
      throw this.refused(imperative(actor, 'send'));
    };
  }

  name(systemId: string, actor: object): void {
    const member = this.#memberOf(actor);
    if (member === undefined) return;
    const taken = [...this.#members.values()].some(
      (other) => other !== member && other.systemId === systemId,
    );
    if (taken || this.#host.peer(systemId) !== undefined) {
      throw new Error(`Actor with system ID '${systemId}' already exists.`);
    }
    member.systemId = systemId;
  }

  forgetName(actor: object): void {
    const member = this.#memberOf(actor);
    if (member !== undefined) member.systemId = undefined;
  }

  noteTransitions(actor: object, transitions: readonly unknown[]): void {
    const addressee = this.#addressee;
    if (addressee !== undefined && this.#memberOf(actor) === addressee.member) {
      addressee.handled ??= transitions.length > 0;
    }
  }

  relay(source: object | undefined, target: object, event: XStateEvent): void {
    const plain = this.#plain(event) as XStateEvent;
    if (typeof plain?.type !== 'string') {
      throw this.refused(
        new ModelError(
          'MACHINE_UNSUPPORTED',
          'something without a type was sent.',
          'Events are objects with a string `type`.',
        ),
      );
    }
    const address = this.#addressOf(target);
    const self = source !== undefined && this.#addressOf(source) === address;
    const outside = address.agent !== this.#host.agent || (self && address.path === '');
    if (outside) {
      this.#sends.push({ to: address, event: plain });
      return;
    }
    const member = this.#members.get(address.path);
    if (member !== undefined) this.#post(member, plain);
  }

  schedule(source: object, target: object, event: XStateEvent, delay: number, id: string | undefined): void {
    if (!(delay >= 0)) {
      throw this.refused(
        new ModelError(
          'DELAY_INVALID',
          `a delay is ${delay}.`,
          'A delay is a number of milliseconds, 0 or more; XState would fire this one at once.',
        ),
      );
    }
    const delayName = this.#scheduling.delayName ?? afterName(event.type);
    const { path } = this.#addressOf(source);
    const to = this.#addressOf(target);
    this.#timers.push({
      request: 'start',
      path,
      id,
      delayName,
      delay,
      event: this.#plain(event) as XStateEvent,
      to,
      inside: to.agent === this.#host.agent && (this.#scheduling.raised || path !== '' || to.path !== ''),
    });
  }

  cancel(source: object, id: string): void {
    this.#timers.push({ request: 'cancel', path: this.#addressOf(source).path, id });
  }

  /** The error for an open door to the outside. */
  breach(what: string): ModelError {
    return this.refused(impure(what));
  }

  refused(error: ModelError): ModelError {
    this.#modelError ??= error.within(this.#place());
    return this.#modelError;
  }

  // ——— what XState’s Actor does ———

  /** The action whose effect is carried out, as far as timers care. */
  #scheduling: Scheduling = { delayName: undefined, raised: false };

  #remembering(scheduling: Scheduling, effect: () => void): () => void {
    return () => {
      const outer = this.#scheduling;
      this.#scheduling = scheduling;
      try {
        effect();
      } finally {
        this.#scheduling = outer;
      }
    };
  }

  #member(
    path: string,
    kind: LogicKind,
    logic: ActorLogic,
    source: string,
    systemId: string | undefined,
  ): RunningMember {
    const reference = this.#host.reference(path);
    const deferred: (() => void)[] = [];
    const scope: ActorScope = {
      self: reference,
      id: reference.id,
      sessionId: reference.sessionId,
      logger: () => {},
      system: reference.system,
      defer: (effect) => void deferred.push(this.#remembering(this.#scheduling, effect)),
      stopChild: (child) => {
        const target = this.#memberOf(child);
        if (target !== undefined) this.#stop(target);
      },
      emit: (event) => void this.#emitted.push(this.#plain(event) as XStateEvent),
      actionExecutor: (action) => {
        const scheduling = { delayName: this.#host.takeDelayName(), raised: action.type === 'xstate.raise' };
        const execute = this.#remembering(scheduling, () => this.#execute(member, action));
        if (member.status === 'running') execute();
        else deferred.push(execute);
      },
    };
    const member: RunningMember = {
      path,
      kind,
      logic,
      source,
      scope,
      deferred,
      mailbox: new Mailbox<XStateEvent>((event) => this.#process(member, event)),
      systemId,
      snapshot: { status: 'active' },
      status: 'fresh',
    };
    this.#members.set(path, member);
    return member;
  }

  #execute(member: RunningMember, action: ExecutableAction): void {
    if (action.exec === undefined) return;
    this.#action = action.type;
    this.#within(member, () => action.exec?.(action.info, action.params));
    this.#action = undefined;
  }

  /** Runs XState or user code as `member`, with the outside world shut off. */
  #within<T>(member: RunningMember, compute: () => T): T {
    const outer = this.#stepping;
    this.#stepping = member;
    try {
      const result = sealed(compute, (what) => this.breach(what));
      // XState or user code may have caught an error of ours; it stands all the same.
      if (this.#modelError !== undefined) throw this.#modelError;
      return result;
    } catch (error) {
      throw this.#modelError ?? error;
    } finally {
      this.#stepping = outer;
    }
  }

  #initialise(member: RunningMember, input: unknown): void {
    member.snapshot = this.#within(member, () => member.logic.getInitialSnapshot(member.scope, input));
    if (member.snapshot.status === 'error') this.#checkMutation(member.snapshot.error);
  }

  #start(member: RunningMember): void {
    if (member.status !== 'fresh') return;
    member.status = 'running';
    const { snapshot } = member;
    if (member.kind === 'outcome') {
      this.#timers.push({ request: 'await', path: member.path, source: member.source });
      return;
    }
    if (snapshot.status === 'done') {
      this.#update(member, snapshot);
      return;
    }
    if (snapshot.status === 'error') {
      member.snapshot = this.#settled(snapshot);
      this.#fail(member, snapshot.error);
      return;
    }
    if (member.kind === 'machine') this.#within(member, () => member.logic.start?.(snapshot, member.scope));
    this.#update(member, snapshot);
    member.mailbox.open();
  }

  #process(member: RunningMember, event: XStateEvent): void {
    if (member.kind === 'outcome') {
      if (event.type === 'xstate.stop') this.#leave(member);
      return;
    }
    const outerEvent = this.#event;
    this.#event = event;
    try {
      let next: Snapshot;
      try {
        next = this.#within(member, () => member.logic.transition(member.snapshot, event, member.scope));
      } catch (error) {
        if (error instanceof ModelError) throw error;
        this.#checkMutation(error);
        member.deferred.length = 0;
        member.snapshot = { ...member.snapshot, status: 'error', error };
        this.#fail(member, error);
        return;
      }
      this.#update(member, next);
      if (event.type === 'xstate.stop') this.#leave(member);
    } finally {
      this.#event = outerEvent;
    }
  }

  #update(member: RunningMember, snapshot: Snapshot): void {
    member.snapshot = this.#settled(snapshot);
    for (let effect = member.deferred.shift(); effect !== undefined; effect = member.deferred.shift()) {
      try {
        effect();
      } catch (error) {
        if (error instanceof ModelError) throw error;
        this.#checkMutation(error);
        member.deferred.length = 0;
        member.snapshot = { ...member.snapshot, status: 'error', error };
      }
    }
    if (member.snapshot.status === 'done') this.#end(member, member.snapshot);
    else if (member.snapshot.status === 'error') this.#fail(member, member.snapshot.error);
  }

  /** The member is done, or ended by an outcome: its parent hears of it. */
  #end(member: RunningMember, snapshot: Snapshot): void {
    member.snapshot = snapshot;
    if (snapshot.status === 'error') {
      this.#fail(member, snapshot.error);
      return;
    }
    this.#leave(member);
    const id = this.#host.reference(member.path).id;
    const { output } = snapshot;
    this.#tellParent(member, { type: `xstate.done.actor.${id}`, output, actorId: id });
  }

  #fail(member: RunningMember, error: unknown): void {
    this.#leave(member);
    if (member.path === '') this.#failure ??= error instanceof Error ? error.message : String(error);
    const id = this.#host.reference(member.path).id;
    this.#tellParent(member, { type: `xstate.error.actor.${id}`, error, actorId: id });
  }

  #tellParent(member: RunningMember, event: XStateEvent): void {
    if (member.path === '') return;
    const parent = this.#members.get(parentPath(member.path));
    if (parent !== undefined) this.#post(parent, this.#plain(event) as XStateEvent);
  }

  #post(member: RunningMember, event: XStateEvent): void {
    if (member.status === 'stopped') return;
    if (++this.#messages > MAX_MESSAGES) {
      throw this.refused(
        new ModelError(
          'FAMILY_LIVELOCK',
          `more than ${MAX_MESSAGES} messages passed between a machine and its children in one move; the last is '${event.type}'.`,
          'Parent and child answer each other for ever; put a delay or a condition between them.',
        ),
      );
    }
    member.mailbox.enqueue(event);
  }

  #stop(member: RunningMember): void {
    if (member.status === 'stopped') return;
    member.mailbox.clear();
    if (member.status === 'fresh' || member.kind === 'outcome') this.#leave(member);
    else member.mailbox.enqueue({ type: 'xstate.stop' });
  }

  /** The member takes nothing more; its timers are gone. */
  #leave(member: RunningMember): void {
    if (member.status === 'stopped') return;
    member.status = 'stopped';
    member.systemId = undefined;
    member.mailbox.clear();
    this.#timers.push({ request: 'clear', path: member.path });
  }

  // ——— from and to rest ———

  #restore(family: Family): void {
    for (const { path, kind, logic, source, systemId, snapshot } of family.values()) {
      const member = this.#member(path, kind, logic, source, systemId);
      member.snapshot = snapshot;
      member.status = snapshot.status === 'active' ? 'running' : 'stopped';
      if (member.status === 'running') member.mailbox.open();
    }
  }

  #result(): StepResult {
    if (this.#modelError !== undefined) throw this.#modelError;
    const root = this.#members.get('')!;
    const ended = root.status === 'stopped';
    if (ended) this.#timers.push({ request: 'clear', path: '' });
    const family = new Map(
      [...this.#members.values()]
        .filter((member) => member === root || (!ended && this.#isKnown(member)))
        .map(({ path, kind, logic, source, systemId, snapshot }) => {
          const rest = ended ? { ...snapshot, children: {} } : snapshot;
          return [path, { path, kind, logic, source, systemId, snapshot: rest }] as const;
        }),
    );
    for (const [path] of this.#members) {
      if (!family.has(path)) this.#timers.push({ request: 'clear', path });
    }
    return {
      family,
      sends: this.#sends,
      emitted: this.#emitted,
      timers: this.#timers,
      handled: this.#addressee?.handled ?? false,
      failure: this.#failure,
    };
  }

  /** A live descendant, or one that ended but whose parent still knows it; its ancestors must be so too. */
  #isKnown(member: RunningMember): boolean {
    if (member.path === '') return member.status === 'running';
    const parent = this.#members.get(parentPath(member.path));
    if (parent === undefined || parent.status !== 'running' || !this.#isKnown(parent)) return false;
    if (member.status === 'running') return true;
    if (member.snapshot.status !== 'done' && member.snapshot.status !== 'error') return false;
    return Object.values(parent.snapshot.children ?? {}).some((child) => this.#memberOf(child) === member);
  }

  /** A snapshot with references where XState put live actors, frozen. */
  #settled(snapshot: Snapshot): Snapshot {
    const context = this.#plain(snapshot.context);
    const output = this.#plain(snapshot.output);
    if (snapshot.children === undefined) return { ...snapshot, context, output };
    const children = Object.fromEntries(
      Object.entries(snapshot.children).flatMap(([id, child]) =>
        child === undefined ? [] : [[id, this.#addressOf(child)]],
      ),
    );
    return { ...snapshot, context, output, children };
  }

  /** Plain data with references where live actors stood, frozen. */
  #plain(value: unknown): unknown {
    const plain = rewrite(value, (part) => {
      const member = this.#born.get(part);
      return member === undefined ? undefined : this.#host.reference(member.path);
    });
    freezeDeeply(plain);
    return plain;
  }

  #memberOf(actor: object | undefined): RunningMember | undefined {
    if (actor === undefined) return undefined;
    if (isActorReference(actor)) {
      return actor.agent === this.#host.agent ? this.#members.get(actor.path) : undefined;
    }
    return this.#born.get(actor);
  }

  #addressOf(actor: object): ActorReference {
    if (isActorReference(actor)) return actor;
    const member = this.#born.get(actor);
    if (member !== undefined) return this.#host.reference(member.path);
    throw this.refused(
      new ModelError(
        'MACHINE_UNSUPPORTED',
        'an event was sent to something that is no actor of this system.',
        'Send to a child by id, to a peer by sendTo(({ system }) => system.get(name), …), or to a reference from `input`.',
      ),
    );
  }

  /** A TypeError about frozen data means that the machine changes its context in place. */
  #checkMutation(error: unknown): void {
    const message = error instanceof Error ? error.message : '';
    if (/read only property|not extensible|Cannot delete property|Cannot define property/.test(message)) {
      throw this.refused(
        new ModelError(
          'CONTEXT_MUTATED',
          `the context or event is changed in place (${message}${sourceLineOf(error)}).`,
          'Return new values from assign(…): ({ list: [...context.list, item] }), never context.list.push(item).',
        ),
      );
    }
    const unsent = /^Unable to send event to actor '(.*?)' from machine/.exec(message)?.[1];
    if (unsent === '#_parent') {
      throw this.refused(
        new ModelError(
          'MACHINE_UNSUPPORTED',
          'sendParent is used by a machine that has no parent.',
          'An agent of the system has no parent: use sendTo(({ system }) => system.get(name), event).',
        ),
      );
    }
    if (unsent !== undefined && this.#host.peer(unsent) !== undefined) {
      throw this.refused(
        new ModelError(
          'MACHINE_UNSUPPORTED',
          `sendTo('${unsent}', …) means a child, and '${unsent}' is another agent.`,
          `Use sendTo(({ system }) => system.get('${unsent}'), …).`,
        ),
      );
    }
  }

  #place(): ModelPlace {
    const member = this.#stepping;
    return {
      agent:
        member === undefined || member.path === '' ? this.#host.agent : `${this.#host.agent}/${member.path}`,
      state: member?.snapshot.value === undefined ? undefined : stateText(member.snapshot.value),
      event: this.#event?.type,
      action: this.#action,
    };
  }
}

const parentPath = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const childPath = (parent: string, id: string): string => (parent === '' ? id : `${parent}/${id}`);

/** `silence` of `xstate.after.silence.guest.watching`; undefined for constant delays and other events. */
function afterName(type: string): string | undefined {
  const name = /^xstate\.after\.([^.]+)\./.exec(type)?.[1];
  return name === undefined || !Number.isNaN(Number(name)) ? undefined : name;
}

/** A state value as people write it: `watching`, `{"a":"b"}`. */
export const stateText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** Where user code threw, from the stack: ` at machine.ts:12:3`. */
function sourceLineOf(error: unknown): string {
  const frame = (error instanceof Error ? (error.stack ?? '') : '')
    .split('\n')
    .slice(1)
    .find((line) => !line.includes('node_modules') && !line.includes('node:'));
  const place = /([^/\\()]+:\d+:\d+)\)?$/.exec(frame ?? '')?.[1];
  return place === undefined ? '' : ` at ${place}`;
}
