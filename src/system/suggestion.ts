/**
 * What may have been meant by a name that nobody knows.
 */

/** Of more names than these a few are shown, the nearest first. */
const MANY = 20;
const A_FEW = 8;

/** `Did you mean 'heartbeat'? Known: heartbeat, migration.` */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearTo(word, known);
  const shown = known.length <= MANY ? known : ranked(word, known).slice(0, A_FEW);
  const others = known.length - shown.length;
  return `${near === undefined ? '' : `Did you mean '${near}'? `}Known: ${shown.join(', ')}${others === 0 ? '' : `, and ${others} others`}.`;
}

/** ` (did you mean 'heartbeat'?)`, or nothing. */
export function nearest(word: string, known: readonly string[]): string {
  const near = nearTo(word, known);
  return near === undefined ? '' : ` (did you mean '${near}'?)`;
}

/** The nearest one, if it is near: two letters off at most, of a short word fewer, or else a part of the other. */
const nearTo = (word: string, known: readonly string[]): string | undefined =>
  ranked(word, known).find(
    (name) =>
      name !== '' &&
      (off(name, word) <= Math.min(2, word.length - 1) || name.includes(word) || word.includes(name)),
  );

const ranked = (word: string, known: readonly string[]): readonly string[] =>
  known.toSorted((a, b) => off(a, word) - off(b, word));

const off = (a: string, b: string): number => distance(a.toLowerCase(), b.toLowerCase());

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
