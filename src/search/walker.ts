/**
 * Makes random runs: the kernel of the random search. Choices follow from one seed a run.
 */
import { kindOf, MoveList, TICK } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { Claim, Property } from '../property/property.ts';
import type { RunClaim } from '../property/run-claim.ts';
import { InfiniteRuns } from './infinite-run.ts';
import { type LabelledRun, labelled } from './labelled-run.ts';
import { RandomSource } from './random-source.ts';
import type { Run } from './run.ts';
import type { Strategy } from './strategy/strategy.ts';
import { isTimelocked } from './time-analysis.ts';
import { Tracker } from './tracker.ts';
import type { Watch } from './watch.ts';

/** A random run that violates a property. */
export interface FailedRun {
  readonly violated: Property;
  readonly run: LabelledRun;
}

/** How often random runs met what is claimed to be possible. */
export interface Sighting {
  readonly runs: number;
  /** A shortest run of these, up to where it was met, stutters left out. */
  readonly shortest: Run;
}

/** After so many moves without a tick a run asks whether time can go on at all. */
const PATIENCE = 64;
/** How many ends of runs are looked at for a claim about infinite runs: each costs as much as a hundred runs. */
const MAX_LASSO_CHECKS = 2000;

export class Walker {
  steps = 0;
  longest = 0;
  readonly #product: Product;
  readonly #tracker: Tracker;
  readonly #maxSteps: number;
  readonly #taken = new MoveList();
  #initial = 0;
  /** By property: how many runs ended while something had to happen. */
  readonly open = new Map<string, number>();
  /** By claim that something is possible: in how many runs it was met, and the shortest way to it. */
  readonly met = new Map<string, Sighting>();
  #sought: readonly Property[] = [];
  /** Those of them that only infinite runs decide. */
  #endless: readonly RunClaim[] = [];
  readonly #infinite: InfiniteRuns;
  #checks = MAX_LASSO_CHECKS;
  #seeksDeadlock = false;
  #seeksTimelock = false;
  readonly #random = new RandomSource();
  readonly #strategy: Strategy;

  /** @param remembered how many states are remembered at most */
  constructor(product: Product, watch: Watch, maxSteps: number, strategy: Strategy, remembered?: number) {
    this.#product = product;
    this.#tracker = new Tracker(product, watch, remembered);
    this.#infinite = new InfiniteRuns(product, watch);
    this.#maxSteps = maxSteps;
    this.#strategy = strategy;
  }

  /** Properties whose trigger no run met. */
  get untriggered(): ReadonlySet<string> {
    const { watch, triggered } = this.#tracker;
    return new Set(watch.vacuities.map(({ property }) => property.id).filter((id) => !triggered.has(id)));
  }

  /** The run made last, stutters left out. */
  get lastRun(): Run {
    return { initial: this.#initial, moves: [...this.#taken.moves.subarray(0, this.#taken.length)] };
  }

  lookFor(properties: readonly Property[]): void {
    this.#sought = properties;
    this.#endless = this.#tracker.watch.liveness.filter(({ property }) => properties.includes(property));
    this.#seeksDeadlock = properties.some(({ claim }) => claim.kind === 'no-deadlock');
    this.#seeksTimelock =
      this.#product.model.clock.timed && properties.some(({ claim }) => claim.kind === 'no-timelock');
  }

  /** One run with choices from `seed`, up to the first violation of a property that is looked for, if there is one. */
  run(seed: number): FailedRun | undefined {
    const strategy = this.#strategy;
    this.#random.seed(seed);
    const tracker = this.#tracker;
    const taken = this.#taken;
    taken.clear();
    strategy.begin(this.#random);
    const initial = tracker.initialStates === 1 ? 0 : this.#random.below(tracker.initialStates);
    this.#initial = initial;
    let violated = this.#soughtAmong(tracker.begin(initial));
    this.#noteMet();
    let step = 0;
    let sinceTick = 0;
    for (; violated === undefined && step < this.#maxSteps; step++) {
      const moves = tracker.moves();
      if (this.#seeksDeadlock && tracker.isDeadlocked()) {
        violated = this.#soughtWith('no-deadlock');
        break;
      }
      if (moves.length === 0) break;
      const index = moves.length === 1 ? 0 : strategy.choose(moves, tracker.here);
      const move = moves.moves[index]!;
      const changed = tracker.takeListed(index, move);
      strategy.took?.(changed);
      sinceTick = kindOf(move) === TICK ? 0 : sinceTick + 1;
      if (tracker.violated.size > 0) violated = this.#soughtAmong(tracker.violated);
      else if (
        this.#seeksTimelock &&
        sinceTick % PATIENCE === PATIENCE - 1 &&
        isTimelocked(this.#product, tracker.state)
      ) {
        violated = this.#soughtWith('no-timelock');
      }
      const meets = tracker.met.length > 0;
      if (changed || meets || violated !== undefined) taken.push(move);
      else if (moves.length === 1 && moves.ticks) break;
      if (meets) this.#noteMet();
    }
    this.steps += step;
    if (step > this.longest) this.longest = step;
    if (violated === undefined) return this.#endless.length === 0 ? undefined : this.#atTheEnd();
    return { violated, run: labelled(this.#product, this.lastRun) };
  }

  /** Notes what the last letter met. */
  #noteMet(): void {
    for (const id of this.#tracker.met) {
      const known = this.met.get(id);
      const isShortest = known === undefined || this.#taken.length < known.shortest.moves.length;
      this.met.set(id, {
        runs: (known?.runs ?? 0) + 1,
        shortest: isShortest ? this.lastRun : known.shortest,
      });
    }
  }

  /** A run that ended while something had to happen: whether it can stop there, or go round, for ever. */
  #atTheEnd(): FailedRun | undefined {
    for (const claim of this.#endless) {
      if (!this.#tracker.owes(claim)) continue;
      const { id } = claim.property;
      const lasso = this.#checks-- > 0 ? this.#infinite.lassoOf(this.lastRun, claim) : undefined;
      if (lasso !== undefined) {
        return { violated: claim.property, run: labelled(this.#product, lasso) };
      }
      this.open.set(id, (this.open.get(id) ?? 0) + 1);
    }
    return undefined;
  }

  #soughtWith(kind: Claim['kind']): Property | undefined {
    return this.#sought.find(({ claim }) => claim.kind === kind);
  }

  #soughtAmong(violated: ReadonlySet<string>): Property | undefined {
    return violated.size === 0 ? undefined : this.#sought.find(({ id }) => violated.has(id));
  }
}
