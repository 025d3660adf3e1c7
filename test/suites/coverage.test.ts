/**
 * Every transition of every model is taken: by the search of some suite, or at least by a broken variant. Read from the
 * pages in docs/suites, which are made from the models, and of which `npm run docs:suites:check` says whether they
 * still say what the models say.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UNTAKEN } from './untaken-transitions.ts';

const index = readFileSync('docs/suites/README.md', 'utf8');
const rows = [...index.matchAll(/^\| ([^|`\]]+) \| `([^`]+)` \| ([^|]+) \|$/gm)].map(
  ([, machine, transition, taken]) => ({ name: `${machine} ${transition}`, taken: taken! }),
);

describe('coverage of all suites together', () => {
  test('at most 5 % of the transitions are taken by no suite', () => {
    const [, taken, all] = /transitions taken ([\d,]+) of ([\d,]+)/.exec(index)!;
    const [met, total] = [taken, all].map((figure) => Number(figure!.replaceAll(',', '')));
    expect(total).toBeGreaterThan(400);
    expect(rows).toHaveLength(total! - met!);
    expect(met! / total!).toBeGreaterThanOrEqual(0.95);
  });

  test('what neither a suite nor a broken variant takes has a reason, and no reason is stale', () => {
    const nowhere = rows.filter(({ taken }) => taken === 'nowhere').map(({ name }) => name);
    expect(nowhere.sort()).toEqual(Object.keys(UNTAKEN).sort());
  });
});
