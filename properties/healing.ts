/**
 * What is claimed about healing: that it happens, that it stops at the threshold, and that it leaves the healthy alone.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import {
  CAPACITY,
  type InstanceName,
  instanceNames,
  otherInstance,
  type ServerName,
  serverNames,
} from '../models/healing/cluster.ts';
import { serversInHi } from '../models/healing/fabric-controller.ts';
import { healing } from '../models/healing.ts';

const language = propertiesOf(healing());
const { always, alwaysPossible, and, claim, condition, deadlockFree, F, first, G, implies } = language;
const { fault, handled, never, not, O, or, received, S, sent, sometimes, timeDiverges } = language;
const { W, whenever, Y } = language;

type Letter = View<ReturnType<typeof healing>['agents']>;

const homesOf = ({ agent }: Letter, instance: InstanceName): readonly ServerName[] =>
  serverNames.filter((name) => agent(name).matches('up') && agent(name).context.instances.includes(instance));

const runsOn = (instance: InstanceName, server: ServerName) =>
  condition(`${instance} runs on ${server}`, (view: Letter) => homesOf(view, instance).includes(server));

const runs = (instance: InstanceName) =>
  condition(`${instance} runs`, (view: Letter) => homesOf(view, instance).length > 0);

const domainOf = (view: Letter, server: ServerName): number =>
  view.agent('fabricController').context.faultDomains[server];

const thresholdReached = condition('the HI threshold is reached', ({ agent }: Letter) => {
  const { context } = agent('fabricController');
  return serversInHi(context).length >= context.threshold;
});

const dies = (instance: InstanceName) => (view: Letter) =>
  serverNames.some((name) => view.handled(name, 'FAIL')) &&
  homesOf(view, instance).length === 0 &&
  view.agent('fabricController').context.placement[instance] !== null;

/** Whether no server that is up has room for the instance in a fault domain that the other one does not use. */
const hasNoRoom = (instance: InstanceName) => (view: Letter) => {
  const used = homesOf(view, otherInstance(instance)).map((name) => domainOf(view, name));
  return !serverNames.some(
    (name) =>
      view.agent(name).matches('up') &&
      view.agent(name).context.instances.length < CAPACITY &&
      view.agent('fabricController').context.servers[name] !== 'HI' &&
      !used.includes(domainOf(view, name)),
  );
};

const cut = fault('partition server1 from fabric controller');
const isCutOff = S(not(fault('heal server1 from fabric controller')), cut);

/** The server fails, or it was cut off from the fabric controller, which cannot tell the difference. */
const isLost = (server: ServerName) =>
  server === 'server1' ? or(handled(server, 'FAIL'), O(cut)) : handled(server, 'FAIL');

const deployed = (view: Letter) => serverNames.some((name) => view.sent('fabricController', name, 'DEPLOY'));

const placedOnServerInHi = (view: Letter) =>
  Object.values(view.agent('fabricController').context.placement).some(
    (home) => home !== null && view.agent('fabricController').context.servers[home] === 'HI',
  );

const isDown = (server: ServerName) => language.agent(server).matches('down');

/** It was asked and has not answered, in this round or in the last. */
const countsAsSilent = (server: ServerName) =>
  condition(`${server} counts as silent`, ({ agent }: Letter) => {
    const { servers, unanswered } = agent('fabricController').context;
    const opinion = servers[server];
    return unanswered.includes(server) || (opinion !== 'HI' && opinion > 0);
  });
const isTrusted = (server: ServerName) =>
  condition(
    `${server} is trusted`,
    ({ agent }: Letter) => agent('fabricController').context.servers[server] === 0,
  );
const isReset = (server: ServerName) =>
  handled('fabricController', 'HUMAN_RESET', (reset) => reset.server === server);
const answers = (server: ServerName) =>
  handled('fabricController', 'HEALTH', (health) => health.server === server);

const isPlaced = (instance: InstanceName, server: ServerName) =>
  condition(
    `${instance} is placed on ${server}`,
    ({ agent }: Letter) => agent('fabricController').context.placement[instance] === server,
  );
const hasPlace = (instance: InstanceName) =>
  condition(
    `${instance} has a place`,
    ({ agent }: Letter) => agent('fabricController').context.placement[instance] !== null,
  );
const isInHi = (server: ServerName) =>
  condition(
    `${server} is in HI`,
    ({ agent }: Letter) => agent('fabricController').context.servers[server] === 'HI',
  );
const someoneIsAsked = or(...serverNames.map((server) => sent('fabricController', server, 'PROBE')));

const everyPair = serverNames.flatMap((server) => instanceNames.map((instance) => ({ server, instance })));

const recovery = instanceNames.map((instance, index) =>
  claim(`dead-server-is-healed-${index}`, {
    statement: `When the server of ${instance} dies, and no more than one other in the whole run, the instance runs on another one within 20 minutes, unless there is no room, the HI threshold is reached, or a server cannot be reached.`,
    because:
      'Redeploying what failed is what the fabric controller is for. With a third failure the server that was chosen may die in its turn, and the 20 minutes begin anew.',
    source: 'AZ-09; P46; SupportArticles, "Understand VM reboot": healing usually within 15 minutes',
    formula: whenever(dies(instance))
      .leadsTo(runs(instance))
      .within(minutes(20))
      .unless(or(hasNoRoom(instance), thresholdReached, isCutOff)),
  }),
);

