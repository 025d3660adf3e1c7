/**
 * What tells whether two suites have the same model and claim the same: where a hash is kept with a result, the result
 * is about that model.
 */
import { createHash } from 'node:crypto';
import { compose } from '../../product/compose.ts';
import type { Product } from '../../product/product.ts';
import { noAgentFails, type Property } from '../../property/property.ts';
import { searchExhaustively } from '../../search/exhaustive.ts';
import { systemText } from '../../trace/system-text.ts';
import type { Suite } from '../suite.ts';

/** The claims of a suite, with the one that is made unasked. */
export const claimsOf = ({ properties }: Suite): readonly Property[] =>
  properties.some(({ claim }) => claim.kind === 'no-failure') ? properties : [...properties, noAgentFails];

/** How much a complete search found. */
export interface SpaceSize {
  readonly states: number;
  readonly transitions: number;
}

export interface ModelHash {
  /** Changes with the system, the behaviour of its machines, and the claims. */
  readonly hash: string;
  /** Changes with the system and the behaviour of its machines. */
  readonly model: string;
  /** By id, of a claim alone. */
  readonly claims: Readonly<Record<string, string>>;
}

/**
 * The hashes of a suite's model and of what it claims.
 *
 * Functions have no text that counts; what machines do shows in their tables, and what claims say in their atoms.
 *
 * @param product explored to its end
 */
export function modelHash(suite: Suite, product: Product, { states, transitions }: SpaceSize): ModelHash {
  const locals = product.model.agents.map(({ name, locals: all }) => [
    name,
    all.map(({ key }) => key).sort(),
  ]);
  const claims = claimsOf(suite).map(({ id, claim }) => [id, claim] as const);
  const withFunctions = (_: string, value: unknown): unknown =>
    typeof value === 'function' ? String(value) : value === Number.POSITIVE_INFINITY ? '∞' : value;
  const model = [systemText(suite.system), JSON.stringify([locals, states, transitions])];
  return {
    hash: hashOf([...model, JSON.stringify(claims, withFunctions)].join('\n')),
    model: hashOf(model.join('\n')),
    claims: Object.fromEntries(
      claims.map((claim) => [claim[0], hashOf(JSON.stringify(claim, withFunctions))]),
    ),
  };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The hash of a suite's model, which is searched for it; undefined where the search does not end within `maxStates`. */
export function hashOfModel(suite: Suite, maxStates: number): string | undefined {
  const product = compose(suite.system);
  const { complete, states, transitions } = searchExhaustively(product, claimsOf(suite), { maxStates });
  return complete ? modelHash(suite, product, { states, transitions }).hash : undefined;
}
