/** Reports as text: what stands where, what colour and width may change, and what no name can do. */
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportOf } from '../../src/report/outcome.ts';
import { type Page, PLAIN_PAGE } from '../../src/report/page.ts';
import { suiteText } from '../../src/report/suite-text.ts';
import { reportText } from '../../src/report/text.ts';
import type { SuiteReport } from '../../src/verdict/suite-report.ts';
import { sampleTrace } from '../trace/sample-trace.ts';
import { badSuite, fineSuite, stoppedSuite, violated } from './sample-report.ts';

const page: Page = { ...PLAIN_PAGE, root: '/home/user/project' };

describe('as it is printed', () => {
  test('a suite where all is as expected', () => {
    expect(reportText(page, reportOf([fineSuite], 20120229, false))).toMatchInlineSnapshot(`
      "heartbeat: Guests that hang are found and restarted.
        states 18,204, product states 20,113, transitions 61,002, depth 41, complete
        random runs 100,000, steps 3,201,113, longest 60, seed 20120229, 98.7% of the
          local steps
        cost 1.2 s, calls of XState 4,417

        assumes
        - Tick 15 s, forced by the delay 15 s of guest.
        - At most 2 hangs, 1 crash and 1 lost heartbeat.

        ✓ silence-leads-to-restart: holds over the complete space (18,204 states); no
          counterexample in 100000 runs of at most 200 moves

        broken variants
        ✓ timeout-of-9: caught by no-early-restart after 3 steps, random after 4 steps
          (shrunk from 41)
          .redhound/traces/heartbeat/timeout-of-9--no-early-restart.exhaustive.json

      seed=20120229 suite=heartbeat runs=100000 states=18204 verdict=holds outcome=as-expected

      1 suite, 1 property, 1 broken variant: all as expected."
    `);
  });

  test('a suite where it is not, at 80 characters', () => {
    expect(reportText(page, reportOf([badSuite], 20120229, false))).toMatchInlineSnapshot(`
      "heartbeat-early: Guests that hang are found and restarted.
        states 18,204, product states 20,113, transitions 61,002, depth 41, complete
        random runs 100,000, steps 3,201,113, longest 60, seed 20120229, 98.7% of the
          local steps
        cost 1.2 s, calls of XState 4,417

        assumes
        - Tick 15 s, forced by the delay 15 s of guest.
        - At most 2 hangs, 1 crash and 1 lost heartbeat.

        ✓ silence-leads-to-restart: holds over the complete space (18,204 states); no
          counterexample in 100000 runs of at most 200 moves
        ✗ no-early-restart: violated after 3 steps; random: violated after 4 steps
          (shrunk from 41) (expected: holds)
          No guest is restarted before ten silent minutes.
          declared at properties/heartbeat.suite.ts:31

          0    0 s  start
          1    0 s  deliver guest→hostAgent HEARTBEAT
                      guest→hostAgent: [HEARTBEAT] → []
                      hostAgent.context.accepted: 0 → 1
          2  9 min  tick
          3  9 min  timer hostAgent silence
                      hostAgent.value: watching → restarting

          RESTART was sent 9 min after the last accepted heartbeat; 10 min were
          claimed.
          values read:
            sent('hostAgent', 'RESTART') = true
            time since = 540000

          replay: npx redhound replay .redhound/traces/heartbeat/no-early-restart.exhaustive.json
          random, after 4 steps (shrunk from 41): .redhound/traces/heartbeat/no-early-restart.random.json

        ✗ crash-is-noticed: vacuous: its trigger occurs in no reachable letter of the
          complete space (expected: holds)

        broken variants
        ✓ timeout-of-9: caught by no-early-restart after 3 steps, random after 4 steps
          (shrunk from 41)
          .redhound/traces/heartbeat/timeout-of-9--no-early-restart.exhaustive.json
        ✗ no-incarnation-check: not as declared
          'silence-leads-to-restart' holds over the complete space, and should be
          violated.

        dead letters (delivered, and no transition for them)
        - guest in 'off': HEARTBEAT

        ! guest.context.retries grows: 0 → 4801
        ! A cycle of internal moves without a tick is reachable.

      seed=20120229 suite=heartbeat-early runs=100000 states=18204 verdict=violated outcome=not-as-expected

      1 suite, 3 properties, 2 broken variants: 2 verdicts not as expected, 1 variant
      not as declared."
    `);
  });

  test('the same at 40 characters', () => {
    expect(suiteText({ ...page, width: 40 }, badSuite, 1)).toMatchInlineSnapshot(`
      "heartbeat-early: Guests that hang are
      found and restarted.
        states 18,204, product states 20,113,
          transitions 61,002, depth 41,
          complete
        random runs 100,000, steps 3,201,113,
          longest 60, seed 20120229, 98.7% of
          the local steps
        cost 1.2 s, calls of XState 4,417

        assumes
        - Tick 15 s, forced by the delay 15 s
          of guest.
        - At most 2 hangs, 1 crash and 1 lost
          heartbeat.

        ✓ silence-leads-to-restart: holds over
          the complete space (18,204 states);
          no counterexample in 100000 runs of
          at most 200 moves
        ✗ no-early-restart: violated after 3
          steps; random: violated after 4
          steps (shrunk from 41) (expected:
          holds)
          No guest is restarted before ten
          silent minutes.
          declared at properties/heartbeat.suite.ts:31

          0    0 s  start
          1    0 s  deliver guest→hostAgent
                    HEARTBEAT
              guest→hostAgent: [HEARTBEAT] →
                []
              hostAgent.context.accepted: 0 →
                1
          2  9 min  tick
          3  9 min  timer hostAgent silence
              hostAgent.value: watching →
                restarting

          RESTART was sent 9 min after the
          last accepted heartbeat; 10 min were
          claimed.
          values read:
            sent('hostAgent', 'RESTART') =
              true
            time since = 540000

          replay: npx redhound replay .redhound/traces/heartbeat/no-early-restart.exhaustive.json
          random, after 4 steps (shrunk from 41): .redhound/traces/heartbeat/no-early-restart.random.json

        ✗ crash-is-noticed: vacuous: its
          trigger occurs in no reachable
          letter of the complete space
          (expected: holds)

        broken variants
        ✓ timeout-of-9: caught by
          no-early-restart after 3 steps,
          random after 4 steps (shrunk from
          41)
          .redhound/traces/heartbeat/timeout-of-9--no-early-restart.exhaustive.json
        ✗ no-incarnation-check: not as
          declared
          'silence-leads-to-restart' holds
          over the complete space, and should
          be violated.

        dead letters (delivered, and no transition for them)
        - guest in 'off': HEARTBEAT

        ! guest.context.retries grows: 0 →
          4801
        ! A cycle of internal moves without a
          tick is reachable.

      seed=1 suite=heartbeat-early runs=100000 states=18204 verdict=violated outcome=not-as-expected"
    `);
  });

  test('a search that stopped early, and an interruption', () => {
    expect(reportText(page, reportOf([stoppedSuite], 1, true))).toMatchInlineSnapshot(`
      "heartbeat-large: Guests that hang are found and restarted.
        states 18,204, product states 20,113, transitions 61,002, depth 41, not
          complete: at 10,000 product states
        random runs 100,000, steps 3,201,113, longest 60, seed 20120229, 98.7% of the
          local steps
        cost 1.2 s, calls of XState 4,417

        assumes
        - Tick 15 s, forced by the delay 15 s of guest.
        - At most 2 hangs, 1 crash and 1 lost heartbeat.

        ? silence-leads-to-restart: inconclusive: it stopped at 10,000 product states

      seed=1 suite=heartbeat-large runs=100000 states=18204 verdict=inconclusive outcome=inconclusive

      1 suite, 1 property, 0 broken variants: interrupted: this report is partial, 1
      verdict inconclusive."
    `);
  });

  test('one search only', () => {
    const { random: _, ...exhaustiveOnly } = fineSuite;
    expect(suiteText(page, exhaustiveOnly, 1)).toContain('random runs: not asked for');
    const randomOnly: SuiteReport = {
      ...fineSuite,
      states: 0,
      properties: [
        {
          ...fineSuite.properties[0]!,
          verdict: 'no-counterexample',
          modes: { random: { verdict: 'no-counterexample', because: 'in 100000 runs of at most 200 moves' } },
        },
      ],
    };
    const text = suiteText(page, randomOnly, 1);
    expect(text).toContain('exhaustive search: not asked for');
    expect(text).toContain('○ silence-leads-to-restart: no counterexample in 100000 runs of at');
    expect(text).not.toContain('✓ silence');
  });
});

