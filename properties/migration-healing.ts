/**
 * What is claimed about healing a virtual machine that may be on the move.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { type HostName, hostNames } from '../models/migration-healing/host.ts';
import { migrationHealing } from '../models/migration-healing.ts';

const language = propertiesOf(migrationHealing());
const { agent, always, and, claim, condition, F, fault, G, handled, implies, never, not } = language;
const { O, or, received, sent, sometimes, timeDiverges, W, whenever, Y } = language;

type Letter = View<ReturnType<typeof migrationHealing>['agents']>;

const hostsThatRunIt = ({ agent }: Letter) =>
  hostNames.filter((name) => agent(name).matches('running') || agent(name).matches('sending'));

const healedTo = (view: Letter) => hostNames.filter((name) => view.sent('fabricController', name, 'START'));

/** Healing begins while the source still has the VM, or while the destination has it and the source releases it. */
const healedInMigration = (view: Letter) => {
  const [target] = healedTo(view);
  if (target === undefined) return false;
  return hostNames.some((name) => {
    const source = view.agent(name);
    if (!source.matches('releasing')) return source.matches('sending');
    const { peer } = source.context;
    return peer !== target && view.agent(peer).matches('running');
  });
};

const isLost = or(...hostNames.map((name) => handled(name, 'FAIL')));
const isRunning = condition('the VM runs', (view: Letter) => hostsThatRunIt(view).length === 1);
const cut = fault('partition host1 from fabric controller');

const isDown = (name: HostName) => agent(name).matches('down');
const goesDown = (name: HostName) => or(handled(name, 'FAIL'), handled(name, 'POWER_OFF'));
const losesSight = or(handled('host1', 'FAIL'), cut);

/** Every way from one host to another. */
const everyWay = hostNames.flatMap((from) =>
  hostNames.filter((to) => to !== from).map((to) => ({ from, to })),
);

const orderedAtHome = condition('the home of the VM is told to move it', (view: Letter) => {
  const { home, movesTo } = view.agent('fabricController').context;
  return view.sent('fabricController', home, 'MIGRATE', ({ to }) => to === movesTo);
});
const noMoveIsOpen = condition(
  'no move is open',
  ({ agent }: Letter) => agent('fabricController').context.movesTo === null,
);
const waitsInVain = (name: HostName) =>
  or(agent(name).matches({ sending: 'asking' }), agent(name).matches({ sending: 'committing' }));
const isFencedInRecord = (name: HostName) => (view: Letter) =>
  view.agent('fabricController').context.fenced.includes(name);
const everyHostIsAsked = condition('every host that is not fenced is asked', (view: Letter) =>
  hostNames.every((name) => isFencedInRecord(name)(view) || view.sent('fabricController', name, 'PROBE')),
);
const owesAnAnswer = (name: HostName) =>
  condition(
    `${name} owes an answer`,
    (view: Letter) =>
      !isFencedInRecord(name)(view) && view.agent('fabricController').context.answers[name] === undefined,
  );

