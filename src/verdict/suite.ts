/**
 * A suite: one system, what is claimed about it, and broken variants that the claims must catch.
 */
import { noAgentFails, type Property } from '../property/property.ts';
import { STRATEGIES, type StrategyName } from '../search/strategy/portfolio.ts';
import { ModelError } from '../system/model-error.ts';
import type { AnySystem } from '../system/system.ts';
import { MODES, type SearchMode } from './search-mode.ts';
import { misshapeOfSuite } from './suite-shape.ts';

/** A broken model: proof that the properties it names can fail. */
export interface Variant {
  readonly name: string;
  /** What is broken, one sentence. */
  readonly because: string;
  readonly system: AnySystem;
  /** Ids of the properties that must be violated, in both searches. */
  readonly breaks: readonly string[];
  /** Ids of other properties whose verdict changes too, each with the reason. */
  readonly alsoBreaks?: Readonly<Record<string, string>>;
}

/** Which searches a suite is made for, and their limits; the command line goes before them. */
export interface SearchLimits {
  /** Default `both`; `random` for a space that no exhaustive search gets to the end of. */
  readonly mode?: SearchMode;
  /** The exhaustive search stops, inconclusive, past this many product states. */
  readonly maxStates?: number;
  /** Number of random runs. */
  readonly runs?: number;
  /** Longest random run, in moves. */
  readonly maxSteps?: number;
  /** How random runs choose among enabled moves. */
  readonly strategy?: StrategyName;
}

export interface Suite {
  readonly name: string;
  readonly description?: string;
  readonly system: AnySystem;
  readonly properties: readonly Property[];
  readonly variants?: readonly Variant[];
  readonly search?: SearchLimits;
  /**
   * Mutants that may survive, by id, each with the reason why it is harmless. Where it is given, `mutate` fails on
   * survivors that it does not name, and on mutants that it names and that are killed.
   */
  readonly survivors?: Readonly<Record<string, string>>;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,59}$/i;

/**
 * Declares a suite; a `*.suite.ts` file exports it as default.
 *
 * @throws ModelError `SUITE_INVALID` where names are no names, ids or built-in claims occur twice, or a variant breaks what is not there
 */
export function defineSuite(suite: Suite): Suite {
  const invalid = (problem: string, remedy: string): never => {
    const { name } = Object(suite) as Partial<Suite>;
    throw new ModelError(
      'SUITE_INVALID',
      problem,
      remedy,
      name === undefined ? {} : { file: `suite '${name}'` },
    );
  };
  const misshape = misshapeOfSuite(suite);
  if (misshape !== undefined) invalid(misshape.problem, misshape.remedy);
  if (!NAME.test(suite.name)) {
    invalid(`'${suite.name}' is no suite name.`, 'Use letters, digits and hyphens, at most 60.');
  }
  const ids = suite.properties.map((property) => property.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    invalid(`two properties have the id '${twice}'.`, 'Give each property its own id.');
  for (const kind of ['no-deadlock', 'no-timelock', 'no-failure'] as const) {
    const same = suite.properties.filter(({ claim }) => claim.kind === kind).map(({ id }) => id);
    if (same.length > 1)
      invalid(
        `${same.join(' and ')} claim the same (${kind}).`,
        'State it once; join their exceptions with ||.',
      );
  }
  const taken = suite.properties.find(
    ({ id, claim }) => id === noAgentFails.id && claim.kind !== 'no-failure',
  );
  if (taken !== undefined)
    invalid(`the id '${taken.id}' is that of a built-in property.`, 'Give it another id.');
  const { strategy, mode = 'both' } = suite.search ?? {};
  if (strategy !== undefined && !STRATEGIES.includes(strategy))
    invalid(`there is no strategy '${strategy}'.`, `Known: ${STRATEGIES.join(', ')}.`);
  if (!MODES.includes(mode)) invalid(`'${mode}' is no mode of search.`, `Use one of ${MODES.join(', ')}.`);
  // Traces are named after variants, and not all file systems tell a from A.
  const variants = (suite.variants ?? []).map(({ name }) => name.toLowerCase());
  const again = variants.find((name, index) => variants.indexOf(name) !== index);
  if (again !== undefined)
    invalid(`two variants have the name '${again}'.`, 'Give each variant its own name.');
  for (const variant of suite.variants ?? []) {
    if (!NAME.test(variant.name)) {
      invalid(`'${variant.name}' is no variant name.`, 'Use letters, digits and hyphens, at most 60.');
    }
    if (variant.breaks.length === 0) {
      invalid(
        `variant '${variant.name}' breaks nothing.`,
        'Name the properties that must catch it in `breaks`.',
      );
    }
    const unknown = [...variant.breaks, ...Object.keys(variant.alsoBreaks ?? {})].find(
      (id) => !ids.includes(id),
    );
    if (unknown !== undefined) {
      invalid(
        `variant '${variant.name}' names the unknown property '${unknown}'.`,
        `Known: ${ids.join(', ')}.`,
      );
    }
    const named = suite.properties.filter(({ id }) => variant.breaks.includes(id));
    const violatedAnyway = named.find(({ expected }) => expected === 'violated');
    if (violatedAnyway !== undefined) {
      invalid(
        `variant '${variant.name}' is to be caught by '${violatedAnyway.id}', which is violated without it too.`,
        'Name a property that holds of the model, or put it into `alsoBreaks`, for what changes its verdict.',
      );
    }
    if (mode === 'random' && !named.some(isRefutedAtRandom)) {
      invalid(
        `variant '${variant.name}' is to be caught at random by ${variant.breaks.join(', ')}, which only a complete search can refute.`,
        'Name another property that must catch it, or leave it to a suite that is searched exhaustively.',
      );
    }
  }
  return suite;
}

/** What is possible only a complete search can refute. */
export const isRefutedAtRandom = ({ claim }: Property): boolean =>
  claim.kind !== 'always-possible' && claim.kind !== 'possible';
