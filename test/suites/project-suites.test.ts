/**
 * The project's own suites: every claim holds over the whole state space and in random runs, broken variants (see
 * `lessened.ts`) are caught by the properties that they name, in both searches, with traces that replay, and README has
 * their figures.
 */

import { checkSuite, type Property, type Suite, type SuiteReport, type Verdict } from 'redhound';
import { describe, expect, test } from 'vitest';
import heartbeat from '../../properties/heartbeat.suite.ts';
import migration from '../../properties/migration.suite.ts';
import { figure } from '../../src/report/figures.ts';
import { DEFAULTS } from '../../src/verdict/check-options.ts';
import { replayTrace } from '../../src/verdict/replay-trace.ts';
import { textOf } from '../documentation/examples.ts';
import { lessened } from './lessened.ts';

const RUNS = Number(process.env['REDHOUND_RUNS'] ?? 1_000);

describe.each([
  // Pinned so that a change of the model or the engine shows; a naive explorer of the models came to the same states.
  // Claims that remember add transitions, and no states.
  [heartbeat, { states: 466_556, transitions: 3_355_544, depth: 54 }],
  [migration, { states: 29_077, transitions: 152_432, depth: 80 }],
] as const)('$name', (suite: Suite, size) => {
  let report: SuiteReport;

  test('holds over the complete space and in random runs', async () => {
    report = await checkSuite(lessened(suite), { runs: RUNS });
    expect(report).toMatchObject({ complete: true, ...size });
    expect(report.states).toBeGreaterThanOrEqual(10_000);
    for (const { id, modes } of report.properties) {
      expect([id, modes.exhaustive?.verdict]).toEqual([id, 'holds']);
      expect([id, modes.random?.verdict]).toEqual([id, foundAtRandom(suite, id)]);
    }
  }, 300_000);

  test('README has its figures', () => {
    const row = textOf('README.md')
      .split('\n')
      .find((line) => line.startsWith(`| ${suite.name} |`));
    const cells = row?.split('|').map((cell) => cell.trim());
    expect(cells?.slice(3, -1)).toEqual([
      /^(\d+) agents/.exec(report.assumptions[0]!)![1],
      figure(report.states),
      figure(report.transitions),
      String(report.depth),
      `${report.properties.length} hold`,
      figure(suite.search?.runs ?? DEFAULTS.runs),
      String(suite.variants!.length),
    ]);
  });

  test('every property has a broken variant that it catches', () => {
    const caught = new Set(suite.variants!.flatMap(({ breaks }) => breaks));
    expect(suite.properties.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual([]);
  });

  test('broken variants are caught in both searches, and their traces replay', () => {
    for (const variant of report.variants) {
      expect([variant.name, variant.complaints]).toEqual([variant.name, []]);
      for (const id of variant.breaks) {
        const { modes } = variant.properties.find((property) => property.id === id)!;
        for (const mode of searchesThatRefute(suite, id)) {
          expect([variant.name, id, replayTrace(modes[mode]!.trace!, suite).kind]).toEqual([
            variant.name,
            id,
            'reproduced',
          ]);
        }
      }
    }
  });
});

/** What random runs can find out about a claim that holds. */
function foundAtRandom(suite: Suite, id: string): Verdict {
  switch (claimKind(suite, id)) {
    // One run that gets there proves that it can be reached; that none does would be too little.
    case 'possible':
      return 'holds';
    // From every state: no number of runs shows that, or refutes it.
    case 'always-possible':
      return 'inconclusive';
    default:
      return 'no-counterexample';
  }
}

/** Those that refute a claim by a run. */
function searchesThatRefute(suite: Suite, id: string): readonly ('exhaustive' | 'random')[] {
  switch (claimKind(suite, id)) {
    // That something cannot be reached no run shows.
    case 'possible':
      return [];
    // A run shows how to get to where it can no longer be reached, and only the complete space that it cannot.
    case 'always-possible':
      return ['exhaustive'];
    default:
      return ['exhaustive', 'random'];
  }
}

/** That no agent fails is checked without being among the properties. */
const claimKind = ({ properties }: Suite, id: string): Property['claim']['kind'] =>
  properties.find((property) => property.id === id)?.claim.kind ?? 'no-failure';
