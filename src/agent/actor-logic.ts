/**
 * XState actor logic as the engine drives it: private clones of machines, and what kind of logic a child has.
 *
 * With `family.ts` the only door to xstate: it knows the shape of XState's logic and snapshots, but imports no code
 * (machines bring their own `getInitialSnapshot` and `transition`), so that two copies of xstate do no harm.
 */
import type { AnyStateMachine } from 'xstate';
import { ModelError } from '../system/model-error.ts';
import { effectFilter, type Filtered } from './effect-filter.ts';

/** A state node, as far as it is read here. */
export interface StateNode {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly path: readonly string[];
  readonly parent?: StateNode;
  readonly config: Readonly<Record<string, unknown>>;
  readonly states: Readonly<Record<string, StateNode>>;
  readonly initial?: { readonly target: readonly StateNode[]; readonly actions: readonly unknown[] };
  readonly history?: 'shallow' | 'deep' | false;
  entry: readonly unknown[];
  readonly exit: readonly unknown[];
  readonly invoke: readonly { readonly id: string; readonly src: unknown }[];
  readonly tags: readonly string[];
  readonly description?: string;
  readonly always?: readonly TransitionDefinition[];
  /** By event descriptor. */
  readonly transitions: ReadonlyMap<string, readonly TransitionDefinition[]>;
}

/** A transition as XState selects it: one object for each, the same at every selection. */
export interface TransitionDefinition {
  readonly source: StateNode;
  /** Empty for `always`. */
  readonly eventType: string;
  readonly target: readonly StateNode[] | undefined;
  actions: readonly unknown[];
  readonly reenter: boolean;
  readonly description?: string;
  guard?: unknown;
}

/** An XState snapshot, as far as it is read here. Machines have all fields, other logic has the first three. */
export interface Snapshot {
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  readonly output?: unknown;
  readonly error?: unknown;
  readonly value?: unknown;
  readonly context?: unknown;
  readonly children?: Readonly<Record<string, object | undefined>>;
  readonly historyValue?: Readonly<Record<string, readonly StateNode[]>>;
  readonly _nodes?: readonly StateNode[];
  readonly matches?: (value: unknown) => boolean;
  readonly hasTag?: (tag: string) => boolean;
}

/** What XState asks of the actor that takes a step. */
export interface ActorScope {
  readonly self: object;
  readonly id: string;
  readonly sessionId: string;
  readonly logger: (...words: readonly unknown[]) => void;
  readonly system: object;
  readonly defer: (effect: () => void) => void;
  readonly stopChild: (child: object) => void;
  readonly emit: (event: XStateEvent) => void;
  actionExecutor: (action: ExecutableAction) => void;
}

export interface XStateEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface ExecutableAction {
  readonly type: string;
  readonly info: unknown;
  readonly params: unknown;
  readonly exec?: ((info: unknown, params: unknown) => void) | undefined;
}

export interface ActorLogic {
  getInitialSnapshot(scope: ActorScope, input: unknown): Snapshot;
  transition(snapshot: Snapshot, event: XStateEvent, scope: ActorScope): Snapshot;
  start?: (snapshot: Snapshot, scope: ActorScope) => void;
}

/** A machine, as far as it is read here. */
export interface Machine extends ActorLogic, Filtered {
  readonly id: string;
  readonly root: StateNode;
  readonly config: Readonly<Record<string, unknown>>;
  readonly options: { maxIterations: number };
  readonly implementations: {
    delays: Readonly<Record<string, unknown>>;
    actions: Readonly<Record<string, unknown>>;
    guards: Readonly<Record<string, unknown>>;
    readonly actors: Readonly<Record<string, unknown>>;
  };
  provide(implementations: object): Machine;
}

/** `machine` and `reducer` (fromTransition) take steps; an `outcome` is never run: the environment decides it. */
export type LogicKind = 'machine' | 'reducer' | 'outcome';

export const isMachine = (logic: object): logic is Machine => 'provide' in logic && 'root' in logic;

export function kindOfLogic(logic: object): LogicKind {
  if (isMachine(logic)) return 'machine';
  return 'start' in logic ? 'outcome' : 'reducer';
}

/** Why XState's own limit is not enough: it is infinite, and a livelock must be a counterexample, not a hang. */
const MAX_MICROSTEPS = 1000;

/** Is told what a machine looks up by name while it takes a step. */
export interface LookUps {
  readonly delay: (name: string) => void;
  readonly action: (name: string) => void;
  readonly guard: (name: string) => void;
}

/** A private clone of `machine`: microsteps limited, what it looks up by name observed. */
export function privateClone(machine: AnyStateMachine | Machine, lookUps: LookUps): Machine {
  const clone = (machine as Machine).provide({});
  const filter = (machine as Machine)[effectFilter];
  if (filter !== undefined) clone[effectFilter] = filter;
  if (clone.options.maxIterations === Number.POSITIVE_INFINITY) clone.options.maxIterations = MAX_MICROSTEPS;
  const { implementations } = clone;
  implementations.delays = observedDelays(implementations.delays, lookUps.delay);
  implementations.actions = noticed(implementations.actions, lookUps.action);
  implementations.guards = noticed(implementations.guards, lookUps.guard);
  return clone;
}

