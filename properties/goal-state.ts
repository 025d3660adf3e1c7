/**
 * What is claimed about goal states: that they arrive, that only reports of the current one count, and that an update of
 * the guest agent and an upgrade of the guest OS do not undo each other.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { goalState } from '../models/goal-state.ts';

const language = propertiesOf(goalState());
const { agent, alwaysPossible, always, and, claim, condition, emitted, first, G, handled } = language;
const { implies, never, not, O, or, received, recurring, S, sent, timeDiverges, W, whenever, Y } = language;

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

/** Nothing of a kind is on its way from one to another; one thing is. */
const underWay = (from: 'fabricController' | 'hostAgent' | 'guest', to: typeof from, count: 0 | 1) =>
  condition(
    `${count === 0 ? 'nothing is' : 'one thing is'} on its way from ${from} to ${to}`,
    ({ link }: Letter) => link(from, to).inFlight() === count,
  );
const isUp = agent('guest').matches('up');
const comesUp = and(isUp, Y(not(isUp)));
const hasNewAgent = condition(
  'the guest has the new guest agent',
  (view: Letter) => view.agent('guest').context.guestAgent === 'ga2',
);
const isTold = received('guest', 'GOAL_STATE', ({ document }) => document.package === null);
const saysGoal = sent('fabricController', 'hostAgent', 'GOAL_STATE');
const stopsForReimage = and(handled('guest', 'REIMAGE'), agent('guest').matches({ up: 'stopping' }));

/** The goal state that is sent is the one that the fabric controller has. */
const goalIsSent = condition('the new goal state is sent', (view: Letter) => {
  const { incarnation, containerId, imageIncarnation, goal } = view.agent('fabricController').context;
  return view.sent(
    'fabricController',
    'hostAgent',
    'GOAL_STATE',
    ({ document }) =>
      document.incarnation === incarnation &&
      document.containerId === containerId &&
      document.imageIncarnation === imageIncarnation &&
      document.guestOs === goal.guestOs,
  );
});

const newerIsMissed = (view: Letter) =>
  view.received(
    'hostAgent',
    'GOAL_STATE',
    ({ document }) => document.incarnation > view.agent('hostAgent').context.document.incarnation,
  );

const passedOn = (view: Letter) =>
  !view.received(
    'hostAgent',
    'GOAL_STATE',
    ({ document }) => document.incarnation === view.agent('hostAgent').context.document.incarnation,
  ) ||
  view.sent(
    'hostAgent',
    'guest',
    'GOAL_STATE',
    ({ document }) => document.incarnation === view.agent('hostAgent').context.document.incarnation,
  );

