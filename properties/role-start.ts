/**
 * What is claimed about the start of a role, its tasks and processes, its recycling and its stop.
 */
import { type Formula, minutes, propertiesOf, type View } from 'redhound';
import {
  type HostProcess,
  hostProcesses,
  hostProcessOf,
  type InstanceStatus,
  settings,
  siteroot,
} from '../models/azure/role-model.ts';
import { roleStart } from '../models/role-start.ts';
import { configuratorDeaths, guestProcesses, userStops } from './guest-processes.ts';

const {
  agent,
  alwaysPossible,
  always,
  and,
  claim,
  condition,
  deadlockFree,
  fair,
  handled,
  implies,
  never,
  not,
  or,
  received,
  S,
  sent,
  timeDiverges,
  whenever,
  Y,
} = propertiesOf(roleStart());

type Letter = View<ReturnType<typeof roleStart>['agents']>;
type SimpleTask = 'simpleTask1' | 'simpleTask2';

const roleOf = ({ agent }: Letter) => agent('guestAgent').context.role;
const isFullIis = condition('the role is full IIS', (view) => roleOf(view).roleType === 'fullIisWeb');

const anyHost = (of: (host: HostProcess) => Formula) => or(...hostProcesses.map(of));
const isAlive = (host: HostProcess) => not(agent(host).matches('absent'));
const hostStarts = anyHost((host) => received(host, 'START'));

/** A run of the role begins. */
const begins = handled('bootstrapper', 'START');
/** It has ended, and the guest agent hears of it. */
const ends = handled('guestAgent', 'BOOTSTRAPPER_EXITED');
/** It happened in this run of the role. */
const inThisRun = (of: Formula) => S(not(or(begins, ends)), of);

const succeeded = (name: SimpleTask) =>
  received('bootstrapper', 'TASK_EXITED', ({ task, code }) => task === name && code === 0);
const simpleTaskFailed = received(
  'bootstrapper',
  'TASK_EXITED',
  ({ task, code }) => task.startsWith('simple') && code !== 0,
);
const bothSucceeded = and(inThisRun(succeeded('simpleTask1')), inThisRun(succeeded('simpleTask2')));
const anyTaskStarts = or(
  received('simpleTask1', 'RUN'),
  received('backgroundTask', 'RUN'),
  received('foregroundTask', 'RUN'),
  received('simpleTask2', 'RUN'),
);

/** The bootstrapper waits for a simple task. */
const waitsForTask = agent('bootstrapper').matches({ present: { runningTasks: 'waiting' } });
const otherTaskExited = received('bootstrapper', 'TASK_EXITED', ({ task }) => !task.startsWith('simple'));

const configuratorCalled = or(
  handled('iisConfigurator', 'DELETE_POOLS'),
  handled('iisConfigurator', 'CONFIGURE'),
);
const configuratorReports = or(
  received('bootstrapper', 'POOLS_DELETED'),
  received('bootstrapper', 'SITES_CONFIGURED'),
);

const reported = (status: InstanceStatus) =>
  sent('guestAgent', 'fabricController', 'STATUS', (report) => report.status === status);
const isReady = agent('guestAgent').matches({ started: 'ready' });
/** Somebody wants the role stopped. */
const isStopWanted = or(
  agent('waAppAgent').matches('updating'),
  agent('waAppAgent').matches('stoppingRole'),
  agent('waAppAgent').matches('roleStopped'),
  agent('waAppAgent').matches({ installing: 'toStop' }),
  not(agent('guestAgent').matches('started')),
);
const isEnding = or(
  agent('bootstrapper').matches('absent'),
  agent('bootstrapper').matches({ present: 'ending' }),
  agent('bootstrapper').matches({ present: 'stoppingHost' }),
);

/** Or waits for its foreground tasks to do so. */
const hasEnded = or(
  agent('bootstrapper').matches('absent'),
  agent('bootstrapper').matches({ present: 'ending' }),
);

const processDies = or(
  anyHost((host) => handled(host, 'THROW')),
  handled('iisConfigurator', 'DIE'),
  handled('bootstrapper', 'DIE'),
);

const installed = sent('waAppAgent', 'guestOs', 'INSTALL_SERVICE');
const serviceStarts = handled('guestAgent', 'START_SERVICE');
const agentBegins = or(serviceStarts, handled('guestAgent', 'START_ROLE'));

