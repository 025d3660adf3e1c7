/**
 * Threads that increment a shared counter in two steps, a read and a write, with and without a lock.
 *
 * Stateright's examples `increment` and `increment_lock`.
 */
import { agent, defineSystem, propertiesOf } from 'redhound';
import { type AnyActorRef, assign, sendTo, setup } from 'xstate';
import { instancesOf, withInstances } from './instances-of.ts';
import { sharedVariable, type Value } from './shared-variable.ts';

const threadSetup = setup({
  types: {
    /** `read` is what the thread last read. */
    context: {} as { read: number },
    events: {} as { type: 'STEP' } | { type: 'GRANTED' } | Value,
    tags: {} as 'incremented',
  },
  actions: {
    askForTheLock: sendTo(
      ({ system }) => system.get('lock'),
      ({ self }) => ({ type: 'ACQUIRE', replyTo: self }),
    ),
    giveTheLockBack: sendTo(({ system }) => system.get('lock'), { type: 'RELEASE' }),
    read: sendTo(
      ({ system }) => system.get('counter'),
      ({ self }) => ({ type: 'READ', replyTo: self }),
    ),
    write: sendTo(
      ({ system }) => system.get('counter'),
      ({ context }) => ({ type: 'WRITE', value: context.read + 1 }),
    ),
  },
});

const thread = threadSetup.createMachine({
  context: { read: 0 },
  initial: 'reading',
  states: {
    reading: {
      on: {
        STEP: { actions: 'read' },
        VALUE: { target: 'writing', actions: assign({ read: ({ event }) => event.value }) },
      },
    },
    writing: { on: { STEP: { target: 'finished', actions: 'write' } } },
    finished: { tags: 'incremented' },
  },
});

const lockingThread = threadSetup.createMachine({
  context: { read: 0 },
  initial: 'locking',
  states: {
    locking: { on: { STEP: { actions: 'askForTheLock' }, GRANTED: 'reading' } },
    reading: {
      on: {
        STEP: { actions: 'read' },
        VALUE: { target: 'writing', actions: assign({ read: ({ event }) => event.value }) },
      },
    },
    writing: { on: { STEP: { target: 'unlocking', actions: 'write' } } },
    unlocking: { tags: 'incremented', on: { STEP: { target: 'finished', actions: 'giveTheLockBack' } } },
    finished: { tags: 'incremented' },
  },
});

/** A lock answers only who gets it; who does not asks again. */
const lock = setup({
  types: { events: {} as { type: 'ACQUIRE'; replyTo: AnyActorRef } | { type: 'RELEASE' } },
}).createMachine({
  initial: 'free',
  states: {
    free: {
      on: {
        ACQUIRE: { target: 'taken', actions: sendTo(({ event }) => event.replyTo, { type: 'GRANTED' }) },
      },
    },
    taken: { on: { RELEASE: 'free' } },
  },
});

/** That many threads, `thread0`, `thread1`, …, which race for the counter. */
export function incrementRace(threads: number) {
  const racers = instancesOf('thread', threads, () => thread);
  return defineSystem({
    name: `increment-race-${threads}`,
    agents: withInstances({ counter: agent(sharedVariable, { input: { value: 0 } }) }, racers),
    links: [{ from: '*', to: '*', order: 'synchronous' }],
    environment: [{ agent: racers.names, event: { type: 'STEP' }, budget: 'any' }],
  });
}

/** That many threads, `thread0`, `thread1`, …, which hold a lock around their two steps. */
export function incrementWithLock(threads: number) {
  const racers = instancesOf('thread', threads, () => lockingThread);
  return defineSystem({
    name: `increment-lock-${threads}`,
    agents: withInstances({ counter: agent(sharedVariable, { input: { value: 0 } }), lock }, racers),
    links: [{ from: '*', to: '*', order: 'synchronous' }],
    environment: [{ agent: racers.names, event: { type: 'STEP' }, budget: 'any' }],
  });
}

/** Two claims about either system: one can fail as soon as two threads have written, one only when all have. */
export function incrementProperties(threads: number) {
  const { always, claim } = propertiesOf(incrementRace(threads));
  const { names } = instancesOf('thread', threads, () => undefined);
  return [
    claim('every-write-counts', {
      statement: 'The counter is the number of threads that have written.',
      source: 'Stateright, increment, property fin',
      formula: always(
        ({ agent }) =>
          agent('counter').context.value === names.filter((name) => agent(name).hasTag('incremented')).length,
      ),
    }),
    claim('nothing-is-lost', {
      statement: 'When every thread has written, the counter is the number of threads.',
      formula: always(({ agent }) => agent('counter').context.value === threads).given(({ agent }) =>
        names.every((name) => agent(name).hasTag('incremented')),
      ),
    }),
  ];
}
