/**
 * What is claimed about a virtual machine that is started again after the death of its host.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { coldRestart } from '../models/cold-restart.ts';
import { everyWwpn, wwpnsOf } from '../models/migration/wwn.ts';

const { agent, always, claim, condition, deadlockFree, fair, handled, sent, timeDiverges, whenever } =
  propertiesOf(coldRestart());

type Letter = View<ReturnType<typeof coldRestart>['agents']>;

const hostDied = handled('cluster', 'HOST_DIED');
const wasRefused = handled('cluster', 'REFUSED');
const runsAgain = agent('host2').matches('running');

const isLoggedIn = ({ agent }: Letter) => {
  const { logins } = agent('fabric').context;
  return wwpnsOf(agent('host2').context.set).every((wwpn) => logins[wwpn].includes('host2'));
};
const leavesNothingBehind = ({ agent }: Letter) =>
  everyWwpn.every((wwpn) => !agent('fabric').context.logins[wwpn].includes('host2'));
const hasOnePortEach = ({ agent }: Letter) =>
  everyWwpn.every((wwpn) => agent('fabric').context.logins[wwpn].length <= 1);

const isSaidOnce = condition('no order and no answer is under way twice', ({ link }) => {
  const names = wwpnsOf('A').length;
  const answers = link('fabric', 'host2');
  const reports = link('host2', 'cluster');
  return (
    link('cluster', 'host2').inFlight('START') <= 1 &&
    reports.inFlight('STARTED') + reports.inFlight('REFUSED') <= 1 &&
    answers.inFlight('LOGIN_ACCEPTED') + answers.inFlight('LOGIN_REJECTED') <= names
  );
});

const restarted = {
  statement: 'After the death of its host the virtual machine runs on the second host at last.',
  because: 'A cold restart is all that is left for it.',
  source: 'FC-05, FC-06; VF18',
  formula: whenever(hostDied).leadsTo(runsAgain),
} as const;

const runningMeansLoggedIn = claim('running-means-logged-in', {
  statement: 'Where the virtual machine runs, all its virtual HBAs are logged in.',
  because: 'A machine without its disks does not boot.',
  source: 'FC-06; VF04',
  formula: always(isLoggedIn).given(runsAgain),
});

const firstAttemptAtOnce = claim('first-attempt-at-once', {
  statement: 'When its host dies, the virtual machine is ordered to start on the other at once.',
  because: 'A pause before the first attempt is downtime for nothing.',
  source: 'FC-05; VF18',
  formula: always(sent('cluster', 'host2', 'START')).given(hostDied),
});

const learnsAtOnce = claim('cluster-learns-at-once', {
  statement: 'When the virtual machine runs, the cluster knows at the same instant.',
  because: 'One that does not know would start it a second time, some day.',
  source: 'VF18',
  formula: whenever(runsAgain).leadsTo(agent('cluster').matches('onSecondHost')).within(0),
});

const nothingTwice = claim('nothing-is-said-twice', {
  statement: 'There is one order and one answer at a time, and one of each for a name that logs in.',
  because: 'A second order or answer would be believed later on.',
  source: 'ours',
  formula: always(isSaidOnce),
});

const refusalsLeaveNothing = claim('refusals-leave-nothing', {
  statement: 'Between two attempts nothing of the virtual machine is logged in at the second host.',
  because: 'One name of a refused set that stays would refuse the next attempt too.',
  source: 'VF10, VF18',
  formula: always(leavesNothingBehind).given(agent('cluster').matches('refused')),
});

const waitsAMinute = claim('refused-start-waits-a-minute', {
  statement: 'After a refusal the cluster waits for a minute before it tries again.',
  because: 'A fabric that is asked without pause has no time to forget the dead host.',
  source: 'VF18',
  formula: whenever(wasRefused)
    .forbids(sent('cluster', 'host2', 'START'))
    .for(minutes(1)),
});

const triesAgain = claim('refused-start-is-tried-again', {
  statement: 'A start that was refused is tried again after a minute.',
  because: 'Until then the virtual machine is gone.',
  source: 'FC-05; VF18',
  formula: whenever(wasRefused)
    .leadsTo(sent('cluster', 'host2', 'START'))
    .within(minutes(1)),
});

/** Of a cluster that tries the other set after a refusal. */
export const properties = [
  claim('restarted-within-a-minute', {
    ...restarted,
    statement: 'A minute after the death of its host the virtual machine runs on the second host.',
    formula: whenever(hostDied).leadsTo(runsAgain).within(minutes(1)),
  }),
  runningMeansLoggedIn,
  refusalsLeaveNothing,
  claim('one-port-per-wwpn', {
    statement: 'No port name is logged in from two ports.',
    because: 'The dead host may not be as dead as it seems.',
    source: 'VF03',
    formula: always(hasOnePortEach),
  }),
  firstAttemptAtOnce,
  learnsAtOnce,
  nothingTwice,
  waitsAMinute,
  triesAgain,
  claim('no-deadlock', {
    statement: 'Cluster and host never wait for each other for ever.',
    source: 'VF18',
    formula: deadlockFree(
      ({ agent }) => agent('host2').matches('running') || agent('cluster').matches('onFirstHost'),
    ),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];

/** Of a cluster that always takes the same set, and of switches of either policy. */
export const sameSetProperties = [
  claim('restarted', {
    ...restarted,
    expected: 'violated',
    missing: 'the fabric ages the login of the dead host out, or the other set is tried',
  }),
  claim('restarted-once-aged-out', {
    ...restarted,
    statement:
      'After the death of its host the virtual machine runs again, if its old login is aged out at last.',
    fairness: { weak: [fair.environment('fabric', 'LOGOUT')] },
  }),
  claim('one-port-per-wwpn', {
    statement: 'No port name is logged in from two ports.',
    because: 'The dead host may not be as dead as it seems.',
    source: 'VF03',
    expected: 'violated',
    missing: 'no login of a dead host is left, or the switch refuses names in use',
    formula: always(hasOnePortEach),
  }),
  runningMeansLoggedIn,
  firstAttemptAtOnce,
  learnsAtOnce,
  refusalsLeaveNothing,
  nothingTwice,
  waitsAMinute,
  triesAgain,
];
