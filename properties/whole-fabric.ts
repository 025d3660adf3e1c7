/**
 * What is claimed about a deployment as a whole, from the user's tool to the storage of a machine that was moved.
 */
import { type Formula, minutes, propertiesOf, type View } from 'redhound';
import { hostProcesses, type InstanceStatus } from '../models/azure/role-model.ts';
import type { RestartCause } from '../models/heartbeat/guest-os.ts';
import { seesLuns } from '../models/migration/fc-fabric.ts';
import type { Report } from '../models/migration/hyper-v-host.ts';
import { otherHost, type Wwpn, wwpnsOf } from '../models/migration/wwn.ts';
import { wholeFabric } from '../models/whole-fabric.ts';
import { saidOnce } from './said-once.ts';

const language = propertiesOf(wholeFabric());
const { agent, alwaysPossible, always, and, atMost, claim, condition, deadlockFree, emitted } = language;
const { handled, implies, lasting, never, not, O, or, received, recurring, S, sent, sometimes } = language;
const { timeDiverges, whenever, Y } = language;

export type Letter = View<ReturnType<typeof wholeFabric>['agents']>;

// ——— the guest, its Host Agents, and what the fabric controller knows ———

export const accepted = or(emitted('host1', 'accepted'), emitted('host2', 'accepted'));
export const restarted = or(sent('host1', 'guestOs', 'RESTART'), sent('host2', 'guestOs', 'RESTART'));
export const restartedFor = (cause: RestartCause): Formula =>
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

const roleRuns = or(...hostProcesses.map((host) => agent(host).matches('run')));

// ——— the virtual machine and its storage ———

