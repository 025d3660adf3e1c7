/**
 * What may have been meant by a name that nobody knows.
 */

/** `Did you mean 'heartbeat'? Known: heartbeat, migration.` */
export function suggestion(word: string, known: readonly string[]): string {
  const near = known.find(
    (name) =>
      name.includes(word) || word.includes(name) || distance(name.toLowerCase(), word.toLowerCase()) <= 2,
  );
  return `${near === undefined ? '' : `Did you mean '${near}'? `}Known: ${known.join(', ')}.`;
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
