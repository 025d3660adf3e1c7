/**
 * Short words for monitors and automata: letters, and ticks before them. The last letter of a lasso repeats for ever.
 */
import type { BuchiAutomaton } from '../../src/property/buchi-automaton.ts';
import { DEAD } from '../../src/property/buchi-automaton.ts';
import { BEFORE, type MonitorAutomaton } from '../../src/property/monitor-automaton.ts';

/** One letter: bit n is the truth of atom n. */
export interface Timed {
  /** Ticks since the letter before. */
  readonly after: number;
  readonly letter: number;
}

export interface LassoWord {
  readonly stem: readonly Timed[];
  /** Repeats for ever. */
  readonly loop: readonly Timed[];
}

/** What a monitor says in one state. */
export interface Said {
  readonly violated: boolean;
  readonly satisfied: boolean;
  readonly owes: boolean;
}

export interface Walker<State> {
  readonly start: State;
  readonly step: (state: State, letter: number) => State;
  readonly tick: (state: State) => State;
  readonly says: (state: State) => Said;
}

export const walkerOf = (monitor: MonitorAutomaton): Walker<number> => ({
  start: BEFORE,
  step: (state, letter) => monitor.step(state, letter),
  tick: (state) => monitor.elapse(state, 1),
  says: (state) => ({
    violated: state === 1,
    satisfied: state !== 1 && monitor.isSatisfied(state),
    owes: state !== 1 && monitor.owes(state),
  }),
});

/**
 * Compares two walkers on all words of letters and ticks up to a length; pairs that were met are not walked again.
 *
 * @returns the first word (ticks are −1) on which they differ, and how many pairs of states were met
 */
export function difference<A, B>(
  a: Walker<A>,
  b: Walker<B>,
  letters: number,
  length: number,
  key: (a: A, b: B) => string = (one, other) => JSON.stringify([one, other]),
): { readonly word: readonly number[] | undefined; readonly pairs: number } {
  const met = new Set([key(a.start, b.start)]);
  let level: { readonly a: A; readonly b: B; readonly word: readonly number[] }[] = [
    { a: a.start, b: b.start, word: [] },
  ];
  for (let depth = 0; depth <= length; depth++) {
    const next: typeof level = [];
    for (const { a: one, b: other, word } of level) {
      const [left, right] = [a.says(one), b.says(other)];
      const same =
        left.violated === right.violated && left.satisfied === right.satisfied && left.owes === right.owes;
      if (!same) return { word, pairs: met.size };
      for (let letter = word.length === 0 ? 0 : -1; letter < letters; letter++) {
        const after =
          letter === -1
            ? { a: a.tick(one), b: b.tick(other), word: [...word, -1] }
            : { a: a.step(one, letter), b: b.step(other, letter), word: [...word, letter] };
        const found = key(after.a, after.b);
        if (met.has(found)) continue;
        met.add(found);
        next.push(after);
      }
    }
    level = next;
  }
  return { word: undefined, pairs: met.size };
}

/** Whether the automaton accepts the lasso. */
export const accepts = (automaton: BuchiAutomaton, { stem, loop }: LassoWord): boolean =>
  acceptsFrom(
    automaton,
    stem.reduce((states, timed) => statesAfter(automaton, states, timed), [automaton.initial]),
    loop,
  );

/** All states to which a letter leads from some of these, in a fixed order. */
export const statesAfter = (automaton: BuchiAutomaton, states: readonly number[], timed: Timed): number[] =>
  [...new Set(states.flatMap((state) => edges(automaton, state, timed).map(({ to }) => to)))].sort(
    (a, b) => a - b,
  );

/** Whether some run around the loop, from one of these states, puts off nothing for ever. */
export function acceptsFrom(
  automaton: BuchiAutomaton,
  states: readonly number[],
  loop: readonly Timed[],
): boolean {
  const around = aroundTheLoop(automaton, states, loop);
  const reached = new Map([...around.keys()].map((node) => [node, reachableFrom(node, around)]));
  const all = 2 ** automaton.acceptanceSets - 1;
  return [...around.keys()].some((node) => {
    const component = [...reached.get(node)!].filter((other) => reached.get(other)!.has(node));
    const inside = new Set(component);
    let postponed = all;
    for (const from of component) {
      for (const arrow of around.get(from)!) if (inside.has(arrow.to)) postponed &= arrow.postponed;
    }
    return component.length > 0 && postponed === 0;
  });
}

type Arrows = ReadonlyMap<string, readonly { readonly to: string; readonly postponed: number }[]>;

/** The pairs of a position of the loop and a state, with where each leads. */
function aroundTheLoop(automaton: BuchiAutomaton, states: readonly number[], loop: readonly Timed[]): Arrows {
  const around = new Map<string, { readonly to: string; readonly postponed: number }[]>();
  const queue = states.map((state) => ({ position: 0, state }));
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    const name = `${node.position} ${node.state}`;
    if (around.has(name)) continue;
    const position = (node.position + 1) % loop.length;
    const next = edges(automaton, node.state, loop[node.position]!);
    around.set(
      name,
      next.map(({ to, postponed }) => ({ to: `${position} ${to}`, postponed })),
    );
    queue.push(...next.map(({ to }) => ({ position, state: to })));
  }
  return around;
}

const edges = (automaton: BuchiAutomaton, state: number, { after, letter }: Timed) => {
  const later = after === 0 ? state : automaton.elapse(state, after);
  return later === DEAD ? [] : automaton.transitions(later, letter);
};

/** What can be reached in one step or more. */
function reachableFrom(from: string, around: Arrows): ReadonlySet<string> {
  const reached = new Set<string>();
  const queue = [from];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const { to } of around.get(node)!) {
      if (reached.has(to)) continue;
      reached.add(to);
      queue.push(to);
    }
  }
  return reached;
}
