import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { it } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import { stateKey } from '../../src/product/description.ts';
import { ExhaustiveSearch } from '../../src/search/exhaustive.ts';
import { reachableStates } from '../../src/search/reachable-states.ts';
import { disagreementOnStates, stateText } from './comparison.ts';
import { explore } from './naive-explorer.ts';
import { buildSystem, systemRecipe } from './random-system.ts';

let isFifo: any;
const st = (d: any) => stateText(d, isFifo);
const show = (recipe: any) => {
  const system = buildSystem(recipe);
  const e = explore(system, 3000);
  isFifo = (l: string) => e.system.settings(l).order === 'fifo';
  console.log(disagreementOnStates(system, e));
  console.log(JSON.stringify({ ...system, agents: Object.keys(system.agents) }));
  const product = compose(system);
  const search = new ExhaustiveSearch(product, []);
  while (search.advance(4096));
  const state = product.allocate();
  const theirs = new Map<string, string[]>();
  const ds = reachableStates(system);
  for (let id = 0; id < search.states; id++) {
    search.systemStates.load(id, state, product.width);
    const t = st(ds[id]);
    theirs.set(t, [...(theirs.get(t) ?? []), stateKey(product, state)]);
  }
  const ours = new Map<string, string[]>();
  for (const n of e.nodes.values()) {
    const t = st(n.description);
    ours.set(t, [...(ours.get(t) ?? []), n.key]);
  }
  let shown = 0;
  const wrong = new Set<string>();
  for (const t of new Set([...ours.keys(), ...theirs.keys()])) {
    const [a, b] = [ours.get(t) ?? [], theirs.get(t) ?? []];
    if (a.length !== b.length) wrong.add(t);
    if (a.length < b.length && process.env.ENGINE) {
      console.log('ENGINE ONLY', t, b[0]);
      if (shown++ > 1) break;
    }
    if (a.length !== b.length && !process.env.ENGINE && shown++ < Number(process.env.SHOW ?? 2))
      console.log(
        `#### ${t}\n--- naive ${a.length}\n${a.join('\n==\n')}\n--- engine ${b.length}\n${b.join('\n==\n')}`,
      );
  }
  let k = 0;
  const diff = (a: any, b: any) => {
    const out: string[] = [];
    for (const n of Object.keys(b.agents)) {
      const [x, y] = [a.agents[n], b.agents[n]];
      if (JSON.stringify(x) !== JSON.stringify(y))
        out.push(
          n +
            ': ' +
            JSON.stringify({ ...x, context: undefined }) +
            ' => ' +
            JSON.stringify({ ...y, context: undefined }),
        );
    }
    out.push(JSON.stringify(b.links));
    return out.join('\n      ');
  };
  for (const n of e.nodes.values())
    for (const a of n.arrows) {
      const [f, t] = [st(n.description), st(a.to.description)];
      if (!wrong.has(f) && wrong.has(t) && k++ < 2)
        console.log(
          'ARROW',
          a.label,
          (ours.get(t) ?? []).length,
          (theirs.get(t) ?? []).length,
          '\n     ',
          diff(n.description, a.to.description),
          '\n',
          [...a.letters].join('; '),
        );
    }
  if (process.env.DUMP) {
    const dump = (r: any) => JSON.stringify(r, (kk, v) => (v === undefined ? '∅' : v));
    console.log(dump(recipe));
    for (const n of e.nodes.values())
      for (const a of n.arrows)
        console.log(
          n.level,
          [...e.nodes.keys()].indexOf(n.key),
          '--',
          a.label,
          '->',
          [...e.nodes.keys()].indexOf(a.to.key),
          diff(n.description, a.to.description),
        );
    for (const t of wrong) console.log('WRONG', (ours.get(t) ?? []).length, (theirs.get(t) ?? []).length, t);
  }
  if (k === 0) console.log('no naive arrow; engine only:', [...wrong].filter((t) => !ours.has(t))[0]);
};
it('one', () => {
  if (!process.env.I) {
    show(JSON.parse(readFileSync('/tmp/recipe.json', 'utf8'), (k, v) => (v === '∅' ? undefined : v)));
    return;
  }
  const rs = fc.sample(systemRecipe, { seed: Number(process.env.SEED), numRuns: 400 });
  for (const i of process.env.I.split(',')) {
    console.log('@@@@@', i);
    try {
      const tame = JSON.parse(
        JSON.stringify(rs[Number(i)], (k, v) =>
          process.env.TAME && v === 'spawnChild'
            ? 'stop'
            : process.env.TAME && k === 'is' && v === 'boom'
              ? 'ne'
              : v === undefined
                ? '∅'
                : v,
        ),
        (k, v) => (v === '∅' ? undefined : v),
      );
      show(tame);
    } catch (err) {
      console.log((err as Error).stack?.slice(0, 600));
    }
  }
}, 100000);
