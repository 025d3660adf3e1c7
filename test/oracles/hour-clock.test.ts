/** The hour clock whose time ends: TLC's 216 states. */
import { expect, test } from 'vitest';
import { everyHour, hourClock, notFourForEver } from './hour-clock.ts';
import { livenessOf, verdictOn } from './liveness-report.ts';

test('216 states; where time ends, the clock is stuck', async () => {
  const { states, complete, verdicts } = await livenessOf(hourClock, everyHour);
  expect({ states, complete }).toEqual({ states: 216, complete: true });
  expect(verdicts).toEqual([{ verdict: 'violated', stem: 0, loop: 0 }]);
});

test('the fourth second passes where the clock strikes', async () => {
  expect(await verdictOn(hourClock, notFourForEver(true))).toEqual({ states: 216, verdict: 'holds' });
  expect(await verdictOn(hourClock, notFourForEver(false))).toMatchObject({ verdict: 'violated', loop: 0 });
});
