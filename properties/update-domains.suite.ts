/**
 * The update-domains suite: updates, rollbacks and patches that do not overlap, and what each rule is for.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, assign, enqueueActions } from 'xstate';
import { fabricController, instanceNames } from '../models/update-domains/fabric-controller.ts';
import { instance } from '../models/update-domains/instance.ts';
import { platform } from '../models/update-domains/platform.ts';
import { updateDomains } from '../models/update-domains.ts';
import { properties } from './update-domains.ts';

const nothing = () => {};

export default defineSuite({
  name: 'update-domains',
  description: 'Updates walk one update domain at a time, wait until it is Ready, and can always be undone.',
  system: updateDomains(),
  properties,
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'all-at-once',
      because: 'The fabric controller updates all update domains at the same time.',
      system: updateDomains({
        fabricController: fabricController.provide({
          actions: {
            updateInstance: enqueueActions(({ context: { goal }, enqueue, system }) => {
              for (const name of instanceNames)
                enqueue.sendTo(system.get(name) as AnyActorRef, { type: 'UPDATE', ...goal });
            }),
          },
        }),
      }),
      breaks: ['one-update-domain-down', 'domain-1-waits-for-0', 'bad-version-meets-one-domain'],
      alsoBreaks: {
        'domain-2-waits-for-1': 'The third update domain is updated with the second.',
      },
    },
    {
      name: 'five-minutes-of-patience',
      because: 'The fabric controller goes on to the next update domain after five minutes.',
      system: updateDomains({
        fabricController: fabricController.provide({ delays: { patience: minutes(5) } }),
      }),
      breaks: ['one-update-domain-down', 'domain-1-waits-for-0', 'domain-2-waits-for-1'],
      alsoBreaks: {
        'bad-version-meets-one-domain': 'The next instance is updated before the first can crash.',
      },
    },
    {
      name: 'rollback-to-what-was-tried-last',
      because: 'A rollback goes back to the version that was tried before, whether or not it ever arrived.',
      system: updateDomains({
        fabricController: fabricController.provide({
          actions: {
            takeGoal: assign(({ context, event }) =>
              event.type === 'UPDATE'
                ? { goal: { version: event.version, sound: event.sound }, arrived: context.goal, domain: 0 }
                : {},
            ),
          },
        }),
      }),
      breaks: ['bad-version-meets-one-domain', 'one-update-domain-down'],
    },
    {
      name: 'rollback-after-the-end',
      because:
        'The fabric controller does not hear that an instance is Ready, and takes a rollback for thirty minutes.',
      system: updateDomains({
        fabricController: fabricController.provide({ guards: { isItsTurn: () => false } }),
      }),
      breaks: ['rollback-only-before-the-end'],
      alsoBreaks: {
        'one-update-domain-down': 'A bad version is not noticed either, and the next update domain follows.',
        'bad-version-meets-one-domain': 'That the instance crashes is not heard either.',
      },
    },
    {
      name: 'rollback-of-nothing',
      because: 'A rollback takes the version that all instances have for the one before.',
      system: updateDomains({
        fabricController: fabricController.provide({ actions: { takeBack: nothing } }),
      }),
      breaks: ['rollback-arrives'],
      alsoBreaks: {
        'one-update-domain-down': 'The bad version is walked on with, after thirty minutes.',
      },
    },
    {
      name: 'update-forgotten',
      because: 'An instance stops and starts with the version that it had.',
      system: updateDomains({ instance: instance.provide({ actions: { becomeNext: nothing } }) }),
      breaks: ['update-arrives'],
      alsoBreaks: {
        'rollback-arrives': 'An instance that was rolled back keeps the version that it had, too.',
      },
    },
    {
      name: 'both-passes-at-once',
      because: 'The pass of the guest OS begins with that of the host OS.',
      system: updateDomains({
        platform: platform.provide({
          actions: {
            beginPass: enqueueActions(({ enqueue }) => {
              enqueue.emit({ type: 'host OS pass begins' });
              enqueue.emit({ type: 'guest OS pass begins' });
            }),
          },
        }),
      }),
      breaks: ['host-pass-before-guest-pass'],
    },
    {
      name: 'walk-not-granted',
      because: 'The fabric controller lets the platform wait for ever.',
      system: updateDomains({ fabricController: fabricController.provide({ actions: { grant: nothing } }) }),
      breaks: ['patch-can-finish'],
      alsoBreaks: {
        'host-pass-before-guest-pass': 'Vacuous: no pass ever begins.',
      },
    },
    {
      name: 'walk-not-handed-back',
      because: 'The platform does not say that it is done.',
      system: updateDomains({ platform: platform.provide({ actions: { handBack: nothing } }) }),
      breaks: ['no-deadlock'],
    },
    {
      name: 'retries-without-pause',
      because: 'The platform asks again and again, without any time between.',
      system: updateDomains({ platform: platform.provide({ delays: { retry: 0 } }) }),
      breaks: ['time-goes-on', 'always-a-way-out'],
      alsoBreaks: {
        'update-arrives': 'Time stands still while the platform asks.',
        'rollback-arrives': 'Time stands still while the platform asks.',
      },
    },
  ],
});