/** The same without any excuse, for the limits. */
export const deadServersAreHealed = instanceNames.map((instance, index) =>
  claim(`every-dead-server-is-healed-${index}`, {
    statement: `When the server of ${instance} dies, the instance runs on another one in the end.`,
    because: 'This is what one would like to hear, and P44 forbids it where many servers die.',
    source: 'AZ-09; P46 against P44',
    expected: 'violated',
    missing: 'fewer servers in HI than the threshold',
    formula: whenever(dies(instance)).leadsTo(runs(instance)),
  }),
);

export const oneCopy = claim('no-instance-runs-twice', {
  statement: 'No role instance runs on two servers at the same time.',
  because: 'Two live copies serve and write under one identity.',
  source: 'AZ-09; P48',
  formula: always((view) => instanceNames.every((instance) => homesOf(view, instance).length <= 1)),
});

export const ownFaultDomains = claim('instances-keep-their-fault-domains', {
  statement: 'Two running instances of a role are in two fault domains, also after healing.',
  because: 'Else one rack takes the whole role down.',
  source: 'AZ-05, AZ-09; P62',
  formula: always((view) => {
    const domains = instanceNames.flatMap((instance) =>
      homesOf(view, instance).map((server) => domainOf(view, server)),
    );
    return new Set(domains).size === domains.length;
  }).given((view) => instanceNames.every((instance) => homesOf(view, instance).length === 1)),
});

const thresholdStopsHealing = claim('threshold-stops-healing', {
  statement: 'From the HI threshold until a human has reset a server, no instance is deployed.',
  because: 'So many servers do not break at once: it is more likely that healing spreads what breaks them.',
  source: 'P44; Microsoft, "Summary of Windows Azure Service Disruption on Feb 29th, 2012"',
  formula: never(deployed).afterUntil(thresholdReached, not(thresholdReached)),
});

const thresholdAlarms = claim('threshold-alarms-a-human', {
  statement: 'Whenever the HI threshold is reached a human is alarmed at once.',
  because: 'Automatic healing has stopped: nobody else will do anything.',
  source: 'P44; Microsoft, "Summary of Windows Azure Service Disruption on Feb 29th, 2012"',
  formula: first(language.emitted('fabricController', 'alarm')).precedes(thresholdReached),
});

const thresholdSparesTheHealthy = claim('threshold-stops-no-healthy-instance', {
  statement: 'At the HI threshold an instance on a healthy server goes on running.',
  because: 'To stop automatic healing is to let things be, not to shut them down.',
  source: 'P45; Microsoft, "Summary of Windows Azure Service Disruption on Feb 29th, 2012"',
  formula: and(
    ...everyPair.map(({ instance, server }) =>
      G(
        implies(
          and(thresholdReached, runsOn(instance, server)),
          W(runsOn(instance, server), or(handled(server, 'FAIL'), not(thresholdReached))),
        ),
      ),
    ),
  ),
});

const resetIsTrusted = claim('reset-server-is-trusted', {
  statement: 'A server that a human has reset has power, and is trusted again.',
  because: 'It was repaired, and the room on it is needed.',
  source: 'AZ-09; P44, P53',
  formula: always(
    and(
      ...serverNames.map((server) => implies(isReset(server), and(not(isDown(server)), isTrusted(server)))),
    ),
  ),
});

const resetDeploysNothing = claim('asks-before-it-heals-again', {
  statement: 'When a human has reset a server, nothing is placed before the servers were asked for a round.',
  because: 'What the fabric controller knows of them is as old as the alarm.',
  source: 'AZ-09; P44',
  formula: always(
    and(...instanceNames.map((instance) => implies(hasPlace(instance), Y(hasPlace(instance))))),
  ).given(handled('fabricController', 'HUMAN_RESET')),
});

const whoAnswersIsTrusted = claim('who-answers-is-trusted', {
  statement: 'A server that answers does not count as silent any more, whatever it runs.',
  because: 'Rounds of silence that add up over the years would fence a sound server.',
  source: 'AZ-09; P46',
  formula: always(and(...serverNames.map((server) => implies(answers(server), isTrusted(server))))),
});

const answersAreCompared = claim('what-is-lacking-is-deployed-again', {
  statement: 'A server that has answered runs what is placed on it.',
  because: 'An order that was lost would else never be said again.',
  source: 'AZ-09; P46',
  formula: always(
    and(
      ...everyPair.map(({ instance, server }) =>
        implies(and(answers(server), isPlaced(instance, server)), runsOn(instance, server)),
      ),
    ),
  ),
});

export const ordersGoToThePlace = claim('orders-go-where-instances-are-placed', {
  statement: 'Only the server on which an instance is placed is told to run it.',
  because: 'On any other nobody would look for it.',
  source: 'AZ-05, AZ-09; P46',
  formula: never((view: Letter) => {
    const { placement } = view.agent('fabricController').context;
    return serverNames.some((name) =>
      view.sent('fabricController', name, 'DEPLOY', ({ instance }) => placement[instance] !== name),
    );
  }),
});

