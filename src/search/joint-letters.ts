/**
 * What letters do to all monitors of a run together: found out once for each pair of what the monitors remember and a
 * letter. The monitors step themselves; what came of it is looked up the next time.
 */
import { lengthened } from '../product/lengthened.ts';
import { TupleSet } from './tuple-set.ts';

/** What a letter shows. */
export interface Shown {
  /** Ids of the properties that it violates. */
  readonly violated: ReadonlySet<string>;
  /** Ids of claims that something is possible which the run meets in it for the first time. */
  readonly met: readonly string[];
}

export const NOTHING_SHOWN: Shown = { violated: new Set(), met: [] };

/** What monitors remember, by monitor; and what comes of letters. */
export interface Joint {
  readonly memory: Int32Array;
  /** By letter: the number of its effect, 0 where it is not known. */
  effects: Int32Array;
}

/** What one letter does where the monitors remember something. */
export interface Effect {
  readonly joint: Joint;
  /** Whether a monitor remembers it. */
  readonly remembered: boolean;
  readonly shown: Shown;
}

/** Cells beyond which nothing more is kept. */
const MOST_CELLS = 1 << 22;

export class JointLetters {
  readonly #memories = new TupleSet();
  readonly #letters = new TupleSet();
  #joints: Joint[] = [];
  #effects: (Effect | undefined)[] = [undefined];
  #cells = 0;

  /** The number of a letter: what it is is told by the integers. */
  letter(integers: Int32Array): number {
    return this.#letters.add(integers);
  }

  /** What monitors remember, as one thing; undefined where nothing more is kept. */
  joint(memory: Int32Array): Joint | undefined {
    if (this.#cells > MOST_CELLS) return undefined;
    const number = this.#memories.add(memory);
    if (this.#memories.fresh) {
      this.#cells += memory.length;
      this.#joints.push({ memory: this.#memories.at(number), effects: new Int32Array(4) });
    }
    return this.#joints[number];
  }

  /** What a letter does, where that is known. */
  effect(joint: Joint, letter: number): Effect | undefined {
    const { effects } = joint;
    return letter < effects.length ? this.#effects[effects[letter]!] : undefined;
  }

  /** Keeps what a letter did. */
  keep(from: Joint, letter: number, effect: Effect): void {
    if (letter >= from.effects.length) {
      if (this.#cells > MOST_CELLS) return;
      this.#cells += 2 * letter;
      from.effects = lengthened(from.effects, 2 * letter);
    }
    from.effects[letter] = this.#effects.push(effect) - 1;
  }

  /** Letters do something else from now on. */
  forgetEffects(): void {
    for (const joint of this.#joints) joint.effects.fill(0);
    this.#effects.length = 1;
  }
}
