/**
 * Formulas in negation normal form, interned: what obligations are made of.
 *
 * Negations stand before bits of the letter only; F and G are special untils and releases; bounds are in ticks.
 */
import type { Duration } from '../system/duration.ts';
import { ModelError } from '../system/model-error.ts';
import { type Atom, atomsOf, type Bounds, type Formula } from './formula.ts';
import { historically, PastOperators } from './past.ts';

export type Node =
  | { readonly kind: 'true' | 'false' }
  | { readonly kind: 'bit'; readonly bit: number; readonly negated: boolean }
  | { readonly kind: 'and' | 'or'; readonly of: readonly number[] }
  /** In the next letter. */
  | { readonly kind: 'next'; readonly of: number }
  /** An until or release whose first letter is the next one; its bounds are measured from this one. */
  | { readonly kind: 'later'; readonly of: number }
  | {
      readonly kind: 'until' | 'release';
      readonly left: number;
      readonly right: number;
      /** In ticks from now, both included. */
      readonly from: number;
      readonly to: number;
      /** The same for untils, and for releases, that differ in their bounds alone. */
      readonly family: number;
    };

export const TRUE_NODE = 0;
export const FALSE_NODE = 1;

/** A formula and the parts that its obligations are made of. */
export class NormalForm {
  readonly atoms: readonly Atom[];
  /** Whose formula it is: errors name it. */
  readonly property: string | undefined;
  readonly past: PastOperators;
  readonly root: number;
  readonly #nodes: Node[] = [];
  readonly #ids = new Map<string, number>();
  readonly #families = new Map<string, number>();
  readonly #ticks: (duration: Duration) => number;

  /**
   * @param ticks durations in ticks; throws where one is no multiple of the tick
   * @param options the atoms in the order of their bits, where it matters; the property for errors
   * @throws ModelError `FORMULA_INVALID`
   */
  constructor(
    formula: Formula,
    ticks: (duration: Duration) => number,
    {
      atoms = atomsOf(formula),
      property,
    }: { readonly atoms?: readonly Atom[]; readonly property?: string } = {},
  ) {
    this.atoms = atoms;
    this.property = property;
    this.#ticks = ticks;
    this.past = new PastOperators(this.atoms, ticks);
    this.#intern({ kind: 'true' }, 'true');
    this.#intern({ kind: 'false' }, 'false');
    this.root = this.#normal(formula, false);
  }

  node(id: number): Node {
    return this.#nodes[id]!;
  }
  /** Number of families of untils and releases. */
  get families(): number {
    return this.#families.size;
  }

  /** Whether each violation shows after finitely many letters: no until is without an upper bound. */
  get isSafety(): boolean {
    const seen = new Set<number>();
    const isBounded = (id: number): boolean => {
      if (seen.has(id)) return true;
      seen.add(id);
      const node = this.node(id);
      if (node.kind === 'until' && node.to === Number.POSITIVE_INFINITY) return false;
      return partsOfNode(node).every(isBounded);
    };
    return isBounded(this.root);
  }

  /** Whether it says of each letter alone that something holds: always, and nothing temporal below. */
  get isInvariant(): boolean {
    const root = this.node(this.root);
    const isLocal = (id: number): boolean => {
      const node = this.node(id);
      if (node.kind === 'and' || node.kind === 'or') return node.of.every(isLocal);
      return node.kind === 'true' || node.kind === 'false' || this.#readsLetter(node);
    };
    return (
      root.kind === 'release' &&
      root.left === FALSE_NODE &&
      root.from === 0 &&
      root.to === Number.POSITIVE_INFINITY &&
      isLocal(root.right)
    );
  }

