/**
 * What is claimed about a migration whose storage is probed while the guest is frozen.
 */
import { type Property, propertiesOf, seconds } from 'redhound';
import { frozenPhase } from '../../models/frozen-phase.ts';
import { saidOnce } from '../said-once.ts';

const language = propertiesOf(frozenPhase());
const { agent, always, alwaysPossible, and, claim, F, fair, first, G, handled, implies, never, not } =
  language;
const { or, sent, timeDiverges, whenever } = language;

const runsAtTarget = agent('target').matches('guestRuns');
const runsSomewhere = or(agent('source').matches('guestRuns'), runsAtTarget);

const probed = handled('target', 'PROBE');
const isReady = agent('target').matches('ready');
const tooSlow = sent('target', 'source', 'PROBE_TOO_SLOW');

const shared = [
  claim('runs-there-when-handed-over', {
    statement: 'The guest does not run at the target before the source has handed it over.',
    because: 'Until then it is the source that may let it run.',
    source: 'FC-02; VF11',
    formula: first(handled('target', 'TAKE_OVER')).precedes(runsAtTarget),
  }),
  claim('said-once', {
    statement: 'Neither host says anything twice.',
    because: 'An answer that comes twice may be taken for one to the next probe.',
    formula: saidOnce(language, [
      ['source', 'target', 'PROBE'],
      ['source', 'target', 'TAKE_OVER'],
      ['target', 'source', 'READY'],
      ['target', 'source', 'PROBE_TOO_SLOW'],
    ]),
  }),
  claim('frozen-for-a-minute-at-most', {
    statement: 'A frozen guest runs again within sixty seconds, here or there.',
    because: 'Longer than that, and its network connections are gone.',
    source: 'FC-02; VF12, VF19; HP Integrity VM release notes',
    formula: whenever(handled('source', 'MIGRATE')).leadsTo(runsSomewhere).within(seconds(60)),
  }),
  claim('one-guest-runs', {
    statement: 'The guest never runs on both hosts.',
    because: 'A target that is ready must not take over when the source has gone on.',
    source: 'FC-02; VF11',
    formula: never(and(agent('source').matches('guestRuns'), runsAtTarget)),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];

const migrationSucceeds = (doubt: Pick<Property, 'missing'> & Partial<Pick<Property, 'expected'>> = {}) => [
  claim('migration-succeeds', {
    statement: 'Each migration that is asked for takes the guest to the target.',
    because: 'In the field it was aborted in the frozen phase, again and again.',
    source: 'FC-02; VF07; HP Integrity VM release notes: 79 s were seen',
    ...doubt,
    formula: whenever(handled('source', 'MIGRATE')).leadsTo(runsAtTarget),
  }),
  claim('persistence-moves-the-guest', {
    statement: 'Whoever asks again and again gets the guest moved.',
    because: 'A slow answer may be a fast one next time, or never.',
    source: 'FC-02; VF07',
    ...doubt,
    formula: whenever(handled('source', 'MIGRATE')).leadsTo(runsAtTarget),
    fairness: { strong: [fair.environment('source', 'MIGRATE')] },
  }),
];

/** Of a storage that answers in time. */
export const fastStorage = [
  ...migrationSucceeds(),
  ...shared,
  claim('probe-takes-its-time', {
    statement: 'The storage answers a probe after ten seconds at least, and twenty at most.',
    because: 'This is what the sixty seconds are made of.',
    source: 'FC-02; VF07',
    formula: G(implies(probed, and(G(not(isReady), seconds(5)), F(isReady, seconds(20))))),
  }),
];

/** Of a storage that may take longer than thirty seconds. */
export const slowStorage = [
  ...migrationSucceeds({ expected: 'violated', missing: 'the storage answers the probe in less than 30 s' }),
  ...shared,
  claim('patience-of-thirty-seconds', {
    statement: 'A target whose storage has not answered for thirty seconds says so then, and not before.',
    because: 'The guest is frozen all the while.',
    source: 'FC-02; VF07; HP Integrity VM release notes',
    formula: G(implies(probed, and(G(not(tooSlow), seconds(25)), F(or(isReady, tooSlow), seconds(30))))),
  }),
  claim('no-answer-at-once', {
    statement: 'No storage answers in the instant in which it is asked.',
    because: 'A probe goes to the storage and back.',
    formula: G(implies(probed, G(not(isReady), seconds(0)))),
  }),
  claim('target-gives-up', {
    statement: 'A target that says that its storage is too slow is free.',
    because: 'It must be able to take the next guest.',
    source: 'FC-02; VF02',
    formula: always(agent('target').matches('free')).given(tooSlow),
  }),
  claim('source-goes-on', {
    statement: 'A source that hears that the storage is too slow lets its guest run again at once.',
    because: 'Nothing is left to wait for.',
    source: 'FC-02; VF12',
    formula: G(
      implies(
        and(
          language.received('source', 'PROBE_TOO_SLOW'),
          language.Y(agent('source').matches('guestFrozen')),
        ),
        agent('source').matches('guestRuns'),
      ),
    ),
  }),
  claim('may-succeed', {
    statement: 'A later migration can always succeed.',
    because: 'An abort leaves the guest where it was and the target free.',
    source: 'FC-02; VF02',
    formula: alwaysPossible(runsAtTarget),
  }),
];
