/**
 * What is claimed about a deployment as a whole, from the user's tool to the storage of a machine that was moved.
 */
import { type Formula, minutes, propertiesOf, type View } from 'redhound';
import { hostProcesses, type InstanceStatus } from '../models/azure/role-model.ts';
import type { RestartCause } from '../models/heartbeat/guest-os.ts';
import { seesLuns } from '../models/migration/fc-fabric.ts';
import { otherHost, type Wwpn, wwpnsOf } from '../models/migration/wwn.ts';
import { wholeFabric } from '../models/whole-fabric.ts';

const {
  agent,
  alwaysPossible,
  always,
  and,
  claim,
  condition,
  deadlockFree,
  emitted,
  handled,
  never,
  not,
  O,
  or,
  S,
  sent,
  sometimes,
  timeDiverges,
  whenever,
} = propertiesOf(wholeFabric());

type Letter = View<ReturnType<typeof wholeFabric>['agents']>;

// ——— the guest, its Host Agents, and what the fabric controller knows ———

const accepted = or(emitted('host1', 'accepted'), emitted('host2', 'accepted'));
const restarted = or(sent('host1', 'guestOs', 'RESTART'), sent('host2', 'guestOs', 'RESTART'));
const restartedFor = (cause: RestartCause): Formula =>
  or(
    sent('host1', 'guestOs', 'RESTART', (restart) => restart.cause === cause),
    sent('host2', 'guestOs', 'RESTART', (restart) => restart.cause === cause),
  );
const noBootReportUnderWay = ({ link }: Letter) =>
  (['host1', 'host2'] as const).every(
    (host) => link(host, 'fabricController').inFlight('GUEST_STARTED') === 0,
  );

const counted = (status: InstanceStatus) =>
  handled('fabricController', 'STATUS', (report) => report.status === status);
const isReady = condition(
  'the fabric controller knows Ready',
  ({ agent }) => agent('fabricController').context.status === 'ReadyRole',
);
const isRefused = agent('portal').matches('refused');
const onStartSucceeded = or(
  ...hostProcesses.map((host) => handled(host, 'ON_START_RETURNS', ({ value }) => value)),
);

// ——— the virtual machine and its storage ———

const isPaused = agent('vm').matches('paused');
const vmRuns = agent('vm').matches('running');
const resumed = handled('vm', 'RESUMED');

const hasPaths = ({ agent }: Letter) => {
  const { host, activeSet } = agent('vm').context;
  return seesLuns(agent('fabric').context, host, namesOf({ agent } as Letter, activeSet));
};
const namesOf = ({ agent }: Letter, set: 'A' | 'B'): readonly Wwpn[] =>
  wwpnsOf(set, agent('hyperV1').context.party);

const isWatchedAtHomeOnly = ({ agent }: Letter) => {
  const { host } = agent('vm').context;
  const watches = (name: typeof host) => agent(name).matches('watching') || agent(name).matches('connecting');
  return watches(host) && !watches(otherHost(host));
};

/** Whether no port name is logged in but those of the active set, where the machine runs. */
const onlyActiveSetIn = ({ agent }: Letter) => {
  const { host, activeSet } = agent('vm').context;
  const { logins } = agent('fabric').context;
  const active = namesOf({ agent } as Letter, activeSet);
  return (Object.keys(logins) as Wwpn[]).every((wwpn) =>
    active.includes(wwpn)
      ? logins[wwpn].length === 1 && logins[wwpn].includes(host)
      : logins[wwpn].length === 0,
  );
};
const hasAborted = ({ agent }: Letter) =>
  agent('coordinator').matches('idle') &&
  agent('coordinator').context.outcome === 'aborted' &&
  agent('vm').matches('running');

/** Whether both parts of the fabric controller have the instance where it is. */
const recordsAgree = ({ agent }: Letter) => {
  const { host } = agent('vm').context;
  const placed = agent('placement').context.placements.find(({ index }) => index === 0);
  return agent('fabricController').context.host === host && placed?.host === host;
};
const nothingToldUnderWay = ({ link }: Letter) =>
  (['host1', 'host2'] as const).every((host) => link(host, 'fabricController').inFlight('ARRIVED') === 0);

const isMoved = ({ agent }: Letter) => agent('coordinator').context.outcome === 'committed';
const isOnSetB = ({ agent }: Letter) =>
  agent('vm').context.activeSet === 'B' && agent('vm').matches('running') && hasPaths({ agent } as Letter);

