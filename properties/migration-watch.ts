/**
 * What is claimed about the ten-minute rule while a virtual machine is moved.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { migrationWatch } from '../models/migration-watch.ts';

const language = propertiesOf(migrationWatch());
const { agent, alwaysPossible, always, and, claim, condition, F, first, G, handled, implies } = language;
const { never, not, or, received, sent, timeDiverges, W, whenever } = language;

type Letter = View<ReturnType<typeof migrationWatch>['agents']>;
type Copy = 'copy1' | 'copy2';

const isUp = (copy: Copy) =>
  or(agent(copy).matches('running'), agent(copy).matches('hung'), agent(copy).matches('booting'));
const isRestarted = or(sent('hostAgent1', 'copy1', 'RESTART'), sent('hostAgent2', 'copy2', 'RESTART'));
const runs = or(agent('copy1').matches('running'), agent('copy2').matches('running'));
const isIdle = agent('mover').matches('idle');
const movesNothing = ({ agent }: Letter) => agent('mover').matches('idle');
/** Nothing that the mover has said is still under way. */
const isSettled = (view: Letter) =>
  view.agent('mover').matches('idle') &&
  (['hostAgent1', 'hostAgent2', 'copy1', 'copy2'] as const).every(
    (name) => view.link('mover', name).inFlight() === 0,
  );
const isWatchedAtHome = ({ agent }: Letter) =>
  (['hostAgent1', 'hostAgent2'] as const).every(
    (name, index) => agent(name).matches('watching') === (agent('mover').context.home === index + 1),
  );

type Host = 1 | 2;
const sides = [
  { hostAgent: 'hostAgent1', copy: 'copy1', host: 1 },
  { hostAgent: 'hostAgent2', copy: 'copy2', host: 2 },
] as const;
const otherSide = (host: Host) => sides[host === 1 ? 1 : 0];
const homeOf = ({ agent }: Letter) => sides[agent('mover').context.home - 1]!;

const resumed = or(sent('mover', 'copy1', 'RESUME'), sent('mover', 'copy2', 'RESUME'));
const committed = and(resumed, not(handled('mover', 'CANCEL')));

const isSaidOnce = condition('no command is under way twice', ({ link }) =>
  sides.every(
    ({ hostAgent, copy }) =>
      (['SUSPEND', 'WATCH', 'LET_GO'] as const).every(
        (type) => link('mover', hostAgent).inFlight(type) <= 1,
      ) &&
      (['PAUSE', 'RESUME', 'REMOVE'] as const).every((type) => link('mover', copy).inFlight(type) <= 1) &&
      link(hostAgent, copy).inFlight('RESTART') <= 1 &&
      link(copy, hostAgent).inFlight('HEARTBEAT') <= 2,
  ),
);
const beatsOnce = ({ copy, hostAgent }: (typeof sides)[number]) =>
  condition(
    `one heartbeat of ${copy} under way`,
    ({ link }) => link(copy, hostAgent).inFlight('HEARTBEAT') <= 1,
  );
const stopsBeating = or(handled('copy1', 'HANG'), handled('copy1', 'RESTART'), handled('copy1', 'PAUSE'));
const beats = sent('copy1', 'hostAgent1', 'HEARTBEAT');

