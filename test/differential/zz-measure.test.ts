import fc from 'fast-check';
import { it } from 'vitest';
import { explore } from '/work/main/test/differential/naive-explorer.ts';
import { buildSystem, systemRecipe } from '/work/main/test/differential/random-system.ts';

it('measure', () => {
  const N = Number(process.env.N ?? 300);
  const recipes = fc.sample(systemRecipe, { seed: 1, numRuns: N });
  const sizes: number[] = [];
  let capped = 0;
  const problems: Record<string, number> = {};
  const shares: Record<string, number> = {
    timers: 0,
    loss: 0,
    children: 0,
    faults: 0,
    histpar: 0,
    failed: 0,
  };
  const times: [number, number, number][] = [];
  const t0 = Date.now();
  recipes.forEach((recipe, i) => {
    const t = Date.now();
    let e;
    try {
      e = explore(buildSystem(recipe), Number(process.env.CAP ?? 1000));
    } catch (err) {
      problems[String(err).slice(0, 100)] = (problems[String(err).slice(0, 100)] ?? 0) + 1;
      if (!problems.shown) {
        problems.shown = 1;
        console.log(err);
      }
      return;
    }
    sizes.push(e.nodes.size);
    if (e.capped && !e.problem) capped++;
    if (e.problem) problems[e.problem] = (problems[e.problem] ?? 0) + 1;
    const nodes = [...e.nodes.values()];
    const arrows = nodes.flatMap((n) => n.arrows);
    if (nodes.some((n) => Object.values(n.description.agents).some((a) => a.timers.length))) shares.timers++;
    if (nodes.some((n) => Object.values(n.description.agents).some((a) => Object.keys(a.children).length)))
      shares.children++;
    if (arrows.some((a) => a.label.startsWith('fault drop'))) shares.loss++;
    if (recipe.faults.length && arrows.some((a) => /fault (crash|hang|delay|dup|part)/.test(a.label)))
      shares.faults++;
    if (recipe.machines.some((m) => m.states.some((s) => s.always.length || s.history !== 'none')))
      shares.histpar++;
    if (arrows.some((a) => a.failed)) shares.failed++;
    times.push([Date.now() - t, e.nodes.size, i]);
  });
  sizes.sort((a, b) => a - b);
  console.log({
    ms: Date.now() - t0,
    n: sizes.length,
    median: sizes[sizes.length >> 1],
    deciles: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((d) => sizes[Math.floor((sizes.length * d) / 10)]),
    capped,
    problems,
  });
  console.log(Object.fromEntries(Object.entries(shares).map(([k, v]) => [k, (v / N).toFixed(2)])));
  console.log(times.sort((a, b) => b[0] - a[0]).slice(0, 8));
}, 600000);