const onlyHiIsReset = claim('only-hi-is-reset', {
  statement: 'Only a server in HI can be reset.',
  because: 'A reset of what nobody has looked at would take a server for sound that is not.',
  source: 'AZ-09; P44',
  formula: always(and(...serverNames.map((server) => implies(isReset(server), Y(isInHi(server)))))),
});

const allCanBePutBack = claim('reset-needs-no-alarm', {
  statement: 'A server in HI can be reset while healing is automatic.',
  because: 'Nobody should have to wait for the HI threshold to repair a server.',
  source: 'AZ-09; P44, P53',
  formula: sometimes(
    and(or(...serverNames.map(isReset)), ...serverNames.map((server) => not(isInHi(server)))),
  ),
});

const asksEveryRound = claim('asks-every-five-minutes', {
  statement: 'While healing is automatic, the servers are asked every five minutes.',
  because: 'How soon a failure is noticed depends on it.',
  source: 'AZ-09; P46',
  formula: G(
    implies(
      someoneIsAsked,
      or(
        F(language.agent('fabricController').matches('thresholdReached'), minutes(5)),
        F(someoneIsAsked, [minutes(5), minutes(5)]),
      ),
    ),
  ),
});

const silentMeansDown = claim('only-who-is-lost-is-silent', {
  statement: 'Only a server that is down, or was cut off, counts as silent.',
  because: 'A server that nobody has asked cannot answer.',
  source: 'AZ-09; P46',
  formula: always(
    and(
      ...serverNames.map((server) =>
        implies(countsAsSilent(server), server === 'server1' ? or(isDown(server), O(cut)) : isDown(server)),
      ),
    ),
  ),
});

export const properties = [
  ...recovery,
  oneCopy,
  ownFaultDomains,
  claim('no-server-is-overcommitted', {
    statement: 'No server runs more instances than it has room for.',
    because: 'Two servers that die at once must not be healed into the same gap.',
    source: 'AZ-05, AZ-09; P47',
    formula: always(({ agent }) =>
      serverNames.every((name) => agent(name).context.instances.length <= CAPACITY),
    ),
  }),
  thresholdStopsHealing,
  thresholdAlarms,
  thresholdSparesTheHealthy,
  claim('healthy-instances-stay', {
    statement: 'An instance stays where it is until its server fails or is cut off.',
    because: 'Healing costs an instance its local data: only what is broken is worth it.',
    source: 'AZ-09; P45, P66',
    formula: and(
      ...everyPair.map(({ instance, server }) =>
        G(implies(runsOn(instance, server), W(runsOn(instance, server), isLost(server)))),
      ),
    ),
  }),
  claim('nothing-is-placed-in-hi', {
    statement: 'No instance is placed on a server that a human is to look at.',
    because: 'It was set to HI because it cannot be trusted.',
    source: 'AZ-05, AZ-09; P44',
    formula: never(placedOnServerInHi),
  }),
  ...serverNames.map((server) =>
    claim(`${server}-comes-back-empty`, {
      statement: `When ${server} is powered on again it runs nothing before it is told to.`,
      because: 'What ran there was healed away, and would run twice.',
      source: 'AZ-16; P49',
      formula: never(or(...instanceNames.map((instance) => runsOn(instance, server)))).afterUntil(
        handled(server, 'POWER_ON'),
        handled(server, 'DEPLOY'),
      ),
    }),
  ),
  claim('cut-server-is-down', {
    statement: 'A server whose power is cut runs nothing, and is down.',
    because: 'The fence is all that makes sure that nothing runs there any more.',
    source: 'AZ-09; P48',
    formula: never(
      or(...serverNames.map((server) => and(handled(server, 'POWER_OFF'), not(isDown(server))))),
    ),
  }),
  claim('power-comes-back-where-it-was-cut', {
    statement: 'Power is restored only to a server that is down.',
    because: 'A reset of what nobody has looked at would take a server for sound that is not.',
    source: 'AZ-09; P44, P49',
    formula: never(
      or(...serverNames.map((server) => and(received(server, 'POWER_ON'), not(handled(server, 'POWER_ON'))))),
    ),
  }),
  resetIsTrusted,
  resetDeploysNothing,
  whoAnswersIsTrusted,
  silentMeansDown,
  answersAreCompared,
  onlyHiIsReset,
  allCanBePutBack,
  asksEveryRound,
  claim('both-can-be-brought-back', {
    statement: 'Whatever has failed, both instances can be brought to run again.',
    because: 'There is always a way out that a human and the fabric controller can take together.',
    source: 'AZ-09; P53',
    formula: alwaysPossible((view) =>
      instanceNames.every((instance) => homesOf(view, instance).length === 1),
    ),
  }),
  claim('no-deadlock', {
    statement: 'The fabric controller always has something to do, or a human has.',
    because: 'A healer that waits for ever heals nothing.',
    source: 'AZ-09',
    formula: deadlockFree(),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];
