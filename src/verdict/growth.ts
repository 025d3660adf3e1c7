/**
 * What grows where a search met no end: the field of a context with the most values, or the longest link.
 */
import { rootOf } from '../agent/family.ts';
import { plainText } from '../agent/plain-data.ts';
import type { Product } from '../product/product.ts';
import type { Growth } from './suite-report.ts';

/** The component with the most distinct values so far; undefined where nothing stands out. */
export function growthOf(product: Product): Growth | undefined {
  const candidates = product.model.agents.flatMap((agent) => {
    const values = new Map<string, Set<string>>();
    const numbers = new Map<string, [number, number]>();
    for (const local of agent.locals) {
      if (local.status === 'crashed') continue;
      const { context } = rootOf(local.family).snapshot;
      for (const [field, value] of Object.entries((context ?? {}) as object)) {
        let seen = values.get(field);
        if (seen === undefined) values.set(field, (seen = new Set()));
        seen.add(plainText(value));
        const size = sizeOf(value);
        if (size === undefined) continue;
        const [min, max] = numbers.get(field) ?? [size, size];
        numbers.set(field, [Math.min(min, size), Math.max(max, size)]);
      }
    }
    return [...values].map(([field, seen]) => {
      const range = numbers.get(field);
      const text = range === undefined ? `${seen.size} values` : `${range[0]} → ${range[1]}`;
      return { path: `${agent.name}.context.${field}`, range: text, count: seen.size };
    });
  });
  const [widest] = candidates.toSorted((a, b) => b.count - a.count);
  return widest === undefined || widest.count < 10 ? undefined : { path: widest.path, range: widest.range };
}

const sizeOf = (value: unknown): number | undefined =>
  typeof value === 'number'
    ? value
    : Array.isArray(value)
      ? value.length
      : value instanceof Map || value instanceof Set
        ? value.size
        : undefined;
