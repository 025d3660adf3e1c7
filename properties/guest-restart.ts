/**
 * What is claimed about a guest that hangs and is restarted.
 */
import { minutes, propertiesOf } from 'redhound';
import { settings } from '../models/azure/role-model.ts';
import { guestRestart } from '../models/guest-restart.ts';
import { guestProcesses, userStops } from './guest-processes.ts';
import { saidOnce } from './said-once.ts';

const language = propertiesOf(guestRestart());
const {
  agent,
  alwaysPossible,
  always,
  and,
  claim,
  condition,
  deadlockFree,
  handled,
  implies,
  never,
  not,
  or,
  received,
  S,
  sent,
  timeDiverges,
  W,
  whenever,
  Y,
} = language;

const isUp = agent('guestOs').matches('up');
const goesDown = or(handled('guestOs', 'HANG'), handled('guestOs', 'RESTART'));
const isReady = agent('guestAgent').matches({ started: 'ready' });
const processes = [
  'waAppAgent',
  'guestAgent',
  'bootstrapper',
  'iisConfigurator',
  'waWorkerHost',
  'simpleTask1',
  'foregroundTask',
] as const;

/** `guestProcess` adds the state to the machine, and not to its type. */
const isOff = (name: (typeof processes)[number]) =>
  condition(`${name} is off`, ({ agent }) => agent(name).matches('off' as never));

const isWatching = agent('bootstrapper').matches({ present: 'watching' });
const restarts = handled('guestOs', 'RESTART');
const incarnationIs = (count: number) =>
  condition(
    `the guest OS is in incarnation ${count}`,
    ({ agent }) => agent('guestOs').context.incarnation === count,
  );
const comesUp = and(isUp, Y(not(isUp)));
const isBusy = condition(
  'the bootstrapper takes the role for busy',
  ({ agent }) => agent('bootstrapper').context.busy,
);
const taskSucceeds = received(
  'bootstrapper',
  'TASK_EXITED',
  ({ task, code }) => task === 'simpleTask1' && code === 0,
);
const isEnding = or(
  agent('bootstrapper').matches('absent'),
  agent('bootstrapper').matches({ present: 'ending' }),
);
const roleIsStopped = handled('waAppAgent', 'ROLE_STOPPED');
const stopsForUser = sent('waAppAgent', 'guestAgent', 'STOP_ROLE', ({ cause }) => cause === 'user');
const installs = sent('waAppAgent', 'guestOs', 'INSTALL_SERVICE');
const answers = (busy: boolean) => received('bootstrapper', 'CHECKED', (answer) => answer.busy === busy);

