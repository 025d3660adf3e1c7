/**
 * Shortest runs that satisfy or violate a claim, found by search and judged by its monitor and by the automaton of its
 * negation; and how they are drawn.
 */
import { formatDuration, minutes } from 'redhound';
import { BuchiAutomaton } from '../../src/property/buchi-automaton.ts';
import { type Atom, atomsOf, type Formula, not } from '../../src/property/formula.ts';
import { BEFORE, MonitorAutomaton, VIOLATED } from '../../src/property/monitor-automaton.ts';
import { NormalForm } from '../../src/property/normal-form.ts';
import { acceptsFrom, statesAfter, type Timed } from '../property/words-of.ts';

/** A run: letters, of which the last repeats for ever; or up to where no continuation can mend it. */
export interface Timeline {
  readonly letters: readonly Timed[];
  /** Ticks after the last letter at which it is violated; undefined where it goes on for ever. */
  readonly violatedAfter: number | undefined;
}

const TICK = minutes(1);
const ticks = (duration: number): number => duration / TICK;
const LONGEST = 7;

/** A word, and where all automata are after it. */
interface Read {
  readonly letters: readonly Timed[];
  readonly monitor: number;
  readonly negation: readonly number[];
  readonly vacuity: readonly number[];
}

/** One claim over the letters of its atoms: at most one of them in a letter, where that is enough. */
export class TimelineSearch {
  readonly #atoms: readonly Atom[];
  readonly #monitor: MonitorAutomaton;
  readonly #negation: BuchiAutomaton;
  /** Of what holds where the claim holds of nothing. */
  readonly #vacuity: BuchiAutomaton | undefined;
  readonly #timed: boolean;

  constructor(formula: Formula, vacuousIf: Formula | undefined, timed: boolean) {
    this.#atoms = atomsOf(formula);
    this.#monitor = new MonitorAutomaton(new NormalForm(formula, ticks));
    const automaton = (of: Formula) => new BuchiAutomaton(new NormalForm(of, ticks, { atoms: this.#atoms }));
    this.#negation = automaton(not(formula));
    this.#vacuity = vacuousIf && automaton(not(vacuousIf));
    this.#timed = timed;
  }

  /** A shortest run that satisfies the claim, and not because it says nothing of it; the same for ever in the end. */
  satisfying(): Timeline {
    return this.#first(({ letters, monitor, negation, vacuity }) => {
      if (monitor === VIOLATED) return undefined;
      const loop = this.#again(letters);
      const triggered = this.#vacuity === undefined || acceptsFrom(this.#vacuity, vacuity, loop);
      return triggered && !acceptsFrom(this.#negation, negation, loop)
        ? { letters, violatedAfter: undefined }
        : undefined;
    });
  }

  /** A shortest run that violates it: by what has happened, else by what never does. */
  violating(): Timeline {
    return this.#first(({ letters, monitor, negation }) => {
      let state = monitor;
      for (let after = 0; after <= (this.#timed ? 4 : 0); after++) {
        if (state === VIOLATED) return { letters, violatedAfter: after };
        state = this.#monitor.elapse(state, 1);
      }
      return acceptsFrom(this.#negation, negation, this.#again(letters))
        ? { letters, violatedAfter: undefined }
        : undefined;
    });
  }

  /** The last letter again; where there is a clock, a tick later. */
  #again(letters: readonly Timed[]): readonly Timed[] {
    return [{ after: Number(this.#timed), letter: letters.at(-1)!.letter }];
  }

  #first(judged: (read: Read) => Timeline | undefined): Timeline {
    const single = [...this.#atoms.map((_, bit) => 1 << bit), 0];
    const all = Array.from({ length: 2 ** this.#atoms.length }, (_, letter) => letter);
    for (const alphabet of [single, all]) {
      for (const read of this.#words(alphabet)) {
        const found = judged(read);
        if (found !== undefined) return found;
      }
    }
    throw new Error('no short run was found');
  }

  /** Words by length; of those after which all automata are in the same states the first only. */
  *#words(alphabet: readonly number[]): Generator<Read> {
    const met = new Set<string>();
    let level: readonly Read[] = [
      {
        letters: [],
        monitor: BEFORE,
        negation: [this.#negation.initial],
        vacuity: this.#vacuity === undefined ? [] : [this.#vacuity.initial],
      },
    ];
    for (let length = 1; length <= LONGEST; length++) {
      const next: Read[] = [];
      const gaps = this.#timed && length > 1 ? [1, 2, 3] : [0];
      for (const before of level) {
        for (const after of gaps) {
          for (const letter of alphabet) {
            const read = this.#read(before, { after, letter });
            const key = [letter, read.monitor, read.negation.join(), read.vacuity.join()].join(';');
            if (met.has(key)) continue;
            met.add(key);
            yield read;
            if (read.monitor !== VIOLATED) next.push(read);
          }
        }
      }
      level = next;
    }
  }

  #read({ letters, monitor, negation, vacuity }: Read, timed: Timed): Read {
    return {
      letters: [...letters, timed],
      monitor: this.#monitor.step(this.#monitor.elapse(monitor, timed.after), timed.letter),
      negation: statesAfter(this.#negation, negation, timed),
      vacuity: this.#vacuity === undefined ? [] : statesAfter(this.#vacuity, vacuity, timed),
    };
  }

  /** Three lines at most: numbers or instants of letters, what is true in them, and where it goes wrong. */
  drawn({ letters, violatedAfter }: Timeline, sign: string): string {
    let now = 0;
    const columns = letters.map(({ after, letter }, index) => {
      now += after;
      const names = this.#atoms.filter((_, bit) => ((letter >> bit) & 1) === 1).map(({ name }) => name);
      const head = this.#timed ? (now === 0 ? '0 min' : formatDuration(now * TICK)) : String(index);
      return { head, text: names.join(' ') || '–' };
    });
    if (violatedAfter === undefined) columns.push({ head: '…', text: 'the same for ever' });
    else if (violatedAfter > 0) {
      columns.push({ head: formatDuration((now + violatedAfter) * TICK), text: 'too late' });
    }
    const widths = columns.map(({ head, text }) => Math.max(head.length, text.length));
    const line = (opening: string, cells: readonly string[]): string =>
      `${opening}  ${cells.map((cell, index) => cell.padEnd(widths[index]!)).join('  ')}`.trimEnd();
    return [
      line(
        ' ',
        columns.map(({ head }) => head),
      ),
      line(
        sign,
        columns.map(({ text }) => text),
      ),
    ].join('\n');
  }
}