/** The steps of a migration, one by one, with whom they are told. */
const steps = [
  claim('nothing-before-a-migration', {
    statement: 'Nothing is moved before somebody asks for a migration.',
    because: 'A migration that nobody asked for is a pause that nobody expects.',
    source: 'FC-02',
    formula: first(handled('mover', 'MIGRATE')).precedes(not(isIdle)),
  }),
  claim('watch-is-suspended-first', {
    statement:
      'A migration begins with the watch: the Host Agent of the host that has the guest is told to suspend it.',
    because: 'The silence of a guest that is paused must not be counted.',
    source: 'AZ-17; VF16',
    formula: always(
      (view) => view.sent('mover', homeOf(view).hostAgent, 'SUSPEND') && !movesNothing(view),
    ).given(handled('mover', 'MIGRATE')),
  }),
  claim('told-to-suspend-it-suspends', {
    statement: 'A Host Agent that watches, and is told to suspend the watch, does.',
    because: 'The copy is paused as soon as it says so.',
    source: 'AZ-17; VF16',
    formula: always(
      and(
        ...sides.map(({ hostAgent }) =>
          implies(received(hostAgent, 'SUSPEND'), agent(hostAgent).matches('suspended')),
        ),
      ),
    ),
  }),
  claim('busy-guest-stays', {
    statement: 'Of a guest that just boots the migration is off, and it is watched again.',
    because: 'What boots has no memory worth moving, and may hang.',
    source: 'FC-02; VF16',
    formula: always(
      (view) => movesNothing(view) && view.sent('mover', homeOf(view).hostAgent, 'WATCH'),
    ).given(handled('mover', 'BUSY')),
  }),
  claim('cancel-resumes-at-home', {
    statement:
      'A migration that is cancelled in the blackout resumes the guest, and the watch, where they were.',
    because: 'Until the commit everything can be undone.',
    source: 'FC-02; VF02, VF16',
    formula: always(
      (view) =>
        movesNothing(view) &&
        view.sent('mover', homeOf(view).copy, 'RESUME') &&
        view.sent('mover', homeOf(view).hostAgent, 'WATCH'),
    ).given(handled('mover', 'CANCEL')),
  }),
  claim('commit-moves-the-guest', {
    statement: 'At the commit the guest is resumed and watched on one host, and removed from the other.',
    because: 'A copy that is left behind could be booted.',
    source: 'FC-02; VF11, VF15',
    formula: always(
      (view) =>
        view.agent(homeOf(view).copy).matches('absent') &&
        view.sent('mover', homeOf(view).copy, 'RESUME') &&
        view.sent('mover', homeOf(view).hostAgent, 'WATCH') &&
        view.sent('mover', otherSide(homeOf(view).host).copy, 'REMOVE'),
    ).given(committed),
  }),
  claim('source-lets-go', {
    statement: 'At the commit the Host Agent of the source is told to let go.',
    because: 'It hears nothing any more, and would act on it.',
    source: 'AZ-15; VF15',
    formula: always((view) => view.sent('mover', otherSide(homeOf(view).host).hostAgent, 'LET_GO')).given(
      committed,
    ),
  }),
  claim('told-to-let-go-lets-go', {
    statement: 'A Host Agent that is told to let go has the guest elsewhere from then on.',
    because: 'One that keeps it suspended would take up a watch that is no more its own.',
    source: 'AZ-15; VF15',
    formula: always(
      and(
        ...sides.map(({ hostAgent }) =>
          implies(received(hostAgent, 'LET_GO'), agent(hostAgent).matches('elsewhere')),
        ),
      ),
    ),
  }),
  claim('removed-copy-is-gone', {
    statement: 'A copy that is to be removed is gone.',
    because: 'What is left of it could be booted.',
    source: 'FC-02; VF11',
    formula: always(
      and(...sides.map(({ copy }) => implies(received(copy, 'REMOVE'), agent(copy).matches('absent')))),
    ),
  }),
  claim('blackout-ends', {
    statement: 'A blackout is over after fifteen minutes.',
    because: 'A guest that is paused serves nobody.',
    source: 'VF12',
    formula: whenever(handled('mover', 'PAUSED')).leadsTo(isIdle).within(minutes(15)),
  }),
  claim('nothing-is-said-twice', {
    statement:
      'No command is under way twice, and no heartbeat, before the guest is paused; of one that goes on, two.',
    because: 'What comes a second time is taken for the next one.',
    source: 'VF19',
    formula: and(G(isSaidOnce), ...sides.map((side) => W(beatsOnce(side), handled(side.copy, 'PAUSE')))),
  }),
];

