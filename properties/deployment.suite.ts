/**
 * The deployment suite: two services on their way from a user's tool to running instances, and at least one broken
 * variant for each claim.
 */
import { defineSuite } from 'redhound';
import { type AnyActorRef, assign, enqueueActions } from 'xstate';
import { allows, freeHosts, type Host, type Placement } from '../models/azure/datacenter.ts';
import { type FabricControllerContext, fabricController } from '../models/azure/fabric-controller.ts';
import { ffe } from '../models/azure/ffe.ts';
import { hostAgent } from '../models/azure/host-agent.ts';
import { managementTool } from '../models/azure/management-tool.ts';
import { rdfe } from '../models/azure/rdfe.ts';
import { deployment } from '../models/deployment.ts';
import { changedMachine } from './changed-machine.ts';
import { properties, records } from './deployment.ts';

const nothing = () => {};

const noDeath = 'Vacuous: no host dies in this variant.';
const neverRunning = 'Vacuous: the user is never told that the shop runs.';

/** A tool that waits first. */
const asksLater = changedMachine(managementTool, {
  initial: 'pondering',
  states: { ...managementTool.config.states, pondering: { after: { period: 'waiting' } } },
});

/** The system with other tools. */
const withTools = (tool: typeof managementTool) => {
  const system = deployment({ deaths: 0 });
  const { portal, visualStudio } = system.agents;
  return {
    ...system,
    agents: {
      ...system.agents,
      portal: { ...portal, machine: tool },
      visualStudio: { ...visualStudio, machine: tool },
    },
  };
};

/** A fabric controller that allocates by another rule, and takes every service for which it has hosts enough. */
const allocating = (choose: (free: readonly Host[], index: number) => Partial<Placement>) =>
  fabricController.provide({
    guards: {
      hasRoom: ({ context, event }) =>
        event.type === 'DEPLOY' && freeHosts(context.hosts, context.placements).length >= event.instances,
    },
    actions: {
      allocate: assign({
        placements: ({ context, event }) =>
          event.type === 'DEPLOY'
            ? [...context.placements, ...chosen(context, event.service, event.instances, choose)]
            : context.placements,
      }),
    },
  });

function chosen(
  { hosts, placements }: FabricControllerContext,
  service: string,
  instances: number,
  choose: (free: readonly Host[], index: number) => Partial<Placement>,
): Placement[] {
  const free = freeHosts(hosts, placements);
  return Array.from({ length: instances }, (_, index) => ({
    service,
    index,
    host: free[index]?.name ?? '',
    updateDomain: index,
    state: 'waiting',
    ...choose(free, index),
  }));
}

/** FFE with another way to choose a pool, or none that it would refuse. */
const choosing = (choose: (context: FfeContextOf, service: string) => string | undefined) =>
  ffe.provide({
    actions: {
      command: enqueueActions(({ context, event, enqueue, system }) => {
        const service =
          event.type === 'CREATE' ? event.submission.service : event.type === 'NO_ROOM' ? event.service : '';
        const request = context.requests.find(({ submission }) => submission.service === service);
        if (request === undefined) return;
        const others = context.requests.filter((other) => other !== request);
        const pool = context.pools.find(({ name }) => name === choose(context, service));
        if (pool === undefined) {
          const front: AnyActorRef = system.get('rdfe');
          enqueue.assign({ requests: others });
          enqueue.sendTo(front, { type: 'RESULT', service, status: 'refused' });
          return;
        }
        const controller: AnyActorRef = system.get(pool.controller);
        enqueue.assign({
          requests: [...others, { ...request, tried: [...new Set([...request.tried, pool.name])].sort() }],
        });
        enqueue.sendTo(controller, { type: 'DEPLOY', service, instances: request.submission.instances });
      }),
    },
  });
type FfeContextOf = ReturnType<(typeof ffe)['getInitialSnapshot']>['context'];

/** Pools that were not tried yet, the last one first. */
const untried = ({ pools, requests }: FfeContextOf, service: string) => {
  const request = requests.find(({ submission }) => submission.service === service);
  return pools.filter(({ name }) => request !== undefined && !request.tried.includes(name)).reverse();
};

