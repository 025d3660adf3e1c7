/**
 * Symmetry reduction against the plain search on random systems of interchangeable agents: as many states as the plain
 * space has orbits, counted from the descriptions of its states; the same verdicts; counterexamples that are real runs,
 * as short as those of the plain search. What is not interchangeable is refused, or never differs.
 */
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import { type AnyPredicate, and, type Formula, G, implies, not, U, W } from '../../src/property/formula.ts';
import { atom } from '../../src/property/operand.ts';
import type { Claim, Property } from '../../src/property/property.ts';
import { searchExhaustively } from '../../src/search/exhaustive.ts';
import type { ExhaustiveResult } from '../../src/search/exhaustive-result.ts';
import { type LabelledRun, labelled } from '../../src/search/labelled-run.ts';
import { reachableStates } from '../../src/search/reachable-states.ts';
import { ModelError } from '../../src/system/model-error.ts';
import type { AnySystem } from '../../src/system/system.ts';
import { followRun } from './follow-run.ts';
import {
  buildSymmetric,
  orbitText,
  replicasOf,
  type SymmetricRecipe,
  symmetricMachine,
  symmetricRecipe,
} from './symmetric-system.ts';

const SEED = 20_261_126;
const SYSTEMS = Number(process.env['REDHOUND_SYSTEMS'] ?? 80);
const CAP = 4000;

const met = { compared: 0, refused: 0, states: 0, orbits: 0, violated: 0, told: 0, odd: 0, unlike: 0 };

const question = fc.record({
  asks: fc.constantFrom('some', 'every', 'two', 'marked', 'hub', 'friend'),
  state: fc.nat(2),
  other: fc.nat(2),
});
type Question = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

it(`one state for each orbit of ${SYSTEMS} random systems`, { timeout: 1_800_000 }, () => {
  fc.assert(
    fc.property(symmetricRecipe, fc.array(question, { minLength: 2, maxLength: 3 }), (recipe, questions) => {
      const system = buildSymmetric(recipe);
      const properties = propertiesFor(recipe, questions);
      const plain = explored(system, properties, 'plain');
      if (plain === undefined) return;
      const reduced = explored(system, properties, 'reduced');
      if (reduced === undefined) {
        met.refused++;
        return;
      }
      const orbits = new Set(reachableStates(system).map((state) => orbitText(state, recipe)));
      expect(reduced.states).toBe(orbits.size);
      expect(reduced.depth).toBe(plain.depth);
      compare(system, properties, reduced, plain);
      met.compared++;
      met.states += plain.states;
      met.orbits += orbits.size;
    }),
    { seed: SEED, numRuns: SYSTEMS },
  );
  expect(met.refused / met.compared).toBeLessThan(0.2);
  expect(met.states).toBeGreaterThan(2 * met.orbits);
  expect(met.violated).toBeGreaterThan(met.compared / 2);
});

it('a property that tells agents apart is checked without the reduction', { timeout: 1_800_000 }, () => {
  fc.assert(
    fc.property(symmetricRecipe, fc.nat(2), fc.nat(2), (recipe, state, index) => {
      const system = buildSymmetric(recipe);
      const name = `r${index % recipe.replicas}`;
      const properties = [
        claim(
          'told',
          never(name, ({ agent }) => agent(name).matches(`s${state}`)),
        ),
      ];
      const plain = explored(system, properties, 'plain');
      const reduced = plain && explored(system, properties, 'reduced');
      if (plain === undefined || reduced === undefined) return;
      compare(system, properties, reduced, plain);
      met.told += Number(reduced.reductions[0]?.includes(`property 'told' tells`) ?? false);
    }),
    { seed: SEED + 1, numRuns: Math.ceil(SYSTEMS / 2) },
  );
  expect(met.told).toBeGreaterThan(SYSTEMS / 20);
});

