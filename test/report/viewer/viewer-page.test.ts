/** The page: what it weighs, what it lets act, and that no text can leave its place in it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import startScreen from '../../../properties/start-screen.suite.ts';
import { unpack } from '../../../src/report/packed.ts';
import { viewerPage } from '../../../src/report/viewer-page.ts';
import type { Explanation } from '../../../src/trace/explanation.ts';
import { explained, poisoned } from './explained.ts';

/** As the build leaves it; `npm test` builds first. */
const viewer = readFileSync(new URL('../../../dist/report/viewer.html', import.meta.url), 'utf8');

let lasso: Explanation;
beforeAll(async () => {
  lasso = await explained(startScreen, 'who-dawdles-gets-there');
});

const elements = (page: string, name: string): string[] =>
  [...page.matchAll(new RegExp(`<${name}[^>]*>([\\s\\S]*?)</${name}>`, 'g'))].map(([, content]) => content!);

test('without data it weighs at most 150 kB', () => {
  expect(Buffer.byteLength(viewer)).toBeLessThan(150_000);
});

test('its policy lets one script and one style act, and nothing be fetched', () => {
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(viewer)!;
  const rules = new Map(
    policy!.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]),
  );
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const [, script] = elements(viewer, 'script');
  expect(rules.get('script-src')).toBe(hash(script!));
  expect(rules.get('style-src')).toBe(hash(elements(viewer, 'style')[0]!));
  expect(rules.get('default-src')).toBe("'none'");
  expect(rules.get('require-trusted-types-for')).toBe("'script'");
  expect(viewer).not.toMatch(/\b(?:src|href)=["']/);
});

test('whatever names there are, the page keeps its shape and the data comes back', () => {
  const harms = fc.oneof(
    fc.constantFrom(
      '</script><script>alert(1)</script>',
      '<!--<script>',
      ']]>',
      '\u2028\u2029',
      '\u001b[31m',
      '\u202e',
      '__proto__',
      '%document%',
      '$&$1',
      'x'.repeat(1000),
    ),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(harms, (harm) => {
      const page = viewerPage(viewer, poisoned(lasso, harm), `replay ${harm}`);
      const [data, script, ...others] = elements(page, 'script');
      expect(others).toEqual([]);
      expect(script).toBe(elements(viewer, 'script')[1]);
      expect(data).not.toMatch(/[<>\u2028\u2029]/);
      expect(page.replace(data!, () => '%document%')).toBe(viewer);
      const back = unpack(JSON.parse(data!), (text) => text) as { command: string; explanation: Explanation };
      expect(back.command).toBe(`replay ${harm}`);
      expect(back.explanation.runs).toEqual(poisoned(lasso, harm).runs);
    }),
    { numRuns: 40 },
  );
});

test('a text of a megabyte stays whole', () => {
  const long = '<'.repeat(1_000_000);
  const page = viewerPage(viewer, { ...lasso, claim: { ...lasso.claim, text: long } }, 'replay');
  const back = unpack(JSON.parse(elements(page, 'script')[0]!), (text) => text) as {
    explanation: Explanation;
  };
  expect(back.explanation.claim.text).toBe(long);
});
