/**
 * The monitors of a search over product states: what each letter violates by itself, and the tuple of those with
 * memory after it.
 */
import { NOTHING } from '../product/observation.ts';
import type { StateVector } from '../product/state-vector.ts';
import type { Property } from '../property/property.ts';
import type { RunClaim } from '../property/run-claim.ts';
import { JointMonitor } from './joint-monitor.ts';
import { LetterVerdicts } from './letter-verdicts.ts';
import type { Watch } from './watch.ts';

const NONE: readonly Property[] = [];

export class ProductMonitors {
  /** Whether a monitor has memory: else there is no tuple. */
  readonly remember: boolean;
  /** Ids of properties that some letter triggered. */
  readonly triggered = new Set<string>();
  /** The properties that the last letter violated. */
  violated: readonly Property[] = NONE;
  readonly #watch: Watch;
  readonly #joint: JointMonitor;
  readonly #verdicts: LetterVerdicts;
  readonly #asked: ReadonlySet<RunClaim>;
  /** By letter that was met: what it violates by itself; what it triggers is noted. */
  readonly #violatedIn: (readonly Property[])[] = [];
  readonly #reads: boolean;

  constructor(watch: Watch) {
    const { letters, safety, invariants, vacuities } = watch;
    this.#watch = watch;
    this.#joint = new JointMonitor(safety, letters);
    const triggers = vacuities.filter(({ isInvariant }) => isInvariant);
    this.#asked = new Set(triggers);
    this.#verdicts = new LetterVerdicts([...invariants, ...triggers], letters);
    this.remember = safety.length > 0;
    this.#reads = letters.width > 0;
  }

  get bytes(): number {
    return this.#joint.bytes + this.#watch.letters.bytes;
  }

  /** The tuple before the first letter. */
  get start(): number {
    return this.#joint.start;
  }

  /**
   * The tuple after `tuple` and one more letter, which is that of a move to system state `id`.
   *
   * @param ticks positive for a tick
   */
  after(tuple: number, id: number, state: StateVector, observation: number, ticks: number): number {
    return this.afterLetter(tuple, ticks, observation, (seen) =>
      this.#watch.letters.letterOf(id, state, seen),
    );
  }

  /**
   * The same for a letter that `letterOf` answers, where somebody reads it.
   *
   * @param letterOf given what the move did
   */
  afterLetter(
    tuple: number,
    ticks: number,
    observation: number,
    letterOf: (observation: number) => number,
  ): number {
    this.violated = NONE;
    if (ticks > 0) {
      if (!this.remember) return tuple;
      const still = this.#joint.readsTicks ? letterOf(NOTHING) : 0;
      return this.#compared(tuple, this.#joint.elapse(tuple, ticks, still));
    }
    const letter = this.#reads ? letterOf(observation) : 0;
    this.violated = this.#violatedIn[letter] ??= this.#judge(letter);
    return this.remember ? this.#compared(tuple, this.#joint.step(tuple, letter)) : tuple;
  }

  #judge(letter: number): readonly Property[] {
    const claims = this.#verdicts.violatedIn(letter);
    for (const claim of claims) if (this.#asked.has(claim)) this.triggered.add(claim.property.id);
    const violated = claims.filter((claim) => !this.#asked.has(claim));
    return violated.length === 0 ? NONE : violated.map(({ property }) => property);
  }

  #compared(before: number, after: number): number {
    if (after === before) return after;
    const violated = this.#joint.violatedBetween(before, after);
    if (violated.length > 0) this.violated = [...this.violated, ...violated.map(({ property }) => property)];
    return after;
  }
}
