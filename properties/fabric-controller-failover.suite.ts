/**
 * The failover suite: a decision outlives the primary that made it, and a primary that was deposed is refused.
 */
import { defineSuite } from 'redhound';
import { raise } from 'xstate';
import { hostAgent } from '../models/fabric-controller-failover/host-agent.ts';
import { replica } from '../models/fabric-controller-failover/replica.ts';
import { fabricControllerFailover } from '../models/fabric-controller-failover.ts';
import { properties } from './fabric-controller-failover.ts';

const nothing = () => {};

export default defineSuite({
  name: 'fabric-controller-failover',
  description:
    'What the fabric controller has decided survives a change of its primary, once, and the old one is refused.',
  system: fabricControllerFailover(),
  properties,
  search: { runs: 5_000, maxSteps: 80 },
  variants: [
    {
      name: 'epoch-ignored',
      because: 'A Host Agent does as any primary says, whatever its epoch.',
      system: fabricControllerFailover({
        hostAgent: hostAgent.provide({ guards: { isCurrent: () => true } }),
      }),
      breaks: ['deposed-primary-is-refused'],
      alsoBreaks: {
        'deleted-instance-stays-deleted':
          'A command of the deposed primary to start it comes after the deletion.',
      },
    },
    {
      name: 'command-before-replication',
      because: 'The primary commands and answers before any other replica has written the decision down.',
      system: fabricControllerFailover({
        replica: replica.provide({
          actions: { replicate: raise({ type: 'REPLICATED', epoch: 1, length: 1 }) },
          guards: { isWrittenDown: () => true },
        }),
      }),
      breaks: ['answered-decision-survives', 'instance-is-deployed-once', 'deleted-instance-stays-deleted'],
      alsoBreaks: {
        'can-be-deleted': 'A primary that knows of no deployment has nothing to delete.',
      },
    },
    {
      name: 'voters-keep-their-logs',
      because: 'A new primary goes by its own log, whatever its voters know.',
      system: fabricControllerFailover({ replica: replica.provide({ actions: { takeNewestLog: nothing } }) }),
      breaks: ['answered-decision-survives', 'instance-is-deployed-once', 'deleted-instance-stays-deleted'],
      alsoBreaks: {
        'can-be-deleted': 'A primary that knows of no deployment has nothing to delete.',
      },
    },
    {
      name: 'no-vote',
      because: 'A replica that hears of a later epoch stands down, and does not vote.',
      system: fabricControllerFailover({ replica: replica.provide({ actions: { vote: nothing } }) }),
      breaks: ['answer-comes', 'can-be-deleted'],
    },
  ],
});
