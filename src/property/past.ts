/**
 * Past operators as deterministic history: their values follow from the letter and a small memory.
 *
 * Havelund, Roşu, "Synthesizing monitors for safety properties" (TACAS 2002): the value of a past formula now is a
 * function of the letter and of the values one letter before.
 */
import type { Duration } from '../system/duration.ts';
import { ModelError } from '../system/model-error.ts';
import { type Atom, type Formula, partsOf } from './formula.ts';

type Past = Extract<Formula, { readonly op: 'O' | 'S' | 'Y' }>;
type Value = (letter: number) => boolean;

/** One past operator: `memory` is what it keeps between letters. */
interface History {
  /** Its value now. */
  readonly now: (letter: number, memory: number) => boolean;
  /** Its memory after the letter. */
  readonly after: (letter: number, memory: number) => number;
  readonly atFirst: number;
  /** Ticks after which its memory is as old as it gets; 0 where time does not matter. */
  readonly forgets: number;
}

/** The past operators of one formula, as additional bits of each letter. */
export class PastOperators {
  readonly #atoms: readonly Atom[];
  readonly #ticks: (duration: Duration) => number;
  readonly #histories: History[] = [];
  readonly #bits = new Map<string, number>();
  readonly #timed: boolean[] = [];

  constructor(atoms: readonly Atom[], ticks: (duration: Duration) => number) {
    this.#atoms = atoms;
    this.#ticks = ticks;
    if (atoms.length > MAX_BIT + 1) throw tooManyBits();
  }

  get initial(): readonly number[] {
    return this.#histories.map(({ atFirst }) => atFirst);
  }

  /** The letter with the bits of all past operators, given what was kept; and what is kept after it. */
  read(letter: number, memory: readonly number[]): { readonly letter: number; readonly memory: number[] } {
    let whole = letter;
    const after: number[] = [];
    for (const [index, history] of this.#histories.entries()) {
      if (history.now(whole, memory[index]!)) whole |= 1 << (this.#atoms.length + index);
      after.push(history.after(whole, memory[index]!));
    }
    return { letter: whole, memory: after };
  }

  /** What is kept, `ticks` later. */
  elapse(memory: readonly number[], ticks: number): readonly number[] {
    if (!this.#timed.includes(true)) return memory;
    return memory.map((kept, index) => {
      const { forgets } = this.#histories[index]!;
      return forgets === 0 ? kept : Math.min(forgets, kept + ticks);
    });
  }

  /** The bit of a past formula in a whole letter. */
  bitOf(formula: Past): number {
    const key = this.#keyOf(formula);
    const known = this.#bits.get(key);
    if (known !== undefined) return known;
    const history = this.#historyOf(formula);
    const bit = this.#atoms.length + this.#histories.length;
    if (bit > MAX_BIT) throw tooManyBits();
    this.#histories.push(history);
    this.#timed.push(history.forgets > 0);
    this.#bits.set(key, bit);
    return bit;
  }

  #historyOf(formula: Past): History {
    if (formula.op === 'S') {
      const left = this.#valueOf(formula.left);
      const right = this.#valueOf(formula.right);
      const now = (letter: number, memory: number) => right(letter) || (memory === 1 && left(letter));
      return { now, after: (letter, memory) => Number(now(letter, memory)), atFirst: 0, forgets: 0 };
    }
    const of = this.#valueOf(formula.of);
    if (formula.op === 'Y') {
      const now = (_letter: number, memory: number) => memory === 1;
      return { now, after: (letter) => Number(of(letter)), atFirst: 0, forgets: 0 };
    }
    if (formula.bounds === undefined || formula.bounds[1] === Number.POSITIVE_INFINITY) {
      const now = (letter: number, memory: number) => memory === 1 || of(letter);
      return { now, after: (letter, memory) => Number(now(letter, memory)), atFirst: 0, forgets: 0 };
    }
    if (formula.bounds[0] !== 0) {
      throw new ModelError(
        'FORMULA_INVALID',
        'a past operator has bounds that do not begin at 0.',
        'Look back from now: O(p, [0, d]).',
      );
    }
    // The memory is the age in ticks of the last letter in which it was true.
    const bound = this.#ticks(formula.bounds[1]) - (formula.bounds[2] === 'open' ? 1 : 0);
    const age = (letter: number, memory: number) => (of(letter) ? 0 : memory);
    return {
      now: (letter, memory) => age(letter, memory) <= bound,
      after: age,
      atFirst: bound + 1,
      forgets: bound + 1,
    };
  }

  /** A formula without future operators as a function of the whole letter. */
  #valueOf(formula: Formula): Value {
    switch (formula.op) {
      case 'true':
        return () => true;
      case 'false':
        return () => false;
      case 'atom': {
        const bit = this.bitOfAtom(formula);
        return (letter) => ((letter >> bit) & 1) === 1;
      }
      case 'not': {
        const of = this.#valueOf(formula.of);
        return (letter) => !of(letter);
      }
      case 'and': {
        const parts = formula.of.map((part) => this.#valueOf(part));
        return (letter) => parts.every((part) => part(letter));
      }
      case 'or': {
        const parts = formula.of.map((part) => this.#valueOf(part));
        return (letter) => parts.some((part) => part(letter));
      }
      case 'implies': {
        const left = this.#valueOf(formula.left);
        const right = this.#valueOf(formula.right);
        return (letter) => !left(letter) || right(letter);
      }
      case 'O':
      case 'S':
      case 'Y': {
        const bit = this.bitOf(formula);
        return (letter) => ((letter >> bit) & 1) === 1;
      }
      case 'H':
        return this.#valueOf(historically(formula));
      default:
        throw new ModelError(
          'FORMULA_INVALID',
          `the future operator ${formula.op} stands below a past one.`,
          'Let past operators speak of atoms and other past operators alone: G(implies(q, O(p))), not O(F(p)).',
        );
    }
  }

  bitOfAtom({ predicate }: Atom): number {
    return this.#atoms.findIndex((atom) => atom.predicate === predicate);
  }

  #keyOf(formula: Formula): string {
    if (formula.op === 'atom') return `a${this.bitOfAtom(formula)}`;
    const bounds = 'bounds' in formula ? `[${formula.bounds?.join()}]` : '';
    return `${formula.op}${bounds}(${partsOf(formula)
      .map((part) => this.#keyOf(part))
      .join()})`;
  }
}

const tooManyBits = (): ModelError =>
  new ModelError(
    'FORMULA_INVALID',
    `a formula has more than ${MAX_BIT + 1} atoms and past operators.`,
    'Split the claim into several properties.',
  );

/** Bits of an int32 that can be told apart without the sign. */
const MAX_BIT = 29;

/** Historically: not once not. */
export function historically(formula: Extract<Formula, { readonly op: 'H' }>): Formula {
  const { of, bounds } = formula;
  return { op: 'not', of: { op: 'O', of: { op: 'not', of }, ...(bounds && { bounds }) } };
}
