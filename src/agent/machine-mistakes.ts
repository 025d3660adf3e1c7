/**
 * Mistakes in machines, as errors that say what to do: what XState would take in silence, or report in its own terms.
 */
import { ModelError } from '../system/model-error.ts';

export const unknownActor = (name: string): ModelError =>
  new ModelError(
    'AGENT_UNKNOWN',
    `system.get('${name}') names no agent of the system and no child of this one.`,
    'Use the name of an agent as the system declares it.',
  );

export const reportsSnapshots = (child: string): ModelError =>
  new ModelError(
    'MACHINE_UNSUPPORTED',
    `child '${child}' reports every snapshot to its parent (onSnapshot, syncSnapshot).`,
    'Let the child send an event with what the parent needs (sendParent).',
  );

export const untyped = (): ModelError =>
  new ModelError(
    'MACHINE_UNSUPPORTED',
    'something without a type was sent.',
    'Events are objects with a string `type`.',
  );

export const noActor = (): ModelError =>
  new ModelError(
    'MACHINE_UNSUPPORTED',
    'an event was sent to something that is no actor of this system.',
    'Send to a child by id, to a peer by sendTo(({ system }) => system.get(name), …), or to a reference from `input`.',
  );

export const sameId = (path: string): ModelError =>
  new ModelError(
    'MACHINE_UNSUPPORTED',
    `two live children have the id '${path}'.`,
    'Stop the first one (stopChild) before a second one is spawned under its id, or give it another id.',
  );

export const noDelay = (delay: unknown): ModelError =>
  new ModelError(
    'DELAY_INVALID',
    `a delay is ${String(delay)}.`,
    'A delay is a number of milliseconds, 0 or more; XState would fire this one at once.',
  );

export const livelock = (limit: number, event: string): ModelError =>
  new ModelError(
    'FAMILY_LIVELOCK',
    `more than ${limit} messages passed between a machine and its children in one move; the last is '${event}'.`,
    'Parent and child answer each other for ever; put a delay or a condition between them.',
  );

/** The mistake that an error thrown by XState or user code stands for, if any. */
export function mistakeBehind(error: unknown, isPeer: (name: string) => boolean): ModelError | undefined {
  const message = error instanceof Error ? error.message : '';
  if (/read only property|not extensible|Cannot delete property|Cannot define property/.test(message)) {
    return new ModelError(
      'CONTEXT_MUTATED',
      `the context or event is changed in place (${message}${sourceLineOf(error)}).`,
      'Return new values from assign(…): ({ list: [...context.list, item] }), never context.list.push(item).',
    );
  }
  const unsent = /^Unable to send event to actor '(.*?)' from machine/.exec(message)?.[1];
  if (unsent === '#_parent') {
    return new ModelError(
      'MACHINE_UNSUPPORTED',
      'sendParent is used by a machine that has no parent.',
      'An agent of the system has no parent: use sendTo(({ system }) => system.get(name), event).',
    );
  }
  if (unsent === undefined || !isPeer(unsent)) return undefined;
  return new ModelError(
    'MACHINE_UNSUPPORTED',
    `sendTo('${unsent}', …) means a child, and '${unsent}' is another agent.`,
    `Use sendTo(({ system }) => system.get('${unsent}'), …).`,
  );
}

/** Where user code threw, from the stack: ` at machine.ts:12:3`. */
function sourceLineOf(error: unknown): string {
  const frame = (error instanceof Error ? (error.stack ?? '') : '')
    .split('\n')
    .slice(1)
    .find((line) => !/node_modules|node:|<anonymous>/.test(line));
  const place = /([^/\\()]+:\d+:\d+)\)?$/.exec(frame ?? '')?.[1];
  return place === undefined ? '' : ` at ${place}`;
}
