/**
 * The leap day in a cluster where new software was being rolled out: two servers fail together, and the HI threshold is
 * reached 75 minutes after midnight.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, assign, enqueueActions } from 'xstate';
import { fabricController } from '../../models/incidents/leap-day/fabric-controller.ts';
import { guest } from '../../models/incidents/leap-day/guest.ts';
import { type LeapDayParameters, leapDay } from '../../models/incidents/leap-day.ts';
import { changedState } from '../changed-machine.ts';
import { chainOfRollout } from './leap-day.ts';

const duringRollout = (changed: Partial<LeapDayParameters> = {}) =>
  leapDay({ events: 'rollout', ...changed });

export default defineSuite({
  name: 'leap-day-rollout',
  description: '29 February 2012, 01:15 UTC: clusters in the middle of a rollout reach the HI threshold.',
  system: duringRollout(),
  properties: chainOfRollout,
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'two-attempts',
      because: 'The Host Agent blames the hardware after two failures.',
      system: duringRollout({
        guest: guest.provide({
          actions: { tryAgain: assign({ attempt: ({ context }) => context.attempt + 2 }) },
        }),
      }),
      breaks: ['no-alarm-before-75-minutes'],
    },
    {
      name: 'fifty-minutes-to-connect',
      because: 'The Host Agent waits 50 minutes for a guest where 25 are due.',
      system: duringRollout({ guest: guest.provide({ delays: { connect: minutes(50) } }) }),
      breaks: ['threshold-at-75-minutes'],
    },
    {
      name: 'rollout-goes-on',
      because: 'The rollout takes no notice of the HI threshold.',
      system: duringRollout({
        fabricController: fabricController.provide({ guards: { isBelowThreshold: () => true } }),
      }),
      breaks: ['threshold-stops-the-rollout'],
    },
    {
      name: 'one-server-more',
      because: 'Each step of the rollout comes to the first server too.',
      system: duringRollout({
        fabricController: fabricController.provide({
          actions: {
            updateServers: enqueueActions(({ context, enqueue, system }, { servers }) => {
              for (const name of ['server1', ...servers.slice(1)])
                enqueue.sendTo(system.get(name) as AnyActorRef, {
                  type: 'REINITIALISE_VMS',
                  rule: context.rule,
                });
            }),
          },
        }),
      }),
      breaks: ['rollout-comes-to-two-servers'],
      alsoBreaks: {
        'threshold-at-75-minutes':
          'The first server and one other have been re-initialised before, and are in HI.',
      },
    },
    {
      name: 'rollout-never-finished',
      because: 'The rollout stops after its first step.',
      system: duringRollout({
        fabricController: changedState(fabricController, 'rollout.halfDone', {
          on: { CONTINUE_ROLLOUT: {} },
        }),
      }),
      breaks: ['rollout-can-be-finished'],
      alsoBreaks: {
        'rollout-comes-to-two-servers': 'The second step comes to nobody.',
        'no-alarm-before-75-minutes': 'The second step begins nothing: the alarm comes from the first.',
        'threshold-at-75-minutes': 'The second step begins nothing.',
      },
    },
  ],
});
