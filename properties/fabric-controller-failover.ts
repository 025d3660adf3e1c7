/**
 * What is claimed about a fabric controller whose primary changes: who is obeyed, and what a decision is worth.
 */
import { propertiesOf, type View } from 'redhound';
import { hostNames, type ReplicaName, replicaNames } from '../models/fabric-controller-failover/decision.ts';
import { fabricControllerFailover } from '../models/fabric-controller-failover.ts';

const language = propertiesOf(fabricControllerFailover());
const { agent, alwaysPossible, always, and, claim, condition, fair, first, handled, never } = language;
const { or, whenever } = language;

type Letter = View<ReturnType<typeof fabricControllerFailover>['agents']>;

const replicated = 'public accounts of the fabric controller: replicated, one primary';

const primaries = ({ agent }: Letter) => replicaNames.filter((name) => agent(name).matches('primary'));

/** A primary of which no replica knows a successor. */
const lastPrimary = (view: Letter) => {
  const latest = Math.max(...replicaNames.map((name) => view.agent(name).context.epoch));
  return primaries(view).find((name) => view.agent(name).context.epoch === latest);
};

const obeysTheDeposed = (view: Letter) =>
  hostNames.some(
    (host) =>
      view.emitted(host, 'accepted') &&
      (view.received(host, 'START', ({ epoch }) => epoch < view.agent(host).context.epoch) ||
        view.received(host, 'STOP', ({ epoch }) => epoch < view.agent(host).context.epoch)),
  );

const isDeployed = handled('ffe', 'ANSWER', ({ number }) => number === 1);
const isDeleted = handled('ffe', 'ANSWER', ({ number }) => number === 2);
const startsSomewhere = or(...hostNames.map((host) => handled(host, 'START')));

/** How many decisions the front end was told to be done. */
const answered = ({ agent }: Letter) => agent('ffe').context.number - (isAsking(agent('ffe')) ? 1 : 0);
const isAsking = ({ matches }: { matches(value: 'deploying' | 'deleting'): boolean }) =>
  matches('deploying') || matches('deleting');

const othersThan = (name: ReplicaName) => replicaNames.filter((other) => other !== name);

const ofEachReplica = (holds: (view: Letter, name: ReplicaName) => boolean) => (view: Letter) =>
  replicaNames.every((name) => holds(view, name));

const ofEachHost = (holds: (view: Letter, host: (typeof hostNames)[number]) => boolean) => (view: Letter) =>
  hostNames.every((host) => holds(view, host));

const suspects = or(...replicaNames.map((name) => handled(name, 'SUSPECT')));

/** The number of the front end's request goes to every replica. */
const asksAll = (view: Letter) => {
  const { number } = view.agent('ffe').context;
  return replicaNames.every((name) =>
    view.sent('ffe', name, 'REQUEST', (request) => request.number === number),
  );
};

/** The command that follows from the last decision goes to its host, and to no other. */
const commandsTheHost = (view: Letter, name: ReplicaName) => {
  const { epoch, log } = view.agent(name).context;
  const last = log[log.length - 1];
  return hostNames.every((host) =>
    (['START', 'STOP'] as const).every((type) => {
      const isDue = last?.host === host && type === (last.kind === 'deploy' ? 'START' : 'STOP');
      return isDue
        ? view.sent(name, host, type, (command) => command.epoch === epoch && command.primary === name)
        : !view.sent(name, host, type);
    }),
  );
};

