/**
 * Whether what was declared has the shape that it should have.
 *
 * Suite files are run as they are: no compiler need have read them. A field that is misspelt would be a fault, a link
 * or an environment that silently is not there, and what is claimed would hold.
 */
import * as v from 'valibot';
import { suggestion } from './suggestion.ts';

/** So many fields of an object are named. */
const SHOWN = 4;

/** What is wrong, and what to do about it. */
export interface Misshape {
  readonly problem: string;
  readonly remedy: string;
}

/** An object with these fields and no others. */
export const fields = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, ({ expected, path }) => {
    const known = Object.keys(entries);
    if (path === undefined) return `Write an object: { ${known.join(', ')} }.`;
    const key = String(path[0].key);
    if (expected === 'never') return suggestion(key, known);
    return v.safeParse(entries[key]!, undefined).issues?.[0].message ?? `Give it a '${key}'.`;
  });

/**
 * Something in which `value` differs from the schema.
 *
 * @param what it is, for what is wrong with the whole of it
 */
export function misshapeOf(schema: v.GenericSchema, value: unknown, what: string): Misshape | undefined {
  const { issues } = v.safeParse(schema, value);
  if (issues === undefined) return undefined;
  // What is misspelt is missing, too.
  const issue = issues.find(({ expected }) => expected === 'never') ?? issues[0];
  const keys = (issue.path ?? []).map(({ key }) => key);
  const last = issue.path?.at(-1);
  if (last === undefined || (last.origin === 'value' && String(last.key) in Object(last.input))) {
    return { problem: `${placeOf(keys, what)} is ${kindOf(issue.input)}.`, remedy: issue.message };
  }
  const has = issue.expected === 'never' ? `has '${last.key}', which means nothing` : `has no '${last.key}'`;
  return { problem: `${placeOf(keys.slice(0, -1), what)} ${has}.`, remedy: issue.message };
}

/** `environment[0].budget` */
const placeOf = (keys: readonly unknown[], what: string): string =>
  keys.length === 0
    ? what
    : keys
        .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
        .join('')
        .replace(/^\./, '');

function kindOf(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    return `{ ${keys.slice(0, SHOWN).join(', ')}${keys.length > SHOWN ? ', …' : ''} }`;
  }
  return typeof value === 'string' ? `'${value}'` : String(value);
}
