/**
 * The failover suite: a decision outlives the primary that made it, and a primary that was deposed is refused.
 */
import { defineSuite } from 'redhound';
import { type AnyActorRef, enqueueActions, raise } from 'xstate';
import { ffe } from '../models/fabric-controller-failover/ffe.ts';
import { hostAgent } from '../models/fabric-controller-failover/host-agent.ts';
import { replica } from '../models/fabric-controller-failover/replica.ts';
import { fabricControllerFailover } from '../models/fabric-controller-failover.ts';
import { changedMachine, changedState, doneTwice } from './changed-machine.ts';
import { properties } from './fabric-controller-failover.ts';

const nothing = () => {};

const neverAnswered = {
  'deletion-is-asked-for': 'Vacuous: nothing is ever deployed that could be deleted.',
  'deletion-is-asked-for-again': 'Vacuous: nothing is ever deployed that could be deleted.',
  'deleted-instance-stays-deleted': 'Vacuous: nothing is ever deleted.',
  'answered-decision-survives': 'Vacuous: nothing is ever answered.',
  'answer-comes': 'No deployment is ever answered.',
  'can-be-deleted': 'No deployment is ever answered.',
};

const neverStarted = {
  ...neverAnswered,
  'nothing-runs-before-it-is-started': 'Vacuous: no host is ever told to start.',
};

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
        'taken-over-is-written-down': 'The new primary waits for nobody either.',
      },
    },
    {
      name: 'voters-keep-their-logs',
      because: 'A new primary goes by its own log, whatever its voters know.',
      system: fabricControllerFailover({ replica: replica.provide({ actions: { takeNewestLog: nothing } }) }),
      breaks: ['answered-decision-survives', 'instance-is-deployed-once', 'deleted-instance-stays-deleted'],
      alsoBreaks: {
        'elected-takes-over': 'The new primary knows less than its voter.',
        'can-be-deleted': 'A primary that knows of no deployment has nothing to delete.',
      },
    },
    {
      name: 'no-vote',
      because: 'A replica that hears of a later epoch stands down, and does not vote.',
      system: fabricControllerFailover({ replica: replica.provide({ actions: { vote: nothing } }) }),
      breaks: ['answer-comes', 'can-be-deleted'],
      alsoBreaks: {
        'candidate-is-answered': 'A candidate is not answered.',
      },
    },
    {
      name: 'one-replica-is-asked',
      because: 'The front end asks the first replica only.',
      system: fabricControllerFailover({
        ffe: ffe.provide({
          actions: {
            ask: enqueueActions(({ context, enqueue, system }) => {
              enqueue.sendTo(system.get('replica1') as AnyActorRef, {
                type: 'REQUEST',
                number: context.number,
              });
            }),
          },
        }),
      }),
      breaks: [
        'deployment-is-asked-for',
        'deployment-is-asked-for-again',
        'deletion-is-asked-for',
        'deletion-is-asked-for-again',
      ],
      alsoBreaks: {
        'answer-comes': 'A primary that is another replica is never asked.',
        'can-be-deleted': 'A primary that is another replica is never asked.',
      },
    },
    {
      name: 'any-answer-will-do',
      because: 'The front end takes each answer for that to its last request.',
      system: fabricControllerFailover({ ffe: ffe.provide({ guards: { isAnswer: () => true } }) }),
      breaks: ['answer-is-that-of-the-request'],
      alsoBreaks: {
        'answered-decision-survives': 'The late answer to the deployment is taken for that to the deletion.',
      },
    },
    {
      name: 'nobody-is-first',
      because: 'No replica is the primary from the start.',
      system: fabricControllerFailover({
        replica: replica.provide({ guards: { isFirstPrimary: () => false } }),
      }),
      breaks: ['first-primary-reigns'],
      alsoBreaks: {
        'answer-comes': 'Nobody need take a primary for dead that there is not.',
      },
    },
    {
      name: 'candidate-of-an-old-epoch',
      because: 'A replica that takes the primary for dead stands for election in the same epoch.',
      system: fabricControllerFailover({ replica: replica.provide({ actions: { beginEpoch: nothing } }) }),
      breaks: ['suspicion-begins-an-epoch'],
    },
    {
      name: 'takes-over-in-silence',
      because: 'A new primary does not tell the hosts.',
      system: fabricControllerFailover({ replica: replica.provide({ actions: { takeOver: nothing } }) }),
      breaks: ['elected-takes-over'],
    },
    {
      name: 'requests-ignored',
      because: 'A primary takes no request for a new one.',
      system: fabricControllerFailover({ replica: replica.provide({ guards: { isNews: () => false } }) }),
      breaks: ['nothing-asked-twice-is-decided-twice'],
      alsoBreaks: neverStarted,
    },
    {
      name: 'no-command',
      because: 'A primary does not command what it has decided.',
      system: fabricControllerFailover({ replica: replica.provide({ actions: { command: nothing } }) }),
      breaks: ['decision-is-carried-out'],
      alsoBreaks: neverStarted,
    },
    {
      name: 'done-in-silence',
      because: 'A Host Agent does not say that it has done what it was told.',
      system: fabricControllerFailover({ hostAgent: hostAgent.provide({ actions: { confirm: nothing } }) }),
      breaks: ['host-does-as-it-is-told'],
      alsoBreaks: neverAnswered,
    },
    {
      name: 'epoch-not-kept',
      because: 'A Host Agent keeps no epoch but the first.',
      system: fabricControllerFailover({ hostAgent: hostAgent.provide({ actions: { noteEpoch: nothing } }) }),
      breaks: ['host-heeds-the-new-primary'],
      alsoBreaks: {
        'deleted-instance-stays-deleted':
          'A command of the deposed primary to start it comes after the deletion.',
      },
    },
    {
      name: 'no-answer',
      because: 'A primary does not answer the front end.',
      system: fabricControllerFailover({ replica: replica.provide({ actions: { answer: nothing } }) }),
      breaks: ['done-is-answered'],
      alsoBreaks: neverAnswered,
    },
    {
      name: 'running-from-the-start',
      because: 'Each host runs the instance before anybody deployed it.',
      system: fabricControllerFailover({ hostAgent: changedMachine(hostAgent, { initial: 'running' }) }),
      breaks: ['nothing-runs-before-it-is-started'],
      alsoBreaks: {
        'instance-is-deployed-once': 'Both hosts run it.',
      },
    },
    {
      name: 'written-down-in-silence',
      because: 'A follower does not say that it has written a decision down.',
      system: fabricControllerFailover({ replica: replica.provide({ actions: { confirm: nothing } }) }),
      breaks: ['decision-is-written-down'],
      alsoBreaks: neverStarted,
    },
    {
      name: 'asks-for-votes-twice',
      because: 'A candidate asks for each vote twice.',
      system: fabricControllerFailover({ replica: doneTwice(replica, 'requestVotes') }),
      breaks: ['nothing-is-said-twice'],
    },
    {
      name: 'takes-over-without-writing-down',
      because: 'A new primary commands what it has taken over, and has nobody write it down again.',
      system: fabricControllerFailover({
        replica: changedState(replica, 'primary.taking over', {
          always: [{ guard: 'hasDecisions', target: 'commanding' }, { target: 'waiting' }],
        }),
      }),
      breaks: ['taken-over-is-written-down'],
    },
    {
      name: 'written-down-is-said-twice',
      because: 'A follower says twice that it has written a decision down.',
      system: fabricControllerFailover({ replica: doneTwice(replica, 'confirm') }),
      breaks: ['no-decision-is-told-twice'],
    },
  ],
});
