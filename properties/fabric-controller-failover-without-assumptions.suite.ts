/**
 * A fabric controller without epochs and majorities: Host Agents obey any primary, and a primary acts before its decision
 * is written down elsewhere. Each claim fails here, and holds in the failover suite, where its assumption is made.
 */
import { defineSuite } from 'redhound';
import { raise } from 'xstate';
import { hostAgent } from '../models/fabric-controller-failover/host-agent.ts';
import { replica } from '../models/fabric-controller-failover/replica.ts';
import { fabricControllerFailover } from '../models/fabric-controller-failover.ts';
import {
  decisionSurvives,
  deletedStaysDeleted,
  deployedOnce,
  deposedIsRefused,
  nothingTwice,
  ofElections,
  ofRequests,
} from './fabric-controller-failover.ts';

const epochs = 'Host Agents that keep the highest epoch, and refuse lower ones';
const majority = 'a majority that has written a decision down before anything follows from it';

export default defineSuite({
  name: 'fabric-controller-failover-without-assumptions',
  description: 'A deposed primary that is obeyed, and decisions that are forgotten and made twice.',
  system: fabricControllerFailover({
    hostAgent: hostAgent.provide({ guards: { isCurrent: () => true } }),
    replica: replica.provide({
      actions: { replicate: raise({ type: 'REPLICATED', epoch: 1, length: 1 }) },
      guards: { isWrittenDown: () => true },
    }),
  }),
  properties: [
    ...ofElections,
    ...ofRequests,
    nothingTwice(1),
    { ...deposedIsRefused, expected: 'violated', missing: epochs },
    { ...deletedStaysDeleted, expected: 'violated', missing: epochs },
    { ...decisionSurvives, expected: 'violated', missing: majority },
    { ...deployedOnce, expected: 'violated', missing: majority },
  ],
  search: { runs: 2_000, maxSteps: 80 },
});
