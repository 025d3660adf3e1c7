/**
 * One system under both searches: the loop that lets time, signals and progress in between slices of work.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { impure, sealed } from '../agent/sealed-world.ts';
import { compose } from '../product/compose.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import { anotherTry } from '../search/another-try.ts';
import { BitstateSearch } from '../search/bitstate.ts';
import { ExhaustiveSearch } from '../search/exhaustive.ts';
import type { ExhaustiveResult } from '../search/exhaustive-result.ts';
import type { RandomResult } from '../search/random.ts';
import type { Limits } from '../search/run.ts';
import type { AnySystem } from '../system/system.ts';
import type { Progress, Searches } from './check-options.ts';

export interface SystemCheck {
  readonly product: Product;
  readonly exhaustive: ExhaustiveResult | undefined;
  /** Steps of agents that the exhaustive search, or else the random one, took or tried; absent unless coverage is asked for. */
  readonly steps: readonly ReadonlySet<number>[] | undefined;
  /** Share of the steps that the exhaustive search took which the random runs took too. */
  readonly coverage: number | undefined;
  readonly random: (RandomResult & { readonly stopped: string | undefined }) | undefined;
}

/** Checks the properties on the system; `randomly` names those that the random search looks for. */
export async function checkSystem(
  system: AnySystem,
  properties: readonly Property[],
  randomly: readonly Property[],
  searches: Searches,
  progress: (progress: Omit<Progress, 'suite' | 'variant'>) => void,
): Promise<SystemCheck> {
  const product = compose(system, { recorded: searches.recorded, strict: searches.strict });
  const exhaustive = searches.exhaustive ? await explore(product, properties, searches, progress) : undefined;
  const taken = searches.recorded ? product.takenSteps : undefined;
  const met = product.countTakenSteps();
  const random =
    searches.random && !(searches.bail && exhaustive !== undefined && exhaustive.counterexamples.size > 0)
      ? await keepingObservations(product, () => sample(product, randomly, searches, progress))
      : undefined;
  const coverage =
    random !== undefined && exhaustive?.complete === true && !exhaustive.reduced && met > 0
      ? Math.round((10_000 * product.countTakenSteps()) / met) / 10_000
      : undefined;
  const steps = exhaustive === undefined && searches.recorded ? product.takenSteps : taken;
  return { product, exhaustive, steps, random, coverage };
}

type Report = (progress: Omit<Progress, 'suite' | 'variant'>) => void;

async function explore(
  product: Product,
  properties: readonly Property[],
  searches: Searches,
  progress: Report,
): Promise<ExhaustiveResult> {
  const { maxStates, memoryMb, bitsMb, threads, bail, vacuity, coverage, symmetry, partialOrder } = searches;
  let limits: Limits = {
    maxStates,
    memoryMb,
    bitsMb,
    threads,
    bail,
    vacuity,
    coverage,
    symmetry,
    partialOrder,
  };
  for (;;) {
    try {
      return await exploreOnce(product, properties, limits, searches, progress);
    } catch (error) {
      limits = anotherTry(error, product, limits);
    }
  }
}

async function exploreOnce(
  product: Product,
  properties: readonly Property[],
  limits: Limits,
  searches: Searches,
  progress: Report,
): Promise<ExhaustiveResult> {
  const { bitsMb } = limits;
  const search =
    bitsMb === undefined
      ? new ExhaustiveSearch(product, properties, limits)
      : new BitstateSearch(product, properties, { ...limits, bitsMb });
  try {
    return await exploredBy(search, searches, progress);
  } finally {
    search.release();
  }
}

async function exploredBy(
  search: ExhaustiveSearch | BitstateSearch,
  searches: Searches,
  progress: Report,
): Promise<ExhaustiveResult> {
  const stopped = await inSlices(
    searches,
    // Sealed as a whole: machines and predicates then need not be sealed one call at a time, which costs more than most do.
    (until) => sealed(() => workUntil(until, () => search.advance(strideAt(search.states))), impure),
    () => {
      progress({
        phase: 'exhaustive',
        states: search.states,
        frontier: search.frontier,
        depth: search.depth,
      });
    },
  );
  if (stopped !== undefined) search.stop(stopped);
  return sealed(() => search.result(), impure);
}

async function sample(
  product: Product,
  properties: readonly Property[],
  searches: Searches,
  progress: Report,
): Promise<RandomResult & { readonly stopped: string | undefined }> {
  // It brings fast-check along, which takes longer to load than many a suite takes to check.
  const { RandomSearch } = await import('../search/random.ts');
  const { seed, runs, maxSteps, strategy } = searches;
  const search = new RandomSearch(product, properties, { seed, runs, maxSteps, strategy });
  const stopped = await inSlices(
    searches,
    (until) => workUntil(until, () => search.advance()),
    () => {
      progress({ phase: 'random', runs: search.runs, ofRuns: runs, steps: search.steps });
    },
  );
  return { ...search.result(), stopped };
}

const SLICE_MS = 40;
/** A clock that is read where machines and predicates have none. */
const now = performance.now.bind(performance);
/**
 * So many states are expanded before anyone looks at the clock: the first ones take longest, for most is learned there.
 * By how many there are, not by time, so that a search ends in the same state each time that its memory is used up.
 */
function strideAt(states: number): number {
  return Math.min(1 << 14, Math.max(1 << 11, states >> 5));
}

/** Works until there is nothing left to do; answers what ended it before. */
async function inSlices(
  { signal, deadline, timeText }: Searches,
  slice: (until: number) => boolean,
  progress: () => void,
): Promise<string | undefined> {
  while (slice(Math.min(now() + SLICE_MS, deadline))) {
    if (now() > deadline) return `--time ${timeText}`;
    progress();
    await nextTurn();
    if (signal?.aborted) return 'interrupted';
  }
  progress();
  return undefined;
}

/** Whether there is work left at that time. */
function workUntil(time: number, work: () => boolean): boolean {
  while (work()) if (now() > time) return true;
  return false;
}

async function keepingObservations<T>(product: Product, search: () => Promise<T>): Promise<T> {
  try {
    return await search();
  } catch (error) {
    anotherTry(error, product, {});
    return search();
  }
}
