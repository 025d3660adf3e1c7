/**
 * Monitors that are asked only about what changed, and monitors that are one table for all claims, see what monitors see
 * that read every letter anew: along random runs of random systems, the same monitor states and the same violations for
 * random formulas.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import { ticksOf } from '../../src/product/move.ts';
import { NOTHING } from '../../src/product/observation.ts';
import type { Product } from '../../src/product/product.ts';
import { F, type Formula, G, implies, not } from '../../src/property/formula.ts';
import { BEFORE, VIOLATED } from '../../src/property/monitor-automaton.ts';
import { atom } from '../../src/property/operand.ts';
import type { Property } from '../../src/property/property.ts';
import type { RunClaim } from '../../src/property/run-claim.ts';
import { ProductMonitors } from '../../src/search/product-monitors.ts';
import { Tracker } from '../../src/search/tracker.ts';
import { Watch } from '../../src/search/watch.ts';
import { ModelError } from '../../src/system/model-error.ts';
import { randomFormula } from '../property/random-formula.ts';
import { predicateOf, predicateRecipe } from './random-property.ts';
import { buildSystem, systemRecipe, TICK } from './random-system.ts';

const SEED = 20_261_126;
const SYSTEMS = 80;
const RUNS = 10;
const LENGTH = 25;
const ATOMS = 5;
const FORMULAS = 6;

const met = { letters: 0, remembered: 0, violations: 0, ticks: 0 };
const placeholders = Array.from({ length: ATOMS }, (_, index) => atom(`p${index}`, () => false));

it(`reads letters as a plain reader does, on ${SYSTEMS} random systems`, { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(
      systemRecipe,
      fc.array(predicateRecipe, { minLength: ATOMS, maxLength: ATOMS }),
      fc.array(fc.tuple(randomFormula(4, placeholders), fc.boolean()), {
        minLength: FORMULAS,
        maxLength: FORMULAS,
      }),
      fc.infiniteStream(fc.nat({ max: 9999 })),
      (recipe, recipes, formulas, choices) => {
        const system = buildSystem(recipe);
        const names = Object.keys(system.agents);
        const atoms = recipes.map((each, index) => atom(`p${index}`, predicateOf(each, names)));
        const timed = G(implies(atoms[0]!, F(atoms[1]!, [0, 2 * TICK])));
        const properties = [
          ...formulas.map(([formula, ticksAreLetters], index) =>
            claiming(`c${index}`, filled(formula, atoms), ticksAreLetters),
          ),
          claiming('never', G(not(atoms[2]!)), false),
          claiming('timed', timed, false),
        ];
        const product = compose(system);
        product.observed = true;
        const tracker = new Tracker(product, new Watch(product, properties));
        follow(tracker, new Joint(product, new Watch(product, properties)), () => choices.next().value!);
      },
    ),
    { seed: SEED, numRuns: SYSTEMS },
  );
  expect(met.letters).toBeGreaterThan(20 * SYSTEMS);
  expect(met.remembered).toBeGreaterThan(met.letters / 10);
  expect(met.violations).toBeGreaterThan(SYSTEMS);
  expect(met.ticks).toBeGreaterThan(met.letters / 50);
});

/** The formula with these atoms in the place of those that it has. */
function filled(formula: Formula, atoms: readonly Formula[]): Formula {
  if (formula.op === 'atom') return atoms[placeholders.findIndex(({ name }) => name === formula.name)]!;
  const parts = Object.entries(formula).map(([key, part]) => {
    if (key === 'of' && Array.isArray(part)) return [key, part.map((each) => filled(each, atoms))];
    const isFormula = typeof part === 'object' && part !== null && 'op' in part;
    return [key, isFormula ? filled(part as Formula, atoms) : part];
  });
  return Object.fromEntries(parts) as Formula;
}

const claiming = (id: string, formula: Formula, ticksAreLetters: boolean): Property => ({
  id,
  statement: id,
  expected: 'holds',
  claim: { kind: 'formula', formula, ticksAreLetters, fairness: {} },
});

function follow(tracker: Tracker, joint: Joint, choose: () => number): void {
  try {
    for (let run = 0; run < RUNS; run++) {
      const plain = new PlainMonitors(tracker.watch);
      const see = (ticks: number): void => {
        plain.see(tracker, ticks);
        joint.see(tracker, ticks);
        compare(tracker, joint, plain);
      };
      tracker.begin(run % tracker.initialStates);
      joint.begin();
      see(0);
      for (let step = 0; step < LENGTH; step++) {
        const moves = tracker.moves();
        if (moves.length === 0) break;
        const index = choose() % moves.length;
        const move = moves.moves[index]!;
        tracker.takeListed(index, move);
        see(ticksOf(move));
      }
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
  }
}

function compare(tracker: Tracker, joint: Joint, plain: PlainMonitors): void {
  met.letters++;
  const states = plain.claims.map((claim) => tracker.monitorState(claim));
  expect(`${states} ${[...tracker.violated].sort()}`).toBe(`${plain.states} ${[...plain.violated].sort()}`);
  const searched = [...plain.violated].filter((id) => joint.ids.has(id));
  expect(`${[...joint.violated].sort()}`).toBe(`${searched.sort()}`);
  if (states.some((state) => state > VIOLATED)) met.remembered++;
  met.violations += plain.violated.size;
}

/** The monitors of an exhaustive search. */
class Joint {
  /** Of the claims that it decides on the way. */
  readonly ids: ReadonlySet<string>;
  violated: readonly string[] = [];
  readonly #product: Product;
  readonly #watch: Watch;
  readonly #monitors: ProductMonitors;
  #tuple = 0;

  constructor(product: Product, watch: Watch) {
    this.#product = product;
    this.#watch = watch;
    this.#monitors = new ProductMonitors(watch);
    this.ids = new Set([...watch.invariants, ...watch.safety].map(({ property }) => property.id));
  }

  begin(): void {
    this.#tuple = this.#monitors.start;
  }

  see({ state, observation }: Tracker, ticks: number): void {
    const id = this.#watch.states.add(state, this.#product.width);
    this.#tuple = this.#monitors.after(this.#tuple, id, state, observation, ticks);
    this.violated = this.#monitors.violated.map((property) => property.id);
  }
}

/** Reads all atoms in every letter. */
class PlainMonitors {
  readonly claims: readonly RunClaim[];
  readonly states: number[];
  violated = new Set<string>();
  readonly #watch: Watch;

  constructor(watch: Watch) {
    this.#watch = watch;
    this.claims = [...watch.invariants, ...watch.safety, ...watch.liveness];
    this.states = this.claims.map(() => BEFORE);
  }

  see({ state, observation }: Tracker, ticks: number): void {
    this.violated = new Set();
    if (ticks > 0) met.ticks++;
    const { letters } = this.#watch;
    const values = new Uint8Array(letters.width);
    letters.read(state, ticks > 0 ? NOTHING : observation, values);
    for (const [index, { monitor, atoms, isInvariant, ticksAreLetters, property }] of this.claims.entries()) {
      const letter = atoms.reduce((bits, each, bit) => bits | (values[letters.indexOf(each)]! << bit), 0);
      const before = this.states[index]!;
      let after = before;
      if (ticks === 0) after = monitor.step(before, letter);
      else if (ticksAreLetters) after = monitor.tick(before, letter, ticks);
      else if (!isInvariant) after = monitor.elapse(before, ticks);
      if (after === VIOLATED && before !== VIOLATED) this.violated.add(property.id);
      if (!isInvariant) this.states[index] = after;
    }
  }
}
