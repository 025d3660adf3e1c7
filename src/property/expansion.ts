/**
 * What a formula asks of the letters to come, once a letter is read: its expansion.
 *
 * The tableau rules of Gerth, Peled, Vardi, Wolper (PSTV 1995), with promises on transitions (Couvreur, FM 1999) and
 * with bounds that time uses up. Monitors keep all alternatives at once, automata follow one of them.
 */
import { ModelError } from '../system/model-error.ts';
import { type NormalForm, TRUE_NODE } from './normal-form.ts';

/** One way to go on: what has to hold from the next letter on, all of it. */
export interface Alternative {
  /** Ids of nodes, ascending. An until or release is meant itself, a `next` what is below it. */
  readonly obligations: readonly number[];
  /** Bit n is set where an until of family n, among those that need promises, was put off. */
  readonly postponed: number;
}

const NOTHING_OWED: Alternative = { obligations: [], postponed: 0 };
const MAX_ALTERNATIVES = 512;
const MAX_PROMISES = 30;

export class Expansion {
  readonly form: NormalForm;
  readonly #promises = new Map<number, number>();

  constructor(form: NormalForm) {
    this.form = form;
  }

  /** Number of acceptance sets: a run is accepted that puts off none of them for ever. */
  get promises(): number {
    return this.#promises.size;
  }

  /** The ways to meet obligations in a letter. */
  ofAll(obligations: readonly number[], letter: number): readonly Alternative[] {
    let ways: readonly Alternative[] = [NOTHING_OWED];
    for (const id of obligations) {
      const node = this.form.node(id);
      ways = this.#both(ways, this.#of(node.kind === 'next' ? node.of : id, letter));
      if (ways.length === 0) return ways;
    }
    return ways;
  }

  /** What is left of obligations after `ticks`; undefined where one of them ran out. */
  elapsed(obligations: readonly number[], ticks: number): readonly number[] | undefined {
    const left: number[] = [];
    for (const id of obligations) {
      const node = this.form.node(id);
      if (node.kind !== 'until' && node.kind !== 'release') {
        left.push(id);
        continue;
      }
      const from = Math.max(0, node.from - ticks);
      const to = node.to - ticks;
      if (to < 0) {
        if (node.kind === 'until') return undefined;
        continue;
      }
      left.push(this.#aged(id, from, to));
    }
    return this.#merged(left);
  }

  /** The same until or release, with other bounds; what it says of the present is not decided yet. */
  #aged(id: number, from: number, to: number): number {
    const node = this.form.node(id);
    if (node.kind !== 'until' && node.kind !== 'release') return id;
    if (node.from === from && node.to === to) return id;
    return this.form.withBounds(node, from, to);
  }

  #of(id: number, letter: number): readonly Alternative[] {
    const node = this.form.node(id);
    switch (node.kind) {
      case 'true':
        return [NOTHING_OWED];
      case 'false':
        return [];
      case 'bit':
        return (((letter >> node.bit) & 1) === 1) !== node.negated ? [NOTHING_OWED] : [];
      case 'or':
        return this.#limited(node.of.flatMap((part) => this.#of(part, letter)));
      case 'and':
        return node.of.reduce<readonly Alternative[]>(
          (ways, part) => (ways.length === 0 ? ways : this.#both(ways, this.#of(part, letter))),
          [NOTHING_OWED],
        );
      case 'next':
        return [{ obligations: this.form.owedNext(node.of), postponed: 0 }];
      case 'later':
        return [{ obligations: [node.of], postponed: 0 }];
      case 'until': {
        const now = node.from === 0 ? this.#of(node.right, letter) : [];
        const wait = this.#both(this.#of(node.left, letter), [this.#putOff(id)]);
        return this.#limited([...now, ...wait]);
      }
      case 'release': {
        const now = node.from === 0 ? this.#of(node.right, letter) : [NOTHING_OWED];
        if (now.length === 0) return now;
        return this.#both(now, this.#limited([...this.#of(node.left, letter), this.#putOff(id)]));
      }
    }
  }

