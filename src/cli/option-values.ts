/**
 * Values of options, read from the words of a command line.
 */
import { InvalidArgumentError } from 'commander';
import { TRACE_LIMITS } from '../trace/trace-schema.ts';

const SEEDS = 2 ** 31;

/** A whole number of 32 bits with sign, or `random`. */
export function seed(word: string): number {
  if (word === 'random') return Math.floor(Math.random() * SEEDS);
  return whole(word, -SEEDS, SEEDS - 1, "or 'random'");
}

/** 0 or more. */
export const natural = (word: string): number => whole(word, 0, Number.MAX_SAFE_INTEGER);

export const count = (word: string): number => whole(word, 1, Number.MAX_SAFE_INTEGER);

/** Runs are no longer than what a trace file may hold. */
export const steps = (word: string): number => whole(word, 1, TRACE_LIMITS.steps);

/** Megabytes. */
export const megabytes = (word: string): number => whole(word, 16, 2 ** 20);

/** Megabytes of bits: with all else that a search needs, what one memory can have. */
export const bits = (word: string): number => whole(word, 1, 3800);

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/** `500ms`, `30s`, `5m`, `2h`, in milliseconds. A bare number is refused: it would be a guess. */
export function time(word: string): number {
  const [, n, unit] = /^(\d+(?:\.\d+)?)(ms|s|min|m|h)$/.exec(word) ?? [];
  const milliseconds = Number(n) * (UNITS[unit ?? ''] ?? 0);
  if (!(milliseconds >= 1)) {
    throw new InvalidArgumentError('Give a number and a unit: 500ms, 30s, 5m, 2h.');
  }
  return milliseconds;
}

function whole(word: string, least: number, most: number, otherwise = ''): number {
  const n = Number(word);
  if (!/^-?\d+$/.test(word) || n < least || n > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
    throw new InvalidArgumentError(`Give a whole number ${range}${otherwise && ` ${otherwise}`}.`);
  }
  return n;
}
