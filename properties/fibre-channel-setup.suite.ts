/**
 * The suite of setting Fibre Channel up: NPIV, virtual SAN, adapter, names.
 */
import { defineSuite } from 'redhound';
import { assign } from 'xstate';
import { fibreChannelHost } from '../models/fibre-channel-setup/fibre-channel-host.ts';
import { vmSettings } from '../models/fibre-channel-setup/vm-settings.ts';
import { fibreChannelSetup } from '../models/fibre-channel-setup.ts';
import { changedMachine, changedState } from './changed-machine.ts';
import { properties } from './fibre-channel-setup.ts';

export default defineSuite({
  name: 'fibre-channel-setup',
  description: 'Each adapter gets two names that are names, and no two adapters the same.',
  system: fibreChannelSetup(),
  properties,
  search: { runs: 5_000, maxSteps: 100 },
  variants: [
    {
      name: 'adapter-from-the-start',
      because: 'A virtual machine begins with an adapter that has no name.',
      system: fibreChannelSetup({ vmSettings: changedMachine(vmSettings, { initial: 'withAdapter' }) }),
      breaks: ['begins-without-adapter', 'virtual-san-before-adapter', 'adapters-have-names'],
      alsoBreaks: { 'only-supported-guests': 'The guest is not asked for either.' },
    },
    {
      name: 'refusal-unsaid',
      because: 'A host without a virtual SAN does not answer.',
      system: fibreChannelSetup({
        fibreChannelHost: fibreChannelHost.provide({ actions: { answerNoVirtualSan: () => {} } }),
      }),
      breaks: ['vm1-gets-an-answer', 'vm2-gets-an-answer'],
    },
    {
      name: 'refusal-ignored',
      because: 'The settings wait on for a name that was refused.',
      system: fibreChannelSetup({
        vmSettings: changedState(vmSettings, 'askingForSetA', { on: { NO_VIRTUAL_SAN: {} } }),
      }),
      breaks: ['refusal-ends-the-dialogue'],
    },
    {
      name: 'names-remembered',
      because: 'The settings keep the names of an adapter that is gone.',
      system: fibreChannelSetup({ vmSettings: vmSettings.provide({ actions: { forgetNames: () => {} } }) }),
      breaks: ['no-adapter-no-names'],
    },
    {
      name: 'removed-and-asked-for-again',
      because: 'An adapter that is removed is set up anew.',
      system: fibreChannelSetup({
        vmSettings: changedState(vmSettings, 'withAdapter', {
          on: { REMOVE_ADAPTER: { target: 'askingForSetA', actions: 'forgetNames' } },
        }),
      }),
      breaks: ['removed-is-gone'],
    },
    {
      name: 'entered-name-thrown-away',
      because: 'A name that was entered is not taken.',
      system: fibreChannelSetup({
        vmSettings: changedState(vmSettings, 'withoutAdapter', {
          on: { ENTER_SET_A: { guard: 'isSupported', target: 'askingForBinding' } },
        }),
      }),
      breaks: ['entered-name-is-taken'],
    },
    {
      name: 'virtual-san-without-npiv',
      because: 'A host makes a virtual SAN on HBAs without NPIV.',
      system: fibreChannelSetup({
        fibreChannelHost: fibreChannelHost.provide({ guards: { npivIsEnabled: () => true } }),
      }),
      breaks: ['npiv-before-virtual-san'],
    },
    {
      name: 'adapter-without-virtual-san',
      because: 'A host generates names before it has a virtual SAN.',
      system: fibreChannelSetup({
        fibreChannelHost: fibreChannelHost.provide({ guards: { hasVirtualSan: () => true } }),
      }),
      breaks: ['virtual-san-before-adapter'],
    },
    {
      name: 'entered-without-virtual-san',
      because: 'An adapter whose name was entered is there before its host was asked for a virtual SAN.',
      system: fibreChannelSetup({
        vmSettings: changedState(vmSettings, 'withoutAdapter', {
          on: { ENTER_SET_A: { guard: 'isSupported', target: 'withAdapter', actions: 'takeSetA' } },
        }),
      }),
      breaks: ['virtual-san-before-adapter'],
      alsoBreaks: { 'entered-name-is-taken': 'Vacuous: nothing is bound.' },
    },
    {
      name: 'return-code-only',
      because: 'The settings take every name that comes with success.',
      system: fibreChannelSetup({ vmSettings: vmSettings.provide({ guards: { isName: () => true } }) }),
      breaks: ['adapters-have-names', 'refusal-ends-the-dialogue'],
    },
    {
      name: 'any-guest',
      because: 'A guest without drivers gets an adapter.',
      system: fibreChannelSetup({ vmSettings: vmSettings.provide({ guards: { isSupported: () => true } }) }),
      breaks: ['only-supported-guests'],
    },
    {
      name: 'overlapping-ranges',
      because: 'The ranges of the two hosts overlap.',
      system: fibreChannelSetup({
        ranges: [
          [1, 4],
          [3, 6],
        ],
      }),
      breaks: ['names-are-unique'],
    },
    {
      name: 'set-b-not-asked-for',
      because: 'A migration begins whether there is a set B or not.',
      system: fibreChannelSetup({ vmSettings: vmSettings.provide({ guards: { hasSetB: () => true } }) }),
      breaks: ['no-migration-without-set-b'],
    },
    {
      name: 'names-without-end',
      because: 'The host begins its range anew when it is used up.',
      system: fibreChannelSetup({
        fibreChannelHost: fibreChannelHost.provide({
          actions: {
            advance: assign({
              next: ({ context: { next, range } }) => (next === range[1] ? range[0] : next + 1),
            }),
          },
        }),
      }),
      breaks: ['names-may-run-out'],
    },
  ],
});
