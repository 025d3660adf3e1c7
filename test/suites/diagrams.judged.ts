/**
 * Every diagram of the pages is one for Mermaid: it reads them all. Those of single renderings are tested where they are
 * made.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { diagramsIn, mistakeIn } from '../documentation/mermaid.ts';

const pages = (folder: string): { readonly name: string; readonly text: string }[] =>
  readdirSync(folder).map((name) => ({ name, text: readFileSync(`${folder}/${name}`, 'utf8') }));

/** The same diagram may stand in many pages: it is parsed once. */
const parsed = new Set<string>();

test.each([...pages('docs/suites'), ...pages('docs/oracles')])(
  'of $name',
  { timeout: 300_000 },
  async ({ text }) => {
    for (const diagram of diagramsIn(text)) {
      if (parsed.has(diagram)) continue;
      parsed.add(diagram);
      expect(await mistakeIn(diagram), diagram).toBeUndefined();
    }
  },
);
