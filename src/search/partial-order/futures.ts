/**
 * What agents may still do: to whom each can send from a local state on, told from the steps in its table.
 *
 * What is not in the table is not known. A search that finds the tables as it left them has taken no step that they
 * did not have: then what is said here is true of all runs.
 */
import type { Agent } from '../../agent/agent.ts';
import type { Product } from '../../product/product.ts';

/** Agents as bits of a number. */
export type AgentSet = number;

export const MOST_AGENTS = 30;

export class Futures {
  /** By agent and local state. */
  readonly #receivers: readonly Int32Array[];
  /** Whom the timers of an agent may be for, whenever they were started. */
  readonly #byTimer: readonly AgentSet[];
  readonly #everybody: AgentSet;

  constructor({ model }: Product) {
    this.#everybody = 2 ** model.agents.length - 1;
    this.#byTimer = model.agents.map(({ timers }) =>
      timers.kinds.reduce((set, { to }) => set | (1 << to.agent), 0),
    );
    this.#receivers = model.agents.map(receiversOf);
  }

  /** To whom `agent` may send, in a run in which it goes on from `local`. */
  receivers(agent: number, local: number): AgentSet {
    const known = this.#receivers[agent]!;
    return local < known.length ? known[local]! | this.#byTimer[agent]! : this.#everybody;
  }
}

/** By local state: whom its steps send to, and those of the local states that they lead to. */
function receiversOf({ computed, next, effects, effectsOf, locals }: Agent): Int32Array {
  const receivers = new Int32Array(locals.length);
  for (const { local, step } of computed) {
    for (const { agent } of effects[effectsOf[step]!]!.sends) receivers[local]! |= 1 << agent;
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const { local, step } of computed) {
      const all = receivers[local]! | receivers[next[step]!]!;
      if (all === receivers[local]) continue;
      receivers[local] = all;
      changed = true;
    }
  }
  return receivers;
}
