/**
 * The settings of a virtual machine in Hyper-V Manager: its Fibre Channel adapter with two port names, one in each set.
 *
 * Duty: to get both names from the host that it is on (FC-05, FC-09), to keep an adapter only with two names that are
 * names, whatever the return code says (VF22), and to refuse a migration where set B is empty (VF23). Names can also be
 * entered by hand, for set A alone; the host is then asked for its virtual SAN all the same. Only guests with drivers
 * for it get an adapter (FC-03).
 * Parameters: `host`; `guestOs`; `SUPPORTED`, the guests of the document (later accounts have other lists: C11).
 */
import { assign, sendTo, setup } from 'xstate';
import type { PortName } from './fibre-channel-host.ts';

export const SUPPORTED = ['Windows Server 2008', 'Windows Server 2008 R2', 'Windows Server 2012'] as const;
export type GuestOs = (typeof SUPPORTED)[number] | 'Windows Server 2003';

export interface VmSettingsInput {
  readonly name: string;
  readonly host: string;
  readonly guestOs: GuestOs;
}

interface VmSettingsContext extends VmSettingsInput {
  readonly setA: PortName;
  readonly setB: PortName;
}

export const vmSettings = setup({
  types: {
    context: {} as VmSettingsContext,
    input: {} as VmSettingsInput,
    events: {} as
      | { type: 'ADD_ADAPTER' }
      | { type: 'ENTER_SET_A'; wwpn: PortName }
      | { type: 'REMOVE_ADAPTER' }
      | { type: 'WWPN'; wwpn: PortName }
      | { type: 'BOUND' }
      | { type: 'NO_VIRTUAL_SAN' }
      | { type: 'MIGRATE' },
  },
  guards: {
    isSupported: ({ context }) => SUPPORTED.some((guest) => guest === context.guestOs),
    isName: ({ event }) => event.type === 'WWPN' && event.wwpn !== 0,
    hasSetB: ({ context }) => context.setB !== 0,
  },
  actions: {
    askForName: sendTo(
      ({ system, context }) => system.get(context.host),
      ({ context }) => ({ type: 'GENERATE_WWPN', asker: context.name }),
    ),
    askForBinding: sendTo(
      ({ system, context }) => system.get(context.host),
      ({ context }) => ({ type: 'BIND_ADAPTER', asker: context.name }),
    ),
    takeSetA: assign({
      setA: ({ context, event }) => ('wwpn' in event ? event.wwpn : context.setA),
    }),
    takeSetB: assign({
      setB: ({ context, event }) => ('wwpn' in event ? event.wwpn : context.setB),
    }),
    forgetNames: assign({ setA: 0, setB: 0 }),
  },
}).createMachine({
  id: 'vmSettings',
  context: ({ input }) => ({ ...input, setA: 0, setB: 0 }),
  initial: 'withoutAdapter',
  states: {
    withoutAdapter: {
      on: {
        ADD_ADAPTER: { guard: 'isSupported', target: 'askingForSetA' },
        ENTER_SET_A: { guard: 'isSupported', target: 'askingForBinding', actions: 'takeSetA' },
      },
    },
    askingForSetA: {
      entry: 'askForName',
      on: {
        WWPN: [
          { guard: 'isName', target: 'askingForSetB', actions: 'takeSetA' },
          { target: 'withoutAdapter' },
        ],
        NO_VIRTUAL_SAN: 'withoutAdapter',
      },
    },
    askingForSetB: {
      entry: 'askForName',
      on: {
        WWPN: [
          { guard: 'isName', target: 'withAdapter', actions: 'takeSetB' },
          { target: 'withoutAdapter', actions: 'forgetNames' },
        ],
      },
    },
    askingForBinding: {
      entry: 'askForBinding',
      on: { BOUND: 'withAdapter', NO_VIRTUAL_SAN: { target: 'withoutAdapter', actions: 'forgetNames' } },
    },
    withAdapter: {
      on: {
        MIGRATE: { guard: 'hasSetB', target: 'migrating' },
        REMOVE_ADAPTER: { target: 'withoutAdapter', actions: 'forgetNames' },
      },
    },
    migrating: {},
  },
});
