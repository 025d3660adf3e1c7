/**
 * What the library says of words: its monitors letter by letter, its automata on lassos.
 */
import { BuchiAutomaton, DEAD } from '../../src/property/buchi-automaton.ts';
import { atomsOf, type Formula, not } from '../../src/property/formula.ts';
import { BEFORE, MonitorAutomaton, VIOLATED } from '../../src/property/monitor-automaton.ts';
import { NormalForm } from '../../src/property/normal-form.ts';
import { findFairLasso } from '../../src/search/fair-cycle.ts';
import type { Lasso, Letter, TimedWord } from './word.ts';

const inTicks = (duration: number): number => duration;

/** A letter as the bit mask over the atoms of a form. */
const maskOf = ({ atoms }: NormalForm, { holds }: Letter): number =>
  atoms.reduce((mask, { name }, bit) => (holds.has(name) ? mask | (1 << bit) : mask), 0);

/** The monitor of a formula; durations are ticks. */
export function monitorOf(formula: Formula): MonitorAutomaton {
  return new MonitorAutomaton(new NormalForm(formula, inTicks));
}

/** Whether the monitor refuses some prefix of the untimed word. */
export function monitorRefuses(monitor: MonitorAutomaton, { stem, loop }: Lasso): boolean {
  let state = BEFORE;
  for (const letter of stem) state = monitor.step(state, maskOf(monitor.form, letter));
  const seen = new Set<number>();
  const masks = loop.map((letter) => maskOf(monitor.form, letter));
  while (!seen.has(state)) {
    seen.add(state);
    for (const mask of masks) state = monitor.step(state, mask);
  }
  return state === VIOLATED;
}

/** Whether the monitor has refused the watched word; with `tickLetters` each tick is a letter without propositions. */
export function monitorHasRefused(
  monitor: MonitorAutomaton,
  { letters, until }: TimedWord,
  tickLetters: boolean,
): boolean {
  let state = BEFORE;
  let now = 0;
  const wait = (to: number): void => {
    if (to > now) {
      state = tickLetters ? monitor.tick(state, 0, to - now) : monitor.elapse(state, to - now);
    }
    now = Math.max(now, to);
  };
  for (const letter of letters) {
    wait(letter.at);
    state = monitor.step(state, maskOf(monitor.form, letter));
  }
  wait(until);
  return state === VIOLATED;
}

/** The automaton of a formula, or of its negation, over the atoms of the formula. */
export function automatonOf(formula: Formula, negated: boolean): BuchiAutomaton {
  const atoms = atomsOf(formula);
  return new BuchiAutomaton(new NormalForm(negated ? not(formula) : formula, inTicks, { atoms }));
}

/**
 * Whether the automaton accepts the lasso; between letters time passes as their stamps say. The product of positions
 * and states is explored, and searched for a cycle on which no promise is put off for ever.
 */
export function accepts(automaton: BuchiAutomaton, { stem, loop, period }: Lasso): boolean {
  const letters = [...stem, ...loop];
  const masks = letters.map((letter) => maskOf(automaton.form, letter));
  const gapAfter = letters.map(({ at }, position) =>
    position + 1 < letters.length ? letters[position + 1]!.at - at : loop[0]!.at + period - at,
  );
  const ids = new Map<string, number>();
  const nodes: { readonly position: number; readonly state: number }[] = [];
  const nodeOf = (position: number, state: number): number => {
    const key = `${position} ${state}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, nodes.length);
    return nodes.push({ position, state }) - 1;
  };
  const initial = nodeOf(0, automaton.initial);
  const offsets = [0];
  const targets: number[] = [];
  const postponed: number[] = [];
  for (let node = 0; node < nodes.length; node++) {
    const { position, state } = nodes[node]!;
    const next = position + 1 === letters.length ? stem.length : position + 1;
    for (const transition of automaton.transitions(state, masks[position]!)) {
      const later = automaton.elapse(transition.to, gapAfter[position]!);
      if (later === DEAD) continue;
      targets.push(nodeOf(next, later));
      postponed.push(transition.postponed);
    }
    offsets.push(targets.length);
  }
  const lasso = findFairLasso({
    graph: {
      size: nodes.length,
      initial: [initial],
      offsets: Int32Array.from(offsets),
      targets: Int32Array.from(targets),
      obligations: automaton.acceptanceSets,
      postponed: (edge) => postponed[edge]!,
      moveClass: () => -1,
      passesTime: () => false,
      internal: () => false,
      enabled: () => false,
    },
    fairness: [],
    timed: false,
  });
  return lasso !== undefined;
}
