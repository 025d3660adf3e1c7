/** Progress is one line that is redrawn on a terminal, and a few plain lines elsewhere. */
import { expect, test } from 'vitest';
import { progressDisplay } from '../../src/cli/progress.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { PLAIN_PAGE } from '../../src/report/page.ts';

/** What a display writes when it hears of progress at the given milliseconds. */
function written(live: boolean, times: readonly number[]): string[] {
  const lines: string[] = [];
  const note = (line: string) => void lines.push(line);
  const terminal: Terminal = { cwd: '', live, print: note, note, redraw: note, page: () => PLAIN_PAGE };
  let now = 0;
  const display = progressDisplay(terminal, () => now);
  for (const time of times) {
    now = time;
    display.show({ suite: 's', phase: 'exhaustive', states: time * 10, depth: 3, frontier: 1000 });
  }
  now += 1;
  display.show({ suite: 's', variant: 'v', phase: 'random' });
  now += 30_000;
  display.show({ suite: 's', variant: 'v', phase: 'random', runs: 1200, ofRuns: 100_000, steps: 5000 });
  return lines;
}

test('a terminal sees ten lines a second', () => {
  expect(written(true, [0, 50, 100, 150, 2000])).toEqual([
    's, exhaustive: begins',
    's, exhaustive: 1,000 states, depth 3, frontier 1,000, 10,000 states/s',
    's, exhaustive: 20,000 states, depth 3, frontier 1,000, 10,000 states/s',
    's, variant v, random: begins',
    's, variant v, random: 1,200 of 100,000 runs, 5,000 steps',
  ]);
});

test('a log sees when a search begins, and one line every half minute', () => {
  expect(written(false, [0, 100, 29_999, 30_000, 59_999])).toEqual([
    's, exhaustive: begins',
    's, exhaustive: 300,000 states, depth 3, frontier 1,000, 10,000 states/s',
    's, variant v, random: begins',
    's, variant v, random: 1,200 of 100,000 runs, 5,000 steps',
  ]);
});
