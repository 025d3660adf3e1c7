/**
 * Real XState actors as puppets: their fields are set to a world, one stimulus is played, and the fields are read.
 *
 * What an actor, its mailbox and its family do in a move is done by XState's own `Actor`; only what leaves the
 * family is ours: `system.get` answers doors, relays to a door go to a link, the scheduler writes timers down,
 * and promises never run. Every step calls XState; nothing is remembered.
 */
import { type AnyStateMachine, createActor } from 'xstate';
import { type AgentDeclaration, declarationOf } from '../../src/system/agent-declaration.ts';
import type { Window } from '../../src/system/duration.ts';
import type { AnySystem } from '../../src/system/system.ts';
import {
  type AgentState,
  Door,
  type Draft,
  type Event,
  GONE,
  type Member,
  type OutcomeWindow,
  type Puppet,
  type Snapshot,
  type Timer,
} from './naive-world.ts';

/** The parts of a real actor that its puppeteer works with. */
interface Innards extends Puppet {
  _deferred: unknown[];
  mailbox: { start(): void; constructor: new (process: (event: Event) => void) => Innards['mailbox'] };
  readonly system: Record<string, unknown>;
  readonly _actorScope: {
    actionExecutor(action: { readonly type: string; readonly params: unknown }): void;
    emit(event: Event): void;
  };
  _process(event: Event): void;
  _reportError(error: unknown): void;
}

/** Any actor logic, as far as it is wrapped. */
interface Logic {
  transition(snapshot: Snapshot, event: Event, scope: unknown): Snapshot;
  start?: unknown;
}

const RUNNING = 1;
const STOPPED = 2;
/** Internal messages, or synchronous deliveries, that one move may take. */
const LONGEST_MOVE = 1000;

/** How a family's messages to other agents leave it. */
export type Post = (draft: Draft, from: string, to: string, event: Event) => void;

export class PuppetTheatre {
  readonly doors: Readonly<Record<string, Door>>;
  readonly declarations: Readonly<Record<string, AgentDeclaration>>;
  private readonly post: Post;
  private readonly agentOf = new WeakMap<object, string>();
  private readonly prepared = new Map<string, WeakMap<object, Logic>>();
  private readonly widened = new Map<number, { readonly name: string; readonly window: Window }>();
  private onStage = new Set<Innards>();
  private born = new Map<Puppet | undefined, string[]>();
  private draft: Draft | undefined;
  private relays = 0;

  constructor(system: AnySystem, post: Post) {
    const names = Object.keys(system.agents);
    this.doors = Object.fromEntries(names.map((name) => [name, new Door(name)]));
    this.declarations = Object.fromEntries(names.map((name) => [name, declarationOf(system.agents[name])]));
    this.post = post;
  }

  /** Plays `stimulus` on `draft` and writes back what became of the families it touched. */
  play(draft: Draft, stimulus: () => void): void {
    this.load(draft);
    stimulus();
    for (const name of draft.touched) draft.agents[name] = this.familyAfter(draft.agents[name]);
    this.draft = undefined;
  }

  /** Constructs a root actor: XState computes its initial snapshot; its effects wait for `start`. */
  construct(name: string, input: unknown): Puppet {
    const root = createActor(this.logicFor(name, this.declarations[name].machine) as AnyStateMachine, {
      id: name,
      input: input as never,
      logger: () => {},
      inspect: (event) => {
        if (event.type !== '@xstate.actor') return;
        this.adoptRoot(name, event.actorRef as unknown as Innards);
        this.adopt(name, event.actorRef as unknown as Innards);
      },
    });
    return root as unknown as Puppet;
  }

  /** Hands `event` to `target` as XState would: at once, or when it has finished what it does. */
  relay(source: Puppet | undefined, target: object, event: Event): void {
    const draft = this.draft!;
    if (++this.relays > LONGEST_MOVE) draft.problem = 'livelock';
    if (draft.problem !== undefined) return;
    const from = source && this.agentOf.get(source);
    if (
      target instanceof Door &&
      from !== undefined &&
      (from !== target.agent || source?._parent === undefined)
    ) {
      this.post(draft, from, target.agent, event);
      return;
    }
    const puppet = target instanceof Door ? draft.agents[target.agent].root! : (target as Puppet);
    draft.touched.add(this.agentOf.get(puppet)!);
    if (puppet._processingStatus !== STOPPED) puppet._send(event);
  }