export const properties = [
  claim('no-process-without-its-guest', {
    statement: 'While the guest OS boots or hangs, none of its processes runs.',
    because: 'A process that outlives its guest would hold ports, files and locks of the next.',
    source: 'AZ-12, AZ-17',
    formula: always(and(...processes.map(isOff))).given(not(isUp)),
  }),
  claim('guest-boots-with-its-host', {
    statement: 'The guest OS is never off: its Host Agent boots it as soon as it is there itself.',
    because: 'Nobody else does, and nobody asks for a restart of what has never run.',
    source: 'AZ-17, AZ-18',
    formula: never(agent('guestOs').matches('off')),
  }),
  ...(['booting', 'up'] as const).map((state) =>
    claim(`guest-can-hang-while-${state}`, {
      statement: `A guest OS that is ${state} and hangs does so until it is restarted.`,
      because: 'A hang that passes by itself would be none: the restart is for the one that does not.',
      source: 'AZ-17',
      formula: always(W(agent('guestOs').matches('hung'), restarts)).given(
        and(handled('guestOs', 'HANG'), Y(agent('guestOs').matches(state))),
      ),
    }),
  ),
  claim('guest-is-configured-anew', {
    statement:
      'The bootstrapper is started only after everything was set since the guest OS was started last, and its guest agent began.',
    because: 'Firewall and certificates of an earlier boot protect nobody in this one.',
    source: 'AZ-19, AZ-21, AZ-22; P04',
    formula: always(
      and(
        ...settings.map((name) =>
          S(
            not(or(restarts, handled('guestAgent', 'START_SERVICE'), handled('guestAgent', 'START_ROLE'))),
            received('guestAgent', 'APPLIED', ({ setting }) => setting === name),
          ),
        ),
      ),
    ).given(sent('guestAgent', 'bootstrapper', 'START')),
  }),
  claim('ready-in-this-boot', {
    statement:
      'The role is reported Ready only if its OnStart has returned true since the guest went down last.',
    because: 'What was true of a process that is no more says nothing of the one that comes after it.',
    source: 'AZ-20, AZ-24; P15',
    formula: always(
      S(
        not(goesDown),
        handled('waWorkerHost', 'ON_START_RETURNS', ({ value }) => value),
      ),
    ).given(sent('guestAgent', 'fabricController', 'STATUS', ({ status }) => status === 'ReadyRole')),
  }),
  claim('reports-name-their-incarnation', {
    statement: 'Each status report says of which incarnation of the guest it is.',
    because: 'Else nobody can tell a late report of a guest that is gone from one of its successor.',
    source: 'AZ-20; P54',
    formula: never(({ agent, sent }) =>
      sent(
        'guestAgent',
        'fabricController',
        'STATUS',
        ({ incarnation }) => incarnation !== agent('guestOs').context.incarnation,
      ),
    ),
  }),
  claim('foreground-task-ends-with-its-guest-only', {
    statement: 'A foreground task is cut off only where the bootstrapper dies or the guest goes down.',
    because: 'Recycling and planned stops wait for it; a restart by force waits for nothing.',
    source: 'AZ-17, AZ-24; P10',
    formula: never(and(handled('foregroundTask', 'KILL'), not(handled('bootstrapper', 'DIE')))),
  }),
  claim('restart-reaches-the-guest', {
    statement:
      'When a restart is asked for the guest OS boots at once, and is in the incarnation that the Host Agent counts.',
    because: 'A guest that hangs hears nothing: the host must be able to begin anew.',
    source: 'AZ-17; P54',
    formula: always(
      and(
        implies(handled('hostAgent', 'RESTART_GUEST'), and(restarts, agent('guestOs').matches('booting'))),
        condition(
          'guest OS and Host Agent count the same incarnation',
          ({ agent, link }) =>
            link('hostAgent', 'guestOs').inFlight() > 0 ||
            agent('guestOs').context.incarnation === agent('hostAgent').context.incarnation,
        ),
      ),
    ),
  }),
  claim('restart-on-request-is-the-next-incarnation', {
    statement: 'Whenever a restart is asked for the guest OS begins its next incarnation at once.',
    because: 'Who asks for it waits for the guest that comes after, and not for the one that is there.',
    source: 'AZ-17; P54',
    formula: always(
      or(...[0, 1, 2].map((last) => and(incarnationIs(last + 1), Y(incarnationIs(last))))),
    ).given(handled('hostAgent', 'RESTART_GUEST')),
  }),
  claim('boot-takes-its-time', {
    statement: 'A guest OS that was started is not up before five minutes have passed.',
    because: 'What is under way to the guest before has nobody to reach.',
    source: 'AZ-17, AZ-18',
    formula: whenever(restarts).forbids(isUp).for(minutes(5)),
  }),
  claim('boot-ends', {
    statement: 'A guest OS that was started is up within five minutes, unless it hangs or is started again.',
    because: 'The restart is what the fabric has against a guest that hangs.',
    source: 'AZ-17, AZ-18',
    formula: whenever(restarts).leadsTo(isUp).within(minutes(5)).unless(goesDown),
  }),
  claim('guest-that-is-up-has-power', {
    statement: 'While the guest OS is up each of its processes can be started.',
    because: 'A process that cannot be started is missing until the next restart.',
    source: 'AZ-12, AZ-18',
    formula: always(and(...processes.map((name) => not(isOff(name))))).given(isUp),
  }),
  claim('boot-starts-wa-app-agent', {
    statement: 'When the guest OS comes up it starts WaAppAgent at once, and only then.',
    because: 'Everything else in the guest is started by it, directly or not.',
    source: 'AZ-18',
    formula: always(
      and(
        implies(comesUp, handled('waAppAgent', 'START_SERVICE')),
        implies(received('waAppAgent', 'START_SERVICE'), comesUp),
      ),
    ),
  }),
  claim('update-brings-the-guest-agent-anew', {
    statement: 'When the role has stopped for an update of the guest agent WaAppAgent installs it at once.',
    because: 'The role is down, and nobody starts it but the new guest agent.',
    source: 'AZ-13, AZ-14; P33',
    formula: always(installs).given(
      and(roleIsStopped, S(not(stopsForUser), handled('waAppAgent', 'UPDATE_GUEST_AGENT'))),
    ),
  }),
  claim('role-stopped-by-a-user-stays-so', {
    statement:
      'When the role has stopped because a user asked for it WaAppAgent installs nothing, and waits.',
    because: 'A guest agent that is installed starts the role, which the user has stopped.',
    source: 'AZ-13, AZ-16',
    formula: always(and(agent('waAppAgent').matches('roleStopped'), not(installs))).given(
      and(roleIsStopped, S(not(handled('waAppAgent', 'UPDATE_GUEST_AGENT')), stopsForUser)),
    ),
  }),
  claim('started-role-is-free', {
    statement: 'A role whose OnStart has returned true is free.',
    because: 'It is reported Ready at the same moment.',
    source: 'AZ-25; P15',
    formula: always(agent('waWorkerHost').matches({ run: 'free' })).given(
      handled('waWorkerHost', 'ON_START_RETURNS', ({ value }) => value),
    ),
  }),
  claim('role-can-be-busy', {
    statement: 'A role whose code says that it is busy is so at once.',
    because: 'The next StatusCheck is to find it so.',
    source: 'AZ-25; C9',
    formula: always(agent('waWorkerHost').matches({ run: 'busy' })).given(
      handled('waWorkerHost', 'SET_BUSY'),
    ),
  }),
  claim('answer-ends-the-question', {
    statement: 'A role that has answered is not asked again before the next interval.',
    because: 'Else its silence would be counted from a question that it has answered.',
    source: 'AZ-25; C9',
    formula: always(agent('bootstrapper').matches({ present: { watching: 'waiting' } })).given(
      handled('bootstrapper', 'CHECKED'),
    ),
  }),
  claim('returned-run-is-no-longer-free', {
    statement: 'When Run returns OnStop follows at once, and the bootstrapper takes the role for busy.',
    because: 'Nobody serves any more, however long OnStop takes.',
    source: 'AZ-20, AZ-25; P15, P17',
    formula: always(
      and(
        agent('waWorkerHost').matches('onStop'),
        agent('bootstrapper').matches({ present: 'stoppingHost' }),
        isBusy,
      ),
    ).given(handled('waWorkerHost', 'RUN_RETURNS')),
  }),
  claim('ended-process-is-gone', {
    statement: 'A host process whose OnStop has returned is gone at once, and the bootstrapper ends.',
    because: 'The update that asked for the stop waits for it.',
    source: 'AZ-16, AZ-24; P20',
    formula: always(and(agent('waWorkerHost').matches('absent'), isEnding)).given(
      handled('waWorkerHost', 'ON_STOP_RETURNS'),
    ),
  }),
  claim('on-stop-is-limited', {
    statement:
      'A host process is gone five minutes after Run returned or the platform asked it to stop, whatever it does.',
    because: 'An update cannot wait for ever for one role.',
    source: 'AZ-16; P20',
    formula: whenever(
      or(
        handled('waWorkerHost', 'RUN_RETURNS'),
        and(
          handled('bootstrapper', 'STOP', ({ cause }) => cause === 'platform'),
          received('waWorkerHost', 'STOP'),
        ),
      ),
    )
      .leadsTo(or(agent('waWorkerHost').matches('absent'), isOff('waWorkerHost')))
      .within(minutes(5)),
  }),
  claim('answers-are-true', {
    statement: 'A role that is asked for its status says that it is busy exactly where it was so before.',
    because: 'The load balancer goes by this.',
    source: 'AZ-25; C9',
    formula: always(
      and(
        implies(answers(true), Y(agent('waWorkerHost').matches({ run: 'busy' }))),
        implies(answers(false), not(Y(agent('waWorkerHost').matches({ run: 'busy' })))),
      ),
    ),
  }),
  claim('silence-counts-as-busy', {
    statement: 'A role that has not answered for five minutes counts as busy.',
    because: 'It may hang, and gets no traffic until it answers.',
    source: 'AZ-25; C9',
    formula: whenever(agent('bootstrapper').matches({ present: { watching: 'asking' } }))
      .leadsTo(or(not(isWatching), isBusy))
      .within(minutes(5))
      .unless(received('bootstrapper', 'CHECKED')),
  }),
  claim('busy-ends-with-the-check', {
    statement: 'A role that has answered that it is busy is free, until its code says so again.',
    because: 'Busy is no failure: the role takes a rest from traffic, and comes back by itself.',
    source: 'AZ-25; C9; P21',
    formula: always(agent('waWorkerHost').matches({ run: 'free' })).given(answers(true)),
  }),
  claim('news-are-passed-on', {
    statement: 'An answer that is news is passed on to the guest agent at once.',
    because: 'The bootstrapper asks, the guest agent reports.',
    source: 'AZ-20, AZ-25; C9',
    formula: always(
      and(
        implies(
          and(answers(true), Y(not(isBusy))),
          sent('bootstrapper', 'guestAgent', 'ROLE_STATUS', ({ busy }) => busy),
        ),
        implies(
          and(answers(false), Y(isBusy)),
          sent('bootstrapper', 'guestAgent', 'ROLE_STATUS', ({ busy }) => !busy),
        ),
      ),
    ),
  }),
  claim('host-starts-after-its-task', {
    statement: 'The host process starts at once when the simple task has exited with 0, and never otherwise.',
    because: 'The role relies on its task, and is down as long as it does not start.',
    source: 'AZ-24, AZ-26; P06',
    formula: always(
      and(
        implies(received('waWorkerHost', 'START'), taskSucceeds),
        implies(taskSucceeds, received('waWorkerHost', 'START')),
      ),
    ),
  }),
  claim('ending-waits-for-foreground-tasks-only', {
    statement: 'A bootstrapper that ends stays only as long as its foreground task runs.',
    because: 'The role is down until it starts anew.',
    source: 'AZ-24; P10',
    formula: always(agent('foregroundTask').matches('running')).given(
      agent('bootstrapper').matches({ present: 'ending' }),
    ),
  }),
  claim('foreground-task-holds-only-the-end-up', {
    statement:
      'When the foreground task exits a bootstrapper that ends is gone, and any other goes on with what it does.',
    because: 'It runs beside the role: neither its start nor its Run waits for it.',
    source: 'AZ-24; P10',
    formula: always(
      and(
        ...([{ runningTasks: 'waiting' }, 'startingHost', 'watching', 'stoppingHost'] as const).map((state) =>
          implies(
            Y(agent('bootstrapper').matches({ present: state })),
            agent('bootstrapper').matches({ present: state }),
          ),
        ),
        implies(
          Y(agent('bootstrapper').matches({ present: 'ending' })),
          agent('bootstrapper').matches('absent'),
        ),
      ),
    ).given(handled('foregroundTask', 'EXIT')),
  }),
  claim('nothing-is-said-twice', {
    statement: 'What the agents of the guest tell each other they say once.',
    because: 'What is said twice comes a second time when its answer is there already.',
    source: 'AZ-16, AZ-20, AZ-22',
    formula: saidOnce(language, [
      ['waAppAgent', 'guestAgent', 'STOP_ROLE'],
      ['guestAgent', 'waAppAgent', 'GUEST_AGENT_STARTED'],
      ['guestAgent', 'waAppAgent', 'ROLE_STOPPED'],
      ['guestAgent', 'bootstrapper', 'START'],
      ['guestAgent', 'bootstrapper', 'STOP'],
      ['bootstrapper', 'guestAgent', 'ROLE_STATUS'],
      ['bootstrapper', 'guestAgent', 'BOOTSTRAPPER_EXITED'],
    ]),
  }),
  claim('no-iis-for-a-worker', {
    statement: 'IISConfigurator never runs.',
    because: 'The role is a worker, and has no IIS.',
    source: 'AZ-28; P14',
    formula: never(({ agent }) =>
      (['deleting', 'configuring'] as const).some((state) => agent('iisConfigurator').matches(state)),
    ),
  }),
  ...Object.values(
    guestProcesses({
      hosts: ['waWorkerHost'],
      tasks: {
        foregroundTask: agent('foregroundTask').matches('running'),
        simpleTask1: agent('simpleTask1').matches('running'),
      },
      power: {
        goesDown,
        isDown: agent('guestOs').matches('hung'),
        isOff: (view, name) => view.agent(name).matches('off' as never),
      },
    }),
  ),
  ...userStops,
  claim('can-become-ready', {
    statement: 'Whatever happened, the role can become Ready, if a guest that hangs can still be restarted.',
    because: 'The restart is what the fabric has against a guest that hangs.',
    source: 'AZ-16, AZ-17, AZ-18',
    formula: alwaysPossible(or(isReady, agent('guestOs').matches('hung'))),
  }),
  claim('no-deadlock', {
    statement: 'Agents and processes never all wait for each other, except in a guest that hangs for good.',
    because: 'Nobody restarts a guest that sends heartbeats, however long it waits.',
    source: 'AZ-16',
    formula: deadlockFree(({ agent }) => agent('guestOs').matches('hung')),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];
