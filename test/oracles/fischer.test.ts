/**
 * Fischer's mutual exclusion: TLC's figures.
 *
 * TLC also counts ticks that change nothing, where no process has a timer (2,487 generated with 3, 2, 3: 1 initial
 * state, 2,378 moves, 108 such ticks); `transitions` does not.
 */
import { expect, test } from 'vitest';
import { spaceOf, verdictsOf } from './exhaustive-report.ts';
import { fischer, mutualExclusion } from './fischer.ts';

test.each([
  { processes: 3, delta: 2, epsilon: 3, states: 1002, transitions: 2378, depth: 24 },
  { processes: 2, delta: 1, epsilon: 2, states: 93, transitions: 167, depth: 19 },
  { processes: 2, delta: 1, epsilon: 1, states: 137, transitions: 269, depth: 22 },
  { processes: 2, delta: 2, epsilon: 2, states: 186, transitions: 370, depth: 25 },
])('$processes, $delta, $epsilon: $states states', async ({ processes, delta, epsilon, ...figures }) => {
  expect(await spaceOf(fischer(processes, delta, epsilon))).toEqual({
    ...figures,
    initialStates: 1,
    complete: true,
  });
});

test.each([
  { processes: 3, delta: 2, epsilon: 3, verdict: { verdict: 'holds' } },
  { processes: 2, delta: 1, epsilon: 2, verdict: { verdict: 'holds' } },
  { processes: 1, delta: 2, epsilon: 1, verdict: { verdict: 'holds' } },
  // 15 and 17 states
  { processes: 2, delta: 1, epsilon: 1, verdict: { verdict: 'violated', steps: 14 } },
  { processes: 2, delta: 2, epsilon: 2, verdict: { verdict: 'violated', steps: 16 } },
])('$processes, $delta, $epsilon: mutual exclusion $verdict.verdict', async (row) => {
  const system = fischer(row.processes, row.delta, row.epsilon);
  expect(await verdictsOf(system, [mutualExclusion(row.processes)])).toEqual({
    'mutual-exclusion': row.verdict,
  });
});

test('mutual exclusion fails exactly when several processes write as late as they wait', async () => {
  for (const processes of [1, 2]) {
    for (const delta of [1, 2, 3]) {
      for (const epsilon of [1, 2, 3]) {
        const verdicts = await verdictsOf(fischer(processes, delta, epsilon), [mutualExclusion(processes)]);
        const fails = processes > 1 && delta >= epsilon;
        expect(verdicts['mutual-exclusion']?.verdict).toBe(fails ? 'violated' : 'holds');
      }
    }
  }
});
