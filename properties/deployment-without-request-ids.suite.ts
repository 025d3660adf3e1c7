/**
 * RDFE without a memory of the requests that it has had. The claim fails here, and holds in the deployment suite.
 */
import { agent, defineSuite, minutes, propertiesOf } from 'redhound';
import { type AnyActorRef, enqueueActions } from 'xstate';
import { freeHosts } from '../models/azure/datacenter.ts';
import { fabricController } from '../models/azure/fabric-controller.ts';
import { ffe } from '../models/azure/ffe.ts';
import { hostAgent } from '../models/azure/host-agent.ts';
import { managementTool } from '../models/azure/management-tool.ts';
import { rdfe } from '../models/azure/rdfe.ts';
import { blog, type DeploymentParameters, deployment, shop } from '../models/deployment.ts';
import { changedState, doneTwice } from './changed-machine.ts';
import { properties, records } from './deployment.ts';

const nothing = () => {};

const forgetful = rdfe.provide({ guards: { isKnown: () => false } });

const withoutMemory = (changed: Partial<DeploymentParameters> = {}) =>
  deployment({ deaths: 0, submissions: [shop], rdfe: forgetful, ...changed });

/** The same with another portal. */
const withPortal = (portal: typeof managementTool) => {
  const system = withoutMemory();
  return {
    ...system,
    agents: { ...system.agents, portal: agent(portal, { input: { name: 'portal', submission: shop } }) },
  };
};

/**
 * Without a memory no request has an end that could be told, a pool may refuse what has been deployed meanwhile, and no
 * host dies here.
 */
const needMemory = [
  'running-means-running',
  'refused-leaves-nothing',
  'deployment-ends',
  'dead-host-is-healed',
  'tool-is-answered',
  'front-end-acts-at-once',
];

const language = propertiesOf(deployment());
const { and, claim, condition, G, implies, never, or, received, sent, Y } = language;

const pools = ['dublinController', 'amsterdamController', 'chicagoController'] as const;
const tools = [
  ['portal', 'shop'],
  ['visualStudio', 'blog'],
] as const;

/** What is left of the claims that need a memory: each request is dealt with, though anew each time. */
const eachTime = [
  claim('request-is-noted-and-answered', {
    statement: 'RDFE takes note of each request, and answers it at once.',
    because: 'The user looks at the tool, and the tool asks RDFE.',
    source: 'AZ-02; P02',
    formula: and(
      ...tools.map(([tool, service]) =>
        G(
          implies(
            received('rdfe', 'CREATE', (request) => request.tool === tool),
            and(
              sent('rdfe', tool, 'STATUS'),
              condition(
                `RDFE has an operation for ${service}`,
                (view) => view.agent('rdfe').context.operations[service] !== undefined,
              ),
            ),
          ),
        ),
      ),
    ),
  }),
  claim('request-goes-to-one-pool-or-none', {
    statement: 'FFE does not refuse a request that it sends to a pool at the same moment.',
    because: 'The user is told that there is no room, and pays for what runs all the same.',
    source: 'AZ-03, AZ-05; P03',
    formula: never(
      and(
        or(...pools.map((controller) => sent('ffe', controller, 'DEPLOY'))),
        sent('ffe', 'rdfe', 'RESULT', ({ status }) => status === 'refused'),
      ),
    ),
  }),
  claim('pool-refuses-what-it-cannot-take', {
    statement: 'A pool that has fewer free hosts than a service needs refuses it at once.',
    because: 'FFE tries the next pool only when this one has said no.',
    source: 'AZ-05, AZ-08; P47',
    formula: and(
      ...pools.flatMap((controller) =>
        [shop, blog].map(({ service, instances }) => {
          const tooFew = condition(`${controller} has fewer than ${instances} free hosts`, (view) => {
            const { hosts, placements } = view.agent(controller).context;
            return freeHosts(hosts, placements).length < instances;
          });
          const ordered = received(controller, 'DEPLOY', (order) => order.service === service);
          return G(implies(and(ordered, Y(tooFew)), sent(controller, 'ffe', 'NO_ROOM')));
        }),
      ),
    ),
  }),
];