/** How replicas choose their primary. */
export const ofElections = [
  claim('first-primary-reigns', {
    statement: 'Until somebody takes it for dead the first replica is the primary, and the others follow.',
    because: 'Elections cost time in which nothing is decided.',
    source: `AZ-06; P57; ${replicated}`,
    formula: first(suspects).precedes(
      ({ agent }: Letter) =>
        !agent('replica1').matches('primary') ||
        (agent('replica1').context.log.length === 0 && !agent('replica1').matches({ primary: 'waiting' })) ||
        !othersThan('replica1').every((name) => agent(name).matches('follower')),
    ),
  }),
  claim('suspicion-begins-an-epoch', {
    statement:
      'A replica that takes the primary for dead stands for election at once, in an epoch later than the first, and asks both others.',
    because: 'A datacenter without a head deploys, heals and updates nothing.',
    source: `AZ-06; P57, P58; ${replicated}`,
    formula: always(
      ofEachReplica((view, name) => {
        if (!view.handled(name, 'SUSPECT')) return true;
        const { context, matches } = view.agent(name);
        return (
          matches('candidate') &&
          context.epoch > 1 &&
          othersThan(name).every((other) =>
            view.sent(name, other, 'VOTE_REQUEST', ({ epoch }) => epoch === context.epoch),
          )
        );
      }),
    ).given(suspects),
  }),
  claim('candidate-is-answered', {
    statement:
      'A replica that hears of a later epoch takes part in it, as a follower, and tells the candidate what it knows; of others it takes no notice.',
    because: 'Without a majority of votes nobody is the primary, and with two in an epoch two are.',
    source: `AZ-06; P57, P58; ${replicated}`,
    formula: always(
      ofEachReplica((view, name) => {
        const { context, matches } = view.agent(name);
        if (!view.received(name, 'VOTE_REQUEST')) return true;
        if (!view.handled(name, 'VOTE_REQUEST'))
          return view.received(name, 'VOTE_REQUEST', ({ epoch }) => epoch <= context.epoch);
        return (
          matches('follower') &&
          view.received(name, 'VOTE_REQUEST', ({ epoch }) => epoch === context.epoch) &&
          othersThan(name).every(
            (other) =>
              view.received(name, 'VOTE_REQUEST', ({ candidate }) => candidate === other) ===
              view.sent(
                name,
                other,
                'VOTE',
                ({ epoch, log }) => epoch === context.epoch && log.length === context.log.length,
              ),
          )
        );
      }),
    ),
  }),
  claim('elected-takes-over', {
    statement:
      'A candidate with a vote of its epoch is the primary at once, tells both hosts, and knows no less than its voter.',
    because: 'Hosts must not obey the old one any more, and decisions must not be lost.',
    source: `AZ-06, AZ-16; P57, P58; ${replicated}`,
    formula: always(
      ofEachReplica((view, name) => {
        const { context, matches } = view.agent(name);
        if (!view.received(name, 'VOTE')) return true;
        if (!view.handled(name, 'VOTE'))
          return (
            !matches('candidate') || !view.received(name, 'VOTE', ({ epoch }) => epoch === context.epoch)
          );
        return (
          matches('primary') &&
          view.received(name, 'VOTE', ({ log }) => log.length <= context.log.length) &&
          hostNames.every((host) =>
            view.sent(name, host, 'TAKE_OVER', ({ epoch }) => epoch === context.epoch),
          )
        );
      }),
    ),
  }),
];

/** Each replica stands for election once for each time that somebody suspects the primary. */
export const nothingTwice = (suspicions: number) =>
  claim('nothing-is-said-twice', {
    statement: `From one to another no more than ${suspicions} of the same kind ${suspicions === 1 ? 'is' : 'are'} under way, one for each election.`,
    because: 'What is done twice costs time, and may come when it is no longer true.',
    source: `AZ-16; P57; ${replicated}`,
    formula: always(({ link }: Letter) =>
      replicaNames.every(
        (name) =>
          hostNames.every(
            (host) =>
              (['TAKE_OVER', 'START', 'STOP'] as const).every(
                (type) => link(name, host).inFlight(type) <= suspicions,
              ) && link(host, name).inFlight('DONE') <= suspicions,
          ) &&
          othersThan(name).every((other) =>
            (['VOTE_REQUEST', 'VOTE'] as const).every(
              (type) => link(name, other).inFlight(type) <= suspicions,
            ),
          ),
      ),
    ),
  });

