/**
 * One mutant: killed, equivalent, survived, timed out, or no model at all.
 */

import { impure, sealed } from '../../agent/sealed-world.ts';
import { hasSameSteps } from '../../agent/table-comparison.ts';
import { compose } from '../../product/compose.ts';
import type { Product } from '../../product/product.ts';
import type { Contrast, DistinguishingRun } from '../../search/bisimulation.ts';
import { ExhaustiveSearch, keepingObservations } from '../../search/exhaustive.ts';
import type { ExhaustiveResult } from '../../search/exhaustive-result.ts';
import type { RandomOptions } from '../../search/random.ts';
import { refutedBeyond } from '../../search/refuted-beyond.ts';
import { declarationOf } from '../../system/agent-declaration.ts';
import { ModelError } from '../../system/model-error.ts';
import type { AnySystem } from '../../system/system.ts';
import { DEFAULTS } from '../check-options.ts';
import type { Baseline } from './baseline.ts';
import type { Mutant } from './mutants.ts';
import type { Difference, Kill, MutantReport } from './mutation-report.ts';

/** How far mutants are searched. */
export const MUTANT_LIMITS = {
  /** A mutant may have so many times the states of the model, and of each agent of it. */
  growth: 10,
  /** … and so many in any case. */
  least: 10_000,
  /** After a kill the search goes on up to so many states, where the model has no more, or the matrix is asked for. */
  afterKill: 2_000,
  /** A mutant that is not killed after so many states may be equivalent: that is looked into before it goes on. */
  doubt: 1_024,
} as const;

/** Random ways on from where a mutant of a large model differs: most of those that go on so far need no more. */
const WAYS_ON: RandomOptions = {
  seed: DEFAULTS.seed,
  runs: 20,
  maxSteps: 60,
  strategy: 'portfolio',
};

/** States that are expanded between two looks at what was found. */
const STRIDE = 128;

type Verdict = Omit<MutantReport, 'id' | 'operator' | 'subject' | 'place' | 'change'>;

/**
 * Checks one mutant against the model's claims. The same result every time.
 *
 * @param matrix whether to look for more claims that kill a mutant of a large model
 */
export function checkMutant(baseline: Baseline, mutant: Mutant, matrix = false): MutantReport {
  const { id, operator, subject, place, change } = mutant;
  return { id, operator, subject, place, change, ...verdictOn(baseline, mutant, matrix) };
}

function verdictOn(baseline: Baseline, mutant: Mutant, matrix: boolean): Verdict {
  let product: Product;
  let same: boolean;
  try {
    const system = mutant.system();
    product = compose(system);
    product.initialStates();
    same = mutant.subject === 'machine' && stepsAreSame(baseline, product, system);
  } catch (error) {
    return invalid(baseline, error);
  }
  if (same) return { ...NOTHING, outcome: 'equivalent', equivalence: 'same steps', states: 0 };
  // The world is shut off once, and not for each step.
  const { result, error, seen, refuted } = sealed(() => searched(baseline, product, matrix), impure);
  const { states } = result;
  if (seen === 'bisimilar') return { ...NOTHING, outcome: 'equivalent', equivalence: 'bisimilar', states };
  const kills = refuted === undefined ? killsIn(baseline, result) : [refuted];
  const undecided = baseline.properties
    .filter(({ id }) => result.findings.get(id) === 'inconclusive' && id !== refuted?.property)
    .map(({ id }) => id);
  if (kills.length > 0) return { outcome: 'killed', kills, undecided, states };
  if (error !== undefined) return invalid(baseline, error, states);
  if (!result.complete) return { ...NOTHING, outcome: 'timed-out', undecided, states };
  const difference = seen ?? baseline.comparison.differenceOf(product);
  return difference === undefined
    ? { ...NOTHING, outcome: 'equivalent', equivalence: 'bisimilar', states }
    : { ...NOTHING, outcome: 'survived', difference: differenceText(difference), states };
}

const NOTHING = { kills: [], undecided: [] } as const;

/** Not in agents whose machine is the model's; what those of others did not do in the model, they need not do. */
function stepsAreSame({ product, suite }: Baseline, mutant: Product, system: AnySystem): boolean {
  try {
    return Object.entries(system.agents).every(([name, entry], index) => {
      const original = declarationOf(suite.system.agents[name]!);
      return (
        declarationOf(entry) === original ||
        entry === suite.system.agents[name] ||
        hasSameSteps(product.model.agents, mutant.model.agents, index)
      );
    });
  } catch (error) {
    // A step of the mutant is no step: whether it can be reached the search will tell.
    if (error instanceof ModelError) return false;
    throw error;
  }
}

