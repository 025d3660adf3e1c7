/**
 * How the exhaustive search scales: two-phase commit against programs written for it alone, in JavaScript and C, and
 * against SPIN, where gcc and SPIN are installed. States per second of processor time, so that neighbours on a shared
 * machine count for little; bytes a state, as the search itself counts them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../src/product/compose.ts';
import { ExhaustiveSearch } from '../src/search/exhaustive.ts';
import { twoPhaseCommit, twoPhaseCommitProperties } from '../test/oracles/two-phase-commit.ts';
import { promelaOf } from './hand/promela.ts';
import { countByHand } from './hand/two-phase-commit.ts';
import { median } from './measurement.ts';

const ROUNDS = 3;
/** Distinct states by number of resource managers, as published for the specification. */
const STATES: Readonly<Record<number, number>> = {
  3: 288,
  5: 8832,
  6: 50_816,
  7: 296_448,
  8: 1_745_408,
  9: 10_340_352,
  10: 61_515_776,
};

interface Round {
  readonly states: number;
  /** Seconds of processor time. */
  readonly seconds: number;
  /** Of the whole search; where it says. */
  readonly bytes?: number;
}

type Contestant = readonly [name: string, round: () => Round];

function timed(count: () => Omit<Round, 'seconds'>): Round {
  const before = process.cpuUsage();
  const counted = count();
  const { user, system } = process.cpuUsage(before);
  return { ...counted, seconds: (user + system) / 1e6 };
}

/** Composes the system too, so that XState is asked anew; agreement is checked. */
const engine = (resourceManagers: number): Round =>
  timed(() => {
    const [agreement] = twoPhaseCommitProperties(resourceManagers);
    const search = new ExhaustiveSearch(compose(twoPhaseCommit(resourceManagers)), [agreement!]);
    while (search.advance(4096));
    return { states: search.states, bytes: search.bytes };
  });

/** The same once the tables are filled: the search alone. */
function searchAlone(resourceManagers: number): () => Round {
  const product = compose(twoPhaseCommit(resourceManagers));
  const [agreement] = twoPhaseCommitProperties(resourceManagers);
  return () =>
    timed(() => {
      const search = new ExhaustiveSearch(product, [agreement!]);
      while (search.advance(4096));
      return { states: search.states, bytes: search.bytes };
    });
}

const byHand = (resourceManagers: number): Round =>
  timed(() => ({ states: countByHand(resourceManagers, STATES[resourceManagers]! + 1) }));

const run = (program: string, args: readonly string[], cwd: string): string =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** The C program and SPIN’s, compiled in `folder`; those of them for which there is a compiler. */
function compiled(resourceManagers: number, folder: string): readonly Contestant[] {
  const source = new URL('../../bench/hand/two-phase-commit.c', import.meta.url).pathname;
  const size = String(resourceManagers);
  const capacity = String(STATES[resourceManagers]! + 1);
  const contestants: Contestant[] = [];
  try {
    run('gcc', ['-O2', '-o', 'by-hand', source], folder);
    contestants.push([
      'C by hand',
      () => secondsOf(run('./by-hand', [size, capacity], folder), /^(\d+) ([\d.]+)/),
    ]);
    writeFileSync(join(folder, 'model.pml'), promelaOf(resourceManagers));
    run('spin', ['-a', 'model.pml'], folder);
    run('gcc', ['-O2', '-DSAFETY', '-DNOREDUCE', '-o', 'pan', 'pan.c'], folder);
    const pattern = /(\d+) states, stored[\s\S]*pan: elapsed time ([\d.]+)/;
    contestants.push(['SPIN, pan alone', () => secondsOf(run('./pan', ['-E', '-w23'], folder), pattern)]);
  } catch (error) {
    console.log(`left out: ${(error as Error).message.split('\n')[0]}`);
  }
  return contestants;
}

function secondsOf(output: string, pattern: RegExp): Round {
  const [, states, seconds] = pattern.exec(output)!;
  return { states: Number(states), seconds: Math.max(0.001, Number(seconds)) };
}

function compare(resourceManagers: number, rounds: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'redhound-bench-'));
  try {
    const contestants: readonly Contestant[] = [
      ['engine, XState included', () => engine(resourceManagers)],
      ['engine, search alone', searchAlone(resourceManagers)],
      ['JavaScript by hand', () => byHand(resourceManagers)],
      ...compiled(resourceManagers, folder),
    ];
    const taken = contestants.map((): Round[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [index, [, take]] of contestants.entries()) taken[index]!.push(take());
    }
    console.log(
      `${resourceManagers} resource managers, ${STATES[resourceManagers]!.toLocaleString('en-US')} states`,
    );
    const alone = median(taken[1]!.map(({ seconds }) => seconds));
    for (const [index, [name]] of contestants.entries()) {
      const [{ states, bytes }] = taken[index] as [Round, ...Round[]];
      const seconds = median(taken[index]!.map((each) => each.seconds));
      const room = bytes === undefined ? '' : `, ${(bytes / states).toFixed(1)} bytes a state`;
      const rate = (states / seconds / 1e6).toFixed(2);
      const counted = states === STATES[resourceManagers] ? '' : ` (${states} states!)`;
      const ratio = (alone / seconds).toFixed(2);
      console.log(
        `  ${name.padEnd(24)} ${seconds.toFixed(2)} s, ${rate} M/s, search alone takes ${ratio} ×${room}${counted}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const sizes = process.argv.slice(2).map(Number);
for (const size of sizes.length > 0 ? sizes : [6, 7, 8]) compare(size, size > 8 ? 1 : ROUNDS);
