/** A weak until with bounds: up to the end of the interval, whichever kind of end that is. */
import { minutes } from 'redhound';
import { expect, test } from 'vitest';
import { type Bounds, W } from '../../src/property/formula.ts';
import { BEFORE, MonitorAutomaton, VIOLATED } from '../../src/property/monitor-automaton.ts';
import { NormalForm } from '../../src/property/normal-form.ts';
import { atom } from '../../src/property/operand.ts';

const [p, q] = ['p', 'q'].map((name) => atom(name, () => name === ''));

test.each<{ readonly bounds: Bounds; readonly violated: boolean }>([
  { bounds: [0, minutes(2)], violated: true },
  { bounds: [0, minutes(2), 'open'], violated: false },
])('p for two minutes, and not at their end: $bounds', ({ bounds, violated }) => {
  const monitor = new MonitorAutomaton(
    new NormalForm(W(p!, q!, bounds), (duration) => duration / minutes(1)),
  );
  const afterOne = monitor.step(monitor.elapse(monitor.step(BEFORE, 1), 1), 1);
  const afterTwo = monitor.step(monitor.elapse(afterOne, 1), 0);
  expect(afterTwo === VIOLATED).toBe(violated);
});
