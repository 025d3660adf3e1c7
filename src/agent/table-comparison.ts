/**
 * Whether one agent does the same as another in every step that is known of that one.
 *
 * The known steps of an agent whose system was explored to its end are all that can happen to it. Where another
 * machine takes each of them with the same result, putting it in the other's place changes no state and no move.
 */
import type { Agent } from './agent.ts';
import { canonicalKey } from './plain-data.ts';

/** The agents of one system, in order of declaration. */
type Agents = readonly Agent[];

/** @param others the agents of a system that differs from the one of `agents` in machines alone */
export function hasSameSteps(agents: Agents, others: Agents, index: number): boolean {
  return new Comparison(agents, others, index).holds();
}

class Comparison {
  readonly #agents: Agents;
  readonly #others: Agents;
  readonly #agent: Agent;
  readonly #other: Agent;
  /** Pairs of local states with one key that remain to be compared. */
  readonly #pending: (readonly [local: number, other: number])[] = [];
  readonly #seen = new Set<number>();
  readonly #crashes: boolean;

  constructor(agents: Agents, others: Agents, index: number) {
    this.#agents = agents;
    this.#others = others;
    this.#agent = agents[index]!;
    this.#other = others[index]!;
    this.#crashes = this.#agent.locals.some(({ status }) => status === 'crashed');
  }

  holds(): boolean {
    const agent = this.#agent;
    const other = this.#other;
    for (let origin = 0; origin < agent.inputs.length; origin++) {
      if (!this.#sameStep(agent.begin(origin), other.begin(origin))) return false;
    }
    for (let pair = this.#pending.pop(); pair !== undefined; pair = this.#pending.pop()) {
      if (!this.#sameFrom(...pair)) return false;
    }
    return true;
  }

  #sameFrom(local: number, otherLocal: number): boolean {
    const agent = this.#agent;
    const other = this.#other;
    for (const { event, step } of agent.stepsFrom(local)) {
      if (!this.#sameStep(step, other.step(otherLocal, other.eventAlike(agent.events[event]!)))) return false;
    }
    if (!this.#crashes) return true;
    if (agent.locals[local]!.status === 'crashed') {
      return this.#sameStep(agent.restart(local), other.restart(otherLocal));
    }
    return this.#sameLocal(agent.crashed(local), other.crashed(otherLocal));
  }

  #sameStep(step: number, otherStep: number): boolean {
    const agent = this.#agent;
    const other = this.#other;
    return (
      agent.flags[step] === other.flags[otherStep] &&
      agent.failures.get(step) === other.failures.get(otherStep) &&
      effectsKey(this.#agents, agent, step) === effectsKey(this.#others, other, otherStep) &&
      this.#sameLocal(agent.next[step]!, other.next[otherStep]!)
    );
  }

  #sameLocal(local: number, otherLocal: number): boolean {
    if (this.#agent.locals[local]!.key !== this.#other.locals[otherLocal]!.key) return false;
    if (this.#seen.has(local)) return true;
    this.#seen.add(local);
    this.#pending.push([local, otherLocal]);
    return outcomesKey(this.#agent, local) === outcomesKey(this.#other, otherLocal);
  }
}

const outcomesKey = ({ locals, events }: Agent, local: number): string =>
  JSON.stringify(locals[local]!.outcomes.map((event) => events[event]!.key));

function effectsKey(agents: Agents, agent: Agent, step: number): string {
  const { sends, emitted, timers } = agent.effects[agent.effectsOf[step]!]!;
  const addressKey = (to: { readonly agent: number; readonly event: number }): unknown => [
    to.agent,
    agents[to.agent]!.events[to.event]!.key,
  ];
  return JSON.stringify([
    sends.map(addressKey),
    emitted.map((event) => canonicalKey(event, 'emitted')),
    agent.timers.operationsOf(timers).map((operation) => {
      if (operation.operation !== 'start') return operation;
      const { key, to } = agent.timers.kindAt(operation.kind);
      return [key, addressKey(to)];
    }),
  ]);
}
