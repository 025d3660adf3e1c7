/**
 * The deterministic monitor of a formula: its state is what the formula asks of the letters to come.
 *
 * Progression of formulas (Bacchus, Kabanza, AAAI 1996), on minimal alternatives, so that equal demands are one
 * state. Where nothing can meet the demands any more the formula is violated; of a safety formula each violation
 * shows in this way (Kupferman, Vardi, "Model checking of safety properties", FMSD 2001).
 */
import { type Alternative, Expansion } from './expansion.ts';
import type { NormalForm } from './normal-form.ts';

/** Before the first letter. */
export const BEFORE = 0;
/** Absorbing: no way to go on is left. */
export const VIOLATED = 1;

interface Demands {
  readonly ways: readonly (readonly number[])[];
  readonly memory: readonly number[];
}

/** Letters of up to so many atoms are looked up in a row, longer ones in a map. */
const ROW_ATOMS = 10;
const UNKNOWN = -1;

export class MonitorAutomaton {
  readonly form: NormalForm;
  readonly #expansion: Expansion;
  readonly #states: Demands[] = [];
  readonly #ids = new Map<string, number>();
  /** By state: the state after each letter. */
  readonly #rows: Int32Array[] = [];
  readonly #maps: Map<number, number>[] = [];
  readonly #later: number[][] = [];
  readonly #indexed: boolean;

  constructor(form: NormalForm) {
    this.form = form;
    this.#expansion = new Expansion(form);
    this.#indexed = form.atoms.length <= ROW_ATOMS;
    const start = form.owedNext(form.root);
    this.#intern({ ways: [start], memory: form.past.initial });
    this.#intern({ ways: [], memory: [] });
  }

  /** Number of states met so far. */
  get size(): number {
    return this.#states.length;
  }

  /** What is owed in a state: alternatives, each a list of node ids. */
  waysOf(state: number): readonly (readonly number[])[] {
    return this.#states[state]!.ways;
  }

  /** Nothing is owed any more: satisfied, whatever comes. */
  isSatisfied(state: number): boolean {
    return this.#states[state]!.ways[0]?.length === 0;
  }

  /** Whether something still has to happen: each way to go on waits for it. */
  owes(state: number): boolean {
    return this.#states[state]!.ways.every((way) => way.some((id) => this.form.node(id).kind === 'until'));
  }

  /** The state after a letter: bit n is the truth of atom n. */
  step(state: number, letter: number): number {
    if (this.#indexed) {
      const row = this.#rows[state]!;
      const known = row[letter]!;
      if (known !== UNKNOWN) return known;
      const next = this.#stepped(state, letter);
      row[letter] = next;
      return next;
    }
    const map = (this.#maps[state] ??= new Map());
    let next = map.get(letter);
    if (next === undefined) {
      next = this.#stepped(state, letter);
      map.set(letter, next);
    }
    return next;
  }

  /** The state `ticks` later. */
  elapse(state: number, ticks: number): number {
    const row = (this.#later[state] ??= []);
    if (ticks >= MAX_ROW) return this.#elapsed(state, ticks);
    return (row[ticks] ??= this.#elapsed(state, ticks));
  }

  /** The state after so many ticks, each of which is a letter: `letter`, in which nothing happens. */
  tick(state: number, letter: number, ticks: number): number {
    let after = state;
    for (let passed = 0; passed < ticks; passed++) {
      const next = this.step(this.elapse(after, 1), letter);
      if (next === after) break;
      after = next;
    }
    return after;
  }

  #stepped(state: number, letter: number): number {
    const { ways, memory } = this.#states[state]!;
    if (ways.length === 0) return state;
    const { past } = this.form;
    const whole = past.read(letter, memory);
    const next = ways.flatMap((way) => this.#expansion.ofAll(way, whole.letter));
    return this.#demanding(next, whole.memory);
  }

  #elapsed(state: number, ticks: number): number {
    const { ways, memory } = this.#states[state]!;
    if (ways.length === 0) return state;
    const next = ways.flatMap((way): Alternative[] => {
      const obligations = this.#expansion.elapsed(way, ticks);
      return obligations === undefined ? [] : [{ obligations, postponed: 0 }];
    });
    return this.#demanding(next, this.form.past.elapse(memory, ticks));
  }

  #demanding(alternatives: readonly Alternative[], memory: readonly number[]): number {
    // What a monitor puts off does not matter: it follows all alternatives.
    const owed = alternatives.map(({ obligations }) => ({ obligations, postponed: 0 }));
    const ways = this.#expansion.minimal(owed).map(({ obligations }) => obligations);
    if (ways.length === 0) return VIOLATED;
    // Once satisfied, the past does not matter.
    return this.#intern({ ways, memory: ways[0]!.length === 0 ? [] : memory });
  }

  #intern(demands: Demands): number {
    const key = `${demands.ways.map((way) => way.join()).join('|')};${demands.memory.join()};${demands.ways.length}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (this.#states.length >= MAX_STATES) throw this.#expansion.tooLarge(`${MAX_STATES} states`);
    const id = this.#states.push(demands) - 1;
    this.#ids.set(key, id);
    if (this.#indexed) this.#rows.push(new Int32Array(1 << this.form.atoms.length).fill(UNKNOWN));
    return id;
  }
}

const MAX_ROW = 4096;
const MAX_STATES = 50_000;
