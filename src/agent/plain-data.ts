/**
 * Plain data: what contexts, inputs, outputs and payloads may hold, and when two of them are equal.
 *
 * Equality is by content: insertion order of objects, Maps and Sets is ignored, −0 equals 0, an absent key differs
 * from `undefined`, sharing is no part of a value. `JSON.stringify` would not do: it merges every Map and Set into
 * `{}`, NaN into null, and tells `{a,b}` from `{b,a}`. Error objects count as their name and message, because
 * XState puts them into events itself.
 */
import { ModelError } from '../system/model-error.ts';
import { isActorReference, keyOfReference } from './actor-reference.ts';

/** A text that two values share exactly when they are equal. */
export type CanonicalKey = string;

/**
 * The canonical key of `value`.
 *
 * @param path where the value stands, for the error: `context.list`
 * @throws ModelError `CONTEXT_NOT_PLAIN` for functions, class instances, Dates, typed arrays, symbols, cycles, and arrays
 *   and collections with fields of their own
 */
export function canonicalKey(value: unknown, path: string): CanonicalKey {
  return keyWithin(value, path, undefined);
}

/** An object that is looked into: where it stands in the one above it. Paths are made of this where one is told. */
interface Place {
  readonly value: object;
  readonly step: Step;
  readonly above: Place | undefined;
}

/** A field by its name, an item by its index; of what is outermost the whole path. */
type Step = string | number;

function keyWithin(value: unknown, step: Step, above: Place | undefined): CanonicalKey {
  switch (typeof value) {
    case 'undefined':
      return 'u';
    case 'boolean':
      return value ? 't' : 'f';
    case 'number':
      return value === 0 ? '#0' : `#${value}`;
    case 'bigint':
      return `b${value}`;
    case 'string':
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'n' : keyOfObject(value, step, above);
    default:
      throw notPlain(step, above, `a ${typeof value}`);
  }
}

function keyOfObject(value: object, step: Step, above: Place | undefined): CanonicalKey {
  if (isActorReference(value)) return keyOfReference(value);
  for (let place = above; place !== undefined; place = place.above) {
    if (place.value === value) throw notPlain(step, above, 'part of a cycle');
  }
  const here: Place = { value, step, above };
  if (Array.isArray(value)) {
    if (!Array.isArray(Object.getPrototypeOf(value))) throw notPlain(step, above, instanceOf(value));
    let present = 0;
    const items = Array.from(value, (item, index) => {
      if (!(index in value)) return 'h';
      present++;
      return keyWithin(item, index, here);
    });
    if (Reflect.ownKeys(value).length > present + 1)
      throw notPlain(step, above, 'an array with fields of its own');
    return `[${items.join()}]`;
  }
  if (value instanceof Map || value instanceof Set) {
    const own = Object.getPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf(value))) as object | null;
    if (own !== null) throw notPlain(step, above, instanceOf(value));
    if (Reflect.ownKeys(value).length > 0) throw notPlain(step, above, 'a collection with fields of its own');
  }
  if (value instanceof Map) {
    const entries = [...value].map(
      ([key, item]) => `${keyWithin(key, 'key', here)}:${keyWithin(item, 'value', here)}`,
    );
    return `M{${entries.sort().join()}}`;
  }
  if (value instanceof Set) {
    return `S{${[...value]
      .map((item) => keyWithin(item, 'item', here))
      .sort()
      .join()}}`;
  }
  if (value instanceof Error) return `E${JSON.stringify([value.name, value.message])}`;
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype !== null && prototype !== Object.prototype && Object.getPrototypeOf(prototype) !== null) {
    throw notPlain(step, above, instanceOf(value));
  }
  if (Object.getOwnPropertySymbols(value).length > 0)
    throw notPlain(step, above, 'an object with symbol keys');
  let fields = '';
  for (const key of Object.keys(value).sort()) {
    if (fields !== '') fields += ',';
    fields += `${quoted(key)}:${keyWithin((value as Fields)[key], key, here)}`;
  }
  return `{${fields}}`;
}

const instanceOf = (value: object): string => `an instance of ${value.constructor?.name ?? 'a class'}`;

