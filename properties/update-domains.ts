/**
 * What is claimed about updates: one update domain at a time, in order, and always with a way out.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { instanceNames } from '../models/update-domains/fabric-controller.ts';
import type { InstanceName, Version } from '../models/update-domains/instance.ts';
import { updateDomains } from '../models/update-domains.ts';

const language = propertiesOf(updateDomains());
const { agent, always, alwaysPossible, and, claim, condition, deadlockFree, emitted, F, first, G } = language;
const { handled, implies, lasting, never, not, O, or, R, sent, sometimes, timeDiverges, W, X } = language;
const { whenever, Y } = language;

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

const domains = [0, 1, 2] as const;

const ofEach = (holds: (view: Letter, name: InstanceName, domain: number) => boolean) => (view: Letter) =>
  instanceNames.every((name, domain) => holds(view, name, domain));

type Condition = (view: Letter) => boolean;

type Operand = Parameters<typeof not>[0];

const endsWithin = (state: Operand, time: number) => G(implies(state, F(not(state), time)));

const lastsLongerThan = (state: Operand, time: number) => G(or(state, X(or(not(state), G(state, time)))));

const WORKING = { fabricController: ['walking', 'walkingBack'], platform: ['pass'] } as const;

/** The walker is at work on this update domain. */
const isAt = (walker: 'fabricController' | 'platform', domain: number) => (view: Pick<Letter, 'agent'>) => {
  const { context, matches } = view.agent(walker) as {
    context: { domain: number };
    matches(value: string): boolean;
  };
  return context.domain === domain && WORKING[walker].some((state) => matches(state));
};

const isAtInPass = (domain: number, pass: 'host OS' | 'guest OS') => (view: Letter) =>
  isAt('platform', domain)(view) && view.agent('platform').context.pass === pass;

const isTold = (view: Letter, name: InstanceName) =>
  view.received(name, 'UPDATE') || view.received(name, 'REBOOT');

/** Nothing but a message that says so takes the walker from one update domain to another one, or makes it end. */
const tellsEachDomain = (
  walker: 'fabricController' | 'platform',
  type: 'UPDATE' | 'REBOOT',
  ended: Condition,
) =>
  and(
    ...domains.map((domain) =>
      G(
        implies(
          sent(walker, instanceNames[domain], type),
          W(
            isAt(walker, domain),
            or(
              ended,
              ...instanceNames
                .filter((name) => name !== instanceNames[domain])
                .map((name) => sent(walker, name, type)),
            ),
          ),
        ),
      ),
    ),
  );

