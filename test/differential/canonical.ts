/**
 * One text for one value: what the differential tests compare and key states by.
 *
 * Equal by content whatever the insertion order; Map, Set, bigint, undefined and an absent key are told apart.
 */

/** Names what is no plain data (a reference to an actor), so that it can be compared. */
export type NameOf = (value: object) => string | undefined;

const nameless: NameOf = () => undefined;

export function canonical(value: unknown, nameOf: NameOf = nameless): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return String(value);
  const name = nameOf(value);
  if (name !== undefined) return `<${name}>`;
  if (Array.isArray(value)) return `[${texts(value, nameOf).join(',')}]`;
  if (value instanceof Set) return `Set{${texts(value, nameOf).sort().join(',')}}`;
  if (value instanceof Map) return `Map{${pairs(value, nameOf)}}`;
  return `{${pairs(Object.entries(value), nameOf)}}`;
}

function texts(values: Iterable<unknown>, nameOf: NameOf): string[] {
  const result: string[] = [];
  for (const value of values) result.push(canonical(value, nameOf));
  return result;
}

function pairs(entries: Iterable<readonly [unknown, unknown]>, nameOf: NameOf): string {
  const result: string[] = [];
  for (const [key, value] of entries) {
    result.push(`${canonical(key, nameOf)}:${canonical(value, nameOf)}`);
  }
  return result.sort().join(',');
}
