/**
 * A strict reader of the Informal Trace Format after Apalache's ADR-015 and what Quint adds to it: every state has all
 * variables and no others, expressions are of the given forms, maps have each key once, no field begins with `#`.
 */

type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json };

export interface Itf {
  readonly vars: readonly string[];
  readonly states: readonly Readonly<Record<string, Json>>[];
  readonly loop: number | undefined;
}

export function readItf(text: string): Itf {
  const document = record(JSON.parse(text) as Json);
  only(document, ['#meta', 'params', 'vars', 'states', 'loop']);
  const vars = list(document['vars']!).map((name) => string(name));
  if (new Set(vars).size !== vars.length) throw new Error('a variable is declared twice');
  const states = list(document['states']!).map((state) => record(state));
  if (states.length === 0) throw new Error('no states');
  for (const state of states) {
    only(state, ['#meta', ...vars]);
    for (const name of vars) {
      if (!Object.hasOwn(state, name)) throw new Error(`a state has no ${name}`);
      check(state[name]!);
    }
  }
  for (const name of vars) {
    const shapes = new Set(states.map((state) => shapeOf(state[name]!)));
    if (shapes.size > 1) throw new Error(`${name} changes its type: ${[...shapes].join(' and ')}`);
  }
  const loop = document['loop'];
  if (
    loop !== undefined &&
    !(Number.isInteger(loop) && (loop as number) >= 0 && (loop as number) < states.length)
  ) {
    throw new Error('the loop begins nowhere');
  }
  return { vars, states, loop: loop as number | undefined };
}

function check(value: Json): void {
  if (typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`${value} is no integer`);
    return;
  }
  if (value === null) throw new Error('null is no expression');
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) check(item);
    return;
  }
  const fields = Object.entries(value as object) as [string, Json][];
  const marker = fields.find(([name]) => name.startsWith('#'));
  if (marker === undefined) {
    for (const [, item] of fields) check(item);
    return;
  }
  if (fields.length !== 1) throw new Error(`${marker[0]} is not alone`);
  const [name, inner] = marker;
  if (name === '#bigint') {
    if (!/^-?\d+$/.test(string(inner))) throw new Error('no digits');
  } else if (name === '#tup' || name === '#set') for (const item of list(inner)) check(item);
  else if (name === '#map') {
    const pairs = list(inner).map((pair) => list(pair));
    if (pairs.some((pair) => pair.length !== 2)) throw new Error('a map has no pairs');
    if (new Set(pairs.map(([key]) => JSON.stringify(key))).size !== pairs.length)
      throw new Error('a key occurs twice');
    for (const item of pairs.flat()) check(item);
  } else throw new Error(`${name} is no marker`);
}

/** The type, as far as one value shows it: what is in maps and lists may be nothing. */
function shapeOf(value: Json): string {
  if (typeof value !== 'object' || value === null) return typeof value;
  if (Array.isArray(value)) return 'list';
  return `{${Object.entries(value as object)
    .map(([name, item]) => `${name}: ${shapeOf(item as Json)}`)
    .sort()
    .join(', ')}}`;
}

function only(value: Readonly<Record<string, Json>>, names: readonly string[]): void {
  const other = Object.keys(value).find((name) => !names.includes(name));
  if (other !== undefined) throw new Error(`${other} is no field`);
}

function record(value: Json): Readonly<Record<string, Json>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no record');
  return value as Readonly<Record<string, Json>>;
}
function list(value: Json): readonly Json[] {
  if (!Array.isArray(value)) throw new Error('no list');
  return value;
}
function string(value: Json): string {
  if (typeof value !== 'string') throw new Error('no string');
  return value;
}
