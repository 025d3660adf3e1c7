/**
 * A machine as a chart to be drawn, and what its transitions say of one event: which are selected, which a guard keeps.
 *
 * XState is asked; nothing here decides what a machine does.
 */
import type { AnyStateMachine } from 'xstate';
import type { Snapshot, StateNode, TransitionDefinition, XStateEvent } from './actor-logic.ts';
import { isMachine, stateNodesOf } from './actor-logic.ts';
import type { Agent } from './agent.ts';
import { rootOf } from './family.ts';
import { impure, sealed } from './sealed-world.ts';
import { definitionsOf } from './taken-transition.ts';

/** One state node of a machine. */
export interface ChartNode {
  readonly id: string;
  readonly key: string;
  /** The id of the node above; absent for the root. */
  readonly parent?: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  /** The id of the initial node below a compound one. */
  readonly initial?: string;
  readonly transitions: readonly ChartTransition[];
}

export interface ChartTransition {
  /** Type of the event; empty for `always`. */
  readonly event: string;
  /** The guard's name, or `inline`; absent where there is none. */
  readonly guard?: string;
  /** Ids of target nodes; empty where the transition stays. */
  readonly targets: readonly string[];
}

/** A transition that an active state has for an event. */
export interface Reaction {
  /** The id of the node that has it, and which of its transitions it is. */
  readonly source: string;
  readonly index: number;
  readonly guard?: string;
  readonly selected: boolean;
}

/** The state nodes of an agent's machine, the root first, each before those below it. */
export const chartOf = ({ declaration }: Agent): readonly ChartNode[] =>
  [...stateNodesOf((declaration.machine as AnyStateMachine).root as unknown as StateNode)].map(chartNode);

function chartNode(node: StateNode): ChartNode {
  const initial = node.type === 'compound' ? node.initial?.target?.[0]?.id : undefined;
  return {
    id: node.id,
    key: node.key,
    ...(node.parent !== undefined && { parent: node.parent.id }),
    type: node.type as ChartNode['type'],
    ...(initial !== undefined && { initial }),
    transitions: definitionsOf(node).map(({ eventType, target, guard }) => ({
      event: eventType,
      ...(guard !== undefined && { guard: guardName(guard) }),
      targets: (target ?? []).map(({ id }) => id),
    })),
  };
}

/** Ids of the active state nodes of an agent's machine; none of one that crashed. */
export function activeNodes(agent: Agent, local: number): readonly string[] {
  const { status, family } = agent.locals[local]!;
  if (status === 'crashed') return [];
  return (rootOf(family).snapshot._nodes ?? []).map(({ id }) => id);
}

/** The transitions of active states for an event to the root machine, innermost states first. */
export function reactionsTo(agent: Agent, local: number, event: number): readonly Reaction[] {
  const { status, family } = agent.locals[local]!;
  const { path, event: message, ending } = agent.events[event]!;
  if (status !== 'active' || path !== '' || ending !== undefined) return [];
  const { logic, snapshot } = rootOf(family);
  if (!isMachine(logic)) return [];
  const asked = logic as unknown as {
    getTransitionData(snapshot: Snapshot, event: XStateEvent): readonly TransitionDefinition[] | undefined;
  };
  const selected = sealed(() => asked.getTransitionData(snapshot, message) ?? [], impure);
  const active = [...(snapshot._nodes ?? [])].reverse();
  return active.flatMap((node) =>
    definitionsOf(node).flatMap((definition, index) =>
      definition.eventType !== '' && answers(definition.eventType, message.type)
        ? [
            {
              source: node.id,
              index,
              ...(definition.guard !== undefined && { guard: guardName(definition.guard) }),
              selected: selected.includes(definition),
            },
          ]
        : [],
    ),
  );
}

/** Whether a transition for `descriptor` is one for events of `type`. XState's wildcards: `*`, and `job.*` for all that begins with `job.`. */
export const answers = (descriptor: string, type: string): boolean =>
  descriptor === type ||
  descriptor === '*' ||
  (descriptor.endsWith('.*') && `${type}.`.startsWith(descriptor.slice(0, -1)));

function guardName(guard: unknown): string {
  if (typeof guard === 'string') return guard;
  if (typeof guard === 'object' && guard !== null && 'type' in guard) return String(guard.type);
  return 'inline';
}
