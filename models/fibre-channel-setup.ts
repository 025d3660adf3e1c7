/**
 * Two hosts with a virtual machine each, whose Fibre Channel is set up step by step, in any order.
 *
 * Left out: what the names are used for afterwards, and what the host at the other end of a migration needs, which
 * `migration` has; more than one adapter for each machine; a virtual SAN that is removed.
 */
import { agent, defineSystem, oneOf } from 'redhound';
import { fibreChannelHost, type PortName } from './fibre-channel-setup/fibre-channel-host.ts';
import { type GuestOs, SUPPORTED, vmSettings } from './fibre-channel-setup/vm-settings.ts';

export interface FibreChannelSetupParameters {
  readonly fibreChannelHost: typeof fibreChannelHost;
  readonly vmSettings: typeof vmSettings;
  /** The port names that each host may generate, first and last. */
  readonly ranges: readonly [
    readonly [first: PortName, last: PortName],
    readonly [first: PortName, last: PortName],
  ];
  /** What each machine may run: which of these, is open. */
  readonly guests: Readonly<Record<'vm1' | 'vm2', readonly [GuestOs, ...GuestOs[]]>>;
}

/** Ranges of four names that do not overlap, except where others are given. */
export const fibreChannelSetup = (changed: Partial<FibreChannelSetupParameters> = {}) => {
  const {
    ranges = [
      [1, 4],
      [11, 14],
    ],
    guests = {
      vm1: [...SUPPORTED, 'Windows Server 2003'],
      vm2: ['Windows Server 2012', 'Windows Server 2003'],
    },
  } = changed;
  const machines = { fibreChannelHost, vmSettings, ...changed };
  for (const [first, last] of ranges) {
    if (first >= 1 && last >= first) continue;
    throw new Error(
      `models/fibre-channel-setup.ts: \`ranges\` has [${first}, ${last}]. Give a first name of 1 or more, and a last one that is not less.`,
    );
  }
  return defineSystem({
    name: 'fibre-channel-setup',
    agents: {
      host1: agent(machines.fibreChannelHost, { input: { range: ranges[0] } }),
      host2: agent(machines.fibreChannelHost, { input: { range: ranges[1] } }),
      vm1: agent(machines.vmSettings, {
        input: oneOf(...guests.vm1.map((guestOs) => ({ name: 'vm1', host: 'host1', guestOs }))),
      }),
      vm2: agent(machines.vmSettings, {
        input: oneOf(...guests.vm2.map((guestOs) => ({ name: 'vm2', host: 'host2', guestOs }))),
      }),
    },
    environment: [
      { agent: ['host1', 'host2'], event: { type: 'ENABLE_NPIV' }, budget: 'any' },
      { agent: ['host1', 'host2'], event: { type: 'CREATE_VIRTUAL_SAN' }, budget: 'any' },
      { agent: ['vm1', 'vm2'], event: { type: 'ADD_ADAPTER' }, budget: 'any' },
      { agent: ['vm1', 'vm2'], event: { type: 'REMOVE_ADAPTER' }, budget: 'any' },
      { agent: ['vm1', 'vm2'], event: { type: 'MIGRATE' }, budget: 'any' },
      { agent: 'vm1', event: { type: 'ENTER_SET_A', wwpn: 21 }, budget: 'any' },
    ],
  });
};