/** What an instance does that is told to stop, or crashes: whoever walks relies on it. */
export const ofInstances = [
  claim('told-is-stopped', {
    statement:
      'An instance that is told to update or to reboot stops; a reboot alone adds nothing to a stop under way.',
    because: 'Who waits for it to be Ready again would take the old one for the new one.',
    source: `AZ-08; ${updating}`,
    formula: always(
      ofEach((view, name) => {
        if (!isTold(view, name)) return true;
        const stops = view.agent(name).matches('stopping');
        return view.received(name, 'UPDATE') || view.handled(name, 'REBOOT')
          ? stops
          : view.agent(name).hasTag('planned');
      }),
    ),
  }),
  claim('stop-and-start-take-their-time', {
    statement:
      'Planned work takes an instance down for more than five minutes: to stop takes five, and to start.',
    because: 'Traffic must be led elsewhere for so long.',
    source: `${updating}`,
    formula: and(...instanceNames.map((name) => lastsLongerThan(agent(name).hasTag('planned'), minutes(5)))),
  }),
  claim('stop-and-start-end', {
    statement:
      'To stop takes an instance five minutes at most, and to start as well, unless it starts slowly.',
    because: 'OnStop gets five minutes, and is cut then.',
    source: `${updating}`,
    formula: and(
      ...instanceNames.flatMap((name) => [
        endsWithin(agent(name).matches('stopping'), minutes(5)),
        endsWithin(agent(name).matches('starting'), minutes(5)),
      ]),
    ),
  }),
  claim('runs-what-it-was-told', {
    statement: 'An instance that has stopped starts the version that it was told last.',
    because: 'An update that is forgotten on the way looks like one that arrived.',
    source: `AZ-08; ${updating}`,
    formula: always(
      ofEach((view, name) => {
        const { next, sound, version } = view.agent(name).context;
        const isTheLast =
          !view.received(name, 'UPDATE') ||
          view.received(name, 'UPDATE', (told) => told.version === next.version && told.sound === next.sound);
        const isRun = version === next.version && sound === next.sound;
        return isTheLast && (isRun || view.agent(name).matches('stopping'));
      }),
    ),
  }),
  claim('crash-takes-it-down', {
    statement: 'An instance that serves and crashes is down, until it has recovered or is told to stop.',
    because: 'A crash that nobody sees would be none.',
    source: 'P59 (d)',
    formula: always(
      ofEach((view, name) => !view.handled(name, 'CRASH') || view.agent(name).matches('recovering')),
    ).given(or(...instanceNames.map((name) => handled(name, 'CRASH')))),
  }),
  claim('recovers-in-five-minutes', {
    statement:
      'An instance that crashed is Ready again in five minutes, no sooner and no later, unless it is told to stop.',
    because: 'Nobody told it to go down, so that nobody need tell it to come back.',
    source: 'P59 (d); AZ-09',
    formula: and(
      ...instanceNames.flatMap((name) => [
        endsWithin(agent(name).matches('recovering'), minutes(5)),
        G(implies(handled(name, 'CRASH'), G(not(agent(name).matches('ready')), 0))),
      ]),
    ),
  }),
  claim('says-when-ready', {
    statement:
      'An instance that was down says that it is Ready when it is, and that it crashed when its version does; both to the fabric controller and to the platform.',
    because: 'Who walks through the update domains waits for it.',
    source: `AZ-08, AZ-16; P60; ${updating}`,
    formula: and(
      ...instanceNames.map((name) =>
        G(
          implies(
            (view) =>
              view.handled(name, 'CRASH') || (isTold(view, name) && view.agent(name).matches('stopping')),
            W(
              ({ agent }) => !agent(name).matches('ready') && !agent(name).matches('crashing'),
              (view) =>
                (['fabricController', 'platform'] as const).every((listener) =>
                  view.agent(name).matches('ready')
                    ? view.sent(name, listener, 'READY')
                    : view.sent(name, listener, 'CRASHED'),
                ),
            ),
          ),
        ),
      ),
    ),
  }),
  claim('unsound-is-never-ready', {
    statement:
      'A version that crashes does so as soon as it has started and is never Ready, and one that is sound does not crash when it starts.',
    because: 'The update is to be held up by the one, and not by the other.',
    source: `AZ-09; ${updating}`,
    formula: always(
      ofEach(({ agent }, name) => {
        const { context, matches } = agent(name);
        return context.sound
          ? !matches('crashing')
          : !(matches('started') || matches('ready') || matches('recovering'));
      }),
    ),
  }),
];