export const properties = [
  // ——— from the tool to Ready ———
  claim('accepted-by-each-layer-first', {
    statement:
      'No instance is Ready before RDFE accepted its package and configuration, FFE commanded the pool, and the fabric controller ordered it from the Host Agent, in this order.',
    because: 'Whatever starts otherwise nobody has asked for, and nobody will stop.',
    source: 'AZ-01, AZ-03, AZ-04, AZ-08; P01',
    formula: always(
      O(
        and(
          sent('placement', 'host1', 'START_INSTANCE'),
          O(
            and(
              sent('ffe', 'placement', 'DEPLOY'),
              O(sent('rdfe', 'ffe', 'CREATE', ({ submission }) => submission.cspkg && submission.cscfg)),
            ),
          ),
        ),
      ),
    ).given(isReady),
  }),
  claim('told-after-ready', {
    statement: 'The user is told that the service runs only after its instance was Ready.',
    because: 'Who is told earlier sends customers to a site that does not answer.',
    source: 'AZ-01, AZ-20',
    formula: always(O(counted('ReadyRole'))).given(agent('portal').matches('running')),
  }),
  claim('ready-after-on-start', {
    statement:
      'A report of Ready counts only if OnStart returned true since the guest was started last, unless word of a restart is under way.',
    because: 'Requests that reach a role which is not ready are lost.',
    source: 'AZ-20, AZ-24; P15',
    formula: always(S(not(handled('guestOs', 'RESTART')), onStartSucceeded)).given(
      and(counted('ReadyRole'), noBootReportUnderWay),
    ),
  }),
  claim('earlier-ready-never-counts', {
    statement:
      'A report of Ready from an earlier incarnation of the guest never counts, once the restart is known.',
    because: 'A fabric controller that takes a dead role for a living one heals nothing.',
    source: 'AZ-20; P54, P55',
    formula: never(({ agent, handled, link }: Letter) => {
      const { incarnation } = agent('guestOs').context;
      return (
        handled(
          'fabricController',
          'STATUS',
          (report) => report.status === 'ReadyRole' && report.incarnation !== incarnation,
        ) && noBootReportUnderWay({ link } as Letter)
      );
    }),
  }),

  // ——— heartbeats and the watch ———
  claim('silence-leads-to-restart', {
    statement:
      'Ten minutes after the last heartbeat that was accepted, or after the machine was resumed, the guest is restarted, unless a heartbeat is accepted or a migration pauses the machine before.',
    because: 'A hung guest serves nobody, on whichever host it runs.',
    source: 'AZ-15, AZ-17; P25, VF16',
    formula: whenever(or(accepted, resumed))
      .leadsTo(restarted)
      .within(minutes(10))
      .unless(or(accepted, isPaused)),
  }),
  claim('no-restart-in-the-blackout', {
    statement: 'The guest is never restarted while its machine is paused.',
    because: 'A paused guest is silent, and not ill.',
    source: 'AZ-17, FC-02; VF15, VF16',
    formula: never(and(restarted, isPaused)),
  }),
  claim('no-restart-owed-to-the-blackout', {
    statement: 'No guest is restarted for silence before ten minutes have passed since it was resumed.',
    because: 'The silence of the blackout must not be counted against it.',
    source: 'AZ-17, FC-02; P26, VF16',
    formula: whenever(resumed).forbids(restartedFor('silence')).for(minutes(10)),
  }),
  claim('watched-where-it-runs', {
    statement: 'While the machine runs the Host Agent of its host watches the guest, and no other does.',
    because: 'A machine that nobody watches hangs for ever; one that two watch is restarted for nothing.',
    source: 'AZ-15, AZ-17; VF16',
    formula: always(isWatchedAtHomeOnly).given(vmRuns),
  }),

  // ——— migration and storage ———
  claim('running-vm-has-its-paths', {
    statement:
      'While the machine runs, each of its virtual HBAs is logged in where it runs, zoned and masked.',
    because: 'A guest without its disk for a moment is a guest that crashes.',
    source: 'FC-01, FC-02, FC-08; VF04',
    formula: always(hasPaths).given(vmRuns),
  }),
  claim('one-host-runs-it', {
    statement: 'At most one host runs the machine.',
    because: 'Two copies that write to the same disks destroy them.',
    source: 'FC-02; VF11',
    formula: never(and(agent('hyperV1').matches('running'), agent('hyperV2').matches('running'))),
  }),
  claim('active-set-alternates', {
    statement:
      'The active set changes with each committed migration and only then: it is A on the first host, B on the last.',
    because: 'There and back must end with the set that it began with.',
    source: 'FC-05, FC-07; VF01',
    formula: always(
      ({ agent }) => (agent('vm').context.activeSet === 'A') === (agent('vm').context.host === 'host1'),
    ).given(vmRuns),
  }),
  claim('abort-leaves-nothing', {
    statement:
      'After a migration that was aborted no port name is logged in but those of the active set, where the machine runs.',
    because: 'Ports that are left over add up until no migration succeeds.',
    source: 'FC-07; VF02, VF10',
    formula: always(onlyActiveSetIn).given(hasAborted),
  }),
  claim('fabric-knows-the-host', {
    statement: 'The fabric controller has the instance where it runs, unless word of a move is under way.',
    because: 'It decides by this what to maintain, and where to move it.',
    source: 'AZ-06, AZ-07; VF17',
    formula: always(recordsAgree).given(and(vmRuns, nothingToldUnderWay)),
  }),

  // ——— the whole ———
  claim('no-deadlock', {
    statement: 'Unless the request was refused, the agents never all wait for each other.',
    because: 'A fabric that waits for itself needs a human being.',
    source: 'AZ-06, AZ-09',
    formula: deadlockFree(({ agent }) => agent('portal').matches('refused')),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];

/** What runs get to, all of it from nothing deployed. */
export const milestones = [
  claim('becomes-ready', {
    statement: 'An instance becomes Ready.',
    source: 'AZ-01',
    formula: sometimes(isReady),
  }),
  claim('is-restarted-for-silence', {
    statement: 'A guest is restarted because its heartbeats were lost.',
    source: 'AZ-17',
    formula: sometimes(restartedFor('silence')),
  }),
  claim('is-moved', {
    statement: 'A live migration is committed, and the machine runs with set B.',
    source: 'FC-02, FC-07',
    formula: sometimes(and(isMoved, isOnSetB)),
  }),
  claim('all-in-one-run', {
    statement:
      'An instance that was Ready and was moved to set B falls silent there, and is restarted: all of it in one run.',
    source: 'AZ-01, AZ-17, FC-07',
    formula: sometimes(and(isReady, isOnSetB, restartedFor('silence'))),
  }),
];

/** Of which only a complete search can tell. */
export const recovery = claim('can-become-ready', {
  statement: 'Whatever happened, the instance can become Ready again, unless the request was refused.',
  because: 'What cannot be brought back needs a human being.',
  source: 'AZ-09, AZ-16',
  formula: alwaysPossible(or(isReady, isRefused)),
});