/** The pools that IIS has, and those that it should have. */
const poolsAreRight = (view: Letter) => {
  const { pools } = view.agent('iisConfigurator').context;
  return (
    pools.length === roleOf(view).sites &&
    pools.every(({ site, path }, index) => site === index && path === siteroot(index))
  );
};

const stopsBy = (cause: 'platform' | 'user') =>
  and(
    received('bootstrapper', 'STOP', (stop) => stop.cause === cause),
    anyHost((host) => received(host, 'STOP')),
  );
const runReturns = anyHost((host) => handled(host, 'RUN_RETURNS'));
const noHostLives = and(...hostProcesses.map((host) => agent(host).matches('absent')));
const stopRequested = handled('waAppAgent', 'UPDATE_GUEST_AGENT');
const roleIsStopped = agent('guestAgent').matches('stopped');
const stopIsDone = and(handled('waAppAgent', 'ROLE_STOPPED'), roleIsStopped);

const taskRuns = (name: SimpleTask | 'backgroundTask' | 'foregroundTask') => agent(name).matches('running');

const foregroundTasksEnd = { weak: [fair.environment('foregroundTask', 'EXIT')] };

const { startedHasBootstrapper: _, ...processes } = guestProcesses({
  hosts: hostProcesses,
  tasks: {
    simpleTask1: taskRuns('simpleTask1'),
    backgroundTask: taskRuns('backgroundTask'),
    foregroundTask: taskRuns('foregroundTask'),
    simpleTask2: taskRuns('simpleTask2'),
  },
});

/** What is true of all processes of a guest; that a started role has its bootstrapper follows from its recycling. */
export const ofProcesses = [...Object.values(processes), ...userStops];

