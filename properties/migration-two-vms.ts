/**
 * What is claimed about two virtual machines that are moved at the same time, and compete for virtual ports.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { loginsAt, seesLuns } from '../models/migration/fc-fabric.ts';
import { type HostName, type WwnSet, wwpnsOf } from '../models/migration/wwn.ts';
import { migrationOfTwo } from '../models/migration-two-vms.ts';

const {
  F,
  G,
  Y,
  agent,
  always,
  alwaysPossible,
  and,
  claim,
  condition,
  fair,
  handled,
  implies,
  never,
  not,
  or,
  sent,
  timeDiverges,
  whenever,
} = propertiesOf(migrationOfTwo());

type Letter = View<ReturnType<typeof migrationOfTwo>['agents']>;

const virtualMachines = [
  { id: 'vm1', coordinator: 'coordinator', vm: 'vm', source: 'host1', destination: 'host2' },
  { id: 'vm2', coordinator: 'coordinator2', vm: 'vm2', source: 'host1vm2', destination: 'host2vm2' },
] as const;

const hosts: readonly HostName[] = ['host1', 'host2'];
const sets: readonly WwnSet[] = ['A', 'B'];
/** The virtual ports that the second host has in the suite. */
const VIRTUAL_PORTS = 3;

const isOnSecondHost = (vm: 'vm' | 'vm2') => (view: Letter) =>
  view.agent(vm).matches('running') && view.agent(vm).context.host === 'host2';

