/**
 * The drives suite: what survives what, and a startup task whose mark is where its work is.
 */
import { defineSuite, minutes } from 'redhound';
import { assign } from 'xstate';
import { fabricController } from '../models/drives/fabric-controller.ts';
import { hostAgent } from '../models/drives/host-agent.ts';
import { startupTask } from '../models/drives/startup-task.ts';
import { drives } from '../models/drives.ts';
import { changedState } from './changed-machine.ts';
import { properties } from './drives.ts';

const nothing = () => {};

export default defineSuite({
  name: 'drives',
  description:
    'Reboots, upgrades, re-images and moves keep of C:, D: and E: what is published, and roles live with it.',
  system: drives(),
  properties,
  search: { runs: 5_000, maxSteps: 80 },
  survivors: {
    'change-delay:host1#5':
      'Without a pause the second start succeeds at once; where it does not, time stands still, which drives-without-assumptions notices.',
    'drop-guard:host1:guest.ready:ROLE_WRITES':
      'What is written once more to a drive that has it changes nothing; the guard keeps such moves out of the space.',
  },
  variants: [
    {
      name: 'wrong-home',
      because: 'The instance is on the other host than the fabric controller thinks.',
      system: drives({
        hostAgent: hostAgent.provide({ guards: { isHome: ({ context }) => !context.isHome } }),
      }),
      breaks: ['begins-at-home', 'data-is-written'],
    },
    {
      name: 'orders-forgotten',
      because: 'The fabric controller passes nothing on.',
      system: drives({ fabricController: fabricController.provide({ actions: { passOn: nothing } }) }),
      breaks: [
        'reboot-is-passed-on',
        'portal-reboot-is-passed-on',
        'upgrade-is-passed-on',
        'reimage-is-passed-on',
        'portal-reboot-keeps-what-it-should',
        'upgrade-keeps-what-it-should',
        'reimage-keeps-what-it-should',
      ],
      alsoBreaks: {
        'boots-in-time-on-host2': 'Vacuous: it never comes to that here.',
        'boots-in-time-on-host1': 'Vacuous: it never comes to that here.',
      },
    },
    {
      name: 'boots-twice',
      because: 'A guest that has booted boots once more.',
      system: drives({
        hostAgent: changedState(hostAgent, 'guest.failed', { after: { recycle: 'booting' } }),
      }),
      breaks: ['guest-boots-when-ordered', 'crashed-role-returns'],
    },
    {
      name: 'boots-for-ever',
      because: 'A guest waits for a timer that nobody starts, and boots only when it is told to again.',
      system: drives({ hostAgent: changedState(hostAgent, 'guest.booting', { after: {} }) }),
      breaks: [
        'boots-in-time-on-host1',
        'boots-in-time-on-host2',
        'role-can-crash',
        'data-can-be-written',
        'role-becomes-ready-again',
        'can-be-ready-again',
      ],
      alsoBreaks: {
        'crashed-role-returns': 'Vacuous: it never comes to that here.',
        'fails-only-with-a-cause': 'Vacuous: it never comes to that here.',
        'failed-role-recycles': 'Vacuous: it never comes to that here.',
      },
    },
    {
      name: 'boots-at-once',
      because: 'A guest that is told to reboot runs its startup task at once.',
      system: drives({
        hostAgent: changedState(hostAgent, 'guest', { on: { REBOOT: '.runningTask' } }),
      }),
      breaks: ['no-boot-at-once', 'guest-boots-when-ordered', 'task-takes-five-minutes'],
    },
    {
      name: 'task-of-ten-minutes',
      because: 'The startup task takes ten minutes.',
      system: drives({
        hostAgent: hostAgent.provide({
          actors: { startupTask: startupTask.provide({ delays: { install: minutes(10) } }) },
        }),
      }),
      breaks: ['task-takes-five-minutes'],
    },
    {
      name: 'start-without-end',
      because: 'A role whose installation is missing starts for ever.',
      system: drives({
        hostAgent: changedState(hostAgent, 'guest.startingRole', {
          always: { guard: 'hasInstallation', target: 'ready' },
        }),
        marksOn: 'C',
      }),
      breaks: ['start-is-decided', 'mark-means-installed', 'role-becomes-ready-again'],
    },
    {
      name: 'crash-goes-unnoticed',
      because: 'Nobody notices that the process of a role is gone.',
      system: drives({ hostAgent: changedState(hostAgent, 'guest.ready', { on: { ROLE_CRASH: {} } }) }),
      breaks: ['role-that-crashes-has-failed'],
      alsoBreaks: {
        'fails-only-with-a-cause': 'Vacuous: it never comes to that here.',
        'failed-role-recycles': 'Vacuous: it never comes to that here.',
      },
    },
    {
      name: 'no-crashes',
      because: 'No role ever crashes.',
      system: drives({ crashes: 0 }),
      breaks: ['role-can-crash'],
      alsoBreaks: {
        'crashed-role-returns': 'Vacuous: it never comes to that here.',
        'fails-only-with-a-cause': 'Vacuous: it never comes to that here.',
        'failed-role-recycles': 'Vacuous: it never comes to that here.',
      },
    },
    {
      name: 'recycles-after-ten-minutes',
      because: 'A role that has failed is started again after ten minutes.',
      system: drives({ hostAgent: hostAgent.provide({ delays: { recycle: minutes(10) } }) }),
      breaks: ['failed-role-recycles', 'crashed-role-returns'],
    },
    {
      name: 'role-writes-nothing',
      because: 'The role finds no drive to write to.',
      system: drives({ hostAgent: hostAgent.provide({ guards: { isNews: () => false } }) }),
      breaks: ['data-can-be-written'],
    },
    {
      name: 'nothing-is-lost',
      because: 'Whatever is done to the guest, its drives stay as they are.',
      system: drives({ hostAgent: hostAgent.provide({ actions: { takeDrives: nothing } }) }),
      breaks: [
        'portal-reboot-keeps-what-it-should',
        'upgrade-keeps-what-it-should',
        'reimage-keeps-what-it-should',
      ],
    },
    {
      name: 'everything-is-lost',
      because: 'Whatever is done to the guest, it gets fresh drives.',
      system: drives({
        hostAgent: hostAgent.provide({
          actions: { takeDrives: assign({ drives: { C: [], D: [], E: [] } }) },
        }),
      }),
      breaks: ['reboot-keeps-what-it-should'],
      alsoBreaks: {
        'portal-reboot-keeps-what-it-should': 'C: and D: are lost too.',
        'upgrade-keeps-what-it-should': 'C: and D: are lost too.',
        'reimage-keeps-what-it-should': 'C: is lost too.',
      },
    },
    {
      name: 'move-goes-nowhere',
      because: 'The fabric controller moves the instance to where it is, and does not remove it before.',
      system: drives({
        fabricController: fabricController.provide({ actions: { remove: nothing, moveHome: nothing } }),
      }),
      breaks: ['move-keeps-what-it-should', 'move-goes-elsewhere'],
      alsoBreaks: { 'boots-in-time-on-host2': 'Vacuous: it never comes to that here.' },
    },
    {
      name: 'mark-on-local-storage',
      because: 'The startup task leaves its mark on C:, which a re-image keeps.',
      system: drives({ marksOn: 'C' }),
      breaks: ['mark-means-installed', 'role-becomes-ready-again', 'failed-role-recycles'],
    },
    {
      name: 'write-is-lost',
      because: 'What is written to a drive does not arrive there.',
      system: drives({ hostAgent: hostAgent.provide({ actions: { write: nothing } }) }),
      breaks: [
        'can-be-ready-again',
        'role-becomes-ready-again',
        'role-can-crash',
        'data-can-be-written',
        'fails-only-with-a-cause',
      ],
      alsoBreaks: { 'crashed-role-returns': 'Vacuous: it never comes to that here.' },
    },
    {
      name: 'recycles-without-pause',
      because: 'A role that fails is started again at once, and its startup task finds its mark.',
      system: drives({ marksOn: 'C', hostAgent: hostAgent.provide({ delays: { recycle: 0 } }) }),
      breaks: ['time-goes-on'],
      alsoBreaks: { 'mark-means-installed': 'The mark is left when the installation is gone.' },
    },
  ],
});
