/** Hunts one case with one strategy: campaigns over one product and one watch, which learn nothing from each other. */
import { compose } from '../../src/product/compose.ts';
import { keepingObservations } from '../../src/search/exhaustive.ts';
import { type StrategyName, strategyCalled } from '../../src/search/strategy/portfolio.ts';
import { Walker } from '../../src/search/walker.ts';
import { Watch } from '../../src/search/watch.ts';
import type { Case } from './case.ts';
import { type Campaign, type MedianRuns, medianRuns } from './median-runs.ts';

export interface Limits {
  /** Campaigns, one a seed. */
  readonly seeds: number;
  /** Runs of one campaign. */
  readonly cap: number;
  /** Moves of all campaigns together: unlike time, the same on every machine. */
  readonly moves: number;
  /** Of processor time, for what is costly besides moves: whether a run that goes on for ever violates a claim. */
  readonly seconds: number;
}

export function hunted(
  one: Case,
  strategy: StrategyName,
  { seeds, cap, moves, seconds }: Limits,
): MedianRuns {
  const start = secondsUsed();
  const product = compose(one.system);
  return keepingObservations(product, () => {
    const watch = new Watch(product, [one.property]);
    const campaigns = Array.from({ length: seeds }, (_, seed) => {
      const walker = new Walker(
        product,
        watch,
        one.maxSteps,
        strategyCalled(strategy, product, one.maxSteps),
      );
      walker.lookFor([one.property]);
      return new WalkerCampaign(walker, seed);
    });
    const isSpent = (): boolean =>
      campaigns.reduce((sum, { moves: made }) => sum + made, 0) >= moves || secondsUsed() - start >= seconds;
    return medianRuns(campaigns, cap, isSpent);
  });
}

function secondsUsed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The runs of a walker with the seeds of a campaign; strategies are compared on the same. */
export class WalkerCampaign implements Campaign {
  readonly #walker: Walker;
  readonly #seed: number;
  #made = 0;

  constructor(walker: Walker, seed: number) {
    this.#walker = walker;
    this.#seed = seed;
  }

  get moves(): number {
    return this.#walker.steps;
  }

  failureWithin(limit: number): number | undefined {
    while (this.#made < limit) {
      this.#made++;
      if (this.#walker.run(seedOf(this.#seed, this.#made)) !== undefined) return this.#made;
    }
    return undefined;
  }
}

/** Scattered over all 32 bits: what follows from neighbouring integers begins alike. */
function seedOf(campaign: number, run: number): number {
  let x = Math.imul(campaign + 1, 0x9e3779b1) + Math.imul(run, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
