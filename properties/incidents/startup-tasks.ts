/**
 * What is claimed about startup tasks that run again, on disks that may have changed meanwhile.
 */
import { minutes, propertiesOf } from 'redhound';
import { settings } from '../../models/azure/role-model.ts';
import { startupTasks } from '../../models/incidents/startup-tasks.ts';
import { guestProcesses } from '../guest-processes.ts';
import { saidOnce } from '../said-once.ts';

const language = propertiesOf(startupTasks());
const {
  agent,
  always,
  and,
  claim,
  condition,
  fair,
  first,
  G,
  handled,
  implies,
  never,
  not,
  or,
  received,
  sent,
  whenever,
  Y,
} = language;

const pattern = 'SupportArticles, "Role instance restarts caused by Azure VM OS upgrades"';
const documentation = 'Microsoft, "How to configure and run startup tasks"';

const isReady = agent('guestAgent').matches({ started: 'ready' });
const dies = handled('waWorkerHost', 'THROW');
const reimaged = sent('fabricController', 'disks', 'REIMAGE');
const reimageBegins = handled('fabricController', 'REIMAGE');

/** The code of the role starts, if it is asked to. */
const roleStarts = { weak: [fair.environment('waWorkerHost', 'ON_START_RETURNS')] };

const isMarked = condition(
  'a marker says that the task is done',
  ({ agent }) => agent('disks').context.markers.length > 0,
);

export const recycledIsReadyAgain = claim('recycled-role-is-ready-again', {
  statement: 'A role that recycles because its process died is Ready again in the end.',
  because: 'Startup tasks run again on every recycle, on the same disks.',
  source: `AZ-24, AZ-26; I8 a; ${documentation}`,
  formula: whenever(and(dies, agent('fabricController').matches('watching')))
    .leadsTo(isReady)
    .unless(reimageBegins),
  fairness: roleStarts,
});

export const reimagedIsReadyAgain = claim('reimaged-role-is-ready-again', {
  statement: 'A role that was reimaged is Ready again in the end.',
  because: 'Every upgrade of the guest OS reimages it.',
  source: `AZ-24, AZ-26; I8 b; ${pattern}`,
  formula: whenever(reimaged).leadsTo(isReady).unless(dies),
  fairness: roleStarts,
});

export const markerMeansEffect = claim('marker-means-effect', {
  statement: 'Where a marker says that a task is done, what it did is there.',
  because: 'A marker that outlives what it stands for makes the task skip what is needed.',
  source: `P23; I8 b; ${pattern}`,
  formula: always(condition('the component is there', ({ agent }) => agent('disks').context.component)).given(
    isMarked,
  ),
});

export const firstRunSucceeds = claim('first-run-succeeds', {
  statement: 'No startup task fails before the role has recycled or was reimaged.',
  because: 'This is why nobody sees it when the package is tested.',
  source: `AZ-26; I8 a and b; ${documentation}`,
  formula: never(received('bootstrapper', 'TASK_EXITED', ({ code }) => code !== 0)).before(
    or(dies, reimaged),
  ),
});

export const failureRecycles = claim('failed-task-runs-again', {
  statement: 'When a startup task fails the tasks run again, unless the role is to stop.',
  because: 'The guest agent knows no other recovery, and so the role recycles for ever.',
  source: `AZ-22, AZ-26; I8 a; ${documentation}`,
  formula: whenever(received('bootstrapper', 'TASK_EXITED', ({ code }) => code !== 0))
    .leadsTo(handled('installTask', 'RUN'))
    .unless(reimageBegins),
});

const isThere = condition('the component is there', ({ agent }) => agent('disks').context.component);
const taskRuns = (name: 'installTask' | 'configureTask') => not(agent(name).matches('absent'));
const exits = (name: 'installTask' | 'configureTask', code: 0 | 1) =>
  received('bootstrapper', 'TASK_EXITED', (exit) => exit.task === name && exit.code === code);
const exitsAnyhow = (name: 'installTask' | 'configureTask') => or(exits(name, 0), exits(name, 1));

