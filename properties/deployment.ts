/**
 * What is claimed about deployments: who commands whom, where instances are placed, and what the user is told.
 */
import { type Formula, minutes, propertiesOf, type View } from 'redhound';
import { allows, freeHosts, isSpread } from '../models/azure/datacenter.ts';
import type { OperationStatus } from '../models/azure/management-tool.ts';
import { blog, deployment, shop } from '../models/deployment.ts';
import { saidOnce } from './said-once.ts';

const {
  agent,
  always,
  and,
  claim,
  condition,
  F,
  fair,
  G,
  handled,
  implies,
  never,
  not,
  O,
  or,
  received,
  recurring,
  sent,
  timeDiverges,
  whenever,
  Y,
} = propertiesOf(deployment());

type Letter = View<ReturnType<typeof deployment>['agents']>;

const hostsOf = {
  dublinController: ['dublin1', 'dublin2', 'dublin3'],
  amsterdamController: ['amsterdam1', 'amsterdam2'],
  chicagoController: ['chicago1', 'chicago2', 'chicago3', 'chicago4'],
} as const;
type Controller = keyof typeof hostsOf;
type HostName = (typeof hostsOf)[Controller][number];
const controllers: readonly Controller[] = ['dublinController', 'amsterdamController', 'chicagoController'];
const hosts: readonly HostName[] = controllers.flatMap((controller) => [...hostsOf[controller]]);
const anyHost = (of: (host: HostName) => Formula) => or(...hosts.map(of));

const placementsOf = (view: Letter, service: string) =>
  controllers.flatMap((name) =>
    view.agent(name).context.placements.filter((placement) => placement.service === service),
  );
const hasGuest = (view: Letter, host: HostName, service: string) =>
  view.agent(host).matches('guest') && view.agent(host).context.service === service;

const hostDied = condition('a host has died', (view) =>
  hosts.some((host) => view.agent(host).matches('dead')),
);
const isEnded = (tool: 'portal' | 'visualStudio') =>
  or(agent(tool).matches('running'), agent(tool).matches('refused'));

/** The user's request, RDFE, FFE and the fabric controller, each after the one before. */
const asked = (name: string) =>
  O(
    and(
      received('ffe', 'CREATE', ({ submission }) => submission.service === name),
      O(received('rdfe', 'CREATE', ({ submission }) => submission.service === name)),
    ),
  );
const askedFor = { shop: asked('shop'), blog: asked('blog') } as const;
const commanded = (controller: Controller, name: 'shop' | 'blog') =>
  O(
    and(
      received(controller, 'DEPLOY', ({ service }) => service === name),
      askedFor[name],
    ),
  );

/** All instances of the shop stand in two fault domains. */
const shopIsSpread = condition('the shop is spread over fault domains', (view) =>
  controllers.every((name) => {
    const { hosts, placements } = view.agent(name).context;
    return isSpread(
      hosts,
      placements.filter(({ service }) => service === 'shop'),
    );
  }),
);

const countRunning = (view: Letter, service: string) =>
  hosts.filter((host) => hasGuest(view, host, service) && view.agent(host).matches({ guest: 'running' }))
    .length;

/** A service that has run in this pool has fewer instances than it should. */
const lacksInstance = (view: Letter, controller: Controller) => {
  const { placements, complete } = view.agent(controller).context;
  return complete.some(
    (name) =>
      placements.filter(({ service }) => service === name).length < (name === 'shop' ? shop : blog).instances,
  );
};

/** Each instance has started on a host that lives, and none is missing where a host is free. */
const isHealed = condition('what can be healed is healed', (view) => {
  const { hosts, placements } = view.agent('dublinController').context;
  const lives = (name: string) => hosts.some((host) => host.name === name && host.state !== 'dead');
  const missing = lacksInstance(view, 'dublinController');
  return (
    placements.every(({ host, state }) => state === 'started' && lives(host)) &&
    (!missing || freeHosts(hosts, placements).length === 0)
  );
});

const answersArrive = { strong: [fair.deliveries('rdfe', 'portal')] };
const deploymentEnds = whenever(received('rdfe', 'CREATE', ({ tool }) => tool === 'portal')).leadsTo(
  isEnded('portal'),
);

const tools = ['portal', 'visualStudio'] as const;
type Tool = (typeof tools)[number];
const eachTool = (of: (tool: Tool) => Formula) => and(...tools.map(of));

