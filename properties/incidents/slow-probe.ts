/**
 * What is claimed about a migration whose storage is probed while the guest is frozen.
 */
import { type Property, propertiesOf, seconds } from 'redhound';
import { frozenPhase } from '../../models/frozen-phase.ts';

const { agent, alwaysPossible, and, claim, fair, handled, never, or, timeDiverges, whenever } = propertiesOf(
  frozenPhase(),
);

const runsAtTarget = agent('target').matches('guestRuns');
const runsSomewhere = or(agent('source').matches('guestRuns'), runsAtTarget);

const shared = [
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
export const fastStorage = [...migrationSucceeds(), ...shared];

/** Of a storage that may take longer than thirty seconds. */
export const slowStorage = [
  ...migrationSucceeds({ expected: 'violated', missing: 'the storage answers the probe in less than 30 s' }),
  ...shared,
  claim('may-succeed', {
    statement: 'A later migration can always succeed.',
    because: 'An abort leaves the guest where it was and the target free.',
    source: 'FC-02; VF02',
    formula: alwaysPossible(runsAtTarget),
  }),
];
