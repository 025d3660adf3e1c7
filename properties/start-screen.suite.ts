/**
 * The start screen suite, the smallest one: docs/tutorial.md builds it step by step.
 */
import { defineSuite, seconds } from 'redhound';
import { serverManager } from '../models/start-screen/server-manager.ts';
import { shell } from '../models/start-screen/shell.ts';
import { startScreen } from '../models/start-screen.ts';
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
      breaks: ['charms-do-not-stay'],
    },
    {
      name: 'managed-from-its-own-desktop',
      because: 'Server Manager runs on the desktop that it takes away.',
      system: startScreen({ managedFrom: 'this server' }),
      breaks: ['start-stays-reachable'],
      alsoBreaks: { 'gui-is-as-requested': 'Nobody is left who could ask for the GUI: vacuous.' },
    },
    {
      name: 'gui-not-installed',
      because: 'Server Manager says nothing to the server when the GUI is asked for.',
      system: startScreen({
        serverManager: serverManager.provide({ actions: { installGui: () => {} } }),
      }),
      breaks: ['gui-is-as-requested', 'start-stays-reachable'],
    },
    {
      name: 'no-windows-key',
      because: 'The keyboard has no Windows key, and nobody tells of the corner.',
      system: startScreen({ windowsKey: false }),
      breaks: ['who-persists-gets-there'],
      alsoBreaks: { 'charms-do-not-stay': 'Vacuous: the charms are never shown.' },
    },
  ],
});