/** What holds of a migration, with or without a fence. */
export const migrationSteps = [
  claim('vm-begins-on-host1', {
    statement: 'Until a move is ordered or a host is lost from sight, the VM runs on the first host.',
    because: 'It is the state that every move and every healing begins with.',
    source: 'FC-02',
    formula: W(agent('host1').matches('running'), or(handled('fabricController', 'MOVE'), losesSight)),
  }),
  claim('move-is-ordered-at-home', {
    statement: 'A move that is accepted is ordered at once from the host that has the VM.',
    because: 'Nobody else can send it.',
    source: 'FC-02; AZ-09',
    formula: always(orderedAtHome).given(handled('fabricController', 'MOVE')),
  }),
  claim('source-asks-destination', {
    statement: 'A host that is to move the VM asks the destination at once to prepare.',
    because: 'A destination without a copy could not take the VM over.',
    source: 'FC-02, FC-07',
    formula: always(
      and(
        ...everyWay.map(({ from, to }) =>
          implies(
            handled(from, 'MIGRATE', (order) => order.to === to),
            and(agent(from).matches('sending'), sent(from, to, 'PREPARE')),
          ),
        ),
      ),
    ),
  }),
  claim('destination-answers', {
    statement: 'A destination that prepares says so at once to the host that asked.',
    because: 'The source copies only to a host that answers.',
    source: 'FC-07; VF14',
    formula: always(
      and(
        ...everyWay.map(({ from, to }) =>
          implies(
            handled(to, 'PREPARE', (order) => order.from === from),
            and(agent(to).matches('receiving'), sent(to, from, 'PREPARED')),
          ),
        ),
      ),
    ),
  }),
  claim('copies-when-prepared', {
    statement: 'Memory is copied as soon as the destination is prepared, and not before.',
    because: 'A copy that goes to nobody is no copy.',
    source: 'FC-07; VF09',
    formula: and(
      G(implies(handled('host1', 'PREPARED'), agent('host1').matches({ sending: 'copying' }))),
      W(not(agent('host1').matches({ sending: 'copying' })), handled('host1', 'PREPARED')),
    ),
  }),
  claim('commit-takes-effect-at-once', {
    statement:
      'When the source commits, the VM runs on the destination at once, and the source begins to release.',
    because: 'In between it would run nowhere, or twice.',
    source: 'FC-07; VF11',
    formula: always(
      and(
        ...everyWay.map(({ from, to }) =>
          implies(
            handled(to, 'COMMIT'),
            or(not(sent(from, to, 'COMMIT')), and(agent(to).matches('running'), sent(to, from, 'TAKEN'))),
          ),
        ),
        ...hostNames.map((name) => implies(handled(name, 'TAKEN'), agent(name).matches('releasing'))),
      ),
    ),
  }),
  claim('copying-takes-five-minutes', {
    statement: 'A source does not commit before it has copied for five minutes.',
    because: 'What was not copied would be missing.',
    source: 'VF09, VF12',
    formula: whenever(handled('host1', 'MIGRATE'))
      .forbids(or(...hostNames.map((to) => sent('host1', to, 'COMMIT'))))
      .for(minutes(5)),
  }),
  claim('copying-ends', {
    statement: 'A source commits after ten minutes of copying at the latest, unless it goes down.',
    because: 'A migration without end keeps the VM from being moved and healed.',
    source: 'VF12, VF19',
    formula: whenever(handled('host1', 'PREPARED'))
      .leadsTo(or(...hostNames.map((to) => sent('host1', to, 'COMMIT'))))
      .within(minutes(10))
      .unless(goesDown('host1')),
  }),
  claim('release-takes-five-minutes', {
    statement: 'A source that has handed the VM over is empty five minutes later, and not before.',
    because: 'Until its ports are deleted it cannot take the VM back.',
    source: 'FC-07; VF05',
    formula: G(
      implies(
        handled('host1', 'TAKEN'),
        and(
          G(not(agent('host1').matches('empty')), 0),
          F(or(agent('host1').matches('empty'), isDown('host1')), minutes(5)),
        ),
      ),
    ),
  }),
  claim('copy-is-kept-for-fifteen-minutes', {
    statement: 'A destination keeps the copy on its way in for fifteen minutes.',
    because: 'A source that is slow would commit to a host without a copy.',
    source: 'FC-07; VF09, VF13',
    formula: whenever(handled('host2', 'PREPARE')).forbids(agent('host2').matches('empty')).for(minutes(15)),
  }),
  claim('copy-is-not-kept-for-ever', {
    statement: 'After fifteen minutes a destination has the VM, or has thrown the copy away.',
    because: 'A copy that is left over keeps the host from taking the VM later.',
    source: 'FC-07; VF10, VF13',
    formula: whenever(handled('host2', 'PREPARE'))
      .leadsTo(not(agent('host2').matches('receiving')))
      .within(minutes(15)),
  }),
  claim('failure-takes-the-host-down', {
    statement: 'A host that fails, or whose power is cut, has nothing any more.',
    because: 'What runs there must not be there when the VM was healed elsewhere.',
    source: 'AZ-09; P48',
    formula: never(or(...hostNames.map((name) => and(goesDown(name), not(isDown(name)))))),
  }),
  claim('who-is-up-answers', {
    statement: 'A host that is up answers the fabric controller at once, whatever it does.',
    because: 'Who is silent is taken for lost.',
    source: 'AZ-09; VF17',
    formula: always(
      and(
        ...hostNames.map((name) =>
          implies(
            and(received(name, 'PROBE'), not(isDown(name))),
            sent(name, 'fabricController', 'HEALTH', ({ host }) => host === name),
          ),
        ),
      ),
    ),
  }),
  claim('vain-move-is-given-up', {
    statement: 'A source whose destination does not answer runs the VM on after ten minutes at the latest.',
    because: 'A destination that is lost must not take the source with it.',
    source: 'VF09, VF12',
    formula: G(
      and(
        ...hostNames.map((name) =>
          implies(waitsInVain(name), F(or(agent(name).matches('running'), isDown(name)), minutes(10))),
        ),
      ),
    ),
  }),
  claim('starts-when-told', {
    statement: 'A host that is told to start the VM runs it at once.',
    because: 'It is lost everywhere else.',
    source: 'AZ-09; P46',
    formula: never(
      or(...hostNames.map((name) => and(handled(name, 'START'), not(agent(name).matches('running'))))),
    ),
  }),
  claim('move-asks-anew', {
    statement: 'When a move is ordered every host that is not fenced is asked again.',
    because: 'What they said before the move is no longer true.',
    source: 'AZ-09; VF17',
    formula: always(everyHostIsAsked).given(handled('fabricController', 'MOVE')),
  }),
  claim('who-is-up-has-answered', {
    statement: 'In each round every host has answered that is not down, fenced or cut off.',
    because: 'A host that nobody has asked is taken for lost.',
    source: 'AZ-09; VF17',
    formula: always(
      and(
        ...hostNames.map((name) =>
          implies(owesAnAnswer(name), name === 'host1' ? or(isDown(name), O(cut)) : isDown(name)),
        ),
      ),
    ),
  }),
  claim('moves-elsewhere', {
    statement: 'No move is under way to the host that has the VM.',
    because: 'It would wait for itself.',
    source: 'FC-02',
    formula: never(({ agent }) => {
      const { home, movesTo } = agent('fabricController').context;
      return home === movesTo;
    }),
  }),
  claim('moves-can-succeed', {
    statement: 'The VM can be moved to the second host, and back again.',
    because: 'Else what is said about moves would mean nothing.',
    source: 'FC-02',
    formula: sometimes(sent('host2', 'host1', 'COMMIT')),
  }),
];

