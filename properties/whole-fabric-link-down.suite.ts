/**
 * The smallest fabric in which the Fibre Channel link of a host goes down while a machine comes to it: to be started
 * there, or from the other host.
 */
import { defineSuite, minutes } from 'redhound';
import { sendTo } from 'xstate';
import { hostAgent } from '../models/whole-fabric/host-agent.ts';
import { hyperV } from '../models/whole-fabric/hyper-v.ts';
import { type WholeFabricParameters, wholeFabric } from '../models/whole-fabric.ts';
import { properties, recovery } from './whole-fabric.ts';
import { guestOfLinkDown, guestProperties } from './whole-fabric-guest.ts';
import { guestVariantsOfLinkDown } from './whole-fabric-guest-variants.ts';
import { migrationOfLinkDown, migrationProperties } from './whole-fabric-migration.ts';
import { linkDownVariants } from './whole-fabric-migration-variants.ts';

const smallest = (changed: Partial<WholeFabricParameters> = {}) =>
  wholeFabric({
    hosts: 2,
    faultDomains: 1,
    instances: 1,
    role: { roleType: 'worker', sites: 0, tasks: [] },
    virtualHbas: ['hba1'],
    latency: [0, 0],
    statusCheck: minutes(15),
    ...changed,
    troubles: {
      hangs: 0,
      lostHeartbeats: 0,
      lostAnswers: 0,
      failedTasks: 0,
      failures: 0,
      guestAgentUpdates: 0,
      maintenances: 1,
      cancellations: 0,
      linksDown: 1,
    },
  });

export default defineSuite({
  name: 'whole-fabric-link-down',
  description:
    'The whole fabric where the storage link of a destination goes down: at the start of a machine, or of its move.',
  system: smallest(),
  properties: [
    ...properties,
    ...guestProperties,
    ...guestOfLinkDown,
    ...migrationProperties,
    ...migrationOfLinkDown,
    recovery,
  ],
  survivors: {
    'redirect-message:hyperV1:{"skeleton":"failed"}:DISCARD#2':
      'A copy that has failed is logged out already: nobody misses the second time.',
  },
  search: { runs: 2_000, maxSteps: 150 },
  variants: [
    ...linkDownVariants(smallest),
    {
      name: 'not-begun-again',
      because: 'The Host Agent does not discard a machine that it could not start, and never begins again.',
      system: smallest({
        hostAgent: hostAgent.provide({
          actions: {
            order: sendTo(
              ({ system, context }) => system.get(context.hyperV),
              (_, { type }) => ({ type: type === 'DISCARD' ? 'CHECK_LUNS' : type }),
            ),
          },
        }),
      }),
      breaks: ['can-become-ready'],
    },
    {
      name: 'ports-left-over',
      because: 'A host that is given up as destination leaves its port names logged in.',
      system: smallest({ hyperV: hyperV.provide({ actions: { logOut: () => {} } }) }),
      breaks: ['abort-leaves-nothing', 'no-login-without-machine', 'commit-leaves-nothing'],
    },
    ...guestVariantsOfLinkDown(smallest),
  ],
});
