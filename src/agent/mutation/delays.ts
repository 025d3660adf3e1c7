/**
 * The delays of a machine, wherever they are written: by name in the implementations, as keys of `after`, or in
 * `raise` and `sendTo`.
 */
import type { Duration } from '../../system/duration.ts';
import { type Machine, stateNodesOf } from '../actor-logic.ts';
import { actionListsOf, actionText } from './actions.ts';
import { type Config, withImplementations, withPart } from './machine-edit.ts';
import { nameOf, pathOf } from './transitions.ts';

export interface Delay {
  /** Undefined where it is written in place. */
  readonly name?: string;
  readonly state?: string;
  /** `the delay silence`, `after 1000 in watching`. */
  readonly where: string;
  /** Undefined where a function computes it. */
  readonly length: Duration | undefined;
  readonly changed: (change: (length: Duration) => Duration) => Machine;
}

export function* delaysIn(machine: Machine): Iterable<Delay> {
  yield* named(machine);
  yield* keysOfAfter(machine);
  yield* delaysOfActions(machine);
}

type Computed = (...words: readonly unknown[]) => Duration;

function* named(machine: Machine): Iterable<Delay> {
  const { delays } = machine.implementations;
  for (const [name, delay] of Object.entries(delays)) {
    const isComputed = typeof delay === 'function';
    if (!isComputed && typeof delay !== 'number') continue;
    yield {
      name,
      where: `the delay ${name}`,
      length: isComputed ? undefined : delay,
      changed: (change) =>
        withImplementations(machine, {
          delays: {
            ...delays,
            [name]: isComputed
              ? (...words: readonly unknown[]) => change((delay as Computed)(...words))
              : change(delay),
          },
        }),
    };
  }
}

function* keysOfAfter(machine: Machine): Iterable<Delay> {
  for (const node of stateNodesOf(machine.root)) {
    const after = (node.config['after'] ?? {}) as Config;
    for (const key of Object.keys(after)) {
      if (Number.isNaN(Number(key))) continue;
      yield {
        state: nameOf(node),
        where: `after ${key} in ${nameOf(node) || 'the root'}`,
        length: Number(key),
        changed: (change) => {
          const { [key]: transitions, ...others } = after;
          return withPart(machine, [...pathOf(node), 'after'], {
            ...others,
            [change(Number(key))]: transitions,
          });
        },
      };
    }
  }
}

/** Built-in actions are functions that carry their parameters as fields; XState reads the fields. */
function* delaysOfActions(machine: Machine): Iterable<Delay> {
  for (const list of actionListsOf(machine)) {
    for (const [index, action] of list.actions.entries()) {
      const length = constantDelayOf(action);
      if (length === undefined) continue;
      yield {
        state: list.state,
        where: `the delay of ${actionText(action)} in ${list.where} (action ${index + 1})`,
        length,
        changed: (change) =>
          list.changed(
            list.actions.map((other, place) =>
              place === index ? delayed(action as Action, change(length)) : other,
            ),
          ),
      };
    }
  }
  const { actions } = machine.implementations;
  for (const [name, action] of Object.entries(actions)) {
    const length = constantDelayOf(action);
    if (length === undefined) continue;
    yield {
      where: `the delay of ${name}`,
      length,
      changed: (change) =>
        withImplementations(machine, {
          actions: { ...actions, [name]: delayed(action as Action, change(length)) },
        }),
    };
  }
}

type Action = (...words: readonly unknown[]) => unknown;

function constantDelayOf(action: unknown): Duration | undefined {
  const delay = typeof action === 'function' ? (action as Action & { delay?: unknown }).delay : undefined;
  return typeof delay === 'number' ? delay : undefined;
}

const delayed = (action: Action, delay: Duration): Action =>
  Object.assign((...words: readonly unknown[]) => action(...words), action, { delay });
