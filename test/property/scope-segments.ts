/**
 * The parts of a word that a scope speaks of, found by walking along it.
 *
 * - globally: all of it;
 * - before: up to the first R, exclusive; nothing if R never comes;
 * - after: from the first Q, inclusive;
 * - between: from each Q without R, inclusive, up to the next R, exclusive; nothing if R does not come;
 * - afterUntil: the same, but R need not come.
 *
 * Each Q begins a segment of its own, also while another one lasts.
 */
import type { Scope } from './catalogue.ts';
import type { Letter } from './word.ts';

export interface Segment {
  /** The word that this is a part of. */
  readonly letters: readonly Letter[];
  /** The first position, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Whether R ended it (at position `to`), rather than the word. */
  readonly closed: boolean;
}

/** The segments that begin before position `starts`. */
export function segmentsOf(letters: readonly Letter[], scope: Scope, starts = letters.length): Segment[] {
  const has = (i: number, name: string): boolean => letters[i]!.holds.has(name);
  const segment = (from: number, until: 'R' | 'the end'): Segment => {
    let to = from;
    while (to < letters.length && !(until === 'R' && has(to, 'R'))) to++;
    return { letters, from, to, closed: to < letters.length };
  };
  const begins: number[] = [];
  for (let i = 0; i < starts; i++) if (has(i, 'Q')) begins.push(i);

  switch (scope) {
    case 'globally':
      return [segment(0, 'the end')];
    case 'before':
      return [segment(0, 'R')].filter(({ closed }) => closed);
    case 'after':
      return begins.slice(0, 1).map((from) => segment(from, 'the end'));
    case 'between':
    case 'afterUntil': {
      const segments = begins.filter((from) => !has(from, 'R')).map((from) => segment(from, 'R'));
      return scope === 'between' ? segments.filter(({ closed }) => closed) : segments;
    }
  }
}
