/**
 * How operators, bounds and names of formulas are written: with the usual symbols, or in ASCII.
 */
import { formatDuration } from '../system/duration.ts';
import type { Bounds } from './formula.ts';

export interface Notation {
  readonly not: string;
  readonly and: string;
  readonly or: string;
  readonly implies: string;
  readonly X: string;
  readonly F: string;
  readonly G: string;
  /** Behind an operator that speaks of later letters. */
  readonly later: string;
  readonly quotes: readonly [string, string];
  readonly within: (bounds: Bounds) => string;
}

export const SYMBOLS: Notation = {
  not: '¬',
  and: '∧',
  or: '∨',
  implies: '→',
  X: '○',
  F: '◇',
  G: '□',
  later: '⁺',
  quotes: ['«', '»'],
  within: (bounds) => {
    const [from, to, end] = bounds;
    if (from > 0 && to === Number.POSITIVE_INFINITY) return `≥${formatDuration(from)}`;
    return from > 0 ? interval(bounds) : `${end === 'open' ? '<' : '≤'}${formatDuration(to)}`;
  },
};

export const ASCII: Notation = {
  not: '!',
  and: '&',
  or: '|',
  implies: '->',
  X: 'X ',
  F: '<>',
  G: '[]',
  later: '+',
  quotes: ['"', '"'],
  within: (bounds) => interval(bounds).replace('∞]', 'inf)'),
};

const interval = ([from, to, end]: Bounds): string =>
  `[${from === 0 ? '0' : formatDuration(from)}, ${formatDuration(to)}${end === 'open' ? ')' : ']'}`;