const works = (name: 'installTask' | 'configureTask') => [
  claim(`${name === 'installTask' ? 'installing' : 'configuring'}-takes-its-time`, {
    statement: `${name === 'installTask' ? 'Installing' : 'Configuring'} the component takes five minutes at least.`,
    because: 'As long as the task runs the role is down, and can be told to stop.',
    source: `AZ-26; ${documentation}`,
    formula: whenever(handled(name, 'RUN')).forbids(exitsAnyhow(name)).for(minutes(5)),
  }),
  claim(`${name === 'installTask' ? 'installing' : 'configuring'}-ends`, {
    statement: `The task that ${name === 'installTask' ? 'installs' : 'configures'} the component exits within five minutes, unless it is killed.`,
    because: 'The role waits for it.',
    source: `AZ-26; ${documentation}`,
    formula: whenever(handled(name, 'RUN'))
      .leadsTo(exitsAnyhow(name))
      .within(minutes(5))
      .unless(handled(name, 'KILL')),
  }),
];

const of = guestProcesses({
  hosts: ['waWorkerHost'],
  tasks: { installTask: taskRuns('installTask'), configureTask: taskRuns('configureTask') },
});

const firstSetting = settings[0];
const lastSetting = settings[settings.length - 1];
const isWatching = agent('bootstrapper').matches({ present: 'watching' });
const isStarted = agent('guestAgent').matches('started');

/** What is true of a worker role that is never busy, and whose guest is never updated. */
const ofTheWorker = [
  claim('settings-come-first', {
    statement:
      'A guest agent that begins has the guest OS take the first of the settings at once, and starts the role when it has taken the last.',
    because: 'The role relies on its certificates and its firewall.',
    source: 'AZ-21, AZ-22; P04',
    formula: always(
      and(
        implies(
          or(handled('guestAgent', 'START_SERVICE'), handled('guestAgent', 'START_ROLE')),
          sent('guestAgent', 'guestOs', 'APPLY', ({ setting }) => setting === firstSetting),
        ),
        implies(
          and(handled('guestAgent', 'APPLIED'), isStarted),
          received('guestAgent', 'APPLIED', ({ setting }) => setting === lastSetting),
        ),
      ),
    ),
  }),
  claim('worker-needs-no-pools', {
    statement: 'For a worker role nobody has IIS configured.',
    because: 'It has no sites, and its start is not to wait for any.',
    source: 'AZ-28; P14',
    formula: always(agent('iisConfigurator').matches('absent')),
  }),
  claim('installs-when-the-guest-has-booted', {
    statement: 'The guest agent is installed only when the guest OS has started WaAppAgent.',
    because: 'Before that there is nothing to install it on.',
    source: 'AZ-12, AZ-13',
    formula: first(handled('waAppAgent', 'START_SERVICE')).precedes(
      sent('waAppAgent', 'guestOs', 'INSTALL_SERVICE'),
    ),
  }),
  claim('nothing-is-said-twice', {
    statement: 'A start, a stop and a change of status are said once.',
    because: 'What is said twice is heard when it is no longer true.',
    source: 'AZ-12, AZ-16, AZ-20',
    formula: and(
      G(
        condition(
          'one START_SERVICE under way at most',
          ({ link }) => link('guestOs', 'waAppAgent').inFlight('START_SERVICE') <= 1,
        ),
      ),
      saidOnce(language, [
        ['guestAgent', 'bootstrapper', 'STOP'],
        ['bootstrapper', 'guestAgent', 'ROLE_STATUS'],
      ]),
    ),
  }),
  claim('free-role-stays-free', {
    statement: 'A role that runs and is never busy is never reported busy.',
    because: 'It would get no traffic until the next check.',
    source: 'AZ-20, AZ-25; P15',
    formula: never(
      and(
        isWatching,
        sent('bootstrapper', 'guestAgent', 'ROLE_STATUS', ({ busy }) => busy),
      ),
    ),
  }),
];

