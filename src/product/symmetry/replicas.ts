/**
 * Agents that are declared interchangeable, as units that may change places.
 *
 * A unit is one agent, or several that move together (a guest with its host). Units of one class have the same number
 * of agents; the first of one changes places with the first of another, and so on.
 */
import { ModelError } from '../../system/model-error.ts';
import type { AnySystem } from '../../system/system.ts';

/** Two units change places, and everything else stays. */
export interface Swap {
  /** Numbers of the units. */
  readonly units: readonly [number, number];
  /** Who becomes whom, by agent. */
  readonly agents: readonly number[];
}

export interface Replicas {
  /** Names of the agents of each unit, class by class. */
  readonly classes: readonly (readonly (readonly string[])[])[];
  /** Of each class its first unit, and the one behind its last. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly units: number;
  /** All pairs of units of one class. */
  readonly swaps: readonly Swap[];
}

/** @throws ModelError `SYSTEM_INVALID`, `AGENT_UNKNOWN` where what is declared means nothing */
export function replicasOf(system: AnySystem): Replicas {
  const names = Object.keys(system.agents);
  const classes = (system.symmetry ?? []).map((units) =>
    units.map((unit): readonly string[] => (typeof unit === 'string' ? [unit] : unit)),
  );
  checkClasses(system, names, classes);
  const ranges: (readonly [number, number])[] = [];
  const swaps: Swap[] = [];
  let units = 0;
  for (const members of classes) {
    ranges.push([units, units + members.length]);
    for (let a = 0; a < members.length; a++) {
      for (let b = a + 1; b < members.length; b++) {
        const agents = names.map((_, agent) => agent);
        for (const [index, name] of members[a]!.entries()) {
          const [one, other] = [names.indexOf(name), names.indexOf(members[b]![index]!)];
          agents[one] = other;
          agents[other] = one;
        }
        swaps.push({ units: [units + a, units + b], agents });
      }
    }
    units += members.length;
  }
  return { classes, ranges, units, swaps };
}

function checkClasses(
  system: AnySystem,
  names: readonly string[],
  classes: readonly (readonly (readonly string[])[])[],
): void {
  const all = classes.flat(2);
  const unknown = all.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ModelError(
      'AGENT_UNKNOWN',
      `the symmetry names '${unknown}', which is no agent.`,
      `Known: ${names.join(', ')}.`,
      { system: system.name },
    );
  }
  const twice = all.find((name, index) => all.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new ModelError(
      'SYSTEM_INVALID',
      `the symmetry names '${twice}' twice.`,
      'An agent belongs to one unit of one class.',
      { system: system.name },
    );
  }
  const uneven = classes.find((units) => units.some((unit) => unit.length !== units[0]!.length));
  if (uneven !== undefined) {
    throw new ModelError(
      'SYSTEM_INVALID',
      `the symmetry has units of different sizes: ${uneven.map((unit) => unit.join('+')).join(', ')}.`,
      'Units that change places have the same number of agents, in the same order.',
      { system: system.name },
    );
  }
}
