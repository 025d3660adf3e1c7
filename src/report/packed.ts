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
    // Keys of texts, of lists and of other values begin differently.
    const key =
      typeof entry === 'string' ? `"${entry}` : Array.isArray(entry) ? `[${entry.join()}` : String(entry);
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
  const keys = shapes.map((shape) => shape.map(text));
  const values: unknown[] = [];
  for (const entry of entries) {
    if (!Array.isArray(entry)) values.push(typeof entry === 'string' ? text(entry) : entry);
    else if (entry[0] === 0) values.push(entry.slice(1).map((index: number) => values[index]));
    else values.push(objectOf(keys[entry[0] - 1]!, entry, values));
  }
  return values.at(-1);
}

/** An object of one shape; its parts stand in `entry` from the second place on. */
function objectOf(keys: readonly string[], entry: readonly number[], values: readonly unknown[]): object {
  const object: Record<string, unknown> = {};
  for (const [place, key] of keys.entries()) {
    const value = values[entry[place + 1]!];
    // Assigned, this one would set the prototype.
    if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true });
    else object[key] = value;
  }
  return object;
}
