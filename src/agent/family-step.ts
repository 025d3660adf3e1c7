/**
 * One step of a family: an event is handed to one member, and messages inside the family are delivered until it is
 * at rest. What the outside is asked for is recorded, never done.
 *
 * XState says what every member does; this file does what XState's `Actor` does around it, in the same order:
 * deferred effects after the macrostep, children started and stopped, done and error events to the parent.
 */
import { ModelError, type ModelPlace } from '../system/model-error.ts';
import type {
  ActorLogic,
  ActorScope,
  ExecutableAction,
  LogicKind,
  Snapshot,
  TransitionDefinition,
  XStateEvent,
} from './actor-logic.ts';
import { type ActorReference, imperative, type RunningFamily } from './actor-reference.ts';
import { type EffectFilter, type EffectOrigin, effectFilter, type Filtered } from './effect-filter.ts';
import type { Family } from './family.ts';
import { FamilyMembers, type LiveActor, type RunningMember } from './family-members.ts';
import {
  livelock,
  mistakeBehind,
  noDelay,
  reportsSnapshots,
  unknownActor,
  untyped,
} from './machine-mistakes.ts';
import { Mailbox } from './mailbox.ts';
import { childPath, idOf, parentPath } from './member-path.ts';
import { impure, sealed } from './sealed-world.ts';
import { stateText } from './state-text.ts';
import { StepRequestRecord } from './step-request-record.ts';
import type { FamilyHost, StepResult } from './step-result.ts';
import { type TakenTransition, takenTransition } from './taken-transition.ts';
import { thrownText } from './thrown.ts';

/** XState's own limit is per macrostep; this one is per move. */
const MAX_MESSAGES = 1000;

export class FamilyStep implements RunningFamily {
  readonly #host: FamilyHost;
  readonly #members: FamilyMembers;
  readonly #requests: StepRequestRecord;
  /** The first error of ours; XState and user code may catch it, we do not forget it. */
  #modelError: ModelError | undefined;
  #stepping: RunningMember | undefined;
  #event: XStateEvent | undefined;
  /** The member that handles `#event`. */
  #handling: RunningMember | undefined;
  /** Its snapshot before. */
  #before: Snapshot | undefined;
  #action: string | undefined;
  #messages = 0;
  /** The family that takes the step; none where it begins. */
  #family: Family | undefined;
  /** The member and event whose transitions decide `handled`. */
  #addressee: { member: RunningMember; handled: boolean | undefined } | undefined;
  #failure: string | undefined;
  readonly #transitions: TakenTransition[] = [];

  constructor(host: FamilyHost) {
    this.#host = host;
    this.#members = new FamilyMembers(host, (error) => this.refused(error));
    this.#requests = new StepRequestRecord(this.#members, host.agent);
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
    const member = own ? this.#members.of(reference) : undefined;
    if (member !== undefined) return member.snapshot;
    // XState asks whom it stops for its children, also one that is gone already.
    if (own && this.#action === 'xstate.stopChild') return { status: 'stopped', children: {} };
    throw this.refused(imperative(reference, 'getSnapshot'));
  }

  processingStatusOf(reference: ActorReference): 0 | 1 | 2 {
    const status = this.#members.of(reference)?.status;
    return status === 'running' ? 1 : status === 'fresh' ? 0 : 2;
  }

  /** The smallest free name for a child without id. */
  bookId(): string {
    return this.#members.freeId(this.#stepping?.path ?? '');
  }

  /** What the system object of this family asks; see `actor-system.ts`. */
  lookUp(name: string): ActorReference {
    const found = this.#members.named(name) ?? this.#host.peer(name);
    if (found === undefined) throw this.refused(unknownActor(name));
    return found;
  }

  /** XState tells about each child before it computes its first snapshot: from here on it is ours. */
  adopt(actor: LiveActor): void {
    if (actor.options.syncSnapshot) {
      throw this.refused(reportsSnapshots(actor.id));
    }
    const path = childPath(actor._parent.path, actor.id);
    const original = actor.logic;
    const kind = this.#host.kindOf(original);
    const child = this.#member(
      path,
      kind,
      this.#host.logicOf(original),
      this.#host.sourceOf(actor.src),
      undefined,
    );
    this.#members.born(actor, child);
    const input = this.#members.plain(actor.options.input);
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
    const member = this.#members.of(actor);
    if (member === undefined) return;
    const known = this.#members.named(systemId) ?? this.#host.peer(systemId);
    if (known !== undefined && known !== member.reference) {
      // XState's own words: user code may expect them.
      throw new Error(`Actor with system ID '${systemId}' already exists.`);
    }
    member.systemId = systemId;
  }

