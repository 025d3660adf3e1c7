/**
 * The lists of actions of a machine: of transitions, and on entry and exit.
 */
import { type Machine, stateNodesOf } from '../actor-logic.ts';
import { type Config, type ConfigPath, listOf, withPart } from './machine-edit.ts';
import { nameOf, pathOf, placeOf, siteText, transitionsOf, withTransition } from './transitions.ts';

export interface ActionList {
  readonly kind: 'transition' | 'entry' | 'exit';
  readonly state: string;
  readonly event?: string;
  /** `HEARTBEAT in watching`, `entry of watching`. */
  readonly where: string;
  readonly actions: readonly unknown[];
  /** The machine with these actions in place of the list's. */
  readonly changed: (actions: readonly unknown[]) => Machine;
}

export function* actionListsOf(machine: Machine): Iterable<ActionList> {
  for (const node of stateNodesOf(machine.root)) {
    for (const kind of ['entry', 'exit'] as const) {
      const path: ConfigPath = [...pathOf(node), kind];
      yield {
        kind,
        state: nameOf(node),
        where: `${kind} of ${nameOf(node) || 'the root'}`,
        actions: listOf(node.config[kind]),
        changed: (actions) => withPart(machine, path, actions),
      };
    }
  }
  for (const site of transitionsOf(machine)) {
    yield {
      kind: 'transition',
      ...placeOf(site),
      where: siteText(site),
      actions: listOf(site.config['actions']),
      changed: (actions) => withTransition(machine, site, { ...site.config, actions }),
    };
  }
}

/** What an action is called: its name with its parameters, or what kind of built-in action it is. */
export function actionText(action: unknown): string {
  if (typeof action === 'string') return action;
  const { type, params, name } = action as { type?: unknown; params?: unknown; name?: string };
  if (typeof type !== 'string') return name || 'an inline action';
  if (type.startsWith('xstate.')) return type.slice('xstate.'.length);
  return params === undefined || typeof params === 'function' ? type : `${type} ${JSON.stringify(params)}`;
}

/** Whether an action, given in the config or by name, is XState's `cancel`. */
export function isCancel(machine: Machine, action: unknown): boolean {
  const name = typeof action === 'string' ? action : (action as { readonly type?: string }).type;
  const found = typeof action === 'function' ? action : machine.implementations.actions[name ?? ''];
  return (found as Config | undefined)?.['type'] === 'xstate.cancel';
}
