/**
 * What is claimed of the drives of a role instance, and of startup tasks that remember what they have done.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { operations } from '../models/drives/host-agent.ts';
import { type DriveName, driveNames } from '../models/drives/startup-task.ts';
import { drives } from '../models/drives.ts';

const language = propertiesOf(drives());
const { agent, alwaysPossible, always, and, claim, condition, G, handled, implies, lasting, never, not, or } =
  language;
const { first, received, sent, timeDiverges, whenever, Y } = language;

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

const booting = (host: Host) => agent(host).matches({ guest: 'booting' });
const runsTask = (host: Host) => agent(host).matches({ guest: 'runningTask' });
const isUp = (host: Host) =>
  or(runsTask(host), agent(host).matches({ guest: 'ready' }), agent(host).matches({ guest: 'failed' }));
const hasFailed = (host: Host) => agent(host).matches({ guest: 'failed' });
const isOrdered = (host: Host) => or(...operations.map((operation) => handled(host, operation)));
const ofBoth = (formula: (host: Host) => ReturnType<typeof and>) => and(...hosts.map(formula));
const isHome = (host: Host) =>
  condition(`${host} is home`, (view: Letter) => view.agent('fabricController').context.home === host);

/** How a guest is brought up, whatever its drives hold. */
export const duties = [
  claim('begins-at-home', {
    statement: 'At the start the guest boots on the first host, and the other one is empty.',
    because: 'An instance is on one host.',
    source: 'AZ-01',
    formula: and(booting('host1'), agent('host2').matches('empty')),
  }),
  ...operations.map((operation) =>
    claim(`${operation.toLowerCase().replace('_', '-')}-is-passed-on`, {
      statement: `The fabric controller passes ${operation} on to the host that the instance is on.`,
      because: 'What the user or the platform orders is done.',
      source: `AZ-07, AZ-08; ${updating}`,
      formula: always(
        or(...hosts.map((host) => and(isHome(host), sent('fabricController', host, operation)))),
      ).given(received('fabricController', operation)),
    }),
  ),
  claim('move-goes-elsewhere', {
    statement: 'A move takes the instance to the other host.',
    because: 'The host that it was on is to be repaired, or has failed.',
    source: 'AZ-09; P53',
    formula: ofBoth((host) =>
      G(
        implies(
          and(received('fabricController', 'MOVE'), Y(isHome(host))),
          and(not(isHome(host)), sent('fabricController', host, 'REMOVE')),
        ),
      ),
    ),
  }),
  claim('guest-boots-when-ordered', {
    statement: 'A guest boots when it is told to, or created, and only then.',
    because: 'A restart that nobody ordered is a failure of the platform.',
    source: `AZ-07, AZ-08; ${updating}`,
    formula: ofBoth((host) =>
      and(
        G(
          implies(
            and(
              or(...operations.map((operation) => received(host, operation))),
              Y(agent(host).matches('guest')),
            ),
            booting(host),
          ),
        ),
        G(implies(and(booting(host), Y(not(booting(host)))), or(isOrdered(host), handled(host, 'CREATE')))),
      ),
    ),
  }),
  claim('no-boot-at-once', {
    statement: 'No guest boots in no time.',
    because: 'A role that is Ready at once has not been restarted.',
    source: 'P66',
    formula: ofBoth((host) => G(implies(isOrdered(host), G(not(isUp(host)), minutes(0))))),
  }),
  ...hosts.map((host) =>
    claim(`boots-in-time-on-${host}`, {
      statement: `A guest on ${host} has booted within fifteen minutes.`,
      because: 'This is what the half hour until Ready begins with.',
      source: 'P66',
      formula: whenever(isOrdered(host))
        .leadsTo(not(booting(host)))
        .within(minutes(15))
        .unless(or(...disturbances)),
    }),
  ),
  claim('task-takes-five-minutes', {
    statement: 'A startup task that installs takes five minutes; one that finds its mark is over at once.',
    because: 'It does its work once for each drive that it works on.',
    source: `AZ-26; P23; ${support}, issue 2`,
    formula: ofBoth((host) =>
      G(
        implies(
          and(runsTask(host), Y(not(runsTask(host)))),
          and(
            G(not(agent(host).matches({ guest: 'ready' })), minutes(0)),
            language.F(not(runsTask(host)), minutes(5)),
          ),
        ),
      ),
    ),
  }),
  claim('start-is-decided', {
    statement: 'A role that starts is Ready or has failed.',
    because: 'It finds what the task installed, or it does not.',
    formula: never(or(...hosts.map((host) => agent(host).matches({ guest: 'startingRole' })))),
  }),
  claim('role-that-crashes-has-failed', {
    statement: 'A role that crashes has failed.',
    because: 'Its process is gone.',
    source: 'AZ-26; P23',
    formula: G(and(...hosts.map((host) => implies(received(host, 'ROLE_CRASH'), hasFailed(host))))),
  }),
  claim('role-can-crash', {
    statement: 'A role can crash.',
    because: 'Of roles that cannot, the other claims would say little.',
    formula: language.sometimes(handled('host1', 'ROLE_CRASH')),
  }),
  claim('failed-role-recycles', {
    statement: 'A role that has failed is started again after five minutes at most, without a boot.',
    because: 'The guest agent recycles it.',
    source: 'AZ-26; P23',
    formula: lasting(or(...hosts.map(hasFailed))).atMost(minutes(5)),
  }),
  claim('crashed-role-returns', {
    statement:
      'Five minutes after a Ready role crashed it is Ready again, unless something else is done to it.',
    because: 'Its startup task finds its mark, and nobody has to ask for it.',
    source: 'AZ-24; P53',
    formula: whenever(and(or(...hosts.map((host) => received(host, 'ROLE_CRASH'))), Y(isReady)))
      .leadsTo(isReady)
      .within(minutes(5))
      .unless(or(...disturbances)),
  }),
  claim('fails-only-with-a-cause', {
    statement: 'A role that neither crashed nor was re-imaged has not failed.',
    because: 'The startup task of its first start has run, so that there is what the role needs.',
    source: 'AZ-24, AZ-26; P23',
    formula: first(
      or(received('fabricController', 'REIMAGE'), ...hosts.map((host) => received(host, 'ROLE_CRASH'))),
    ).precedes(or(...hosts.map(hasFailed))),
  }),
  claim('data-is-written', {
    statement: 'What the role writes is on the drive that it wrote to.',
    because: 'Else no claim about what is kept would say anything.',
    source: 'AZ-07',
    formula: and(
      ...driveNames.map((drive) =>
        G(
          implies(
            or(...hosts.map((host) => handled(host, 'ROLE_WRITES', (event) => event.drive === drive))),
            hasData(drive),
          ),
        ),
      ),
    ),
  }),
  claim('data-can-be-written', {
    statement: 'There can be data on each drive at once.',
    because: 'Of drives without data, the claims about what is kept would say nothing.',
    formula: language.sometimes((view: Letter) =>
      driveNames.every((drive) => homeDrives(view)[drive].includes('data')),
    ),
  }),
];

export const properties = [
  ...duties,
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
