/**
 * What is claimed about healing: how soon, and how many at a time.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { deployedApplications } from '../../models/incidents/serial-healing/fabric-controller.ts';
import { serialHealing } from '../../models/incidents/serial-healing.ts';

const language = propertiesOf(serialHealing());
const {
  agent,
  always,
  alwaysPossible,
  and,
  claim,
  condition,
  first,
  handled,
  never,
  not,
  O,
  or,
  received,
  sent,
  whenever,
  Y,
} = language;

type Letter = View<ReturnType<typeof serialHealing>['agents']>;

const account = 'Microsoft, "The Windows Azure Malfunction This Weekend" (2009)';

const everyApplication = [...deployedApplications, 'newApp'] as const;

const deploying = ({ agent }: Letter) =>
  everyApplication.filter((name) => agent(name).matches('deploying')).length;

const goesParallel = handled('fabricController', 'GO_PARALLEL');
const app3Waits = condition('app3 waits to be deployed', ({ agent }: Letter) =>
  agent('fabricController').context.queue.includes('app3'),
);

export const healedInTime = deployedApplications.map((name) =>
  claim(`${name}-is-healed-in-20-minutes`, {
    statement: `${name} serves again 20 minutes after its network failed: ten until it is noticed, and ten to deploy it.`,
    because: 'It has one instance: until then it is gone.',
    source: `AZ-09; P46; I6 steps 2 and 3; ${account}`,
    formula: whenever(handled(name, 'NETWORK_FAILS'))
      .leadsTo(agent(name).matches('serving'))
      .within(minutes(20)),
  }),
);

export const requestsGetThrough = claim('request-is-deployed-in-10-minutes', {
  statement: 'What a user asks for is deployed in ten minutes.',
  because: 'Users who see their application down ask for another, and wait behind what is healed.',
  source: `AZ-08; I6 step 3; ${account}`,
  formula: whenever(handled('fabricController', 'REQUEST'))
    .leadsTo(agent('newApp').matches('serving'))
    .within(minutes(10)),
});

export const oneAtATime = claim('one-deployment-at-a-time', {
  statement: 'One deployment is under way at a time, until operators go parallel.',
  because: 'A fault that healing carries along would else meet many servers at once, as on the leap day.',
  source: `P43 against P46; I6 step 3; ${account}`,
  formula: always((view: Letter) => deploying(view) <= 1).given(not(O(goesParallel))),
});

/** How long a request waits at most where three failed applications are before it. */
export const requestsAreDeployedAtLast = claim('request-is-deployed-in-40-minutes', {
  statement: 'What a user asks for is deployed in 40 minutes, also as the last of four in the queue.',
  because: 'Four times ten minutes: slow is not lost.',
  source: `AZ-08; I6 step 3; ${account}`,
  formula: whenever(handled('fabricController', 'REQUEST'))
    .leadsTo(agent('newApp').matches('serving'))
    .within(minutes(40)),
});

/** What upgrades and deployments do, however many are under way at once. */
export const mechanics = [
  claim('only-what-is-down-is-deployed', {
    statement: 'No application that serves is deployed anew.',
    because: 'An upgrade that was done in time needs no healing, and the queue is long enough.',
    source: `AZ-09; P46; I6 step 2; ${account}`,
    formula: never(
      or(...everyApplication.map((name) => and(received(name, 'DEPLOY'), not(handled(name, 'DEPLOY'))))),
    ),
  }),
  claim('upgrade-takes-five-minutes', {
    statement: 'An application is down for five minutes while its server is upgraded.',
    because: 'In this time its network can fail.',
    source: `I6 step 1; ${account}`,
    formula: whenever(handled('app1', 'UPGRADE')).forbids(agent('app1').matches('serving')).for(minutes(5)),
  }),
  claim('deployment-takes-ten-minutes', {
    statement: 'An application that is deployed serves after ten minutes, and not before.',
    because: 'What it takes for one is multiplied by all that wait.',
    source: `AZ-08; I6 step 3; ${account}`,
    formula: whenever(handled('app1', 'DEPLOY')).forbids(agent('app1').matches('serving')).for(minutes(10)),
  }),
  claim('serves-when-asked-for', {
    statement: 'The new application does not serve before a user asked for it.',
    because: 'Else that the request is met would mean nothing.',
    source: `AZ-08; ${account}`,
    formula: first(handled('fabricController', 'REQUEST')).precedes(agent('newApp').matches('serving')),
  }),
  claim('failed-network-takes-it-down', {
    statement: 'An application whose network fails in the upgrade is down until it is deployed anew.',
    because: 'Its server does not come back by itself.',
    source: `I6 step 1; ${account}`,
    formula: never(
      or(
        ...deployedApplications.map((name) =>
          and(handled(name, 'NETWORK_FAILS'), not(agent(name).matches('down'))),
        ),
      ),
    ),
  }),
];

/** What the rules of the day did do. */
export const chain = [
  claim('nothing-is-healed-before-the-upgrade', {
    statement: 'Nothing is deployed anew before the servers were upgraded.',
    because: 'The upgrade met the network fault: neither alone would have.',
    source: `I6 step 1; ${account}`,
    formula: first(handled('fabricController', 'UPGRADE_SERVERS')).precedes(
      or(...deployedApplications.map((name) => sent('fabricController', name, 'DEPLOY'))),
    ),
  }),
  claim('last-is-healed-in-50-minutes', {
    statement:
      'app3 serves again 50 minutes after its network failed, also as the last of four in the queue.',
    because: 'Ten minutes until it is noticed, and four times ten: with a thousand servers it is a week.',
    source: `I6 step 3; ${account}`,
    formula: whenever(handled('app3', 'NETWORK_FAILS'))
      .leadsTo(agent('app3').matches('serving'))
      .within(minutes(50)),
  }),
  claim('parallel-ends-it', {
    statement: 'Ten minutes after operators went parallel, app3 serves, if it was waiting.',
    because: 'This is what ended the outage.',
    source: `I6 step 4; ${account}`,
    formula: whenever(and(goesParallel, Y(app3Waits)))
      .leadsTo(agent('app3').matches('serving'))
      .within(minutes(10)),
  }),
  claim('can-be-healed', {
    statement: 'Whatever has failed, all applications can be brought to serve again.',
    because: 'Slow is not stuck.',
    source: `AZ-09; P53; I6 step 4; ${account}`,
    formula: alwaysPossible(({ agent }: Letter) =>
      deployedApplications.every((name) => agent(name).matches('serving')),
    ),
  }),
];
