/**
 * Machines that lack one action of a list; of `cancel` another operator speaks.
 */
import type { Machine } from '../actor-logic.ts';
import { type ActionList, actionListsOf, actionText, isCancel } from './actions.ts';
import type { MachineMutation } from './mutation.ts';

export function* droppedActions(machine: Machine, kind: ActionList['kind']): Iterable<MachineMutation> {
  for (const list of actionListsOf(machine)) {
    if (list.kind !== kind) continue;
    for (const [index, action] of list.actions.entries()) {
      if (isCancel(machine, action)) continue;
      yield {
        state: list.state,
        ...(list.event !== undefined && { event: list.event }),
        change: `${actionText(action)} is dropped from ${list.where}${list.actions.length > 1 ? ` (action ${index + 1})` : ''}`,
        machine: () => list.changed(list.actions.filter((_, other) => other !== index)),
      };
    }
  }
}
