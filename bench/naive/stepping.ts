/**
 * Two naive ways to take one step of one machine from a snapshot.
 */
import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type EventObject,
  initialTransition,
  transition,
} from 'xstate';
import type { Message } from './two-phase-commit.ts';

export interface Step {
  readonly snapshot: AnyMachineSnapshot;
  readonly sent: readonly Message[];
}

export interface Stepper {
  first(machine: AnyStateMachine, input: object): AnyMachineSnapshot;
  step(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, event: EventObject): Step;
}

/** xstate's own pure `transition()`, which makes an actor for every call. */
export const pureTransition: Stepper = {
  first: (machine, input) => initialTransition(machine, input)[0],
  step(machine, before, event) {
    const [snapshot, actions] = transition(machine, before, event);
    return { snapshot, sent: messagesIn(actions) };
  },
};

const messagesIn = (actions: readonly { type: string; params: unknown }[]): readonly Message[] =>
  actions.filter(({ type }) => type === 'send').map(({ params }) => params as Message);

/** One hand-made actor scope for all calls. */
export function sharedScope(machine: AnyStateMachine): Stepper {
  const sent: Message[] = [];
  const self = createActor(machine);
  const scope: AnyActorScope = {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: () => {},
    defer: () => {},
    stopChild: () => {},
    emit: () => {},
    actionExecutor: ({ type, params }) => {
      if (type === 'send') sent.push(params as Message);
    },
  };
  return {
    first: (of, input) => of.getInitialSnapshot(scope, input),
    step(of, before, event) {
      sent.length = 0;
      const snapshot = of.transition(before, event, scope);
      return { snapshot, sent };
    },
  };
}
