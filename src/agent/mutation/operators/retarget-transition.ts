/**
 * Lets a transition lead elsewhere: to the next sibling of its target, in order of declaration, or nowhere, so that
 * the state stays as it is.
 *
 * "Destination-exchanged" and "origin = destination": Fabbri et al., "Mutation analysis testing for finite state
 * machines" (ISSRE 1994). One exchange for each target, not all, as selective mutation has it (Offutt, Rothermel,
 * Zapf, "An experimental evaluation of selective mutation", ICSE 1993): it grows with the machine, not its square.
 */
import type { StateNode } from '../../actor-logic.ts';
import type { MutationOperator } from '../mutation.ts';
import { nameOf, placeOf, siteText, targetOf, transitionsOf, withTransition } from '../transitions.ts';

export const retargetTransition: MutationOperator = {
  name: 'retarget-transition',
  *mutations({ machine }) {
    for (const site of transitionsOf(machine)) {
      const [target, ...others] = site.targets ?? [];
      if (target === undefined || others.length > 0) continue;
      const sibling = nextSibling(target);
      if (sibling !== undefined) {
        yield {
          ...placeOf(site),
          change: `${siteText(site)} leads to ${nameOf(sibling)}, not to ${nameOf(target)}`,
          machine: () =>
            withTransition(machine, site, { ...site.config, target: targetOf(machine, sibling) }),
        };
      }
      if (site.event === 'always') continue;
      const { target: _, reenter: __, ...stays } = site.config;
      yield {
        ...placeOf(site),
        change: `${siteText(site)} leads nowhere, not to ${nameOf(target) || 'the root'}`,
        machine: () => withTransition(machine, site, stays),
      };
    }
  },
};

/** The next state of the same parent, round and round; undefined where there is no other. */
export function nextSibling(node: StateNode): StateNode | undefined {
  const states = Object.values(node.parent?.states ?? {}).filter(
    (state) => state === node || state.type !== 'history',
  );
  if (node.parent?.type === 'parallel' || states.length < 2) return undefined;
  return states[(states.indexOf(node) + 1) % states.length];
}
