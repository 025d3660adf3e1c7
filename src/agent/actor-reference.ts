/**
 * References to actors, without actors behind them: an address that machines may keep, compare and send to.
 *
 * XState hands out live `Actor` objects; local states hold these instead. There is one reference for one address,
 * so that identity means what it does in XState. Whatever would act at once (`send`, `subscribe`, …) is a named
 * error that says which declarative action to use.
 */
import { ModelError } from '../system/model-error.ts';
import { idOf } from './member-path.ts';

/** What a reference needs from the family that is running: XState asks it for children's snapshots. */
export interface RunningFamily {
  /** The snapshot of a member, where the member that is taking a step may read it. */
  snapshotOf(reference: ActorReference): unknown;
  /** XState's processing status: 0 not started, 1 running, 2 stopped. */
  processingStatusOf(reference: ActorReference): 0 | 1 | 2;
  /** Remembers an error, which XState or user code may catch, and answers it with its place. */
  refused(error: ModelError): ModelError;
}

/** The address of an agent (`path` empty) or of one of its descendants (`kid`, `kid/grandkid`). */
export class ActorReference {
  readonly agent: string;
  readonly path: string;
  readonly id: string;
  readonly sessionId: string;
  readonly ref: ActorReference;
  readonly _parent: ActorReference | undefined;
  /** What XState takes for the actor system when it creates a child. */
  readonly system: object;
  readonly #family: { readonly running: RunningFamily | undefined };

  constructor(
    agent: string,
    path: string,
    parent: ActorReference | undefined,
    system: object,
    family: { readonly running: RunningFamily | undefined },
  ) {
    this.agent = agent;
    this.path = path;
    this.id = path === '' ? agent : idOf(path);
    this.sessionId = path === '' ? agent : `${agent}/${path}`;
    this.ref = this;
    this._parent = parent;
    this.system = system;
    this.#family = family;
  }

  get _processingStatus(): 0 | 1 | 2 {
    return this.#family.running?.processingStatusOf(this) ?? 2;
  }

  getSnapshot(): unknown {
    const running = this.#family.running;
    if (running === undefined) throw this.#refusal('getSnapshot');
    return running.snapshotOf(this);
  }

  send(): never {
    throw this.#refusal('send');
  }
  subscribe(): never {
    throw this.#refusal('subscribe');
  }
  on(): never {
    throw this.#refusal('on');
  }
  select(): never {
    throw this.#refusal('select');
  }
  start(): never {
    throw this.#refusal('start');
  }
  stop(): never {
    throw this.#refusal('stop');
  }
  getPersistedSnapshot(): never {
    throw this.#refusal('getPersistedSnapshot');
  }
  #refusal(method: string): ModelError {
    const error = imperative(this, method);
    return this.#family.running?.refused(error) ?? error;
  }
  toJSON(): string {
    return `@${this.sessionId}`;
  }
}

export const isActorReference = (value: unknown): value is ActorReference => value instanceof ActorReference;

/** The part of a canonical key that stands for a reference. */
export const keyOfReference = (reference: ActorReference): string => `@${reference.sessionId}`;

const INSTEAD: Readonly<Record<string, string>> = {
  send: 'Use the action sendTo(({ system }) => system.get(name), event), or raise(event) for the machine itself.',
  subscribe: 'Let the other agent send an event, and react to that.',
  on: 'Let the other agent send an event, and react to that.',
  select: 'Let the other agent send an event, and react to that.',
  start: 'Use spawnChild or invoke: children start by themselves.',
  stop: 'Use the action stopChild(id).',
  getSnapshot:
    'A machine may read its own and its children’s snapshots only; let other agents send what they know.',
};

/** The error for a call that acts at once, or reads the state of another agent. */
export function imperative(
  reference: ActorReference | { readonly sessionId: string },
  method: string,
): ModelError {
  return new ModelError(
    'IMPERATIVE_CALL',
    `${method}() was called on '${reference.sessionId}' while XState was computing a step.`,
    INSTEAD[method] ??
      'A step may depend on the local state and the event alone; use XState’s declarative actions.',
  );
}
