/**
 * What is claimed about migrations that are asked for again and again, over fabrics that are configured well or not.
 *
 * A claim that needs a well-configured fabric is stated once for each kind: it holds there, and is violated here.
 */
import { type Property, propertiesOf, seconds, type View } from 'redhound';
import { otherHost, otherSet, wwpnsOf } from '../models/migration/wwn.ts';
import { migration } from '../models/migration.ts';
import { claimsCalled } from './migration.ts';

const {
  F,
  G,
  X,
  Y,
  agent,
  alwaysPossible,
  always,
  and,
  claim,
  condition,
  fair,
  handled,
  implies,
  never,
  not,
  or,
  received,
  sent,
  sometimes,
  whenever,
} = propertiesOf(migration());

type Letter = View<ReturnType<typeof migration>['agents']>;

/** What is missing where a claim is expected to be violated. */
type Doubt = Pick<Property, 'missing'> & Partial<Pick<Property, 'expected'>>;
const missing = (assumption: string): Doubt => ({ expected: 'violated', missing: assumption });

const isAsked = handled('coordinator', 'MIGRATE');
const isCommitted = agent('coordinator').matches('releasing');
const isIdle = agent('coordinator').matches('idle');
const isHome = (view: Letter) => view.agent('coordinator').context.home === 'host1';

/** Whether the other set is zoned and masked for every virtual HBA. */
const isMigratable = ({ agent }: Letter) => {
  const { zoned, masked } = agent('fabric').context;
  const other = wwpnsOf(otherSet(agent('vm').context.activeSet));
  return other.every((wwpn) => zoned.includes(wwpn) && masked.includes(wwpn));
};

const everyMigrationCommits = (doubt: Doubt = {}) =>
  claim('every-migration-commits', {
    statement: 'Each migration that is asked for takes the virtual machine to the other host.',
    because: 'A host that is to be emptied must not keep a virtual machine for a reason that shows only now.',
    source: 'FC-02, FC-05; VF07',
    ...doubt,
    formula: whenever(isAsked).leadsTo(isCommitted),
  });

const theWayBackCommits = (doubt: Doubt = {}) =>
  claim('the-way-back-commits', {
    statement: 'A virtual machine that was moved to the second host can be moved back just as well.',
    because: 'There it used set B, back it uses set A again; who has seen one migration succeed trusts both.',
    source: 'FC-05, FC-07; VF08',
    ...doubt,
    formula: whenever(and(isAsked, not(isHome))).leadsTo(isCommitted),
  });

const migrationSettles = claim('migration-settles', {
  statement: 'Each migration that is asked for ends at last, committed or aborted.',
  because: 'While it is open nobody else can move the virtual machine.',
  source: 'VF12, VF19',
  formula: whenever(isAsked).leadsTo(isIdle),
});

const noBlackoutInVain = (doubt: Doubt = {}) =>
  claim('no-blackout-in-vain', {
    statement:
      'A migration that begins while a port name of the other set is not zoned or not masked costs no blackout.',
    because: 'What is missing must be found while the source still runs.',
    source: 'FC-08; VF09',
    ...doubt,
    formula: never(handled('vm', 'PAUSED')).afterUntil(
      and(isAsked, not(isMigratable)),
      or(isIdle, handled('fabric', 'CORRECT_CONFIGURATION')),
    ),
  });

const migrationStaysPossible = (doubt: Doubt = {}) =>
  claim('migration-stays-possible', {
    statement: 'Whatever went wrong before, and whichever migration was aborted, a later one can succeed.',
    because: 'An abort that leaves something behind makes the next attempt fail too, and nobody knows why.',
    source: 'FC-02; VF02, VF08, VF10',
    ...doubt,
    formula: alwaysPossible(isCommitted),
  });

const parentSeesNoGuestLuns = (doubt: Doubt = {}) =>
  claim('parent-sees-no-guest-luns', {
    statement: 'No LUN of the virtual machine appears in the parent partition of a host.',
    because: 'A host that mounts what its guest has mounted destroys it.',
    source: 'FC-01, FC-09; VF20',
    ...doubt,
    formula: never(
      or(
        received('host1', 'LUNS', ({ inParent }) => inParent === true),
        received('host2', 'LUNS', ({ inParent }) => inParent === true),
      ),
    ),
  });

const beginsAtHome = claim('begins-at-home', {
  statement: 'At first the virtual machine runs on the first host, and the second has no copy of it.',
  because: 'It is what every abort must lead back to.',
  source: 'FC-02',
  formula: and(agent('host1').matches('running'), agent('host2').matches('absent')),
});

const hosts = ['host1', 'host2'] as const;

const copiesLogIn = claim('copies-log-in', {
  statement: 'A host that makes a copy of the virtual machine logs in at once.',
  because: 'A copy without ports would be found in the blackout.',
  source: 'FC-06; VF05',
  formula: always(
    and(
      ...hosts.map((host) =>
        implies(
          and(received(host, 'PREPARE'), agent(host).matches('skeleton')),
          sent(host, 'fabric', 'LOGIN'),
        ),
      ),
    ),
  ),
});

