/**
 * The Büchi automaton of a formula: it accepts the words of which the formula is true.
 *
 * Generalised, with acceptance on transitions (Couvreur, FM 1999): a run is accepted that puts off no promise for
 * ever. Made on the fly; a state is one set of obligations.
 */
import { Expansion } from './expansion.ts';
import type { NormalForm } from './normal-form.ts';

/** One transition. */
export interface Transition {
  readonly to: number;
  /** Bit n is set where acceptance set n is not visited. */
  readonly postponed: number;
}

interface Owed {
  readonly obligations: readonly number[];
  readonly memory: readonly number[];
}

/** An obligation ran out: no word is accepted from here. */
export const DEAD = -1;

const MAX_STATES = 50_000;

export class BuchiAutomaton {
  readonly form: NormalForm;
  readonly initial: number;
  readonly #expansion: Expansion;
  readonly #states: Owed[] = [];
  readonly #ids = new Map<string, number>();
  readonly #transitions: Map<number, readonly Transition[]>[] = [];

  constructor(form: NormalForm) {
    this.form = form;
    this.#expansion = new Expansion(form);
    this.initial = this.#intern({ obligations: form.owedNext(form.root), memory: form.past.initial });
  }

  /** Number of states met so far. */
  get size(): number {
    return this.#states.length;
  }
  /** Number of acceptance sets met so far. */
  get acceptanceSets(): number {
    return this.#expansion.promises;
  }

  /** Where a letter leads: bit n is the truth of atom n. */
  transitions(state: number, letter: number): readonly Transition[] {
    const known = this.#transitions[state]!.get(letter);
    if (known !== undefined) return known;
    const { obligations, memory } = this.#states[state]!;
    const whole = this.form.past.read(letter, memory);
    const transitions = this.#expansion.ofAll(obligations, whole.letter).map((way) => ({
      to: this.#intern({ obligations: way.obligations, memory: whole.memory }),
      postponed: way.postponed,
    }));
    this.#transitions[state]!.set(letter, transitions);
    return transitions;
  }

  /** The state `ticks` later, or `DEAD`. */
  elapse(state: number, ticks: number): number {
    const { obligations, memory } = this.#states[state]!;
    const left = this.#expansion.elapsed(obligations, ticks);
    if (left === undefined) return DEAD;
    return this.#intern({ obligations: left, memory: this.form.past.elapse(memory, ticks) });
  }

  /** Where so many ticks lead, each of which is a letter: an acceptance set is visited if one of them visits it. */
  ticks(state: number, letter: number, ticks: number): readonly Transition[] {
    let reached: readonly Transition[] = [{ to: state, postponed: -1 }];
    for (let passed = 0; passed < ticks; passed++) {
      const next = new Map<string, Transition>();
      for (const { to, postponed } of reached) {
        const later = this.elapse(to, 1);
        if (later === DEAD) continue;
        for (const step of this.transitions(later, letter)) {
          const both = { to: step.to, postponed: postponed & step.postponed };
          next.set(`${both.to} ${both.postponed}`, both);
        }
      }
      reached = [...next.values()];
    }
    return reached;
  }

  #intern(owed: Owed): number {
    const key = `${owed.obligations.join()};${owed.memory.join()}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (this.#states.length >= MAX_STATES) throw this.#expansion.tooLarge(`${MAX_STATES} states`);
    const id = this.#states.push(owed) - 1;
    this.#ids.set(key, id);
    this.#transitions.push(new Map());
    return id;
  }
}