/** The claims about one of them, whatever the other does. */
function claimsAbout({ id, coordinator, vm, source, destination }: (typeof virtualMachines)[number]) {
  const isIdle = agent(coordinator).matches('idle');
  const isAsked = handled(coordinator, 'MIGRATE');

  const namesOf = (view: Letter, set: WwnSet) => wwpnsOf(set, view.agent(destination).context.party);

  /** Whether its names are logged in where it runs, with the active set, and nowhere else. */
  const isWhole = (view: Letter) => {
    const { host, activeSet } = view.agent(vm).context;
    const { logins } = view.agent('fabric').context;
    return sets.every((set) =>
      namesOf(view, set).every((wwpn) =>
        hosts.every((port) => logins[wwpn].includes(port) === (set === activeSet && port === host)),
      ),
    );
  };
  const hasPaths = (view: Letter) => {
    const { host, activeSet } = view.agent(vm).context;
    return seesLuns(view.agent('fabric').context, host, namesOf(view, activeSet));
  };
  const usesOneSetPerHost = (view: Letter) => {
    const { logins } = view.agent('fabric').context;
    return hosts.every((host) =>
      sets.some((set) => namesOf(view, set).every((wwpn) => !logins[wwpn].includes(host))),
    );
  };

  return [
    claim(`${id}-has-its-paths`, {
      statement:
        'While it runs, each virtual HBA of the virtual machine is logged in, zoned and masked there.',
      because: 'Another machine’s migration must not cost this one its disks.',
      source: 'FC-02, FC-08; VF04',
      formula: always(hasPaths).given(agent(vm).matches('running')),
    }),
    claim(`${id}-never-half-attached`, {
      statement: 'While it is not being moved, its names are logged in where it runs and nowhere else.',
      because: 'The loser of a race for the last port must give back what it got.',
      source: 'VF10, VF14',
      formula: always(isWhole).given(isIdle),
    }),
    claim(`${id}-virtual-hbas-switch-together`, {
      statement: 'On no host is it logged in with names of both sets.',
      because: 'The sets alternate for the whole machine: of a mixture neither host could tell what is free.',
      source: 'FC-05; VF21',
      formula: always(usesOneSetPerHost),
    }),
    claim(`${id}-migration-is-settled`, {
      statement: 'Each of its migrations is committed or aborted within five minutes.',
      because: 'Waiting for a port that another holds is a deadlock in the making.',
      source: 'VF14, VF19',
      formula: whenever(isAsked).leadsTo(isIdle).within(minutes(5)),
    }),
    claim(`${id}-refusal-is-a-failure`, {
      statement: 'A destination whose log-in is refused has failed.',
      because: 'It has too few ports, and waits for none.',
      source: 'FC-04; VF10, VF14',
      formula: always(agent(destination).matches({ skeleton: 'failed' })).given(
        handled(destination, 'LOGIN_REJECTED'),
      ),
    }),
    claim(`${id}-failure-is-told`, {
      statement: 'A host that cannot take it says so at once to the coordinator of its migration.',
      because:
        'The coordinator waits for an answer, and the other coordinator would abort a sound migration.',
      source: 'VF10, VF14',
      formula: and(
        ...[source, destination].map((host) => {
          const hasFailed = agent(host).matches({ skeleton: 'failed' });
          return G(implies(and(hasFailed, Y(not(hasFailed))), sent(host, coordinator, 'FAILED')));
        }),
      ),
    }),
    claim(`${id}-failed-gives-all-back`, {
      statement: 'At a destination that has failed none of its names is logged in.',
      because: 'The loser of a race for the last port must give back what it got.',
      source: 'FC-04; VF10, VF14',
      formula: never(
        and(
          agent(destination).matches({ skeleton: 'failed' }),
          condition(`${id} is logged in at host2`, (view) =>
            sets.some((set) =>
              namesOf(view, set).some((wwpn) => view.agent('fabric').context.logins[wwpn].includes('host2')),
            ),
          ),
        ),
      ),
    }),
    claim(`${id}-failure-is-discarded`, {
      statement: 'A coordinator that hears of a failure has the destination discard what it has.',
      because: 'A skeleton that is left over holds ports that nobody uses.',
      source: 'VF10',
      formula: always(
        or(sent(coordinator, source, 'DISCARD'), sent(coordinator, destination, 'DISCARD')),
      ).given(handled(coordinator, 'FAILED')),
    }),
    claim(`${id}-hosts-answer-once`, {
      statement: 'No failure, and no answer to an order to discard, is under way twice.',
      because: 'The second would be taken for the answer to the next attempt.',
      source: 'VF10',
      formula: always(
        condition(`${id} is answered once`, ({ link }) =>
          [source, destination].every((host) =>
            (['FAILED', 'DISCARDED'] as const).every((type) => link(host, coordinator).inFlight(type) <= 1),
          ),
        ),
      ),
    }),
    claim(`${id}-release-is-answered`, {
      statement: 'The source says at once that it has let go.',
      because: 'Until then the coordinator cannot take the next order.',
      source: 'FC-02; VF19',
      formula: always(
        or(sent(source, coordinator, 'RELEASED'), sent(destination, coordinator, 'RELEASED')),
      ).given(or(handled(source, 'RELEASE'), handled(destination, 'RELEASE'))),
    }),
    claim(`${id}-login-is-answered`, {
      statement: 'While the destination waits for an answer to a log-in, one is under way.',
      because: 'The fabric refuses what it does not take; it never keeps silent.',
      source: 'FC-04; VF14',
      formula: never(
        and(
          agent(destination).matches({ skeleton: 'attaching' }),
          condition(`no answer to ${id}`, ({ link }) => link('fabric', destination).inFlight() === 0),
        ),
      ),
    }),
    claim(`${id}-may-get-there`, {
      statement: 'Whatever the other one does, it can still be moved to the second host.',
      because: 'Who lost the race once must be able to win it later.',
      source: 'FC-02; VF02, VF14',
      formula: alwaysPossible(isOnSecondHost(vm)),
    }),
    claim(`${id}-gets-there`, {
      statement: 'Asked for again and again, its migration to the second host succeeds at last.',
      because: 'The other one may hold the ports each time when it tries.',
      source: 'FC-02; VF07, VF14',
      expected: 'violated',
      missing: 'as many virtual ports as both need, or turns',
      formula: G(F(isOnSecondHost(vm))),
      fairness: {
        strong: [fair.environment('coordinator', 'MIGRATE'), fair.environment('coordinator2', 'MIGRATE')],
      },
    }),
  ];
}

export const properties = [
  ...virtualMachines.flatMap(claimsAbout),
  claim('ports-are-not-overbooked', {
    statement: 'At the second host no more names are logged in than it has virtual ports.',
    because: 'The driver refuses one more with MAX_VPORT_COUNT.',
    source: 'FC-04; VF14',
    formula: always((view) => loginsAt(view.agent('fabric').context.logins, 'host2') <= VIRTUAL_PORTS),
  }),
  claim('one-port-per-wwpn', {
    statement: 'No port name is logged in from two ports.',
    because: 'Names that two virtual machines share are taken away from one when the other moves.',
    source: 'VF03, VF22',
    formula: always((view) =>
      Object.values(view.agent('fabric').context.logins).every((ports) => ports.length <= 1),
    ),
  }),
  claim('one-of-two-gets-there', {
    statement: 'Asked for again and again, one of the two gets to the second host again and again.',
    because: 'Two that only ever hinder each other would be worse than one that waits.',
    source: 'FC-02; VF07, VF14',
    formula: G(F(or(isOnSecondHost('vm'), isOnSecondHost('vm2')))),
    fairness: {
      strong: [fair.environment('coordinator', 'MIGRATE'), fair.environment('coordinator2', 'MIGRATE')],
    },
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];
