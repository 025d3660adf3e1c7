/**
 * The agents of one run, in two naive ways: snapshots stepped by `transition()`, or live actors.
 */
import {
  type AnyActor,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type EventObject,
  initialTransition,
  transition,
} from 'xstate';
import type { HandClock } from './hand-clock.ts';

export interface NaiveAgent {
  readonly machine: AnyStateMachine;
  readonly input: object;
}

type Message = EventObject;

export interface Actors {
  /** Called with what the machines hand to their action `send`. */
  onSend: (from: number, message: Message) => void;
  start(): void;
  can(agent: number, event: EventObject): boolean;
  isIn(agent: number, state: string): boolean;
  send(agent: number, event: EventObject): void;
}

/** An action that `transition()` returns, as far as we read it. */
interface ReturnedAction {
  readonly type: string;
  readonly params: unknown;
}

/** Prepares the agents, and makes those of one run. */
export type ActorsOf = (agents: readonly NaiveAgent[]) => (clock?: HandClock) => Actors;

type FirstStep = readonly [AnyMachineSnapshot, readonly ReturnedAction[]];

class PureActors implements Actors {
  onSend: Actors['onSend'] = () => {};
  readonly #agents: readonly NaiveAgent[];
  readonly #clock: HandClock | undefined;
  readonly #first: readonly FirstStep[];
  readonly #snapshots: AnyMachineSnapshot[];
  readonly #timers: Map<string, number>[];

  constructor(agents: readonly NaiveAgent[], first: readonly FirstStep[], clock: HandClock | undefined) {
    this.#agents = agents;
    this.#first = first;
    this.#clock = clock;
    this.#snapshots = first.map(([snapshot]) => snapshot);
    this.#timers = first.map(() => new Map());
  }

  start() {
    this.#first.forEach(([, actions], agent) => {
      this.#execute(agent, actions);
    });
  }

  can(agent: number, event: EventObject) {
    return this.#snapshots[agent]!.can(event);
  }

  isIn(agent: number, state: string) {
    return this.#snapshots[agent]!.matches(state);
  }

  send(agent: number, event: EventObject) {
    const [snapshot, actions] = transition(this.#agents[agent]!.machine, this.#snapshots[agent]!, event);
    this.#snapshots[agent] = snapshot;
    this.#execute(agent, actions);
  }

  #execute(agent: number, actions: readonly ReturnedAction[]) {
    for (const { type, params } of actions) {
      if (type === 'send') this.onSend(agent, params as Message);
      else if (type === 'xstate.raise') this.#startTimer(agent, params as DelayedRaise);
      else if (type === 'xstate.cancel') this.#cancelTimer(agent, (params as { sendId: string }).sendId);
    }
  }

  #startTimer(agent: number, { id, event, delay }: DelayedRaise) {
    if (delay === undefined || this.#clock === undefined) return;
    const timer = this.#clock.of(agent).setTimeout(() => this.send(agent, event), delay);
    this.#timers[agent]!.set(id, timer);
  }

  #cancelTimer(agent: number, id: string) {
    const timer = this.#timers[agent]!.get(id);
    if (timer !== undefined) this.#clock?.of(agent).clearTimeout(timer);
  }
}

interface DelayedRaise {
  readonly id: string;
  readonly event: EventObject;
  readonly delay: number | undefined;
}

/** Snapshots, stepped by xstate's pure `transition()`. */
export const pureActors: ActorsOf = (agents) => {
  const first = agents.map(({ machine, input }) => initialTransition(machine, input));
  return (clock) => new PureActors(agents, first, clock);
};

class LiveActors implements Actors {
  onSend: Actors['onSend'] = () => {};
  readonly #actors: readonly AnyActor[];

  constructor(agents: readonly NaiveAgent[], clock: HandClock | undefined) {
    this.#actors = agents.map(({ machine, input }, agent) =>
      createActor(machine, { id: `${agent}`, input, ...(clock && { clock: clock.of(agent) }) }),
    );
  }

  start() {
    for (const actor of this.#actors) actor.start();
  }

  can(agent: number, event: EventObject) {
    return this.#actors[agent]!.getSnapshot().can(event);
  }

  isIn(agent: number, state: string) {
    return this.#actors[agent]!.getSnapshot().matches(state);
  }

  send(agent: number, event: EventObject) {
    this.#actors[agent]!.send(event);
  }
}

/** Actors made by `createActor`, new ones for each run. */
export const liveActors: ActorsOf = (agents) => {
  let current: Actors | undefined;
  const send = ({ self }: { self: { id: string } }, message: Message) =>
    current?.onSend(Number(self.id), message);
  const connected = agents.map(({ machine, input }) => ({
    machine: machine.provide({ actions: { send } } as object),
    input,
  }));
  return (clock) => {
    current = new LiveActors(connected, clock);
    return current;
  };
};
