/**
 * Every suite of the project is as its author expects: complete unless it is for random runs, each claim with the
 * verdict that is expected of it, each claim that holds caught by a broken variant, variants caught (see `lessened.ts`),
 * and every trace replays. In two files, so that they run at the same time.
 *
 * What is searched completely is searched at random too where REDHOUND_RUNS says how many runs, as in continuous
 * integration and in `verify:deep`: it takes longer than all else here, and `npm run verify` does it.
 */
import { fileURLToPath } from 'node:url';
import { checkSuite, type Property, type Suite, type SuiteReport, type Trace } from 'redhound';
import { globSync } from 'tinyglobby';
import { beforeAll, describe, expect, test } from 'vitest';
import { outcomeOf } from '../../src/report/outcome.ts';
import { replayTrace } from '../../src/verdict/replay-trace.ts';
import { lessened } from './lessened.ts';

const RUNS = Number(process.env['REDHOUND_RUNS'] ?? 2_000);
const IN_BOTH_SEARCHES = process.env['REDHOUND_RUNS'] !== undefined;
const root = fileURLToPath(new URL('../..', import.meta.url));

const everyFile = globSync('properties/**/*.suite.ts', { cwd: root }).sort();
/** Those of project-suites.test.ts are looked at there; what they catch counts here too. */
const files = everyFile.filter((file) => !/^properties\/(heartbeat|migration)\.suite\.ts$/.test(file));

const suiteIn = async (file: string): Promise<Suite> =>
  ((await import(`${root}/${file}`)) as { default: Suite }).default;

/** A claim, wherever a suite has it: sister suites share the file that declares it. */
const claimKey = ({ id, declaredAt }: Property): string => `${id} ${declaredAt}`;

/** Looks at every suite whose place among all is `shard` modulo `of`. */
export function lookAtSuites(shard: number, of: number): void {
  const caughtAnywhere = new Set<string>();
  beforeAll(async () => {
    for (const file of everyFile) {
      const { properties, variants = [] } = await suiteIn(file);
      const caught = new Set(variants.flatMap(({ breaks }) => breaks));
      for (const property of properties) if (caught.has(property.id)) caughtAnywhere.add(claimKey(property));
    }
  }, 60_000);

  describe.each(files.filter((_, index) => index % of === shard))('%s', (file) => {
    let suite: Suite;
    let report: SuiteReport;

    beforeAll(async () => {
      suite = await suiteIn(file);
      const asItSays = IN_BOTH_SEARCHES || suite.search?.mode === 'random';
      report = await checkSuite(lessened(suite), {
        ...(!asItSays && { mode: 'exhaustive' }),
        runs: Math.min(RUNS, suite.search?.runs ?? RUNS),
      });
    }, 300_000);

    test('is as expected, over the complete space where it is searched', () => {
      expect(report.complete).toBe(suite.search?.mode !== 'random');
      const surprises = report.properties.filter(({ asExpected }) => !asExpected);
      expect(surprises.map(({ id, verdict, expected }) => `${id}: ${verdict}, not ${expected}`)).toEqual([]);
      expect(
        report.variants.flatMap(({ name, complaints }) => complaints.map((each) => `${name}: ${each}`)),
      ).toEqual([]);
      expect(outcomeOf(report)).toBe('as-expected');
    });

    test('what holds has a broken variant that it catches, here or in a sister suite', () => {
      const uncaught = suite.properties.filter(
        (property) => property.expected === 'holds' && !caughtAnywhere.has(claimKey(property)),
      );
      expect(uncaught.map(({ id }) => id)).toEqual([]);
    });

    test('what is expected to be violated says which assumption is missing', () => {
      const silent = suite.properties.filter(
        ({ expected, missing }) => expected === 'violated' && missing === undefined,
      );
      expect(silent.map(({ id }) => id)).toEqual([]);
    });

    test('every trace replays', () => {
      const reports = [report.properties, ...report.variants.map(({ properties }) => properties)].flat();
      for (const { id, modes } of reports) {
        const traces = [
          modes.exhaustive?.trace,
          modes.random?.trace,
          modes.exhaustive?.witness,
          modes.random?.witness,
        ];
        for (const trace of traces.filter((each): each is Trace => each !== undefined)) {
          expect([id, replayTrace(trace, suite).kind]).not.toEqual([id, 'not-reproduced']);
        }
      }
    });
  });
}
