/**
 * The machines of a system: of its agents and of their children, each once, however many agents share it.
 */
import { declarationOf } from '../../system/agent-declaration.ts';
import type { AnySystem } from '../../system/system.ts';
import { isMachine, type Machine, stateNodesOf } from '../actor-logic.ts';
import { type Config, type ConfigPath, listOf, withImplementations, withPart } from './machine-edit.ts';
import { pathOf } from './transitions.ts';

export interface UsedMachine {
  readonly machine: Machine;
  /** The agents in whose families it is. */
  readonly agents: readonly string[];
  /** By the names of sources, `waAppAgent/windowsAzureGuestAgent`; `''` where it is the agent's own. */
  readonly child: string;
}

export function machinesOf(system: AnySystem): readonly UsedMachine[] {
  const found = new Map<Machine, { machine: Machine; agents: string[]; child: string }>();
  const visit = (machine: Machine, agent: string, child: string): void => {
    const known = found.get(machine);
    if (known?.agents.includes(agent)) return;
    if (known === undefined) found.set(machine, { machine, agents: [agent], child });
    else known.agents.push(agent);
    for (const { name, machine: inner } of childrenOf(machine)) {
      visit(inner, agent, child === '' ? name : `${child}/${name}`);
    }
  };
  for (const [agent, entry] of Object.entries(system.agents)) {
    visit(declarationOf(entry).machine as unknown as Machine, agent, '');
  }
  return [...found.values()];
}

/** The system in which `machineFor` stands for each agent's machine. */
export const withMachines = (system: AnySystem, machineFor: (machine: Machine) => Machine): AnySystem => ({
  ...system,
  agents: Object.fromEntries(
    Object.entries(system.agents).map(([name, entry]) => {
      const declaration = declarationOf(entry);
      const machine = declaration.machine as unknown as Machine;
      const other = machineFor(machine);
      return [name, other === machine ? entry : { ...declaration, machine: other as never }];
    }),
  ),
});

/** The machine with `change` applied to it and to all children, innermost first. Itself where nothing changes. */
export function withEveryMachine(
  machine: Machine,
  change: (machine: Machine) => Machine,
  done: Map<Machine, Machine> = new Map(),
): Machine {
  const known = done.get(machine);
  if (known !== undefined) return known;
  let changed = change(machine);
  for (const { machine: inner, replaceIn } of childrenOf(machine)) {
    const other = withEveryMachine(inner, change, done);
    if (other !== inner) changed = replaceIn(changed, other);
  }
  done.set(machine, changed);
  return changed;
}

interface Child {
  readonly name: string;
  readonly machine: Machine;
  readonly replaceIn: (parent: Machine, machine: Machine) => Machine;
}

/** Children by the name of their source, or invoked as they are. */
function* childrenOf(machine: Machine): Iterable<Child> {
  for (const [name, logic] of Object.entries(machine.implementations.actors)) {
    if (!isLogicOfMachine(logic)) continue;
    yield {
      name,
      machine: logic,
      replaceIn: (parent, other) =>
        withImplementations(parent, { actors: { ...parent.implementations.actors, [name]: other } }),
    };
  }
  for (const node of stateNodesOf(machine.root)) {
    const { invoke } = node.config;
    for (const [index, { id, src }] of (listOf<unknown>(invoke) as readonly Config[]).entries()) {
      if (!isLogicOfMachine(src)) continue;
      const path: ConfigPath = [...pathOf(node), 'invoke', ...(Array.isArray(invoke) ? [index] : []), 'src'];
      yield {
        name: typeof id === 'string' ? id : src.id,
        machine: src,
        replaceIn: (parent, other) => withPart(parent, path, other),
      };
    }
  }
}

const isLogicOfMachine = (logic: unknown): logic is Machine =>
  typeof logic === 'object' && logic !== null && isMachine(logic);
