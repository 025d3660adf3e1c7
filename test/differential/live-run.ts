/**
 * Live actors under a clock that is driven deadline by deadline, and what of them a model can be compared with.
 *
 * The clock never leaps over several deadlines: XState's `SimulatedClock.increment` does, and loses chained timers.
 */
import { type AnyStateMachine, createActor, createMachine, spawnChild } from 'xstate';
import type { AgentDescription } from '../../src/product/state-description.ts';
import { declarationOf } from '../../src/system/agent-declaration.ts';
import type { AnySystem } from '../../src/system/system.ts';
import { canonical } from './canonical.ts';

interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

/** Time that stands still until it is told to go on; alarms of one instant ring in the order they were set. */
export class DeadlineClock {
  now = 0;
  private alarms: Alarm[] = [];

  readonly setTimeout = (ring: (...args: never[]) => void, delay: number): Alarm => {
    const alarm = { at: this.now + delay, ring: ring as () => void };
    this.alarms.push(alarm);
    return alarm;
  };

  readonly clearTimeout = (alarm: Alarm): void => {
    this.alarms = this.alarms.filter((other) => other !== alarm);
  };

  /** Rings the first alarm that is due; false where none is. */
  ringNext(): boolean {
    const due = this.alarms.find(({ at }) => at <= this.now);
    if (due === undefined) return false;
    this.clearTimeout(due);
    due.ring();
    return true;
  }

  remaining(): number[] {
    return this.alarms.map(({ at }) => at - this.now);
  }
}

export interface LiveSystem {
  _relay(source: unknown, target: unknown, event: unknown): void;
  get(name: string): unknown;
}

/** An agent by name, whether or not it lives: XState knows no name before its actor is made, nor after it ends. */
class Name {
  constructor(readonly name: string) {}
}

/** Without this, `sendTo(system.get(…))` turns to the sender itself where the name is not known. */
function nameAgentsForEver(system: LiveSystem): void {
  const { get, _relay: relay } = system;
  system.get = (name) => new Name(name);
  system._relay = (source, target, event) => {
    const actor = target instanceof Name ? get(target.name) : target;
    if (actor !== undefined) relay(source, actor, event);
  };
}

/** Live actors that answer each other for ever would never give the test its turn back. */
export class Patience {
  static readonly LIMIT = 500;
  private relays = 0;

  /** Counts what a system relays, and swallows it once that seems to have no end. */
  watch(system: LiveSystem): void {
    const relay = system._relay;
    system._relay = (source, target, event) => {
      if (++this.relays <= Patience.LIMIT) relay(source, target, event);
    };
  }

  get isOver(): boolean {
    return this.relays > Patience.LIMIT;
  }

  end(): void {
    this.relays = Patience.LIMIT + 1;
  }

  /** A new stimulus. */
  renew(): void {
    if (!this.isOver) this.relays = 0;
  }
}

/** The parts of a live actor that are looked at. */
export interface LiveActor {
  readonly id: string;
  readonly system: LiveSystem;
  getSnapshot(): {
    readonly status: string;
    readonly value?: unknown;
    readonly context?: unknown;
    readonly children?: Readonly<Record<string, LiveActor>>;
  };
  send(event: { readonly type: string }): void;
}

/** The agents of a system as live actors: on its own, or as children of one root that swallows how they end. */
export function startLive(
  system: AnySystem,
  clock: DeadlineClock,
  patience: Patience,
): Record<string, LiveActor> {
  const machines = Object.entries(system.agents).map(
    ([name, entry]) => [name, declarationOf(entry).machine] as const,
  );
  const options = { clock: clock as never, logger: () => {} };
  for (const [, machine] of machines) bound(machine);
  const start = (machine: AnyStateMachine): LiveActor => {
    let known = false;
    const actor = createActor(machine, {
      ...options,
      input: 0 as never,
      inspect: (event) => {
        if (!known) nameAgentsForEver((event.actorRef as unknown as LiveActor).system);
        known = true;
      },
    });
    actor.subscribe({ error: () => {} });
    patience.watch(actor.system as unknown as LiveSystem);
    actor.start();
    return actor as unknown as LiveActor;
  };
  if (machines.length === 1) return { [machines[0][0]]: start(machines[0][1]) };
  const spawned = machines.map(([id, machine]) =>
    spawnChild(machine, { id, systemId: id, input: 0 } as never),
  );
  const root = createMachine({
    entry: spawned as never,
    on: { '*': { actions: () => {} } },
  }) as AnyStateMachine;
  return { ...start(root).getSnapshot().children };
}

/** Microsteps without end are an error in the model; live they would never return. */
function bound(machine: AnyStateMachine): void {
  machine.options = { ...machine.options, maxIterations: 1000 } as never;
  for (const logic of Object.values(machine.implementations.actors)) {
    if ('implementations' in (logic as object)) bound(logic as unknown as AnyStateMachine);
  }
}

/** An agent in one text; a child without an id is named by nobody, and timers by what remains. */
export function agentText({ status, value, context, children }: Omit<AgentDescription, 'timers'>): string {
  const kids = Object.entries(status === 'active' ? children : {}).map(
    ([path, kid]) => `${path.replaceAll(/x:\d+/g, 'x:*')} ${canonical(kid, refName)}`,
  );
  return canonical([status, value, context, kids.sort()], refName);
}

const refName = (value: object): string | undefined =>
  'sessionId' in value || '_processingStatus' in value ? 'ref' : undefined;

export function describeLive(actor: LiveActor): Omit<AgentDescription, 'timers'> {
  const { status, value = null, context } = actor.getSnapshot();
  return { status, value, context, children: Object.fromEntries(kidsOf(actor, '')) };
}

function kidsOf(
  actor: LiveActor,
  prefix: string,
): [string, { status: string; value: unknown; context: unknown }][] {
  const { status, children } = actor.getSnapshot();
  if (status !== 'active') return [];
  return Object.entries(children ?? {}).flatMap(([id, kid]) => {
    const { status, value = null, context } = kid.getSnapshot();
    return [[`${prefix}${id}`, { status, value, context }], ...kidsOf(kid, `${prefix}${id}/`)] as never;
  });
}

/** Live promises below an actor: what an outcome may happen to. */
export const promisesBelow = (actor: LiveActor): LiveActor[] =>
  Object.values(actor.getSnapshot().children ?? {}).flatMap((kid) =>
    kid.getSnapshot().status !== 'active' ? [] : 'value' in kid.getSnapshot() ? promisesBelow(kid) : [kid],
  );
