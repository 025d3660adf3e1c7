/**
 * A machine's statechart as plain data: what a reader draws. Which states are active and which transitions a step
 * took are said in its indexes.
 */
import { formatDuration } from '../system/duration.ts';
import type { Machine, StateNode } from './actor-logic.ts';
import type { Family } from './family.ts';

export interface ChartState {
  readonly key: string;
  /** Index of the state that holds it; −1 for the root. */
  readonly parent: number;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  /** Of a compound state: index of the state that it enters first. */
  readonly initial?: number;
}

export interface ChartTransition {
  /** Indexes of states. Without targets it stays where it is. */
  readonly source: number;
  readonly targets: readonly number[];
  /** `HEARTBEAT`, `after 10 min`, `after silence`, `always`, `done`, `load done`. */
  readonly on: string;
  /** The guard's name, or `guard` where it has none. */
  readonly guard?: string;
}

/** A state stands before those that it holds; the root is the first. */
export interface Chart {
  readonly name: string;
  readonly states: readonly ChartState[];
  readonly transitions: readonly ChartTransition[];
}

/** A transition as XState keeps it, as far as it is read here. */
interface Transition {
  readonly target?: readonly StateNode[] | undefined;
  readonly guard?: unknown;
}

interface Drawing {
  readonly chart: Chart;
  /** By XState's own object: each transition's index in the chart. */
  readonly indexes: ReadonlyMap<unknown, number>;
}

/** Charts of machines, each drawn once. Machines are compared by identity: an agent steps private clones. */
const drawings = new WeakMap<Machine, Drawing>();

export const chartOf = (machine: Machine): Chart => drawingOf(machine).chart;

/** The charts of a family's machines, by member. */
export const chartsOf = (family: Family): ReadonlyMap<string, Chart> =>
  new Map(
    [...family.values()].flatMap(({ path, kind, logic }) =>
      kind === 'machine' ? [[path, chartOf(logic as Machine)]] : [],
    ),
  );

/** Which transition of its machine's chart `transition` is; undefined for what enters an initial state. */
export const transitionIndex = (machine: Machine, transition: unknown): number | undefined =>
  drawingOf(machine).indexes.get(transition);

/** Which states of a chart are active, the root first, where the machine has this state value. */
export function activeStates({ states }: Chart, value: unknown): readonly number[] {
  const active = new Set([0]);
  const enter = (parent: number, below: unknown): void => {
    const keys = typeof below === 'string' ? [below] : Object.keys((below ?? {}) as object);
    for (const key of keys) {
      const index = states.findIndex((state) => state.parent === parent && state.key === key);
      if (index === -1) continue;
      active.add(index);
      if (typeof below === 'object') enter(index, (below as Readonly<Record<string, unknown>>)[key]);
    }
  };
  enter(0, value);
  return [...active].sort((a, b) => a - b);
}

function drawingOf(machine: Machine): Drawing {
  let drawing = drawings.get(machine);
  if (drawing === undefined) {
    drawing = draw(machine);
    drawings.set(machine, drawing);
  }
  return drawing;
}

function draw(machine: Machine): Drawing {
  const nodes: StateNode[] = [];
  const parents: number[] = [];
  const collect = (node: StateNode, parent: number): void => {
    const index = nodes.push(node) - 1;
    parents.push(parent);
    for (const child of Object.values(node.states)) collect(child, index);
  };
  collect(machine.root, -1);
  const place = new Map(nodes.map((node, index) => [node, index]));
  const states = nodes.map((node, index): ChartState => {
    const [initial] = node.type === 'compound' ? (node.initial?.target ?? []) : [];
    return {
      key: node.key,
      parent: parents[index]!,
      kind: node.type as ChartState['kind'],
      ...(initial !== undefined && { initial: place.get(initial)! }),
    };
  });
  const indexes = new Map<unknown, number>();
  const transitions: ChartTransition[] = [];
  for (const [source, node] of nodes.entries()) {
    const own: (readonly [string, Transition])[] = [
      ...[...node.transitions].flatMap(([type, list]) => list.map((one) => [type, one] as const)),
      ...(node.always ?? []).map((one) => ['', one as Transition] as const),
    ];
    for (const [type, transition] of own) {
      const guard = guardName(transition.guard);
      indexes.set(transition, transitions.length);
      transitions.push({
        source,
        targets: (transition.target ?? []).map((target) => place.get(target)!),
        on: triggerText(type, node.id),
        ...(guard !== undefined && { guard }),
      });
    }
  }
  return { chart: { name: machine.id, states, transitions }, indexes };
}

/** XState's descriptor of what triggers a transition, as a reader says it. */
function triggerText(type: string, id: string): string {
  if (type === '') return 'always';
  if (type === '*') return 'anything else';
  if (type === `xstate.done.state.${id}`) return 'done';
  const delay = between(type, 'xstate.after.', `.${id}`);
  if (delay !== undefined) {
    return `after ${delay !== '' && Number.isFinite(Number(delay)) ? formatDuration(Number(delay)) : delay}`;
  }
  const [, ending, child] = /^xstate\.(done|error|snapshot)\.actor\.(.*)$/s.exec(type) ?? [];
  return ending === undefined ? type : `${child} ${ending}`;
}

const between = (text: string, head: string, tail: string): string | undefined =>
  text.startsWith(head) && text.endsWith(tail) && text.length >= head.length + tail.length
    ? text.slice(head.length, text.length - tail.length)
    : undefined;

function guardName(guard: unknown): string | undefined {
  if (guard === undefined) return undefined;
  if (typeof guard === 'string') return guard;
  if (typeof guard === 'function') return guard.name === '' ? 'guard' : guard.name;
  const { type } = guard as { readonly type?: unknown };
  return typeof type === 'string' ? type : 'guard';
}
