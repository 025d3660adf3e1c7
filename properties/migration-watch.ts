/**
 * What is claimed about the ten-minute rule while a virtual machine is moved.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { migrationWatch } from '../models/migration-watch.ts';

const { agent, alwaysPossible, always, and, claim, handled, never, not, or, sent, timeDiverges, whenever } =
  propertiesOf(migrationWatch());

type Letter = View<ReturnType<typeof migrationWatch>['agents']>;
type Copy = 'copy1' | 'copy2';

const isUp = (copy: Copy) =>
  or(agent(copy).matches('running'), agent(copy).matches('hung'), agent(copy).matches('booting'));
const isRestarted = or(sent('hostAgent1', 'copy1', 'RESTART'), sent('hostAgent2', 'copy2', 'RESTART'));
const runs = or(agent('copy1').matches('running'), agent('copy2').matches('running'));
const isIdle = agent('mover').matches('idle');
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

export const properties = [
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