  private load(draft: Draft): void {
    this.draft = draft;
    this.relays = 0;
    this.born.clear();
    for (const actor of this.onStage) {
      actor._processingStatus = STOPPED;
      // XState gives the id of a child without id to no other one, and stops children by id.
      if (/^x:\d+$/.test(actor.id)) actor.id += GONE;
    }
    this.onStage = new Set();
    for (const agent of Object.values(draft.agents)) {
      for (const [actor, member] of agent.members) this.place(actor as Innards, member);
    }
  }

  private place(actor: Innards, member: Member): void {
    this.onStage.add(actor);
    actor.id = actor.id.replace(GONE, '');
    actor._snapshot = member.snapshot;
    actor._processingStatus = member.processing;
    actor._deferred = [];
    actor.mailbox = new actor.mailbox.constructor((event) => actor._process(event));
    if (member.processing === RUNNING) actor.mailbox.start();
  }

  private adoptRoot(name: string, root: Innards): void {
    const { system } = root;
    system['_sendInspectionEvent'] = (event: { readonly type: string; readonly actorRef: Innards }) => {
      if (event.type === '@xstate.actor') this.adopt(name, event.actorRef);
    };
    system['get'] = (other: string) => this.doors[other];
    system['_relay'] = (source: Puppet, target: object, event: Event) => this.relay(source, target, event);
    system['scheduler'] = {
      schedule: (source: Puppet, target: object, event: Event, delay: number, id?: string) =>
        this.schedule(name, source, target, event, delay, id),
      cancel: (source: Puppet, id: string) => this.cancel(name, source, id),
      cancelAll: (source: Puppet) => this.retime(name, (timer) => (timer.source === source ? [] : [timer])),
    };
  }

  private adopt(name: string, actor: Innards): void {
    this.agentOf.set(actor, name);
    this.onStage.add(actor);
    this.draft?.touched.add(name);
    if (/^x:\d+$/.test(actor.id)) actor.id = this.smallestFreeIndex(actor);
    this.born.set(actor._parent, [...(this.born.get(actor._parent) ?? []), actor.id]);
    actor.logic = this.logicFor(name, actor.logic as object);
    actor._reportError = () => {};
    const scope = actor._actorScope;
    scope.emit = (event) => this.draft!.letters.add(`emitted ${name} ${event.type}`);
    if (actor._parent !== undefined) return;
    const execute = scope.actionExecutor;
    scope.actionExecutor = (action) => {
      if (action.type === 'xstate.sendTo') redirect(action.params, actor, this.doors[name]);
      execute(action);
    };
  }

  private smallestFreeIndex(actor: Innards): string {
    const taken = new Set(this.born.get(actor._parent) ?? []);
    for (const id of Object.keys(actor._parent?._snapshot?.children ?? {})) taken.add(id);
    let index = 0;
    while (taken.has(`x:${index}`)) index++;
    return `x:${index}`;
  }

  /** A private copy of a machine: bounded, its widened delays marked; other logic never starts. */
  private logicFor(name: string, logic: object): Logic {
    const known = this.prepared.get(name) ?? new WeakMap<object, Logic>();
    this.prepared.set(name, known);
    const copy = known.get(logic) ?? this.copyOf(name, logic);
    known.set(logic, copy);
    known.set(copy, copy);
    return copy;
  }

  private copyOf(name: string, logic: object): Logic {
    if (!('implementations' in logic)) return { ...(logic as Logic), start: undefined };
    const machine = logic as AnyStateMachine;
    const isRoot = machine === this.declarations[name].machine;
    const copy = machine.provide({ delays: this.markedDelays(name) } as never);
    copy.options = { ...copy.options, maxIterations: machine.config.options?.maxIterations ?? 1000 } as never;
    const { transition } = copy;
    copy.transition = (snapshot, event, scope) => {
      if (isRoot) this.note(name, snapshot as never, event);
      try {
        return transition(snapshot, event, scope);
      } catch (error) {
        this.draft!.failed = true;
        throw error;
      }
    };
    return copy as unknown as Logic;
  }

  private note(name: string, snapshot: Snapshot, event: Event): void {
    const { letters } = this.draft!;
    letters.add(`received ${name} ${event.type}`);
    if (selects(snapshot, event)) letters.add(`handled ${name} ${event.type}`);
  }

