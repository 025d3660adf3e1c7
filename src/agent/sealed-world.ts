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

const open: (PropertyDescriptor | undefined)[] = [];

function seal(): void {
  for (const [index, { owner, name, sealed: replacement }] of doors.entries()) {
    open[index] = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(owner, name, { value: replacement, configurable: true, writable: true });
  }
}

function unseal(): void {
  for (const [index, { owner, name }] of doors.entries()) {
    const original = open[index];
    if (original === undefined) delete owner[name];
    else Object.defineProperty(owner, name, original);
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
