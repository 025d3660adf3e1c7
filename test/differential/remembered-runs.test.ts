/**
 * Random runs that remember states, letters and what these do to monitors are those that remember nothing: on random
 * systems with random claims the same moves, the same violations, and the same sightings, for each strategy.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import type { Product } from '../../src/product/product.ts';
import { F, type Formula, G, implies, not } from '../../src/property/formula.ts';
import { atom } from '../../src/property/operand.ts';
import type { Claim, Property } from '../../src/property/property.ts';
import { STRATEGIES, type StrategyName, strategyCalled } from '../../src/search/strategy/portfolio.ts';
import { Walker } from '../../src/search/walker.ts';
import { Watch } from '../../src/search/watch.ts';
import { ModelError } from '../../src/system/model-error.ts';
import { randomFormula } from '../property/random-formula.ts';
import { predicateOf, predicateRecipe } from './random-property.ts';
import { buildSystem, systemRecipe, TICK } from './random-system.ts';

const SEED = 20_261_126;
const SYSTEMS = 80;
const RUNS = 50;
/** After some 16,000 steps it is asked whether to look for remembered states still pays. */
const MANY_RUNS = 1500;
const FEW_SYSTEMS = 6;
const LENGTH = 30;
const ATOMS = 5;
const FORMULAS = 4;
/** How many states are remembered. */
const ROOMS = [0, 9, 1 << 15];

const met = { runs: 0, moves: 0, violations: 0, sightings: 0, triggers: 0, open: 0 };

it(`makes the runs of who forgets, on ${SYSTEMS} random systems`, { timeout: 600_000 }, () => {
  compareRuns(SYSTEMS, RUNS, ROOMS);
  expect(met.runs).toBeGreaterThan(RUNS * SYSTEMS);
  expect(met.moves).toBeGreaterThan(3 * met.runs);
  for (const count of [met.violations, met.sightings, met.triggers, met.open]) {
    expect(count).toBeGreaterThan(SYSTEMS / 2);
  }
});

it('makes them where it gives up to remember, too', { timeout: 600_000 }, () => {
  const before = met.moves;
  compareRuns(FEW_SYSTEMS, MANY_RUNS, [0, 2]);
  expect(met.moves - before).toBeGreaterThan(2 * FEW_SYSTEMS * 16_384);
});

function compareRuns(systems: number, runs: number, rooms: readonly number[]): void {
  fc.assert(
    fc.property(
      systemRecipe,
      fc.array(predicateRecipe, { minLength: ATOMS, maxLength: ATOMS }),
      fc.infiniteStream(fc.tuple(randomFormula(3), fc.boolean())),
      fc.constantFrom(...STRATEGIES),
      fc.nat(),
      (recipe, recipes, formulas, strategy, seed) => {
        const system = buildSystem(recipe);
        const names = Object.keys(system.agents);
        const atoms = recipes.map((each, index) => atom(`p${index}`, predicateOf(each, names)));
        const randomly = Array.from({ length: FORMULAS }, () => formulas.next().value!);
        const properties = propertiesOf(atoms, randomly);
        const [forgetful, ...others] = rooms.map((room) => {
          const product = compose(system);
          product.observed = true;
          return campaign(product, properties, { strategy, seed, runs, room });
        });
        for (const other of others) expect(other).toEqual(forgetful);
      },
    ),
    { seed: SEED, numRuns: systems },
  );
}

/** Claims of each kind, some of them random. */
function propertiesOf(
  atoms: readonly Formula[],
  randomly: readonly (readonly [Formula, boolean])[],
): readonly Property[] {
  const [first, second, third, ...rest] = atoms as [Formula, Formula, Formula, ...Formula[]];
  const soon = F(first, [0, 3 * TICK]);
  return [
    ...randomly.map(([formula, ticksAreLetters], index) =>
      formulaClaim(`formula-${index}`, withAtoms(formula, atoms), ticksAreLetters),
    ),
    formulaClaim('never', G(not(third)), false),
    formulaClaim('timed', G(implies(first, F(second, [0, 2 * TICK]))), false, G(not(first))),
    formulaClaim('answered', G(implies(second, F(third))), false, G(implies(second, soon))),
    formulaClaim('again', G(F(first)), false),
    ...rest.map((of, index) => documented(`possible-${index}`, { kind: 'possible', of })),
    documented('no-deadlock', { kind: 'no-deadlock' }),
    documented('no-timelock', { kind: 'no-timelock' }),
    documented('no-failure', { kind: 'no-failure' }),
  ];
}

interface Campaign {
  readonly strategy: StrategyName;
  readonly seed: number;
  readonly runs: number;
  /** How many states are remembered. */
  readonly room: number;
}

/** What happened, run by run; up to where the model was found to be none. */
function campaign(
  product: Product,
  properties: readonly Property[],
  { strategy, seed, runs, room }: Campaign,
): readonly unknown[] {
  const walked: unknown[] = [];
  try {
    const watch = new Watch(product, properties);
    const walker = new Walker(product, watch, LENGTH, strategyCalled(strategy, product, LENGTH), room);
    let sought = properties;
    for (let run = 0; run < runs; run++) {
      walker.lookFor(sought);
      const failed = walker.run(Math.imul(seed + run, 0x9e3779b1));
      walked.push([failed?.violated.id, failed?.run, walker.lastRun, walker.steps]);
      met.runs++;
      if (failed === undefined) continue;
      met.violations++;
      sought = sought.filter((property) => property !== failed.violated);
    }
    met.moves += walker.steps;
    met.sightings += walker.met.size;
    met.open += walker.open.size;
    met.triggers += watch.vacuities.length - walker.untriggered.size;
    walked.push(walker.met, walker.open, walker.untriggered);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    walked.push(error.message);
  }
  return walked;
}

/** The formula with these atoms in the place of those that it has. */
function withAtoms(formula: Formula, atoms: readonly Formula[]): Formula {
  if (formula.op === 'atom') return atoms[formula.name.charCodeAt(0) % atoms.length]!;
  const parts = Object.entries(formula).map(([key, part]) => {
    if (key === 'of' && Array.isArray(part)) return [key, part.map((each) => withAtoms(each, atoms))];
    const isFormula = typeof part === 'object' && part !== null && 'op' in part;
    return [key, isFormula ? withAtoms(part as Formula, atoms) : part];
  });
  return Object.fromEntries(parts) as Formula;
}

const formulaClaim = (
  id: string,
  formula: Formula,
  ticksAreLetters: boolean,
  vacuousIf?: Formula,
): Property =>
  documented(id, {
    kind: 'formula',
    formula,
    ticksAreLetters,
    fairness: {},
    ...(vacuousIf !== undefined && { vacuousIf }),
  });

const documented = (id: string, claim: Claim): Property => ({
  id,
  statement: id,
  expected: 'holds',
  claim,
});
