/**
 * A machine as plain data: its states and transitions as XState reads them from the config, with the names of what
 * they do. For reports and diagrams; nothing here decides what a machine does.
 */
import type { Machine, StateNode, TransitionDefinition } from './actor-logic.ts';
import { stateNodesOf } from './actor-logic.ts';
import { definitionsOf } from './taken-transition.ts';

export interface Statechart {
  /** The machine's id. */
  readonly id: string;
  readonly description?: string;
  /** The root first, then in the order of the config, parents before children. */
  readonly states: readonly ChartState[];
  readonly transitions: readonly ChartTransition[];
}

export interface ChartState {
  /** Keys from the root, joined by dots; empty for the root. */
  readonly path: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  /** Path of the parent; absent at the root. */
  readonly parent?: string;
  /** Path of the state that is entered first. */
  readonly initial?: string;
  readonly history?: 'shallow' | 'deep';
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  readonly invokes: readonly string[];
  readonly description?: string;
}

export interface ChartTransition {
  /** Path of the state that declares it. */
  readonly source: string;
  /** The event, or `always`, `after 10 min`, `onDone`, `kid onDone`, `kid onError`. */
  readonly event: string;
  /** Position among the transitions of this state for this event. */
  readonly index: number;
  readonly guard?: string;
  /** Paths; none where the transition stays where it is. */
  readonly targets: readonly string[];
  readonly actions: readonly string[];
  readonly reenter: boolean;
}

/** Transitions in the order of the chart. */
export function* transitionsOf(machine: Machine): Iterable<TransitionDefinition> {
  for (const node of stateNodesOf(machine.root)) yield* definitionsOf(node);
}

export function statechartOf(machine: Machine): Statechart {
  const places = new Map<StateNode, Map<string, number>>();
  const indexOf = ({ source, eventType }: TransitionDefinition): number => {
    const counted = places.get(source) ?? new Map<string, number>();
    places.set(source, counted);
    const index = counted.get(eventType) ?? 0;
    counted.set(eventType, index + 1);
    return index;
  };
  const { description } = machine.root;
  return {
    id: machine.id,
    ...(description !== undefined && { description }),
    states: [...stateNodesOf(machine.root)].map(chartState),
    transitions: [...transitionsOf(machine)].map((transition) => ({
      source: pathOf(transition.source),
      event: eventWord(transition),
      index: indexOf(transition),
      ...(transition.guard !== undefined && { guard: guardText(transition.guard) }),
      targets: (transition.target ?? []).map(pathOf),
      actions: transition.actions.map(actionText),
      reenter: transition.reenter,
    })),
  };
}

export const pathOf = (node: StateNode): string => node.path.join('.');

function chartState(node: StateNode): ChartState {
  const first = node.type === 'compound' ? node.initial?.target[0] : undefined;
  return {
    path: pathOf(node),
    type: node.type as ChartState['type'],
    ...(node.parent !== undefined && { parent: pathOf(node.parent) }),
    ...(first !== undefined && { initial: pathOf(first) }),
    ...(node.history && { history: node.history }),
    entry: node.entry.map(actionText),
    exit: node.exit.map(actionText),
    invokes: node.invoke.map(({ id }) => id),
    ...(node.description !== undefined && { description: node.description }),
  };
}

/** XState's descriptors as a config writes them. */
function eventWord({ source, eventType }: TransitionDefinition): string {
  if (eventType === '') return 'always';
  if (eventType === `xstate.done.state.${source.id}`) return 'onDone';
  const after = `.${source.id}`;
  if (eventType.startsWith('xstate.after.') && eventType.endsWith(after)) {
    return `after ${eventType.slice('xstate.after.'.length, -after.length)}`;
  }
  const [, kind, id] = /^xstate\.(done|error)\.actor\.(.*)$/.exec(eventType) ?? [];
  if (kind !== undefined) return `${id} ${kind === 'done' ? 'onDone' : 'onError'}`;
  return eventType;
}

interface BuiltIn {
  readonly type?: unknown;
  readonly guards?: readonly unknown[];
  readonly stateValue?: unknown;
  readonly event?: unknown;
  readonly name: string;
}

/** `isCurrent`, `reached(60)`, `a and b`, `in watching`; a function without a name is `…`. */
export function guardText(guard: unknown): string {
  if (typeof guard !== 'function') return named(guard);
  const { name, guards, stateValue } = guard as unknown as BuiltIn;
  if (stateValue !== undefined) {
    return `in ${typeof stateValue === 'string' ? stateValue : JSON.stringify(stateValue)}`;
  }
  if (guards === undefined) return name === '' || name === 'guard' ? '…' : name;
  if (name === 'not') return `not ${guardText(guards[0])}`;
  return `(${guards.map(guardText).join(` ${name} `)})`;
}

/** `report(FAILED)`, `raise SILENCE`, `assign`. */
export function actionText(action: unknown): string {
  if (typeof action !== 'function') return named(action);
  const { type, event, name } = action as unknown as BuiltIn;
  if (typeof type !== 'string') return name === '' ? '…' : name;
  const word = type.replace(/^xstate\./, '');
  return typeof event === 'object' ? `${word} ${named(event)}` : word;
}

function named(reference: unknown): string {
  if (typeof reference === 'string') return reference;
  const { type, params } = (reference ?? {}) as { readonly type?: unknown; readonly params?: unknown };
  const name = typeof type === 'string' ? type : '…';
  if (typeof params !== 'object' || params === null) return name;
  const values = Object.values(params).map((value) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  );
  return `${name}(${values.join(', ')})`;
}
