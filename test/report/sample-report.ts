/** Reports put together by hand, with each kind of verdict, for tests of what is printed. */
import type { Trace } from '../../src/trace/trace.ts';
import type { PropertyReport, SuiteReport, VariantReport } from '../../src/verdict/suite-report.ts';
import { sampleTrace } from '../trace/sample-trace.ts';

const randomTrace: Trace = {
  ...sampleTrace,
  mode: 'random',
  random: { seed: 20120229, path: '417:3' },
  steps: [...sampleTrace.steps, sampleTrace.steps[1]!],
};

const holding: PropertyReport = {
  id: 'silence-leads-to-restart',
  statement: 'A guest whose heartbeat was not accepted for ten minutes is restarted at once.',
  declaredAt: '/home/user/project/properties/heartbeat.suite.ts:20:5',
  verdict: 'holds',
  expected: 'holds',
  asExpected: true,
  modes: {
    exhaustive: { verdict: 'holds' },
    random: { verdict: 'no-counterexample', because: 'in 100000 runs of at most 200 moves' },
  },
};

export const violated: PropertyReport = {
  ...sampleTrace.property,
  verdict: 'violated',
  expected: 'holds',
  asExpected: false,
  modes: {
    exhaustive: { verdict: 'violated', trace: sampleTrace },
    random: { verdict: 'violated', trace: randomTrace, shrunkFrom: 41 },
  },
};

const vacuous: PropertyReport = {
  ...holding,
  id: 'crash-is-noticed',
  verdict: 'vacuous',
  asExpected: false,
  modes: { exhaustive: { verdict: 'vacuous', because: 'its trigger occurs in no reachable letter' } },
};

const inconclusive: PropertyReport = {
  ...holding,
  verdict: 'inconclusive',
  modes: { exhaustive: { verdict: 'inconclusive', because: 'it stopped at 10,000 product states' } },
};

const caughtVariant: VariantReport = {
  name: 'timeout-of-9',
  because: 'The host agent waits nine minutes only.',
  breaks: ['no-early-restart'],
  caught: true,
  complaints: [],
  states: 9000,
  properties: [
    { ...holding, modes: { exhaustive: { verdict: 'holds' } } },
    {
      ...violated,
      asExpected: true,
      modes: {
        exhaustive: { verdict: 'violated', trace: { ...sampleTrace, variant: 'timeout-of-9' } },
        random: { verdict: 'violated', trace: { ...randomTrace, variant: 'timeout-of-9' }, shrunkFrom: 41 },
      },
    },
  ],
};

const missedVariant: VariantReport = {
  name: 'no-incarnation-check',
  because: 'Late heartbeats count.',
  breaks: ['silence-leads-to-restart'],
  caught: false,
  complaints: ["'silence-leads-to-restart' holds over the complete space, and should be violated."],
  states: 18_204,
  properties: [holding],
};

export const fineSuite: SuiteReport = {
  name: 'heartbeat',
  description: 'Guests that hang are found and restarted.',
  assumptions: [
    'Tick 15 s, forced by the delay 15 s of guest.',
    'At most 2 hangs, 1 crash and 1 lost heartbeat.',
  ],
  initialStates: 1,
  states: 18_204,
  productStates: 20_113,
  transitions: 61_002,
  depth: 41,
  complete: true,
  cost: { elapsedMs: 1234.5, xstateCalls: 4417 },
  random: {
    runs: 100_000,
    steps: 3_201_113,
    longest: 60,
    seed: 20120229,
    strategy: 'portfolio',
    coverage: 0.9876,
  },
  deadLetters: [],
  warnings: [],
  properties: [holding],
  variants: [caughtVariant],
};

export const badSuite: SuiteReport = {
  ...fineSuite,
  name: 'heartbeat-early',
  deadLetters: [{ agent: 'guest', state: "'off'", event: 'HEARTBEAT' }],
  warnings: ['A cycle of internal moves without a tick is reachable.'],
  growth: { path: 'guest.context.retries', range: '0 → 4801' },
  properties: [holding, violated, vacuous],
  variants: [caughtVariant, missedVariant],
};

export const stoppedSuite: SuiteReport = {
  ...fineSuite,
  name: 'heartbeat-large',
  complete: false,
  stopped: 'at 10,000 product states',
  properties: [inconclusive],
  variants: [],
};
