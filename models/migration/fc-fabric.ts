/**
 * The Fibre Channel fabric and the storage behind it: who is logged in, and who may see the LUNs.
 *
 * Duty: to log port names in and out at the ports of the hosts (FC-06), and to show the LUNs to a port name that is
 * logged in there, zoned, and masked. Zoning and masking go by port name, so both sets need both (VF06, VF08).
 * Parameters: `zoned` and `masked`; `whenInUse`, what a login with a port name in use does: switches `accept` it,
 * `reject` it, or `evict` the first login, by make and policy. We take `accept`, which protects least (VF03);
 * `virtualPorts` of each host, of which each login takes one (VF14; a switch gives 255 at most).
 */
import { assign, sendTo, setup } from 'xstate';
import { everyWwpn, firstParty, type HostName, type Party, type Wwpn, wwpnsOf } from './wwn.ts';

export interface FabricConfiguration {
  readonly zoned: readonly Wwpn[];
  readonly masked: readonly Wwpn[];
  readonly whenInUse: 'accept' | 'reject' | 'evict';
  /** How many port names may be logged in at the ports of a host; without limit where it is not given. */
  readonly virtualPorts?: Partial<Readonly<Record<HostName, number>>>;
  /** Hosts whose virtual SAN is on HBAs that the host itself boots from: it sees the LUNs, the guest does not (VF20). */
  readonly sharedHbas?: readonly HostName[];
}

/** The ports at which each port name is logged in. */
export type Logins = Readonly<Record<Wwpn, readonly HostName[]>>;

export type FcFabricEvent =
  | { type: 'LOGIN'; port: HostName; asker?: string; wwpn: Wwpn }
  | { type: 'LOGOUT'; port: HostName; wwpn: Wwpn }
  | { type: 'QUERY_LUNS'; port: HostName; asker?: string; wwpns: readonly Wwpn[] }
  | { type: 'PORT_DOWN'; port: HostName }
  | { type: 'CORRECT_CONFIGURATION' }
  | { type: 'UNZONE'; wwpn: Wwpn };

type FcFabricContext = FabricConfiguration & { readonly logins: Logins };

const loginsAfter = (
  logins: Logins,
  changed: (ports: readonly HostName[], wwpn: Wwpn) => readonly HostName[],
) =>
  Object.fromEntries(
    (Object.keys(logins) as Wwpn[]).map((wwpn) => [wwpn, changed(logins[wwpn], wwpn)]),
  ) as unknown as Logins;

/** How many port names are logged in at the ports of a host. */
export const loginsAt = (logins: Logins, host: HostName): number =>
  Object.values(logins).filter((ports) => ports.includes(host)).length;

/** Whether every one of `wwpns` is logged in at `port`, zoned and masked. */
export const seesLuns = (fabric: FcFabricContext, port: HostName, wwpns: readonly Wwpn[]): boolean =>
  wwpns.every(
    (wwpn) =>
      fabric.logins[wwpn].includes(port) && fabric.zoned.includes(wwpn) && fabric.masked.includes(wwpn),
  );

export const fcFabric = setup({
  types: {
    context: {} as FcFabricContext,
    input: {} as FabricConfiguration & { readonly parties?: readonly Party[] },
    events: {} as FcFabricEvent,
  },
  guards: {
    isRejected: ({ context, event }) =>
      event.type === 'LOGIN' &&
      ((context.whenInUse === 'reject' && context.logins[event.wwpn].some((port) => port !== event.port)) ||
        (!context.logins[event.wwpn].includes(event.port) &&
          loginsAt(context.logins, event.port) >= (context.virtualPorts?.[event.port] ?? Infinity))),
    isZonedInVain: ({ context, event }) =>
      event.type === 'UNZONE' &&
      context.zoned.includes(event.wwpn) &&
      context.logins[event.wwpn].length === 0,
    isWrong: ({ context }) => context.zoned.length + context.masked.length < 2 * everyWwpn.length,
  },
  actions: {
    logIn: assign(({ context: { logins, whenInUse }, event }) => {
      if (event.type !== 'LOGIN') return {};
      const others = whenInUse === 'evict' ? [] : logins[event.wwpn].filter((port) => port !== event.port);
      return { logins: { ...logins, [event.wwpn]: [...others, event.port] } };
    }),
    logOut: assign(({ context: { logins }, event }) => {
      if (event.type !== 'LOGOUT') return {};
      return {
        logins: { ...logins, [event.wwpn]: logins[event.wwpn].filter((port) => port !== event.port) },
      };
    }),
    logOutPort: assign(({ context: { logins }, event }) => {
      if (event.type !== 'PORT_DOWN') return {};
      return { logins: loginsAfter(logins, (ports) => ports.filter((port) => port !== event.port)) };
    }),
    correct: assign({ zoned: everyWwpn, masked: everyWwpn }),
    unzone: assign({
      zoned: ({ context, event }) =>
        context.zoned.filter((wwpn) => event.type !== 'UNZONE' || wwpn !== event.wwpn),
    }),
    answer: sendTo(
      ({ system, event }) => system.get(event.type === 'LOGIN' ? (event.asker ?? event.port) : ''),
      ({ event }, { type }: { type: 'LOGIN_ACCEPTED' | 'LOGIN_REJECTED' }) => ({
        type,
        wwpn: event.type === 'LOGIN' ? event.wwpn : '',
      }),
    ),
    showLuns: sendTo(
      ({ system, event }) => system.get(event.type === 'QUERY_LUNS' ? (event.asker ?? event.port) : ''),
      ({ context, event }) => {
        const reached = event.type === 'QUERY_LUNS' && seesLuns(context, event.port, event.wwpns);
        const inParent = event.type === 'QUERY_LUNS' && (context.sharedHbas?.includes(event.port) ?? false);
        return { type: 'LUNS', visible: reached && !inParent, ...(inParent && { inParent }) };
      },
    ),
  },
}).createMachine({
  id: 'fcFabric',
  context: ({ input: { parties = [firstParty], ...configuration } }) => ({
    ...configuration,
    logins: Object.fromEntries(
      parties.flatMap((party) => [
        ...wwpnsOf('A', party).map((wwpn) => [wwpn, party.startsOnHost1 === false ? [] : ['host1']]),
        ...wwpnsOf('B', party).map((wwpn) => [wwpn, []]),
      ]),
    ),
  }),
  on: {
    LOGIN: [
      { guard: 'isRejected', actions: { type: 'answer', params: { type: 'LOGIN_REJECTED' } } },
      { actions: ['logIn', { type: 'answer', params: { type: 'LOGIN_ACCEPTED' } }] },
    ],
    LOGOUT: { actions: 'logOut' },
    PORT_DOWN: { actions: 'logOutPort' },
    QUERY_LUNS: { actions: 'showLuns' },
    CORRECT_CONFIGURATION: { guard: 'isWrong', actions: 'correct' },
    UNZONE: { guard: 'isZonedInVain', actions: 'unzone' },
  },
});