it('agents that are not interchangeable are refused where it shows', { timeout: 1_800_000 }, () => {
  fc.assert(
    fc.property(
      symmetricRecipe,
      symmetricMachine,
      fc.array(question, { minLength: 2, maxLength: 2 }),
      (recipe, odd, questions) => {
        const system = buildSymmetric(recipe, odd);
        const properties = propertiesFor(recipe, questions);
        const plain = explored(system, properties, 'plain');
        if (plain === undefined) return;
        met.odd++;
        const reduced = explored(system, properties, 'reduced');
        if (reduced === undefined) met.unlike++;
        else compare(system, properties, reduced, plain);
      },
    ),
    { seed: SEED + 2, numRuns: Math.ceil(SYSTEMS / 2) },
  );
  expect(met.unlike).toBeGreaterThan(met.odd / 2);
});

afterAll(() => console.log(JSON.stringify(met)));

/** Undefined where the space is too large, or the system is refused. */
function explored(
  system: AnySystem,
  properties: readonly Property[],
  how: 'plain' | 'reduced',
): (ExhaustiveResult & { readonly labels: ReadonlyMap<string, LabelledRun> }) | undefined {
  try {
    const product = compose(system);
    const limits = how === 'reduced' ? { symmetry: 'on' as const } : { maxStates: CAP };
    const result = searchExhaustively(product, properties, limits);
    const labels = new Map([...result.counterexamples].map(([id, run]) => [id, labelled(product, run)]));
    return result.complete ? { ...result, labels } : undefined;
  } catch (error) {
    if (error instanceof ModelError && (how === 'plain' || error.code === 'NOT_SYMMETRIC')) return undefined;
    throw error;
  }
}

type Explored = NonNullable<ReturnType<typeof explored>>;

function compare(
  system: AnySystem,
  properties: readonly Property[],
  reduced: Explored,
  plain: Explored,
): void {
  expect(reduced.findings).toEqual(plain.findings);
  expect(reduced.time?.zeno === undefined).toBe(plain.time?.zeno === undefined);
  for (const [id, { labels }] of plain.labels) {
    met.violated++;
    const ours = reduced.labels.get(id)!;
    expect(ours.labels.length).toBe(labels.length);
    followRun(system, ours, properties.find((property) => property.id === id)!);
  }
}

function propertiesFor(recipe: SymmetricRecipe, questions: readonly Question[]): readonly Property[] {
  const names = replicasOf(recipe);
  const [first, second] = questions.map((one) => atom(JSON.stringify(one), predicateOf(one, names)));
  return [
    ...questions.map((one, index) => claim(`never-${index}`, never(`q${index}`, predicateOf(one, names)))),
    claim('not-before', W(not(first!), second!)),
    claim('never-again', G(implies(first!, not(and(U(first!, second!)))))),
    document('deadlock', { kind: 'no-deadlock' }),
    document('timelock', { kind: 'no-timelock' }),
    document('failure', { kind: 'no-failure' }),
  ];
}

function predicateOf({ asks, state, other }: Question, names: readonly string[]): AnyPredicate {
  const is = (view: Parameters<AnyPredicate>[0], name: string, which: number): boolean =>
    view.agent(name).matches(`s${which}`);
  return (view) => {
    switch (asks) {
      case 'some':
        return names.some((name) => is(view, name, state) && view.link(name, 'hub').inFlight() > 0);
      case 'every':
        return names.every((name) => is(view, name, state));
      case 'two':
        return names.some((name) => is(view, name, state)) && names.some((name) => is(view, name, other));
      case 'marked':
        return (
          names.filter((_, index) => (Number(view.agent('hub').context?.mask ?? 0) >> index) & 1).length >
          state
        );
      case 'hub':
        return is(view, 'hub', state) && names.filter((name) => is(view, name, other)).length > 1;
      default:
        return names.some((name, index) => {
          const friend = view.agent('hub').context?.friend;
          return friend?.sessionId === name && is(view, name, state) && index >= 0;
        });
    }
  };
}

const never = (name: string, predicate: AnyPredicate): Formula => G(not(atom(name, predicate)));
const claim = (id: string, formula: Formula): Property =>
  document(id, { kind: 'formula', formula, ticksAreLetters: false, fairness: {} });
const document = (id: string, of: Claim): Property => ({ id, statement: id, expected: 'holds', claim: of });