/** What goal states and reports do on their way, whichever of them count. */
export const ways = [
  claim('new-goal-is-sent', {
    statement: 'Each new goal is sent to the Host Agent at once, as it is.',
    because: 'An old goal state that is sent in its place brings the instance back.',
    source: `AZ-16; P53; ${wire}`,
    formula: always(goalIsSent).given(newGoal),
  }),
  claim('reimage-is-done', {
    statement: 'When a user asks for a re-image the disk of the guest is written, unless a newer goal comes.',
    because: 'Who asks for it wants rid of what is there, also where no version changes.',
    source: 'AZ-16; P55',
    formula: whenever(handled('fabricController', 'REIMAGE'))
      .leadsTo(agent('guest').matches('writing'))
      .unless(newGoal),
  }),
  claim('goal-is-said-again', {
    statement: 'Until its goal is reached the fabric controller says it again, once in ten minutes.',
    because: 'What is said may get lost on its way.',
    source: 'AZ-16; P53',
    formula: recurring(or(isSettled, saysGoal)).every(minutes(10)),
  }),
  claim('goal-is-not-said-too-often', {
    statement: 'A goal is not said again before ten minutes have passed.',
    because: 'The first one may be on its way still, and each is work for the guest.',
    source: 'AZ-16; P53',
    formula: whenever(saysGoal)
      .forbids(and(saysGoal, not(newGoal)))
      .for(minutes(10)),
  }),
  claim('nothing-settled-without-a-report', {
    statement: 'The fabric controller takes no goal for reached before a report has counted.',
    because: 'What it does not know it must not take for granted.',
    source: 'AZ-20; P54',
    formula: first(counted).precedes(isSettled),
  }),
  claim('connecting-is-answered', {
    statement:
      'A guest agent that connects is given the goal state at once, or a guest with an old image a new one.',
    because: 'A guest that has just come up knows nothing.',
    source: `AZ-16, AZ-18; ${wire}`,
    formula: always(
      and(
        implies(
          and(received('hostAgent', 'CONNECT'), agent('hostAgent').matches('watching')),
          sent('hostAgent', 'guest', 'GOAL_STATE'),
        ),
        implies(
          and(handled('hostAgent', 'CONNECT'), agent('hostAgent').matches('reimaging')),
          sent('hostAgent', 'guest', 'REIMAGE'),
        ),
        implies(comesUp, sent('guest', 'hostAgent', 'CONNECT')),
      ),
    ),
  }),
  claim('newer-goal-is-taken', {
    statement:
      'The Host Agent takes each goal state that is newer than the one it applies, and passes it on while the guest is up.',
    because: 'There is no other way for it to reach the guest.',
    source: `AZ-16; P56; ${wire}`,
    formula: and(
      G(not(newerIsMissed)),
      G(implies(and(received('hostAgent', 'GOAL_STATE'), agent('hostAgent').matches('watching')), passedOn)),
    ),
  }),
  claim('reimage-takes-its-time', {
    statement:
      'A guest that is told to re-image is not up again before fifteen minutes: OnStop, writing, booting.',
    because: 'The role gets the time to stop that it was promised.',
    source: 'AZ-16; P20, P55',
    formula: whenever(stopsForReimage).forbids(comesUp).for(minutes(15)),
  }),
  claim('reimage-ends', {
    statement:
      'A guest that is told to re-image is up again after fifteen minutes, unless it is told so once more.',
    because: 'As long as it lasts the instance serves nobody.',
    source: 'AZ-16; P55',
    formula: whenever(stopsForReimage)
      .leadsTo(comesUp)
      .within(minutes(15))
      .unless(handled('guest', 'REIMAGE')),
  }),
  claim('image-is-booted', {
    statement: 'A guest whose disk was written boots before it is up.',
    because: 'Nothing runs in a guest that has not booted.',
    source: 'AZ-17, AZ-18',
    formula: never(and(isUp, Y(agent('guest').matches('writing')))),
  }),
  claim('update-takes-its-time', {
    statement: 'To install a guest agent takes five minutes.',
    because: 'For so long the role is stopped.',
    source: 'AZ-13; P33',
    formula: whenever(updateBegins).forbids(hasNewAgent).for(minutes(5)),
  }),
  claim('update-ends', {
    statement: 'A guest agent is installed within five minutes, unless the guest goes down.',
    because: 'Meanwhile nobody in the guest looks after the role.',
    source: 'AZ-13; P33',
    formula: whenever(updateBegins).leadsTo(hasNewAgent).within(minutes(5)).unless(isGoingDown),
  }),
  claim('role-takes-its-time', {
    statement:
      'A role is not reported Ready before five minutes after its guest came up or its agent was installed.',
    because: 'It has to start first.',
    source: 'AZ-20; P15',
    formula: whenever(or(comesUp, and(hasNewAgent, Y(not(hasNewAgent)))))
      .forbids(roleReports)
      .for(minutes(5)),
  }),
  claim('role-is-reported', {
    statement:
      'A role whose guest is told its goal state is reported within five minutes, unless the guest goes down or its agent is updated.',
    because: 'The fabric controller waits for it, and says its goal again until it comes.',
    source: `AZ-20; P54; ${wire}`,
    formula: whenever(and(isTold, not(isGoingDown)))
      .leadsTo(roleReports)
      .within(minutes(5))
      .unless(or(isGoingDown, updateBegins)),
  }),
  claim('report-follows-goal-at-once', {
    statement:
      'Where the role was reported, and has not stopped since, each goal state is answered by a report at once.',
    because: 'Nothing has to start, and the fabric controller need not wait.',
    source: `AZ-20; P54; ${wire}`,
    formula: always(roleReports).given(
      and(isTold, not(isGoingDown), Y(S(not(or(updateBegins, isGoingDown)), roleReports)), not(updateBegins)),
    ),
  }),
  claim('reports-name-their-goal', {
    statement: 'Each report names the container and the incarnation of the goal state that it is about.',
    because: 'Else nobody can tell an old one from a new one.',
    source: `AZ-20; P54; ${wire}`,
    formula: never(
      sent(
        'guest',
        'fabricController',
        'HEALTH',
        ({ incarnation, containerId }) => !(incarnation > 0 && containerId > 0),
      ),
    ),
  }),
  claim('nothing-is-said-twice', {
    statement: 'Goal states, orders and reports are each sent once.',
    because: 'What is said twice is done twice.',
    source: `AZ-16, AZ-20; ${wire}`,
    formula: always(
      and(
        ...(
          [
            ['fabricController', 'hostAgent'],
            ['hostAgent', 'guest'],
            ['guest', 'hostAgent'],
            ['guest', 'fabricController'],
          ] as const
        ).map(([from, to]) =>
          implies(Y(underWay(from, to, 0)), or(underWay(from, to, 0), underWay(from, to, 1))),
        ),
      ),
    ),
  }),
];

export const properties = [
  ...ways,
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
