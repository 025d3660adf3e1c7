/**
 * One random run of a suite’s system, shown.
 */

import { compose } from '../product/compose.ts';
import { stateHash } from '../product/description.ts';
import { keepingObservations } from '../search/exhaustive.ts';
import { randomRun } from '../search/random.ts';
import { Tracker } from '../search/tracker.ts';
import { Watch } from '../search/watch.ts';
import { stepsOf } from '../trace/record-trace.ts';
import type { TraceStep } from '../trace/trace.ts';
import { DEFAULTS } from './check-options.ts';
import type { Suite } from './suite.ts';

export interface Simulation {
  readonly initial: { readonly index: number; readonly stateHash: string };
  readonly steps: readonly TraceStep[];
  /** One clause: why the run ended where it did. */
  readonly endedBecause: string;
}

/** A random run of at most `maxSteps` moves; the same for the same seed. */
export function simulateSuite(
  suite: Suite,
  options: { readonly seed?: number; readonly maxSteps?: number } = {},
): Simulation {
  const { seed = DEFAULTS.seed, maxSteps = 50 } = options;
  const product = compose(suite.system);
  return keepingObservations(product, () => {
    const watch = new Watch(product, []);
    const { run, endedBecause } = randomRun(product, watch, seed, maxSteps, 'patient');
    const tracker = new Tracker(product, watch);
    tracker.begin(run.initial);
    const initial = { index: run.initial, stateHash: stateHash(product, tracker.state) };
    return { initial, steps: stepsOf(product, tracker, run.labels), endedBecause };
  });
}
