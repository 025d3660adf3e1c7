/**
 * What is claimed about healing a virtual machine that may be on the move.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { hostNames } from '../models/migration-healing/host.ts';
import { migrationHealing } from '../models/migration-healing.ts';

const language = propertiesOf(migrationHealing());
const {
  agent,
  and,
  claim,
  condition,
  fault,
  G,
  handled,
  implies,
  never,
  O,
  or,
  sent,
  timeDiverges,
  whenever,
  Y,
} = language;

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
  claim('lost-vm-is-healed', {
    statement: 'Half an hour after a host failed the VM runs, unless a host is cut off too.',
    because: 'Whether or not it was on the move, what is lost is to be healed.',
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