export default defineSuite({
  name: 'deployment',
  description: 'A service is placed where it may be, spread, and runs when the user is told so.',
  system: deployment(),
  properties: [...properties, ...records],
  search: { runs: 5_000, maxSteps: 120 },
  variants: [
    {
      name: 'asks-later',
      because: 'The user’s tools wait for a while before they hand a request over.',
      system: withTools(asksLater),
      breaks: ['tools-ask-at-first'],
      alsoBreaks: { 'dead-host-is-healed': noDeath },
    },
    {
      name: 'guest-out-of-the-cache',
      because: 'A Host Agent that has just come up starts an instance that nobody asked for.',
      system: deployment({
        deaths: 0,
        hostAgent: hostAgent.provide({
          actions: {
            report: enqueueActions(({ context, enqueue, system }, { type }) => {
              const controller: AnyActorRef = system.get(context.controller);
              enqueue.sendTo(controller, { type, host: context.name });
              if (type === 'HOST_AGENT_READY')
                enqueue.raise({ type: 'START_INSTANCE', service: 'blog', index: 0 });
            }),
          },
        }),
      }),
      breaks: ['chain-of-command', 'one-instance-per-host'],
      alsoBreaks: {
        'running-means-running': 'The instance of the other service is in the way.',
        'deployment-ends': 'What has started is not the instance that was ordered.',
        'dead-host-is-healed': noDeath,
        'records-agree': 'Nobody has a record of the instance.',
        'instance-takes-ten-minutes':
          'Vacuous: the first host has an instance before it is told to start one.',
      },
    },
    {
      name: 'front-end-left-out',
      because: 'RDFE commands a fabric controller by itself, and does not hand the request on to FFE.',
      system: deployment({
        deaths: 0,
        rdfe: rdfe.provide({
          actions: {
            passOn: enqueueActions(({ enqueue, event, system }) => {
              if (event.type !== 'CREATE') return;
              const { service, instances } = event.submission;
              const controller: AnyActorRef = system.get('dublinController');
              enqueue.sendTo(controller, { type: 'DEPLOY', service, instances });
            }),
          },
        }),
      }),
      breaks: ['chain-of-command', 'deployment-ends'],
      alsoBreaks: {
        'dead-host-is-healed': noDeath,
        'complete-request-is-passed-on': 'FFE is not told.',
        'front-end-acts-at-once': 'FFE hears from a pool of a service of which it knows nothing.',
      },
    },
    {
      name: 'host-agent-not-awaited',
      because: 'The fabric controller takes every host for one with a Host Agent.',
      system: deployment({
        deaths: 0,
        fabricController: fabricController.provide({
          actions: {
            prepareHosts: enqueueActions(({ context: { placements }, enqueue, system }) => {
              for (const { host, service, index } of placements.filter(({ state }) => state === 'waiting')) {
                const agent: AnyActorRef = system.get(host);
                enqueue.sendTo(agent, { type: 'BUILD_ROOT_PARTITION' });
                enqueue.sendTo(agent, { type: 'START_INSTANCE', service, index });
              }
              enqueue.assign({
                placements: placements.map((placement) => ({ ...placement, state: 'ordered' as const })),
              });
            }),
          },
        }),
      }),
      breaks: ['host-agent-first', 'one-instance-per-host', 'deployment-ends'],
      alsoBreaks: {
        'running-means-running': neverRunning,
        'dead-host-is-healed': noDeath,
        'records-agree': 'The record says ordered, and the host has never heard of it.',
        'instance-takes-ten-minutes': 'Vacuous: what is ordered is ordered too early.',
      },
    },
    {
      name: 'two-on-one-host',
      because: 'The fabric controller places all instances of a service on its first free host.',
      system: deployment({
        deaths: 0,
        fabricController: allocating(([first]) => ({ host: first?.name ?? '' })),
      }),
      breaks: ['one-instance-per-host', 'spread-over-fault-domains', 'running-means-running'],
      alsoBreaks: {
        'dead-host-is-healed': noDeath,
        'nothing-is-said-twice': 'The host is told to start both instances.',
      },
    },
    {
      name: 'request-forgotten',
      because: 'RDFE takes each request for a new one.',
      system: deployment({ deaths: 0, rdfe: rdfe.provide({ guards: { isKnown: () => false } }) }),
      breaks: ['one-deployment-per-request'],
      alsoBreaks: {
        'running-means-running': neverRunning,
        'deployment-ends': 'Each request begins anew, and is answered with “in progress”.',
        'dead-host-is-healed': noDeath,
        'tool-is-answered': 'An answer tells of the new operation, not of the old.',
      },
    },
    {
      name: 'affinity-ignored',
      because: 'FFE does not look at the affinity group, and takes any pool in Europe.',
      system: deployment({
        deaths: 0,
        ffe: choosing((context, service) => {
          const needed = service === 'shop' ? 2 : 1;
          return untried(context, service).find(
            ({ name, geoLocation }) => geoLocation === 'Europe' && (context.available[name] ?? 0) >= needed,
          )?.name;
        }),
      }),
      breaks: ['placed-where-it-may-be'],
      alsoBreaks: { 'dead-host-is-healed': noDeath },
    },
    {
      name: 'geo-ignored',
      because: 'FFE minds affinity groups and what is free, and does not look at the geo location.',
      system: deployment({
        deaths: 0,
        ffe: choosing(({ pools, available, requests }, service) => {
          const request = requests.find(({ submission }) => submission.service === service);
          if (request === undefined) return undefined;
          const { place, instances } = request.submission;
          return pools
            .filter((pool) => 'geoLocation' in place || allows(request.submission, pool))
            .filter(({ name }) => !request.tried.includes(name) && (available[name] ?? 0) >= instances)
            .sort((a, b) => (available[b.name] ?? 0) - (available[a.name] ?? 0))[0]?.name;
        }),
      }),
      breaks: ['placed-where-it-may-be'],
      alsoBreaks: { 'dead-host-is-healed': noDeath },
    },
    {
      name: 'availability-ignored',
      because: 'FFE does not look at what the fabric controllers report.',
      system: deployment({
        ffe: choosing((context, service) => {
          const request = context.requests.find(({ submission }) => submission.service === service);
          return untried(context, service)
            .reverse()
            .find((pool) => request !== undefined && allows(request.submission, pool))?.name;
        }),
      }),
      breaks: ['pool-has-room'],
    },
    {
      name: 'fault-domains-ignored',
      because: 'The fabric controller takes its last free hosts, whatever racks they are in.',
      system: deployment({
        deaths: 0,
        fabricController: allocating((free, index) => ({ host: free[free.length - 1 - index]?.name ?? '' })),
      }),
      breaks: ['spread-over-fault-domains'],
      alsoBreaks: { 'dead-host-is-healed': noDeath },
    },
    {
      name: 'one-update-domain',
      because: 'The fabric controller puts all instances into update domain 0.',
      system: deployment({ deaths: 0, fabricController: allocating(() => ({ updateDomain: 0 })) }),
      breaks: ['spread-over-update-domains'],
      alsoBreaks: {
        'spread-over-fault-domains': 'The simpler rule does not look at racks either.',
        'dead-host-is-healed': noDeath,
      },
    },
    {
      name: 'files-not-checked',
      because: 'RDFE passes on what has no package or no configuration.',
      system: deployment({ deaths: 0, rdfe: rdfe.provide({ guards: { isComplete: () => true } }) }),
      breaks: ['incomplete-is-refused'],
      alsoBreaks: { 'dead-host-is-healed': noDeath },
    },
    {
      name: 'first-instance-suffices',
      because: 'The fabric controller reports a service when its first instance runs.',
      system: deployment({
        deaths: 0,
        fabricController: fabricController.provide({
          guards: {
            isLast: ({ context, event }) =>
              event.type === 'INSTANCE_STARTED' &&
              context.placements.some(
                ({ host, service }) => host === event.host && !context.complete.includes(service),
              ),
          },
        }),
      }),
      breaks: ['running-means-running'],
      alsoBreaks: { 'dead-host-is-healed': noDeath },
    },
    {
      name: 'hosts-kept',
      because: 'A fabric controller that gives a service up keeps the hosts that it had chosen for it.',
      system: deployment({
        fabricController: fabricController.provide({
          actions: {
            heal: enqueueActions(({ context: { placements }, event, enqueue, system }) => {
              const lost = placements.find(({ host }) => event.type === 'HOST_DIED' && host === event.host);
              const front: AnyActorRef = system.get('ffe');
              if (lost === undefined) return;
              enqueue.assign({ placements: placements.filter((other) => other !== lost) });
              enqueue.sendTo(front, { type: 'NO_ROOM', service: lost.service });
            }),
          },
        }),
      }),
      breaks: ['refused-leaves-nothing', 'dead-host-is-healed'],
      alsoBreaks: {
        'front-end-acts-at-once': 'A service is given up twice, once for each of its hosts.',
      },
    },
    {
      name: 'start-not-reported',
      because: 'The fabric controller does not tell FFE that a service runs.',
      system: deployment({
        deaths: 0,
        fabricController: fabricController.provide({ actions: { reportDeployed: nothing } }),
      }),
      breaks: ['deployment-ends'],
      alsoBreaks: { 'running-means-running': neverRunning, 'dead-host-is-healed': noDeath },
    },
    {
      name: 'death-not-minded',
      because: 'The fabric controller does not look whether a dead host had an instance.',
      system: deployment({
        fabricController: fabricController.provide({ guards: { hadInstance: () => false } }),
      }),
      breaks: ['dead-host-is-healed'],
      alsoBreaks: {
        'deployment-ends': 'A service whose host died before it ran never runs.',
        'records-agree': 'The instance of a dead host stays on record.',
      },
    },
    {
      name: 'refusal-not-minded',
      because: 'FFE does not hear of it when a pool has no room.',
      system: deployment({ ffe: changedMachine(ffe, { on: { NO_ROOM: undefined } }) }),
      breaks: ['front-end-acts-at-once', 'deployment-ends'],
    },
    {
      name: 'same-pool-again',
      because: 'FFE sends a service that a pool has refused to the same pool again, and again, and again.',
      system: deployment({
        ffe: choosing((context, service) => {
          const request = context.requests.find(({ submission }) => submission.service === service);
          const needed = service === 'shop' ? 2 : 1;
          return context.pools.find(
            (pool) =>
              request !== undefined &&
              allows(request.submission, pool) &&
              (context.available[pool.name] ?? 0) >= needed,
          )?.name;
        }),
      }),
      breaks: ['time-goes-on'],
      alsoBreaks: {
        'deployment-ends': 'FFE never comes to an end.',
        'portal-asks-again': 'Time stands still.',
      },
    },
  ],
});