/** What the fabric controller does with what it is asked for, as long as one update is not begun over another. */
export const ofTheWalk = [
  claim('update-begins-at-once', {
    statement:
      'A new version goes to the first update domain at once, if no walk is under way; an old one goes nowhere.',
    because: 'Who asks for an update sees it begin, or be refused.',
    source: `AZ-08; P53; ${updating}`,
    formula: always((view: Letter) => {
      if (!view.received('fabricController', 'UPDATE')) return true;
      const { context, matches } = view.agent('fabricController');
      const { goal, domain } = context;
      if (!view.handled('fabricController', 'UPDATE'))
        return (
          matches('lent') ||
          matches('walking') ||
          matches('walkingBack') ||
          view.received('fabricController', 'UPDATE', ({ version }) => version <= goal.version)
        );
      return (
        matches('walking') &&
        domain === 0 &&
        view.received(
          'fabricController',
          'UPDATE',
          (to) => to.version === goal.version && to.sound === goal.sound,
        ) &&
        view.sent('fabricController', 'web_IN_0', 'UPDATE') &&
        view.agent('web_IN_0').context.version < goal.version
      );
    }),
  }),
  claim('tells-the-domain-it-is-at', {
    statement:
      'The fabric controller tells one update domain at a time to update: the one it is at, to the version that is to be reached.',
    because: 'Any other would be down without being waited for.',
    source: `AZ-08; P59; ${updating}`,
    formula: always(
      ofEach((view, name, domain) => {
        const { goal } = view.agent('fabricController').context;
        return (
          !view.sent('fabricController', name, 'UPDATE') ||
          (isAt('fabricController', domain)(view) &&
            view.sent(
              'fabricController',
              name,
              'UPDATE',
              (to) => to.version === goal.version && to.sound === goal.sound,
            ))
        );
      }),
    ),
  }),
  claim('walks-by-telling', {
    statement:
      'The fabric controller is at an update domain until it tells the next one, or the walk ends or is stuck.',
    because: 'An update domain that is passed over keeps the old version.',
    source: `AZ-08; P60; ${updating}`,
    formula: tellsEachDomain(
      'fabricController',
      'UPDATE',
      ({ agent }) => agent('fabricController').matches('idle') || agent('fabricController').matches('stuck'),
    ),
  }),
  claim('walks-on-after-half-an-hour', {
    statement: 'The fabric controller waits half an hour at most for an update domain.',
    because: 'One instance that does not start must not hold up a deployment.',
    source: `AZ-08; P60; ${updating}`,
    formula: and(
      ...domains.flatMap((domain) =>
        (
          [
            ['walking', 'v2'],
            ['walking', 'v3'],
            ['walkingBack', 'v1'],
          ] as const
        ).map(([state, version]) =>
          endsWithin(
            ({ agent }) =>
              isAt('fabricController', domain)({ agent }) &&
              agent('fabricController').matches(state) &&
              agent('fabricController').context.goal.version === version,
            minutes(30),
          ),
        ),
      ),
    ),
  }),
  claim('walk-ends-with-its-last-domain', {
    statement:
      'A walk is at its end only after the last update domain, and a walk back only after the first.',
    because: 'A deployment of two versions would be left behind.',
    source: `AZ-08; P53; ${updating}`,
    formula: and(
      ...(
        [
          ['walking', 0],
          ['walking', 1],
          ['walkingBack', 1],
          ['walkingBack', 2],
        ] as const
      ).map(([state, domain]) =>
        G(
          implies(
            (view) =>
              view.sent('fabricController', instanceNames[domain], 'UPDATE') &&
              view.agent('fabricController').matches(state),
            W(
              not(agent('fabricController').matches('idle')),
              or(
                ...instanceNames
                  .filter((name) => name !== instanceNames[domain])
                  .map((name) => sent('fabricController', name, 'UPDATE')),
                ...(state === 'walking' ? [rolledBack] : []),
              ),
            ),
          ),
        ),
      ),
    ),
  }),
];

/** What the fabric controller does with what it hears while it walks. */
export const ofHearing = [
  claim('walks-on-when-ready', {
    statement:
      'When the instance that is waited for is Ready the walk goes on to the next update domain, or is at its end; a walk back goes the other way.',
    because: 'Half an hour for each update domain would make an update of minutes one of hours.',
    source: `AZ-08; P60; ${updating}`,
    formula: always(
      ofEach((view, name, domain) => {
        const isOfIt = ({ instance }: { instance: InstanceName }) => instance === name;
        if (!view.received('fabricController', 'READY', isOfIt)) return true;
        const { context, matches } = view.agent('fabricController');
        if (!view.handled('fabricController', 'READY', isOfIt))
          return !isAt('fabricController', domain)(view);
        if (matches('walking')) return context.domain === domain + 1;
        if (matches('walkingBack')) return context.domain === domain - 1;
        return matches('idle') && domain !== 1;
      }),
    ),
  }),
  claim('crash-holds-the-walk', {
    statement:
      'When the instance that is waited for crashes the walk is stuck; of what others say of crashes this fabric controller takes no notice.',
    because:
      'A version that crashes must not be walked on with. The published one looks at all that are updated, which the model leaves out.',
    source: `AZ-08, AZ-09; ${updating}`,
    formula: always(
      ofEach((view, name, domain) => {
        const isOfIt = ({ instance }: { instance: InstanceName }) => instance === name;
        const { context, matches } = view.agent('fabricController');
        if (!view.received('fabricController', 'CRASHED', isOfIt)) return true;
        return view.handled('fabricController', 'CRASHED', isOfIt)
          ? matches('stuck') && context.domain === domain
          : !(matches('walking') && context.domain === domain);
      }),
    ),
  }),
];

