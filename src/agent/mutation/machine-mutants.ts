/**
 * All mutants of the machines of a system, in a fixed order with stable ids.
 *
 * A machine that several agents share is one text, and a mistake in it is made in all of them: a mutant changes it
 * wherever it stands.
 */
import { declarationOf } from '../../system/agent-declaration.ts';
import type { Duration, Window } from '../../system/duration.ts';
import type { AnySystem } from '../../system/system.ts';
import type { Machine } from '../actor-logic.ts';
import { withFilter } from './machine-edit.ts';
import { machinesOf, type UsedMachine, withEveryMachine, withMachines } from './machines-of.ts';
import type { MachineMutation } from './mutation.ts';
import { ObservedEffects } from './observed-effects.ts';
import { MACHINE_OPERATORS } from './operators.ts';

export interface MachineMutant {
  readonly operator: string;
  readonly agents: readonly string[];
  readonly child: string;
  readonly state?: string;
  readonly event?: string;
  readonly change: string;
  /** XState may throw where it refuses the config. */
  readonly system: () => AnySystem;
}

/** The system, and what its machines' effects will be known to be once it was explored. */
export interface ObservedSystem {
  readonly system: AnySystem;
  readonly effectsOf: ReadonlyMap<Machine, ObservedEffects>;
}

/** The same system, whose machines write down the effects that they have. */
export function observedSystem(system: AnySystem): ObservedSystem {
  const effectsOf = new Map(machinesOf(system).map(({ machine }) => [machine, new ObservedEffects()]));
  const observed = withMachines(system, (machine) =>
    withEveryMachine(machine, (one) => withFilter(one, effectsOf.get(one)!.recorder)),
  );
  return { system: observed, effectsOf };
}

/** @param tick that of the system; mutants keep it, so that the bounds of claims stay multiples of it */
export function* machineMutants(
  system: AnySystem,
  effectsOf: ObservedSystem['effectsOf'],
  tick: Duration | undefined,
): Iterable<MachineMutant> {
  const agents = Object.keys(system.agents);
  for (const operator of MACHINE_OPERATORS) {
    for (const used of machinesOf(system)) {
      const windows = windowsOf(system, used);
      const effects = effectsOf.get(used.machine) ?? new ObservedEffects();
      for (const mutation of operator.mutations({ machine: used.machine, tick, windows, effects, agents })) {
        const { state, event, change } = mutation;
        yield {
          operator: operator.name,
          agents: used.agents,
          child: used.child,
          ...(state !== undefined && { state }),
          ...(event !== undefined && { event }),
          change,
          system: () => mutated(system, used, mutation),
        };
      }
    }
  }
}

function mutated(system: AnySystem, used: UsedMachine, { machine, windows }: MachineMutation): AnySystem {
  const mutant = machine();
  const changed = withMachines(system, (root) =>
    withEveryMachine(root, (one) => (one === used.machine ? mutant : one)),
  );
  if (windows === undefined) return changed;
  const entries = Object.entries(changed.agents).map(([name, entry]) => {
    const declaration = declarationOf(entry);
    if (!used.agents.includes(name)) return [name, entry] as const;
    return [name, { ...declaration, delays: { ...declaration.delays, ...windows } }] as const;
  });
  return { ...changed, agents: Object.fromEntries(entries) };
}

/** What the first agent that has the machine says of named delays. */
const windowsOf = (system: AnySystem, { agents }: UsedMachine): Readonly<Record<string, Window | Duration>> =>
  declarationOf(system.agents[agents[0]!]!).delays ?? {};