function noticed(
  named: Readonly<Record<string, unknown>>,
  onLookUp: (name: string) => void,
): Record<string, unknown> {
  return new Proxy(named as Record<string, unknown>, {
    get: (target, name, receiver) => {
      if (typeof name === 'string') onLookUp(name);
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

function observedDelays(
  delays: Readonly<Record<string, unknown>>,
  onDelay: LookUps['delay'],
): Record<string, unknown> {
  return new Proxy({} as Record<string, unknown>, {
    get: (_target, name) => {
      if (typeof name !== 'string') return undefined;
      const delay = delays[name];
      if (delay === undefined) {
        throw new ModelError(
          'DELAY_INVALID',
          `the delay '${name}' is not defined.`,
          `Define it in setup({ delays: { ${name}: … } }); XState would fire it at once.`,
        );
      }
      if (typeof delay !== 'function') {
        onDelay(name);
        return delay;
      }
      return (...parameters: readonly unknown[]) => {
        const length = (delay as (...parameters: readonly unknown[]) => unknown)(...parameters);
        onDelay(name);
        return length;
      };
    },
  });
}

/** All state nodes of a machine, the root first. */
export function* stateNodesOf(node: StateNode): Iterable<StateNode> {
  yield node;
  for (const child of Object.values(node.states)) yield* stateNodesOf(child);
}

/**
 * The constant delays of a machine and its children in milliseconds, and the names of those that functions compute.
 *
 * @param replaced names whose delays the system sets: what the machine says of them counts for nothing
 */
export function delaysOf(
  machine: Machine,
  replaced: ReadonlySet<string>,
  seen: Set<object> = new Set(),
): DelaySurvey {
  const survey: DelaySurvey = { constant: [], computed: [], named: [] };
  if (seen.has(machine)) return survey;
  seen.add(machine);
  const { delays, actions, actors } = machine.implementations;
  const note = (delay: unknown, where: string): void => {
    if (typeof delay === 'number') survey.constant.push(delay);
    else if (typeof delay === 'function') survey.computed.push(where);
    else if (typeof delay === 'string' && !replaced.has(delay)) note(delays[delay], delay);
  };
  survey.named.push(...Object.keys(delays));
  const children: unknown[] = Object.values(actors);
  for (const node of stateNodesOf(machine.root)) {
    const after = node.config['after'] as Readonly<Record<string, unknown>> | undefined;
    for (const key of Object.keys(after ?? {})) note(Number.isNaN(Number(key)) ? key : Number(key), key);
    const invoke = (node.config['invoke'] ?? []) as
      | { readonly src?: unknown }
      | readonly { readonly src?: unknown }[];
    for (const { src } of Array.isArray(invoke) ? invoke : [invoke]) children.push(src);
  }
  for (const action of [...actionsWithin(machine.config), ...actionsWithin(actions)]) {
    children.push(action.src);
    note(action.delay, `a delayed ${action.type} in ${machine.id}`);
  }
  for (const child of children) {
    if (typeof child !== 'object' || child === null || !isMachine(child)) continue;
    const below = delaysOf(child, replaced, seen);
    survey.constant.push(...below.constant);
    survey.computed.push(...below.computed);
    survey.named.push(...below.named);
  }
  return survey;
}

export interface DelaySurvey {
  readonly constant: number[];
  readonly computed: string[];
  /** The names under which delays are defined. */
  readonly named: string[];
}

/** Types of what a machine emits, children left out; undefined where functions make it. */
export function emittedTypesOf({ config, implementations }: Machine): ReadonlySet<string> | undefined {
  const types = new Set<string>();
  for (const { type, event } of [...actionsWithin(config), ...actionsWithin(implementations.actions)]) {
    if (type === 'xstate.enqueueActions') return undefined;
    if (type !== 'xstate.emit') continue;
    if (typeof event !== 'object' || event === null) return undefined;
    types.add((event as XStateEvent).type);
  }
  return types;
}

interface BuiltInAction {
  readonly type: string;
  readonly delay: unknown;
  /** What `emit` emits. */
  readonly event: unknown;
  /** What `spawnChild` spawns. */
  readonly src: unknown;
}

/** Built-in actions are functions that carry their parameters as fields. */
function* actionsWithin(value: unknown, seen: Set<object> = new Set()): Iterable<BuiltInAction> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
  if (typeof value === 'object' && isMachine(value)) return;
  seen.add(value);
  if (typeof value === 'function') {
    const { type, delay, event, src } = value as unknown as Partial<BuiltInAction>;
    if (typeof type === 'string') yield { type, delay, event, src };
    return;
  }
  for (const item of Object.values(value)) yield* actionsWithin(item, seen);
}
