/**
 * Timers after a leap: what one state becomes never stands in for what another becomes.
 */
import { expect, test } from 'vitest';
import { TimerTable } from '../../src/agent/timer-table.ts';

test('leaps of more than 2^24 ticks are kept apart from short ones', () => {
  const table = new TimerTable((kind) => kind);
  const started = (name: string, ticks: number): number => {
    const kind = table.kind({
      path: '',
      id: name,
      name,
      target: '',
      to: { agent: 0, event: 0 },
      inside: true,
      outcome: false,
      window: [ticks, ticks],
      key: name,
    });
    return table.apply(0, table.operations([{ operation: 'start', kind }]));
  };
  const far = started('far', 2 ** 26);
  const near = started('near', 10);
  const later = table.advance(far, 2 ** 24 * (near - far) + 5);
  const soon = table.advance(near, 5);
  expect(table.timersOf(later).map(({ kind }) => kind.name)).toEqual(['far']);
  expect(table.timersOf(soon).map(({ kind }) => kind.name)).toEqual(['near']);
});
