/**
 * Random interleavings: fast-check draws schedules, and runs them through the product.
 *
 * A schedule chooses among enabled moves only, so that nothing is filtered; failing runs are recorded and shrunk as
 * labels, not as indexes into what happened to be enabled. One campaign checks all properties at once, in batches with
 * seeds of their own; a value of fast-check is a sheaf of schedules.
 */
import * as fc from 'fast-check';
import { impure, sealed } from '../agent/sealed-world.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import { type LabelledRun, labelled } from './labelled-run.ts';
import { type ShrunkRun, shrinkRun } from './shrinker.ts';
import { type StrategyName, strategyCalled } from './strategy/portfolio.ts';
import { type FailedRun, type Sighting, Walker } from './walker.ts';
import { Watch } from './watch.ts';

export interface RandomOptions {
  readonly seed: number;
  /** Number of runs. */
  readonly runs: number;
  /** Longest run, in moves. */
  readonly maxSteps: number;
  readonly strategy: StrategyName;
}

/** A violation that random search found. */
export interface RandomViolation {
  readonly property: Property;
  /** As it was found. */
  readonly found: LabelledRun;
  readonly shrunk: ShrunkRun;
  /** Runs before this one, in the whole campaign. */
  readonly afterRuns: number;
  /** Which value of fast-check has it: seed and path. */
  readonly seed: number;
  readonly path: string;
}

export interface RandomResult {
  readonly runs: number;
  readonly steps: number;
  readonly longest: number;
  readonly violations: ReadonlyMap<string, RandomViolation>;
  /** Properties whose trigger no run met. */
  readonly untriggered: ReadonlySet<string>;
  /** Claims about infinite runs: how many runs ended while something still had to happen. */
  readonly open: ReadonlyMap<string, number>;
  /** Claims that something is possible: in how many runs it was met, and the shortest way to it. */
  readonly met: ReadonlyMap<string, Sighting>;
}

const BATCH = 2000;
/** So many schedules are one value of fast-check: what it does for a value costs as much as a short run. */
const SHEAF = 50;

export class RandomSearch {
  readonly product: Product;
  readonly watch: Watch;
  readonly #options: RandomOptions;
  readonly #walker: Walker;
  readonly #violations = new Map<string, RandomViolation>();
  #runs = 0;
  #batch = 0;

  constructor(product: Product, properties: readonly Property[], options: RandomOptions) {
    this.product = product;
    this.watch = new Watch(product, properties);
    this.#options = options;
    const { maxSteps, strategy } = options;
    this.#walker = new Walker(product, this.watch, maxSteps, strategyCalled(strategy, product, maxSteps));
  }

  get runs(): number {
    return this.#runs;
  }
  get steps(): number {
    return this.#walker.steps;
  }

  /** Makes one batch of runs; false when there is nothing left to do. */
  advance(batch: number = BATCH): boolean {
    const open = this.watch.properties.filter(({ id }) => !this.#violations.has(id));
    const rest = Math.min(batch, this.#options.runs - this.#runs);
    if (rest <= 0 || open.length === 0) return false;
    // What is left over is of the next batch.
    const size = Math.min(SHEAF, rest);
    const seed = mixed(this.#options.seed, this.#batch++);
    this.#walker.lookFor(open);
    const details = fc.check(
      fc.property(new SheafArbitrary(this.#walker, size), ({ failed }) => failed === undefined),
      { seed, numRuns: Math.floor(rest / size), endOnFailure: true, verbose: fc.VerbosityLevel.None },
    );
    const failing = details.counterexample?.[0];
    if (failing?.failed === undefined) {
      this.#runs += details.numRuns * size;
      return true;
    }
    const { passed, failed } = failing;
    this.#runs += (details.numRuns - 1) * size + passed;
    this.#violations.set(failed.violated.id, {
      property: failed.violated,
      found: failed.run,
      shrunk: sealed(() => shrinkRun(this.product, failed.violated, failed.run), impure),
      afterRuns: this.#runs,
      seed,
      path: details.counterexamplePath ?? '',
    });
    this.#runs++;
    return true;
  }

  result(): RandomResult {
    return {
      runs: this.#runs,
      steps: this.#walker.steps,
      longest: this.#walker.longest,
      violations: this.#violations,
      untriggered: this.#walker.untriggered,
      open: this.#walker.open,
      met: this.#walker.met,
    };
  }
}

/** One random run with choices from `seed`, as labels. */
export function randomRun(
  product: Product,
  watch: Watch,
  seed: number,
  maxSteps: number,
  strategy: StrategyName,
): { readonly run: LabelledRun; readonly endedBecause: string } {
  const walker = new Walker(product, watch, maxSteps, strategyCalled(strategy, product, maxSteps));
  walker.run(mixed(seed, 0));
  const ended =
    walker.steps < maxSteps ? 'nothing can happen any more' : `it has ${maxSteps} moves (--max-steps)`;
  return { run: labelled(product, walker.lastRun), endedBecause: ended };
}

/** Runs that follow each other, up to the first that violates something. */
interface Sheaf {
  readonly passed: number;
  readonly failed: FailedRun | undefined;
}

/** Schedules for fast-check, many a value: one integer is drawn a run, and the choices follow from it. */
class SheafArbitrary extends fc.Arbitrary<Sheaf> {
  readonly #walker: Walker;
  readonly #size: number;

  constructor(walker: Walker, size: number) {
    super();
    this.#walker = walker;
    this.#size = size;
  }

  override generate(random: fc.Random): fc.Value<Sheaf> {
    let passed = 0;
    let failed: FailedRun | undefined;
    for (; passed < this.#size; passed++) {
      failed = this.#walker.run(random.nextInt());
      if (failed !== undefined) break;
    }
    return new fc.Value({ passed, failed }, undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Sheaf {
    return false;
  }

  /** Nothing: labels are what shrinks, and they are not known to fast-check. */
  override shrink(): fc.Stream<fc.Value<Sheaf>> {
    return fc.Stream.nil();
  }
}

/** A seed for batch `index`: a bijection of 32 bits for each seed, so that batches never coincide. */
function mixed(seed: number, index: number): number {
  let x = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) + Math.imul(index, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
