/**
 * What is claimed about updates: one update domain at a time, in order, and always with a way out.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { instanceNames } from '../models/update-domains/fabric-controller.ts';
import { updateDomains } from '../models/update-domains.ts';

const language = propertiesOf(updateDomains());
const { always, alwaysPossible, claim, condition, deadlockFree, emitted, first, G, handled } = language;
const { implies, never, not, O, or, R, sent, sometimes, timeDiverges, whenever, Y } = language;

type Letter = View<ReturnType<typeof updateDomains>['agents']>;

const updating = 'Microsoft, "How to update a cloud service"';

const isReady = ({ agent }: Letter) => instanceNames.every((name) => agent(name).matches('ready'));

const down = ({ agent }: Letter, tag: 'planned' | 'unplanned') =>
  instanceNames.filter((name) => agent(name).hasTag(tag)).length;

const downAsPlanned = (view: Letter) => down(view, 'planned');

const isAtGoal = (view: Letter) => {
  const { goal } = view.agent('fabricController').context;
  return isReady(view) && instanceNames.every((name) => view.agent(name).context.version === goal.version);
};

const rolledBack = handled('fabricController', 'ROLLBACK');

/** Every instance is Ready with the version that the update was to bring. */
const allUpdated = condition('all instances are updated', isAtGoal);

const oneDomainDown = (view: Letter) => downAsPlanned(view) <= 1;

