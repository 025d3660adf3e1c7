/**
 * The rotation suite: the default probe of the load balancer, which the guest agent answers, and at least one broken
 * variant for each claim.
 */
import { defineSuite, seconds } from 'redhound';
import { type AnyActorRef, enqueueActions } from 'xstate';
import { bootstrapper } from '../models/azure/bootstrapper.ts';
import { guestAgent } from '../models/azure/guest-agent.ts';
import { loadBalancer } from '../models/azure/load-balancer.ts';
import { rotation } from '../models/rotation.ts';
import { properties } from './rotation.ts';

const nothing = () => {};

export default defineSuite({
  name: 'rotation',
  description: 'A role is in rotation while it is Ready, give or take the load balancer’s probes.',
  system: rotation(),
  properties,
  search: { runs: 5_000, maxSteps: 120 },
  variants: [
    {
      name: 'drain-too-short',
      because: 'The guest agent stops the role 15 seconds after its last answer to a probe.',
      system: rotation({ drain: seconds(15) }),
      breaks: ['out-before-on-stop'],
    },
    {
      name: 'timeout-of-a-minute',
      because: 'The load balancer waits for four probes where two are due.',
      system: rotation({ loadBalancer: loadBalancer.provide({ delays: { timeout: seconds(60) } }) }),
      breaks: ['unready-leaves-rotation', 'out-before-on-stop'],
    },
    {
      name: 'busy-for-ever',
      because: 'The bootstrapper passes on that the role is busy, and not that it is free again.',
      system: rotation({
        bootstrapper: bootstrapper.provide({
          guards: {
            isNews: ({ context, event }) => event.type === 'CHECKED' && event.busy && !context.busy,
          },
        }),
      }),
      breaks: ['busy-lasts-to-next-check'],
    },
    {
      name: 'busy-not-passed-on',
      because: 'The bootstrapper does not look at the answer to StatusCheck.',
      system: rotation({ bootstrapper: bootstrapper.provide({ guards: { isNews: () => false } }) }),
      breaks: ['busy-shows-at-next-check'],
    },
    {
      name: 'hang-not-noticed',
      because: 'The bootstrapper does not mind when StatusCheck is not answered.',
      system: rotation({ bootstrapper: bootstrapper.provide({ guards: { wasFree: () => false } }) }),
      breaks: ['hung-process-is-busy'],
    },
    {
      name: 'hung-process-killed',
      because: 'The bootstrapper kills a host process that does not answer StatusCheck.',
      system: rotation({
        bootstrapper: bootstrapper.provide({
          actions: {
            noteBusy: enqueueActions(({ enqueue, system }, { busy }) => {
              const host: AnyActorRef = system.get('waIISHost');
              enqueue.assign({ busy });
              if (!busy) return;
              enqueue.sendTo(host, { type: 'KILL' });
              enqueue.raise({ type: 'HOST_EXITED' });
            }),
          },
        }),
      }),
      breaks: ['hung-process-is-left-alone'],
    },
    {
      name: 'stop-not-confirmed',
      because: 'The guest agent does not tell WaAppAgent that the role has stopped.',
      system: rotation({ guestAgent: guestAgent.provide({ actions: { confirmStop: nothing } }) }),
      breaks: ['can-get-into-rotation'],
    },
    {
      name: 'asks-without-pause',
      because:
        'The bootstrapper asks for the status again and again, without any time between, and forgets the answers.',
      system: rotation({
        bootstrapper: bootstrapper.provide({
          delays: { statusCheck: 0 },
          guards: { isNews: () => false },
        }),
      }),
      breaks: ['time-goes-on'],
    },
  ],
});