const serviceOf = { portal: 'shop', visualStudio: 'blog' } as const;
const statusIs = (tool: Tool, status: 'inProgress' | 'running' | 'refused' | undefined) =>
  condition(
    `for RDFE ${serviceOf[tool]} is ${status ?? 'unknown'}`,
    (view: Letter) => view.agent('rdfe').context.operations[serviceOf[tool]] === status,
  );
const told = (tool: Tool, status: 'inProgress' | 'running' | 'refused') =>
  sent('rdfe', tool, 'STATUS', (answer) => answer.status === status);
const isEnd = ({ status }: { status: OperationStatus }) => status !== 'inProgress';
const hears = (tool: Tool, status: 'running' | 'refused') =>
  received(tool, 'STATUS', (answer) => answer.status === status);
const asks = (tool: Tool) => received('rdfe', 'CREATE', (request) => request.tool === tool);

/** It asks for a deployment, and has handed over all that one needs. */
const asksForAll = (tool: Tool) =>
  received(
    'rdfe',
    'CREATE',
    ({ tool: asking, submission: { cspkg, cscfg } }) => asking === tool && cspkg && cscfg,
  );

const stateOf = (view: Letter, host: HostName) =>
  view.agent(controllerOf(host)).context.hosts.find(({ name }) => name === host)?.state;
const placementOn = (view: Letter, host: HostName) =>
  view.agent(controllerOf(host)).context.placements.find((placement) => placement.host === host);

/** What the controller knows of a host is right. */
const recordAgrees = (view: Letter, host: HostName) => {
  const { matches, context } = view.agent(host);
  const state = stateOf(view, host);
  const placement = placementOn(view, host);
  if (matches('dead')) return state === 'dead' && placement === undefined;
  if (matches('bare')) return state === 'bare' && placement === undefined;
  if (matches('building')) return state === 'building' && placement?.state !== 'ordered';
  if (state !== 'ready') return false;
  if (matches('ready')) return placement === undefined;
  return (
    placement?.service === context.service &&
    placement.index === context.index &&
    placement.state === (matches({ guest: 'running' }) ? 'started' : 'ordered')
  );
};