/** A decision is told anew only by the one who takes it over. */
const decisionsOnce = claim('no-decision-is-told-twice', {
  statement:
    'Where the primary is taken for dead once at most, no more decisions, or answers to them, are under way from one replica to another than the front end has asked for.',
  because:
    'A decision is written down once in an epoch, and once more by the primary that takes it over; each further suspicion may bring one more.',
  source: `AZ-06; P58; ${replicated}`,
  formula: always(({ agent, link }: Letter) =>
    replicaNames.every((name) =>
      othersThan(name).every((other) =>
        (['REPLICATE', 'REPLICATED'] as const).every(
          (type) => link(name, other).inFlight(type) <= agent('ffe').context.number,
        ),
      ),
    ),
  ),
});

const takenOverIsWrittenDown = claim('taken-over-is-written-down', {
  statement:
    'A new primary that has taken over decisions has them written down under its own epoch before it commands.',
  because: 'Else a later election may prefer the log of one whom the majority did not follow.',
  source: `AZ-06; P58; ${replicated}`,
  formula: always(
    ofEachReplica(({ agent, handled }, name) => {
      const { context, matches } = agent(name);
      return (
        !handled(name, 'VOTE') ||
        context.log.length === 0 ||
        (matches({ primary: 'replicating' }) && context.logEpoch === context.epoch)
      );
    }),
  ),
});