type Order = 'PREPARE' | 'CHECK_LUNS' | 'PAUSE' | 'FINAL_PAGES' | 'RESUME' | 'RELEASE' | 'DISCARD';

/** Whether the host by the coordinator's record, or the other one, is told something now. */
const isTold = (whom: 'home' | 'other', order: Order) =>
  condition(`${whom} is told to ${order}`, (view: Letter) => {
    const { home } = view.agent('coordinator').context;
    return view.sent('coordinator', whom === 'home' ? home : otherHost(home), order);
  });

const is = agent('coordinator').matches;
const phases = [
  [is('attaching'), isTold('other', 'PREPARE')],
  [is('checkingLuns'), isTold('other', 'CHECK_LUNS')],
  [is({ blackout: 'pausing' }), isTold('home', 'PAUSE')],
  [is({ blackout: 'handingOver' }), isTold('other', 'FINAL_PAGES')],
  [is('committing'), isTold('other', 'RESUME')],
  [is('releasing'), isTold('other', 'RELEASE')],
  [is('resumingSource'), isTold('home', 'RESUME')],
  [is('discarding'), isTold('other', 'DISCARD')],
] as const;

const eachPhaseIsOrdered = claim('each-phase-is-ordered', {
  statement: 'When a phase of a migration begins, the host that it concerns is told so.',
  because: 'Nobody can do what nobody told it, and the migration would wait a minute for nothing.',
  source: 'FC-07; VF19',
  formula: G(and(...phases.map(([phase, told]) => implies(and(phase, Y(not(phase))), told)))),
});

const cancelIsPassedOn = claim('cancel-is-passed-on', {
  statement: 'When a migration is cancelled, the destination is told at once to discard its copy.',
  because: 'What is left of it blocks the next one.',
  source: 'VF02, VF10',
  formula: always(isTold('other', 'DISCARD')).given(handled('coordinator', 'CANCEL')),
});

const lunsAreAskedForOnceMore = claim('luns-are-asked-for-once-more', {
  statement: 'A destination whose first question shows no LUNs asks a second time.',
  because: 'LUNs that appear late are no reason to abort.',
  source: 'VF19',
  formula: G(
    implies(
      and(
        handled('host2', 'CHECK_LUNS'),
        received('host2', 'LUNS', ({ visible }) => !visible),
      ),
      X(
        F(
          or(
            sent('host2', 'fabric', 'QUERY_LUNS'),
            handled('host2', 'DISCARD'),
            handled('host2', 'LINK_DOWN'),
            handled('host2', 'DIE'),
          ),
          seconds(15),
        ),
      ),
    ),
  ),
});

/** Of hosts that may die, and a destination that takes the names of the source. */
export const ofDyingHosts = [
  eachPhaseIsOrdered,
  cancelIsPassedOn,
  claim('hosts-die-of-faults-only', {
    statement: 'A host is dead only because it died: nothing that the coordinator says kills it.',
    because: 'A host that gives up takes all its other virtual machines with it.',
    source: 'VF13',
    formula: G(
      and(
        ...hosts.map((host) => {
          const isDead = agent(host).matches('dead');
          return implies(and(isDead, Y(not(isDead))), handled(host, 'DIE'));
        }),
      ),
    ),
  }),
  claim('last-pages-are-confirmed', {
    statement: 'A destination that gets the last pages says so.',
    because: 'The virtual machine is paused until it does.',
    source: 'VF12',
    formula: always(
      and(
        ...hosts.map((host) =>
          implies(
            and(received(host, 'FINAL_PAGES'), agent(host).matches({ skeleton: 'ready' })),
            sent(host, 'coordinator', 'PAGES_RECEIVED'),
          ),
        ),
      ),
    ),
  }),
];

/** Of fabrics on which everything is zoned and masked. */
export const zonedProperties = [
  ...claimsCalled(
    'at-most-one-host-runs-it',
    'source-keeps-its-ports',
    'commit-leaves-no-ports',
    'what-is-undone-is-reported',
    'last-answer-ends-it',
    'nothing-is-said-twice',
    'luns-are-answered-once',
    'attached-when-all-is-answered',
    'migrates-when-asked',
    'nothing-before-a-migration',
    'memory-is-copied-first',
    'copying-ends',
  ),
  beginsAtHome,
  everyMigrationCommits(),
  theWayBackCommits(),
  migrationStaysPossible(),
  parentSeesNoGuestLuns(),
  claim('there-and-back', {
    statement: 'Each migration away from the first host is followed by one back to it, if one asks for ever.',
    because: 'A, B, A: two migrations restore the set that the virtual machine began with.',
    source: 'FC-05; VF01, VF08',
    formula: whenever(and(isCommitted, not(isHome))).leadsTo(and(isCommitted, isHome)),
    fairness: { weak: [fair.environment('coordinator', 'MIGRATE')] },
  }),
];

