/**
 * Durations: milliseconds of virtual time, and the words to write them.
 *
 * @example
 * import { minutes, seconds } from 'redhound';
 * minutes(10); // => 600000
 * seconds(15); // => 15000
 */

/** A length of virtual time in milliseconds. `Infinity` is allowed where a field says so. */
export type Duration = number;

/** A closed interval of durations, `[earliest, latest]`. */
export type Window = readonly [Duration, Duration];

/** Milliseconds, said aloud. */
export const milliseconds = (n: number): Duration => n;
/** `n` seconds in milliseconds. */
export const seconds = (n: number): Duration => n * 1000;
/** `n` minutes in milliseconds. */
export const minutes = (n: number): Duration => n * 60_000;
/** `n` hours in milliseconds. */
export const hours = (n: number): Duration => n * 3_600_000;

const UNITS = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** Writes a duration with the largest unit that leaves no fraction: `10 min`, `1500 ms`, `∞`. */
export function formatDuration(duration: Duration): string {
  if (duration === Number.POSITIVE_INFINITY) return '∞';
  for (const [unit, size] of UNITS) {
    if (duration !== 0 && duration % size === 0) return `${duration / size} ${unit}`;
  }
  return `${duration} ms`;
}

/** The largest duration that divides all of `durations`; `undefined` where none is positive and finite. */
export function greatestCommonDivisor(durations: Iterable<Duration>): Duration | undefined {
  let result = 0;
  for (const duration of durations) {
    if (!Number.isFinite(duration) || duration <= 0) continue;
    let [a, b] = [result, duration];
    while (b !== 0) [a, b] = [b, a % b];
    result = a;
  }
  return result === 0 ? undefined : result;
}
