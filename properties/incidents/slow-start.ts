/**
 * The update of three instances of which one may start slowly; the claims are those of the update-domains suite.
 */
import { type Duration, type Formula, minutes, propertiesOf, type View } from 'redhound';
import { instanceNames } from '../../models/update-domains/fabric-controller.ts';
import { type UpdateParameters, updateDomains } from '../../models/update-domains.ts';
import { properties } from '../update-domains.ts';

/** One update, no trouble but the slow start. */
export const slowStart = (changed: Partial<UpdateParameters> = {}) =>
  updateDomains({
    troubles: { updates: 1, rollbacks: 0, patches: 0, slowStarts: 1, crashes: 0 },
    ...changed,
  });

const { agent, always, and, claim, condition, F, G, handled, implies, never, not, or, sent, sometimes, Y } =
  propertiesOf(slowStart());

type Letter = View<ReturnType<typeof slowStart>['agents']>;
type Name = (typeof instanceNames)[number];

export const waits = properties.filter(({ id }) =>
  [
    'one-update-domain-down',
    'domain-1-waits-for-0',
    'domain-2-waits-for-1',
    'bad-version-meets-one-domain',
    'update-arrives',
    'time-goes-on',
  ].includes(id),
);

const updating = 'Microsoft, "How to update a cloud service"';

const eachInstance = (of: (name: Name, domain: number) => Formula) => and(...instanceNames.map(of));

const isUpdated = (name: Name) => handled(name, 'UPDATE');
const isUp = (name: Name) => or(agent(name).matches('ready'), agent(name).matches('crashing'));
const begins = (name: Name) => and(agent(name).matches('starting'), Y(not(agent(name).matches('starting'))));

/** The fabric controller works on this update domain. */
const isAt = (domain: number) =>
  condition(
    `the fabric controller waits for update domain ${domain}`,
    ({ agent }: Letter) =>
      agent('fabricController').matches('walking') && agent('fabricController').context.domain === domain,
  );
const goesOn = (domain: number) =>
  domain + 1 < instanceNames.length
    ? sent('fabricController', instanceNames[domain + 1]!, 'UPDATE')
    : agent('fabricController').matches('idle');

/** What is true of each walk, with a slow start that takes so long. */
export const walk = (slowStartTakes: Duration, less: Duration) => [
  claim('stop-takes-five-minutes', {
    statement: 'An instance that is told to update stops, and starts five minutes later.',
    because: 'These are the five minutes that OnStop has.',
    source: `AZ-16; P20; ${updating}`,
    formula: eachInstance((name) =>
      G(
        implies(
          isUpdated(name),
          and(
            agent(name).matches('stopping'),
            G(not(agent(name).matches('starting')), minutes(0)),
            F(agent(name).matches('starting'), minutes(5)),
          ),
        ),
      ),
    ),
  }),
  claim('start-takes-five-minutes', {
    statement: 'An instance that does not start slowly is started five minutes after it began to.',
    because: 'The walk takes ten minutes for each update domain, if nothing is in the way.',
    source: updating,
    formula: eachInstance((name) =>
      G(
        implies(
          begins(name),
          and(
            G(not(isUp(name)), minutes(0)),
            F(or(isUp(name), agent(name).matches('startingSlowly')), minutes(5)),
          ),
        ),
      ),
    ),
  }),
  claim('slow-start-takes-its-time', {
    statement: 'An instance that starts slowly is started when its time is over, and not before.',
    because: 'This is what the fabric controller may wait too little for.',
    source: `I8 c; ${updating}`,
    formula: eachInstance((name) =>
      G(implies(handled(name, 'SLOW_START'), and(G(not(isUp(name)), less), F(isUp(name), slowStartTakes)))),
    ),
  }),
  claim('starts-can-be-slow', {
    statement: 'An instance can start slowly.',
    because: 'Else nothing that is said of slow starts would mean anything.',
    source: `I8 c; ${updating}`,
    formula: sometimes(or(...instanceNames.map((name) => handled(name, 'SLOW_START')))),
  }),
  claim('outcome-is-told', {
    statement: 'An instance that has started says at once whether it is Ready or has crashed.',
    because: 'The fabric controller waits for nothing else.',
    source: `AZ-08, AZ-20; ${updating}`,
    formula: eachInstance((name) =>
      G(
        and(
          implies(
            and(agent(name).matches('ready'), Y(not(agent(name).matches('ready')))),
            sent(name, 'fabricController', 'READY'),
          ),
          implies(
            and(agent(name).matches('crashing'), Y(not(agent(name).matches('crashing')))),
            sent(name, 'fabricController', 'CRASHED'),
          ),
        ),
      ),
    ),
  }),
  claim('ready-lets-the-walk-go-on', {
    statement:
      'When the instance that is waited for is Ready the next update domain is updated at once, and after the last the update is over.',
    because: 'A walk that dawdles keeps the deployment between two versions.',
    source: `AZ-08; P59; ${updating}`,
    formula: eachInstance((name, domain) =>
      G(implies(and(sent(name, 'fabricController', 'READY'), Y(isAt(domain))), goesOn(domain))),
    ),
  }),
  claim('crash-holds-the-walk', {
    statement: 'When the instance that is waited for has crashed the update is stuck.',
    because: 'What breaks one instance must not go through all of them.',
    source: `AZ-08, AZ-09; ${updating}`,
    formula: eachInstance((name, domain) =>
      G(
        implies(
          and(sent(name, 'fabricController', 'CRASHED'), Y(isAt(domain))),
          agent('fabricController').matches('stuck'),
        ),
      ),
    ),
  }),
  claim('patience-ends', {
    statement: 'No update domain is waited for longer than 30 minutes.',
    because: 'One instance that never answers must not stop the deployment.',
    source: `AZ-08; P60; ${updating}`,
    formula: eachInstance((name, domain) => G(implies(isUpdated(name), F(not(isAt(domain)), minutes(30))))),
  }),
  claim('starts-with-the-new-version', {
    statement:
      'An instance starts with the version that the update brings, is Ready only with a sound one, and crashes only with one that is not.',
    because: 'An instance that stays as it was has been stopped for nothing.',
    source: `AZ-08; ${updating}`,
    formula: always(({ agent }: Letter) =>
      instanceNames.every((name) => {
        const { goal } = agent('fabricController').context;
        const { sound, version } = agent(name).context;
        const isNew = ['starting', 'startingSlowly', 'crashing'].some((state) =>
          agent(name).matches(state as 'starting'),
        );
        return (
          (!isNew || (version === goal.version && sound === goal.sound)) &&
          (!agent(name).matches('ready') || sound) &&
          (!agent(name).matches('crashing') || !sound)
        );
      }),
    ),
  }),
  claim('crash-can-be-noticed', {
    statement:
      'A version that crashes holds the update up at the first update domain, where its start is not slow.',
    because: 'There it has done the least harm.',
    source: `AZ-08, AZ-09; ${updating}`,
    formula: always(agent('fabricController').matches('stuck')).given(
      and(agent('web_IN_0').matches('crashing'), Y(isAt(0))),
    ),
  }),
  claim('nobody-else-stops-instances', {
    statement:
      'Nothing but the update takes an instance from its work, and the deployment is lent to nobody.',
    because: 'What is claimed about the update is to be due to it.',
    formula: never(
      ({ agent }: Letter) =>
        !agent('platform').matches('idle') ||
        agent('fabricController').matches('lent') ||
        instanceNames.some(
          (name) => agent(name).matches('ready') && !agent(name).matches({ ready: 'serving' }),
        ),
    ),
  }),
];