export const isPaused = agent('vm').matches('paused');
export const vmRuns = agent('vm').matches('running');
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
export const onlyActiveSetIn = ({ agent }: Letter) => {
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

// ——— the phases of a migration ———

type Order = 'PREPARE' | 'CHECK_LUNS' | 'FINAL_PAGES' | 'PAUSE' | 'RESUME' | 'RELEASE' | 'DISCARD';
export const hyperVOf = { host1: 'hyperV1', host2: 'hyperV2' } as const;
/** To the host that the coordinator has as home, or to the other one. */
const homeTold = (type: Order) =>
  condition(`home is told ${type}`, ({ agent, sent: says }) =>
    says('coordinator', hyperVOf[agent('coordinator').context.home], type),
  );
const otherTold = (type: Order) =>
  condition(`the other host is told ${type}`, ({ agent, sent: says }) =>
    says('coordinator', hyperVOf[otherHost(agent('coordinator').context.home)], type),
  );
export const coordinator = agent('coordinator');
export const isInBlackout = coordinator.matches('blackout');
export const hears = (type: Report | 'MIGRATE' | 'CANCEL' | 'NO_ANSWER') => handled('coordinator', type);

export const orders: readonly Order[] = [
  'PREPARE',
  'CHECK_LUNS',
  'FINAL_PAGES',
  'PAUSE',
  'RESUME',
  'RELEASE',
  'DISCARD',
];
export const answers = [
  'ATTACHED',
  'LUNS_VISIBLE',
  'PAGES_RECEIVED',
  'PAUSED',
  'RESUMED',
  'RELEASED',
  'DISCARDED',
  'FAILED',
] as const;
const nothingIsUnderWayTwice = ({ link }: Letter) =>
  Object.values(hyperVOf).every(
    (host) =>
      orders.every((type) => link('coordinator', host).inFlight(type) <= 1) &&
      answers.every((type) => link(host, 'coordinator').inFlight(type) <= 1),
  );
const someHostWithoutMachineIsLoggedIn = ({ agent }: Letter) =>
  (['host1', 'host2'] as const).some((host) => {
    const { matches } = agent(hyperVOf[host]);
    const hasNone = matches('absent') || matches({ skeleton: 'failed' });
    return hasNone && Object.values(agent('fabric').context.logins).some((ports) => ports.includes(host));
  });

// ——— the processes of the guest ———

const isWatchingRole = agent('bootstrapper').matches({ present: 'watching' });
const roleTypeOf = ({ agent }: Letter) => agent('guestAgent').context.role.roleType;
const configuratorRuns = or(
  agent('iisConfigurator').matches('deleting'),
  agent('iisConfigurator').matches('configuring'),
);

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
  claim('restarted-guest-is-awaited', {
    statement: 'A Host Agent that restarts its guest waits for it to connect.',
    because: 'A guest that hangs in its boot would be left to hang.',
    source: 'AZ-17; P29, P39',
    formula: always(
      and(
        ...(['host1', 'host2'] as const).map((host) =>
          implies(sent(host, 'guestOs', 'RESTART'), agent(host).matches('connecting')),
        ),
      ),
    ),
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

  claim('each-phase-is-ordered', {
    statement:
      'Each phase of a migration begins with an order to the host that it is about: prepare, check the LUNs, pause, take the last pages, resume.',
    because: 'A phase that nobody was told to begin lasts until the coordinator takes the host for dead.',
    source: 'FC-07; VF12, VF19',
    formula: always(
      and(
        implies(hears('MIGRATE'), and(coordinator.matches('attaching'), otherTold('PREPARE'))),
        implies(hears('ATTACHED'), otherTold('CHECK_LUNS')),
        implies(and(Y(coordinator.matches('copying')), isInBlackout), homeTold('PAUSE')),
        implies(hears('PAUSED'), otherTold('FINAL_PAGES')),
        implies(hears('PAGES_RECEIVED'), otherTold('RESUME')),
      ),
    ),
  }),
  claim('what-ends-a-phase-is-heeded', {
    statement:
      'A migration that is cancelled, or whose destination fails or is silent, is undone at once; it is over with the last answer.',
    because: 'What goes on with a destination that has failed costs the machine a longer pause.',
    source: 'FC-02; VF02, VF09, VF12, VF19',
    formula: always(
      and(
        implies(hears('CANCEL'), otherTold('DISCARD')),
        implies(
          or(hears('FAILED'), hears('NO_ANSWER')),
          or(otherTold('DISCARD'), homeTold('RESUME'), coordinator.matches('idle')),
        ),
        implies(
          or(received('coordinator', 'FAILED'), received('coordinator', 'NO_ANSWER')),
          not(
            or(
              coordinator.matches('attaching'),
              coordinator.matches('checkingLuns'),
              coordinator.matches('copying'),
              coordinator.matches({ blackout: 'handingOver' }),
              coordinator.matches('committing'),
            ),
          ),
        ),
        implies(and(hears('RESUMED'), coordinator.matches('discarding')), otherTold('DISCARD')),
        implies(received('coordinator', 'DISCARDED'), not(coordinator.matches('discarding'))),
        implies(received('coordinator', 'RELEASED'), not(coordinator.matches('releasing'))),
      ),
    ),
  }),
  claim('a-host-has-time-to-answer', {
    statement: 'A host has twenty minutes to answer before it is taken for dead.',
    because: 'A destination may wait ten minutes for its LUNs.',
    source: 'VF19',
    formula: whenever(
      condition('a host is asked', ({ sent: says }: Letter) =>
        Object.values(hyperVOf).some((host) => orders.some((type) => says('coordinator', host, type))),
      ),
    )
      .forbids(received('coordinator', 'NO_ANSWER'))
      .for(minutes(20)),
  }),
  claim('blackout-ends', {
    statement: 'A machine that was paused runs again within twenty minutes, here or there.',
    because: 'A destination that fails must not take the source with it.',
    source: 'FC-02; VF12',
    formula: whenever(handled('vm', 'PAUSED')).leadsTo(vmRuns).within(minutes(20)),
  }),
  claim('memory-is-copied-first', {
    statement: 'The blackout does not begin before two passes over the memory, of five minutes each.',
    because: 'What was not copied is copied while the machine is paused.',
    source: 'FC-02; VF09, VF12',
    formula: whenever(hears('LUNS_VISIBLE')).forbids(isInBlackout).for(minutes(10)),
  }),
  claim('no-login-without-machine', {
    statement: 'A host that has no copy of the machine, or failed as its destination, is logged in nowhere.',
    because: 'A stale login blocks the port name for whoever comes next.',
    source: 'FC-07; VF03, VF10',
    formula: never(condition('a host without the machine is logged in', someHostWithoutMachineIsLoggedIn)),
  }),
  claim('nothing-is-said-twice', {
    statement: 'No order of the coordinator and no answer to it is under way twice.',
    because: 'What comes a second time is taken for the answer to the next question.',
    source: 'VF19',
    formula: always(condition('nothing is under way twice', nothingIsUnderWayTwice)),
  }),

  // ——— requests and reports ———
  claim('each-request-is-answered', {
    statement:
      'RDFE answers each request at once, and the fabric controller each command with the hosts that are left.',
    because: 'Who hears nothing asks again, or sends the next service to a pool that is full.',
    source: 'AZ-02, AZ-04, AZ-05; P02',
    formula: always(
      and(
        implies(received('rdfe', 'CREATE'), sent('rdfe', 'portal', 'STATUS')),
        implies(received('placement', 'DEPLOY'), sent('placement', 'ffe', 'AVAILABLE')),
      ),
    ),
  }),
  claim('request-is-passed-on-once', {
    statement: 'However often the user asks, RDFE passes the request on once.',
    because: 'The second one would be a second deployment, and paid for.',
    source: 'AZ-03; P02',
    formula: atMost(1, sent('rdfe', 'ffe', 'CREATE')),
  }),
  claim('user-hears-of-rdfe-only', {
    statement: 'What happens in a guest is not told to the user.',
    because: 'RDFE is the one interface, and what it does not say nobody may build on.',
    source: 'AZ-02',
    formula: never(
      condition(
        'the guest OS tells the user something',
        ({ link }) => link('guestOs', 'portal').inFlight() > 0,
      ),
    ),
  }),
  claim('maintenance-waits-for-no-host', {
    statement:
      'The fabric controller waits five minutes at most for the host that an instance is to move to.',
    because: 'A host that is to be maintained is not, and nobody asks again.',
    source: 'AZ-09, AZ-11',
    formula: lasting(agent('fabricController').matches('preparing')).atMost(minutes(5)),
  }),
  claim('root-partition-takes-five-minutes', {
    statement: 'A host has its Host Agent, and says so, five minutes after its root partition was ordered.',
    because: 'Nothing can be started there before.',
    source: 'AZ-10, AZ-11',
    formula: whenever(received('host1', 'BUILD_ROOT_PARTITION'))
      .leadsTo(sent('host1', 'placement', 'HOST_AGENT_READY'))
      .within(minutes(5)),
  }),
  claim('reports-come-once', {
    statement: 'No heartbeat and no status of the role is under way twice.',
    because: 'What comes a second time is taken for news.',
    source: 'AZ-15, AZ-20',
    formula: saidOnce(language, [
      ['vm', 'host1', 'HEARTBEAT'],
      ['vm', 'host2', 'HEARTBEAT'],
      ['guestAgent', 'fabricController', 'STATUS'],
    ]),
  }),
  claim('booted-guest-beats-at-once', {
    statement:
      'WaAppAgent sends a heartbeat as soon as it is started, in the incarnation of its guest, and the first that is accepted begins the watch.',
    because: 'Until then a guest that hangs has 25 minutes and not ten.',
    source: 'AZ-15, AZ-18; P28, P29',
    formula: always(
      and(
        implies(
          received('waAppAgent', 'START_SERVICE'),
          condition('a heartbeat of this incarnation', ({ agent, sent: says }: Letter) =>
            says(
              'waAppAgent',
              'vm',
              'HEARTBEAT',
              ({ incarnation }) => incarnation === agent('guestOs').context.incarnation,
            ),
          ),
        ),
        implies(emitted('host1', 'accepted'), agent('host1').matches('watching')),
        implies(emitted('host2', 'accepted'), agent('host2').matches('watching')),
      ),
    ),
  }),

  // ——— the role ———
  claim('role-is-asked-regularly', {
    statement: 'While a role runs it is asked for its status every fifteen minutes at least.',
    because: 'A role that is busy, or hangs, does not say so by itself.',
    source: 'AZ-25; C9',
    formula: recurring(
      or(not(isWatchingRole), ...hostProcesses.map((host) => received(host, 'STATUS_CHECK'))),
    ).every(minutes(15)),
  }),
  claim('role-starts-after-its-task', {
    statement: 'While a simple startup task runs no host process does.',
    because: 'The role relies on its task.',
    source: 'AZ-24, AZ-26; P06',
    formula: never(
      and(
        agent('simpleTask1').matches('running'),
        or(agent('bootstrapper').matches({ present: 'startingHost' }), isWatchingRole),
      ),
    ),
  }),
  claim('only-full-iis-is-configured', {
    statement: 'IISConfigurator runs only for a web role in full IIS.',
    because: 'No other role has sites in IIS.',
    source: 'AZ-28; P14',
    formula: always(
      implies(
        configuratorRuns,
        condition('the role is full IIS', (view) => roleTypeOf(view) === 'fullIisWeb'),
      ),
    ),
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
  statement:
    'Whatever happened, the role can run again with the fabric controller knowing it, unless the request was refused.',
  because: 'What cannot be brought back needs a human being.',
  source: 'AZ-09, AZ-16',
  formula: alwaysPossible(or(and(isReady, roleRuns), isRefused)),
});
