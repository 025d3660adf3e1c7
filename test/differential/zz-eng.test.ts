import fc from 'fast-check';
import { it } from 'vitest';
import { disagreementOnStates, disagreementOnVerdicts } from './comparison.ts';
import { explore } from './naive-explorer.ts';
import { predicateRecipe, propertiesFor } from './random-property.ts';
import { buildSystem, systemRecipe } from './random-system.ts';

const tame = (r: any): any =>
  process.env.TAME
    ? JSON.parse(
        JSON.stringify(r, (k, v) =>
          v === 'spawnChild' ? 'stop' : k === 'is' && v === 'boom' ? 'ne' : v === undefined ? '∅' : v,
        ),
        (k, v) => (v === '∅' ? undefined : v),
      )
    : r;
it('eng', () => {
  const seed = Number(process.env.SEED ?? 1);
  const kinds: Record<string, number[]> = {};
  fc.sample(systemRecipe, { seed, numRuns: Number(process.env.N ?? 100) }).forEach((recipe, i) => {
    const system = buildSystem(tame(recipe));
    const e = explore(system, 400);
    if (e.capped) return;
    let d = disagreementOnStates(system, e);
    if (!d && !e.problem) {
      const rs = fc.sample(predicateRecipe, { seed: i, numRuns: 4 });
      d = disagreementOnVerdicts(system, e, propertiesFor(system, rs));
      if (d) d = 'VERDICT ' + d + JSON.stringify(rs[Number(/never-(\d)/.exec(d)?.[1] ?? 0)]);
    }
    if (d) {
      const k = d.slice(0, Number(process.env.W ?? 150));
      (kinds[k] ??= []).push(i);
    }
  });
  for (const [k, v] of Object.entries(kinds)) console.log(v.length, v.slice(0, 5).join(), k);
}, 600000);
it('min', () => {
  const r = fc.check(
    fc.property(systemRecipe, (recipe) => {
      const system = buildSystem(tame(recipe));
      const e = explore(system, 300);
      if (e.capped) return;
      const d = disagreementOnStates(system, e);
      if (d && (!process.env.SKIP || !new RegExp(process.env.SKIP).test(d))) throw new Error(d);
    }),
    { seed: Number(process.env.SEED ?? 1), numRuns: Number(process.env.N ?? 100) },
  );
  if (r.failed) {
    console.log(
      r.numRuns,
      r.numShrinks,
      JSON.stringify(r.counterexample![0], (k, v) => (v === undefined ? '∅' : v)),
    );
    console.log(String(r.errorInstance).slice(0, 2500));
  }
}, 600000);
