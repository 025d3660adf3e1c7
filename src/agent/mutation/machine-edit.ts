/**
 * A machine with a part of its config or implementations replaced. The machine itself stays as it is.
 */
import type { Machine } from '../actor-logic.ts';
import { type EffectFilter, effectFilter } from '../effect-filter.ts';

export type Config = Readonly<Record<string, unknown>>;
type Implementations = Partial<Machine['implementations']>;

/** Where a part of a config stands: keys, from the root. */
export type ConfigPath = readonly (string | number)[];

/** The same machine with another config, made by its own constructor. */
export function withConfig(machine: Machine, config: Config): Machine {
  const Machine = machine.constructor as new (config: Config, implementations: object) => Machine;
  return kept(machine, new Machine(config, machine.implementations));
}

export const withImplementations = (machine: Machine, implementations: Implementations): Machine =>
  kept(machine, machine.provide(implementations));

export function withFilter(machine: Machine, filter: EffectFilter): Machine {
  const copy = machine.provide({});
  copy[effectFilter] = filter;
  return copy;
}

/** A filter stays with what is made of its machine. */
function kept(machine: Machine, copy: Machine): Machine {
  const filter = machine[effectFilter];
  if (filter !== undefined) copy[effectFilter] = filter;
  return copy;
}

/** `value` with the part at `path` replaced; `undefined` leaves its key out. Shares what stays. */
export function replaced(value: unknown, path: ConfigPath, part: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return part;
  const inner = replaced((value as Record<string | number, unknown> | undefined)?.[key], rest, part);
  if (Array.isArray(value)) {
    return inner === undefined
      ? value.filter((_, index) => index !== key)
      : value.map((item, index) => (index === key ? inner : item) as unknown);
  }
  const { [key]: _, ...others } = (value ?? {}) as Record<string | number, unknown>;
  if (inner === undefined) return others;
  // In place, so that the order of keys stays: it is the order of children.
  const entries = Object.entries((value ?? {}) as object).map(([name, item]): [string, unknown] => [
    name,
    name === String(key) ? inner : item,
  ]);
  return Object.fromEntries(key in Object(value) ? entries : [...entries, [String(key), inner]]);
}

export const withPart = (machine: Machine, path: ConfigPath, part: unknown): Machine =>
  withConfig(machine, replaced(machine.config, path, part) as Config);

/** A list, however it was written: one item, several, or none. */
export const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];
