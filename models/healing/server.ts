/**
 * A server with its Host Agent and the role instances that run on it.
 *
 * Duty: to answer the fabric controller's question for its health with what it runs, and to start the instances that it
 * is told to (AZ-07, AZ-11, AZ-16). It fails, or its power is cut; either way what ran there is gone, and when it
 * comes back it runs nothing until it is told to (P49).
 * Left out: how an instance boots (the recovery ladder has it), and all that a server does within five minutes.
 */
import { assign, sendTo, setup } from 'xstate';
import type { InstanceName, ServerName } from './cluster.ts';

export interface ServerInput {
  readonly name: ServerName;
  readonly instances: readonly InstanceName[];
}

export type ServerEvent =
  | { type: 'PROBE' }
  | { type: 'DEPLOY'; instance: InstanceName }
  | { type: 'POWER_OFF' }
  | { type: 'POWER_ON' }
  | { type: 'FAIL' };

export const server = setup({
  types: { context: {} as ServerInput, input: {} as ServerInput, events: {} as ServerEvent },
  actions: {
    reportHealth: sendTo(
      ({ system }) => system.get('fabricController'),
      ({ context: { name, instances } }) => ({ type: 'HEALTH', server: name, instances }),
    ),
    start: assign({
      instances: ({ context, event }) =>
        event.type === 'DEPLOY' ? [...context.instances, event.instance] : context.instances,
    }),
    loseInstances: assign({ instances: [] }),
  },
}).createMachine({
  id: 'server',
  context: ({ input }) => input,
  initial: 'up',
  states: {
    up: {
      on: {
        PROBE: { actions: 'reportHealth' },
        DEPLOY: { actions: 'start' },
        FAIL: { target: 'down', actions: 'loseInstances' },
        POWER_OFF: { target: 'down', actions: 'loseInstances' },
      },
    },
    down: { on: { POWER_ON: 'up' } },
  },
});
