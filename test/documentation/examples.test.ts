/**
 * Every example of the documentation runs, and comes to what it says: the `@example` blocks of src, and the blocks
 * of TypeScript in README and docs (but those that are marked `no-run`).
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { checkSuite, type Suite } from 'redhound';
import { describe, expect, test } from 'vitest';
import { project } from '../cli/redhound.ts';
import {
  blocksIn,
  claimsIn,
  documents,
  type Example,
  examplesIn,
  moduleOf,
  REPOSITORY,
  run,
  sourceFiles,
} from './examples.ts';

const isSuite = (exported: unknown): exported is Suite =>
  typeof exported === 'object' && exported !== null && 'system' in exported && 'properties' in exported;

async function holdsTrue(example: Example): Promise<void> {
  const { claims, exported } = await run(example);
  expect(claims).toHaveLength(claimsIn(example));
  for (const { place, found, claimed } of claims) expect(found, place).toEqual(claimed);
  if (!isSuite(exported)) return;
  const report = await checkSuite(exported);
  expect(report.properties.filter(({ asExpected }) => !asExpected).map(({ id }) => id)).toEqual([]);
  expect(report.variants.filter(({ caught }) => !caught).map(({ name }) => name)).toEqual([]);
}

describe('doc comments', () => {
  const examples = sourceFiles().flatMap(examplesIn);
  test('there are some', () => expect(examples.length).toBeGreaterThan(3));
  test.each(examples)('$place', holdsTrue);
});

describe('documents', () => {
  const blocks = documents()
    .flatMap(blocksIn)
    .filter(({ language }) => language === 'ts');
  test('few are not run', () => {
    const skipped = blocks.filter(({ note }) => note === 'no-run');
    expect(skipped.length).toBeLessThan(0.2 * blocks.length);
    expect(blocks.filter(({ note }) => note !== 'no-run' && note !== '')).toEqual([]);
  });
  const examples = blocks.filter(({ note }) => note === '');
  test.each(examples)('$place', holdsTrue);

  test('they compile', () => {
    const folder = project({
      ...Object.fromEntries(examples.map(({ place, text }) => [`${place.replace(/\W/g, '-')}.ts`, text])),
      'package.json': '{ "type": "module" }',
      'tsconfig.json': JSON.stringify({
        extends: join(REPOSITORY, 'tsconfig.json'),
        compilerOptions: {
          paths: { redhound: [join(REPOSITORY, 'src/index.ts')] },
          typeRoots: [join(REPOSITORY, 'node_modules/@types')],
        },
        include: ['*.ts'],
      }),
    });
    const tsc = join(REPOSITORY, 'node_modules/typescript/bin/tsc');
    const said = (): string => {
      try {
        return execFileSync(process.execPath, [tsc, '-p', '.'], { cwd: folder, encoding: 'utf8' });
      } catch (error) {
        return (error as { stdout: string }).stdout;
      }
    };
    expect(said()).toBe('');
  });
});

describe('the way in which examples are run', () => {
  const example = (text: string): Example => ({ place: 'nowhere.md:1', language: 'ts', note: '', text });

  test('a wrong claim is noticed', async () => {
    const { claims } = await run(example('const n = 1;\nn + 1; // => 3'));
    expect(claims).toEqual([{ place: 'nowhere.md:2', found: 2, claimed: 3 }]);
  });
  test('an example that throws fails', async () => {
    await expect(run(example("throw new Error('so it is');"))).rejects.toThrow('so it is');
  });
  test('a claim about a declaration is refused', () => {
    expect(() => moduleOf(example('const n = 1; // => 1'))).toThrow('no expression');
  });
});