  forgetName(actor: object): void {
    const member = this.#members.of(actor);
    if (member !== undefined) member.systemId = undefined;
  }

  noteTransitions(actor: object, transitions: readonly TransitionDefinition[]): void {
    const addressee = this.#addressee;
    const member = this.#members.of(actor);
    if (member === undefined) return;
    if (addressee?.member === member) addressee.handled ??= transitions.length > 0;
    for (const one of transitions) {
      const taken = takenTransition(member.path, one);
      if (taken !== undefined) this.#transitions.push(taken);
    }
  }

  relay(source: object | undefined, target: object, event: XStateEvent): void {
    const plain = this.#members.plain(event) as XStateEvent;
    if (typeof plain?.type !== 'string') {
      throw this.refused(untyped());
    }
    const filter = this.#filterOf(source);
    if (filter?.receivers === undefined) {
      this.#send(source, target, plain);
      return;
    }
    const address = this.#members.addressOf(target);
    const inside = address.agent === this.#host.agent;
    const peer = (name: string): ActorReference | undefined => this.#host.peer(name);
    for (const receiver of filter.receivers(this.#originAt(source), address, plain, inside, peer)) {
      this.#send(source, receiver === address ? target : receiver, plain);
    }
  }

  #send(source: object | undefined, target: object, plain: XStateEvent): void {
    const address = this.#members.addressOf(target);
    const self = source !== undefined && this.#members.addressOf(source) === address;
    const outside = address.agent !== this.#host.agent || (self && address.path === '');
    if (outside) {
      this.#requests.sends.push({ to: address, event: plain });
      return;
    }
    const member = this.#members.of(target);
    if (member !== undefined) this.#post(member, plain);
  }