interface Searched {
  readonly result: ExhaustiveResult;
  readonly error?: unknown;
  /** What a comparison with the model showed on the way, if there was one: where it is bisimilar, the search ended. */
  readonly seen?: DistinguishingRun | 'bisimilar' | undefined;
  /** What a way on from the difference refuted, if one did. */
  readonly refuted?: Kill | undefined;
}

/**
 * Searches until a claim is refuted that is not refuted of the model, and on where all claims may be decided.
 *
 * A difference shows after as many moves as it takes, an equivalence only at the end of the whole space: where no
 * claim was refuted soon, the mutant is compared with the model first, which no monitor slows down.
 */
function searched(baseline: Baseline, product: Product, matrix: boolean): Searched {
  const { properties, findings, productStates } = baseline;
  const { growth, least, afterKill, doubt } = MUTANT_LIMITS;
  const most = (inModel: number): number => Math.max(least, growth * inModel);
  const maxStates = most(productStates);
  const enough = matrix || productStates <= afterKill ? afterKill : 0;
  let doubted = false;
  let seen: Searched['seen'];
  let refuted: Searched['refuted'];
  return keepingObservations(product, () => {
    const search = new ExhaustiveSearch(product, properties, { maxStates });
    // A context that grows for ever fills the memory long before there are too many states of the whole.
    const isOutgrown = (): boolean =>
      search.states > most(baseline.states) ||
      product.model.agents.some(
        ({ locals }, agent) => locals.length > most(baseline.product.model.agents[agent]!.locals.length),
      );
    const isKilled = (): boolean => [...search.violated].some((id) => findings.get(id) !== 'violated');
    try {
      while (search.advance(STRIDE)) {
        if (search.states > enough && isKilled()) search.stop('killed');
        else if (search.states > doubt && !doubted) {
          doubted = true;
          seen = comparedWith(baseline, product, maxStates);
          if (seen === 'bisimilar') search.stop('equivalent');
          else if (enough === 0 && seen !== undefined) refuted = refutedFrom(baseline, product, seen);
          if (refuted !== undefined) search.stop('killed');
        } else if (isOutgrown()) search.stop('timed out');
      }
      return { result: search.result(), seen, refuted };
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      search.stop(error.code);
      return { result: search.result(), error };
    } finally {
      search.release();
    }
  });
}

/** Undefined where the mutant turns out to be no model, or to have too many states: the search will tell. */
function comparedWith({ comparison }: Baseline, product: Product, most: number): Searched['seen'] {
  const { observed } = product;
  try {
    return comparison.glance(product, most);
  } catch (error) {
    if (error instanceof ModelError) return undefined;
    throw error;
  } finally {
    product.observed = observed;
  }
}

/** A claim that holds of the model, and that some way on from the difference refutes. */
function refutedFrom(
  { properties, findings }: Baseline,
  product: Product,
  stem: DistinguishingRun,
): Kill | undefined {
  const holding = properties.filter(({ id }) => findings.get(id) !== 'violated');
  const refuted = refutedBeyond(product, holding, stem, WAYS_ON);
  return refuted && { property: refuted.id, verdict: 'violated' };
}

function killsIn({ properties, findings }: Baseline, result: ExhaustiveResult): readonly Kill[] {
  return properties.flatMap(({ id }): readonly Kill[] => {
    const verdict = result.findings.get(id)!;
    if (verdict === 'inconclusive' || verdict === findings.get(id)) return [];
    const run = result.counterexamples.get(id);
    return [{ property: id, verdict, ...(run !== undefined && { steps: run.moves.length }) }];
  });
}

/** Whatever is thrown on the way to a model means that there is none. */
function invalid({ properties }: Baseline, error: unknown, states = 0): Verdict {
  const text = error instanceof ModelError ? `${error.code}: ${error.problem}` : String(error);
  return { outcome: 'invalid', kills: [], undecided: properties.map(({ id }) => id), error: text, states };
}

const differenceText = ({ labels, contrast }: DistinguishingRun): Difference => ({
  labels,
  what: contrastText(contrast),
});

function contrastText(contrast: Contrast): string {
  switch (contrast.by) {
    case 'move':
      return contrast.only === 'first'
        ? 'the mutant cannot take the last move, or it changes nothing'
        : 'only in the mutant the last move can be taken and changes something';
    case 'atom':
      return `'${contrast.atom}' is ${contrast.trueIn === 'second'} of the mutant, ${contrast.trueIn === 'first'} of the model`;
    case 'deadlock':
      return contrast.only === 'first' ? 'the mutant is not deadlocked' : 'the mutant is deadlocked';
    case 'failure':
      return contrast.failsIn === 'second' ? 'an agent of the mutant fails' : 'no agent of the mutant fails';
  }
}