  #readsLetter(node: Node): boolean {
    return node.kind === 'bit' && node.bit < this.atoms.length;
  }

  /** An until or release with other bounds, whatever it says of the present. */
  withBounds(node: Extract<Node, { readonly family: number }>, from: number, to: number): number {
    return this.#temporal(node.kind, node.left, node.right, from, to);
  }

  /** What is owed from the next letter on, where `id` is to hold there: equal demands are to look equal. */
  owedNext(id: number): readonly number[] {
    const node = this.node(id);
    if (node.kind === 'and') return node.of.flatMap((part) => this.owedNext(part)).sort((a, b) => a - b);
    if (
      (node.kind === 'until' || node.kind === 'release') &&
      node.to === Number.POSITIVE_INFINITY &&
      node.from === 0
    ) {
      return [id];
    }
    return [this.#intern({ kind: 'next', of: id }, `next ${id}`)];
  }

  until(left: number, right: number, from: number, to: number): number {
    if (right === FALSE_NODE) return FALSE_NODE;
    if (to < 0) return FALSE_NODE;
    if (right === TRUE_NODE && from === 0) return TRUE_NODE;
    if (left === FALSE_NODE && from === 0) return right;
    return this.#temporal('until', left, right, from, to);
  }

  release(left: number, right: number, from: number, to: number): number {
    if (right === TRUE_NODE) return TRUE_NODE;
    if (to < 0) return TRUE_NODE;
    if (right === FALSE_NODE && from === 0) return FALSE_NODE;
    if (left === TRUE_NODE && from === 0) return right;
    return this.#temporal('release', left, right, from, to);
  }

  #temporal(kind: 'until' | 'release', left: number, right: number, from: number, to: number): number {
    const name = `${kind} ${left} ${right}`;
    const family = this.#families.get(name) ?? this.#families.size;
    this.#families.set(name, family);
    return this.#intern({ kind, left, right, from, to, family }, `${name} ${from} ${to}`);
  }

  #intern(node: Node, key: string): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#nodes.push(node) - 1;
    this.#ids.set(key, id);
    return id;
  }

  #bit(bit: number, negated: boolean): number {
    return this.#intern({ kind: 'bit', bit, negated }, `bit ${bit} ${negated}`);
  }

  #all(kind: 'and' | 'or', parts: readonly number[]): number {
    const [unit, zero] = kind === 'and' ? [TRUE_NODE, FALSE_NODE] : [FALSE_NODE, TRUE_NODE];
    const flat = parts.flatMap((part) => {
      const node = this.node(part);
      return node.kind === kind ? node.of : [part];
    });
    let of = [...new Set(flat)].filter((part) => part !== unit);
    if (of.includes(zero)) return zero;
    if (kind === 'or') of = this.#weakened(of);
    of.sort((a, b) => a - b);
    if (of.length === 0) return unit;
    return of.length === 1 ? of[0]! : this.#intern({ kind, of }, `${kind} ${of.join()}`);
  }

  /** `(a U b) ∨ G a` is the weak until, of which each violation shows: it stays a safety formula. */
  #weakened(parts: readonly number[]): number[] {
    const result = [...parts];
    for (const [index, part] of result.entries()) {
      const node = this.node(part);
      if (node.kind !== 'until' || node.from !== 0 || node.to !== Number.POSITIVE_INFINITY) continue;
      const always = result.findIndex((other) => this.#isAlways(other, node.left));
      if (always === -1) continue;
      const weak = this.release(
        node.right,
        this.#all('or', [node.left, node.right]),
        0,
        Number.POSITIVE_INFINITY,
      );
      return this.#weakened(result.map((other, at) => (at === index ? weak : other)).toSpliced(always, 1));
    }
    return result;
  }

  #isAlways(id: number, of: number): boolean {
    const node = this.node(id);
    return (
      node.kind === 'release' &&
      node.left === FALSE_NODE &&
      node.right === of &&
      node.from === 0 &&
      node.to === Number.POSITIVE_INFINITY
    );
  }

  #boundsOf(bounds: Bounds | undefined): readonly [number, number] {
    if (bounds === undefined) return [0, Number.POSITIVE_INFINITY];
    const [from, to, end] = bounds;
    if (!(from >= 0) || !(to >= from)) {
      throw new ModelError(
        'FORMULA_INVALID',
        `the bounds [${from}, ${to}] are no interval.`,
        'Give two durations, the first not above the second.',
      );
    }
    return [this.#ticks(from), end === 'open' ? this.#ticks(to) - 1 : this.#ticks(to)];
  }

  #normal(formula: Formula, negated: boolean): number {
    const normal = (part: Formula, inverted = negated) => this.#normal(part, inverted);
    const temporal = (isUntil: boolean, left: number, right: number, bounds: Bounds | undefined) => {
      const [from, to] = this.#boundsOf(bounds);
      return isUntil !== negated ? this.until(left, right, from, to) : this.release(left, right, from, to);
    };
    switch (formula.op) {
      case 'true':
        return negated ? FALSE_NODE : TRUE_NODE;
      case 'false':
        return negated ? TRUE_NODE : FALSE_NODE;
      case 'atom':
        return this.#bit(this.past.bitOfAtom(formula), negated);
      case 'not':
        return normal(formula.of, !negated);
      case 'and':
      case 'or':
        return this.#all(
          (formula.op === 'and') !== negated ? 'and' : 'or',
          formula.of.map((part) => normal(part)),
        );
      case 'implies':
        return this.#all(negated ? 'and' : 'or', [normal(formula.left, !negated), normal(formula.right)]);
      case 'X': {
        const of = normal(formula.of);
        return of === TRUE_NODE || of === FALSE_NODE ? of : this.#intern({ kind: 'next', of }, `next ${of}`);
      }
      case 'F':
        return temporal(true, negated ? FALSE_NODE : TRUE_NODE, normal(formula.of), formula.bounds);
      case 'G':
        return temporal(false, negated ? TRUE_NODE : FALSE_NODE, normal(formula.of), formula.bounds);
      case 'laterU':
      case 'laterR': {
        const [from, to] = this.#boundsOf(formula.bounds);
        const kind = (formula.op === 'laterU') !== negated ? 'until' : 'release';
        const of = this.#temporal(kind, normal(formula.left), normal(formula.right), from, to);
        return to < 0
          ? kind === 'until'
            ? FALSE_NODE
            : TRUE_NODE
          : this.#intern({ kind: 'later', of }, `later ${of}`);
      }
      case 'U':
        return temporal(true, normal(formula.left), normal(formula.right), formula.bounds);
      case 'R':
        return temporal(false, normal(formula.left), normal(formula.right), formula.bounds);
      case 'W':
        return normal(weakUntil(formula.left, formula.right, formula.bounds));
      case 'H':
        return normal(historically(formula));
      case 'O':
      case 'S':
      case 'Y':
        return this.#bit(this.past.bitOf(formula), negated);
    }
  }
}

function partsOfNode(node: Node): readonly number[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.of;
    case 'next':
    case 'later':
      return [node.of];
    case 'until':
    case 'release':
      return [node.left, node.right];
    default:
      return [];
  }
}

function weakUntil(left: Formula, right: Formula, bounds: Bounds | undefined): Formula {
  if (bounds === undefined) return { op: 'R', left: right, right: { op: 'or', of: [left, right] } };
  return {
    op: 'or',
    of: [
      { op: 'U', left, right, bounds },
      { op: 'G', of: left, bounds: bounds[2] === undefined ? [0, bounds[1]] : [0, bounds[1], bounds[2]] },
    ],
  };
}
