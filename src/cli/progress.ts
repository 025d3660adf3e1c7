/**
 * How far a check is, on stderr: one line that is redrawn on a terminal, a plain line now and then elsewhere.
 */
import { match } from 'ts-pattern';
import { countOf, figure } from '../report/figures.ts';
import type { Progress } from '../verdict/check-suite.ts';
import type { Terminal } from './terminal.ts';

/** Milliseconds between two redraws, and between two plain lines of one search. */
const REDRAW_EVERY = 100;
const LINE_EVERY = 30_000;

export interface ProgressDisplay {
  show(progress: Progress): void;
  /** Clears the line, so that something else can be printed. */
  clear(): void;
}

/** @param now milliseconds of any clock */
export function progressDisplay(
  terminal: Terminal,
  now: () => number = () => performance.now(),
): ProgressDisplay {
  let search = '';
  let started = 0;
  let shown = 0;
  return {
    show(progress) {
      const time = now();
      const name = searchName(progress);
      const isNew = name !== search;
      if (isNew) [search, started] = [name, time];
      else if (time - shown < (terminal.live ? REDRAW_EVERY : LINE_EVERY)) return;
      shown = time;
      const line = `${name}: ${figures(progress, (time - started) / 1000)}`;
      if (terminal.live) terminal.redraw(line);
      else terminal.note(line);
    },
    clear: () => terminal.redraw(''),
  };
}

const searchName = ({ suite, variant, phase }: Progress): string =>
  `${variant === undefined ? suite : `${suite}, variant ${variant}`}, ${phase}`;

/** @param seconds since the search began */
const figures = (progress: Progress, seconds: number): string =>
  match(progress)
    .with({ phase: 'exhaustive' }, ({ states = 0, frontier = 0, depth = 0 }) => {
      if (states === 0) return 'begins';
      const speed = seconds > 0 ? `, ${figure(Math.round(states / seconds))} states/s` : '';
      return `${countOf(states, 'state')}, depth ${figure(depth)}, frontier ${figure(frontier)}${speed}`;
    })
    .with({ phase: 'random' }, ({ runs = 0, ofRuns, steps = 0 }) =>
      runs === 0
        ? 'begins'
        : `${ofRuns === undefined ? countOf(runs, 'run') : `${figure(runs)} of ${countOf(ofRuns, 'run')}`}, ${countOf(steps, 'step')}`,
    )
    .exhaustive();
