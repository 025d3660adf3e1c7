/**
 * A state of the naive explorer: whole XState snapshots, queues and timers as plain objects, nothing interned.
 *
 * A world is never changed once a move is over; a move works on a `Draft` of it.
 */
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import type { AgentDeclaration } from '../../src/system/agent-declaration.ts';
import { canonical } from './canonical.ts';

export interface Event {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What this explorer reads of an XState snapshot, of a machine or of other logic. */
export interface Snapshot {
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  readonly output?: unknown;
  readonly error?: unknown;
  readonly value?: unknown;
  readonly context?: unknown;
  readonly machine?: AnyStateMachine;
  readonly children?: Readonly<Record<string, Puppet>>;
  readonly historyValue?: Readonly<Record<string, readonly AnyStateNode[]>>;
  readonly _nodes?: readonly AnyStateNode[];
}

/** What this explorer uses of a real XState `Actor`: its fields are set before, and read after, every move. */
export interface Puppet {
  id: string;
  logic: unknown;
  readonly _parent?: Puppet;
  _snapshot: Snapshot;
  /** 0 not started, 1 running, 2 stopped. */
  _processingStatus: number;
  _send(event: Event): void;
  start(): void;
}

/** One actor of a family, between moves. */
export interface Member {
  readonly snapshot: Snapshot;
  readonly processing: number;
}

export interface Timer {
  readonly source: Puppet;
  readonly target: object;
  readonly event: Event;
  readonly id: string | undefined;
  readonly name: string;
  /** What is left to wait, at least and at most. */
  readonly earliest: number;
  readonly latest: number;
  /** The same when it was scheduled: timers of other lengths are other timers, whatever is left of them. */
  readonly window: readonly [number, number];
  /** A cancel under `id` reaches this timer: it is the last one scheduled under it. */
  readonly handle: boolean;
}

/** When an outcome of a promise with a window may and must happen. */
export interface OutcomeWindow {
  readonly child: Puppet;
  readonly outcome: number;
  readonly earliest: number;
  readonly latest: number;
}

export interface AgentState {
  readonly phase: 'running' | 'hung' | 'crashed';
  /** Of a hung agent: whether its timers run on. */
  readonly overdue: boolean;
  readonly root: Puppet | undefined;
  readonly members: ReadonlyMap<Puppet, Member>;
  readonly timers: readonly Timer[];
  readonly windows: readonly OutcomeWindow[];
  readonly input: unknown;
  /** Of a crashed agent: what its disk holds. */
  readonly durable: Readonly<Record<string, unknown>>;
}

export interface Message {
  readonly event: Event;
  readonly age: number;
}

export type Links = Readonly<Record<string, readonly Message[]>>;

export interface World {
  readonly agents: Readonly<Record<string, AgentState>>;
  readonly links: Links;
  readonly used: Readonly<Record<string, number>>;
}

/** What the move that led to a state did: `sent a b E0`, `handled b E0`, `fault crash a`, … */
export type Letter = string;

/** A world in the making. */
export interface Draft {
  agents: Record<string, AgentState>;
  links: Record<string, readonly Message[]>;
  used: Record<string, number>;
  readonly letters: Set<Letter>;
  /** Agents whose family was active in this move. */
  readonly touched: Set<string>;
  /** A send met a full link that blocks: the move is not enabled. */
  blocked: boolean;
  /** A machine threw. */
  failed: boolean;
  /** What makes the model wrong: a link without bound, a livelock. */
  problem: string | undefined;
}

export const draftOf = (world: World): Draft => ({
  agents: { ...world.agents },
  links: { ...world.links },
  used: { ...world.used },
  letters: new Set(),
  touched: new Set(),
  blocked: false,
  failed: false,
  problem: undefined,
});

/** A stand-in for another agent: what `system.get(name)` and `ref(name)` answer. */
export class Door {
  readonly id: string;
  readonly sessionId: string;
  constructor(readonly agent: string) {
    this.id = agent;
    this.sessionId = agent;
  }
  send(): never {
    throw new Error(`imperative send to ${this.agent}`);
  }
}

/** The live actors of a family by path; the root has the empty one. */
export function pathsOf(agent: AgentState): Map<Puppet, string> {
  const paths = new Map<Puppet, string>();
  const visit = (puppet: Puppet, path: string): void => {
    paths.set(puppet, path);
    const snapshot = agent.members.get(puppet)?.snapshot;
    if (snapshot?.status !== 'active') return;
    for (const [id, child] of Object.entries(snapshot.children ?? {})) {
      visit(child, path === '' ? id : `${path}/${id}`);
    }
  };
  if (agent.root) visit(agent.root, '');
  return paths;
}

/** What the id of a child without id ends with once it is gone. */
export const GONE = ' gone';

/** Names references to actors inside an agent's data: doors, live relatives, and the dead. */
export const refNames =
  (paths: ReadonlyMap<object, string>) =>
  (value: object): string | undefined => {
    if (value instanceof Door) return `agent ${value.agent}`;
    const path = paths.get(value);
    if (path !== undefined) return `actor ${path}`;
    return '_processingStatus' in value ? `dead ${(value as Puppet).id.replace(GONE, '')}` : undefined;
  };

const keys = new WeakMap<AgentState, string>();

/** All that decides an agent's future, as text. */
export function agentKey(agent: AgentState, keepsInput: boolean): string {
  const known = keys.get(agent);
  if (known !== undefined) return known;
  const paths = pathsOf(agent);
  const text = (value: unknown): string => canonical(value, refNames(paths));
  const key = [
    `${agent.phase}${agent.overdue}`,
    ...[...paths].map(([puppet, path]) => `${path}=${memberKey(agent.members.get(puppet)!, text)}`).sort(),
    ...agent.timers.map((timer) => `timer ${timerKey(timer, paths, text)}`).sort(),
    ...agent.windows
      .map(({ child, outcome, earliest, latest }) => `${paths.get(child)} ${outcome} ${earliest} ${latest}`)
      .sort(),
    keepsInput ? text(agent.input) : '',
    agent.phase === 'crashed' ? text(agent.durable) : '',
  ].join('\n');
  keys.set(agent, key);
  return key;
}

function memberKey({ snapshot, processing }: Member, text: (value: unknown) => string): string {
  const { status, value, context, output, error, historyValue } = snapshot;
  const nodes = (snapshot._nodes ?? []).map((node) => node.id);
  const known = [status, processing, value, context, output, error instanceof Error ? error.message : error];
  // Nothing comes after the end, so that the order in which states were entered counts no more.
  if (status !== 'active') return text([...known, nodes.sort()]);
  const history = Object.entries(historyValue ?? {}).map(([id, past]) => [
    id,
    past.map((node) => node.id).sort(),
  ]);
  return text([...known, history.sort(), nodes]);
}

export const timerKey = (
  timer: Timer,
  paths: ReadonlyMap<object, string>,
  text: (value: unknown) => string,
): string =>
  text([
    paths.get(timer.source),
    timer.name,
    timer.id,
    timer.event,
    timer.target,
    timer.earliest,
    timer.latest,
    timer.window,
    timer.handle,
  ]);

/** The declaration's key of a system state. */
export function worldKey(world: World, restartable: ReadonlySet<string>): string {
  const agents = Object.entries(world.agents).map(
    ([name, agent]) => `${name}:${agentKey(agent, restartable.has(name))}`,
  );
  return `${agents.join('\n\n')}\n\n${linksKey(world.links)}\n${canonical(world.used)}`;
}

export const linksKey = (links: Links): string =>
  canonical(Object.fromEntries(Object.entries(links).filter(([, messages]) => messages.length > 0)));

/** The input given when the agent was declared, with references resolved; several where it is `oneOf`. */
export function inputsOf(declaration: AgentDeclaration, doors: Readonly<Record<string, Door>>): unknown[] {
  const declared = declaration.input;
  const ref = (name: string): never => doors[name] as never;
  const input: unknown = typeof declared === 'function' ? declared({ ref }) : declared;
  if (typeof input === 'object' && input !== null && 'oneOf' in input) return [...(input.oneOf as unknown[])];
  return [input];
}
