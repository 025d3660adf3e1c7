/**
 * The engine reaches exactly the states that whole XState snapshots reach, and says the same about them.
 *
 * Random systems from one seed, REDHOUND_SYSTEMS of them (a thousand in continuous integration, two thousand in `verify:deep`); what share of them
 * has timers, losses, … is asserted too, on what really happens in their reachable states.
 */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { disagreementOnStates, disagreementOnVerdicts } from './comparison.ts';
import { type Exploration, explore } from './naive-explorer.ts';
import { predicateRecipe, propertiesFor } from './random-property.ts';
import { buildSystem, type SystemRecipe, systemRecipe } from './random-system.ts';

const SEED = 20_261_122;
const SYSTEMS = Number(process.env['REDHOUND_SYSTEMS'] ?? 60);
/** Larger spaces are not compared; fewer than a tenth may be. */
const CAP = 1500;
/** The engine refuses machines in which a child is replaced twice while it talks to its parent; few are such. */
const REFUSAL = 'two live children have the id';

const met = { systems: 0, capped: 0, wrong: 0, refused: 0, sizes: [] as number[] };
const having = { timers: 0, loss: 0, 'history or parallel with always': 0, 'spawned children': 0, faults: 0 };

describe('table engine and naive exploration', () => {
  it(`agree on states and verdicts of ${SYSTEMS} random systems`, { timeout: 3_600_000 }, () => {
    const predicates = fc.array(predicateRecipe, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(systemRecipe, predicates, (recipe, recipes) => {
        const system = buildSystem(recipe);
        const naive = explore(system, CAP);
        note(recipe, naive);
        if (naive.capped && naive.problem === undefined) return;
        const disagreement = disagreementOnStates(system, naive);
        if (disagreement?.includes(REFUSAL) === true) {
          met.refused++;
          return;
        }
        expect(disagreement).toBeUndefined();
        if (naive.problem !== undefined) return;
        expect(disagreementOnVerdicts(system, naive, propertiesFor(system, recipes))).toBeUndefined();
      }),
      { seed: SEED, numRuns: SYSTEMS },
    );
  });

  it.each(Object.keys(having) as (keyof typeof having)[])(
    'at least 30 %% of the systems have %s',
    (feature) => {
      expect(having[feature] / met.systems).toBeGreaterThanOrEqual(0.3);
    },
  );

  it('half of the systems have at least 50 states, and hardly any is too large or wrong', () => {
    expect(met.systems).toBeGreaterThanOrEqual(SYSTEMS);
    expect(median(met.sizes)).toBeGreaterThanOrEqual(50);
    expect(met.capped / met.systems).toBeLessThan(0.1);
    expect(met.wrong / met.systems).toBeLessThan(0.02);
    expect(met.refused / met.systems).toBeLessThan(0.005);
  });
});

afterAll(() => {
  const shares = Object.entries(having).map(([name, count]) => `${name} ${percent(count)}`);
  console.log(
    `${met.systems} systems, median ${median(met.sizes)} states, ${percent(met.capped)} capped, ${met.refused} refused; ${shares.join(', ')}`,
  );
});

const percent = (count: number): string => `${Math.round((100 * count) / met.systems)} %`;
const median = (sizes: readonly number[]): number => [...sizes].sort((a, b) => a - b)[sizes.length >> 1];

/** What a system has is what happens in it. */
function note(recipe: SystemRecipe, { nodes, capped, problem }: Exploration): void {
  met.systems++;
  if (problem !== undefined) met.wrong++;
  else if (capped) met.capped++;
  met.sizes.push(nodes.size);
  const agents = [...nodes.values()].flatMap(({ description }) => Object.values(description.agents));
  const labels = new Set([...nodes.values()].flatMap(({ arrows }) => arrows.map(({ label }) => label)));
  const happens = (pattern: RegExp): number => Number([...labels].some((label) => pattern.test(label)));
  having.timers += Number(agents.some(({ timers }) => timers.length > 0));
  having['spawned children'] += Number(agents.some(({ children }) => Object.keys(children).length > 0));
  having.loss += happens(/^fault drop/);
  having.faults += happens(/^fault (crash|hang|delay|partition)/);
  having['history or parallel with always'] += Number(
    recipe.machines.some(({ states }) =>
      states.some((state) => state.always.length > 0 || state.history !== 'none'),
    ),
  );
}
