/**
 * Fischer's mutual exclusion: a process writes its number within Delta, waits exactly Epsilon, and reads it back.
 *
 * Lamport, "A fast mutual exclusion algorithm" (ACM TOCS 1987); TLC's test model `pcal/Fischer`, whose labels a to f
 * are the states here in that order, with cs before f.
 */
import { agent, defineSystem, propertiesOf } from 'redhound';
import { sendTo, setup } from 'xstate';
import { instancesOf, withInstances } from './instances-of.ts';
import { sharedVariable, type Value } from './shared-variable.ts';

/** The value of the shared variable when nobody has written. */
const NOBODY = 0;

const process = setup({
  types: {
    /** `number` is positive, and different for each process. */
    context: {} as { number: number },
    input: {} as { number: number },
    events: {} as { type: 'STEP' } | Value,
  },
  delays: { write: 0, wait: 0 },
  guards: {
    isMine: ({ context }, value: number) => value === context.number,
    isNobodys: (_, value: number) => value === NOBODY,
  },
  actions: {
    read: sendTo(
      ({ system }) => system.get('owner'),
      ({ self }) => ({ type: 'READ', replyTo: self }),
    ),
    claim: sendTo(
      ({ system }) => system.get('owner'),
      ({ context }) => ({ type: 'WRITE', value: context.number }),
    ),
    release: sendTo(
      ({ system }) => system.get('owner'),
      () => ({ type: 'WRITE', value: NOBODY }),
    ),
  },
}).createMachine({
  context: ({ input }) => ({ number: input.number }),
  initial: 'idle',
  states: {
    idle: { on: { STEP: 'checking' } },
    checking: {
      on: {
        STEP: { actions: 'read' },
        VALUE: [
          { guard: { type: 'isMine', params: ({ event }) => event.value }, target: 'critical' },
          { target: 'queueing' },
        ],
      },
    },
    queueing: {
      on: {
        STEP: { actions: 'read' },
        VALUE: { guard: { type: 'isNobodys', params: ({ event }) => event.value }, target: 'writing' },
      },
    },
    writing: { after: { write: { target: 'waiting', actions: 'claim' } } },
    waiting: { after: { wait: 'checking' } },
    critical: { on: { STEP: 'leaving' } },
    leaving: { on: { STEP: { target: 'idle', actions: 'release' } } },
  },
});

/** `processes` of them; the write happens within `delta`, the wait takes exactly `epsilon`. */
export function fischer(processes: number, delta: number, epsilon: number) {
  const rivals = instancesOf('process', processes, (index) =>
    agent(process, { input: { number: index + 1 }, delays: { write: [0, delta], wait: epsilon } }),
  );
  return defineSystem({
    name: `fischer-${processes}-${delta}-${epsilon}`,
    agents: withInstances({ owner: agent(sharedVariable, { input: { value: NOBODY } }) }, rivals),
    links: [{ from: '*', to: '*', order: 'synchronous' }],
    environment: [{ agent: rivals.names, event: { type: 'STEP' }, budget: 'any' }],
    clock: { tick: 1, jumps: false },
  });
}

/** Mutual exclusion. It fails exactly when there is more than one process and `delta >= epsilon`. */
export function mutualExclusion(processes: number) {
  const { always, claim } = propertiesOf(fischer(processes, 1, 2));
  const { names } = instancesOf('process', processes, () => undefined);
  return claim('mutual-exclusion', {
    statement: 'At most one process is in its critical section.',
    source: 'pcal/Fischer, Invariant',
    formula: always(({ agent }) => names.filter((name) => agent(name).matches('critical')).length <= 1),
  });
}
