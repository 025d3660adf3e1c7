/**
 * The smallest systems on which engine and naive explorer once disagreed: one law each, found by the random systems.
 */
import type { AnySystem } from 'redhound';
import { expect, it } from 'vitest';
import {
  type AnyActorRef,
  type AnyStateMachine,
  assign,
  createMachine,
  fromPromise,
  sendParent,
  sendTo,
  spawnChild,
  stopChild,
} from 'xstate';
import { noAgentFails } from '../../src/property/property.ts';
import { disagreementOnStates, disagreementOnVerdicts } from './comparison.ts';
import { explore } from './naive-explorer.ts';

const machineOf = (config: unknown, actors: unknown = {}): AnyStateMachine =>
  createMachine(config as never, { actors } as never) as AnyStateMachine;
const toB = (type: string) =>
  sendTo(({ system }: { system: { get(name: string): AnyActorRef | undefined } }) => system.get('b')!, {
    type,
  });
const spawn = (id: string): unknown => spawnChild('kid' as never, { id } as never);
const boom = (): never => {
  throw new Error('boom');
};

const kid = machineOf({ initial: 'x', states: { x: {} } });
const waiting = machineOf(
  { initial: 'x', states: { x: { invoke: { src: 'job', id: 'job' } } } },
  { job: fromPromise(() => new Promise(() => {})) },
);
/** Goes from x to y when E comes. */
const b = machineOf({ initial: 'x', states: { x: { on: { E: 'y' } }, y: {} } });

const alone = (machine: AnyStateMachine, ...types: string[]): AnySystem => ({
  name: 'alone',
  agents: { a: machine },
  environment: [{ agent: 'a', event: types.map((type) => ({ type })), budget: { atMost: 2 } }],
  clock: { jumps: false },
});

const systems: Readonly<Record<string, AnySystem>> = {
  'an invoke that is re-entered starts anew': alone(
    machineOf(
      {
        initial: 's',
        states: { s: { invoke: { src: 'kid', id: 'k' }, on: { E: { target: 's', reenter: true } } } },
      },
      { kid },
    ),
    'E',
  ),
  'a child stopped and spawned under one id in one macrostep is the new one': alone(
    machineOf({ on: { E: { actions: [stopChild('left'), spawn('left')] } } }, { kid: waiting }),
    'E',
  ),
  'a child that takes over an id has its own timers, not those of the one before': alone(
    machineOf(
      { on: { E: { actions: [stopChild('left'), spawn('left')] } } },
      {
        kid: machineOf({
          initial: 'x',
          states: { x: { after: { 10: { actions: sendParent({ type: 'E' }) } } } },
        }),
      },
    ),
    'E',
  ),
  'an action that throws is a reaction, and a failure': alone(
    machineOf({ context: {}, on: { E: { actions: assign(boom) } } }),
    'E',
  ),
  'a guard that throws is a reaction, and a failure': alone(machineOf({ on: { E: { guard: boom } } }), 'E'),
  'children are equal whatever order they came in': alone(
    machineOf(
      {
        initial: 'x',
        states: {
          x: {
            on: {
              E: { target: 'y', actions: [spawn('k'), spawn('l')] },
              F: { target: 'y', actions: [spawn('l'), spawn('k')] },
            },
          },
          y: {},
        },
      },
      { kid },
    ),
    'E',
    'F',
  ),
  'a synchronous message of a first macrostep reaches an agent that is declared later': {
    name: 'start',
    agents: { a: machineOf({ entry: toB('E') }), b },
    links: [{ from: 'a', to: 'b', order: 'synchronous' }],
  },
  'of two equal messages on a fifo either may be held up': {
    name: 'delay',
    agents: { a: machineOf({ entry: [toB('E'), toB('E')] }), b },
    faults: [{ fault: 'delay', from: 'a', to: 'b', by: 10, budget: { total: 1 } }],
    clock: { jumps: false },
  },
  'a message to a crashed agent stays on its link and is not due': {
    name: 'late',
    agents: {
      a: machineOf({ initial: 'w', entry: toB('E'), states: { w: { after: { 10: 'z' } }, z: {} } }),
      b,
    },
    faults: [{ fault: 'crash', agents: 'b', budget: { atMost: 1 } }],
    clock: { jumps: false },
  },
};

it.each(Object.entries(systems))('%s', (_, system) => {
  const naive = explore(system);
  expect(disagreementOnStates(system, naive)).toBeUndefined();
  expect(disagreementOnVerdicts(system, naive, [noAgentFails])).toBeUndefined();
});
