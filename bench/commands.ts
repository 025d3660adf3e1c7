/**
 * Whole commands, from the source of a model to a verdict: `redhound check` of a suite in TypeScript, against
 * `spin -a`, `gcc -O2` and `pan`. `npm run bench:commands -- [resource managers …]`; medians of five, each after the other.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promelaOf } from './hand/promela.ts';
import { median } from './measurement.ts';

const ROUNDS = 5;
const ROOT = new URL('../../', import.meta.url).pathname;

const suiteOf = (resourceManagers: number): string => `
import { defineSuite } from 'redhound';
import { twoPhaseCommit, twoPhaseCommitProperties } from '../test/oracles/two-phase-commit.ts';
export default defineSuite({
  name: 'two-phase-commit-${resourceManagers}',
  system: twoPhaseCommit(${resourceManagers}),
  properties: twoPhaseCommitProperties(${resourceManagers}).slice(0, 1),
  search: { mode: 'exhaustive' },
});
`;

const run = (program: string, args: readonly string[], cwd: string): string =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

function seconds(act: () => void): number {
  const before = performance.now();
  act();
  return (performance.now() - before) / 1000;
}

function compare(resourceManagers: number): void {
  // The suite imports the model by its place in this repository.
  const folder = mkdtempSync(join(ROOT, '.bench', 'commands-'));
  const elsewhere = mkdtempSync(join(tmpdir(), 'redhound-bench-'));
  const suite = join(folder, 'two-phase-commit.suite.ts');
  try {
    writeFileSync(suite, suiteOf(resourceManagers).replaceAll("'../test", `'${ROOT}test`));
    writeFileSync(join(elsewhere, 'model.pml'), promelaOf(resourceManagers));
    const check = (...more: string[]): string =>
      run(process.execPath, ['dist/cli/main.js', 'check', suite, ...more], ROOT);
    const ways: readonly (readonly [name: string, act: () => string, verdict: RegExp])[] = [
      ['redhound check', () => check(), /agreement: holds/],
      ['redhound check --threads 2', () => check('--threads', '2'), /agreement: holds/],
      [
        'spin -a, gcc -O2, pan',
        () => {
          run('spin', ['-a', 'model.pml'], elsewhere);
          run('gcc', ['-O2', '-DSAFETY', '-DNOREDUCE', '-o', 'pan', 'pan.c'], elsewhere);
          return run('./pan', ['-E', '-w23'], elsewhere);
        },
        /errors: 0/,
      ],
    ];
    const taken = ways.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, [name, act, verdict]] of ways.entries()) {
        let said = '';
        taken[index]!.push(
          seconds(() => {
            said = act();
          }),
        );
        if (!verdict.test(said)) throw new Error(`${name} says otherwise:\n${said}`);
      }
    }
    console.log(`two-phase commit with ${resourceManagers} resource managers`);
    const ours = median(taken[0]!);
    for (const [index, [name]] of ways.entries()) {
      const middle = median(taken[index]!);
      console.log(`  ${name.padEnd(28)} ${middle.toFixed(2)} s, ${(middle / ours).toFixed(2)} ×`);
    }
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(elsewhere, { recursive: true });
  }
}

const sizes = process.argv.slice(2).map(Number);
for (const size of sizes.length > 0 ? sizes : [3, 8]) compare(size);