/** Of fabrics on which port names of set B are missing, or any name may get lost while it is not used. */
export const zoningProperties = [
  ...claimsCalled(
    'at-most-one-host-runs-it',
    'running-vm-has-its-paths',
    'source-keeps-its-ports',
    'abort-changes-nothing',
    'blackout-ends',
    'what-is-undone-is-reported',
    'last-answer-ends-it',
    'nothing-is-said-twice',
    'failure-is-reported-once',
    'migrates-when-asked',
    'nothing-before-a-migration',
    'memory-is-copied-first',
    'cancel-aborts',
    'failures-are-heeded',
    'link-failure-is-reported',
    'lun-check-ends',
    'lun-check-is-patient',
    'no-login-without-vm',
  ),
  beginsAtHome,
  lunsAreAskedForOnceMore,
  everyMigrationCommits(
    missing('both sets of every virtual HBA are zoned and masked, and no migration is disturbed'),
  ),
  theWayBackCommits(missing('set A keeps its zones while set B is in use, and no migration is disturbed')),
  migrationSettles,
  noBlackoutInVain(),
  migrationStaysPossible(),
  claim('vm-never-lost', {
    statement: 'However wrong the fabric is, the virtual machine is never lost.',
    because: 'A failed migration is a nuisance, a lost machine is an incident.',
    source: 'FC-08; VF09, VF11',
    formula: always(not(agent('vm').matches('lost'))),
  }),
  claim('persistence-moves-the-machine', {
    statement:
      'Whoever asks again and again, and has the fabric corrected, gets the virtual machine moved again and again.',
    because: 'Aborts must not add up.',
    source: 'FC-02; VF02, VF07, VF10',
    formula: G(F(isCommitted)),
    fairness: {
      strong: [fair.environment('coordinator', 'MIGRATE')],
      weak: [fair.environment('fabric', 'CORRECT_CONFIGURATION')],
    },
  }),
];

/** Of a fabric whose answers come late. */
export const lateAnswersProperties = [
  ...claimsCalled(
    'at-most-one-host-runs-it',
    'source-keeps-its-ports',
    'abort-changes-nothing',
    'commit-leaves-no-ports',
    'what-is-undone-is-reported',
    'last-answer-ends-it',
    'nothing-is-said-twice',
    'failure-is-reported-once',
    'luns-are-answered-once',
    'attached-when-all-is-answered',
    'migrates-when-asked',
    'nothing-before-a-migration',
    'memory-is-copied-first',
    'failures-are-heeded',
    'luns-are-asked-for-again',
    'lun-check-ends',
    'lun-check-is-patient',
    'no-login-without-vm',
  ),
  beginsAtHome,
  cancelIsPassedOn,
  noBlackoutInVain(missing('an answer of the fabric says to which attempt it belongs, or comes at once')),
  migrationSettles,
  migrationStaysPossible(),
];

/** Of a migration that fails in the check of the LUNs, each time. */
const ofAFailingCheck = [
  ...claimsCalled(
    'abort-changes-nothing',
    'what-is-undone-is-reported',
    'last-answer-ends-it',
    'nothing-is-said-twice',
    'failure-is-reported-once',
    'luns-are-answered-once',
    'attached-when-all-is-answered',
    'migrates-when-asked',
    'nothing-before-a-migration',
    'failure-aborts',
    'failures-are-heeded',
    'luns-are-asked-for-at-once',
    'luns-are-asked-for-again',
    'lun-check-ends',
    'lun-check-is-patient',
  ),
  beginsAtHome,
  copiesLogIn,
];

/** Of the field: set B was never zoned, and nobody looks at the fabric. */
export const secondWwpnNotZoned = [
  ...ofAFailingCheck,
  everyMigrationCommits(missing('the inactive set is zoned and masked as well')),
  migrationStaysPossible(missing('the inactive set is zoned and masked as well')),
  migrationSettles,
  noBlackoutInVain(),
  claim('vm-runs-where-it-was', {
    statement: 'The virtual machine goes on on the first host, with set A, whatever is tried.',
    because: 'This is why the fault stays hidden until the first migration.',
    source: 'FC-05; VF08, VF09; IBM HSCLA319: the second WWPN is not zoned',
    formula: always(and(agent('vm').matches('running'), isHome)),
  }),
  claim('a-migration-is-tried', {
    statement: 'Somebody tries.',
    source: 'FC-02; VF07',
    formula: sometimes(agent('coordinator').matches('checkingLuns')),
  }),
];

const ownHbas =
  'the virtual SAN has HBAs of its own, which the host neither boots from nor shares with a cluster';

/** Of the field: the virtual SAN is on the HBAs that the host boots from. */
export const sharedHba = [
  ...ofAFailingCheck,
  everyMigrationCommits(missing(ownHbas)),
  migrationStaysPossible(missing(ownHbas)),
  parentSeesNoGuestLuns(missing(ownHbas)),
  migrationSettles,
  claim('vm-runs-where-it-was', {
    statement: 'The virtual machine goes on on the first host, with set A, whatever is tried.',
    because: 'The attempt must not cost it what it has.',
    source: 'FC-08; VF09',
    formula: always(and(agent('vm').matches('running'), isHome)),
  }),
];