  /** Widened delays as numbers that no model uses, so that the scheduler knows them again. */
  private markedDelays(name: string): Record<string, number> {
    const delays = Object.entries(this.declarations[name].delays ?? {});
    return Object.fromEntries(
      delays.map(([delay, width]) => {
        const mark = 1e12 + this.widened.size;
        this.widened.set(mark, { name: delay, window: typeof width === 'number' ? [width, width] : width });
        return [delay, mark];
      }),
    );
  }

  private schedule(
    name: string,
    source: Puppet,
    target: object,
    event: Event,
    delay: number,
    id?: string,
  ): void {
    const widened = this.widened.get(delay);
    const [earliest, latest] = widened?.window ?? [delay, delay];
    const timer: Timer = {
      source,
      target,
      event,
      id,
      name: widened?.name ?? (id?.startsWith('xstate.after.') ? id.split('.')[2] : (id ?? event.type)),
      earliest,
      latest,
      window: [earliest, latest],
      handle: id !== undefined,
    };
    this.retime(name, (other) => [cleared(other, source, id)]);
    this.retime(name, undefined, timer);
  }

  private cancel(name: string, source: Puppet, id: string): void {
    this.retime(name, (timer) =>
      timer.source === source && timer.id === id && timer.handle ? [] : [cleared(timer, source, id)],
    );
  }

  private retime(name: string, change?: (timer: Timer) => Timer[], added?: Timer): void {
    const draft = this.draft!;
    const agent = draft.agents[name];
    const kept = change ? agent.timers.flatMap(change) : agent.timers;
    draft.agents[name] = { ...agent, timers: added ? [...kept, added] : kept };
    draft.touched.add(name);
  }

  private familyAfter(agent: AgentState): AgentState {
    const members = new Map<Puppet, Member>();
    const failed = (agent.root as Innards | undefined)?._snapshot.status === 'error';
    if (failed) this.draft!.failed = true;
    collect(agent.root as Innards | undefined, members);
    const active = (puppet: Puppet): boolean => members.get(puppet)?.snapshot.status === 'active';
    const windows = agent.windows.filter(({ child }) => active(child));
    return {
      ...agent,
      members,
      timers: agent.timers.filter((timer) => active(timer.source)),
      windows: [...windows, ...this.newWindows(agent, members, new Set(windows.map(({ child }) => child)))],
    };
  }

  private newWindows(agent: AgentState, members: ReadonlyMap<Puppet, Member>, known: ReadonlySet<Puppet>) {
    const name = this.agentOf.get(agent.root as object)!;
    const windows: OutcomeWindow[] = [];
    for (const [child, { snapshot }] of members) {
      if (snapshot.machine || snapshot.status !== 'active' || known.has(child)) continue;
      for (const [index, { window }] of outcomesOf(this.declarations[name], child).entries()) {
        if (window) windows.push({ child, outcome: index, earliest: window[0], latest: window[1] });
      }
    }
    return windows;
  }
}

/** `sendTo(self)` of a root travels over a link; what it raises does not. */
function redirect(params: unknown, self: object, door: Door): void {
  const send = params as { to: unknown };
  if (send.to === self) send.to = door;
}

/** The members that can still act, and the finished ones that a live parent knows. */
function collect(actor: Innards | undefined, members: Map<Puppet, Member>): void {
  if (actor === undefined) return;
  members.set(actor, { snapshot: actor._snapshot, processing: actor._processingStatus });
  if (actor._snapshot.status !== 'active') return;
  for (const child of Object.values(actor._snapshot.children ?? {})) collect(child as Innards, members);
}

/** A firing or a cancel under an id, and a new timer under it, take the handle from the others. */
export const cleared = (timer: Timer, source: Puppet, id: string | undefined): Timer =>
  id !== undefined && timer.source === source && timer.id === id ? { ...timer, handle: false } : timer;

/** Whether XState selects a transition for `event`; a guard that throws is found out by taking it. */
export function selects(snapshot: Snapshot, event: Event): boolean {
  try {
    return snapshot.machine!.getTransitionData(snapshot as never, event as never).length > 0;
  } catch {
    return true;
  }
}

/** How a child that is no machine may end. */
export function outcomesOf(declaration: AgentDeclaration, child: Puppet) {
  const src = (child as unknown as { readonly src: unknown }).src;
  const declared = declaration.outcomes ?? {};
  return declared[child.id] ?? declared[String(src)] ?? [{ done: undefined }, { error: undefined }];
}
