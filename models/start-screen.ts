/**
 * A server's screen, somebody in front of it, and Server Manager, which can take the desktop away and bring it back.
 *
 * Who sits there may press, point and choose at any time, any number of times.
 * Left out: signing in, what the other charms do, and the restart that adding or removing the GUI takes.
 */
import { agent, defineSystem, seconds } from 'redhound';
import { type Place, serverManager } from './start-screen/server-manager.ts';
import { type Edition, shell } from './start-screen/shell.ts';

export interface StartScreenParameters {
  readonly shell: typeof shell;
  readonly serverManager: typeof serverManager;
  readonly edition: Edition;
  readonly managedFrom: Place;
  /** Whether the keyboard has a Windows key. */
  readonly windowsKey: boolean;
}

/** The system with the document's parameters, except where others are given. */
export const startScreen = (changed: Partial<StartScreenParameters> = {}) => {
  const { edition = '2012', managedFrom = 'another computer', windowsKey = true, ...machines } = changed;
  return defineSystem({
    name: 'start-screen',
    agents: {
      shell: agent(machines.shell ?? shell, { input: { edition } }),
      serverManager: agent(machines.serverManager ?? serverManager, { input: { place: managedFrom } }),
    },
    links: [{ from: 'serverManager', to: 'shell', latency: [0, seconds(5)] }],
    environment: [
      { agent: 'shell', event: { type: 'PRESS_WINDOWS_C' }, budget: windowsKey ? 'any' : { atMost: 0 } },
      { agent: 'shell', event: { type: 'POINT_AT_CORNER' }, budget: 'any' },
      { agent: 'shell', event: { type: 'CHOOSE_START' }, budget: 'any' },
      { agent: 'shell', event: { type: 'LEAVE_START' }, budget: 'any' },
      { agent: 'serverManager', event: { type: 'REMOVE_GUI' }, budget: 'any' },
      { agent: 'serverManager', event: { type: 'ADD_GUI' }, budget: 'any' },
    ],
  });
};
