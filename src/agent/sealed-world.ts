/**
 * Shuts off the outside world while a machine or a predicate computes: a step is a function of the local state and
 * the event, so chance, the clock, timers and the network raise a named error.
 */
import { ModelError } from '../system/model-error.ts';

type Seal = (what: string) => never;

let raise: Seal = () => {
  throw new Error('the world is not sealed');
};
let depth = 0;

const trap =
  (what: string) =>
  (..._arguments: readonly unknown[]): never =>
    raise(what);

const RealDate = Date;
/** A Date that can be computed with, but does not know what time it is. */
const SealedDate = new Proxy(RealDate, {
  construct: (target, parameters: unknown[], newTarget) =>
    parameters.length === 0 ? raise('new Date()') : Reflect.construct(target, parameters, newTarget),
  apply: () => raise('Date()'),
  get: (target, key, receiver) => (key === 'now' ? trap('Date.now()') : Reflect.get(target, key, receiver)),
});

interface Door {
  readonly owner: Record<string, unknown>;
  readonly name: string;
  readonly sealed: unknown;
}

const world = globalThis as unknown as Record<string, unknown>;
const doors: readonly Door[] = [
  { owner: Math as unknown as Record<string, unknown>, name: 'random', sealed: trap('Math.random()') },
  {
    owner: performance as unknown as Record<string, unknown>,
    name: 'now',
    sealed: trap('performance.now()'),
  },
  {
    owner: crypto as unknown as Record<string, unknown>,
    name: 'randomUUID',
    sealed: trap('crypto.randomUUID()'),
  },
  {
    owner: crypto as unknown as Record<string, unknown>,
    name: 'getRandomValues',
    sealed: trap('crypto.getRandomValues()'),
  },
  ...['hrtime', 'uptime', 'memoryUsage', 'cpuUsage'].map((name) => ({
    owner: process as unknown as Record<string, unknown>,
    name,
    sealed: Object.assign(trap(`process.${name}()`), { bigint: trap(`process.${name}.bigint()`) }),
  })),
  { owner: world, name: 'Date', sealed: SealedDate },
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch'].map((name) => ({
    owner: world,
    name,
    sealed: trap(`${name}()`),
  })),
];

/**
 * Runs `compute` with the outside world shut off.
 *
 * @param onBreach is told which door was tried; what it returns is thrown there
 */
export function sealed<T>(compute: () => T, onBreach: (what: string) => ModelError): T {
  const outer = raise;
  raise = (what) => {
    throw onBreach(what);
  };
  if (depth++ === 0) seal();
  try {
    return compute();
  } finally {
    raise = outer;
    if (--depth === 0) unseal();
  }
}

/** Whose property each door was when it was shut, the owner's or inherited, and what it was. */
const holders: Record<string, unknown>[] = [];
const originals: (PropertyDescriptor | undefined)[] = [];

function seal(): void {
  for (let index = 0; index < doors.length; index++) {
    const { owner, name, sealed: replacement } = doors[index]!;
    let holder: Record<string, unknown> | null = owner;
    while (holder !== null && !Object.hasOwn(holder, name)) holder = Object.getPrototypeOf(holder);
    const original = holder === null ? undefined : Object.getOwnPropertyDescriptor(holder, name);
    holders[index] = holder ?? owner;
    originals[index] = original;
    // To write a property costs far less than to define one, and a step costs little more than that.
    if (original?.writable === true) holders[index]![name] = replacement;
    else Object.defineProperty(owner, name, { value: replacement, configurable: true, writable: true });
  }
}

function unseal(): void {
  for (let index = 0; index < doors.length; index++) {
    const { owner, name } = doors[index]!;
    const holder = holders[index]!;
    const original = originals[index];
    if (original?.writable === true) holder[name] = original.value;
    else if (original !== undefined && holder === owner) Object.defineProperty(owner, name, original);
    else delete owner[name];
  }
}

/** The error for a step that asks the outside world. */
export const impure = (what: string): ModelError =>
  new ModelError(
    'IMPURE_STEP',
    `${what} was called while a step was computed.`,
    'A step may depend on the local state and the event alone. Let the environment choose: put the value into an ' +
      'event’s payload or into oneOf(…) inputs, and use `after` or delayed sends for time.',
  );