export const ofRollbacks = (
  [
    ['walking', 'walks'],
    ['stuck', 'is stuck'],
  ] as const
).map(([state, does]) =>
  claim(`rollback-of-what-${does.replace(' ', '-')}`, {
    statement: `A rollback of an update that ${does} begins at once, where the update was, and leads back to the version that all had.`,
    because: 'It is asked for when something is wrong.',
    source: `P53, P65; ${updating}`,
    formula: always((view: Letter) => {
      const { context, matches } = view.agent('fabricController');
      const { arrived, domain, goal } = context;
      return (
        matches('walkingBack') &&
        goal.version === arrived.version &&
        goal.sound &&
        view.sent('fabricController', instanceNames[domain]!, 'UPDATE')
      );
    }).given(and(rolledBack, Y(agent('fabricController').matches(state)))),
  }),
);

/** What the platform does on its walk. */
export const ofThePlatform = [
  claim('no-patch-by-itself', {
    statement: 'The platform neither asks nor reboots before it has a patch.',
    because: 'Each reboot costs somebody an instance.',
    source: 'P61',
    formula: W(agent('platform').matches('idle'), handled('platform', 'PATCH')),
  }),
  claim('reboots-the-domain-it-is-at', {
    statement: 'The platform reboots one update domain at a time: the one it is at.',
    because: 'Any other would be down without being waited for.',
    source: 'P59, P61',
    formula: always(
      ofEach(
        (view, name, domain) => !view.sent('platform', name, 'REBOOT') || isAt('platform', domain)(view),
      ),
    ),
  }),
  claim('reboots-every-domain', {
    statement: 'The platform is at an update domain until it reboots the next one, or is done.',
    because: 'A host that is passed over keeps its hole.',
    source: 'P61',
    formula: tellsEachDomain('platform', 'REBOOT', ({ agent }) => agent('platform').matches('done')),
  }),
  claim('pass-begins-with-the-first-domain', {
    statement: 'Each pass begins with a reboot of the first update domain.',
    because: 'A host that is passed over keeps its hole.',
    source: 'P61',
    formula: always(
      (view: Letter) =>
        view.sent('platform', 'web_IN_0', 'REBOOT') && view.agent('platform').context.domain === 0,
    ).given(or(emitted('platform', 'host OS pass begins'), emitted('platform', 'guest OS pass begins'))),
  }),
  claim('patches-host-and-guest', {
    statement: 'The platform is done only after the pass of the guest OS.',
    because: 'Both have holes.',
    source: 'P61',
    formula: always(({ agent }: Letter) => agent('platform').context.pass === 'guest OS').given((view) =>
      view.agent('platform').matches('done'),
    ),
  }),
  claim('end-of-each-pass-is-told', {
    statement:
      'The platform says of each pass that it has ended: of that of the host OS when it goes on to the guest OS, of the other when it is done.',
    because: 'Who waits for its passes to be over has nothing else to go by.',
    source: 'P61; SupportArticles, "Role instance restarts caused by Azure VM OS upgrades"',
    formula: always(emitted('platform', 'pass ends')).given(
      or(
        emitted('platform', 'guest OS pass begins'),
        and(agent('platform').matches('done'), Y(not(agent('platform').matches('done')))),
      ),
    ),
  }),
  claim('platform-goes-on-when-ready', {
    statement:
      'When the instance that the platform waits for is Ready it goes on to the next update domain, or the next pass, or is done.',
    because: 'Half an hour for each update domain would make hours of minutes.',
    source: 'P60, P61',
    formula: always(
      ofEach((view, name, domain) => {
        const isOfIt = ({ instance }: { instance: InstanceName }) => instance === name;
        if (!view.received('platform', 'READY', isOfIt)) return true;
        if (!view.handled('platform', 'READY', isOfIt)) return !isAt('platform', domain)(view);
        const { context, matches } = view.agent('platform');
        return domain === 2
          ? matches('done') || (matches('pass') && context.domain === 0)
          : matches('pass') && context.domain === domain + 1;
      }),
    ),
  }),
];

