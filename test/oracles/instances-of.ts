/**
 * Several agents that are declared alike: `rm0`, `rm1`, … in that order.
 */

/** The agents by name, and their names. */
export interface Instances<Prefix extends string, Entry> {
  readonly agents: { readonly [name in `${Prefix}${number}`]: Entry };
  readonly names: readonly `${Prefix}${number}`[];
}

export function instancesOf<Prefix extends string, Entry>(
  prefix: Prefix,
  count: number,
  declare: (index: number, name: `${Prefix}${number}`) => Entry,
): Instances<Prefix, Entry> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}${index}` as const);
  const agents = Object.fromEntries(names.map((name, index) => [name, declare(index, name)]));
  return { agents: agents as Instances<Prefix, Entry>['agents'], names };
}

/** `agents`, then the instances. (A spread would forget the type of their names.) */
export const withInstances = <Agents extends object, Prefix extends string, Entry>(
  agents: Agents,
  instances: Instances<Prefix, Entry>,
): Agents & Instances<Prefix, Entry>['agents'] => ({ ...agents, ...instances.agents });
