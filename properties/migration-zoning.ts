/**
 * What is claimed about migrations that are asked for again and again, over fabrics that are configured well or not.
 *
 * A claim that needs a well-configured fabric is stated once for each kind: it holds there, and is violated here.
 */
import { type Property, propertiesOf, type View } from 'redhound';
import { otherSet, wwpnsOf } from '../models/migration/wwn.ts';
import { migration } from '../models/migration.ts';

const {
  F,
  G,
  agent,
  alwaysPossible,
  always,
  and,
  claim,
  fair,
  handled,
  never,
  not,
  or,
  received,
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

/** Of fabrics on which everything is zoned and masked. */
export const zonedProperties = [
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
  noBlackoutInVain(missing('an answer of the fabric says to which attempt it belongs, or comes at once')),
  migrationSettles,
  migrationStaysPossible(),
];

/** Of the field: set B was never zoned, and nobody looks at the fabric. */
export const secondWwpnNotZoned = [
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
