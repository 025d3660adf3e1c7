/**
 * The guest OS: it boots and hangs (as for heartbeats), and runs services and takes settings (as for the role start).
 *
 * Duty: when booted, to start the service "RdAgent", which is WaAppAgent (AZ-18); to register a service that is
 * installed and start its agent, telling it in which incarnation it runs (AZ-12, AZ-23); to apply settings. When it goes
 * down, or hangs, no process of it does anything any more. A hung guest stays hung until it is restarted (AZ-17).
 * Parameters: `boot` 5 min (ours).
 */
import { minutes } from 'redhound';
import { assign, enqueueActions, sendTo, setup } from 'xstate';
import type { GuestOsEvent as Instruction, Service } from '../azure/guest-os.ts';
import type { RestartCause } from '../heartbeat/guest-os.ts';
import type { Power } from './guest-process.ts';

export type GuestOsEvent =
  | Instruction
  /** From the Host Agent; the first boot is one too. */
  | { type: 'RESTART'; incarnation: number; cause: RestartCause | 'start' }
  | { type: 'HANG' };

const agentOf: Readonly<Record<Service, string>> = {
  RdAgent: 'waAppAgent',
  'Windows Azure Guest Agent': 'guestAgent',
};

interface GuestOsContext {
  readonly processes: readonly string[];
  readonly services: readonly Service[];
  readonly incarnation: number;
}

export const guestOs = setup({
  types: {
    context: {} as GuestOsContext,
    input: {} as { readonly processes: readonly string[] },
    events: {} as GuestOsEvent,
  },
  delays: { boot: minutes(5) },
  actions: {
    takeIncarnation: assign({
      incarnation: ({ context, event }) =>
        event.type === 'RESTART' ? event.incarnation : context.incarnation,
    }),
    tellProcesses: enqueueActions(({ context, enqueue, system }, { type }: { type: Power }) => {
      for (const process of context.processes) enqueue.sendTo(system.get(process), { type });
    }),
    register: assign({
      services: ({ context, event }) =>
        event.type === 'INSTALL_SERVICE' && !context.services.includes(event.service)
          ? [...context.services, event.service]
          : context.services,
    }),
    startService: sendTo(
      ({ system, event }) =>
        system.get(agentOf[event.type === 'INSTALL_SERVICE' ? event.service : 'RdAgent']),
      ({ context }) => ({ type: 'START_SERVICE', incarnation: context.incarnation }),
    ),
    confirm: sendTo(
      ({ system }) => system.get('guestAgent'),
      ({ event }) => ({ type: 'APPLIED', setting: event.type === 'APPLY' ? event.setting : 'firewall' }),
    ),
  },
}).createMachine({
  id: 'guestOs',
  context: ({ input }) => ({ ...input, services: ['RdAgent'], incarnation: 0 }),
  initial: 'off',
  on: { RESTART: { target: '.booting', actions: 'takeIncarnation' } },
  states: {
    off: {},
    booting: {
      entry: { type: 'tellProcesses', params: { type: 'POWER_LOST' } },
      after: { boot: 'up' },
      on: { HANG: 'hung' },
    },
    up: {
      entry: [{ type: 'tellProcesses', params: { type: 'POWER_ON' } }, 'startService'],
      on: {
        INSTALL_SERVICE: { actions: ['register', 'startService'] },
        APPLY: { actions: 'confirm' },
        HANG: 'hung',
      },
    },
    hung: { entry: { type: 'tellProcesses', params: { type: 'POWER_LOST' } } },
  },
});
