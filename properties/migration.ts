/**
 * What is claimed about live migration over virtual Fibre Channel.
 */
import { minutes, propertiesOf, seconds, type View } from 'redhound';
import { seesLuns } from '../models/migration/fc-fabric.ts';
import { everyWwpn, otherHost, otherSet, type WwnSet, wwpnsOf } from '../models/migration/wwn.ts';
import { migration } from '../models/migration.ts';

const {
  G,
  U,
  W,
  agent,
  always,
  alwaysPossible,
  and,
  claim,
  condition,
  deadlockFree,
  first,
  handled,
  implies,
  never,
  not,
  or,
  received,
  sent,
  sometimes,
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

/** Of each host, since each is a destination in its turn. */
const hosts = ['host1', 'host2'] as const;
const ofSomeHost = (condition: (host: 'host1' | 'host2') => (view: Letter) => boolean) => {
  const [one, other] = hosts.map(condition);
  return (view: Letter) => one!(view) || other!(view);
};
const isDead = (host: 'host1' | 'host2') => (view: Letter) => view.agent(host).matches('dead');
const someHostIsDead = ofSomeHost(isDead);
const commands = ['PREPARE', 'CHECK_LUNS', 'FINAL_PAGES', 'PAUSE', 'RESUME', 'RELEASE', 'DISCARD'] as const;

const hostWasAsked = condition(
  'a host was asked',
  ofSomeHost((host) => (view) => commands.some((type) => view.sent('coordinator', host, type))),
);
const isToldToDiscard = (host: 'host1' | 'host2') => (view: Letter) =>
  view.sent('coordinator', host, 'DISCARD');
const askedToPrepare = ofSomeHost((host) => (view) => view.sent('coordinator', host, 'PREPARE'));
const isAtAnEnd = (view: Letter) => isIdle(view) && vmRuns(view);
const hasCommitted = (view: Letter) =>
  isAtAnEnd(view) && view.agent('coordinator').context.outcome === 'committed';
const isWithoutLogins = (host: 'host1' | 'host2') => (view: Letter) =>
  Object.values(view.agent('fabric').context.logins).every((ports) => !ports.includes(host));
const whoeverHasNoVmIsLoggedOut = (view: Letter) =>
  hosts.every((host) => {
    const { matches } = view.agent(host);
    const mayBeLoggedIn = !matches('absent') && !matches('dead') && !matches({ skeleton: 'failed' });
    return mayBeLoggedIn || isWithoutLogins(host)(view);
  });
const isConfigured = ({ agent }: Letter) => {
  const { zoned, masked } = agent('fabric').context;
  return zoned.length + masked.length === 2 * everyWwpn.length;
};
const noCopyIsLeft = ({ agent }: Letter) => {
  const { matches } = agent(otherHost(agent('coordinator').context.home));
  return matches('absent') || matches('dead');
};

/** But for failures: a link may fail where the copy has failed before. */
const reports = [
  'ATTACHED',
  'LUNS_VISIBLE',
  'PAGES_RECEIVED',
  'PAUSED',
  'RESUMED',
  'RELEASED',
  'DISCARDED',
] as const;
const nothingIsSaidTwice = ({ link }: Letter) =>
  hosts.every(
    (host) =>
      commands.every((type) => link('coordinator', host).inFlight(type) <= 1) &&
      reports.every((type) => link(host, 'coordinator').inFlight(type) <= 1),
  ) && link('coordinator', 'vm').inFlight('GIVEN_UP') <= 1;

const cancelled = handled('coordinator', 'CANCEL');
const migrationAsked = handled('coordinator', 'MIGRATE');
const nothingReported = condition(
  'nothing is reported',
  ({ link }) => link('host2', 'coordinator').inFlight() === 0,
);
const cannotReachLuns = and(
  received('host2', 'LUNS', ({ visible }) => !visible),
  agent('host2').matches({ skeleton: 'checkingLuns' }),
);
const noLoginIsUnanswered = condition(
  'no login is unanswered',
  ({ link }) => link('fabric', 'host2').inFlight('LOGIN_ACCEPTED') === 0,
);
const lunsChecked = handled('host2', 'CHECK_LUNS');
const destinationIsCalledOff = condition('destination is called off', ({ handled: heard }) =>
  (['DISCARD', 'LINK_DOWN', 'DIE'] as const).some((type) => heard('host2', type)),
);
const failureReported = sent('host2', 'coordinator', 'FAILED');

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
      'Until the first move to the second host has connected every virtual HBA there with set B, the first host releases no connection, unless it dies.',
    because:
      'This is what the second set of port names is for; of later moves `source-keeps-its-ports` speaks.',
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
  claim('commit-leaves-no-ports', {
    statement:
      'After a committed migration the source has neither copy nor port left, and the record says where the virtual machine is.',
    because: 'The way back needs the set that the source had.',
    source: 'VF01, VF05',
    formula: always(isAsBefore).given(hasCommitted),
  }),
  claim('what-is-undone-is-reported', {
    statement: 'A host that discards or releases its copy says so at once.',
    because: 'Else the coordinator waits a minute for it, and the next migration waits with it.',
    source: 'VF02, VF19',
    formula: never(
      condition(
        'a host undoes something and does not say so',
        ofSomeHost(
          (host) => (view) =>
            (view.handled(host, 'RELEASE') && !view.sent(host, 'coordinator', 'RELEASED')) ||
            (view.received(host, 'DISCARD') &&
              view.agent(host).matches('absent') &&
              !view.sent(host, 'coordinator', 'DISCARDED')),
        ),
      ),
    ),
  }),
  claim('refusal-is-reported', {
    statement: 'A host that is to prepare, and makes no copy, reports at once that it failed.',
    because: 'Else the coordinator waits a minute for a host that will do nothing.',
    source: 'VF14, VF21',
    formula: always(
      and(
        ...hosts.map((host) =>
          implies(
            and(received(host, 'PREPARE'), agent(host).matches('absent')),
            sent(host, 'coordinator', 'FAILED'),
          ),
        ),
      ),
    ),
  }),
  claim('last-answer-ends-it', {
    statement: 'When the last host has released or discarded its copy, the migration is over at once.',
    because: 'While it is open nobody else can move or heal the virtual machine.',
    source: 'VF19',
    formula: always(
      and(
        implies(received('coordinator', 'RELEASED'), not(agent('coordinator').matches('releasing'))),
        implies(
          received('coordinator', 'DISCARDED'),
          not(or(agent('coordinator').matches('discarding'), agent('coordinator').matches('abandoning'))),
        ),
      ),
    ),
  }),
  claim('nothing-is-said-twice', {
    statement: 'No command and no answer is under way twice.',
    because: 'What comes a second time is taken for the answer to the next question.',
    source: 'VF19',
    formula: always(condition('nothing is said twice', nothingIsSaidTwice)),
  }),
  claim('failure-is-reported-once', {
    statement: 'A failure is reported once, as long as no link fails too.',
    because: 'What comes a second time is taken for the answer to the next question.',
    source: 'VF19',
    formula: and(
      ...hosts.map((host) =>
        W(
          condition(
            `${host} reports one failure`,
            ({ link }) => link(host, 'coordinator').inFlight('FAILED') <= 1,
          ),
          received(host, 'LINK_DOWN'),
        ),
      ),
    ),
  }),
  claim('luns-are-answered-once', {
    statement: 'In the first attempt the fabric answers each question for LUNs once.',
    because: 'The second answer would be one to a question that was not asked yet.',
    source: 'VF06, VF19',
    formula: W(
      condition(
        'one answer about LUNs under way',
        ({ link }) => link('fabric', 'host2').inFlight('LUNS') <= 1,
      ),
      destinationIsCalledOff,
    ),
  }),
  claim('death-takes-the-vm', {
    statement: 'The virtual machine learns at once of a host that dies.',
    because: 'It dies with the host that runs it, and only the Fabric Controller could notice that later.',
    source: 'VF13',
    formula: always(
      and(...hosts.map((host) => implies(handled(host, 'DIE'), sent(host, 'vm', 'HOST_DIED')))),
    ),
  }),
  claim('a-minute-to-answer', {
    statement: 'A host has a minute to answer before it is taken for dead.',
    because: 'A destination may wait half a minute for its LUNs.',
    source: 'VF19',
    formula: whenever(hostWasAsked).forbids(handled('coordinator', 'NO_ANSWER')).for(minutes(1)),
  }),
  claim('migrates-when-asked', {
    statement: 'A host is told to prepare only when somebody asked for a migration.',
    because: 'A migration that nobody asked for takes ports and bandwidth, and a pause of the machine.',
    source: 'FC-02',
    formula: always(migrationAsked).given(condition('told to prepare', askedToPrepare)),
  }),
  claim('nothing-before-a-migration', {
    statement: 'Before the first migration is asked for, the virtual machine runs and nobody does anything.',
    because: 'It is the state that every abort must lead back to.',
    source: 'FC-02',
    formula: first(migrationAsked).precedes(or(not(isIdle), agent('vm').matches('paused'))),
  }),
  claim('memory-is-copied-first', {
    statement: 'The blackout begins after two passes over the memory of half a minute each, and not before.',
    because: 'What was not copied is copied while the virtual machine is paused.',
    source: 'VF09, VF12',
    formula: whenever(handled('coordinator', 'LUNS_VISIBLE'))
      .forbids(agent('coordinator').matches('blackout'))
      .for(minutes(1)),
  }),
  claim('copying-ends', {
    statement: 'A migration that is not called off gets to the blackout after two passes over the memory.',
    because: 'Passes without end cost bandwidth, and the virtual machine stays where it was.',
    source: 'VF09, VF12',
    formula: whenever(handled('coordinator', 'LUNS_VISIBLE'))
      .leadsTo(agent('coordinator').matches('blackout'))
      .within(minutes(1))
      .unless(or(cancelled, handled('coordinator', 'FAILED'))),
  }),
  claim('cancel-aborts', {
    statement: 'A migration that is cancelled is over within a minute, and the next one may begin.',
    because: 'Up to the blackout the operator may think again.',
    source: 'VF02, VF10',
    formula: whenever(cancelled).leadsTo(isIdle).within(minutes(1)),
  }),
  claim('cancel-while-attaching', {
    statement: 'A migration can be cancelled while the destination attaches.',
    because: 'Until the commit everything can be undone.',
    source: 'VF02',
    formula: sometimes(and(cancelled, agent('host2').matches({ skeleton: 'attaching' }))),
  }),
  claim('cancel-while-checking', {
    statement: 'A migration can be cancelled while the destination looks for its LUNs.',
    because: 'Until the commit everything can be undone.',
    source: 'VF02',
    formula: sometimes(and(cancelled, agent('host2').matches({ skeleton: 'checkingLuns' }))),
  }),
  claim('cancel-while-copying', {
    statement: 'A migration can be cancelled while memory is copied.',
    because: 'Until the commit everything can be undone.',
    source: 'VF02',
    formula: sometimes(and(cancelled, nothingReported, agent('host2').matches({ skeleton: 'ready' }))),
  }),
  claim('failure-aborts', {
    statement: 'A destination that fails before the commit ends the migration within two minutes.',
    because: 'There is nothing to wait for, and the source has what it needs.',
    source: 'VF09, VF12',
    formula: whenever(handled('coordinator', 'FAILED')).leadsTo(isSettled).within(minutes(2)),
  }),
  claim('failures-are-heeded', {
    statement: 'A failure ends whatever phase it is reported in, but for the pausing of the source.',
    because: 'What goes on with a destination that has failed costs the virtual machine a longer pause.',
    source: 'VF09, VF12',
    formula: always(
      not(
        or(
          agent('coordinator').matches('attaching'),
          agent('coordinator').matches('checkingLuns'),
          agent('coordinator').matches('copying'),
          agent('coordinator').matches({ blackout: 'handingOver' }),
          agent('coordinator').matches('committing'),
        ),
      ),
    ).given(received('coordinator', 'FAILED')),
  }),
  claim('link-failure-is-reported', {
    statement: 'A destination whose link fails reports it at once.',
    because: 'The source would copy memory to a host that cannot take the virtual machine.',
    source: 'VF09',
    formula: always(failureReported).given(received('host2', 'LINK_DOWN')),
  }),
  claim('luns-are-asked-for-at-once', {
    statement: 'A destination that is to check its LUNs asks the fabric for them at once.',
    because: 'The half minute is for LUNs that appear late, not for the question.',
    source: 'VF06, VF19',
    formula: always(sent('host2', 'fabric', 'QUERY_LUNS')).given(lunsChecked),
  }),
  claim('luns-are-asked-for-again', {
    statement: 'A destination that does not see its LUNs asks again after fifteen seconds.',
    because: 'LUNs that appear late are no reason to abort.',
    source: 'VF19',
    formula: whenever(cannotReachLuns)
      .leadsTo(sent('host2', 'fabric', 'QUERY_LUNS'))
      .within(seconds(15))
      .unless(or(destinationIsCalledOff, failureReported)),
  }),
  claim('lun-check-ends', {
    statement: 'A destination says within half a minute whether it sees its LUNs.',
    because: 'The coordinator waits for it, and takes it for dead after a minute.',
    source: 'VF19',
    formula: whenever(lunsChecked)
      .leadsTo(or(sent('host2', 'coordinator', 'LUNS_VISIBLE'), failureReported))
      .within(seconds(30))
      .unless(destinationIsCalledOff),
  }),
  claim('lun-check-is-patient', {
    statement:
      'A destination gives its LUNs more than fifteen seconds to appear, unless its link fails meanwhile.',
    because: 'Storage that has just been told of a new port name takes a while.',
    source: 'VF19',
    formula: G(
      implies(
        lunsChecked,
        not(U(not(destinationIsCalledOff), and(failureReported, not(destinationIsCalledOff)), seconds(15))),
      ),
    ),
  }),
  claim('silence-is-no-proof', {
    statement:
      'A destination that does not answer is told to discard its copy, and the virtual machine is told when it is given up.',
    because: 'Who is silent may be slow, and the coordinator cannot see that a host is dead.',
    source: 'VF10, VF11',
    formula: always(
      and(
        condition('a host is told to discard', ofSomeHost(isToldToDiscard)),
        or(not(agent('coordinator').matches('abandoning')), sent('coordinator', 'vm', 'GIVEN_UP')),
      ),
    ).given(
      and(
        handled('coordinator', 'NO_ANSWER'),
        or(agent('coordinator').matches('discarding'), agent('coordinator').matches('abandoning')),
      ),
    ),
  }),
  claim('attached-when-all-is-answered', {
    statement:
      'A destination says that it is attached when the fabric has answered for every virtual HBA, as long as no attempt was called off.',
    because: 'A login that is refused after that would be found in the blackout.',
    source: 'VF06, VF21',
    formula: W(
      implies(sent('host2', 'coordinator', 'ATTACHED'), noLoginIsUnanswered),
      or(cancelled, handled('host2', 'DISCARD')),
    ),
  }),
  claim('too-few-ports-are-refused', {
    statement: 'A host with fewer virtual ports left than the virtual machine has HBAs makes no copy of it.',
    because: 'One HBA without a port is one disk that is missing.',
    source: 'VF14, VF21',
    formula: always(not(agent('host2').matches('skeleton'))).given(
      condition('too few ports', (view) => {
        const { npivPorts, party } = view.agent('host2').context;
        return npivPorts < party.virtualHbas.length;
      }),
    ),
  }),
  claim('no-login-without-vm', {
    statement: 'A host that has no copy, has failed as a destination or is dead is logged in nowhere.',
    because: 'A stale login blocks the port name for whoever comes next.',
    source: 'VF03, VF10, VF18',
    formula: always(whoeverHasNoVmIsLoggedOut),
  }),
  claim('fabric-can-be-put-right', {
    statement: 'What is wrong in zoning and masking can always be corrected.',
    because: 'A migration that failed for it should succeed afterwards.',
    source: 'VF07, VF08',
    formula: alwaysPossible(isConfigured),
  }),
  claim('lost-only-with-a-host', {
    statement: 'The virtual machine is lost only where a host died.',
    because: 'Whatever else fails, source or destination can run it.',
    source: 'VF11, VF12',
    formula: always(someHostIsDead).given(vmLost),
  }),
  claim('given-up-when-lost', {
    statement: 'The coordinator gives up for good only a virtual machine that is lost.',
    because: 'Who is given up and runs can never be migrated again.',
    source: 'VF11',
    formula: whenever(agent('coordinator').matches('lost')).leadsTo(vmLost).within(0),
  }),
  claim('given-up-is-not-migrated', {
    statement: 'A virtual machine that was given up is not migrated.',
    because: 'Only a cold restart is safe.',
    source: 'VF13',
    formula: never(migrationAsked).after(handled('vm', 'GIVEN_UP')),
  }),
  claim('no-copy-of-the-lost', {
    statement: 'When the coordinator has given up, the destination has no copy of the virtual machine left.',
    because: 'A half-made copy is of no use, and its ports are.',
    source: 'VF10, VF13',
    formula: always(noCopyIsLeft).given(agent('coordinator').matches('lost')),
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

/** Some of them, for suites of other fabrics and other troubles. */
export const claimsCalled = (...ids: readonly string[]) => properties.filter(({ id }) => ids.includes(id));

/** Mutants in which a host reports twice that its link failed, by the state of its copy. */
export const secondReportsIn = (...states: readonly string[]) =>
  Object.fromEntries(
    states.map((state) => [
      `duplicate-message:host1:{"skeleton":${state}}:LINK_DOWN`,
      'A failure that is reported twice is heeded once: the second report comes before DISCARDED, and nobody waits for it.',
    ]),
  );

/** States of a copy while the fabric is asked, and while it is not. */
export const whileAsking = ['"attaching"', '{"checkingLuns":"asking"}'];
export const betweenAnswers = ['"attached"', '"ready"', '"failed"'];
/** Where LUNs are not visible at once. */
export const whileWaiting = '{"checkingLuns":"waiting"}';

/** The mutant in which a right configuration can be corrected. */
export const secondCorrection = {
  'drop-guard:fabric:CORRECT_CONFIGURATION':
    'What is right is corrected once more: nothing changes, but that nobody corrects it a second time.',
};
