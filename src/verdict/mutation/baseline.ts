/**
 * What is known of the model itself before its mutants are checked: its whole space, and the verdict of each claim.
 */
import { observedSystem } from '../../agent/mutation/machine-mutants.ts';
import { compose } from '../../product/compose.ts';
import type { Product } from '../../product/product.ts';
import type { Property } from '../../property/property.ts';
import { Comparison } from '../../search/bisimulation.ts';
import { searchExhaustively } from '../../search/exhaustive.ts';
import type { Finding } from '../../search/run.ts';
import { ModelError } from '../../system/model-error.ts';
import type { Suite } from '../suite.ts';
import { claimsOf, type ModelHash, modelHash } from './model-hash.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

export interface Baseline {
  readonly suite: Suite;
  readonly properties: readonly Property[];
  /** Its tables hold every step that can be taken. */
  readonly product: Product;
  /** Compares mutants with it. */
  readonly comparison: Comparison;
  readonly states: number;
  readonly productStates: number;
  readonly transitions: number;
  readonly findings: ReadonlyMap<string, Finding>;
  readonly mutants: readonly Mutant[];
  readonly hashes: ModelHash;
}

/**
 * Searches the suite's system to its end.
 *
 * @throws ModelError `USAGE` where it does not end within `maxStates` product states, or is not meant to
 */
export function baselineOf(suite: Suite, maxStates: number): Baseline {
  if (suite.search?.mode === 'random') {
    throw new ModelError(
      'USAGE',
      `suite '${suite.name}' is for random runs: its space is not searched, so its mutants cannot be compared with it.`,
      'Make a suite of a smaller system and mutate that.',
    );
  }
  const { system, effectsOf } = observedSystem(suite.system);
  const product = compose(system);
  const properties = claimsOf(suite);
  const { states, productStates, transitions, complete, findings } = searchExhaustively(product, properties, {
    maxStates,
  });
  if (!complete) {
    throw new ModelError(
      'USAGE',
      `the system of suite '${suite.name}' has more than ${maxStates} states, so its mutants cannot be compared with it.`,
      'Raise --max-states, or make a suite of a smaller system and mutate that.',
    );
  }
  const { tick } = product.model.clock;
  const mutants = mutantsOf(suite.system, effectsOf, tick);
  const hashes = modelHash(suite, product, { states, transitions });
  const comparison = new Comparison(product, properties);
  return {
    suite,
    properties,
    product,
    comparison,
    states,
    productStates,
    transitions,
    findings,
    mutants,
    hashes,
  };
}
