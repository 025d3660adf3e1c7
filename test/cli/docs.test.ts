/** Pages are made from the models, and `--check` tells which of them a model has left behind. */
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MutationRecord } from '../../src/verdict/mutation/mutation-record.ts';
import { diagramsIn, mistakeIn } from '../documentation/mermaid.ts';
import { redhound, rooms } from './redhound.ts';

const RECORD = 'docs/mutation/lamp.json';

const pagesIn = (cwd: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(cwd, 'docs/suites')).map((name) => [
      name,
      readFileSync(join(cwd, 'docs/suites', name), 'utf8'),
    ]),
  );

describe('redhound docs', () => {
  test('writes a page for each suite, an index, and the same again', async () => {
    const cwd = rooms();
    const written = await redhound(['docs'], { cwd });
    expect(written).toMatchObject({ code: 0, stdout: '3 pages written to docs/suites.\n' });
    const pages = pagesIn(cwd);
    expect(Object.keys(pages)).toEqual(['README.md', 'dark.md', 'lamp.md']);
    await redhound(['docs'], { cwd });
    expect(pagesIn(cwd)).toEqual(pages);
    const { 'lamp.md': lamp, 'README.md': index } = pages as { 'lamp.md': string; 'README.md': string };
    for (const said of [
      '# lamp\n',
      'A lamp goes out by itself.',
      '**A lamp that is switched on is off within a minute.**',
      '- Verdict: ✓ holds, in all',
      '- What breaks it: `two-minutes` (The lamp goes out after two minutes; after',
      '<details><summary>Where it has something to say: after 1 step</summary>\n\n1. `environment lamp PRESS`',
      'declared in [`lamp.ts`](../../lamp.ts).\n\n> A lamp that goes out by itself.',
      'The environment may send PRESS to lamp, at most 3 times per agent.',
      'transitions 3 of 3',
    ]) {
      expect(lamp).toContain(said);
    }
    expect(index).toContain('[lamp](lamp.md)');
    const diagrams = Object.values(pages).flatMap(diagramsIn);
    expect(diagrams.length).toBeGreaterThan(5);
    for (const diagram of diagrams) expect(await mistakeIn(diagram), diagram).toBeUndefined();
  });

  test('--check is content with what was just written, and writes nothing', async () => {
    const cwd = rooms();
    expect((await redhound(['docs', '--check'], { cwd })).code).toBe(1);
    expect(readdirSync(cwd)).not.toContain('docs');
    await redhound(['docs'], { cwd });
    expect(await redhound(['docs', '--check'], { cwd })).toMatchObject({
      code: 0,
      stdout: '3 pages say what the models say.\n',
    });
  });

  test('--check names the page of a model in which a delay was changed', async () => {
    const cwd = rooms();
    await redhound(['docs'], { cwd });
    const model = readFileSync(join(cwd, 'lamp.ts'), 'utf8');
    writeFileSync(
      join(cwd, 'lamp.ts'),
      model.replace('room = (delay = minutes(1))', 'room = (delay = minutes(2))'),
    );
    const { code, stdout } = await redhound(['docs', 'lamp', '--check'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('docs/suites/lamp.md differs from what its models say, first in line');
    expect(stdout).toContain('Run `redhound docs`, and look at the difference before you commit it.');
  });

  test('a page shows the score of a record of its model, and --check names a record of another', async () => {
    const cwd = rooms();
    await redhound(['mutate', 'lamp', '--record', '--workers', '1'], { cwd });
    await redhound(['docs'], { cwd });
    const { 'lamp.md': lamp, 'README.md': index } = pagesIn(cwd) as {
      'lamp.md': string;
      'README.md': string;
    };
    const { score, hash } = JSON.parse(readFileSync(join(cwd, RECORD), 'utf8')) as MutationRecord;
    const killed = `(${score.killed} of ${score.killed + score.survived})`;
    expect(lamp).toContain(`| Mutants killed |`);
    expect(lamp).toContain(hash.slice(0, 16));
    for (const page of [lamp, index]) expect(page).toContain(killed);
    expect((await redhound(['docs', '--check'], { cwd })).code).toBe(0);
    const suite = join(cwd, 'properties/lamp.suite.ts');
    writeFileSync(suite, readFileSync(suite, 'utf8').replace('.within(minutes(1))', '.within(minutes(3))'));
    const { code, stdout } = await redhound(['docs', '--check'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain(`${RECORD} was measured of another model of 'lamp'. Run \`redhound mutate lamp`);
    await redhound(['docs'], { cwd });
    expect(pagesIn(cwd)['lamp.md']).not.toContain('Mutants killed');
  }, 60_000);

  test('a file that is no record is an error', async () => {
    const cwd = rooms({ [RECORD]: '{"format":"redhound/mutation"}' });
    const { code, stderr } = await redhound(['docs', 'lamp'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("the file is no record of the mutants of suite 'lamp'.");
  });

  test('a page of a suite that is gone is found, and removed; other files stay', async () => {
    const cwd = rooms();
    await redhound(['docs'], { cwd });
    writeFileSync(join(cwd, 'docs/suites/by-hand.md'), '# Mine\n');
    rmSync(join(cwd, 'properties/dark.suite.ts'));
    const { code, stdout } = await redhound(['docs', '--check'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('docs/suites/dark.md is the page of no suite.');
    await redhound(['docs'], { cwd });
    expect(Object.keys(pagesIn(cwd))).toEqual(['README.md', 'by-hand.md', 'lamp.md']);
  });

  test('what is no file in the folder of the pages is left alone', async () => {
    const cwd = rooms({ 'docs/suites/old.md/mine.txt': 'mine' });
    symlinkSync('nowhere', join(cwd, 'docs/suites/z.md'));
    const { code, stderr } = await redhound(['docs'], { cwd });
    expect(code, stderr).toBe(0);
    expect(await redhound(['docs', '--check'], { cwd })).toMatchObject({ code: 0 });
    expect(readdirSync(join(cwd, 'docs/suites'))).toEqual([
      'README.md',
      'dark.md',
      'lamp.md',
      'old.md',
      'z.md',
    ]);
  });

  test('--html makes one document, its links within it, its diagrams with Mermaid inside', async () => {
    const cwd = rooms();
    const { code } = await redhound(['docs', '--html', 'site/suites.html'], { cwd });
    expect(code).toBe(0);
    const html = readFileSync(join(cwd, 'site/suites.html'), 'utf8');
    const body = html.slice(0, html.indexOf('<script>'));
    expect(body).not.toMatch(/(?:src|href)="(?!#)/);
    const ids = new Set([...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...body.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((id) => !ids.has(id))).toEqual([]);
    expect(html).toContain('mermaid.initialize');
  });

  test('a folder outside the project is refused', async () => {
    const { code, stderr } = await redhound(['docs', '-o', '../elsewhere'], { cwd: rooms() });
    expect(code).toBe(2);
    expect(stderr).toContain("'../elsewhere' is no folder below the project.");
  });
});
