/**
 * The start screen suite, the smallest one: docs/tutorial.md builds it step by step.
 */
import { defineSuite, seconds } from 'redhound';
import { type AnyActorRef, enqueueActions } from 'xstate';
import { serverManager } from '../models/start-screen/server-manager.ts';
import { shell } from '../models/start-screen/shell.ts';
import { startScreen } from '../models/start-screen.ts';
import { changedMachine, changedState } from './changed-machine.ts';
import { properties } from './start-screen.ts';

export default defineSuite({
  name: 'start-screen',
  description: 'Windows Server 2012 has no Start button, and Start can be reached all the same.',
  system: startScreen(),
  properties,
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'as-in-2008-r2',
      because: 'The desktop has a Start button.',
      system: startScreen({ edition: '2008 R2' }),
      breaks: ['no-start-button'],
      alsoBreaks: { 'who-dawdles-gets-there': 'Holds: a button that stays cannot be missed.' },
    },
    {
      name: 'charms-stay-longer',
      because: 'Charms that nobody uses hide after ten seconds.',
      system: startScreen({ shell: shell.provide({ delays: { glance: seconds(10) } }) }),
      breaks: ['charms-do-not-stay', 'offers-do-not-stay'],
    },
    {
      name: 'managed-from-its-own-desktop',
      because: 'Server Manager runs on the desktop that it takes away.',
      system: startScreen({ managedFrom: 'this server' }),
      breaks: ['start-stays-reachable'],
      alsoBreaks: {
        'gui-is-as-requested': 'Nobody is left who could ask for the GUI: vacuous.',
        'with-gui-desktop': 'Nobody is left who could ask for the GUI: vacuous.',
        'gui-can-be-removed-again': 'Nobody is left who could ask for the GUI: vacuous.',
      },
    },
    {
      name: 'gui-not-installed',
      because: 'Server Manager says nothing to the server when the GUI is asked for.',
      system: startScreen({
        serverManager: serverManager.provide({ actions: { installGui: () => {} } }),
      }),
      breaks: ['gui-is-as-requested', 'start-stays-reachable', 'gui-can-be-removed-again'],
      alsoBreaks: { 'with-gui-desktop': 'Vacuous: the server never hears of it.' },
    },
    {
      name: 'no-windows-key',
      because: 'The keyboard has no Windows key, and nobody tells of the corner.',
      system: startScreen({ windowsKey: false }),
      breaks: ['who-persists-gets-there'],
      alsoBreaks: {
        'charms-do-not-stay': 'Vacuous: the charms are never shown.',
        'charms-can-be-used': 'Vacuous: the charms are never shown.',
      },
    },
    {
      name: 'starts-as-server-core',
      because: 'A server with its GUI shows Server Core first.',
      system: startScreen({ shell: changedMachine(shell, { initial: 'serverCore' }) }),
      breaks: ['desktop-comes-first'],
    },
    {
      name: 'dead-corner',
      because: 'Who points at the corner finds nothing.',
      system: startScreen({ shell: changedState(shell, 'desktop', { on: { POINT_AT_CORNER: {} } }) }),
      breaks: ['corner-can-be-found'],
    },
    {
      name: 'start-area-stays',
      because: 'The start area stays until Start is chosen.',
      system: startScreen({ shell: changedState(shell, 'startArea', { after: {} }) }),
      breaks: ['offers-do-not-stay'],
    },
    {
      name: 'charms-flash',
      because: 'Charms hide at once.',
      system: startScreen({ shell: shell.provide({ delays: { glance: 0 } }) }),
      breaks: ['charms-can-be-used'],
    },
    {
      name: 'charm-leads-elsewhere',
      because: 'The charm for Start leads back to the desktop.',
      system: startScreen({ shell: changedState(shell, 'charms', { on: { CHOOSE_START: 'desktop' } }) }),
      breaks: ['chosen-start-is-shown', 'who-persists-gets-there', 'charms-can-be-used'],
    },
    {
      name: 'no-way-back',
      because: 'Start cannot be left.',
      system: startScreen({ shell: changedState(shell, 'start', { on: { LEAVE_START: {} } }) }),
      breaks: ['start-can-be-left'],
    },
    {
      name: 'gui-stays',
      because: 'A server that is told to remove its GUI says that it has, and has not.',
      system: startScreen({
        shell: changedMachine(shell, { on: { UNINSTALL_GUI: { actions: 'reportDone' } } }),
      }),
      breaks: ['without-gui-server-core', 'with-gui-desktop', 'gui-can-be-removed-again'],
    },
    {
      name: 'asks-twice',
      because: 'Server Manager asks for the GUI twice, in case once is not enough.',
      system: startScreen({
        serverManager: serverManager.provide({
          actions: {
            installGui: enqueueActions(({ enqueue, system }) => {
              const server: AnyActorRef = system.get('shell');
              for (let times = 0; times < 2; times++) enqueue.sendTo(server, { type: 'INSTALL_GUI' });
            }),
          },
        }),
      }),
      breaks: ['asked-once'],
      alsoBreaks: { 'with-gui-desktop': 'The second request finds whatever the screen shows by then.' },
    },
  ],
});
