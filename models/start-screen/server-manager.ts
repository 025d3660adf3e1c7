/**
 * Server Manager: takes the GUI of a server away and brings it back.
 *
 * Duty: to manage the server, from its own desktop or from another computer (UI-04). One that runs on the desktop goes
 * with it.
 * Parameter: `place`.
 */
import { sendTo, setup } from 'xstate';

export type Place = 'this server' | 'another computer';

export const serverManager = setup({
  types: {
    context: {} as { readonly place: Place },
    input: {} as { readonly place: Place },
    events: {} as { type: 'REMOVE_GUI' } | { type: 'ADD_GUI' } | { type: 'DONE' },
  },
  guards: { isOnItsDesktop: ({ context }) => context.place === 'this server' },
  actions: {
    uninstallGui: sendTo(({ system }) => system.get('shell'), { type: 'UNINSTALL_GUI' }),
    installGui: sendTo(({ system }) => system.get('shell'), { type: 'INSTALL_GUI' }),
  },
}).createMachine({
  id: 'serverManager',
  context: ({ input }) => input,
  initial: 'withGui',
  states: {
    withGui: { on: { REMOVE_GUI: { target: 'removing', actions: 'uninstallGui' } } },
    removing: { on: { DONE: [{ guard: 'isOnItsDesktop', target: 'gone' }, { target: 'withoutGui' }] } },
    withoutGui: { on: { ADD_GUI: { target: 'adding', actions: 'installGui' } } },
    adding: { on: { DONE: 'withGui' } },
    gone: { type: 'final' },
  },
});