  #putOff(id: number): Alternative {
    return { obligations: [id], postponed: this.#promiseOf(id) };
  }

  /**
   * An until without a bound must not be put off for ever. A bounded one runs out by itself where time goes on; its
   * promise counts where time stands still.
   */
  #promiseOf(id: number): number {
    const node = this.form.node(id);
    if (node.kind !== 'until' || node.from > 0) return 0;
    const known = this.#promises.get(node.family) ?? this.#promises.size;
    if (known >= MAX_PROMISES) throw this.tooLarge(`${MAX_PROMISES} untils`);
    this.#promises.set(node.family, known);
    return 1 << known;
  }

  #both(left: readonly Alternative[], right: readonly Alternative[]): readonly Alternative[] {
    if (left.length === 1 && left[0] === NOTHING_OWED) return right;
    if (right.length === 1 && right[0] === NOTHING_OWED) return left;
    return this.#limited(
      left.flatMap((one) =>
        right.map((other) => ({
          obligations: this.#merged([...one.obligations, ...other.obligations]),
          postponed: one.postponed | other.postponed,
        })),
      ),
    );
  }

  /** Sorted, each once; of untils that differ in their deadline alone the earliest, of releases the latest. */
  #merged(obligations: readonly number[]): readonly number[] {
    const kept = [...new Set(obligations)].filter((id) => id !== TRUE_NODE);
    if (kept.length < 2) return kept;
    return kept
      .filter((id) => !kept.some((other) => other !== id && this.#implies(other, id)))
      .sort((a, b) => a - b);
  }

  /** Whether one obligation is met wherever the other is, because of their bounds. */
  #implies(stronger: number, weaker: number): boolean {
    if (stronger === weaker) return true;
    const a = this.form.node(stronger);
    const b = this.form.node(weaker);
    if ((a.kind !== 'until' && a.kind !== 'release') || a.kind !== b.kind || a.family !== b.family)
      return false;
    if (a.from !== 0 || b.from !== 0) return false;
    return a.kind === 'until' ? a.to <= b.to : a.to >= b.to;
  }

  /** Without alternatives that ask for more than another one, and put off no less. */
  minimal(ways: readonly Alternative[]): readonly Alternative[] {
    if (ways.length < 2) return ways;
    const asksMore = (more: Alternative, less: Alternative): boolean =>
      (less.postponed & ~more.postponed) === 0 &&
      less.obligations.every((id) => more.obligations.some((other) => this.#implies(other, id)));
    const kept: Alternative[] = [];
    for (const way of [...ways].sort(byObligations)) {
      if (kept.some((other) => asksMore(way, other))) continue;
      for (let i = kept.length - 1; i >= 0; i--) if (asksMore(kept[i]!, way)) kept.splice(i, 1);
      kept.push(way);
    }
    return kept.sort(byObligations);
  }

  #limited(ways: readonly Alternative[]): readonly Alternative[] {
    const minimal = this.minimal(ways);
    if (minimal.length > MAX_ALTERNATIVES) {
      throw this.tooLarge(`${MAX_ALTERNATIVES} alternatives in one letter`);
    }
    return minimal;
  }

  tooLarge(what: string): ModelError {
    return new ModelError(
      'FORMULA_TOO_LARGE',
      `the automaton of a formula would need more than ${what}.`,
      'Split the claim into several properties, or use a pattern of the catalogue.',
      this.form.property === undefined ? {} : { property: this.form.property },
    );
  }
}

const byObligations = (a: Alternative, b: Alternative): number => {
  const length = a.obligations.length - b.obligations.length;
  if (length !== 0) return length;
  for (let i = 0; i < a.obligations.length; i++) {
    const difference = a.obligations[i]! - b.obligations[i]!;
    if (difference !== 0) return difference;
  }
  return a.postponed - b.postponed;
};
