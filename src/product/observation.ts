/**
 * What a move did, interned: messages sent, received, handled, discarded, emitted; faults. Never part of a state.
 */

import type { XStateEvent } from '../agent/actor-logic.ts';
import { FAILED, HANDLED, RAN } from '../agent/agent-tables.ts';
import type { TakenTransition } from '../agent/taken-transition.ts';
import type { SystemModel } from './system-model.ts';

/** One thing that a move did. Agents are named. */
export type Fact =
  | { readonly did: 'sent'; readonly from: string; readonly to: string; readonly event: XStateEvent }
  | { readonly did: 'received' | 'handled' | 'discarded'; readonly to: string; readonly event: XStateEvent }
  | { readonly did: 'emitted'; readonly from: string; readonly event: XStateEvent }
  | { readonly did: 'failed'; readonly agent: string; readonly message: string }
  | { readonly did: 'fault'; readonly label: string };

/** A transition that an agent, or a member of its family, took. */
export interface AgentTransition extends TakenTransition {
  readonly agent: string;
}

/** An agent by its index, and the step that it took. */
type AgentStep = readonly [agent: number, step: number];

/** The observation of a move that did nothing that can be observed. */
export const NOTHING = 0;
/** Stands for the event in a trail entry where an agent began or restarted. */
export const NO_EVENT = -1;

/**
 * Collects the trail of one move (which agent took which event in which step) and interns it. Trails are triples
 * of integers; the facts are made from them when somebody asks.
 */
export class Observations {
  readonly #model: SystemModel;
  readonly #facts: (readonly Fact[])[] = [[]];
  /** Beside the facts: which agents took which of their steps, in order. */
  readonly #trails: (readonly AgentStep[])[] = [[]];
  readonly #chains = new Map<string, number>();
  readonly #steps: Map<number, number>[] = [];
  readonly #faults = new Map<string, number>();

  constructor(model: SystemModel) {
    this.#model = model;
  }

  factsOf(observation: number): readonly Fact[] {
    return this.#facts[observation]!;
  }

  /** Labels of faults, and types of emitted events by agent, that any move did. */
  namesMet(): {
    readonly faults: ReadonlySet<string>;
    readonly emitted: ReadonlyMap<string, ReadonlySet<string>>;
  } {
    const faults = new Set<string>();
    const emitted = new Map<string, Set<string>>();
    for (const facts of this.#facts) {
      for (const fact of facts) {
        if (fact.did === 'fault') faults.add(fact.label);
        if (fact.did === 'emitted')
          emitted.set(fact.from, (emitted.get(fact.from) ?? new Set()).add(fact.event.type));
      }
    }
    return { faults, emitted };
  }

  /** The transitions of machines that a move took, in order. */
  transitionsOf(observation: number): readonly AgentTransition[] {
    return this.#trails[observation]!.flatMap(([index, step]) => {
      const agent = this.#model.agents[index]!;
      return agent.transitions[step]!.map((taken) => ({ agent: agent.name, ...taken }));
    });
  }

  /** The observation `first`, and then agent `agent` takes `event` in `step`. */
  step(first: number, agent: number, event: number, step: number): number {
    if (first !== NOTHING) {
      const key = `${first} ${agent} ${event} ${step}`;
      return (
        this.#chains.get(key) ??
        this.#remember(
          key,
          [...this.factsOf(first), ...this.#factsOf(agent, event, step)],
          [...this.#trails[first]!, [agent, step]],
        )
      );
    }
    const known = (this.#steps[agent] ??= new Map());
    const key = step * 0x10000 + event + 1;
    let id = known.get(key);
    if (id === undefined) {
      id = this.#add(this.#factsOf(agent, event, step), [[agent, step]]);
      known.set(key, id);
    }
    return id;
  }

  /** The observation `first`, and then a message of `from` joins a link outside any step (a delayed send). */
  send(first: number, from: number, to: number, event: number): number {
    const key = `send ${first} ${from} ${to} ${event}`;
    const { agents } = this.#model;
    const fact: Fact = {
      did: 'sent',
      from: agents[from]!.name,
      to: agents[to]!.name,
      event: agents[to]!.events[event]!.event,
    };
    return this.#chains.get(key) ?? this.#remember(key, [...this.factsOf(first), fact], this.#trails[first]!);
  }

  /** The observation `first`, and then a synchronous message reaches an agent that takes nothing. */
  discard(first: number, to: number, event: number): number {
    const key = `discard ${first} ${to} ${event}`;
    const agent = this.#model.agents[to]!;
    const fact: Fact = { did: 'discarded', to: agent.name, event: agent.events[event]!.event };
    return this.#chains.get(key) ?? this.#remember(key, [...this.factsOf(first), fact], this.#trails[first]!);
  }

  fault(label: string): number {
    let id = this.#faults.get(label);
    if (id === undefined) {
      id = this.#add([{ did: 'fault', label: label.replace(/^fault /, '') }], []);
      this.#faults.set(label, id);
    }
    return id;
  }

  #remember(key: string, facts: readonly Fact[], trail: readonly AgentStep[]): number {
    const id = this.#add(facts, trail);
    this.#chains.set(key, id);
    return id;
  }

  #add(facts: readonly Fact[], trail: readonly AgentStep[]): number {
    if (facts.length === 0) return NOTHING;
    this.#trails.push(trail);
    return this.#facts.push(facts) - 1;
  }

  #factsOf(index: number, event: number, step: number): readonly Fact[] {
    const { agents } = this.#model;
    const agent = agents[index]!;
    const facts: Fact[] = [];
    const flags = agent.flags[step]!;
    if (event !== NO_EVENT) {
      const message = agent.events[event]!.event;
      const runs = (flags & RAN) !== 0;
      facts.push({ did: runs ? 'received' : 'discarded', to: agent.name, event: message });
      // A macrostep that throws is a reaction too.
      if ((flags & (HANDLED | FAILED)) !== 0) facts.push({ did: 'handled', to: agent.name, event: message });
    }
    const effects = agent.effects[agent.effectsOf[step]!]!;
    for (const send of effects.sends) {
      const to = agents[send.agent]!;
      facts.push({ did: 'sent', from: agent.name, to: to.name, event: to.events[send.event]!.event });
    }
    for (const emitted of effects.emitted) facts.push({ did: 'emitted', from: agent.name, event: emitted });
    if ((flags & FAILED) !== 0) {
      facts.push({ did: 'failed', agent: agent.name, message: agent.failures.get(step) ?? 'unknown' });
    }
    return facts;
  }
}
