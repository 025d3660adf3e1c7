/**
 * The tick of a system: what its clock declares, else the greatest common divisor of all constants found.
 */
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { type AgentDeclaration, declarationOf } from '../../src/system/agent-declaration.ts';
import { greatestCommonDivisor } from '../../src/system/duration.ts';
import type { AnySystem } from '../../src/system/system.ts';

/** Milliseconds of one tick; undefined where the system is untimed. */
export function tickOf(system: AnySystem): number | undefined {
  const constants = [...linkConstants(system), ...faultConstants(system), ...agentConstants(system)];
  const divisor = greatestCommonDivisor(constants);
  return divisor === undefined ? undefined : (system.clock?.tick ?? divisor);
}

const ends = (window: number | readonly [number, number] | undefined): number[] =>
  window === undefined ? [] : typeof window === 'number' ? [window] : [...window];

const linkConstants = (system: AnySystem): number[] =>
  (system.links ?? []).flatMap(({ order, latency }) =>
    order === 'set' || order === 'synchronous' ? [] : ends(latency),
  );

const faultConstants = (system: AnySystem): number[] =>
  (system.faults ?? []).flatMap((fault) => (fault.fault === 'delay' ? [fault.by] : []));

const agentConstants = (system: AnySystem): number[] =>
  Object.values(system.agents).map(declarationOf).flatMap(declaredConstants);

function declaredConstants({ machine, delays = {}, outcomes = {} }: AgentDeclaration): number[] {
  return [
    ...Object.values(delays).flatMap(ends),
    ...Object.values(outcomes).flatMap((list) => list.flatMap(({ window }) => ends(window))),
    ...machineConstants(machine, new Set(Object.keys(delays)), new Set()),
  ];
}

function machineConstants(
  machine: AnyStateMachine,
  widened: ReadonlySet<string>,
  seen: Set<unknown>,
): number[] {
  if (seen.has(machine)) return [];
  seen.add(machine);
  const named = machine.implementations.delays as Record<string, unknown>;
  const constant = (delay: unknown): number[] => {
    const value = typeof delay === 'string' && !widened.has(delay) ? named[delay] : delay;
    return typeof value === 'number' ? [value] : [];
  };
  return [
    ...nodesBelow(machine.root)
      .flatMap(actionsOf)
      .map((action) => (action as { delay?: unknown }).delay)
      .flatMap(constant),
    ...Object.values(machine.implementations.actors).flatMap((logic) =>
      'implementations' in (logic as object)
        ? machineConstants(logic as unknown as AnyStateMachine, widened, seen)
        : [],
    ),
  ];
}

const nodesBelow = (node: AnyStateNode): AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap((child) => nodesBelow(child as AnyStateNode)),
];

function actionsOf(node: AnyStateNode): unknown[] {
  const transitions = [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
  return [...node.entry, ...node.exit, ...transitions.flatMap((transition) => [...transition.actions])];
}