export default defineSuite({
  name: 'deployment-without-request-ids',
  description: 'An answer is lost, the user’s tool asks again, and the service is deployed twice.',
  system: withoutMemory(),
  properties: [...properties, ...records, ...eachTime]
    .filter(({ id }) => !needMemory.includes(id))
    .map((property) =>
      property.id === 'one-deployment-per-request'
        ? {
            ...property,
            expected: 'violated' as const,
            missing: 'requests that are told apart, so that one which is asked twice is done once',
          }
        : property,
    ),
  search: { runs: 1_000, maxSteps: 120 },
  variants: [
    {
      name: 'portal-asks-once',
      because: 'The portal submits, and waits for an answer that may be lost.',
      system: withPortal(changedState(managementTool, 'waiting', { after: {} })),
      breaks: ['portal-asks-again'],
    },
    {
      name: 'portal-in-a-hurry',
      because: 'The portal asks twice as often as it should.',
      system: withPortal(managementTool.provide({ delays: { period: minutes(2.5) } })),
      breaks: ['portal-does-not-hurry'],
    },
    {
      name: 'any-answer-will-do',
      because: 'The portal takes the first answer for good news.',
      system: withPortal(managementTool.provide({ guards: { runs: () => true } })),
      breaks: ['tool-believes-what-it-is-told'],
    },
    {
      name: 'affinity-group-not-passed-on',
      because: 'RDFE passes on to FFE only what names a geo location.',
      system: withoutMemory({
        rdfe: forgetful.provide({
          actions: {
            passOn: enqueueActions(({ enqueue, event, system }) => {
              if (event.type !== 'CREATE' || !('geoLocation' in event.submission.place)) return;
              const front: AnyActorRef = system.get('ffe');
              enqueue.sendTo(front, { type: 'CREATE', submission: event.submission });
            }),
          },
        }),
      }),
      breaks: ['complete-request-is-passed-on'],
    },
    {
      name: 'result-not-noted',
      because: 'RDFE takes no note of what FFE tells it.',
      system: withoutMemory({ rdfe: forgetful.provide({ actions: { noteResult: nothing } }) }),
      breaks: ['result-is-kept'],
    },
    {
      name: 'start-not-noted',
      because: 'The fabric controller takes no note of an instance that has started.',
      system: withoutMemory({
        fabricController: fabricController.provide({ actions: { noteStarted: nothing } }),
      }),
      breaks: ['records-agree'],
    },
    {
      name: 'availability-not-noted',
      because: 'FFE takes no note of what the fabric controllers report.',
      system: withoutMemory({ ffe: ffe.provide({ actions: { noteAvailability: nothing } }) }),
      breaks: ['ffe-knows-what-is-free'],
    },
    {
      name: 'slow-hosts',
      because: 'A host needs ten minutes for its root partition, and ten for images.',
      system: withoutMemory({
        hostAgent: hostAgent.provide({ delays: { build: minutes(10), fetch: minutes(10) } }),
      }),
      breaks: ['root-partition-takes-five-minutes', 'instance-takes-ten-minutes'],
    },
    {
      name: 'answers-nothing',
      because: 'RDFE answers no request.',
      system: withoutMemory({ rdfe: forgetful.provide({ actions: { answer: nothing } }) }),
      breaks: ['request-is-noted-and-answered'],
    },
    {
      name: 'notes-nothing',
      because: 'RDFE takes no note of a request.',
      system: withoutMemory({ rdfe: forgetful.provide({ actions: { begin: nothing } }) }),
      breaks: ['request-is-noted-and-answered'],
    },
    {
      name: 'passed-on-twice',
      because: 'RDFE passes each request on twice.',
      system: withoutMemory({ rdfe: doneTwice(forgetful, 'passOn') }),
      breaks: ['request-goes-to-one-pool-or-none'],
    },
    {
      name: 'never-full',
      because: 'A fabric controller that has no room does not say so.',
      system: withoutMemory({
        fabricController: fabricController.provide({ guards: { hasRoom: () => true } }),
      }),
      breaks: ['pool-refuses-what-it-cannot-take'],
    },
    {
      name: 'answers-twice',
      because: 'RDFE sends each answer twice.',
      system: withoutMemory({ rdfe: doneTwice(forgetful, 'answer') }),
      breaks: ['nothing-is-said-twice'],
    },
  ],
});
