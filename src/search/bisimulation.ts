/**
 * Whether two products are bisimilar as far as a suite's claims can see, and a shortest run that tells them apart.
 *
 * Moves that change nothing, and of which no claim reads anything, do not count: they are stutters.
 *
 * In a state a label has one successor, so bisimilarity is equality of languages: pairs of states are followed label
 * by label, breadth-first, and pairs that earlier ones imply are left out (Hopcroft, Karp, "A linear algorithm for
 * testing equivalence of finite automata", Cornell 1971). What is left out could only tell the products apart by a
 * run that an earlier pair has too, so the first difference found is a shortest one.
 */
import { lengthened } from '../product/lengthened.ts';
import type { Product } from '../product/product.ts';
import { SharedLabels } from '../product/shared-labels.ts';
import type { Property } from '../property/property.ts';
import { IntList } from './int-list.ts';
import { type Arrival, EDGE, ObservedGraph } from './observed-graph.ts';

/** What can be seen at the end of a run of both products, and differs. */
export type Contrast =
  /** Only one of them has the run's last move. */
  | { readonly by: 'move'; readonly only: 'first' | 'second' }
  /** An atom of a claim is true in the last letter of one of them. */
  | { readonly by: 'atom'; readonly atom: string; readonly trueIn: 'first' | 'second' }
  /** Only one of them is deadlocked; seen where a claim is about deadlocks. */
  | { readonly by: 'deadlock'; readonly only: 'first' | 'second' }
  /** The last move makes an agent fail in one of them. */
  | { readonly by: 'failure'; readonly failsIn: 'first' | 'second' };

export interface DistinguishingRun {
  /** Index of the initial state. */
  readonly initial: number;
  readonly labels: readonly string[];
  readonly contrast: Contrast;
}

/** One product that others are compared with: what is found out about it is kept from one to the next. */
export class Comparison {
  readonly #properties: readonly Property[];
  readonly #labels = new SharedLabels();
  readonly #graph: ObservedGraph;

  /** @param product has finitely many states */
  constructor(product: Product, properties: readonly Property[]) {
    this.#properties = properties;
    this.#graph = new ObservedGraph(product, properties, this.#labels);
  }

  /** A shortest run that tells the other product from this one; undefined where they are bisimilar. */
  differenceOf(other: Product): DistinguishingRun | undefined {
    return this.#with(other).search();
  }

  /** The same, or that they are bisimilar, as far as `most` pairs of states show it; undefined where they do not. */
  glance(other: Product, most: number): DistinguishingRun | 'bisimilar' | undefined {
    const bisimulation = this.#with(other);
    return bisimulation.search(most) ?? (bisimulation.isDone ? 'bisimilar' : undefined);
  }

  #with(other: Product): Bisimulation {
    const graph = new ObservedGraph(other, this.#properties, this.#labels);
    return new Bisimulation(this.#graph, graph, this.#labels);
  }
}

class Bisimulation {
  readonly #labels: SharedLabels;
  readonly #first: ObservedGraph;
  readonly #second: ObservedGraph;
  /** How many pairs were expanded. */
  #expanded = 0;
  readonly #classes = new Classes();
  /** Pairs in the order found: the two states, the pair before, the label from there. */
  readonly #pairs = new IntList();
  /** 1 + the number of an atom that differs, 0 where none does; by pair of letters. */
  readonly #letters = new Map<number, number>();
  readonly #atoms: readonly string[];
  /** By label: where the edge with it is in the second, of the state whose edges are compared. */
  readonly #others = new Map<number, number>();

  constructor(first: ObservedGraph, second: ObservedGraph, labels: SharedLabels) {
    this.#first = first;
    this.#second = second;
    this.#labels = labels;
    this.#atoms = first.watch.letters.names;
  }

  /** Whether no pair is left. */
  get isDone(): boolean {
    return this.#expanded * PAIR === this.#pairs.length;
  }