export const properties = [
  claim('one-update-domain-down', {
    statement: 'Planned work takes instances of one update domain down at a time.',
    because: 'This is what update domains are for: the others go on serving.',
    source: `AZ-08; P59; ${updating}`,
    formula: always(oneDomainDown),
  }),
  ...[0, 1].map((domain) => {
    const ready = sent(instanceNames[domain]!, 'fabricController', 'READY');
    const next = sent('fabricController', instanceNames[domain + 1]!, 'UPDATE');
    return claim(`domain-${domain + 1}-waits-for-${domain}`, {
      statement: `Update domain ${domain + 1} is updated when ${domain} is Ready again, or 30 minutes have passed.`,
      because: 'An update that breaks instances must not go through all of them.',
      source: `AZ-08; P60; ${updating}`,
      formula: G(
        implies(
          sent('fabricController', instanceNames[domain]!, 'UPDATE'),
          R(or(ready, rolledBack), or(not(next), ready), minutes(25)),
        ),
      ),
    });
  }),
  claim('bad-version-meets-one-domain', {
    statement: 'A version that crashes reaches one instance only.',
    because: 'Its update is stuck there, until it is rolled back or a new one goes over it.',
    source: `AZ-08, AZ-09; ${updating}`,
    formula: always(({ agent }) => instanceNames.filter((name) => !agent(name).context.sound).length <= 1),
  }),
  claim('rollback-only-before-the-end', {
    statement: 'A rollback begins only while an instance is not updated.',
    because: 'Afterwards there is no update under way that could be rolled back.',
    source: `P65; ${updating}`,
    formula: G(implies(rolledBack, not(Y(allUpdated)))),
  }),
  claim('update-arrives', {
    statement:
      'A sound update reaches all instances in the end, and all are Ready, unless it is rolled back.',
    because: 'The fabric controller drives each instance to its goal state.',
    source: 'AZ-08, AZ-16; P53',
    formula: whenever(handled('fabricController', 'UPDATE', ({ sound }) => sound))
      .leadsTo(isAtGoal)
      .unless(rolledBack),
  }),
  claim('rollback-arrives', {
    statement:
      'A rollback brings all instances back to the version before, and Ready, unless a new update begins.',
    because: 'It is the way out of a stuck update.',
    source: `P53, P65; ${updating}`,
    formula: whenever(
      (view) =>
        view.handled('fabricController', 'ROLLBACK') && view.agent('fabricController').context.goal.sound,
    )
      .leadsTo(isAtGoal)
      .unless(handled('fabricController', 'UPDATE')),
  }),
  claim('host-pass-before-guest-pass', {
    statement: 'The pass of the guest OS begins only when that of the host OS has ended.',
    because: 'Both reboot instances, and two passes at once would take two update domains.',
    source: 'P61; SupportArticles, "Role instance restarts caused by Azure VM OS upgrades"',
    formula: first(emitted('platform', 'pass ends')).precedes(emitted('platform', 'guest OS pass begins')),
  }),
  claim('patch-can-finish', {
    statement: 'There is a run in which the platform finishes both passes.',
    because: 'A walk that is never granted would satisfy all the others.',
    source: 'P61',
    formula: sometimes(({ agent }) => agent('platform').matches('done')),
  }),
  claim('always-a-way-out', {
    statement: 'From every state of an update all instances can be brought back to Ready.',
    because: 'A stuck deployment must not be stuck for good.',
    source: `AZ-09; P53; ${updating}`,
    formula: alwaysPossible(isReady),
  }),
  claim('no-deadlock', {
    statement: 'Nothing waits for ever, except when all instances are Ready and nobody has work.',
    because: 'An update that waits for an answer that never comes keeps the deployment closed.',
    source: 'AZ-08',
    formula: deadlockFree((view) => isReady(view) && view.agent('fabricController').matches('idle')),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];

const slow = or(...instanceNames.map((name) => handled(name, 'SLOW_START')));
const patched = handled('platform', 'PATCH');
const overlapped = condition(
  'a second update begins over the first',
  (view: Letter) =>
    view.handled('fabricController', 'UPDATE') &&
    view.agent('fabricController').context.goal.version === 'v3',
);

/** P59 once more, for each way in which it fails when nothing else is in the way. */
export const overlaps = [
  claim('one-domain-down-despite-slow-starts', {
    statement: 'One update domain is down at a time, even where an instance starts slowly.',
    because: 'After 30 minutes the fabric controller walks on regardless.',
    source: `P59 (a); ${updating}`,
    expected: 'violated',
    missing: 'instances that start within 30 minutes',
    formula: always(oneDomainDown).given(not(O(or(patched, overlapped)))),
  }),
  claim('one-domain-down-despite-overlap', {
    statement: 'One update domain is down at a time, even where a second update begins over the first.',
    because: 'The first update domain is updated at once, whichever the first update was at.',
    source: `P59 (b); ${updating}`,
    expected: 'violated',
    missing: 'one update at a time',
    formula: always(oneDomainDown).given(not(O(or(patched, slow)))),
  }),
  claim('one-domain-down-despite-patches', {
    statement: 'One update domain is down at a time, even where the platform patches its hosts.',
    because: 'The walk of the platform and that of the deployment need not be at the same place.',
    source: `P59 (c); ${updating}`,
    expected: 'violated',
    missing: 'a platform that does not walk while the deployment does',
    formula: always(oneDomainDown).given(not(O(or(slow, overlapped)))),
  }),
  claim('one-domain-down-despite-crashes', {
    statement: 'One update domain is down at a time, those that crash included.',
    because: 'Update domains speak of planned work only.',
    source: `P59 (d); ${updating}`,
    expected: 'violated',
    missing: 'instances that do not crash',
    formula: always((view) => downAsPlanned(view) + down(view, 'unplanned') <= 1).given(
      not(O(or(slow, patched, overlapped))),
    ),
  }),
];

/** P10 and P11 contradict each other: a stop cannot both wait for a task that never ends, and be honoured. */
const aboutTasksOf = (name: 'web_IN_0' | 'web_IN_1') => {
  const isStopped = language.agent(name).hasTag('planned');
  return [
    claim(`${name.toLowerCase().replaceAll('_', '-')}-task-is-not-cut`, {
      statement: `While a foreground task of ${name} runs the instance is not stopped.`,
      because: 'A foreground task is one that says: not now.',
      source: 'P10; Microsoft, "How to configure and run startup tasks"',
      formula: never(isStopped).afterUntil(handled(name, 'TASK_BEGINS'), handled(name, 'TASK_ENDS')),
    }),
    claim(`${name.toLowerCase().replaceAll('_', '-')}-stop-is-honoured`, {
      statement: `Told to update, ${name} stops for it in the end.`,
      because: 'Else one task holds up a whole deployment.',
      source: 'P11; Microsoft, "How to configure and run startup tasks"',
      expected: 'violated',
      missing: 'foreground tasks that end',
      formula: whenever(sent('fabricController', name, 'UPDATE')).leadsTo(isStopped),
    }),
  ];
};

export const tasks = [...aboutTasksOf('web_IN_0'), ...aboutTasksOf('web_IN_1')];
