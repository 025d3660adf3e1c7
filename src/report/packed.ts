/**
 * Plain data with every part said once: equal texts, arrays and objects of a long run become one entry, and an entry
 * names its parts by their index. Unpacked, equal parts are one object, so that whoever compares two states compares
 * references.
 *
 * Decision trees keep equal nodes so ("hash consing"); a run of ten thousand steps shrinks by two orders of magnitude.
 */

export interface Packed {
  /** The keys of objects; an entry that is an object names its list. */
  readonly shapes: readonly (readonly string[])[];
  /** A primitive; `[0, …parts]` for an array; `[1 + shape, …parts]` for an object. Parts stand before wholes. */
  readonly entries: readonly (string | number | boolean | null | readonly number[])[];
}

/** `value`, which is plain data as JSON has it, packed; absent fields stay absent. */
export function pack(value: unknown): Packed {
  const shapes: (readonly string[])[] = [];
  const entries: Packed['entries'][number][] = [];
  const shapeIndex = new Map<string, number>();
  const entryIndex = new Map<string, number>();
  const known = new Map<object, number>();
  const enter = (entry: Packed['entries'][number]): number => {
    const key = JSON.stringify(entry);
    let index = entryIndex.get(key);
    if (index === undefined) {
      index = entries.push(entry) - 1;
      entryIndex.set(key, index);
    }
    return index;
  };
  const shapeOf = (keys: readonly string[]): number => {
    const key = JSON.stringify(keys);
    let index = shapeIndex.get(key);
    if (index === undefined) {
      index = shapes.push(keys) - 1;
      shapeIndex.set(key, index);
    }
    return index;
  };
  const indexOf = (part: unknown): number => {
    if (typeof part !== 'object' || part === null) return enter(part as string | number | boolean | null);
    const seen = known.get(part);
    if (seen !== undefined) return seen;
    const fields = Array.isArray(part) ? [] : Object.entries(part).filter(([, inner]) => inner !== undefined);
    const index = Array.isArray(part)
      ? enter([0, ...part.map(indexOf)])
      : enter([1 + shapeOf(fields.map(([key]) => key)), ...fields.map(([, inner]) => indexOf(inner))]);
    known.set(part, index);
    return index;
  };
  indexOf(value);
  return { shapes, entries };
}

/** What was packed; every text goes through `text` once. */
export function unpack({ shapes, entries }: Packed, text: (text: string) => string): unknown {
  const values: unknown[] = [];
  for (const entry of entries) {
    if (!Array.isArray(entry)) {
      values.push(typeof entry === 'string' ? text(entry) : entry);
      continue;
    }
    const [kind, ...parts] = entry as readonly number[];
    const inner = parts.map((index) => values[index]);
    // Not by assignment: a key may be `__proto__`.
    values.push(
      kind === 0
        ? inner
        : Object.fromEntries(shapes[kind! - 1]!.map((key, at) => [text(key), inner[at]] as const)),
    );
  }
  return values.at(-1);
}
