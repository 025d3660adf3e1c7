import { defineSuite } from 'redhound';
import { type FabricTroubles, type WholeFabricParameters, wholeFabric } from '../models/whole-fabric.ts';
import { milestones, properties, recovery } from './whole-fabric.ts';

const none: FabricTroubles = {
  hangs: 0,
  lostHeartbeats: 0,
  lostAnswers: 0,
  failedTasks: 0,
  failures: 0,
  guestAgentUpdates: 0,
  maintenances: 0,
  cancellations: 0,
  linksDown: 0,
};

/** The smallest fabric in which a guest falls silent and is moved. */
const smallest = ({ troubles, ...changed }: Partial<WholeFabricParameters> = {}) =>
  wholeFabric({
    hosts: 2,
    faultDomains: 1,
    instances: 1,
    role: { roleType: 'worker', sites: 0, tasks: [{ name: 'simpleTask1', taskType: 'simple' }] },
    missing: ['nothing', 'cspkg', 'cscfg'],
    virtualHbas: ['hba1'],
    latency: [0, 0],
    ...changed,
    troubles: { ...none, hangs: 1, maintenances: 1, cancellations: 1, ...troubles },
  });

export default defineSuite({
  name: 'whole-fabric-smallest',
  system: smallest(),
  properties: [...properties, ...milestones, recovery],
  search: { runs: 10_000, maxSteps: 200, maxStates: 3_000_000 },
});
