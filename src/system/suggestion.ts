/**
 * What may have been meant by a name that nobody knows.
 */

/** `Did you mean 'heartbeat'? Known: heartbeat, migration.` */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearTo(word, known);
  return `${near === undefined ? '' : `Did you mean '${near}'? `}Known: ${known.join(', ')}.`;
}

/** ` (did you mean 'heartbeat'?)`, or nothing. */
export function nearest(word: string, known: readonly string[]): string {
  const near = nearTo(word, known);
  return near === undefined ? '' : ` (did you mean '${near}'?)`;
}

/** The nearest one, if it is near: two letters off at most, or else a part of the other. */
function nearTo(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .filter((name) => name !== '')
    .map((name) => ({ name, off: distance(name.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.off - b.off);
  const near = ranked.find(({ name, off }) => off <= 2 || name.includes(word) || word.includes(name));
  return near?.name;
}

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