/** What is true of a guest and its startup tasks, whatever those leave on the disks. */
export const ofTheGuest = [
  of.statusIsReported,
  of.waAppAgentPassesOn,
  of.stopIsHeeded,
  of.nothingIsIgnored,
  of.knowsItsProcess,
  of.knowsItsTasks,
  of.agentAndBootstrapperAgree,
  of.startedHasBootstrapper,
  of.roleIsStarted,
  of.unavailableIsTold,
  of.askedRegularly,
  of.notAskedAtOnce,
  of.answersWhenAsked,
  of.memoryEndsWithIt,
  of.whoThrowsIsGone,
  of.throwInRun,
  of.throwInOnStop,
  of.stopRunsOnStop,
  of.usersStopHasAllTime,
  of.drainTakesItsTime,
  of.drainEnds,
  ...works('installTask'),
  ...works('configureTask'),
  ...ofTheWorker,
  claim('no-task-exits-at-once', {
    statement: 'A startup task that is started runs, and does not exit at the same moment.',
    because: 'What it does takes time, in which it can be killed.',
    source: `AZ-26; ${documentation}`,
    formula: always(
      and(
        implies(handled('installTask', 'RUN'), taskRuns('installTask')),
        implies(handled('configureTask', 'RUN'), taskRuns('configureTask')),
      ),
    ),
  }),
  claim('installed-means-there', {
    statement:
      'Where the first task exits with 0 and no marker made it skip its work, the component is there.',
    because: 'The second task, and the role, rely on it.',
    source: `AZ-26; ${documentation}`,
    formula: always(or(isThere, Y(isMarked))).given(exits('installTask', 0)),
  }),
  claim('configured-if-there', {
    statement: 'The second task exits with 0 exactly where the component is there.',
    because: 'It configures what the first has installed.',
    source: `AZ-26; ${documentation}`,
    formula: always(
      and(implies(exits('configureTask', 0), isThere), implies(exits('configureTask', 1), not(isThere))),
    ),
  }),
  claim('host-starts-after-both-tasks', {
    statement: 'The host process starts at once when the second task has exited with 0, and never otherwise.',
    because: 'The role relies on what its tasks did, and is down as long as it does not start.',
    source: 'AZ-24, AZ-26; P06',
    formula: always(
      and(
        implies(received('waWorkerHost', 'START'), exits('configureTask', 0)),
        implies(exits('configureTask', 0), handled('waWorkerHost', 'START')),
      ),
    ),
  }),
  claim('first-task-comes-first', {
    statement: 'The second task runs at once when the first has exited with 0, and never otherwise.',
    because: 'The order of the service definition is what its author relies on.',
    source: 'AZ-26; P07',
    formula: always(
      and(
        implies(received('configureTask', 'RUN'), exits('installTask', 0)),
        implies(exits('installTask', 0), handled('configureTask', 'RUN')),
      ),
    ),
  }),
  claim('reimage-erases-d', {
    statement: 'A reimage erases the component.',
    because: 'It stands on D:, which is made anew.',
    source: `I8 b; ${pattern}`,
    formula: always(not(isThere)).given(reimaged),
  }),
  claim('reimage-comes', {
    statement: 'A reimage that was asked for comes, and only when the role has stopped.',
    because: 'The role must be stopped gracefully, and its disks are needed until then.',
    source: `AZ-16; I8 b; ${pattern}`,
    formula: whenever(reimageBegins).leadsTo(and(reimaged, agent('guestAgent').matches('stopped'))),
    fairness: { weak: [fair.environment('waWorkerHost', 'ON_STOP_RETURNS')] },
  }),
  claim('reimaged-role-starts-in-time', {
    statement: 'Five minutes after its disks were reimaged the role is told to start.',
    because: 'A reimage is to cost the role no more than it needs.',
    source: `AZ-16; I8 b; ${pattern}`,
    formula: whenever(reimaged)
      .leadsTo(sent('fabricController', 'waAppAgent', 'GOAL_STARTED'))
      .within(minutes(5)),
  }),
  claim('one-reimage-at-a-time', {
    statement:
      'A reimage is under way from the moment it is asked for until the role is told to start, which is said once, as the stop is.',
    because: 'A second one would begin in the middle of the first.',
    source: `AZ-16; I8 b; ${pattern}`,
    formula: always(
      and(
        implies(reimageBegins, agent('fabricController').matches('stopping')),
        implies(
          sent('fabricController', 'waAppAgent', 'GOAL_STARTED'),
          agent('fabricController').matches('watching'),
        ),
        implies(received('waAppAgent', 'GOAL_STOPPED'), handled('waAppAgent', 'GOAL_STOPPED')),
        implies(received('waAppAgent', 'GOAL_STARTED'), handled('waAppAgent', 'GOAL_STARTED')),
      ),
    ),
  }),
];
