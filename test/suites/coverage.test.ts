/**
 * Every transition of every model is taken: by the search of some suite, or at least by a broken variant. Read from the
 * pages in docs/suites, which are made from the models, and of which `npm run docs:suites:check` says whether they
 * still say what the models say.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diagramsIn, mistakeIn } from '../documentation/mermaid.ts';
import { UNTAKEN } from './untaken-transitions.ts';

const pages = (folder: string): { readonly name: string; readonly text: string }[] =>
  readdirSync(folder).map((name) => ({ name, text: readFileSync(`${folder}/${name}`, 'utf8') }));

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

describe('every diagram of the pages is one for Mermaid', () => {
  test.each([...pages('docs/suites'), ...pages('docs/oracles')])(
    '$name',
    { timeout: 300_000 },
    async ({ text }) => {
      // The same diagram may stand in many pages: it is parsed once.
      for (const diagram of diagramsIn(text)) {
        if (parsed.has(diagram)) continue;
        parsed.add(diagram);
        expect(await mistakeIn(diagram), diagram).toBeUndefined();
      }
    },
  );
});

const parsed = new Set<string>();
