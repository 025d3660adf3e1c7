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
    this.violated = NONE;
    if (ticks > 0) return this.remember ? this.#afterTicks(tuple, id, state, ticks) : tuple;
    const letter = this.#reads ? this.#watch.letters.letterOf(id, state, observation) : 0;
    const alone = this.#verdicts.violatedIn(letter);
    if (alone.length > 0) this.#judge(alone);
    if (!this.remember) return tuple;
    const next = this.#joint.step(tuple, letter);
    if (next !== tuple) this.#compare(tuple, next);
    return next;
  }

  #afterTicks(tuple: number, id: number, state: StateVector, ticks: number): number {
    const letter = this.#joint.readsTicks ? this.#watch.letters.letterOf(id, state, NOTHING) : 0;
    const next = this.#joint.elapse(tuple, ticks, letter);
    if (next !== tuple) this.#compare(tuple, next);
    return next;
  }

  #judge(claims: readonly RunClaim[]): void {
    for (const claim of claims) {
      if (this.#asked.has(claim)) this.triggered.add(claim.property.id);
      else this.violated = [...this.violated, claim.property];
    }
  }

  #compare(before: number, after: number): void {
    const violated = this.#joint.violatedBetween(before, after);
    if (violated.length > 0) this.violated = [...this.violated, ...violated.map(({ property }) => property)];
  }
}