/** Names of fields are few, and the same ones all the time. */
const QUOTED = new Map<string, string>();
const MOST_QUOTED = 4096;

function quoted(key: string): string {
  let text = QUOTED.get(key);
  if (text === undefined) {
    text = JSON.stringify(key);
    if (QUOTED.size < MOST_QUOTED) QUOTED.set(key, text);
  }
  return text;
}

type Fields = Readonly<Record<string, unknown>>;

/** `context.list[2]` */
function pathOf(step: Step, above: Place | undefined): string {
  if (above === undefined) return `${step}`;
  return pathOf(above.step, above.above) + (typeof step === 'number' ? `[${step}]` : `.${step}`);
}

function notPlain(step: Step, above: Place | undefined, what: string): ModelError {
  return new ModelError(
    'CONTEXT_NOT_PLAIN',
    `${pathOf(step, above)} is ${what}.`,
    'A local state must be plain data (null, undefined, booleans, strings, numbers, bigints, arrays, objects, Map, ' +
      'Set, actor references), so that equal states can be recognised. Keep functions in the machine’s ' +
      'implementations (setup({ actions, guards })), and times as numbers.',
  );
}

/** Plain data as people read it, on one line, keys sorted: what labels and reports print. Equal for equal values. */
export function plainText(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number') return value === 0 ? '0' : String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isActorReference(value)) return `@${value.sessionId}`;
  if (Array.isArray(value)) return `[${value.map(plainText).join(', ')}]`;
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => `${plainText(key)} => ${plainText(item)}`);
    return `Map{${entries.sort().join(', ')}}`;
  }
  if (value instanceof Set) return `Set{${[...value].map(plainText).sort().join(', ')}}`;
  if (value instanceof Error) return `${value.name}(${JSON.stringify(value.message)})`;
  const fields = Object.keys(value).sort();
  return `{${fields.map((key) => `${/^[\w$]+$/.test(key) ? key : JSON.stringify(key)}: ${plainText((value as Fields)[key])}`).join(', ')}}`;
}

/**
 * Replaces parts of plain data, sharing what stays: `replacement` answers undefined where nothing is to be done.
 * Cycles are left as they are; `canonicalKey` refuses them.
 */
export function rewrite(
  value: unknown,
  replacement: (part: object) => object | undefined,
  above: readonly object[] = [],
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const replaced = replacement(value);
  if (replaced !== undefined) return replaced;
  if (isActorReference(value) || value instanceof Error || above.includes(value)) return value;
  const below = [...above, value];
  const rewritten = (item: unknown): unknown => rewrite(item, replacement, below);
  if (Array.isArray(value)) {
    const items = value.map(rewritten);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [rewritten(key), rewritten(item)] as const);
    return entries.some(([key, item]) => value.get(key) !== item) ? new Map(entries) : value;
  }
  if (value instanceof Set) {
    const items = [...value].map(rewritten);
    return items.some((item) => !value.has(item)) ? new Set(items) : value;
  }
  const fields = Object.entries(value).map(([key, item]) => [key, rewritten(item)] as const);
  return fields.some(([key, item]) => item !== (value as Fields)[key]) ? Object.fromEntries(fields) : value;
}

/** Freezes plain data to its depth. Maps and Sets escape `Object.freeze`; `holdsCollections` finds them. */
export function freezeDeeply(value: unknown): void {
  if (typeof value !== 'object' || value === null || isActorReference(value) || FROZEN.has(value)) return;
  if (ArrayBuffer.isView(value)) return;
  FROZEN.add(value);
  if (value instanceof Map) {
    for (const [key, item] of value) {
      freezeDeeply(key);
      freezeDeeply(item);
    }
  } else if (value instanceof Set) {
    for (const item of value) freezeDeeply(item);
  } else {
    for (const item of Object.values(value)) freezeDeeply(item);
  }
  Object.freeze(value);
}
const FROZEN = new WeakSet<object>();

/** Whether a Map or Set stands anywhere in plain data: such a value can be changed although it is frozen. */
export function holdsCollections(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || isActorReference(value)) return false;
  if (value instanceof Map || value instanceof Set) return true;
  for (const key of Object.keys(value)) if (holdsCollections((value as Fields)[key])) return true;
  return false;
}