/** What everybody knows of what he has to do with, and what he says. */
export const records = [
  claim('tool-is-answered', {
    statement: 'Each request of a user’s tool is answered at once with what RDFE knows of it.',
    because: 'The tool asks until it hears that the service runs or is refused.',
    source: 'AZ-02; P02',
    formula: eachTool((tool) =>
      G(
        implies(
          asks(tool),
          or(
            and(Y(statusIs(tool, undefined)), asksForAll(tool), told(tool, 'inProgress')),
            and(statusIs(tool, 'inProgress'), told(tool, 'inProgress')),
            and(statusIs(tool, 'running'), told(tool, 'running')),
            and(statusIs(tool, 'refused'), told(tool, 'refused')),
          ),
        ),
      ),
    ),
  }),
  claim('portal-asks-again', {
    statement: 'The portal asks once in five minutes until it has heard of the end.',
    because: 'An answer may be lost, and nobody else tells it.',
    source: 'AZ-02; P02',
    formula: recurring(or(isEnded('portal'), sent('portal', 'rdfe', 'CREATE'))).every(minutes(5)),
  }),
  claim('portal-does-not-hurry', {
    statement: 'The portal does not ask again before five minutes have passed.',
    because: 'Who asks without pause keeps RDFE from its work.',
    source: 'AZ-02; P02',
    formula: whenever(sent('portal', 'rdfe', 'CREATE'))
      .forbids(sent('portal', 'rdfe', 'CREATE'))
      .for(minutes(5)),
  }),
  claim('complete-request-is-passed-on', {
    statement: 'A new request that is complete is passed on to FFE at once, and one that is not is refused.',
    because: 'RDFE remembers that it has had it, so nobody passes it on later.',
    source: 'AZ-01, AZ-02, AZ-03; P01, P02',
    formula: eachTool((tool) =>
      G(
        implies(
          and(asks(tool), Y(statusIs(tool, undefined))),
          or(
            statusIs(tool, 'refused'),
            sent('rdfe', 'ffe', 'CREATE', ({ submission }) => submission.service === serviceOf[tool]),
          ),
        ),
      ),
    ),
  }),
  claim('tools-ask-at-first', {
    statement: 'The user’s tools hand their requests over at the beginning.',
    because: 'The user has pressed the button, and waits.',
    source: 'AZ-01; P01',
    formula: eachTool((tool) => sent(tool, 'rdfe', 'CREATE')),
  }),
  claim('tool-believes-what-it-is-told', {
    statement:
      'A user’s tool takes a service for running, or for refused, when RDFE says so and not before, and asks no more then.',
    because: 'The user goes by what the tool shows.',
    source: 'AZ-02; P02',
    formula: and(
      G(({ agent, received, sent }: Letter) =>
        tools.every((tool) => {
          const isWaiting = agent(tool).matches('waiting');
          return isWaiting ? !received(tool, 'STATUS', isEnd) : !sent(tool, 'rdfe', 'CREATE');
        }),
      ),
      eachTool((tool) =>
        and(
          ...(['running', 'refused'] as const).map((end) =>
            G(implies(agent(tool).matches(end), O(hears(tool, end)))),
          ),
        ),
      ),
    ),
  }),
  claim('front-end-acts-at-once', {
    statement:
      'FFE answers each request, and each refusal of a pool, with a command to a pool or with a refusal of its own; when a service runs it says so.',
    because: 'It has no clock: what it does not do at once it never does.',
    source: 'AZ-03, AZ-04, AZ-05; P03',
    formula: G(
      and(
        implies(
          or(received('ffe', 'CREATE'), received('ffe', 'NO_ROOM')),
          or(
            ...controllers.map((controller) => sent('ffe', controller, 'DEPLOY')),
            sent('ffe', 'rdfe', 'RESULT', ({ status }) => status === 'refused'),
          ),
        ),
        implies(
          received('ffe', 'DEPLOYED'),
          sent('ffe', 'rdfe', 'RESULT', ({ status }) => status === 'running'),
        ),
      ),
    ),
  }),
  claim('result-is-kept', {
    statement: 'RDFE keeps each result that FFE tells it.',
    because: 'The user’s tool learns it with its next request only.',
    source: 'AZ-02, AZ-03',
    formula: always((view) =>
      (['shop', 'blog'] as const).every((name) =>
        (['running', 'refused'] as const).every(
          (status) =>
            !view.received(
              'rdfe',
              'RESULT',
              (result) => result.service === name && result.status === status,
            ) || view.agent('rdfe').context.operations[name] === status,
        ),
      ),
    ),
  }),
  claim('records-agree', {
    statement:
      'Where nothing is on its way between a host and its fabric controller, the record of the host and of its instance is right.',
    because: 'The fabric controller places, heals and frees by its record.',
    source: 'AZ-08, AZ-09, AZ-10, AZ-20; P46, P47',
    formula: always((view) =>
      hosts.every(
        (host) =>
          view.link(host, controllerOf(host)).inFlight() > 0 ||
          view.link(controllerOf(host), host).inFlight() > 0 ||
          recordAgrees(view, host),
      ),
    ),
  }),
  claim('ffe-knows-what-is-free', {
    statement: 'Where nothing is on its way to FFE, it knows how many hosts of each pool are free.',
    because: 'It chooses the pool by that.',
    source: 'AZ-05',
    formula: always((view) =>
      controllers.every((controller) => {
        const { pool, hosts, placements } = view.agent(controller).context;
        return (
          view.link(controller, 'ffe').inFlight() > 0 ||
          view.agent('ffe').context.available[pool] === freeHosts(hosts, placements).length
        );
      }),
    ),
  }),
  claim('root-partition-takes-five-minutes', {
    statement:
      'The first host, like all of its make, has a Host Agent five minutes after it was told to build its root partition, unless it dies.',
    because: 'The instance that is to run there waits for it.',
    source: 'AZ-10, AZ-11',
    formula: G(
      implies(
        handled('dublin1', 'BUILD_ROOT_PARTITION'),
        and(
          G(not(sent('dublin1', 'dublinController', 'HOST_AGENT_READY')), minutes(0)),
          F(
            or(agent('dublin1').matches('dead'), sent('dublin1', 'dublinController', 'HOST_AGENT_READY')),
            minutes(5),
          ),
        ),
      ),
    ),
  }),
  claim('instance-takes-ten-minutes', {
    statement:
      'On the first host, as on all of its make, an instance runs ten minutes after it was ordered, unless that is taken back: five to fetch it, five to boot.',
    because: 'The user waits for it.',
    source: 'AZ-06, AZ-07',
    formula: G(
      implies(
        handled('dublin1', 'START_INSTANCE'),
        and(
          G(not(sent('dublin1', 'dublinController', 'INSTANCE_STARTED')), minutes(5)),
          F(
            or(
              not(agent('dublin1').matches('guest')),
              sent('dublin1', 'dublinController', 'INSTANCE_STARTED'),
            ),
            minutes(10),
          ),
        ),
      ),
    ),
  }),
  claim('nothing-is-said-twice', {
    statement: 'Between user’s tools, RDFE, fabric controllers and hosts everything is sent once.',
    because: 'An order that comes twice may be done twice.',
    source: 'AZ-02, AZ-08; P02',
    formula: and(
      G(
        ({ link }) =>
          tools.every((tool) => link(tool, 'rdfe').inFlight() <= 1 && link('rdfe', tool).inFlight() <= 1) &&
          hosts.every((host) => {
            const controller = controllerOf(host);
            return (
              link(host, controller).inFlight('HOST_AGENT_READY') <= 1 &&
              link(host, controller).inFlight('INSTANCE_STARTED') <= 1 &&
              link(host, controller).inFlight('HOST_DIED') <= 1 &&
              link(controller, host).inFlight('BUILD_ROOT_PARTITION') <= 1 &&
              link(controller, host).inFlight('START_INSTANCE') <= 1 &&
              link(controller, host).inFlight('REMOVE_INSTANCE') <= 1
            );
          }) &&
          controllers.every(
            (controller) =>
              link('ffe', controller).inFlight() <= 2 &&
              link(controller, 'ffe').inFlight('DEPLOYED') <= 2 &&
              link(controller, 'ffe').inFlight('NO_ROOM') <= 2,
          ),
      ),
      saidOnce(
        propertiesOf(deployment()),
        controllers.map((controller) => [controller, 'ffe', 'AVAILABLE'] as const),
      ),
    ),
  }),
];

