/**
 * Bits in place of states, against the plain search: with room for all, as many states and transitions on random
 * systems, and what is violated is violated in a run that can be taken; with too little room, some states are left
 * out, and no more of them than is said.
 */
import fc from 'fast-check';
import { defineSystem, propertiesOf } from 'redhound';
import { afterAll, describe, expect, it } from 'vitest';
import { assign, createMachine, sendTo, setup } from 'xstate';
import { compose } from '../../src/product/compose.ts';
import type { Property } from '../../src/property/property.ts';
import { anotherTry } from '../../src/search/another-try.ts';
import { BitstateSearch } from '../../src/search/bitstate.ts';
import { searchExhaustively } from '../../src/search/exhaustive.ts';
import { labelled } from '../../src/search/labelled-run.ts';
import type { Limits } from '../../src/search/run.ts';
import { ModelError } from '../../src/system/model-error.ts';
import type { AnySystem } from '../../src/system/system.ts';
import { twoPhaseCommit, twoPhaseCommitProperties } from '../oracles/two-phase-commit.ts';
import { followRun } from './follow-run.ts';
import { predicateRecipe, propertiesFor } from './random-property.ts';
import { buildSystem, systemRecipe } from './random-system.ts';

const SEED = 20_261_126;
const SYSTEMS = Number(process.env['REDHOUND_SYSTEMS'] ?? 80);
const CAP = 2000;
const ONLY_SINGLE_STATES = 'a bitstate search tells of single states only';

const met = { compared: 0, states: 0, violated: 0, unrefuted: 0, unjudged: 0 };

function withBits(system: AnySystem, properties: readonly Property[], newestFrom: number) {
  const product = compose(system);
  let limits: Limits & { readonly bitsMb: number } = { bitsMb: 1, newestFrom };
  for (;;) {
    const search = new BitstateSearch(product, properties, limits);
    try {
      while (search.advance(64)) if (search.states > CAP) return undefined;
      return { result: search.result(), product, unjudged: limits.unjudged ?? [] };
    } catch (error) {
      if (error instanceof ModelError) return undefined;
      limits = { ...anotherTry(error, product, limits), bitsMb: 1 };
    } finally {
      search.release();
    }
  }
}

function plainly(system: AnySystem, properties: readonly Property[]) {
  try {
    const result = searchExhaustively(compose(system), properties, { maxStates: CAP });
    return result.complete ? result : undefined;
  } catch (error) {
    if (error instanceof ModelError) return undefined;
    throw error;
  }
}