/** A platform that asks before it walks. */
const ofAsking = [
  claim('lent-while-the-platform-walks', {
    statement: 'The fabric controller leaves the deployment to the platform exactly while that walks.',
    because: 'Two walks at once take two update domains; none at all keeps the deployment closed.',
    source: 'P59 (c), P61',
    formula: always(
      ({ agent }: Letter) => agent('fabricController').matches('lent') === agent('platform').matches('pass'),
    ),
  }),
  claim('asks-for-a-walk', {
    statement: 'A platform that has a patch asks for a walk at once.',
    because: 'A hole in a host is a hole in everything that runs on it.',
    source: 'P61',
    formula: always(sent('platform', 'fabricController', 'REQUEST_WALK')).given(
      (view) => view.received('platform', 'PATCH') && !view.agent('platform').matches('done'),
    ),
  }),
  claim('walk-is-granted-in-five-minutes', {
    statement:
      'A fabric controller that has nothing to do keeps the platform waiting for five minutes at most.',
    because: 'A platform that is not heard must ask again.',
    source: 'P61',
    formula: lasting(
      ({ agent }: Letter) => agent('fabricController').matches('idle') && agent('platform').matches('asking'),
    ).atMost(minutes(5)),
  }),
];

/** Where the fabric controller does not hear who is Ready. */
export const halfAnHour = claim('half-an-hour-for-each-domain', {
  statement:
    'A fabric controller that does not hear who is Ready waits half an hour before it turns to another update domain.',
  because: 'It knows of nothing else that would tell it when to go on.',
  source: `P60; ${updating}`,
  formula: and(
    ...domains.map((domain) => {
      const others = instanceNames.filter((name) => name !== instanceNames[domain]);
      return G(
        implies(
          sent('fabricController', instanceNames[domain], 'UPDATE'),
          G(not(or(...others.map((name) => sent('fabricController', name, 'UPDATE')))), minutes(25)),
        ),
      );
    }),
  ),
});

export const neverStuck = claim('never-stuck', {
  statement: 'A fabric controller that does not hear of crashes is never stuck.',
  because: 'It goes on after half an hour, whatever has become of the instance.',
  source: `P60; ${updating}`,
  formula: never(agent('fabricController').matches('stuck')),
});

export const waits = [0, 1].map((domain) => {
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
});

