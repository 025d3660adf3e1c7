/**
 * An hour clock that strikes within a second of the full hour, as long as time is allowed to pass.
 *
 * Lamport, "Specifying Systems" (2002), chapter 9; TLA+ Examples, `MCRealTimeHourClock`. Time is a variable, here
 * as there, and ends: Redhound's own clock would not.
 */
import { agent, defineSystem, oneOf, propertiesOf } from 'redhound';
import { assign, setup } from 'xstate';

const HOURS = 12;
const SECONDS_PER_HOUR = 2;
const RHO = 1;
const MAX_REAL = 5;

const upTo = (last: number): readonly number[] => Array.from({ length: last + 1 }, (_, index) => index);

const clock = setup({
  types: {
    context: {} as { hour: number; now: number; sinceHour: number },
    input: {} as { hour: number; now: number },
    events: {} as { type: 'STRIKE' } | { type: 'PASS'; seconds: number },
  },
}).createMachine({
  context: ({ input }) => ({ ...input, sinceHour: 0 }),
  on: {
    STRIKE: {
      guard: ({ context }) => context.sinceHour >= SECONDS_PER_HOUR - RHO,
      actions: assign({ hour: ({ context }) => (context.hour % HOURS) + 1, sinceHour: 0 }),
    },
    PASS: {
      guard: ({ context: { now, sinceHour }, event: { seconds } }) =>
        now + seconds <= MAX_REAL && sinceHour + seconds <= SECONDS_PER_HOUR + RHO,
      actions: assign({
        now: ({ context, event }) => context.now + event.seconds,
        sinceHour: ({ context, event }) => context.sinceHour + event.seconds,
      }),
    },
  },
});

const starts = upTo(HOURS - 1).flatMap((hour) => upTo(MAX_REAL).map((now) => ({ hour: hour + 1, now })));

export const hourClock = defineSystem({
  name: 'hour-clock',
  agents: { clock: agent(clock, { input: oneOf(...starts) }) },
  environment: [
    {
      agent: 'clock',
      event: [
        { type: 'STRIKE' },
        ...upTo(MAX_REAL - 1).map((seconds) => ({ type: 'PASS' as const, seconds: seconds + 1 })),
      ],
      budget: 'any',
    },
  ],
});

const { claim, and, G, F, implies, not, condition, fair } = propertiesOf(hourClock);

export const everyHour = claim('every-hour', {
  statement: 'Each hour is shown again and again.',
  source: 'MCRealTimeHourClock, ImpliedTemporal',
  expected: 'violated',
  formula: and(
    ...upTo(HOURS - 1).map((hour) => G(F(({ agent }) => agent('clock').context.hour === hour + 1))),
  ),
  fairness: { level: 'none', weak: [fair.environment('clock', 'PASS')] },
});

const four = condition('now = 4', ({ agent }) => agent('clock').context.now === 4);

/** In the module PASS counts as enabled also where the clock must strike first, so that it need not be fair. */
export const notFourForEver = (strikes: boolean) =>
  claim('not-four-for-ever', {
    statement: 'Once it is not the fourth second, in the end it never is again.',
    source: 'MCRealTimeHourClock, ErrorTemporal',
    formula: G(implies(not(four), F(G(not(four))))),
    fairness: {
      level: 'none',
      weak: [fair.environment('clock', 'PASS'), ...(strikes ? [fair.environment('clock', 'STRIKE')] : [])],
    },
  });