  schedule(source: object, target: object, event: XStateEvent, delay: number, id: string | undefined): void {
    if (!(delay >= 0 && delay < Number.POSITIVE_INFINITY)) {
      throw this.refused(noDelay(delay));
    }
    const name = this.#requests.delayNameOf(event) ?? String(delay);
    if (this.#filterOf(source)?.starts?.(name) === false) return;
    this.#requests.schedule(source, target, event, delay, id);
  }

  cancel(source: object, id: string): void {
    if (this.#filterOf(source)?.cancels?.(this.#originAt(source), id) === false) return;
    this.#requests.cancel(source, id);
  }

  #filterOf(source: object | undefined): EffectFilter | undefined {
    return (this.#members.of(source)?.logic as Filtered | undefined)?.[effectFilter];
  }

  /** One that handles nothing begins in this step, or ends with its parent. */
  #originAt(source: object | undefined): EffectOrigin {
    if (this.#handling === undefined || this.#members.of(source) !== this.#handling) {
      return { state: '', event: 'start' };
    }
    return { state: stateText(this.#before?.value), event: this.#event!.type };
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

  #member(
    path: string,
    kind: LogicKind,
    logic: ActorLogic,
    source: string,
    systemId: string | undefined,
  ): RunningMember {
    const reference = this.#members.referenceFor(path);
    const deferred: (() => void)[] = [];
    const scope: ActorScope = {
      self: reference,
      id: reference.id,
      sessionId: reference.sessionId,
      logger: () => {},
      system: reference.system,
      defer: (effect) => void deferred.push(this.#requests.remembering(this.#requests.scheduling, effect)),
      stopChild: (child) => {
        const target = this.#members.of(child);
        if (target !== undefined) this.#stop(target);
      },
      emit: (event) => void this.#requests.emitted.push(this.#members.plain(event) as XStateEvent),
      actionExecutor: (action) => {
        const scheduling = {
          delayName: this.#host.takeDelayName(),
          raised: action.type === 'xstate.raise',
          by: member,
        };
        const execute = this.#requests.remembering(scheduling, () => this.#execute(member, action));
        if (member.status === 'running') execute();
        else deferred.push(execute);
      },
    };
    const member: RunningMember = {
      path,
      reference,
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
    this.#members.add(member);
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
    try {
      member.snapshot = this.#within(member, () => member.logic.getInitialSnapshot(member.scope, input));
    } catch (error) {
      if (error instanceof ModelError) throw error;
      member.snapshot = { status: 'error', output: undefined, error };
    }
    if (member.snapshot.status === 'error') this.#checkMistake(member.snapshot.error);
  }

  #start(member: RunningMember): void {
    if (member.status !== 'fresh') return;
    member.status = 'running';
    const { snapshot } = member;
    if (member.kind === 'outcome') {
      this.#requests.awaits(member);
      return;
    }
    if (snapshot.status === 'done') {
      this.#update(member, snapshot);
      return;
    }
    if (snapshot.status === 'error') {
      member.snapshot = this.#members.settled(snapshot);
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
    const outerHandling = this.#handling;
    const outerBefore = this.#before;
    const before = member.snapshot;
    this.#event = event;
    this.#handling = member;
    this.#before = before;
    try {
      let next: Snapshot;
      try {
        next = this.#within(member, () => member.logic.transition(before, event, member.scope));
      } catch (error) {
        if (error instanceof ModelError) throw error;
        this.#checkMistake(error);
        member.deferred.length = 0;
        member.snapshot = { ...member.snapshot, status: 'error', error };
        this.#fail(member, error);
        return;
      }
      // Where nothing was selected XState answers the snapshot it was given.
      member.snapshot = next === before ? before : this.#members.settled(next);
      this.#carryOut(member);
      if (event.type === 'xstate.stop') this.#leave(member);
    } finally {
      this.#event = outerEvent;
      this.#handling = outerHandling;
      this.#before = outerBefore;
    }
  }

  #update(member: RunningMember, snapshot: Snapshot): void {
    member.snapshot = this.#members.settled(snapshot);
    this.#carryOut(member);
  }

  /** Carries out what waited for the end of the macrostep. */
  #carryOut(member: RunningMember): void {
    for (let effect = member.deferred.shift(); effect !== undefined; effect = member.deferred.shift()) {
      try {
        effect();
      } catch (error) {
        if (error instanceof ModelError) throw error;
        this.#checkMistake(error);
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
    const id = idOf(member.path);
    const { output } = snapshot;
    this.#tellParent(member, { type: `xstate.done.actor.${id}`, output, actorId: id });
  }

  #fail(member: RunningMember, error: unknown): void {
    this.#leave(member);
    if (member.path === '') this.#failure ??= thrownText(error);
    const id = idOf(member.path);
    this.#tellParent(member, { type: `xstate.error.actor.${id}`, error, actorId: id });
  }

  #tellParent(member: RunningMember, event: XStateEvent): void {
    if (member.path === '') return;
    const parent = this.#members.get(parentPath(member.path));
    if (parent !== undefined) this.#post(parent, this.#members.plain(event) as XStateEvent);
  }

  #post(member: RunningMember, event: XStateEvent): void {
    if (member.status === 'stopped') return;
    if (++this.#messages > MAX_MESSAGES) {
      throw this.refused(livelock(MAX_MESSAGES, event.type));
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
    const wasFresh = member.status === 'fresh';
    member.status = 'stopped';
    member.systemId = undefined;
    member.mailbox.clear();
    if (!wasFresh) this.#requests.left(member);
    if (this.#members.get(member.path) === member) this.#members.left(member);
  }

  // ——— from and to rest ———

  #restore(family: Family): void {
    this.#family = family;
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
    const family = this.#members.atRest(ended, this.#family);
    for (const member of this.#members.all()) if (!family.has(member.path)) this.#requests.left(member);
    if (ended) this.#requests.ended();
    return {
      family,
      sends: this.#members.referring(this.#requests.sends),
      emitted: this.#members.referring(this.#requests.emitted),
      timers: this.#members.referring(this.#requests.timers),
      handled: this.#addressee?.handled ?? false,
      failure: this.#failure,
      transitions: this.#transitions,
    };
  }

  /** Errors that mean a mistake in the machine are ours; all others end the member as XState has it. */
  #checkMistake(error: unknown): void {
    const mistake = mistakeBehind(error, (name) => this.#host.peer(name) !== undefined);
    if (mistake !== undefined) throw this.refused(mistake);
  }

  #place(): ModelPlace {
    const member = this.#stepping ?? this.#handling;
    return {
      agent:
        member === undefined || member.path === '' ? this.#host.agent : `${this.#host.agent}/${member.path}`,
      state: member?.snapshot.value === undefined ? undefined : stateText(member.snapshot.value),
      event: this.#event?.type,
      action: this.#action ?? this.#host.actionName(),
    };
  }
}
