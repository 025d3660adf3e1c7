/**
 * What XState takes for the actor system while a family takes a step: everything is passed to that step, or refused.
 */

import type { TransitionDefinition, XStateEvent } from './actor-logic.ts';
import { imperative } from './actor-reference.ts';
import type { FamilyStep } from './family-step.ts';

/** The step that is running, if any. */
export interface CurrentStep {
  running: FamilyStep | undefined;
}

interface Inspection {
  readonly type: string;
  readonly actorRef: object;
  readonly _transitions?: readonly TransitionDefinition[];
}

/** The system object of one agent, with the methods that XState 5 calls on it. */
export function actorSystem(agent: string, current: CurrentStep): object {
  const step = (): FamilyStep => {
    if (current.running === undefined) throw imperative({ sessionId: `system of ${agent}` }, 'system');
    return current.running;
  };
  const refused = (method: string) => (): never => {
    const error = imperative({ sessionId: 'system' }, method);
    throw current.running?.refused(error) ?? error;
  };
  return {
    get: (name: string) => step().lookUp(name),
    getAll: refused('getAll'),
    getSnapshot: refused('getSnapshot'),
    inspect: refused('inspect'),
    start: refused('start'),
    _bookId: () => step().bookId(),
    _register: (sessionId: string) => sessionId,
    _unregister: (actor: object) => step().forgetName(actor),
    _set: (name: string, actor: object) => step().name(name, actor),
    _sendInspectionEvent: (inspection: Inspection) => {
      if (inspection.type === '@xstate.actor') {
        step().adopt(inspection.actorRef as Parameters<FamilyStep['adopt']>[0]);
      } else if (inspection.type === '@xstate.microstep') {
        step().noteTransitions(inspection.actorRef, inspection._transitions ?? []);
      }
    },
    _relay: (source: object | undefined, target: object, event: XStateEvent) =>
      step().relay(source, target, event),
    scheduler: {
      schedule: (source: object, target: object, event: XStateEvent, delay: number, id?: string) =>
        step().schedule(source, target, event, delay, id),
      cancel: (source: object, id: string) => step().cancel(source, id),
      cancelAll: () => {},
    },
    _snapshot: { _scheduledEvents: {} },
    _clock: { setTimeout: refused('clock.setTimeout'), clearTimeout: refused('clock.clearTimeout') },
    _logger: () => {},
  };
}