export const properties = [
  ...ofInstances,
  ...ofTheWalk,
  ...ofHearing,
  ...ofRollbacks,
  ...ofThePlatform,
  ...ofAsking,
  claim('one-update-domain-down', {
    statement: 'Planned work takes instances of one update domain down at a time.',
    because: 'This is what update domains are for: the others go on serving.',
    source: `AZ-08; P59; ${updating}`,
    formula: always(oneDomainDown),
  }),
  ...waits,
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

/** What an instance that starts slowly, a second update and a platform that asks nobody do. */
export const ofOverlaps = [
  claim('slow-start-takes-forty-minutes', {
    statement:
      'An instance that starts slowly is Ready after forty minutes, no sooner and no later, unless it is updated meanwhile.',
    because: 'It is longer than anybody waits for it.',
    source: 'P59 (a), P60',
    formula: and(
      ...instanceNames.flatMap((name) => [
        endsWithin(agent(name).matches('startingSlowly'), minutes(40)),
        G(
          implies(
            handled(name, 'SLOW_START'),
            R(handled(name, 'UPDATE'), not(agent(name).matches('ready')), minutes(35)),
          ),
        ),
      ]),
    ),
  }),
  claim('second-update-overtakes', {
    statement: 'A newer version that is asked for while another one walks begins at once as well.',
    because: 'It is published as possible, and as a hazard.',
    source: `P59 (b); ${updating}`,
    formula: always(sent('fabricController', 'web_IN_0', 'UPDATE')).given(
      and(handled('fabricController', 'UPDATE'), Y(agent('fabricController').matches('walking'))),
    ),
  }),
  claim('newer-version-unsticks', {
    statement: 'A newer version that is asked for while an update is stuck begins at once.',
    because: 'It is the other way out of a stuck update.',
    source: `P53; ${updating}`,
    formula: always(sent('fabricController', 'web_IN_0', 'UPDATE')).given(
      and(handled('fabricController', 'UPDATE'), Y(agent('fabricController').matches('stuck'))),
    ),
  }),
  claim('patch-begins-at-once', {
    statement: 'A platform that asks nobody begins with its first pass as soon as it has a patch.',
    because: 'A hole in a host is a hole in everything that runs on it.',
    source: 'P59 (c), P61',
    formula: always(emitted('platform', 'host OS pass begins')).given(handled('platform', 'PATCH')),
  }),
  claim('platform-goes-on-after-half-an-hour', {
    statement:
      'The platform waits half an hour for an update domain that does not become Ready, no longer and no less.',
    because: 'One instance that does not start must not keep the hosts of others unpatched.',
    source: 'P60, P61',
    formula: and(
      ...domains.flatMap((domain) => [
        endsWithin(isAtInPass(domain, 'host OS'), minutes(30)),
        endsWithin(isAtInPass(domain, 'guest OS'), minutes(30)),
      ]),
      ...[0, 1].map((domain) =>
        G(
          implies(
            sent('platform', instanceNames[domain]!, 'REBOOT'),
            R(
              sent(instanceNames[domain]!, 'platform', 'READY'),
              or(
                not(sent('platform', instanceNames[domain + 1]!, 'REBOOT')),
                sent(instanceNames[domain]!, 'platform', 'READY'),
              ),
              minutes(25),
            ),
          ),
        ),
      ),
    ),
  }),
];

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

const withTasks = ['web_IN_0', 'web_IN_1'] as const;
const eachWithTasks = (of: (name: (typeof withTasks)[number]) => Operand) => and(...withTasks.map(of));
const isServing = (name: InstanceName) => agent(name).matches({ ready: 'serving' });
const isRunningTask = (name: InstanceName) => agent(name).matches({ ready: 'runningTask' });
const isDraining = (name: InstanceName) => agent(name).matches({ ready: 'draining' });
const goalIs = (version: Version) =>
  condition(
    `the deployment is to have ${version}`,
    ({ agent }: Letter) => agent('fabricController').context.goal.version === version,
  );
const told = (name: InstanceName) => or(handled(name, 'UPDATE'), handled(name, 'REBOOT'));

export const tasks = [
  ...aboutTasksOf('web_IN_0'),
  ...aboutTasksOf('web_IN_1'),
  claim('task-holds-the-stop-up', {
    statement:
      'An instance that is told to stop does so at once, unless it runs a foreground task: then it serves until the task has ended.',
    because: 'Only a task may keep an update waiting.',
    source: `AZ-08; P10; ${updating}`,
    formula: eachWithTasks((name) =>
      G(
        implies(
          told(name),
          or(
            and(Y(or(isRunningTask(name), isDraining(name))), isDraining(name)),
            and(not(Y(or(isRunningTask(name), isDraining(name)))), agent(name).matches('stopping')),
          ),
        ),
      ),
    ),
  }),
  claim('nobody-is-told-in-vain', {
    statement: 'An instance takes note of each update, and of a reboot unless it is on its way down already.',
    because: 'Who tells it waits until it is Ready again.',
    source: `AZ-08; P61; ${updating}`,
    formula: always(
      ofEach(
        ({ agent, handled, received }, name) =>
          (!received(name, 'UPDATE') || handled(name, 'UPDATE')) &&
          (!received(name, 'REBOOT') ||
            handled(name, 'REBOOT') ||
            agent(name).hasTag('planned') ||
            agent(name).matches({ ready: 'draining' })),
      ),
    ),
  }),
  claim('stops-when-its-task-ends', {
    statement:
      'When its foreground task ends an instance that was told to stop stops at once, and any other goes on serving.',
    because: 'The update has waited for it long enough.',
    source: 'P10; Microsoft, "How to configure and run startup tasks"',
    formula: eachWithTasks((name) =>
      and(
        G(implies(handled(name, 'TASK_BEGINS'), isRunningTask(name))),
        G(implies(and(handled(name, 'TASK_ENDS'), Y(isRunningTask(name))), isServing(name))),
        G(implies(and(handled(name, 'TASK_ENDS'), Y(isDraining(name))), agent(name).matches('stopping'))),
      ),
    ),
  }),
  claim('task-runs-until-it-ends', {
    statement: 'A foreground task runs until it ends by itself, and is not forgotten meanwhile.',
    because: 'An instance that forgot it would be stopped in the middle of it.',
    source: 'P10; Microsoft, "How to configure and run startup tasks"',
    formula: eachWithTasks((name) =>
      G(
        implies(
          isRunningTask(name),
          W(or(isRunningTask(name), isDraining(name)), handled(name, 'TASK_ENDS')),
        ),
      ),
    ),
  }),
  claim('task-may-end-by-itself', {
    statement: 'There is a run in which a foreground task ends while its instance serves.',
    because: 'An instance whose task never ends takes no update any more.',
    source: 'P10; Microsoft, "How to configure and run startup tasks"',
    formula: sometimes(
      (view: Letter) =>
        view.handled('web_IN_0', 'TASK_ENDS') && view.agent('web_IN_0').matches({ ready: 'serving' }),
    ),
  }),
  claim('stop-may-come-after-its-task', {
    statement: 'There is a run in which an instance that was told to stop does so when its task has ended.',
    because: 'A stop that waits for a task and never comes keeps the old version for good.',
    source: 'P10; Microsoft, "How to configure and run startup tasks"',
    formula: sometimes(
      (view: Letter) => view.handled('web_IN_0', 'TASK_ENDS') && view.agent('web_IN_0').matches('stopping'),
    ),
  }),
  claim('only-newer-versions-begin', {
    statement: 'An update begins only if its version is newer than that which the deployment is to have.',
    because: 'The way back to an old one is a rollback.',
    source: `AZ-08; P65; ${updating}`,
    formula: G(
      implies(
        handled('fabricController', 'UPDATE'),
        or(and(Y(goalIs('v1')), not(goalIs('v1'))), and(Y(goalIs('v2')), goalIs('v3'))),
      ),
    ),
  }),
  claim('reboot-heals-no-version', {
    statement: 'An instance whose version crashes does so until it is told to update.',
    because: 'It would crash again; another version is what it needs.',
    source: `AZ-09; ${updating}`,
    formula: and(
      ...instanceNames.map((name) =>
        G(
          implies(
            agent(name).matches('crashing'),
            W(agent(name).matches('crashing'), handled(name, 'UPDATE')),
          ),
        ),
      ),
    ),
  }),
  claim('remembers-what-it-was-told', {
    statement:
      'An instance that has stopped starts the version that it was told last, also while its task ran.',
    because: 'An update that is forgotten on the way looks like one that arrived.',
    source: `AZ-08; P10; ${updating}`,
    formula: always(
      ofEach((view, name) => {
        const { next, sound, version } = view.agent(name).context;
        const isTheLast =
          !view.received(name, 'UPDATE') ||
          view.received(name, 'UPDATE', (told) => told.version === next.version && told.sound === next.sound);
        const isRun = version === next.version && sound === next.sound;
        const isToStop =
          view.agent(name).matches('stopping') || view.agent(name).matches({ ready: 'draining' });
        return isTheLast && (isRun || isToStop);
      }),
    ),
  }),
];

/** What is true only where no instance keeps an update waiting, or where some crash that nobody told to go down. */
const notWithTasks = [
  'told-is-stopped',
  'runs-what-it-was-told',
  'crash-takes-it-down',
  'recovers-in-five-minutes',
  'update-begins-at-once',
  'one-update-domain-down',
  'bad-version-meets-one-domain',
  'update-arrives',
  'rollback-arrives',
  'always-a-way-out',
  'no-deadlock',
];

/** What is true of updates that may have to wait for a task. */
export const despiteTasks = [
  ...properties.filter(({ id }) => !notWithTasks.includes(id)),
  ...ofOverlaps.filter(({ id }) => id === 'platform-goes-on-after-half-an-hour'),
];