test('what is expected to be violated, and is, is no finding', () => {
  const suite = {
    ...fineSuite,
    properties: [{ ...violated, expected: 'violated', asExpected: true } as const],
  };
  const report = reportOf([suite], 1, false);
  expect(report.ok).toBe(true);
  expect(reportText(page, report)).toContain('✓ no-early-restart: violated after 3 steps; random');
  expect(reportText(page, report)).toContain('(expected:');
});

test('colour changes nothing but colour', () => {
  const painted = suiteText({ ...page, paint: (_, text) => `\u001b[31m${text}\u001b[39m` }, badSuite, 1);
  expect(painted).not.toBe(suiteText(page, badSuite, 1));
  expect(stripVTControlCharacters(painted)).toBe(suiteText(page, badSuite, 1));
});

test('the line to search for is in one piece at any width', () => {
  expect(
    suiteText({ ...page, width: 20 }, badSuite, 7)
      .split('\n')
      .at(-1),
  ).toBe('seed=7 suite=heartbeat-early runs=100000 states=18204 verdict=violated outcome=not-as-expected');
});

test('a long run is shown without its middle', () => {
  const steps = Array.from({ length: 1000 }, () => sampleTrace.steps[1]!);
  const trace = { ...sampleTrace, steps };
  const suite = {
    ...fineSuite,
    properties: [{ ...violated, modes: { exhaustive: { verdict: 'violated', trace } as const } }],
  };
  const text = suiteText(page, suite, 1);
  expect(text).toContain('… 800 steps not shown …');
  expect(text).toMatch(/ 100 {2}.*\n.*not shown.*\n.* 901 {2}/);
});

test('no name steers the terminal', () => {
  const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(name, fc.integer({ min: 20, max: 80 }), (evil, width) => {
      const trace = {
        ...sampleTrace,
        property: { id: evil, statement: evil, declaredAt: evil },
        steps: [
          { label: evil, time: 0, changed: [{ path: evil, before: evil, after: evil }], stateHash: '' },
        ],
        violation: { message: evil, values: { [evil]: evil } },
      };
      const property = {
        ...violated,
        id: evil,
        statement: evil,
        modes: { exhaustive: { verdict: 'violated', trace, because: evil } as const },
      };
      const suite: SuiteReport = {
        ...badSuite,
        name: evil,
        description: evil,
        assumptions: [evil],
        deadLetters: [{ agent: evil, state: evil, event: evil }],
        warnings: [evil],
        growth: { path: evil, range: evil },
        properties: [property],
        variants: [
          { ...badSuite.variants[1]!, name: evil, because: evil, complaints: [evil], properties: [property] },
        ],
      };
      const text = suiteText({ ...page, width }, suite, 1);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }),
  );
});