describe('bits of visited states', () => {
  it(`tell of ${SYSTEMS} random systems what the states themselves do`, { timeout: 1_800_000 }, () => {
    fc.assert(
      fc.property(
        systemRecipe,
        fc.array(predicateRecipe, { maxLength: 2 }),
        fc.nat(4),
        fc.constantFrom(0, 10, Number.POSITIVE_INFINITY),
        (recipe, predicates, kept, newestFrom) => {
          const system = buildSystem(recipe);
          const properties = propertiesFor(system, predicates).slice(0, kept);
          const plain = plainly(system, properties);
          const bits = withBits(system, properties, newestFrom);
          if (plain === undefined || bits === undefined) return;
          const { result, product, unjudged } = bits;
          expect(result.states).toBe(plain.states);
          // Where what moves do is kept, a move that changes nothing may count.
          if (plain.productStates === plain.states && unjudged.length === 0) {
            expect(result.transitions).toBe(plain.transitions);
          }
          if (newestFrom === Number.POSITIVE_INFINITY) expect(result.depth).toBe(plain.depth);
          // Four bits a state in blocks of 512, of which a megabyte has 15,625. 2,000 states are k a block by Poisson's
          // law, and the mean of (4k/512)⁴ is 1e-9; chance may make more of it, not ten times as much.
          expect(result.omission).toBeLessThan(1e-8);
          for (const property of properties) {
            const finding = result.findings.get(property.id);
            const exact = plain.findings.get(property.id);
            if (result.notes.get(property.id) === ONLY_SINGLE_STATES) {
              expect(finding).toBe('inconclusive');
              met.unjudged++;
              continue;
            }
            expect(finding).toBe(exact === 'violated' ? 'violated' : 'unrefuted');
            met[finding === 'violated' ? 'violated' : 'unrefuted']++;
            const run = result.counterexamples.get(property.id);
            expect(run !== undefined).toBe(finding === 'violated');
            if (run === undefined) continue;
            followRun(system, labelled(product, run), property);
            expect(run.moves.length).toBeGreaterThanOrEqual(
              plain.counterexamples.get(property.id)!.moves.length,
            );
          }
          met.compared++;
          met.states += plain.states;
        },
      ),
      { seed: SEED, numRuns: SYSTEMS },
    );
    expect(met.compared).toBeGreaterThan(SYSTEMS / 2);
    expect(met.violated).toBeGreaterThan(SYSTEMS / 10);
    expect(met.unrefuted).toBeGreaterThan(SYSTEMS / 10);
    expect(met.unjudged).toBeGreaterThan(SYSTEMS / 10);
  });

  it('leave out no more states than they say, where there are too few of them', () => {
    const all = 50_816;
    const search = new BitstateSearch(compose(twoPhaseCommit(6)), [], { bitsMb: 0.03 });
    while (search.advance(4096));
    const { states, omission = 0, complete } = search.result();
    expect(complete).toBe(false);
    expect(omission).toBeGreaterThan(0.05);
    expect(states).toBeLessThan(0.99 * all);
    expect(states).toBeGreaterThan((1 - omission) * all);
  });

  it('find again what was found before a layout that some state did not fit into', () => {
    // The lamp has the search begin anew, and 3 is met among states that the kernel can tell of by then.
    const counter = setup({
      types: { context: {} as { count: number }, events: {} as { type: 'UP' } },
    }).createMachine({
      context: { count: 0 },
      on: {
        UP: [
          {
            guard: ({ context }) => context.count === 9,
            actions: [assign({ count: 10 }), sendTo(({ system }) => system.get('lamp'), { type: 'ON' })],
          },
          {
            guard: ({ context }) => context.count < 9,
            actions: assign({ count: ({ context }) => context.count + 1 }),
          },
        ],
      },
    });
    const lamp = createMachine({ initial: 'off', states: { off: { on: { ON: 'on' } }, on: {} } });
    const system = defineSystem({
      name: 'counter-with-lamp',
      agents: { counter, lamp },
      environment: [{ agent: 'counter', event: { type: 'UP' }, budget: 'any' }],
    });
    const { claim, never } = propertiesOf(system);
    const early = claim('early', {
      statement: 'The counter is never at 3.',
      formula: never(({ agent }) => agent('counter').context.count === 3),
    });
    const search = new BitstateSearch(compose(system), [early], { bitsMb: 1 });
    while (search.advance(64));
    const { findings, counterexamples } = search.result();
    expect(findings.get('early')).toBe('violated');
    expect(counterexamples.get('early')?.moves.length).toBe(3);
  });

  it('find a violation deep in a space, by a run that was made short', () => {
    const [, unreachable] = twoPhaseCommitProperties(7);
    const product = compose(twoPhaseCommit(7));
    const search = new BitstateSearch(product, [unreachable!], { bitsMb: 8, newestFrom: 5000 });
    while (search.advance(4096));
    const { findings, counterexamples, states } = search.result();
    expect(states).toBe(296_448);
    expect(findings.get(unreachable!.id)).toBe('violated');
    const shortest = searchExhaustively(compose(twoPhaseCommit(7)), [unreachable!]).counterexamples;
    expect(counterexamples.get(unreachable!.id)?.moves.length).toBe(
      shortest.get(unreachable!.id)?.moves.length,
    );
  });
});

afterAll(() => console.log(JSON.stringify(met)));