export const properties = [
  claim('chain-of-command', {
    statement:
      'A guest is created only after the user’s tool asked RDFE, RDFE asked FFE, and FFE commanded the fabric controller of its host.',
    because: 'What starts by itself belongs to nobody, and nobody will stop it.',
    source: 'AZ-02, AZ-03, AZ-04, AZ-08; P01',
    formula: always(
      and(
        ...controllers.flatMap((controller) =>
          (['shop', 'blog'] as const).map((name) =>
            or(
              commanded(controller, name),
              condition(
                `no guest of ${controller} runs ${name}`,
                (view) => !hostsOf[controller].some((host) => hasGuest(view, host, name)),
              ),
            ),
          ),
        ),
      ),
    ),
  }),
  claim('host-agent-first', {
    statement:
      'An instance is ordered from a host only after its root partition, with a Host Agent, was built.',
    because: 'There is nobody to create a guest before.',
    source: 'AZ-10, AZ-11',
    formula: never(
      anyHost((host) =>
        and(received(host, 'START_INSTANCE'), not(O(sent(host, controllerOf(host), 'HOST_AGENT_READY')))),
      ),
    ),
  }),
  claim('one-instance-per-host', {
    statement: 'No instance is ordered from a host that has one, or has no Host Agent yet.',
    because: 'A host has room for one; the second would take its memory.',
    source: 'AZ-06, AZ-07; P47',
    formula: never(
      anyHost((host) => and(received(host, 'START_INSTANCE'), not(handled(host, 'START_INSTANCE')))),
    ),
  }),
  claim('one-deployment-per-request', {
    statement: 'A service never has more instances than were asked for, and each of them once.',
    because: 'An answer may be lost, and the user’s tool then asks again.',
    source: 'AZ-02; P02',
    formula: always((view) =>
      [shop, blog].every(({ service, instances }) => {
        const indexes = placementsOf(view, service).map(({ index }) => index);
        return indexes.length <= instances && new Set(indexes).size === indexes.length;
      }),
    ),
  }),
  claim('placed-where-it-may-be', {
    statement:
      'Each guest stands in a pool that the affinity group or geo location of its service allows, after healing too.',
    because: 'Data must not leave its region, and an affinity group is there for short ways.',
    source: 'AZ-05; P03',
    formula: always((view) =>
      controllers.every((name) => {
        const pool = view.agent('ffe').context.pools.find(({ controller }) => controller === name);
        return [shop, blog].every(
          (submission) =>
            (pool !== undefined && allows(submission, pool)) ||
            !hostsOf[name].some((host) => hasGuest(view, host, submission.service)),
        );
      }),
    ),
  }),
  claim('pool-has-room', {
    statement: 'FFE sends a service only to a pool that has reported as many free hosts as it has instances.',
    because: 'A pool that is full can but refuse, and the user waits.',
    source: 'AZ-05',
    formula: always((view) =>
      view
        .agent('ffe')
        .context.pools.every(({ name, controller }) =>
          [shop, blog].every(
            ({ service, instances }) =>
              !view.sent('ffe', controller as Controller, 'DEPLOY', (order) => order.service === service) ||
              (view.agent('ffe').context.available[name] ?? 0) >= instances,
          ),
        ),
    ),
  }),
  claim('spread-over-fault-domains', {
    statement: 'As long as no host has died, the two instances of the shop stand in two fault domains.',
    because: 'A rack that fails must not take a service with it.',
    source: 'AZ-05, AZ-08; P62',
    formula: always(shopIsSpread).given(not(hostDied)),
  }),
  claim('spread-over-update-domains', {
    statement: 'The two instances of the shop are never in one update domain.',
    because: 'An update takes one update domain down at a time.',
    source: 'AZ-08; P62',
    formula: always((view) => {
      const updateDomains = placementsOf(view, 'shop').map(({ updateDomain }) => updateDomain);
      return new Set(updateDomains).size === updateDomains.length;
    }),
  }),
  claim('incomplete-is-refused', {
    statement: 'A submission without its .cspkg or its .cscfg never gets past RDFE.',
    because: 'A deployment needs both, and nothing more.',
    source: 'AZ-01; P01',
    formula: never(sent('rdfe', 'ffe', 'CREATE', ({ submission }) => !submission.cspkg || !submission.cscfg)),
  }),
  claim('running-means-running', {
    statement:
      'When the user is told that the service runs, all its instances run, unless a host died meanwhile.',
    because: 'That is what the user waited for.',
    source: 'AZ-01',
    formula: always((view) => countRunning(view, 'shop') === shop.instances).given(
      and(
        handled('portal', 'STATUS', ({ status }) => status === 'running'),
        not(hostDied),
      ),
    ),
  }),
  claim('refused-leaves-nothing', {
    statement: 'When a service is refused no host is kept for it.',
    because: 'Capacity that nobody uses and nobody frees is lost.',
    source: 'AZ-06; P47',
    formula: always((view) => placementsOf(view, 'shop').length === 0).given(
      agent('portal').matches('refused'),
    ),
  }),
  claim('deployment-ends', {
    statement: 'Each submission ends: the service runs, or is refused.',
    because: 'The user need not move a finger, but wants to know.',
    source: 'AZ-01, AZ-08',
    formula: deploymentEnds,
    fairness: answersArrive,
  }),
  claim('dead-host-is-healed', {
    statement: 'When a host has died its instance is started on another one, as long as one is free.',
    because: 'Redeploying what has failed is the fabric controller’s work, not the user’s.',
    source: 'AZ-09; P46',
    formula: whenever(handled('dublinController', 'HOST_DIED')).leadsTo(isHealed),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];

/** Of a pool in which more than one host dies. */
export const afterDeaths = [
  claim('missing-instance-is-placed', {
    statement: 'Where a service that has run lacks an instance, no host of its pool is free.',
    because: 'An instance for which there was no room when its host died is not to be forgotten for that.',
    source: 'AZ-09; P46',
    formula: always((view) =>
      controllers.every((name) => {
        const { hosts, placements } = view.agent(name).context;
        return !lacksInstance(view, name) || freeHosts(hosts, placements).length === 0;
      }),
    ).given(
      condition('a service that has run lacks an instance', (view) =>
        controllers.some((name) => lacksInstance(view, name)),
      ),
    ),
  }),
];

/** What is true only under an assumption that the system does not meet. */
export const refuted = [
  claim('spread-over-fault-domains', {
    statement: 'The two instances of the shop stand in two fault domains, after healing too.',
    because: 'A rack that fails must not take a service with it.',
    source: 'AZ-09; P62',
    expected: 'violated',
    missing: 'room in another fault domain when a host dies',
    formula: always(shopIsSpread),
  }),
  claim('deployment-ends', {
    statement: 'Each submission ends: the service runs, or is refused.',
    because: 'The user need not move a finger, but wants to know.',
    source: 'AZ-01, AZ-08',
    expected: 'violated',
    missing: 'that an answer which is asked for again and again arrives once',
    formula: deploymentEnds,
  }),
];

function controllerOf(host: HostName): Controller {
  return controllers.find((controller) => hostsOf[controller].some((name) => name === host))!;
}
