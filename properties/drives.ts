/**
 * What is claimed of the drives of a role instance, and of startup tasks that remember what they have done.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { operations } from '../models/drives/host-agent.ts';
import { type DriveName, driveNames } from '../models/drives/startup-task.ts';
import { drives } from '../models/drives.ts';

const language = propertiesOf(drives());
const {
  alwaysPossible,
  always,
  and,
  claim,
  condition,
  G,
  handled,
  implies,
  first,
  lasting,
  never,
  not,
  or,
  received,
} = language;
const { sometimes, timeDiverges, whenever, Y } = language;

type Letter = View<ReturnType<typeof drives>['agents']>;
type Host = 'host1' | 'host2';

const hosts: readonly Host[] = ['host1', 'host2'];
const updating = 'Microsoft, "How to update a cloud service"';

const home = (view: Letter) => view.agent(view.agent('fabricController').context.home);
const homeDrives = (view: Letter) => home(view).context.drives;
const hasData = (drive: DriveName) =>
  condition(`there is data on ${drive}:`, (view: Letter) => homeDrives(view)[drive].includes('data'));
const isReady = condition('the role is Ready', (view: Letter) =>
  hosts.some((host) => view.agent(host).matches({ guest: 'ready' })),
);

const hasMark = condition('there is the mark', (view: Letter) =>
  driveNames.some((drive) => homeDrives(view)[drive].includes('mark')),
);
const isInstalled = condition('there is the installation', (view: Letter) =>
  homeDrives(view).D.includes('installation'),
);
const boots = condition('the guest boots', (view: Letter) => home(view).matches({ guest: 'booting' }));
const taskRuns = condition('the startup task runs', (view: Letter) =>
  home(view).matches({ guest: 'runningTask' }),
);
const hasFailed = condition('the role has failed', (view: Letter) => home(view).matches({ guest: 'failed' }));
const crashed = or(...hosts.map((host) => received(host, 'ROLE_CRASH')));
const toldToRestart = or(
  ...([...operations, 'MOVE'] as const).map((operation) => received('fabricController', operation)),
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
            isKept ? hasData(drive) : not(hasData(drive)),
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

/** What is true wherever the startup task leaves its mark. */
export const wherever = [
  ...(['REBOOT', 'PORTAL_REBOOT', 'UPGRADE', 'REIMAGE', 'MOVE'] as const).map(survives),
  claim('can-be-ready-again', {
    statement: 'Whatever was done to it, the role can become Ready again.',
    because: 'At the worst it is moved, and all begins anew.',
    source: 'AZ-01, AZ-09; P53',
    formula: alwaysPossible(isReady),
  }),
  claim('restarts-when-told', {
    statement: 'Whoever asks for a reboot, an upgrade, a re-image or a move finds the guest booting at once.',
    because: 'An order that nobody carries out leaves a sick instance as it is.',
    source: `AZ-07, AZ-08; ${updating}`,
    formula: always(boots).given(toldToRestart),
  }),
  claim('restarts-only-when-told', {
    statement: 'A guest that was up boots only because somebody asked for it.',
    because: 'A role that fails is started again; that is no reason to restart its guest.',
    source: 'AZ-07, AZ-24',
    formula: always(toldToRestart).given(and(boots, Y(not(boots)))),
  }),
  claim('instance-is-on-one-host', {
    statement: 'The instance is where the fabric controller has it, and the other host is empty.',
    because: 'Two copies of one instance would both answer.',
    source: 'AZ-07, AZ-09',
    formula: always(
      condition('it is at home and nowhere else', (view: Letter) =>
        hosts.every((host) =>
          view.agent(host).matches(view.agent('fabricController').context.home === host ? 'guest' : 'empty'),
        ),
      ),
    ),
  }),
  claim('boot-takes-its-time', {
    statement: 'A guest that is restarted boots for five minutes at least.',
    because: 'Each restart costs an outage, and who plans one counts on it.',
    source: `AZ-07; ${updating}`,
    formula: whenever(toldToRestart).forbids(not(boots)).for(minutes(5)),
  }),
  claim('boot-ends', {
    statement: 'A guest has booted after a quarter of an hour, unless it is restarted meanwhile.',
    because: 'What takes longer is taken for a failure by those who wait for it.',
    source: `AZ-07; ${updating}`,
    formula: whenever(toldToRestart).leadsTo(not(boots)).within(minutes(15)).unless(toldToRestart),
  }),
  claim('found-mark-ends-the-task', {
    statement: 'A startup task that finds its mark is over at once.',
    because: 'That is what the mark is for: each start of the role waits for the task.',
    source: 'AZ-26',
    formula: never(and(taskRuns, hasMark)),
  }),
  claim('installing-takes-its-time', {
    statement: 'A role whose startup task begins to install is not Ready before five minutes are over.',
    because: 'The role is not there as long as the task runs.',
    source: 'AZ-24, AZ-26',
    formula: whenever(and(taskRuns, Y(not(taskRuns))))
      .forbids(isReady)
      .for(minutes(5)),
  }),
  claim('installing-ends', {
    statement: 'A startup task never runs longer than five minutes.',
    because: 'A role whose startup task does not end is never started.',
    source: 'AZ-24, AZ-26',
    formula: lasting(taskRuns).atMost(minutes(5)),
  }),
  claim('ready-when-prepared', {
    statement:
      'Where the role is Ready, its startup task has installed what it needs, and has left its mark.',
    because: 'A role without what it needs fails, and a task without its mark does all again.',
    source: 'AZ-24, AZ-26',
    formula: always(and(isInstalled, hasMark)).given(isReady),
  }),
  claim('starts-or-fails', {
    statement: 'After its startup task the role is Ready at once, or has failed.',
    because: 'There is nothing else that it waits for.',
    source: 'AZ-24, AZ-26',
    formula: never(
      condition('the role is being started', (view: Letter) =>
        hosts.some((host) => view.agent(host).matches({ guest: 'startingRole' })),
      ),
    ),
  }),
  claim('crash-is-a-failure', {
    statement: 'A role that crashes has failed.',
    because: 'Who asks for its state must not be told that it serves.',
    source: 'AZ-24',
    formula: always(hasFailed).given(and(crashed, Y(isReady))),
  }),
  claim('crashed-role-waits', {
    statement: 'A role that crashed is not Ready again for five minutes.',
    because: 'A role that crashes at each start would else take the whole machine.',
    source: 'AZ-24',
    formula: whenever(and(crashed, hasFailed)).forbids(isReady).for(minutes(5)),
  }),
  claim('crashed-role-returns', {
    statement:
      'Five minutes after a Ready role crashed it is Ready again, unless something else is done to it.',
    because: 'Nobody has to ask for it.',
    source: 'AZ-24; P53',
    formula: whenever(and(crashed, Y(isReady)))
      .leadsTo(isReady)
      .within(minutes(5))
      .unless(or(...disturbances)),
  }),
  claim('fails-only-with-a-cause', {
    statement: 'A role that neither crashed nor was re-imaged has not failed.',
    because: 'The startup task of its first start has run, so that there is what the role needs.',
    source: 'AZ-24, AZ-26; P23',
    formula: first(or(crashed, received('fabricController', 'REIMAGE'))).precedes(hasFailed),
  }),
  claim('move-changes-the-host', {
    statement: 'An instance that is moved is on the other host.',
    because: 'It is moved because the host that it was on is to be left.',
    source: 'AZ-07, AZ-09',
    formula: always(
      implies(
        received('fabricController', 'MOVE'),
        or(
          ...hosts.map((host) => {
            const isHome = condition(
              `it is on ${host}`,
              (view: Letter) => view.agent('fabricController').context.home === host,
            );
            return and(isHome, Y(not(isHome)));
          }),
        ),
      ),
    ),
  }),
  ...operations.map((operation) =>
    claim(`${operation.toLowerCase().replace('_', '-')}-can-come`, {
      statement: `There can be a ${operation}.`,
      because: 'What is said of what it leaves would else be said of nothing.',
      source: `AZ-07, AZ-08; ${updating}`,
      formula: sometimes(received('fabricController', operation)),
    }),
  ),
  claim('role-can-write', {
    statement: 'A Ready role can write to its drives.',
    because: 'A role that keeps nothing on its drives loses nothing with them.',
    source: `AZ-07; ${updating}`,
    formula: sometimes(and(isReady, hasData('C'))),
  }),
  claim('what-is-written-is-there', {
    statement: 'What a Ready role writes to a drive is there at once.',
    because: 'Else no restart could be blamed for its loss.',
    source: `AZ-07; ${updating}`,
    formula: always(
      and(
        ...hosts.flatMap((host) =>
          driveNames.map((name) =>
            implies(
              and(
                received(host, 'ROLE_WRITES', ({ drive }) => drive === name),
                Y(isReady),
              ),
              hasData(name),
            ),
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

export const properties = [...wherever, markMeansInstalled, becomesReady];