/** What becomes of a request, from the front end to the host and back. */
export const ofRequests = [
  ...(
    [
      ['deployment-is-asked-for', 'A deployment', 'DEPLOY', 'deploying'],
      ['deletion-is-asked-for', 'A deletion', 'DELETE', 'deleting'],
    ] as const
  ).flatMap(([id, what, type, state]) => [
    claim(id, {
      statement: `${what} is asked of all replicas at once, with its number, or is done already.`,
      because: 'Only one of them is the primary, and the front end does not know which.',
      source: `AZ-04; P58; ${replicated}`,
      formula: always(
        (view: Letter) =>
          asksAll(view) &&
          view.agent('ffe').matches(state) &&
          view.agent('ffe').context.number === (type === 'DEPLOY' ? 1 : 2),
      ).given(handled('ffe', type)),
    }),
    claim(`${id}-again`, {
      statement: `${what} that is not answered is asked of all replicas again.`,
      because: 'The primary that was asked may be none any more.',
      source: `AZ-04; P58; ${replicated}`,
      formula: always(asksAll).given(and(handled('ffe', 'RETRY'), agent('ffe').matches(state))),
    }),
  ]),
  claim('answer-is-that-of-the-request', {
    statement:
      'The front end takes what it asked for as done when that very request is answered, and not before.',
    because: 'The answer to an earlier request may come late.',
    source: `AZ-04; P58; ${replicated}`,
    formula: always((view: Letter) => {
      const { context, matches } = view.agent('ffe');
      if (!view.received('ffe', 'ANSWER')) return true;
      const isTheRight = view.received('ffe', 'ANSWER', ({ number }) => number === context.number);
      return view.handled('ffe', 'ANSWER')
        ? isTheRight && matches(context.number === 1 ? 'deployed' : 'deleted')
        : !(isTheRight && isAsking(view.agent('ffe')));
    }),
  }),
  claim('nothing-asked-twice-is-decided-twice', {
    statement: 'A primary that waits decides about the next request, and about no other.',
    because: 'The front end asks again when an answer is late.',
    source: `AZ-06, AZ-08; P58; ${replicated}`,
    formula: always(
      ofEachReplica((view, name) => {
        const { context, matches } = view.agent(name);
        if (!view.received(name, 'REQUEST')) return true;
        return view.handled(name, 'REQUEST')
          ? view.received(name, 'REQUEST', ({ number }) => number === context.log.length)
          : !(
              matches({ primary: 'waiting' }) &&
              view.received(name, 'REQUEST', ({ number }) => number === context.log.length + 1)
            );
      }),
    ),
  }),
  claim('decision-is-carried-out', {
    statement:
      'A primary that has decided, or has taken over decisions, has them written down or commands the host that they name, and no other.',
    because: 'What is decided and not done is neither answered nor healed.',
    source: `AZ-08, AZ-16; P58; ${replicated}`,
    formula: always(
      ofEachReplica((view, name) => {
        const { context, matches } = view.agent(name);
        if (!['REQUEST', 'VOTE', 'REPLICATED'].some((type) => view.handled(name, type as 'VOTE')))
          return true;
        if (matches({ primary: 'commanding' })) return commandsTheHost(view, name);
        if (matches({ primary: 'replicating' }))
          return othersThan(name).every((other) =>
            view.sent(name, other, 'REPLICATE', ({ log }) => log.length === context.log.length),
          );
        return context.log.length === 0;
      }),
    ),
  }),
  claim('host-does-as-it-is-told', {
    statement:
      'A Host Agent that accepts a command has the instance running or stopped, and says so to the primary that gave it; one that does not accept has heard of a later epoch.',
    because: 'The front end is told that it is done.',
    source: `AZ-16; P57; ${replicated}`,
    formula: always(
      ofEachHost((view, host) =>
        (['START', 'STOP'] as const).every((type) => {
          const { context, matches } = view.agent(host);
          if (!view.received(host, type)) return true;
          if (!view.handled(host, type))
            return view.received(host, type, ({ epoch }) => epoch < context.epoch);
          return (
            matches(type === 'START' ? 'running' : 'empty') &&
            view.emitted(host, 'accepted') &&
            replicaNames.every(
              (name) =>
                view.received(host, type, ({ primary }) => primary === name) ===
                view.sent(host, name, 'DONE'),
            )
          );
        }),
      ),
    ),
  }),
  claim('host-heeds-the-new-primary', {
    statement: 'A Host Agent keeps the epoch of a primary that takes over, if it is the latest.',
    because: 'It is what it refuses the deposed one by.',
    source: `AZ-16; P57; ${replicated}`,
    formula: always(
      ofEachHost(
        (view, host) =>
          !view.received(host, 'TAKE_OVER') ||
          view.received(host, 'TAKE_OVER', ({ epoch }) => epoch <= view.agent(host).context.epoch),
      ),
    ),
  }),
  claim('done-is-answered', {
    statement:
      'A primary that commanded answers the front end when the host has done it, with the number of the request.',
    because: 'Who is not answered asks again.',
    source: `AZ-04, AZ-16; P58; ${replicated}`,
    formula: always(
      ofEachReplica((view, name) => {
        const { context, matches } = view.agent(name);
        if (!view.received(name, 'DONE')) return true;
        return view.handled(name, 'DONE')
          ? matches({ primary: 'waiting' }) &&
              view.sent(name, 'ffe', 'ANSWER', ({ number }) => number === context.log.length)
          : !(
              matches({ primary: 'commanding' }) &&
              view.received(name, 'DONE', ({ epoch }) => epoch === context.epoch)
            );
      }),
    ),
  }),
  claim('nothing-runs-before-it-is-started', {
    statement: 'No host runs the instance before it was told to start it.',
    because: 'What nobody decided nobody deletes.',
    source: `AZ-08, AZ-16; ${replicated}`,
    formula: first(startsSomewhere).precedes(({ agent }: Letter) =>
      hostNames.some((host) => agent(host).matches('running')),
    ),
  }),
];

/** Where decisions are written down elsewhere before anything follows from them. */
const writtenDown = claim('decision-is-written-down', {
  statement:
    'A replica that is told decisions by a primary of no earlier epoch follows it, writes them down and says so; the primary commands when one has.',
  because: 'With the primary that is a majority of three.',
  source: `AZ-06; P58; ${replicated}`,
  formula: always(
    ofEachReplica((view, name) => {
      const { context, matches } = view.agent(name);
      const isIgnored = (type: 'REPLICATE' | 'REPLICATED') =>
        view.received(name, type) && !view.handled(name, type);
      if (isIgnored('REPLICATE'))
        return view.received(name, 'REPLICATE', ({ epoch }) => epoch < context.epoch);
      if (isIgnored('REPLICATED'))
        return !(
          matches({ primary: 'replicating' }) &&
          view.received(
            name,
            'REPLICATED',
            ({ epoch, length }) => epoch === context.epoch && length === context.log.length,
          )
        );
      if (view.handled(name, 'REPLICATED')) return matches({ primary: 'commanding' });
      if (!view.handled(name, 'REPLICATE')) return true;
      return (
        matches('follower') &&
        context.logEpoch === context.epoch &&
        othersThan(name).every(
          (other) =>
            view.received(
              name,
              'REPLICATE',
              ({ epoch, log, primary }) =>
                primary === other && epoch === context.epoch && log.length === context.log.length,
            ) === view.sent(name, other, 'REPLICATED', ({ length }) => length === context.log.length),
        )
      );
    }),
  ),
});

