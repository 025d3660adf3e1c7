/** What `--no-symmetry`, `--partial-order` and `--threads` change of a check, and what they do not. */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { project, redhound } from './redhound.ts';

const ORACLE = pathToFileURL(
  join(dirname(fileURLToPath(import.meta.url)), '../oracles/two-phase-commit.ts'),
).href;

/** Two-phase commit with three resource managers that are declared interchangeable: 288 states are 80 orbits. */
const commit = (): string =>
  project({
    'properties/commit.suite.ts': `
import { defineSuite } from 'redhound';
import { twoPhaseCommit, twoPhaseCommitProperties } from '${ORACLE}';
const system = twoPhaseCommit(3);
export default defineSuite({
  name: 'commit',
  system: { ...system, symmetry: [Object.keys(system.agents).filter((name) => /^rm/.test(name))] },
  properties: twoPhaseCommitProperties(3).slice(0, 1),
  search: { mode: 'exhaustive' },
});
`,
  });

interface Document {
  readonly suites: readonly {
    readonly states: number;
    readonly depth: number;
    readonly properties: readonly { readonly id: string; readonly verdict: string }[];
  }[];
}

async function checked(...words: readonly string[]) {
  const { code, stdout, stderr } = await redhound(['check', ...words, '--json'], { cwd: commit() });
  expect(code, stderr).toBe(0);
  const { suites } = JSON.parse(stdout) as Document;
  const [{ states, depth, properties }] = suites as [Document['suites'][number]];
  return { states, depth, verdicts: properties.map(({ id, verdict }) => `${id} ${verdict}`) };
}

test('declared symmetry is used, unless --no-symmetry says otherwise', async () => {
  const reduced = await checked();
  const plain = await checked('--no-symmetry');
  expect([reduced.states, plain.states]).toEqual([80, 288]);
  expect(reduced.verdicts).toEqual(plain.verdicts);
  expect(plain.verdicts).toEqual(['agreement holds', 'no-agent-fails holds']);
});

test('the report says what was left out, and why that is sound', async () => {
  const { stdout } = await redhound(['check'], { cwd: commit() });
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('one is visited and counted');
  const plain = await redhound(['check', '--no-symmetry'], { cwd: commit() });
  expect(plain.stdout.replaceAll(/\s+/g, ' ')).not.toContain('one is visited and counted');
});

test('--threads changes no count and no verdict', async () => {
  expect(await checked('--no-symmetry', '--threads', '2')).toEqual(await checked('--no-symmetry'));
});

test('--partial-order says the same of the claims, and leaves nothing out where each move is seen', async () => {
  const reduced = await checked('--no-symmetry', '--partial-order');
  expect(reduced).toEqual(await checked('--no-symmetry'));
});

test.each(['0', '-1', 'two'])('--threads %s is refused', async (threads) => {
  const { code, stderr } = await redhound(['check', '--threads', threads], { cwd: commit() });
  expect(code).toBe(2);
  expect(stderr).toContain('--threads');
  expect(stderr).not.toContain('    at ');
});
