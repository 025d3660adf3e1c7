/**
 * Automata on infinite words as plain functions, and whether two of them accept a word in common.
 *
 * The answer is found by strongly connected components (Tarjan 1972), with none of the code under test.
 */
import { BuchiAutomaton } from '../../src/property/buchi-automaton.ts';
import type { Formula } from '../../src/property/formula.ts';
import { BEFORE, MonitorAutomaton, VIOLATED } from '../../src/property/monitor-automaton.ts';
import { NormalForm } from '../../src/property/normal-form.ts';
import { ATOMS } from './random-formula.ts';

export interface WordTransition {
  readonly to: number;
  /** Bit n is set where acceptance set n is missed. */
  readonly missed: number;
}

/** Generalised Büchi, on transitions. */
export interface WordAutomaton {
  readonly initial: readonly number[];
  transitions(state: number, letter: number): readonly WordTransition[];
}

const LETTERS = 2 ** ATOMS.length;
const ticks = (duration: number): number => duration;

/** The automaton under test. */
export function ourAutomaton(formula: Formula): WordAutomaton {
  const automaton = new BuchiAutomaton(new NormalForm(formula, ticks, { atoms: ATOMS }));
  return {
    initial: [automaton.initial],
    transitions: (state, letter) =>
      automaton.transitions(state, letter).map(({ to, postponed }) => ({ to, missed: postponed })),
  };
}

/** The monitor of a formula as an automaton: it accepts a word as long as no letter violates it, or once one did. */
export function ourMonitor(
  formula: Formula,
  accepts: 'unviolated' | 'violated',
): WordAutomaton & { readonly isSafety: boolean } {
  const form = new NormalForm(formula, ticks, { atoms: ATOMS });
  const monitor = new MonitorAutomaton(form);
  return {
    isSafety: form.isSafety,
    initial: [BEFORE],
    transitions: (state, letter) => {
      const to = monitor.step(state, letter);
      const isViolated = to === VIOLATED;
      if (accepts === 'unviolated') return isViolated ? [] : [{ to, missed: 0 }];
      return [{ to, missed: Number(!isViolated) }];
    },
  };
}

const everything: WordAutomaton = { initial: [0], transitions: () => [{ to: 0, missed: 0 }] };

export const acceptsSomething = (automaton: WordAutomaton): boolean => haveCommonWord(automaton, everything);

/** Whether some word is accepted by both. */
export function haveCommonWord(one: WordAutomaton, other: WordAutomaton): boolean {
  return hasAcceptingComponent(productOf(one, other));
}

interface Edge {
  readonly to: number;
  /** Acceptance sets of the one in the lower half, of the other in the upper. */
  readonly missed: number;
}
const HALF = 15;

/** By node; the initial ones are the first. All nodes are reachable. */
function productOf(one: WordAutomaton, other: WordAutomaton): readonly (readonly Edge[])[] {
  const ids = new Map<string, number>();
  const pairs: (readonly [number, number])[] = [];
  const node = (left: number, right: number): number => {
    const key = `${left},${right}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, pairs.length);
    return pairs.push([left, right]) - 1;
  };
  for (const left of one.initial) for (const right of other.initial) node(left, right);
  const edges: Edge[][] = [];
  for (let id = 0; id < pairs.length; id++) {
    const [left, right] = pairs[id]!;
    const out = new Map<string, Edge>();
    for (let letter = 0; letter < LETTERS; letter++) {
      const ours = one.transitions(left, letter);
      if (ours.length === 0) continue;
      for (const b of other.transitions(right, letter)) {
        for (const a of ours) {
          const edge = { to: node(a.to, b.to), missed: a.missed | (b.missed << HALF) };
          out.set(`${edge.to} ${edge.missed}`, edge);
        }
      }
    }
    edges.push([...out.values()]);
  }
  return edges;
}

/** A set that no inner edge of a component visits is missed by all of them. */
function hasAcceptingComponent(edges: readonly (readonly Edge[])[]): boolean {
  const component = componentsOf(edges);
  const missed = new Map<number, number>();
  for (const [node, out] of edges.entries()) {
    for (const edge of out) {
      const inside = component[node]!;
      if (component[edge.to] === inside) missed.set(inside, (missed.get(inside) ?? -1) & edge.missed);
    }
  }
  return [...missed.values()].includes(0);
}

function componentsOf(edges: readonly (readonly Edge[])[]): Int32Array {
  const size = edges.length;
  const component = new Int32Array(size).fill(-1);
  const order = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const position = new Int32Array(size);
  const open: number[] = [];
  let count = 0;
  for (let root = 0; root < size; root++) {
    if (order[root] !== -1) continue;
    const path = [root];
    while (path.length > 0) {
      const node = path.at(-1)!;
      if (order[node] === -1) {
        order[node] = low[node] = count++;
        open.push(node);
      }
      const edge = edges[node]![position[node]!++];
      if (edge !== undefined) {
        if (order[edge.to] === -1) path.push(edge.to);
        else if (component[edge.to] === -1) low[node] = Math.min(low[node]!, order[edge.to]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!);
      if (low[node] !== order[node]) continue;
      for (let member = -1; member !== node; ) component[(member = open.pop()!)] = node;
    }
  }
  return component;
}