export const properties = [
  // ——— agents and services ———
  claim('two-services', {
    statement:
      'The guest agent runs if and only if its service is registered, and beside "RdAgent" it is the only one.',
    because: 'Bootstrapper and host processes have no service: nobody but their parent starts them.',
    source: 'AZ-12, AZ-18, AZ-23, AZ-29',
    formula: always(({ agent }) => {
      const { services } = agent('guestOs').context;
      const runs = !agent('guestAgent').matches('absent');
      return (
        services[0] === 'RdAgent' &&
        services.slice(1).every((service) => service === 'Windows Azure Guest Agent') &&
        services.length <= 2 &&
        (services.length === 2 || !runs)
      );
    }),
  }),
  claim('guest-agent-is-installed-by-wa-app-agent', {
    statement: 'Each start of the service of the guest agent follows an installation by WaAppAgent.',
    because: 'An agent that replaces itself can cut off the branch that it sits on.',
    source: 'AZ-13; P05',
    formula: always(Y(S(not(serviceStarts), installed))).given(serviceStarts),
  }),
  claim('update-stops-the-role-first', {
    statement: 'While the guest agent is installed or replaced no host process runs.',
    because: 'The role must be stopped gracefully: its code relies on OnStop.',
    source: 'AZ-13, AZ-14; P33',
    formula: always(noHostLives).given(installed),
  }),
  claim('guest-is-configured-first', {
    statement:
      'The bootstrapper is started only after firewall, access control lists, certificates, SID and role configuration were set since the guest agent began.',
    because: 'Code that starts earlier runs unprotected, or fails for want of its certificate.',
    source: 'AZ-19, AZ-21, AZ-22; P04',
    formula: always(
      and(
        ...settings.map((name) =>
          S(
            not(agentBegins),
            received('guestAgent', 'APPLIED', ({ setting }) => setting === name),
          ),
        ),
      ),
    ).given(sent('guestAgent', 'bootstrapper', 'START')),
  }),

  // ——— startup tasks ———
  claim('host-starts-after-simple-tasks', {
    statement: 'The host process starts only after each simple startup task exited with 0 in this run.',
    because: 'The role relies on what its tasks installed.',
    source: 'AZ-24, AZ-26; P06',
    formula: always(bothSucceeded).given(
      or(received('waWorkerHost', 'START'), received('waIISHost', 'START')),
    ),
  }),
  claim('simple-tasks-one-at-a-time', {
    statement: 'Two simple startup tasks never run at the same time.',
    because: 'Installers exclude each other.',
    source: 'AZ-26; P07',
    formula: never(and(agent('simpleTask1').matches('running'), agent('simpleTask2').matches('running'))),
  }),
  claim('tasks-keep-their-order', {
    statement: 'The second simple task starts only after the first has succeeded in this run.',
    because: 'The order of the service definition is what its author relies on.',
    source: 'AZ-26; P07',
    formula: always(inThisRun(succeeded('simpleTask1'))).given(received('simpleTask2', 'RUN')),
  }),
  claim('nothing-starts-after-a-failed-task', {
    statement: 'After a simple task failed, no task and no host process starts until the role recycles.',
    because: 'What is half installed must not serve.',
    source: 'AZ-26; P08',
    formula: never(or(anyTaskStarts, hostStarts)).afterUntil(simpleTaskFailed, or(begins, ends)),
  }),
  claim('background-task-holds-nothing-up', {
    statement:
      'A role whose background task runs becomes Ready even if that task never ends, unless something fails or it is to stop.',
    because: 'Background tasks are agents that run as long as the role does.',
    source: 'AZ-24; P09',
    formula: whenever(handled('backgroundTask', 'RUN')).leadsTo(or(isReady, isEnding, isStopWanted)),
    fairness: {
      weak: [
        fair.environment('simpleTask2', 'EXIT'),
        ...hostProcesses.map((host) => fair.environment(host, 'ON_START_RETURNS')),
      ],
    },
  }),
  claim('recycling-waits-for-foreground-tasks', {
    statement: 'No run of the role begins while a foreground task of the last one is running.',
    because: 'The task would run twice at once.',
    source: 'AZ-24; P10',
    formula: always(not(agent('foregroundTask').matches('running'))).given(
      or(sent('guestAgent', 'bootstrapper', 'START'), roleIsStopped),
    ),
  }),
  claim('recycling-cuts-no-foreground-task', {
    statement: 'A foreground task is killed only where the bootstrapper itself dies.',
    because: 'Recycling and planned stops wait for it.',
    source: 'AZ-24; P10',
    formula: never(and(handled('foregroundTask', 'KILL'), not(handled('bootstrapper', 'DIE')))),
  }),

  // ——— processes ———
  claim('process-matches-role-type', {
    statement:
      'A worker runs in WaWorkerHost, a full-IIS web role in WaIISHost, an HWC web role in WaWebHost, and nothing else runs.',
    because: 'Code in the wrong host finds neither its entry point nor IIS.',
    source: 'AZ-27; P12',
    formula: always((view) =>
      hostProcesses.every(
        (host) => view.agent(host).matches('absent') || hostProcessOf[roleOf(view).roleType] === host,
      ),
    ),
  }),
  claim('one-host-process', {
    statement: 'A host process is never started while one runs.',
    because: 'Two of them fight for the ports of the role.',
    source: 'AZ-27; P12',
    formula: never(anyHost((host) => and(received(host, 'START'), not(handled(host, 'START'))))),
  }),
  claim('pools-are-deleted-first', {
    statement: 'A full-IIS web role runs no startup task before IISConfigurator has deleted the old pools.',
    because: 'Deleting later would delete what this run made.',
    source: 'AZ-28; P13',
    formula: always(inThisRun(received('bootstrapper', 'POOLS_DELETED'))).given(
      and(isFullIis, anyTaskStarts),
    ),
  }),
  claim('sites-are-configured-between', {
    statement:
      'The sites of a full-IIS web role are configured after its simple tasks and before its host process.',
    because: 'Tasks install what the sites need; the host process finds its sites in place.',
    source: 'AZ-28; P13',
    formula: always(
      and(
        implies(received('iisConfigurator', 'CONFIGURE'), bothSucceeded),
        implies(received('waIISHost', 'START'), inThisRun(received('bootstrapper', 'SITES_CONFIGURED'))),
      ),
    ),
  }),
  claim('pools-point-to-siteroot', {
    statement:
      'While WaIISHost runs there is exactly one application pool for each site, and it points to siteroot\\<index>, counted from 0.',
    because: 'A pool that is left over, or points elsewhere, serves the wrong site.',
    source: 'AZ-28; P13',
    formula: always(poolsAreRight).given(isAlive('waIISHost')),
  }),
  claim('only-full-iis-is-configured', {
    statement: 'IISConfigurator runs for full-IIS web roles only.',
    because: 'A worker has no IIS, and an HWC web role brings its own core.',
    source: 'AZ-28; P14',
    formula: always(isFullIis).given(not(agent('iisConfigurator').matches('absent'))),
  }),

  // ——— role code ———
  claim('ready-after-on-start', {
    statement: 'The role is reported Ready only if OnStart has returned true in the process that runs now.',
    because: 'Requests that reach a role which is not ready are lost.',
    source: 'AZ-20; P15',
    formula: always(
      S(
        not(or(hostStarts, ends)),
        anyHost((host) => handled(host, 'ON_START_RETURNS', ({ value }) => value)),
      ),
    ).given(reported('ReadyRole')),
  }),
  claim('no-on-stop-after-failure', {
    statement: 'After OnStart returned false, or the code threw, OnStop is not called in that process.',
    because: 'Code that never came up must not be asked to come down.',
    source: 'AZ-24; P16',
    formula: never(anyHost((host) => agent(host).matches('onStop'))).afterUntil(
      anyHost((host) =>
        or(
          handled(host, 'ON_START_RETURNS', ({ value }) => !value),
          handled(host, 'THROW'),
        ),
      ),
      or(hostStarts, ends),
    ),
  }),
  claim('run-returning-recycles', {
    statement: 'When Run returns OnStop follows, and then a new run of the role, unless it is to stop.',
    because: 'A role that has nothing left to do is a role that has failed.',
    source: 'AZ-25; P17',
    formula: whenever(runReturns).leadsTo(
      anyHost((host) => agent(host).matches('onStop')),
      or(begins, isStopWanted),
    ),
    fairness: foregroundTasksEnd,
  }),
  claim('dead-process-recycles', {
    statement:
      'A host process, an IISConfigurator or a bootstrapper that dies leads to a new run of the role, unless it is to stop.',
    because: 'The bootstrapper watches its children, and the guest agent the bootstrapper.',
    source: 'AZ-22, AZ-25; P34',
    formula: whenever(processDies).leadsTo(or(begins, isStopWanted)),
    fairness: foregroundTasksEnd,
  }),
  claim('on-stop-is-limited', {
    statement:
      'A host process is gone five minutes after Run returned or the platform asked it to stop, whatever its OnStop does.',
    because: 'An update cannot wait for ever for one role.',
    source: 'AZ-16; P20',
    formula: whenever(or(runReturns, stopsBy('platform')))
      .leadsTo(noHostLives)
      .within(minutes(5)),
  }),
  claim('stop-is-honoured', {
    statement:
      'When the guest agent is to be updated the role is eventually stopped, and WaAppAgent told so, if foreground tasks end.',
    because: 'Else the host can be neither updated nor repaired.',
    source: 'AZ-13, AZ-16; P11',
    formula: whenever(stopRequested).leadsTo(stopIsDone),
    fairness: foregroundTasksEnd,
  }),
  claim('users-stop-is-honoured', {
    statement:
      'A stop that a user asks for, at whatever time, is eventually done, if foreground tasks end and OnStop returns.',
    because: 'What was asked for while something else is under way is asked for all the same.',
    source: 'AZ-16; P11, P53',
    formula: whenever(handled('waAppAgent', 'GOAL_STOPPED')).leadsTo(
      and(agent('waAppAgent').matches('roleStopped'), roleIsStopped),
    ),
    fairness: {
      weak: [
        ...foregroundTasksEnd.weak,
        ...hostProcesses.map((host) => fair.environment(host, 'ON_STOP_RETURNS')),
      ],
    },
  }),

  claim('other-tasks-hold-on', {
    statement:
      'A background or foreground task that ends while a simple one runs changes nothing: the bootstrapper waits on.',
    because: 'Only simple tasks are waited for, and only their failure recycles the role.',
    source: 'AZ-24, AZ-26; P08, P09, P10',
    formula: always(waitsForTask).given(and(otherTaskExited, Y(waitsForTask))),
  }),
  claim('configurator-takes-its-time', {
    statement: 'Neither pools nor sites are ready before the five minutes have passed that they take here.',
    because: 'What is reported earlier was not done.',
    source: 'AZ-28; P13',
    formula: whenever(configuratorCalled).forbids(configuratorReports).for(minutes(5)),
  }),
  claim('configurator-is-quick', {
    statement:
      'Pools are deleted, and sites configured, within five minutes, unless IISConfigurator dies or is killed.',
    because: 'As long the role is down.',
    source: 'AZ-28; P13',
    formula: whenever(configuratorCalled)
      .leadsTo(configuratorReports)
      .within(minutes(5))
      .unless(or(handled('iisConfigurator', 'KILL'), handled('iisConfigurator', 'DIE'))),
  }),
  claim('configurator-works-for-its-parent', {
    statement:
      'IISConfigurator deletes or makes pools exactly while the bootstrapper waits for that, and not for one that is gone.',
    because: 'A call that outlives its bootstrapper changes pools under the next.',
    source: 'AZ-28; P13',
    formula: always(
      ({ agent }) =>
        agent('iisConfigurator').matches('deleting') ===
          agent('bootstrapper').matches({ present: 'deletingPools' }) &&
        agent('iisConfigurator').matches('configuring') ===
          agent('bootstrapper').matches({ present: 'configuringSites' }),
    ),
  }),
  ...configuratorDeaths(hasEnded),
  claim('deleted-pools-are-gone', {
    statement: 'When IISConfigurator says that the old pools are deleted there is none.',
    because: 'One that is left over keeps the files of its site open.',
    source: 'AZ-28; P13',
    formula: always(({ agent }) => agent('iisConfigurator').context.pools.length === 0).given(
      received('bootstrapper', 'POOLS_DELETED'),
    ),
  }),

  // ——— what each knows of the others ———
  ...ofProcesses,

  // ——— what the fabric sees ———
  claim('fabric-knows-ready', {
    statement:
      'A role that the fabric controller takes for Ready has a host process in Run, unless word of its end is under way.',
    because: 'The fabric decides by this what to heal and what to update next.',
    source: 'AZ-09, AZ-20; P15',
    formula: always(anyHost((host) => agent(host).matches('run'))).given(
      ({ agent, link }) =>
        agent('fabricController').context.status === 'ReadyRole' &&
        link('bootstrapper', 'guestAgent').inFlight() === 0,
    ),
  }),
  claim('busy-before-ready', {
    statement: 'A role is reported busy before it is reported Ready, in each run.',
    because: 'While OnStart runs no traffic is due.',
    source: 'AZ-20; role instance status reference',
    formula: always(S(not(ends), reported('BusyRole'))).given(reported('ReadyRole')),
  }),
  claim('can-become-ready', {
    statement: 'Whatever happened, the role can become Ready again.',
    because: 'A role that cannot be brought back needs a new machine.',
    source: 'AZ-01, AZ-16',
    formula: alwaysPossible(isReady),
  }),
  claim('no-deadlock', {
    statement: 'Agents and processes never all wait for each other.',
    because: 'A guest in which nothing happens is restarted by force.',
    source: 'AZ-16',
    formula: deadlockFree(),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];

/** What is true only under an assumption that the system does not meet. */
export const refuted = [
  claim('foreground-task-is-never-cut', {
    statement: 'A foreground task is never killed.',
    because: 'That is what sets it apart from a background task.',
    source: 'AZ-24; P10',
    expected: 'violated',
    missing: 'that the bootstrapper never dies: its children die with it',
    formula: never(handled('foregroundTask', 'KILL')),
  }),
  claim('on-stop-is-limited-for-users', {
    statement: 'A host process is gone five minutes after a user asked it to stop.',
    because: 'A user, too, wants to see an end.',
    source: 'AZ-16; P20',
    expected: 'violated',
    missing: 'a limit for stops that a user asks for: the five minutes are for the platform’s own',
    formula: whenever(stopsBy('user')).leadsTo(noHostLives).within(minutes(5)),
  }),
  claim('stop-is-honoured-always', {
    statement:
      'When the guest agent is to be updated the role is eventually stopped, and WaAppAgent told so.',
    because: 'Foreground tasks are never cut, so one that never ends holds the role for ever.',
    source: 'AZ-16; P11',
    expected: 'violated',
    missing: 'that foreground tasks end',
    formula: whenever(stopRequested).leadsTo(stopIsDone),
  }),
  claim('dead-process-recycles-always', {
    statement:
      'A host process, an IISConfigurator or a bootstrapper that dies leads to a new run of the role.',
    because: 'While the guest agent is itself replaced, or the role is to stop, nobody restarts it.',
    source: 'AZ-22, AZ-25; P34',
    expected: 'violated',
    missing: 'that the guest agent is there: not being updated, and not told to stop the role',
    formula: whenever(processDies).leadsTo(begins),
    fairness: foregroundTasksEnd,
  }),
];
