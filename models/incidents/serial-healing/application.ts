/**
 * An application with one instance, on a server whose operating system is upgraded.
 *
 * Duty: to serve. It is down while its server is upgraded, and where the network fails meanwhile, its server does not
 * come back. It is deployed anew, on another server, when the fabric controller says so; one that is `requested` is
 * deployed for the first time.
 * Parameters: `upgrade` 5 min; `deployment` 10 min (ours: no figures are published).
 */
import { minutes } from 'redhound';
import { sendTo, setup } from 'xstate';

export type ApplicationName = 'app1' | 'app2' | 'app3' | 'newApp';

export interface ApplicationInput {
  readonly name: ApplicationName;
  readonly isDeployed: boolean;
}

export type ApplicationEvent = { type: 'UPGRADE' } | { type: 'NETWORK_FAILS' } | { type: 'DEPLOY' };

export const application = setup({
  types: {
    context: {} as ApplicationInput,
    input: {} as ApplicationInput,
    events: {} as ApplicationEvent,
  },
  delays: { upgrade: minutes(5), deployment: minutes(10) },
  guards: { isDeployed: ({ context }) => context.isDeployed },
  actions: {
    report: sendTo(
      ({ system }) => system.get('fabricController'),
      ({ context }, { type }: { type: 'UPGRADED' | 'DEPLOYED' }) => ({ type, application: context.name }),
    ),
  },
}).createMachine({
  id: 'application',
  context: ({ input }) => input,
  initial: 'beginning',
  states: {
    beginning: { always: [{ guard: 'isDeployed', target: 'serving' }, { target: 'requested' }] },
    requested: { on: { DEPLOY: 'deploying' } },
    serving: { on: { UPGRADE: 'upgrading' } },
    upgrading: {
      on: { NETWORK_FAILS: 'down' },
      after: {
        upgrade: { target: 'serving', actions: { type: 'report', params: { type: 'UPGRADED' } } },
      },
    },
    down: { on: { DEPLOY: 'deploying' } },
    deploying: {
      after: {
        deployment: { target: 'serving', actions: { type: 'report', params: { type: 'DEPLOYED' } } },
      },
    },
  },
});
