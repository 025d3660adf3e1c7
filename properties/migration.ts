/**
 * What is claimed about live migration over virtual Fibre Channel.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { seesLuns } from '../models/migration/fc-fabric.ts';
import { everyWwpn, otherHost, otherSet, type WwnSet, wwpnsOf } from '../models/migration/wwn.ts';
import { migration } from '../models/migration.ts';

const {
  agent,
  always,
  and,
  claim,
  condition,
  deadlockFree,
  first,
  handled,
  not,
  or,
  timeDiverges,
  whenever,
} = propertiesOf(migration());

type Letter = View<ReturnType<typeof migration>['agents']>;

const vmRuns = ({ agent }: Letter) => agent('vm').matches('running');
const vmLost = ({ agent }: Letter) => agent('vm').matches('lost');
const isIdle = ({ agent }: Letter) => agent('coordinator').matches('idle');
const isSettled = (view: Letter) => isIdle(view) || view.agent('coordinator').matches('lost');

/** Whether the host that has the virtual machine is logged in with all port names of the active set. */
const homeIsLoggedIn = ({ agent }: Letter) => {
  const { host, activeSet } = agent('vm').context;
  const { logins } = agent('fabric').context;
  return wwpnsOf(activeSet).every((wwpn) => logins[wwpn].includes(host));
};

/** Whether every virtual HBA of the virtual machine has a path: logged in where it runs, zoned, masked. */
const hasPaths = ({ agent }: Letter) => {
  const { host, activeSet } = agent('vm').context;
  return seesLuns(agent('fabric').context, host, wwpnsOf(activeSet));
};

const homeLives = ({ agent }: Letter) => !agent(agent('vm').context.host).matches('dead');

const isConnected = (host: 'host1' | 'host2', set: WwnSet) => (view: Letter) => {
  const { logins } = view.agent('fabric').context;
  return wwpnsOf(set).every((wwpn) => logins[wwpn].includes(host));
};
const destinationConnected = condition('destination connected', isConnected('host2', 'B'));
const sourceReleased = (view: Letter) =>
  !isConnected('host1', 'A')(view) && !view.agent('host1').matches('dead');

/** Whether the other set is zoned and masked for every virtual HBA. */
const otherSetIsConfigured = ({ agent }: Letter) => {
  const { zoned, masked } = agent('fabric').context;
  const other = wwpnsOf(otherSet(agent('vm').context.activeSet));
  return other.every((wwpn) => zoned.includes(wwpn) && masked.includes(wwpn));
};

const hasAborted = (view: Letter) =>
  isIdle(view) && view.agent('coordinator').context.outcome === 'aborted' && vmRuns(view);

/** Whether all is as it is when no migration was ever tried from here. */
const isAsBefore = (view: Letter) => {
  const { agent } = view;
  const { host, activeSet } = agent('vm').context;
  const { logins } = agent('fabric').context;
  const other = agent(otherHost(host));
  return (
    agent('coordinator').context.home === host &&
    agent('coordinator').context.activeSet === activeSet &&
    homeIsLoggedIn(view) &&
    everyWwpn.every((wwpn) => logins[wwpn].length === (wwpnsOf(activeSet).includes(wwpn) ? 1 : 0)) &&
    (other.matches('absent') || other.matches('dead'))
  );
};

const onePortPerWwpn = ({ agent }: Letter) =>
  everyWwpn.every((wwpn) => agent('fabric').context.logins[wwpn].length <= 1);
const activeSetFitsHost = ({ agent }: Letter) =>
  (agent('vm').context.activeSet === 'A') === (agent('vm').context.host === 'host1');

const runsOn = (host: 'host1' | 'host2') => agent(host).matches('running');

export const properties = [
  claim('running-vm-has-its-paths', {
    statement:
      'While the virtual machine runs, each of its virtual HBAs is logged in, zoned and masked where it runs.',
    because: 'A guest without its disk for a moment is a guest that crashes.',
    source: 'FC-02, FC-08; VF04',
    formula: always(hasPaths).given(vmRuns),
  }),
  claim('source-keeps-its-ports', {
    statement:
      'Paused for a migration, the virtual machine is still logged in on the host that it came from.',
    because: 'Before the commit the source must be able to go on as if nothing had happened.',
    source: 'FC-07; VF05',
    formula: always(homeIsLoggedIn).given(and(agent('vm').matches('paused'), homeLives)),
  }),
  claim('destination-connects-first', {
    statement:
      'The source does not release a connection before the destination has one for every virtual HBA.',
    because: 'This is what the second set of port names is for.',
    source: 'FC-07; VF05',
    formula: first(destinationConnected).precedes(sourceReleased),
  }),
  claim('blackout-only-with-all-luns', {
    statement: 'In the blackout the other set is zoned and masked for every virtual HBA.',
    because: 'What is missing must be found while the source still runs, not after the point of no return.',
    source: 'VF06, VF09',
    formula: always(otherSetIsConfigured).given(agent('coordinator').matches('blackout')),
  }),
  claim('one-port-per-wwpn', {
    statement: 'No port name is logged in from two ports.',
    because: 'Depending on the switch the second login is refused, or throws the first one out.',
    source: 'VF03',
    formula: always(onePortPerWwpn),
  }),
  claim('active-set-alternates', {
    statement:
      'The active set changes with each committed migration and only then: it is A on the first host, B on the second.',
    because:
      'There and back must end with the set that it began with, or the next migration finds its set in use.',
    source: 'FC-05; VF01',
    formula: always(activeSetFitsHost),
  }),
  claim('abort-changes-nothing', {
    statement:
      'After an abort the virtual machine runs where it did, with the set that it had, and no port is left over.',
    because: 'Ports that are left over add up until no migration succeeds.',
    source: 'VF02, VF10',
    formula: always(isAsBefore).given(hasAborted),
  }),
  claim('at-most-one-host-runs-it', {
    statement: 'At most one host runs the virtual machine.',
    because: 'Two copies that write to the same disks destroy them.',
    source: 'VF11',
    formula: always(not(and(runsOn('host1'), runsOn('host2')))),
  }),
  claim('lost-vm-stays-lost', {
    statement: 'A virtual machine that died with its host is not brought to life by the half-made copy.',
    because: 'The copy misses what was written last; only a cold restart is safe.',
    source: 'VF13',
    formula: always(not(or(runsOn('host1'), runsOn('host2')))).given(vmLost),
  }),
  claim('blackout-ends', {
    statement: 'A paused virtual machine runs again within two minutes, here or there, unless it is lost.',
    because: 'A destination that dies must not take the source with it.',
    source: 'VF12',
    formula: whenever(handled('vm', 'PAUSED')).leadsTo(or(vmRuns, vmLost)).within(minutes(2)),
  }),
  claim('migration-is-settled', {
    statement: 'A migration is committed, aborted or given up within five minutes.',
    because: 'While it is open nobody else can move or heal the virtual machine.',
    source: 'VF19',
    formula: whenever(handled('coordinator', 'MIGRATE')).leadsTo(isSettled).within(minutes(5)),
  }),
  claim('no-deadlock', {
    statement: 'Coordinator and hosts never wait for each other for ever.',
    because: 'A migration that hangs keeps the virtual machine where it cannot be healed.',
    source: 'VF12, VF19',
    formula: deadlockFree(isSettled),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];
