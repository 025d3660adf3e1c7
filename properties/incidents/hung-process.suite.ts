/**
 * I8 e: a host process that hangs is taken for busy, leaves rotation, and is never recovered.
 */
import { defineSuite } from 'redhound';
import { type AnyActorRef, enqueueActions } from 'xstate';
import { bootstrapper } from '../../models/azure/bootstrapper.ts';
import { w3wp } from '../../models/azure/w3wp.ts';
import { rotation } from '../../models/rotation.ts';
import { changedState } from '../changed-machine.ts';
import { hungProcessIsRecovered, ofTheGuest } from './hung-process.ts';

const killing = rotation({
  bootstrapper: bootstrapper.provide({
    actions: {
      callConfigurator: enqueueActions(({ context, enqueue, system }, { type }) => {
        const called: AnyActorRef = system.get(type === 'KILL' ? 'w3wp' : 'iisConfigurator');
        enqueue.sendTo(called, type === 'CONFIGURE' ? { type, sites: context.role.sites } : { type });
      }),
    },
  }),
});

export default defineSuite({
  name: 'hung-process',
  description: 'A host process that hangs answers no StatusCheck: it counts as busy, for ever.',
  system: rotation(),
  properties: [
    ...ofTheGuest,
    {
      ...hungProcessIsRecovered,
      expected: 'violated',
      missing: 'a limit for how long a process may hang: the documented blind spot',
    },
  ],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'kills-the-web-site',
      because: 'A bootstrapper that ends kills w3wp, and lets IISConfigurator run.',
      system: {
        ...killing,
        links: [
          ...(killing.links ?? []),
          { from: 'bootstrapper', to: 'w3wp', capacity: 1, overflow: 'drop' as const },
        ],
      },
      breaks: ['configurator-works-for-its-parent', 'w3wp-is-left-alone'],
    },
    {
      name: 'web-site-lost',
      because: 'A web site that has failed never serves again.',
      system: {
        ...rotation(),
        agents: {
          ...rotation().agents,
          w3wp: changedState(w3wp, 'failing', { on: { RECOVER: undefined } }),
        },
      },
      breaks: ['web-site-may-recover'],
    },
  ],
});