const isFenced = sent('fabricController', 'powerUnit', 'CUT', ({ host }) => host === 'host1');

/** What holds where a host that is silent is fenced. */
const patience = claim('silent-host-has-ten-minutes', {
  statement: 'The power of a host is cut ten minutes after it was first lost from sight, and not before.',
  because: 'One answer that comes late is no reason to lose the VM.',
  source: 'AZ-09; P26, VF17',
  formula: W(not(or(losesSight, isFenced)), and(losesSight, G(not(isFenced), minutes(5)))),
});
const moveIsSettled = claim('move-is-settled', {
  statement:
    'Half an hour after a move was ordered the fabric controller knows how it ended, where no more than one host fails and none is cut off.',
  because:
    'While it is open the VM cannot be moved again. A second failure during the recovery may begin it anew.',
  source: 'AZ-09; VF17, VF19',
  formula: whenever(handled('fabricController', 'MOVE'))
    .leadsTo(noMoveIsOpen)
    .within(minutes(30))
    .unless(O(cut)),
});

/** The same for hosts that are healed without a fence, and never fail. */
export const moveIsSettledThoughCutOff = claim('move-is-settled-though-cut-off', {
  statement:
    'Half an hour after a move was ordered the fabric controller takes it for ended, though a host is cut off.',
  because: 'While it is open the VM cannot be moved again.',
  source: 'AZ-09; VF17, VF19',
  formula: whenever(handled('fabricController', 'MOVE')).leadsTo(noMoveIsOpen).within(minutes(30)),
});

export const noHealingInMigration = claim('no-healing-in-a-migration', {
  statement:
    'Healing never starts while a migration of the VM is under way, unless the host that has it is fenced.',
  because: 'A host that is silent may be about to hand the VM over, and would go on doing so.',
  source: 'AZ-09, FC-02; VF17',
  formula: never(healedInMigration),
});

export const oneCopyRuns = claim('one-copy-runs', {
  statement: 'The VM never runs on two hosts.',
  because: 'Two copies write to the same disks.',
  source: 'AZ-09, FC-02; VF11, VF17, P48',
  formula: never((view: Letter) => hostsThatRunIt(view).length > 1),
});

export const properties = [
  noHealingInMigration,
  oneCopyRuns,
  ...migrationSteps,
  patience,
  moveIsSettled,
  claim('lost-vm-is-healed', {
    statement: 'Half an hour after a host failed the VM runs, where no other fails and none is cut off.',
    because:
      'Whether or not it was on the move, what is lost is to be healed. A second failure during the recovery may begin it anew.',
    source: 'AZ-09; P46; VF12',
    formula: whenever(isLost).leadsTo(isRunning).within(minutes(30)).unless(O(cut)),
  }),
  claim('copy-waits-for-its-source', {
    statement: 'A copy on its way in comes to run only when its source says so.',
    because: 'A source that is silent may be cut off, not dead.',
    source: 'FC-07; VF13',
    formula: and(
      ...hostNames.map((name) =>
        G(
          implies(
            and(Y(agent(name).matches('receiving')), agent(name).matches('running')),
            or(...hostNames.map((source) => sent(source, name, 'COMMIT'))),
          ),
        ),
      ),
    ),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];
