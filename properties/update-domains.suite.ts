/**
 * The update-domains suite: updates, rollbacks and patches that do not overlap, and what each rule is for.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, assign, enqueueActions } from 'xstate';
import { fabricController, instanceNames } from '../models/update-domains/fabric-controller.ts';
import { instance } from '../models/update-domains/instance.ts';
import { platform } from '../models/update-domains/platform.ts';
import { updateDomains } from '../models/update-domains.ts';
import { changedMachine, changedState } from './changed-machine.ts';
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
      breaks: [
        'one-update-domain-down',
        'domain-1-waits-for-0',
        'bad-version-meets-one-domain',
        'tells-the-domain-it-is-at',
      ],
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
      breaks: [
        'one-update-domain-down',
        'domain-1-waits-for-0',
        'domain-2-waits-for-1',
        // The fabric controller is done before all instances are, and a new version finds one on its way back.
        'update-begins-at-once',
      ],
      alsoBreaks: {
        'rollback-of-what-walks':
          'A version that crashes is walked on with, and is taken for one that arrived.',
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
      alsoBreaks: {
        'rollback-of-what-walks': 'The version that was tried before may be one that crashes.',
      },
    },
    {
      name: 'rollback-after-the-end',
      because:
        'The fabric controller does not hear that an instance is Ready, and takes a rollback for thirty minutes.',
      system: updateDomains({
        fabricController: fabricController.provide({ guards: { isItsTurn: () => false } }),
      }),
      breaks: ['rollback-only-before-the-end', 'walks-on-when-ready', 'crash-holds-the-walk'],
      alsoBreaks: {
        'rollback-of-what-walks':
          'A version that crashes is walked on with, and is taken for one that arrived.',
        'rollback-of-what-is-stuck': 'Vacuous: no walk is ever stuck.',
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
      breaks: ['rollback-arrives', 'rollback-of-what-walks', 'rollback-of-what-is-stuck'],
      alsoBreaks: {
        'one-update-domain-down': 'The bad version is walked on with, after thirty minutes.',
      },
    },
    {
      name: 'update-forgotten',
      because: 'An instance stops and starts with the version that it had.',
      system: updateDomains({ instance: instance.provide({ actions: { becomeNext: nothing } }) }),
      breaks: ['update-arrives', 'runs-what-it-was-told'],
      alsoBreaks: {
        'rollback-of-what-walks': 'A version that crashes never does, and is taken for one that arrived.',
        'rollback-of-what-is-stuck': 'Vacuous: no version crashes, as none is started.',
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
      breaks: ['host-pass-before-guest-pass', 'end-of-each-pass-is-told'],
    },
    {
      name: 'walk-not-granted',
      because: 'The fabric controller lets the platform wait for ever.',
      system: updateDomains({ fabricController: fabricController.provide({ actions: { grant: nothing } }) }),
      breaks: ['patch-can-finish'],
      alsoBreaks: {
        'pass-begins-with-the-first-domain': 'Vacuous: no pass ever begins.',
        'patches-host-and-guest': 'Vacuous: the platform is never done.',
        'end-of-each-pass-is-told': 'Vacuous: no pass ever ends.',
        'lent-while-the-platform-walks': 'The deployment is left to a platform that does not walk.',
        'host-pass-before-guest-pass': 'Vacuous: no pass ever begins.',
      },
    },
    {
      name: 'walk-not-handed-back',
      because: 'The platform does not say that it is done.',
      system: updateDomains({ platform: platform.provide({ actions: { handBack: nothing } }) }),
      breaks: ['no-deadlock', 'lent-while-the-platform-walks'],
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
    {
      name: 'stops-and-starts-in-no-time',
      because: 'An instance stops and starts at once.',
      system: updateDomains({ instance: instance.provide({ delays: { onStop: 0, start: 0 } }) }),
      breaks: ['stop-and-start-take-their-time'],
      alsoBreaks: {
        'recovers-in-five-minutes': 'An instance that is rebooted while it recovers is Ready at once.',
      },
    },
    {
      name: 'ten-minutes-to-stop',
      because: 'An instance takes ten minutes to stop, and ten to recover.',
      system: updateDomains({
        instance: instance.provide({ delays: { onStop: minutes(10), recovery: minutes(10) } }),
      }),
      breaks: ['stop-and-start-end', 'recovers-in-five-minutes'],
    },
    {
      name: 'deaf-to-reboots',
      because: 'An instance that serves takes no notice of a reboot.',
      system: updateDomains({ instance: changedState(instance, 'ready.serving', { on: { REBOOT: {} } }) }),
      breaks: ['told-is-stopped'],
    },
    {
      name: 'platform-is-told-nothing',
      because: 'An instance says only to the fabric controller that it is Ready.',
      system: updateDomains({
        instance: instance.provide({
          actions: {
            report: enqueueActions(
              ({ context, enqueue, system }, { type }: { type: 'READY' | 'CRASHED' }) => {
                enqueue.sendTo(system.get('fabricController') as AnyActorRef, {
                  type,
                  instance: context.name,
                });
              },
            ),
          },
        }),
      }),
      breaks: ['says-when-ready'],
    },
    {
      name: 'crash-of-no-consequence',
      because: 'An instance that crashes goes on.',
      system: updateDomains({ instance: changedState(instance, 'ready', { on: { CRASH: 'ready' } }) }),
      breaks: ['crash-takes-it-down'],
      alsoBreaks: {
        'recovers-in-five-minutes': 'It is Ready at once.',
        'says-when-ready': 'It was never down, and says nothing.',
      },
    },
    {
      name: 'unsound-is-ready',
      because: 'A version that crashes is Ready before it does.',
      system: updateDomains({ instance: instance.provide({ guards: { isSound: () => true } }) }),
      breaks: ['unsound-is-never-ready'],
      alsoBreaks: {
        'rollback-of-what-walks':
          'A version that should crash arrives, and a later update is rolled back to it.',
        'rollback-of-what-is-stuck': 'Vacuous: no walk is ever stuck.',
        'bad-version-meets-one-domain': 'Nobody notices that it is bad, and the walk goes on.',
      },
    },
    {
      name: 'second-domain-passed-over',
      because: 'The fabric controller does not tell the second update domain.',
      system: updateDomains({
        fabricController: fabricController.provide({
          actions: {
            updateInstance: enqueueActions(({ context: { domain, goal }, enqueue, system }) => {
              if (domain !== 1)
                enqueue.sendTo(system.get(instanceNames[domain]!) as AnyActorRef, {
                  type: 'UPDATE',
                  ...goal,
                });
            }),
          },
        }),
      }),
      breaks: ['walks-by-telling'],
      alsoBreaks: {
        'rollback-of-what-walks':
          'A version that crashes passes the second update domain, and is taken for one that arrived.',
        'domain-2-waits-for-1': 'Vacuous: the second update domain is never told.',
        'update-arrives': 'The second update domain keeps the old version.',
        'rollback-arrives': 'Of an instance that was not told the version is another one.',
      },
    },
    {
      name: 'an-hour-of-patience',
      because: 'The fabric controller waits an hour for an instance that starts slowly.',
      system: updateDomains({
        fabricController: fabricController.provide({ delays: { patience: minutes(60) } }),
        troubles: { slowStarts: 1 },
      }),
      breaks: ['walks-on-after-half-an-hour'],
      alsoBreaks: {
        'one-update-domain-down':
          'The platform gives up an instance that starts slowly after half an hour, and reboots the next.',
      },
    },
    {
      name: 'one-domain-is-enough',
      because: 'The fabric controller takes the first update domain for the last.',
      system: updateDomains({
        fabricController: fabricController.provide({ guards: { isLast: () => true } }),
      }),
      breaks: ['walk-ends-with-its-last-domain'],
      alsoBreaks: {
        'domain-2-waits-for-1': 'Vacuous: the second update domain is never updated.',
        'update-arrives': 'Two update domains keep the old version.',
        'rollback-arrives': 'The version that was taken for one that arrived is that of one instance only.',
      },
    },
    {
      name: 'asks-without-a-patch',
      because: 'The platform asks for a walk from the start.',
      system: updateDomains({ platform: changedMachine(platform, { initial: 'asking' }) }),
      breaks: ['no-patch-by-itself'],
      alsoBreaks: {
        'asks-for-a-walk': 'Vacuous: a platform that asks already takes no patch.',
        'walk-is-granted-in-five-minutes': 'Vacuous: the walk is granted with the very first move.',
      },
    },
    {
      name: 'reboots-everything',
      because: 'The platform reboots all update domains at the same time.',
      system: updateDomains({
        platform: platform.provide({
          actions: {
            reboot: enqueueActions(({ enqueue, system }) => {
              for (const name of instanceNames)
                enqueue.sendTo(system.get(name) as AnyActorRef, { type: 'REBOOT' });
            }),
          },
        }),
      }),
      breaks: ['reboots-the-domain-it-is-at', 'one-update-domain-down'],
    },
    {
      name: 'reboots-the-last-domain-only',
      because: 'The platform passes over all update domains but the last.',
      system: updateDomains({
        platform: platform.provide({
          actions: {
            reboot: enqueueActions(({ context: { domain }, enqueue, system }) => {
              if (domain === 2) enqueue.sendTo(system.get('web_IN_2') as AnyActorRef, { type: 'REBOOT' });
            }),
          },
        }),
      }),
      breaks: ['pass-begins-with-the-first-domain', 'reboots-every-domain'],
    },
    {
      name: 'hosts-only',
      because: 'The platform is done after the pass of the host OS.',
      system: updateDomains({
        platform: changedState(platform, 'pass.rebooted', {
          always: [
            { guard: 'isWithinPass', target: 'rebooting' },
            { target: '#platform.done', actions: ['endPass', 'handBack'] },
          ],
        }),
      }),
      breaks: ['patches-host-and-guest'],
      alsoBreaks: {
        'host-pass-before-guest-pass': 'Vacuous: the pass of the guest OS never begins.',
      },
    },
    {
      name: 'platform-is-deaf',
      because: 'The platform does not hear who is Ready.',
      system: updateDomains({ platform: platform.provide({ guards: { isItsTurn: () => false } }) }),
      breaks: ['platform-goes-on-when-ready'],
    },
    {
      name: 'asks-once-an-hour',
      because: 'The platform asks for its walk an hour after it has a patch, and then once an hour.',
      system: updateDomains({
        platform: changedState(platform, 'asking', {
          entry: [],
          after: { retry: { target: 'asking', reenter: true, actions: 'request' } },
        }).provide({ delays: { retry: minutes(60) } }),
      }),
      breaks: ['asks-for-a-walk', 'walk-is-granted-in-five-minutes'],
    },
  ],
});
