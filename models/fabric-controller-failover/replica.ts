/**
 * One replica of the fabric controller: a follower, a candidate, or the primary.
 *
 * Duty of the primary: to decide what is asked of the fabric controller (AZ-06, AZ-08), to have a majority of the replicas
 * write the decision down before anything follows from it (P58), then to command the Host Agent, and to answer when that
 * has done it. A follower that takes the primary for dead becomes a candidate with a new epoch; with a majority of votes it
 * is the primary, takes the newest decisions that its voters know, has them written down under its own epoch, and tells the
 * Host Agents, so that whoever was the primary before is refused (P57). A replica takes no part in an epoch before the
 * last that it has heard of. Its answers are not lost, so that a request which comes again is one that is under way.
 * The public accounts say "replicated", "master" and "primary"; that it is a protocol of majorities is recollection, and
 * this one is Viewstamped Replication (Oki, Liskov 1988), with whole logs where it sends entries.
 * Parameters: three replicas (five to seven are said to be usual); `favourite`, the host that a replica chooses.
 */
import { type AnyActorRef, assign, enqueueActions, sendTo, setup } from 'xstate';
import { type Decision, type HostName, hostNames, type ReplicaName, replicaNames } from './decision.ts';

export interface ReplicaInput {
  readonly name: ReplicaName;
  readonly favourite: HostName;
  readonly isFirstPrimary: boolean;
}

interface ReplicaContext extends ReplicaInput {
  /** The last that it has heard of. */
  readonly epoch: number;
  readonly log: readonly Decision[];
  /** Of the primary from which it has its log. */
  readonly logEpoch: number;
}

export type ReplicaEvent =
  | { type: 'REQUEST'; number: number }
  /** The primary seems to be dead. */
  | { type: 'SUSPECT' }
  | { type: 'VOTE_REQUEST'; epoch: number; candidate: ReplicaName }
  | { type: 'VOTE'; epoch: number; log: readonly Decision[]; logEpoch: number }
  | { type: 'REPLICATE'; epoch: number; log: readonly Decision[]; primary: ReplicaName }
  | { type: 'REPLICATED'; epoch: number; length: number }
  | { type: 'DONE'; epoch: number };

const others = (name: ReplicaName) => replicaNames.filter((other) => other !== name);

export const replica = setup({
  types: { context: {} as ReplicaContext, input: {} as ReplicaInput, events: {} as ReplicaEvent },
  guards: {
    isFirstPrimary: ({ context }) => context.isFirstPrimary,
    isNewerEpoch: ({ context, event }) => event.type === 'VOTE_REQUEST' && event.epoch > context.epoch,
    isNoOlderEpoch: ({ context, event }) => event.type === 'REPLICATE' && event.epoch >= context.epoch,
    /** With its own, the first vote is a majority of three. */
    isMajority: ({ context, event }) => event.type === 'VOTE' && event.epoch === context.epoch,
    isWrittenDown: ({ context, event }) =>
      event.type === 'REPLICATED' && event.epoch === context.epoch && event.length === context.log.length,
    hasDecisions: ({ context }) => context.log.length > 0,
    isNews: ({ context, event }) => event.type === 'REQUEST' && event.number === context.log.length + 1,
    isOurs: ({ context, event }) => event.type === 'DONE' && event.epoch === context.epoch,
  },
  actions: {
    takeEpoch: assign(({ event }) => (event.type === 'VOTE_REQUEST' ? { epoch: event.epoch } : {})),
    beginEpoch: assign({ epoch: ({ context }) => context.epoch + 1 }),
    requestVotes: enqueueActions(({ context: { name, epoch }, enqueue, system }) => {
      for (const other of others(name))
        enqueue.sendTo(system.get(other) as AnyActorRef, { type: 'VOTE_REQUEST', epoch, candidate: name });
    }),
    vote: sendTo(
      ({ system, event }) => system.get(event.type === 'VOTE_REQUEST' ? event.candidate : ''),
      ({ context: { epoch, log, logEpoch } }) => ({ type: 'VOTE', epoch, log, logEpoch }),
    ),
    /** The newest log is the longest one of the latest primary. */
    takeNewestLog: assign(({ context, event }) =>
      event.type === 'VOTE' &&
      (event.logEpoch > context.logEpoch ||
        (event.logEpoch === context.logEpoch && event.log.length > context.log.length))
        ? { log: event.log, logEpoch: event.logEpoch }
        : {},
    ),
    takeOver: enqueueActions(({ context: { epoch }, enqueue, system }) => {
      for (const host of hostNames)
        enqueue.sendTo(system.get(host) as AnyActorRef, { type: 'TAKE_OVER', epoch });
    }),
    decide: assign(({ context: { log, favourite } }) => ({
      log: [
        ...log,
        log[0] === undefined
          ? { kind: 'deploy' as const, host: favourite }
          : { kind: 'delete' as const, host: log[0].host },
      ],
    })),
    replicate: enqueueActions(({ context: { name, epoch, log }, enqueue, system }) => {
      enqueue.assign({ logEpoch: epoch });
      for (const other of others(name))
        enqueue.sendTo(system.get(other) as AnyActorRef, { type: 'REPLICATE', epoch, log, primary: name });
    }),
    writeDown: assign(({ event }) =>
      event.type === 'REPLICATE' ? { epoch: event.epoch, log: event.log, logEpoch: event.epoch } : {},
    ),
    confirm: sendTo(
      ({ system, event }) => system.get(event.type === 'REPLICATE' ? event.primary : ''),
      ({ context: { epoch, log } }) => ({ type: 'REPLICATED', epoch, length: log.length }),
    ),
    command: enqueueActions(({ context: { name, epoch, log }, enqueue, system }) => {
      const last = log[log.length - 1];
      if (last === undefined) return;
      const type = last.kind === 'deploy' ? 'START' : 'STOP';
      enqueue.sendTo(system.get(last.host) as AnyActorRef, { type, epoch, primary: name });
    }),
    answer: sendTo(
      ({ system }) => system.get('ffe'),
      ({ context }) => ({ type: 'ANSWER', number: context.log.length }),
    ),
  },
}).createMachine({
  id: 'replica',
  context: ({ input }) => ({ ...input, epoch: 1, log: [], logEpoch: 1 }),
  initial: 'starting',
  on: {
    VOTE_REQUEST: { guard: 'isNewerEpoch', target: '.follower', actions: ['takeEpoch', 'vote'] },
    REPLICATE: { guard: 'isNoOlderEpoch', target: '.follower', actions: ['writeDown', 'confirm'] },
  },
  states: {
    starting: { always: [{ guard: 'isFirstPrimary', target: 'primary.waiting' }, { target: 'follower' }] },
    follower: { on: { SUSPECT: 'candidate' } },
    candidate: {
      entry: ['beginEpoch', 'requestVotes'],
      on: { VOTE: { guard: 'isMajority', target: 'primary', actions: ['takeNewestLog', 'takeOver'] } },
    },
    primary: {
      initial: 'taking over',
      states: {
        'taking over': {
          always: [{ guard: 'hasDecisions', target: 'replicating' }, { target: 'waiting' }],
        },
        waiting: {
          on: {
            REQUEST: { guard: 'isNews', target: 'replicating', actions: 'decide' },
          },
        },
        replicating: {
          entry: 'replicate',
          on: { REPLICATED: { guard: 'isWrittenDown', target: 'commanding' } },
        },
        commanding: {
          entry: 'command',
          on: { DONE: { guard: 'isOurs', target: 'waiting', actions: 'answer' } },
        },
      },
    },
  },
});