/** What a guest does, and the Host Agent that watches it. */
const watching = [
  claim('guest-begins-on-host1', {
    statement:
      'At first the guest runs on the first host, and is heard there, until it hangs, is restarted, or is paused.',
    because: 'It is the state that every migration begins with.',
    source: 'AZ-15',
    formula: and(beats, W(agent('copy1').matches('running'), stopsBeating)),
  }),
  claim('resumed-as-it-was', {
    statement:
      'A guest that is resumed hangs if it hung when it was paused; else it runs, and is heard at once.',
    because: 'The memory is moved as it is, and the watch begins with the first heartbeat.',
    source: 'AZ-15, FC-02; VF16',
    formula: always(
      and(
        ...sides.flatMap(({ copy, hostAgent }) => [
          implies(
            received(copy, 'RESUME', ({ hangs }) => hangs),
            agent(copy).matches('hung'),
          ),
          implies(
            received(copy, 'RESUME', ({ hangs }) => !hangs),
            and(agent(copy).matches('running'), sent(copy, hostAgent, 'HEARTBEAT')),
          ),
        ]),
      ),
    ),
  }),
  claim('what-runs-does-not-hang', {
    statement: 'A guest that runs is not moved as one that hangs.',
    because: 'It would be restarted after the migration, for nothing.',
    source: 'FC-02; VF16',
    formula: never(
      or(
        ...sides.map(({ copy }) =>
          and(
            agent(copy).matches('running'),
            condition(`${copy} is marked as hung`, ({ agent }) => agent(copy).context.hangs),
          ),
        ),
      ),
    ),
  }),
  claim('heard-every-five-minutes', {
    statement: 'A guest is heard every five minutes, unless it hangs, is restarted, or is paused.',
    because: 'The ten minutes of the Host Agent are two of these.',
    source: 'AZ-15; P25',
    formula: G(implies(beats, or(F(stopsBeating, minutes(5)), F(beats, [minutes(5), minutes(5)])))),
  }),
  claim('ten-minutes-of-silence', {
    statement: 'No guest is restarted before ten minutes have passed without a heartbeat.',
    because: 'A restart takes the role out of service; a late heartbeat is no reason for one.',
    source: 'AZ-17; P26',
    formula: whenever(received('hostAgent1', 'HEARTBEAT'))
      .forbids(sent('hostAgent1', 'copy1', 'RESTART'))
      .for(minutes(10)),
  }),
  claim('boot-takes-five-minutes', {
    statement: 'A guest that is restarted does not run before it has booted for five minutes.',
    because: 'In this time it is not moved.',
    source: 'AZ-17; P29',
    formula: whenever(handled('copy1', 'RESTART')).forbids(agent('copy1').matches('running')).for(minutes(5)),
  }),
];

export const properties = [
  ...steps,
  ...watching,
  claim('one-guest-runs', {
    statement: 'The guest is never up on both hosts.',
    because: 'A Host Agent that still holds its timer would boot the copy that was left behind.',
    source: 'AZ-17, FC-02; VF15',
    formula: never(and(isUp('copy1'), isUp('copy2'))),
  }),
  claim('no-restart-in-the-blackout', {
    statement: 'No restart is commanded while the virtual machine is in the blackout.',
    because: 'A paused guest is silent, and not ill.',
    source: 'AZ-17; VF16',
    formula: never(and(isRestarted, agent('mover').matches('blackout'))),
  }),
  claim('one-watch', {
    statement: 'Two Host Agents never watch the virtual machine at the same time.',
    because: 'One of them hears nothing, and acts on it.',
    source: 'AZ-15; VF16',
    formula: never(and(agent('hostAgent1').matches('watching'), agent('hostAgent2').matches('watching'))),
  }),
  claim('watched-where-it-runs', {
    statement:
      'While no migration is under way, the Host Agent of the host that has it watches, and no other.',
    because: 'A machine that nobody watches hangs for ever.',
    source: 'AZ-15, AZ-17; VF16',
    formula: always(isWatchedAtHome).given(isSettled),
  }),
  claim('restart-goes-where-it-runs', {
    statement: 'A restart is commanded only where the guest is up, or is about to pause.',
    because: 'To restart a copy that was left behind boots the guest a second time.',
    source: 'AZ-17; VF15',
    formula: never(
      or(
        and(sent('hostAgent1', 'copy1', 'RESTART'), agent('copy1').matches('absent')),
        and(sent('hostAgent2', 'copy2', 'RESTART'), agent('copy2').matches('absent')),
      ),
    ),
  }),
  claim('hung-guest-is-restarted', {
    statement: 'A guest that hangs is restarted at last, unless it is moved again and again.',
    because: 'The migration must hand the watch on; a hang moves with the memory.',
    source: 'AZ-17; VF16',
    formula: whenever(or(handled('copy1', 'HANG'), handled('copy2', 'HANG')))
      .leadsTo(isRestarted)
      .unless(handled('mover', 'MIGRATE')),
  }),
  claim('restarted-or-moved-in-time', {
    statement: 'A guest that hangs while nobody moves it is restarted within ten minutes.',
    source: 'AZ-17; P25, VF16',
    formula: whenever(and(or(handled('copy1', 'HANG'), handled('copy2', 'HANG')), isIdle))
      .leadsTo(isRestarted)
      .within(minutes(10))
      .unless(not(isIdle)),
  }),
  claim('can-run-again', {
    statement: 'Whatever happened, the guest can come to run again on one of the hosts.',
    source: 'AZ-17, FC-02; VF11',
    formula: alwaysPossible(runs),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];
