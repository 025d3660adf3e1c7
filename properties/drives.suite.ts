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

/** A host whose instances have another startup task. */
const withTask = (task: typeof startupTask) => hostAgent.provide({ actors: { startupTask: task } });

/** The fabric controller is asked for one thing only. */
const withOrders = (only: string) => {
  const system = drives();
  const environment = [system.environment ?? []]
    .flat()
    .map((entry) => (entry.agent === 'fabricController' ? { ...entry, event: { type: only } } : entry));
  return { ...system, environment } as typeof system;
};

/** A guest that boots twice before it is up. */
const bootsTwice = changedState(hostAgent, 'guest.booting', {
  after: {},
  initial: 'first',
  states: {
    first: { after: { boot: 'second' } },
    second: { after: { boot: '#hostAgent.guest.runningTask' } },
  },
});

export default defineSuite({
  name: 'drives',
  description:
    'Reboots, upgrades, re-images and moves keep of C:, D: and E: what is published, and roles live with it.',
  system: drives(),
  properties,
  search: { runs: 2_000, maxSteps: 80 },
  survivors: {
    'drop-guard:host1:guest.ready:ROLE_WRITES': 'What is written once more is there already.',
  },
  variants: [
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
      breaks: ['move-keeps-what-it-should', 'restarts-when-told', 'move-changes-the-host'],
      alsoBreaks: { 'boot-takes-its-time': 'A guest that is not restarted does not boot.' },
    },
    {
      name: 'mark-on-local-storage',
      because: 'The startup task leaves its mark on C:, which a re-image keeps.',
      system: drives({ marksOn: 'C' }),
      breaks: ['mark-means-installed', 'role-becomes-ready-again'],
    },
    {
      name: 'write-is-lost',
      because: 'What is written to a drive does not arrive there.',
      system: drives({ hostAgent: hostAgent.provide({ actions: { write: nothing } }) }),
      breaks: ['can-be-ready-again', 'role-becomes-ready-again', 'fails-only-with-a-cause', 'role-can-write'],
      alsoBreaks: {
        'ready-when-prepared': 'Vacuous: without its installation the role is never Ready.',
        'crash-is-a-failure': 'Vacuous: without its installation the role is never Ready.',
        'crashed-role-waits': 'Vacuous: without its installation the role is never Ready.',
        'crashed-role-returns': 'Vacuous: without its installation the role is never Ready.',
      },
    },
    {
      name: 'recycles-without-pause',
      because: 'A role that fails is started again at once, and its startup task finds its mark.',
      system: drives({ marksOn: 'C', hostAgent: hostAgent.provide({ delays: { recycle: 0 } }) }),
      breaks: ['time-goes-on', 'crashed-role-waits'],
      alsoBreaks: { 'mark-means-installed': 'The mark is left when the installation is gone.' },
    },
    {
      name: 'boots-twice',
      because: 'Each guest boots twice before it is up.',
      system: drives({ hostAgent: bootsTwice }),
      breaks: ['boot-ends'],
      alsoBreaks: {
        'role-becomes-ready-again':
          'Two boots take up to half an hour, and the startup task runs after that.',
      },
    },
    {
      name: 'crash-reboots',
      because: 'A role that crashes takes its guest with it.',
      system: drives({
        hostAgent: changedState(hostAgent, 'guest.ready', { on: { ROLE_CRASH: 'booting' } }),
      }),
      breaks: ['restarts-only-when-told', 'crash-is-a-failure'],
      alsoBreaks: {
        'crashed-role-returns': 'A boot takes longer.',
        'crashed-role-waits': 'Vacuous: no role fails.',
        'fails-only-with-a-cause': 'Vacuous: no role fails.',
      },
    },
    {
      name: 'not-removed',
      because: 'An instance that is moved is left where it was, too.',
      system: drives({ fabricController: fabricController.provide({ actions: { remove: nothing } }) }),
      breaks: ['instance-is-on-one-host', 'boot-takes-its-time', 'what-is-written-is-there'],
      alsoBreaks: {
        'move-keeps-what-it-should': 'Moved back, the instance is where its old guest still runs.',
        'restarts-when-told': 'Moved back, the instance is where its old guest still runs.',
        'installing-takes-its-time': 'Moved back, the instance is where its old guest still runs.',
        'installing-ends': 'Moved back, the instance is where its old guest still runs.',
        'ready-when-prepared': 'Moved back, the instance is where its old guest still runs.',
        'crash-is-a-failure': 'Moved back, the instance is where its old guest still runs.',
        'crashed-role-waits': 'Moved back, the instance is where its old guest still runs.',
      },
    },
    {
      name: 'installs-each-time',
      because: 'The startup task does not look for its mark.',
      system: drives({ hostAgent: withTask(startupTask.provide({ guards: { findsMark: () => false } })) }),
      breaks: ['found-mark-ends-the-task', 'crashed-role-returns'],
    },
    {
      name: 'installs-slowly',
      because: 'The startup task takes ten minutes to install.',
      system: drives({ hostAgent: withTask(startupTask.provide({ delays: { install: minutes(10) } })) }),
      breaks: ['installing-ends'],
    },
    {
      name: 'start-takes-time',
      because: 'After its startup task the role takes five minutes to start.',
      system: drives({
        hostAgent: changedState(hostAgent, 'guest.startingRole', {
          always: [],
          after: { recycle: [{ guard: 'hasInstallation', target: 'ready' }, { target: 'failed' }] },
        }),
      }),
      breaks: ['starts-or-fails'],
      alsoBreaks: { 'crashed-role-returns': 'The start takes five minutes more.' },
    },
    {
      name: 'only-moves',
      because: 'Nobody asks for anything but that the instance is moved.',
      system: withOrders('MOVE'),
      breaks: ['reboot-can-come', 'portal-reboot-can-come', 'upgrade-can-come', 'reimage-can-come'],
      alsoBreaks: { 'role-becomes-ready-again': 'Vacuous: nobody asks for it.' },
    },
  ],
});
