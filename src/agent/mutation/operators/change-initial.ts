/**
 * Lets a state begin in the next of its children.
 *
 * "Wrong starting state": Fabbri et al., "Mutation analysis testing for finite state machines" (ISSRE 1994).
 */
import { stateNodesOf } from '../../actor-logic.ts';
import { type Config, withPart } from '../machine-edit.ts';
import type { MutationOperator } from '../mutation.ts';
import { nameOf, pathOf } from '../transitions.ts';
import { nextSibling } from './retarget-transition.ts';

export const changeInitial: MutationOperator = {
  name: 'change-initial',
  *mutations({ machine }) {
    for (const node of stateNodesOf(machine.root)) {
      const initial = node.config['initial'] as string | Config | undefined;
      if (initial === undefined) continue;
      const key = typeof initial === 'string' ? initial : (initial['target'] as string);
      const child = node.states[key];
      const other = child && nextSibling(child);
      if (other === undefined) continue;
      yield {
        state: nameOf(node),
        change: `${nameOf(node) || 'the root'} begins in ${other.key}, not in ${key}`,
        machine: () =>
          withPart(
            machine,
            [...pathOf(node), 'initial'],
            typeof initial === 'string' ? other.key : { ...initial, target: other.key },
          ),
      };
    }
  },
};
