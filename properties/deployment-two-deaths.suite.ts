/**
 * The deployment suite where two hosts of a pool die: the instance of one finds no room, and the other’s death makes some.
 *
 * The racks are such that both services fit into the first pool. Of the claims only those that deaths have to do with.
 */
import { defineSuite } from 'redhound';
import { type AnyActorRef, enqueueActions } from 'xstate';
import { place } from '../models/azure/datacenter.ts';
import { fabricController } from '../models/azure/fabric-controller.ts';
import { type DeploymentParameters, deployment, shop } from '../models/deployment.ts';
import { afterDeaths, properties, records } from './deployment.ts';

const twoDeaths = (changed: Partial<DeploymentParameters> = {}) =>
  deployment({ deaths: 2, submissions: [shop], faultDomains: [0, 0, 1], ...changed });

const ofDeaths = [
  'dead-host-is-healed',
  'one-instance-per-host',
  'refused-leaves-nothing',
  'records-agree',
  'time-goes-on',
];

export default defineSuite({
  name: 'deployment-two-deaths',
  description: 'An instance for which there was no room when its host died gets the next host that is free.',
  system: twoDeaths(),
  properties: [...afterDeaths, ...[...properties, ...records].filter(({ id }) => ofDeaths.includes(id))],
  // What it is about takes more than forty moves in one order, which random runs do not meet.
  search: { mode: 'exhaustive' },
  variants: [
    {
      name: 'no-room-no-record',
      because:
        'The fabric controller forgets the instance of a dead host if no other host is free at that moment.',
      system: twoDeaths({
        fabricController: fabricController.provide({
          actions: {
            heal: enqueueActions(({ context: { hosts, placements, complete }, event, enqueue, system }) => {
              const lost = placements.find(({ host }) => event.type === 'HOST_DIED' && host === event.host);
              if (lost === undefined) return;
              const { service, index } = lost;
              const others = placements.filter((other) => other !== lost);
              const placed = place(hosts, others, service, [index]);
              if (placed !== undefined || complete.includes(service)) {
                enqueue.assign({ placements: placed ?? others });
                return;
              }
              for (const { host, state } of others.filter((other) => other.service === service)) {
                const agent: AnyActorRef = system.get(host);
                if (state !== 'waiting') enqueue.sendTo(agent, { type: 'REMOVE_INSTANCE' });
              }
              const front: AnyActorRef = system.get('ffe');
              enqueue.assign({ placements: others.filter((other) => other.service !== service) });
              enqueue.sendTo(front, { type: 'NO_ROOM', service });
            }),
          },
        }),
      }),
      breaks: ['missing-instance-is-placed', 'dead-host-is-healed'],
    },
    {
      name: 'start-of-another',
      because:
        'The fabric controller takes each report of a start for one of the instance that it has on record for that host now.',
      system: twoDeaths({
        fabricController: fabricController.provide({
          guards: {
            isOurs: ({ context: { placements }, event }) =>
              event.type === 'INSTANCE_STARTED' && placements.some(({ host }) => host === event.host),
          },
        }),
      }),
      breaks: ['records-agree'],
    },
  ],
});
