/**
 * What is claimed about goal states: that they arrive, that only reports of the current one count, and that an update of
 * the guest agent and an upgrade of the guest OS do not undo each other.
 */
import { propertiesOf, type View } from 'redhound';
import { goalState } from '../models/goal-state.ts';

const language = propertiesOf(goalState());
const { agent, alwaysPossible, always, and, claim, condition, emitted, first, G, handled } = language;
const { implies, never, O, or, sent, timeDiverges, W, whenever } = language;

type Letter = View<ReturnType<typeof goalState>['agents']>;

const isSettled = agent('fabricController').matches('settled');
const isGoingDown = agent('guest').hasTag('going down');
const counted = emitted('fabricController', 'counted');
const updateBegins = emitted('guest', 'update begins');
const roleReports = sent('guest', 'fabricController', 'HEALTH');

const newGoal = or(
  handled('fabricController', 'UPDATE_GUEST_AGENT'),
  handled('fabricController', 'UPGRADE_GUEST_OS'),
  handled('fabricController', 'REIMAGE'),
);

/** The guest has the guest OS and the guest agent that it should have. */
const hasGoal = condition('guest OS and guest agent are those of the goal', (view: Letter) => {
  const { goal } = view.agent('fabricController').context;
  const { guestOs, guestAgent } = view.agent('guest').context;
  return goal.guestOs === guestOs && goal.guestAgent === guestAgent;
});

const hasBoth = condition('the guest has both new versions', (view: Letter) => {
  const { guestOs, guestAgent } = view.agent('guest').context;
  return guestOs === 'os2' && guestAgent === 'ga2';
});

const staleReportCounts = (view: Letter) => {
  const { incarnation, containerId } = view.agent('fabricController').context;
  return (
    view.emitted('fabricController', 'counted') &&
    view.received(
      'fabricController',
      'HEALTH',
      (report) => report.incarnation !== incarnation || report.containerId !== containerId,
    )
  );
};

const incarnations = [1, 2, 3, 4] as const;
const applies = (least: number) =>
  condition(
    `the Host Agent applies incarnation ${least} or later`,
    (view: Letter) => view.agent('hostAgent').context.document.incarnation >= least,
  );

const wire = 'wire protocol of the public guest agents';

export const goalArrives = claim('goal-is-reached', {
  statement:
    'After every new goal the guest comes to have it, and the fabric controller to know, unless a newer goal comes.',
  because: 'To drive each instance to its goal state is what the fabric controller is for.',
  source: 'AZ-08, AZ-16; P53',
  formula: whenever(newGoal).leadsTo(and(isSettled, hasGoal)).unless(newGoal),
});

export const onlyCurrentReportsCount = claim('only-current-reports-count', {
  statement: 'A report counts only if it echoes the current container and the current incarnation.',
  because: 'Else word of what was takes the place of word of what is.',
  source: `AZ-20; P54; ${wire}`,
  formula: never(staleReportCounts),
});

export const noReadyFromBefore = claim('nothing-from-before-a-reimage-counts', {
  statement:
    'From the moment the guest is down to be re-imaged until its role has started again, the fabric controller does not take the instance for Ready.',
  because: 'A report that was under way speaks of a machine that is no more.',
  source: 'AZ-20; P55; SupportArticles, "Role instance restarts caused by Azure VM OS upgrades"',
  formula: never(counted).afterUntil(agent('guest').matches('writing'), roleReports),
});

export const recordAgrees = claim('record-agrees-with-guest', {
  statement:
    'Where the fabric controller takes the goal for reached, the guest has both its guest OS and its guest agent.',
  because: 'Its record is all that it decides by, and nobody looks into the guest again.',
  source: 'AZ-14, AZ-16; P63; goal state that carries a guest agent package',
  formula: always(hasGoal).given(isSettled),
});

export const bothUpdatesArrive = claim('upgrade-keeps-the-agent-update', {
  statement:
    'Where an upgrade of the guest OS comes while the guest agent is being replaced, or later, the instance ends with both new versions, and the fabric controller knows.',
  because:
    'The image of the guest OS brings the old guest agent back: the two are decoupled only if somebody sees to it.',
  source: 'AZ-14; P63; goal state that carries a guest agent package',
  formula: whenever(and(handled('fabricController', 'UPGRADE_GUEST_OS'), O(updateBegins)))
    .leadsTo(and(isSettled, hasBoth))
    .unless(handled('fabricController', 'REIMAGE')),
});

export const properties = [
  goalArrives,
  onlyCurrentReportsCount,
  noReadyFromBefore,
  recordAgrees,
  bothUpdatesArrive,
  claim('incarnation-never-decreases', {
    statement: 'The Host Agent never goes back to an earlier incarnation of the goal state.',
    because: 'A goal state that was overtaken on its way would undo the one that overtook it.',
    source: `AZ-16; P56; ${wire}`,
    formula: and(...incarnations.map((least) => G(implies(applies(least), G(applies(least)))))),
  }),
  claim('guest-agent-update-restarts-nothing', {
    statement:
      'The guest does not go down before it crashed, or somebody asked for another guest OS or a re-image.',
    because: 'An update of the guest agent is decoupled from the guest OS: it stops the role, no more.',
    source: 'AZ-13, AZ-14; P32, P33',
    formula: first(
      or(
        handled('guest', 'CRASH'),
        handled('fabricController', 'UPGRADE_GUEST_OS'),
        handled('fabricController', 'REIMAGE'),
      ),
    ).precedes(isGoingDown),
  }),
  claim('guest-agent-update-keeps-the-guest-os', {
    statement: 'The guest OS has the old version until an upgrade of it was asked for.',
    because: 'Who updates the guest agent has tested it with the guest OS that is there.',
    source: 'AZ-14; P33',
    formula: W(
      (view: Letter) => view.agent('guest').context.guestOs === 'os1',
      handled('fabricController', 'UPGRADE_GUEST_OS'),
    ),
  }),
  claim('no-update-into-a-reimage', {
    statement: 'The guest agent is not updated while the guest is going down, re-imaged or booting.',
    because: 'What is installed then is half installed, or gone with the image.',
    source: 'AZ-13, AZ-14; P64',
    formula: never(and(updateBegins, isGoingDown)),
  }),
  claim('can-always-settle', {
    statement: 'Whatever is lost and whatever crashes, the instance can come to its goal.',
    because: 'The goal state is said again and again, so that nothing is lost for good.',
    source: 'AZ-16; P53',
    formula: alwaysPossible((view: Letter) => view.agent('fabricController').matches('settled')),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];
