/**
 * The shell of a Windows server: what its screen shows.
 *
 * Duty: to show Start to whoever finds the way to it. The desktop of Windows Server 2012 has no Start button (UI-01);
 * Windows+C pops out the charms, which offer Start (UI-03), and so does the hidden start area in the bottom-left corner
 * (UI-02). Without its GUI the server shows Server Core, and no desktop at all (UI-04).
 * Parameters: `edition`; `glance` 5 s, after which charms or a start area that nobody uses hide again (ours).
 */
import { seconds } from 'redhound';
import { sendTo, setup } from 'xstate';

/** Windows Server 2012, and the one before it, whose desktop has a Start button. */
export type Edition = '2008 R2' | '2012';

export const shell = setup({
  types: {
    context: {} as { readonly edition: Edition },
    input: {} as { readonly edition: Edition },
    events: {} as
      | { type: 'PRESS_WINDOWS_C' }
      | { type: 'POINT_AT_CORNER' }
      | { type: 'CHOOSE_START' }
      | { type: 'LEAVE_START' }
      | { type: 'UNINSTALL_GUI' }
      | { type: 'INSTALL_GUI' },
  },
  delays: { glance: seconds(5) },
  guards: { hasStartButton: ({ context }) => context.edition === '2008 R2' },
  actions: { reportDone: sendTo(({ system }) => system.get('serverManager'), { type: 'DONE' }) },
}).createMachine({
  id: 'shell',
  context: ({ input }) => input,
  initial: 'desktop',
  on: { UNINSTALL_GUI: { target: '.serverCore', actions: 'reportDone' } },
  states: {
    desktop: {
      on: {
        PRESS_WINDOWS_C: 'charms',
        POINT_AT_CORNER: 'startArea',
        CHOOSE_START: { guard: 'hasStartButton', target: 'start' },
      },
    },
    charms: { on: { CHOOSE_START: 'start' }, after: { glance: 'desktop' } },
    startArea: { on: { CHOOSE_START: 'start' }, after: { glance: 'desktop' } },
    start: { on: { LEAVE_START: 'desktop' } },
    serverCore: { on: { INSTALL_GUI: { target: 'desktop', actions: 'reportDone' } } },
  },
});
