/**
 * The guest OS, as far as its agents need it: it runs services and takes settings.
 *
 * Duty: when booted, to start the service "RdAgent", which is WaAppAgent (AZ-18); to register a service that is
 * installed and start its agent, and start it anew when it is installed again (AZ-12, AZ-23); to apply settings.
 * Processes that are no service appear nowhere here: nobody but their parents starts them (AZ-29).
 */
import { assign, sendTo, setup } from 'xstate';
import { agentOfService, guestProcesses } from './guest-processes.ts';
import type { Setting } from './role-model.ts';

/** The services of the two agents, as the service list shows them. */
export type Service = keyof typeof agentOfService;

export type GuestOsEvent =
  | { type: 'INSTALL_SERVICE'; service: Service }
  | { type: 'APPLY'; setting: Setting };

export const guestOs = setup({
  types: { context: {} as { readonly services: readonly Service[] }, events: {} as GuestOsEvent },
  actions: {
    register: assign({
      services: ({ context, event }) =>
        event.type === 'INSTALL_SERVICE' && !context.services.includes(event.service)
          ? [...context.services, event.service]
          : context.services,
    }),
    startService: sendTo(
      ({ system, event }) =>
        system.get(event.type === 'INSTALL_SERVICE' ? agentOfService[event.service] : ''),
      { type: 'START_SERVICE' },
    ),
    startRdAgent: sendTo(({ system }) => system.get(agentOfService.RdAgent), { type: 'START_SERVICE' }),
    confirm: sendTo(
      ({ system }) => system.get('guestAgent'),
      ({ event }) => ({ type: 'APPLIED', setting: event.type === 'APPLY' ? event.setting : 'firewall' }),
    ),
  },
}).createMachine({
  id: 'guestOs',
  context: { services: [guestProcesses.waAppAgent.service] },
  initial: 'up',
  states: {
    up: {
      entry: 'startRdAgent',
      on: {
        INSTALL_SERVICE: { actions: ['register', 'startService'] },
        APPLY: { actions: 'confirm' },
      },
    },
  },
});
