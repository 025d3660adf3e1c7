/**
 * Partial-order reduction against the plain search on random systems: the same verdicts, the same steps of all agents,
 * and counterexamples that are runs.
 *
 * Random systems from one seed, REDHOUND_SYSTEMS of them (a thousand in continuous integration, two thousand in `verify:deep`).
 */
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import type { Product } from '../../src/product/product.ts';
import {
  type AnyPredicate,
  type Atom,
  type Formula,
  G,
  implies,
  not,
  O,
  or,
  S,
  U,
  W,
} from '../../src/property/formula.ts';
import { atom } from '../../src/property/operand.ts';
import type { Claim, Property } from '../../src/property/property.ts';
import { searchExhaustively } from '../../src/search/exhaustive.ts';
import type { ExhaustiveResult } from '../../src/search/exhaustive-result.ts';
import { labelled } from '../../src/search/labelled-run.ts';
import { ModelError } from '../../src/system/model-error.ts';
import type { AnySystem } from '../../src/system/system.ts';
import { buildCommuting, type CommutingRecipe, commutingRecipe, namesOf } from './commuting-system.ts';
import { followRun } from './follow-run.ts';

const SEED = 20_261_127;
const SYSTEMS = Number(process.env['REDHOUND_SYSTEMS'] ?? 60);
const CAP = 20_000;

const met = {
  compared: 0,
  smaller: 0,
  states: 0,
  visited: 0,
  violated: 0,
  held: 0,
  refused: 0,
};

const question = fc.record({
  asks: fc.constantFrom('state', 'state', 'state', 'count', 'inFlight'),
  agent: fc.nat(3),
  other: fc.nat(3),
  n: fc.nat(2),
});
type Question = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

it(`says the same of ${SYSTEMS} random systems`, { timeout: 1_800_000 }, () => {
  fc.assert(
    fc.property(
      commutingRecipe,
      fc.array(question, { minLength: 2, maxLength: 2 }),
      fc.nat(7),
      (recipe, questions, which) => {
        const system = buildCommuting(recipe);
        const properties = propertiesFor(recipe, questions, which);
        const plain = explored(system, properties, false);
        if (plain === undefined) {
          met.refused++;
          return;
        }
        const reduced = explored(system, properties, true)!;
        expect(reduced.result.reductions[0]).toMatch(/^Partial-order reduction: /);
        expect(reduced.result.findings).toEqual(plain.result.findings);
        expect(reduced.result.states).toBeLessThanOrEqual(plain.result.states);
        expect(stepsIn(reduced.product)).toEqual(stepsIn(plain.product));
        note(system, properties, reduced, plain);
      },
    ),
    { seed: SEED, numRuns: SYSTEMS },
  );
  expect(met.refused).toBeLessThan(SYSTEMS / 10);
  expect(met.smaller).toBeGreaterThan(SYSTEMS / 4);
  expect(Math.min(met.violated, met.held)).toBeGreaterThan(SYSTEMS / 2);
});

afterAll(() => console.log(JSON.stringify(met)));

interface Explored {
  readonly product: Product;
  readonly result: ExhaustiveResult;
}

/** Undefined where the system is refused or too large. */
function explored(
  system: AnySystem,
  properties: readonly Property[],
  reduced: boolean,
): Explored | undefined {
  const product = compose(system);
  try {
    const limits = reduced ? { partialOrder: 'on' as const } : { maxStates: CAP };
    const result = searchExhaustively(product, properties, limits);
    return result.complete ? { product, result } : undefined;
  } catch (error) {
    if (!reduced && error instanceof ModelError) return undefined;
    throw error;
  }
}

/** What each agent met where, and in which local states it was sent what it did not react to. */
const stepsIn = ({ model, unhandled }: Product): readonly (readonly string[])[] =>
  model.agents.map(({ computed, locals, events, index }) => {
    const text = (local: number, event: number): string => `${locals[local]!.key} ${events[event]!.key}`;
    const ignored = [...unhandled[index]!].map(
      (pair) => `- ${text(Math.floor(pair / 0x100000), pair % 0x100000)}`,
    );
    return [...computed.map(({ local, event }) => text(local, event)), ...ignored].sort();
  });

function note(
  system: AnySystem,
  properties: readonly Property[],
  { product, result }: Explored,
  plain: Explored,
): void {
  met.compared++;
  met.states += plain.result.states;
  met.visited += result.states;
  met.smaller += Number(result.states < plain.result.states);
  for (const property of properties) {
    const run = result.counterexamples.get(property.id);
    if (run === undefined) {
      met.held++;
      continue;
    }
    met.violated++;
    followRun(system, labelled(product, run), property);
  }
}

function propertiesFor(
  recipe: CommutingRecipe,
  questions: readonly Question[],
  which: number,
): readonly Property[] {
  const [first, second] = questions.map((one) =>
    atom(JSON.stringify(one), predicateOf(one, namesOf(recipe))),
  ) as [Atom, Atom];
  // A single one: with more of them nearly every move is seen.
  const claims: readonly Formula[] = [
    W(not(first), second),
    G(implies(first, not(U(first, second)))),
    G(implies(second, O(first))),
    G(or(not(second), S(not(second), first))),
    G(implies(first, W(first, second))),
    G(not(first)),
    G(or(not(first), not(second))),
    G(implies(first, G(not(second)))),
  ];
  return [
    document('claim', { kind: 'formula', formula: claims[which]!, ticksAreLetters: false, fairness: {} }),
    document('deadlock', { kind: 'no-deadlock' }),
    document('failure', { kind: 'no-failure' }),
  ];
}

function predicateOf({ asks, agent, other, n }: Question, names: readonly string[]): AnyPredicate {
  const name = names[agent % names.length]!;
  const peer = names[other % names.length]!;
  return (view) => {
    switch (asks) {
      case 'state':
        return view.agent(name).matches(`s${1 + (n % 2)}`);
      case 'count':
        // Looks at the second only where the first is so.
        return view.agent(name).context?.n === 1 && view.agent(peer).matches(`s${n}`);
      default:
        return view.link(name, peer).inFlight() > n % 2;
    }
  };
}

const document = (id: string, claim: Claim): Property => ({ id, statement: id, expected: 'holds', claim });