  /** @param most pairs that it may expand */
  search(most = Number.POSITIVE_INFINITY): DistinguishingRun | undefined {
    const initials = this.#first.product.initialStates().length;
    for (let initial = 0; initial < initials; initial++) {
      const [from, to] = [this.#first.initial(initial), this.#second.initial(initial)];
      const contrast = this.#contrast(from, to);
      if (contrast !== undefined) return { initial, labels: [], contrast };
      this.#add(from.state, to.state, -1 - initial, -1);
    }
    while (!this.isDone && this.#expanded < most) {
      const found = this.#expand(this.#expanded++);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #expand(pair: number): DistinguishingRun | undefined {
    const [first, second] = [this.#first, this.#second];
    const one = this.#pairs.at(pair * PAIR);
    const other = this.#pairs.at(pair * PAIR + 1);
    first.explore(one);
    second.explore(other);
    if (first.isDeadlocked(one) !== second.isDeadlocked(other)) {
      const only = first.isDeadlocked(one) ? 'first' : 'second';
      return this.#run(pair, undefined, { by: 'deadlock', only });
    }
    const others = this.#others;
    others.clear();
    for (let edge = second.firstOf(other); edge < second.endOf(other); edge += EDGE) {
      others.set(second.edges.at(edge), edge);
    }
    for (let edge = first.firstOf(one); edge < first.endOf(one); edge += EDGE) {
      const label = first.edges.at(edge);
      const match = others.get(label);
      if (match === undefined) return this.#run(pair, label, { by: 'move', only: 'first' });
      others.delete(label);
      const found = this.#follow(pair, edge, match, label);
      if (found !== undefined) return found;
    }
    for (const label of others.keys()) return this.#run(pair, label, { by: 'move', only: 'second' });
    return undefined;
  }

  /** Follows an edge of each, which have the same label. */
  #follow(pair: number, edge: number, match: number, label: number): DistinguishingRun | undefined {
    const [first, second] = [this.#first, this.#second];
    const [leap, otherLeap] = [first.edges.at(edge + 1), second.edges.at(match + 1)];
    // A tick may leap, and need not: both wait as long as the one that is woken first.
    const from =
      leap <= otherLeap ? arrivalAt(first, edge) : first.waited(this.#pairs.at(pair * PAIR), otherLeap);
    const to =
      otherLeap <= leap ? arrivalAt(second, match) : second.waited(this.#pairs.at(pair * PAIR + 1), leap);
    const contrast = this.#contrast(from, to);
    if (contrast !== undefined) return this.#run(pair, label, contrast);
    this.#add(from.state, to.state, pair, label);
    return undefined;
  }

  #contrast(one: Arrival, other: Arrival): Contrast | undefined {
    if (one.failed !== other.failed)
      return { by: 'failure', failsIn: one.failed === -1 ? 'second' : 'first' };
    const [letters, otherLetters] = [this.#first.watch.letters, this.#second.watch.letters];
    const key = one.letter * 0x1000000 + other.letter;
    let atom = this.#letters.get(key);
    if (atom === undefined) {
      const index = this.#atoms.findIndex(
        (_, bit) => letters.bit(one.letter, bit) !== otherLetters.bit(other.letter, bit),
      );
      atom = index + 1;
      this.#letters.set(key, atom);
    }
    if (atom === 0) return undefined;
    const isTrue = letters.bit(one.letter, atom - 1) === 1;
    return { by: 'atom', atom: this.#atoms[atom - 1]!, trueIn: isTrue ? 'first' : 'second' };
  }

  #add(first: number, second: number, before: number, label: number): void {
    // States of the first are even, those of the second odd.
    if (!this.#classes.join(2 * first, 2 * second + 1)) return;
    this.#pairs.push(first);
    this.#pairs.push(second);
    this.#pairs.push(before);
    this.#pairs.push(label);
  }

  #run(pair: number, last: number | undefined, contrast: Contrast): DistinguishingRun {
    const labels = last === undefined ? [] : [last];
    let at = pair;
    for (; this.#pairs.at(at * PAIR + 2) >= 0; at = this.#pairs.at(at * PAIR + 2)) {
      labels.push(this.#pairs.at(at * PAIR + 3));
    }
    const initial = -1 - this.#pairs.at(at * PAIR + 2);
    return { initial, labels: labels.reverse().map((label) => this.#labels.text(label)), contrast };
  }
}

function arrivalAt({ edges }: ObservedGraph, edge: number): Arrival {
  return { state: edges.at(edge + 2), letter: edges.at(edge + 3), failed: edges.at(edge + 4) };
}

/** Length of a pair in the list. */
const PAIR = 4;

/** Disjoint sets of numbers (union-find with path halving). */
class Classes {
  #parents = new Int32Array(1024);

  /** Joins the classes of two numbers; false where they are one already. */
  join(a: number, b: number): boolean {
    const [root, other] = [this.#rootOf(a), this.#rootOf(b)];
    if (root === other) return false;
    this.#parents[Math.max(root, other)] = Math.min(root, other) + 1;
    return true;
  }

  /** A number is its own root where nothing is noted; else the parent, plus one, is. */
  #rootOf(number: number): number {
    while (number >= this.#parents.length) {
      this.#parents = lengthened(this.#parents, 2 * this.#parents.length);
    }
    const parents = this.#parents;
    let node = number;
    while (parents[node] !== 0) {
      const parent = parents[node]! - 1;
      if (parents[parent] !== 0) parents[node] = parents[parent]!;
      node = parent;
    }
    return node;
  }
}
