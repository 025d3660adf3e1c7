/**
 * Merges a state into the one before it: whatever leads to the one leads to the other, which reacts for both.
 *
 * "State missing": Fabbri et al., "Mutation analysis testing for finite state machines" (ISSRE 1994), and before them
 * the fault model of Chow, "Testing software design modeled by finite-state machines" (IEEE TSE 4(3), 1978). The merged state keeps entry, exit, timers and children of the first; of the second it gets the events
 * that the first does not handle.
 */
import type { Machine, StateNode } from '../../actor-logic.ts';
import { stateNodesOf } from '../../actor-logic.ts';
import { type Config, withPart } from '../machine-edit.ts';
import type { MutationOperator } from '../mutation.ts';
import { nameOf, pathOf, targetOf, transitionsOf, withTransition } from '../transitions.ts';

export const mergeStates: MutationOperator = {
  name: 'merge-states',
  *mutations({ machine }) {
    for (const node of stateNodesOf(machine.root)) {
      if (node.type !== 'compound') continue;
      const states = Object.values(node.states).filter(({ type }) => type !== 'history');
      for (let index = 0; index + 1 < states.length; index++) {
        const [first, second] = [states[index]!, states[index + 1]!];
        if (first.type === 'final') continue;
        yield {
          state: nameOf(first),
          change: `${nameOf(second)} is merged into ${nameOf(first)}`,
          machine: () => merged(machine, node, first, second),
        };
      }
    }
  },
};

/** The second state stays in the config, and nothing leads to it any more. */
function merged(machine: Machine, parent: StateNode, first: StateNode, second: StateNode): Machine {
  let result = machine;
  const leading = [...transitionsOf(machine)].filter(({ targets }) =>
    targets?.some((target) => isWithin(target, second.id)),
  );
  for (const { path, index } of leading) {
    // Sites of the machine as it is by now: each change makes the candidates of its site a list.
    const site = [...transitionsOf(result)].find(
      (candidate) => candidate.index === index && candidate.path.join() === path.join(),
    );
    if (site === undefined) continue;
    const targets = site.targets!.map((target) =>
      targetOf(result, isWithin(target, second.id) ? first : target),
    );
    result = withTransition(result, site, {
      ...site.config,
      target: targets.length === 1 ? targets[0] : targets,
    });
  }
  if (initialKey(parent) === second.key) {
    result = withPart(result, [...pathOf(parent), 'initial'], first.key);
  }
  const here = eventsOf(result, first);
  const there = eventsOf(result, second);
  return withPart(result, [...pathOf(first), 'on'], { ...there, ...here });
}

const isWithin = (node: StateNode, id: string): boolean =>
  node.id === id || (node.parent !== undefined && isWithin(node.parent, id));

function initialKey(node: StateNode): string | undefined {
  const initial = node.config['initial'] as string | Config | undefined;
  return typeof initial === 'string' || initial === undefined ? initial : (initial['target'] as string);
}

/** The transitions of a state by event, with targets that mean the same in its sibling. */
function eventsOf(machine: Machine, { id }: StateNode): Config {
  const events: Record<string, Config[]> = {};
  for (const site of transitionsOf(machine)) {
    if (site.source.id !== id || site.path.at(-2) !== 'on') continue;
    const targets = site.targets?.map((target) => targetOf(machine, target));
    (events[site.event] ??= []).push({ ...site.config, ...(targets && { target: targets }) });
  }
  return events;
}
