/** `redhound trace --format html` writes the viewer with the trace in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { redhound, rooms } from './redhound.ts';

const TRACE = '.redhound/traces/dark/stays-dark.exhaustive.json';

test('a counterexample becomes one page, and the terminal stays quiet', async () => {
  const cwd = rooms();
  await redhound(['check', 'dark', '--mode', 'exhaustive'], { cwd });
  const ended = await redhound(['trace', TRACE, '--format', 'html', '-o', 'page.html'], { cwd });
  expect(ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const page = readFileSync(join(cwd, 'page.html'), 'utf8');
  const viewer = readFileSync(new URL('../../dist/report/viewer.html', import.meta.url), 'utf8');
  const [before, after] = viewer.split('%document%') as [string, string];
  expect(page.startsWith(before)).toBe(true);
  expect(page.trimEnd().endsWith(after.trimEnd())).toBe(true);
  const { entries } = JSON.parse(page.slice(before.length, page.length - after.length)) as {
    entries: unknown[];
  };
  expect(entries).toContain('stays-dark');
  expect(entries).toContain(`npx redhound replay ${TRACE}`);
});
