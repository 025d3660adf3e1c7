/**
 * What the steps of an agent do besides changing its local state, each with a number.
 */
import type { AgentDeclaration } from '../system/agent-declaration.ts';
import type { Duration, Window } from '../system/duration.ts';
import type { XStateEvent } from './actor-logic.ts';
import type { ActorReference } from './actor-reference.ts';
import type { Effects } from './agent-tables.ts';
import type { EventTable } from './event-table.ts';
import { gonePath, isWithin } from './member-path.ts';
import { outcomesOf, wordOf } from './outcome.ts';
import { canonicalKey } from './plain-data.ts';
import type { StepResult } from './step-result.ts';
import { type TimerKind, type TimerOperation, TimerTable } from './timer-table.ts';

/** An event of an agent, both by number. */
type Address = Effects['sends'][number];

/** What has to be known of the system. */
export interface EffectSurroundings {
  /** Ids for a receiver: the agent's index, and the event's id at that agent. */
  address(to: ActorReference, event: XStateEvent): Address;
  /** A duration in ticks; throws where it is no multiple of the tick. */
  ticks(duration: Duration, what: string): number;
}

/** What has to be known of the agent. */
interface Subject {
  readonly name: string;
  readonly index: number;
  readonly declaration: AgentDeclaration;
}

type TimerRequest = StepResult['timers'][number];

export class EffectTable {
  readonly effects: Effects[] = [{ sends: [], emitted: [], timers: 0 }];
  readonly timers = new TimerTable((kind) => this.#orphaned(kind));
  readonly #ids = new Map<string, number>([['[[],[],0]', 0]]);
  readonly #agent: Subject;
  readonly #events: EventTable;
  readonly #surroundings: EffectSurroundings;

  /** @param events of this agent */
  constructor(agent: Subject, events: EventTable, surroundings: EffectSurroundings) {
    this.#agent = agent;
    this.#events = events;
    this.#surroundings = surroundings;
  }

  /**
   * The id of what a step does.
   *
   * @throws ModelError where a delay is no multiple of the tick
   */
  idOf(
    sends: readonly Address[],
    emitted: readonly XStateEvent[],
    requests: readonly TimerRequest[],
  ): number {
    const operations = requests.flatMap((request): readonly TimerOperation[] => {
      if (request.request === 'cancel') return [{ operation: 'cancel', path: request.path, id: request.id }];
      if (request.request === 'clear') return [{ operation: 'clear', path: request.path }];
      if (request.request === 'await') return this.#outcomeTimers(request.path, request.source);
      return [{ operation: 'start', kind: this.#timerKind(request) }];
    });
    const timers = this.timers.operations(withoutIdleClears(operations));
    const key = JSON.stringify([sends, emitted.map((event) => canonicalKey(event, 'emitted')), timers]);
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.effects.push({ sends, emitted, timers }) - 1;
      this.#ids.set(key, id);
    }
    return id;
  }

  #timerKind(request: Extract<TimerRequest, { request: 'start' }>): number {
    const { path, id, delayName, delay, event, to, inside } = request;
    const declared = delayName === undefined ? undefined : this.#agent.declaration.delays?.[delayName];
    const given = declared ?? delay;
    const name = delayName ?? (event.type.startsWith('xstate.after.') ? String(delay) : (id ?? event.type));
    const window = this.#ticksOf(
      typeof given === 'number' ? [given, given] : given,
      `the delay '${name}' of agent '${this.#agent.name}'`,
    );
    const address = this.#surroundings.address(to, event);
    return this.timers.kind({
      path,
      id,
      name,
      target: to.path,
      to: address,
      inside,
      outcome: false,
      window,
      key: JSON.stringify([
        path,
        id ?? null,
        name,
        to.sessionId,
        canonicalKey(event, 'event'),
        inside,
        ...window.map(String),
      ]),
    });
  }

  /** XState's timers hold actors: one for a child that is gone fires, and nothing comes of it. */
  #orphaned(kind: TimerKind): TimerKind {
    const target = gonePath(kind.target, 1);
    const { event } = this.#events.events[kind.to.event]!;
    const to = { agent: kind.to.agent, event: this.#events.idOf(target, event) };
    return { ...kind, target, to, key: JSON.stringify(['orphan', kind.key]) };
  }

  /** Outcomes with a window wait like timers, from the step after which the child lives. */
  #outcomeTimers(path: string, source: string): readonly TimerOperation[] {
    return outcomesOf(this.#agent.declaration, path, source).flatMap((outcome) => {
      if (outcome.window === undefined) return [];
      const name = `${path} ${wordOf(outcome)}`;
      const event = this.#events.endingId(path, outcome);
      const window = this.#ticksOf(
        outcome.window,
        `the window of outcome '${name}' of agent '${this.#agent.name}'`,
      );
      const to = { agent: this.#agent.index, event };
      const key = JSON.stringify(['outcome', path, this.#events.events[event]!.key, ...window.map(String)]);
      const kind = { path, id: undefined, name, target: path, to, inside: true, outcome: true, window, key };
      return [{ operation: 'start' as const, kind: this.timers.kind(kind) }];
    });
  }

  #ticksOf([earliest, latest]: Window, what: string): readonly [number, number] {
    return [this.#surroundings.ticks(earliest, what), this.#surroundings.ticks(latest, what)];
  }
}

/** Equal lists for equal doings: neighbouring clears have no order, and one of a member covers those below it. */
function withoutIdleClears(operations: readonly TimerOperation[]): readonly TimerOperation[] {
  const last = operations.findLastIndex(
    (operation) => operation.operation === 'clear' && operation.path === '',
  );
  const result: TimerOperation[] = [];
  let paths: string[] = [];
  const clear = (): void => {
    const topmost = paths.filter((path) => !paths.some((other) => other !== path && isWithin(path, other)));
    for (const path of [...new Set(topmost)].sort()) result.push({ operation: 'clear', path });
    paths = [];
  };
  for (const operation of operations.slice(Math.max(0, last))) {
    if (operation.operation === 'clear') {
      paths.push(operation.path);
      continue;
    }
    clear();
    result.push(operation);
  }
  clear();
  return result;
}
