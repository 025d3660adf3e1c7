/**
 * What is claimed about a fabric controller whose primary changes: who is obeyed, and what a decision is worth.
 */
import { propertiesOf, type View } from 'redhound';
import { hostNames, replicaNames } from '../models/fabric-controller-failover/decision.ts';
import { fabricControllerFailover } from '../models/fabric-controller-failover.ts';

const language = propertiesOf(fabricControllerFailover());
const { agent, alwaysPossible, always, claim, condition, fair, handled, never, or, whenever } = language;

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
