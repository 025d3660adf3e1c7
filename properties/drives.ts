/**
 * What is claimed of the drives of a role instance, and of startup tasks that remember what they have done.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { operations } from '../models/drives/host-agent.ts';
import { type DriveName, driveNames } from '../models/drives/startup-task.ts';
import { drives } from '../models/drives.ts';

const language = propertiesOf(drives());
const { alwaysPossible, always, and, claim, condition, G, handled, implies, or, timeDiverges, whenever, Y } =
  language;

type Letter = View<ReturnType<typeof drives>['agents']>;
type Host = 'host1' | 'host2';

const hosts: readonly Host[] = ['host1', 'host2'];
const updating = 'Microsoft, "How to update a cloud service"';

const homeDrives = (view: Letter) => view.agent(view.agent('fabricController').context.home).context.drives;
const hasData = (drive: DriveName) =>
  condition(`there is data on ${drive}:`, (view: Letter) => homeDrives(view)[drive].includes('data'));
const isReady = condition('the role is Ready', (view: Letter) =>
  hosts.some((host) => view.agent(host).matches({ guest: 'ready' })),
);

/** The published table: what each operation leaves of the drives. */
const kept = {
  REBOOT: ['C', 'D', 'E'],
  PORTAL_REBOOT: ['C', 'D'],
  UPGRADE: ['C', 'D'],
  REIMAGE: ['C'],
  MOVE: [],
} as const;

const survives = (operation: keyof typeof kept) =>
  claim(`${operation.toLowerCase().replace('_', '-')}-keeps-what-it-should`, {
    statement: `After ${operation} there is on the drives of the instance what was there before of ${kept[operation].join(', ') || 'none of them'}, and no more.`,
    because: 'Who writes to a drive must know what it is worth.',
    source: `AZ-07, AZ-08; P66; ${updating}`,
    formula: and(
      ...driveNames.map((drive) => {
        const isKept = (kept[operation] as readonly DriveName[]).includes(drive);
        return G(
          implies(
            and(handled('fabricController', operation), Y(hasData(drive))),
            isKept ? hasData(drive) : language.not(hasData(drive)),
          ),
        );
      }),
    ),
  });

const disturbances = [
  ...([...operations, 'MOVE'] as const).map((operation) => handled('fabricController', operation)),
  ...hosts.map((host) => handled(host, 'ROLE_CRASH')),
];

const support = 'SupportArticles, "Role instance restarts caused by Azure VM OS upgrades"';

export const markMeansInstalled = claim('mark-means-installed', {
  statement: 'Where there is the mark of the startup task there is what it installed.',
  because: 'A task that finds its mark does nothing.',
  source: `AZ-26; P23; ${support}, issue 2`,
  formula: always((view: Letter) => {
    const all = homeDrives(view);
    return driveNames.every((drive) => !all[drive].includes('mark')) || all.D.includes('installation');
  }),
});

export const becomesReady = claim('role-becomes-ready-again', {
  statement:
    'Half an hour after whatever was done to it the role is Ready, unless more is done to it, or it crashes.',
  because: 'What its startup task needs to do again, it does again.',
  source: `AZ-26; P23; ${support}, issue 2`,
  formula: whenever(or(...operations.map((operation) => handled('fabricController', operation))))
    .leadsTo(isReady)
    .within(minutes(30))
    .unless(or(...disturbances)),
});

export const properties = [
  ...(['REBOOT', 'PORTAL_REBOOT', 'UPGRADE', 'REIMAGE', 'MOVE'] as const).map(survives),
  markMeansInstalled,
  becomesReady,
  claim('can-be-ready-again', {
    statement: 'Whatever was done to it, the role can become Ready again.',
    because: 'At the worst it is moved, and all begins anew.',
    source: 'AZ-01, AZ-09; P53',
    formula: alwaysPossible(isReady),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];
