/**
 * A deterministic monitor as a finite graph to be drawn: all states that letters and ticks lead to, and boxes of states
 * that only count time.
 *
 * A box is a piece of a chain along which each tick goes one state on. All its states answer every letter alike: they
 * go to one and the same state, or each to the one with as much time left in one and the same box. So it is a state of
 * a timed automaton with one clock (Alur, Dill, "A theory of timed automata", 1994).
 */
import { BEFORE, type MonitorAutomaton } from './monitor-automaton.ts';

export interface Box {
  /** Monitor states, those with the most time left first; one for a state that does not count. */
  readonly states: readonly number[];
  /** How many more ticks its first state can last; undefined where it lasts for ever. */
  readonly longest: number | undefined;
}

export interface MonitorGraph {
  /** The first is the one before the first letter. */
  readonly boxes: readonly Box[];
  /** Which box a monitor state is in. */
  readonly boxOf: ReadonlyMap<number, number>;
  readonly letters: number;
}

/** More than so many atoms or states are not drawn. */
export const LARGEST = { atoms: 6, states: 4096 } as const;

/** Undefined where the monitor is too large to be drawn. */
export function monitorGraph(monitor: MonitorAutomaton): MonitorGraph | undefined {
  if (monitor.form.atoms.length > LARGEST.atoms) return undefined;
  const letters = 2 ** monitor.form.atoms.length;
  const states = reachable(monitor, letters);
  if (states === undefined) return undefined;
  const boxes = new Boxes(monitor, states, letters).found();
  const boxOf = new Map(boxes.flatMap((box, index) => box.states.map((state) => [state, index] as const)));
  return { boxes, boxOf, letters };
}

function reachable(monitor: MonitorAutomaton, letters: number): readonly number[] | undefined {
  const states = [BEFORE];
  const known = new Set(states);
  for (let index = 0; index < states.length; index++) {
    const state = states[index]!;
    if (states.length > LARGEST.states) return undefined;
    const visit = (next: number): void => {
      if (!known.has(next)) states.push(next);
      known.add(next);
    };
    for (let letter = 0; letter < letters; letter++) visit(monitor.step(state, letter));
    visit(monitor.elapse(state, 1));
  }
  return states;
}

/** How the states of a box answer a letter: all by one state, or each by the one with as much time left. */
type Answer = 'one' | 'each';

class Boxes {
  readonly #monitor: MonitorAutomaton;
  readonly #states: readonly number[];
  readonly #letters: number;
  readonly #left = new Map<number, number | undefined>();
  readonly #boxOf = new Map<number, number>();

  constructor(monitor: MonitorAutomaton, states: readonly number[], letters: number) {
    this.#monitor = monitor;
    this.#states = states;
    this.#letters = letters;
  }

  found(): readonly Box[] {
    let boxes = this.#chains();
    for (let before = 0; before < boxes.length; ) {
      before = boxes.length;
      this.#boxOf.clear();
      for (const [index, box] of boxes.entries()) for (const state of box) this.#boxOf.set(state, index);
      boxes = boxes.flatMap((box) => this.#split(box));
    }
    return boxes
      .map((states) => ({ states, longest: this.#leftOf(states[0]!) }))
      .sort((a, b) => this.#order(a) - this.#order(b));
  }

  /** In the order in which states were met; what counts by the earliest of its states. */
  #order({ states }: Box): number {
    return Math.min(...states.map((state) => this.#states.indexOf(state)));
  }

  /** The longest chains along which each tick goes one state on; of states that share a successor the first goes on. */
  #chains(): readonly (readonly number[])[] {
    const before = new Map<number, number>();
    for (const state of this.#states) {
      const next = this.#monitor.elapse(state, 1);
      if (this.#counts(state) && this.#counts(next) && !before.has(next)) before.set(next, state);
    }
    const continued = new Map([...before].map(([next, state]) => [state, next]));
    return this.#states
      .filter((state) => !before.has(state))
      .map((first) => {
        const chain = [first];
        for (let next = continued.get(first); next !== undefined; next = continued.get(next))
          chain.push(next);
        return chain;
      });
  }

  #counts(state: number): boolean {
    return this.#leftOf(state) !== undefined;
  }

  /** How many more ticks a state can last: until the tick after them nothing but the time left changes. */
  #leftOf(state: number): number | undefined {
    if (this.#left.has(state)) return this.#left.get(state);
    const path = [state];
    for (;;) {
      const next = this.#monitor.elapse(path.at(-1)!, 1);
      if (next === path.at(-1)) break;
      path.push(next);
    }
    for (const [index, met] of path.entries()) {
      const ticks = path.length - 2 - index;
      this.#left.set(met, ticks < 0 ? undefined : ticks);
    }
    return this.#left.get(state);
  }

  /** Cut wherever two neighbours do not answer alike. */
  #split(box: readonly number[]): readonly (readonly number[])[] {
    const pieces: number[][] = [[box[0]!]];
    let answers: (Answer | undefined)[] = [];
    for (const state of box.slice(1)) {
      const piece = pieces.at(-1)!;
      const next = this.#answers(piece.at(-1)!, state, answers);
      answers = next ?? [];
      if (next === undefined) pieces.push([state]);
      else piece.push(state);
    }
    return pieces;
  }

  /** How both answer each letter, which is how the states before them do; undefined where they do not. */
  #answers(a: number, b: number, before: readonly (Answer | undefined)[]): Answer[] | undefined {
    if (this.#monitor.owes(a) !== this.#monitor.owes(b)) return undefined;
    const answers: Answer[] = [];
    for (let letter = 0; letter < this.#letters; letter++) {
      const answer = this.#answer(a, this.#monitor.step(a, letter), b, this.#monitor.step(b, letter));
      if (answer === undefined || answer !== (before[letter] ?? answer)) return undefined;
      answers.push(answer);
    }
    return answers;
  }

  #answer(a: number, afterA: number, b: number, afterB: number): Answer | undefined {
    if (afterA === afterB) return 'one';
    const keepsTime =
      this.#boxOf.get(afterA) === this.#boxOf.get(afterB) &&
      this.#leftOf(afterA) === this.#leftOf(a) &&
      this.#leftOf(afterB) === this.#leftOf(b);
    return keepsTime ? 'each' : undefined;
  }
}