export const deposedIsRefused = claim('deposed-primary-is-refused', {
  statement: 'A Host Agent that has heard of a later epoch accepts no command of an earlier one.',
  because: 'The primary that was deposed may be alive, and does not know.',
  source: `AZ-06, AZ-16; P57; ${replicated}`,
  formula: never(obeysTheDeposed),
});

export const deletedStaysDeleted = claim('deleted-instance-stays-deleted', {
  statement: 'When the front end was told that the instance is deleted, it is started nowhere any more.',
  because: 'A command to start it that was overtaken would bring it back, and nobody would know of it.',
  source: `AZ-08, AZ-16; P57; ${replicated}`,
  formula: never(startsSomewhere).after(isDeleted),
});

export const decisionSurvives = claim('answered-decision-survives', {
  statement: 'What the front end was told to be done is known to the last primary, whoever that is.',
  because: 'A primary that does not know of an instance neither watches nor heals nor deletes it.',
  source: `AZ-06, AZ-08; P58; ${replicated}`,
  formula: always((view: Letter) => {
    const primary = lastPrimary(view);
    return primary === undefined || view.agent(primary).context.log.length >= answered(view);
  }).given(condition('something was answered', (view) => answered(view) > 0)),
});

export const deployedOnce = claim('instance-is-deployed-once', {
  statement: 'The instance never runs on two hosts.',
  because: 'A primary that does not know of its predecessor’s decision decides again, and otherwise.',
  source: `AZ-08; P58; ${replicated}`,
  formula: never((view: Letter) => hostNames.every((host) => view.agent(host).matches('running'))),
});

export const properties = [
  ...ofElections,
  ...ofRequests,
  writtenDown,
  takenOverIsWrittenDown,
  decisionsOnce,
  nothingTwice(1),
  deposedIsRefused,
  deletedStaysDeleted,
  decisionSurvives,
  deployedOnce,
  claim('answer-comes', {
    statement: 'A deployment that the front end asks for is done in the end, if it goes on asking.',
    because: 'A change of the primary may cost time, and no request.',
    source: `AZ-04, AZ-08; P58; ${replicated}`,
    formula: whenever(handled('ffe', 'DEPLOY')).leadsTo(isDeployed),
    fairness: { weak: [fair.environment('ffe', 'RETRY')] },
  }),
  claim('can-be-deleted', {
    statement: 'Whatever happened, the instance can be deployed and deleted.',
    because: 'What cannot be deleted is paid for, for ever.',
    source: `AZ-08; P53, P58`,
    formula: alwaysPossible(agent('ffe').matches('deleted')),
  }),
];

export const elections = [
  nothingTwice(2),
  ...ofElections,
  claim('one-primary-in-an-epoch', {
    statement: 'No epoch has two primaries.',
    because: 'Host Agents tell primaries apart by their epochs.',
    source: `AZ-06; P57; ${replicated}`,
    formula: never((view: Letter) => {
      const epochs = primaries(view).map((name) => view.agent(name).context.epoch);
      return new Set(epochs).size < epochs.length;
    }),
  }),
  claim('somebody-can-be-primary', {
    statement:
      'Whoever suspects whom, an election can end with a primary that no replica knows a successor of.',
    because: 'A datacenter without a head deploys, heals and updates nothing.',
    source: `AZ-06; P58; ${replicated}`,
    formula: alwaysPossible((view: Letter) => lastPrimary(view) !== undefined),
  }),
];
