/**
 * What is claimed about the agents and processes of one guest, wherever they are modelled: what each of them knows of
 * the others, what it passes on, and how long it takes.
 */
import { type Duration, type Formula, minutes, propertiesOf, type View } from 'redhound';
import type { HostProcess, InstanceStatus } from '../models/azure/role-model.ts';
import { roleStart } from '../models/role-start.ts';

const {
  agent,
  always,
  alwaysPossible,
  and,
  claim,
  condition,
  handled,
  implies,
  never,
  not,
  or,
  received,
  recurring,
  S,
  sent,
  whenever,
  Y,
} = propertiesOf(roleStart());

type Letter = View<ReturnType<typeof roleStart>['agents']>;

interface Guest {
  readonly hosts: readonly HostProcess[];
  /** Of each startup task, that it runs. */
  readonly tasks: Readonly<Record<string, Formula>>;
  /** From one StatusCheck to the next, and from the order to stop to OnStop: a tick of five minutes, if nothing is said. */
  readonly statusCheck?: Duration;
  readonly drain?: Duration;
  /** In a guest that can go down: that it does, that it does not come up by itself, and that somebody in it is off. */
  readonly power?: {
    readonly goesDown: Formula;
    readonly isDown: Formula;
    readonly isOff: (view: Letter, name: 'waAppAgent' | 'guestAgent' | 'bootstrapper') => boolean;
  };
}

const both = (one: Formula, other: Formula) => and(implies(one, other), implies(other, one));

const isWatching = agent('bootstrapper').matches({ present: 'watching' });
const isPresent = agent('bootstrapper').matches('present');
const isDraining = agent('guestAgent').matches('draining');
const isEnding = or(
  agent('bootstrapper').matches('absent'),
  agent('bootstrapper').matches({ present: 'ending' }),
);
const dies = handled('bootstrapper', 'DIE');
const serviceStarts = handled('guestAgent', 'START_SERVICE');
const agentBegins = or(serviceStarts, handled('guestAgent', 'START_ROLE'));
/** The guest agent wants the bootstrapper to run, or waits for its end. */
const isResponsible = or(
  agent('guestAgent').matches('started'),
  isDraining,
  agent('guestAgent').matches('stopping'),
);
const toldToStop = handled('guestAgent', 'STOP_ROLE');
/** WaAppAgent passes on that a user wants the role stopped. */
const userIsObeyed = sent('waAppAgent', 'guestAgent', 'STOP_ROLE', ({ cause }) => cause === 'user');
const begins = handled('waAppAgent', 'START_SERVICE');
const takesInstructions = or(agent('waAppAgent').matches('idle'), agent('waAppAgent').matches('roleStopped'));

const reported = (status: InstanceStatus) =>
  sent('guestAgent', 'fabricController', 'STATUS', (report) => report.status === status);

const nothingUnderWay = condition(
  'nothing is under way between guest agent and bootstrapper',
  ({ link }: Letter) =>
    link('guestAgent', 'bootstrapper').inFlight() === 0 &&
    link('bootstrapper', 'guestAgent').inFlight() === 0,
);
const isFree = condition(
  'the bootstrapper takes the role for free',
  ({ agent }: Letter) => !agent('bootstrapper').context.busy,
);
const countsTask = (name: string) =>
  condition(`the bootstrapper counts ${name} as running`, ({ agent }: Letter) =>
    agent('bootstrapper').context.tasks.includes(name),
  );

/**
 * Of guests with sites, by what IISConfigurator was at.
 *
 * @param isOver that the bootstrapper has ended the run of the role, as far as it does so at once
 */
export const configuratorDeaths = (isOver: Formula) =>
  (
    [
      ['deleting', 'deletes the old pools'],
      ['configuring', 'configures the sites'],
    ] as const
  ).map(([state, work]) =>
    claim(`configurator-death-is-noticed-${state}`, {
      statement: `When IISConfigurator dies while it ${work} it is gone, by itself, and the bootstrapper ends the run of the role at once.`,
      because: 'It waits for its answer, and nobody else looks whether it still comes.',
      source: 'AZ-25, AZ-28; P34',
      formula: always(
        and(agent('iisConfigurator').matches('absent'), not(handled('iisConfigurator', 'KILL')), isOver),
      ).given(and(handled('iisConfigurator', 'DIE'), Y(agent('iisConfigurator').matches(state)))),
    }),
  );

/** Of guests in which a user may want the role stopped. */
export const userStops = [
  ...(
    [
      ['at-rest', 'is idle', 'idle', 'stoppingRole'],
      ['while-installing', 'installs the guest agent', { installing: 'toRun' }, { installing: 'toStop' }],
      ['while-updating', 'updates the guest agent', { updating: 'toRun' }, { updating: 'toStop' }],
    ] as const
  ).map(([when, work, before, after]) =>
    claim(`users-stop-is-taken-${when}`, {
      statement: `A stop that a user wants while WaAppAgent ${work} is not forgotten.`,
      because: 'Nobody asks for it again.',
      source: 'AZ-16; P53',
      formula: always(agent('waAppAgent').matches(after)).given(
        and(handled('waAppAgent', 'GOAL_STOPPED'), Y(agent('waAppAgent').matches(before))),
      ),
    }),
  ),
  claim('users-stop-was-wanted', {
    statement:
      'WaAppAgent stops the role for a user once for each time that one wanted it since the guest has booted.',
    because: 'A role that nobody wanted stopped stays stopped until somebody starts it.',
    source: 'AZ-16; P53',
    formula: always(
      or(
        handled('waAppAgent', 'GOAL_STOPPED'),
        Y(S(not(or(userIsObeyed, begins)), and(handled('waAppAgent', 'GOAL_STOPPED'), not(userIsObeyed)))),
      ),
    ).given(userIsObeyed),
  }),
];

export const guestProcesses = ({
  hosts,
  tasks,
  statusCheck = minutes(5),
  drain = minutes(5),
  power,
}: Guest) => {
  const endsDraining = or(
    sent('guestAgent', 'bootstrapper', 'STOP'),
    handled('guestAgent', 'BOOTSTRAPPER_EXITED'),
  );
  const anyHost = (of: (host: HostProcess) => Formula) => or(...hosts.map(of));
  const eachHost = (of: (host: HostProcess) => Formula) => and(...hosts.map(of));
  const anyTask = or(...Object.values(tasks));
  const stopsBy = (cause: 'platform' | 'user') =>
    and(
      handled('bootstrapper', 'STOP', (stop) => stop.cause === cause),
      anyHost((host) => received(host, 'STOP')),
    );
  const runReturns = anyHost((host) => handled(host, 'RUN_RETURNS'));
  const isKilled = and(
    anyHost((host) => and(handled(host, 'KILL'), Y(agent(host).matches('onStop')))),
    not(dies),
  );

  const threw = (where: 'onStart' | 'run' | 'onStop') =>
    anyHost((host) => and(handled(host, 'THROW'), Y(agent(host).matches(where))));

  return {
    statusIsReported: claim('each-step-is-reported', {
      statement:
        'The guest agent reports each step of the role to the fabric controller at once: starting, busy, ready, restarting, stopping, stopped.',
      because: 'What the fabric controller does not hear of it neither waits for nor heals.',
      source: 'AZ-20; role instance status reference',
      formula: always(
        and(
          implies(agentBegins, reported('StartingRole')),
          implies(
            handled('guestAgent', 'ROLE_STATUS', ({ busy }) => busy),
            and(agent('guestAgent').matches({ started: 'busy' }), reported('BusyRole')),
          ),
          implies(
            handled('guestAgent', 'ROLE_STATUS', ({ busy }) => !busy),
            and(agent('guestAgent').matches({ started: 'ready' }), reported('ReadyRole')),
          ),
          implies(
            and(handled('guestAgent', 'BOOTSTRAPPER_EXITED'), agent('guestAgent').matches('started')),
            reported('RestartingRole'),
          ),
          implies(and(toldToStop, isDraining), reported('StoppingRole')),
          implies(
            and(
              or(handled('guestAgent', 'BOOTSTRAPPER_EXITED'), handled('guestAgent', 'APPLIED')),
              agent('guestAgent').matches('stopped'),
            ),
            and(reported('StoppedRole'), sent('guestAgent', 'waAppAgent', 'ROLE_STOPPED')),
          ),
        ),
      ),
    }),
    waAppAgentPassesOn: claim('instructions-are-passed-on', {
      statement:
        'What WaAppAgent is told it passes on at once: a stop with its cause, a start, and the installation of the guest agent. A stop that a user wants while the guest agent is installed or updated it passes on when that has begun.',
      because: 'It is the only agent in the guest that the host speaks to.',
      source: 'AZ-13, AZ-14, AZ-16',
      formula: always(
        and(
          implies(
            or(
              and(handled('waAppAgent', 'GOAL_STOPPED'), Y(agent('waAppAgent').matches('idle'))),
              and(
                handled('waAppAgent', 'GUEST_AGENT_STARTED'),
                Y(
                  S(
                    not(or(userIsObeyed, begins)),
                    and(handled('waAppAgent', 'GOAL_STOPPED'), not(userIsObeyed)),
                  ),
                ),
              ),
            ),
            userIsObeyed,
          ),
          implies(
            handled('waAppAgent', 'UPDATE_GUEST_AGENT'),
            sent('waAppAgent', 'guestAgent', 'STOP_ROLE', ({ cause }) => cause === 'platform'),
          ),
          implies(
            handled('waAppAgent', 'GOAL_STARTED'),
            and(agent('waAppAgent').matches('idle'), sent('waAppAgent', 'guestAgent', 'START_ROLE')),
          ),
          implies(handled('waAppAgent', 'START_SERVICE'), sent('waAppAgent', 'guestOs', 'INSTALL_SERVICE')),
          implies(
            handled('waAppAgent', 'ROLE_STOPPED'),
            or(agent('waAppAgent').matches('roleStopped'), sent('waAppAgent', 'guestOs', 'INSTALL_SERVICE')),
          ),
        ),
      ),
    }),
    takesInstructions: claim('instructions-can-be-taken-again', {
      statement: power
        ? 'Whatever happened, WaAppAgent can take instructions again, if a guest that hangs can still be restarted.'
        : 'Whatever happened, WaAppAgent can take instructions again: it waits for none of its answers for good.',
      because: 'The host speaks to nobody else in the guest: what WaAppAgent does not take is never done.',
      source: 'AZ-13, AZ-16; P11, P53',
      formula: alwaysPossible(power ? or(takesInstructions, power.isDown) : takesInstructions),
    }),
    stopIsHeeded: claim('stop-is-heeded', {
      statement:
        'Who is told to stop the role does at once what he can: the guest agent drains it, or starts it no more; the bootstrapper ends, or has its host process stop, whether that answers or not.',
      because: 'A stop that one of them takes in and forgets is waited for by all the others.',
      source: 'AZ-16, AZ-19, AZ-22; P11, P19',
      formula: always(
        and(
          implies(toldToStop, or(isDraining, agent('guestAgent').matches({ configuring: 'abandoning' }))),
          implies(
            and(received('bootstrapper', 'STOP'), isPresent),
            or(isEnding, agent('bootstrapper').matches({ present: 'stoppingHost' })),
          ),
          implies(
            and(handled('bootstrapper', 'STOP'), Y(isWatching)),
            anyHost((host) => received(host, 'STOP')),
          ),
        ),
      ),
    }),
    nothingIsIgnored: claim('nothing-is-ignored', {
      statement:
        'Nobody is told what he has no use for: to start what runs, to stop what is stopping, or that something is over which was over already.',
      because: 'What is said to the wrong one, or at the wrong time, is missing where it is needed.',
      source: 'AZ-16, AZ-19, AZ-22, AZ-24, AZ-26',
      formula: never((view: Letter) => {
        const { agent, received, handled } = view;
        const isThere = (name: 'waAppAgent' | 'guestAgent' | 'bootstrapper') => !power?.isOff(view, name);
        const byGuestAgent =
          (['APPLIED', 'BOOTSTRAPPER_EXITED', 'START_ROLE', 'STOP_ROLE', 'START_SERVICE'] as const).some(
            (type) => received('guestAgent', type) && !handled('guestAgent', type),
          ) ||
          (received('guestAgent', 'ROLE_STATUS') &&
            !handled('guestAgent', 'ROLE_STATUS') &&
            agent('guestAgent').matches('started'));
        const byBootstrapper = (['START', 'STARTED', 'RUN_RETURNED', 'CHECKED', 'HOST_EXITED'] as const).some(
          (type) => received('bootstrapper', type) && !handled('bootstrapper', type),
        );
        const byWaAppAgent = (['GUEST_AGENT_STARTED', 'ROLE_STOPPED', 'GOAL_STOPPED'] as const).some(
          (type) => received('waAppAgent', type) && !handled('waAppAgent', type),
        );
        return (
          (byGuestAgent && isThere('guestAgent')) ||
          (byBootstrapper && isThere('bootstrapper')) ||
          (byWaAppAgent && isThere('waAppAgent'))
        );
      }),
    }),
    knowsItsProcess: claim('bootstrapper-knows-its-process', {
      statement:
        'The bootstrapper starts, watches or stops its host process exactly while that is in OnStart, in Run, or in OnStop.',
      because: 'A parent that is wrong about its child waits for one that is gone, or leaves one behind.',
      source: 'AZ-24, AZ-25, AZ-27; P12, P34',
      formula: always(
        and(
          both(
            agent('bootstrapper').matches({ present: 'startingHost' }),
            anyHost((host) => agent(host).matches('onStart')),
          ),
          implies(
            anyHost((host) => agent(host).matches('run')),
            isWatching,
          ),
          implies(
            isWatching,
            anyHost((host) => or(agent(host).matches('run'), agent(host).matches('hung'))),
          ),
          implies(
            anyHost((host) => agent(host).matches('onStop')),
            agent('bootstrapper').matches({ present: 'stoppingHost' }),
          ),
          implies(
            agent('bootstrapper').matches({ present: 'stoppingHost' }),
            anyHost((host) => or(agent(host).matches('onStop'), agent(host).matches('hung'))),
          ),
          eachHost((host) => not(agent(host).matches('startFailed'))),
        ),
      ),
    }),
    knowsItsTasks: claim('bootstrapper-knows-its-tasks', {
      statement:
        'The bootstrapper counts as running the startup tasks that run, while it waits for one there is one, and without it none runs.',
      because: 'It kills or waits for those that it counts when the role recycles, and no other.',
      source: 'AZ-24, AZ-26; P09, P10',
      formula: always(
        and(
          ...Object.entries(tasks).map(([name, runs]) =>
            implies(or(isPresent, runs), and(isPresent, both(countsTask(name), runs))),
          ),
          implies(agent('bootstrapper').matches({ present: { runningTasks: 'waiting' } }), anyTask),
        ),
      ),
    }),
    agentAndBootstrapperAgree: claim('agent-and-bootstrapper-agree', {
      statement:
        'Where nothing is under way between them, the bootstrapper runs only while the guest agent has the role started, drained or stopped, and the role is Ready exactly where the bootstrapper takes it for free.',
      because: 'The guest agent answers for the role, and knows it through the bootstrapper only.',
      source: 'AZ-20, AZ-22; P15',
      formula: always(
        and(
          implies(isPresent, isResponsible),
          implies(
            agent('guestAgent').matches('started'),
            both(agent('guestAgent').matches({ started: 'ready' }), and(isPresent, isFree)),
          ),
        ),
      ).given(nothingUnderWay),
    }),
    startedHasBootstrapper: claim('started-role-has-its-bootstrapper', {
      statement:
        'Where nothing is under way between them, a guest agent that has the role started, drained or stopped has a bootstrapper that runs.',
      because: 'A guest agent that waits for one that is gone waits for ever.',
      source: 'AZ-22; P34',
      formula: always(isPresent).given(and(nothingUnderWay, isResponsible)),
    }),
    roleIsStarted: claim('configured-guest-starts-its-role', {
      statement: 'A guest agent that begins starts the bootstrapper, unless it is told to stop meanwhile.',
      because: 'The role starts by itself, without anybody who looks after it.',
      source: 'AZ-19, AZ-21, AZ-22; P04',
      formula: whenever(agentBegins)
        .leadsTo(sent('guestAgent', 'bootstrapper', 'START'))
        .unless(power ? or(toldToStop, power.goesDown) : toldToStop),
    }),
    unavailableIsTold: claim('no-longer-free-is-told', {
      statement:
        'When a role that was free is so no longer the bootstrapper tells the guest agent at once, unless it dies itself.',
      because: 'Until then the load balancer sends traffic that nobody serves.',
      source: 'AZ-20, AZ-25; P15',
      formula: always(sent('bootstrapper', 'guestAgent', 'ROLE_STATUS', ({ busy }) => busy)).given(
        and(Y(and(isPresent, isFree)), not(isFree), not(dies)),
      ),
    }),
    askedRegularly: claim('status-is-asked-regularly', {
      statement: 'While a role runs it is asked for its status at least once in each interval.',
      because: 'A role that is busy, or hangs, does not say so by itself.',
      source: 'AZ-25; C9',
      formula: recurring(
        or(
          not(isWatching),
          anyHost((host) => received(host, 'STATUS_CHECK')),
        ),
      ).every(statusCheck),
    }),
    notAskedAtOnce: claim('role-is-not-asked-at-once', {
      statement: 'A role that says that it has started is not asked for its status in the same moment.',
      because: 'It has just said that it is up: a check is for what happens afterwards.',
      source: 'AZ-25; C9',
      formula: never(
        and(
          received('bootstrapper', 'STARTED'),
          anyHost((host) => received(host, 'STATUS_CHECK')),
        ),
      ),
    }),
    answersWhenAsked: claim('status-check-is-answered', {
      statement: 'A host process in Run answers at once when it is asked for its status.',
      because: 'Who does not answer counts as busy, and gets no traffic.',
      source: 'AZ-25; C9',
      formula: always(received('bootstrapper', 'CHECKED')).given(
        anyHost((host) => and(received(host, 'STATUS_CHECK'), agent(host).matches('run'))),
      ),
    }),
    memoryEndsWithIt: claim('bootstrapper-begins-anew', {
      statement:
        'A bootstrapper that ends remembers nothing: no role, no task that runs, and not that the role was free.',
      because: 'The next one begins with the configuration that it is given, and with nothing else.',
      source: 'AZ-22, AZ-24; P34',
      formula: always(
        condition('the bootstrapper remembers nothing', ({ agent }: Letter) => {
          const { busy, next, role, tasks } = agent('bootstrapper').context;
          return busy && next === 0 && tasks.length === 0 && role.tasks.length === 0 && role.sites === 0;
        }),
      ).given(and(agent('bootstrapper').matches('absent'), Y(isPresent))),
    }),
    whoThrowsIsGone: claim('who-throws-is-gone', {
      statement: 'A host process that has thrown is gone, and need not be killed.',
      because: 'One that goes on after its exception would serve beside the next.',
      source: 'AZ-24, AZ-25; P34',
      formula: never(anyHost((host) => and(handled(host, 'THROW'), handled(host, 'KILL')))),
    }),
    throwInOnStart: claim('throw-in-on-start-is-noticed', {
      statement: 'When OnStart throws the bootstrapper ends the run of the role at once.',
      because: 'A role that never came up must not be waited for.',
      source: 'AZ-24, AZ-25; P34',
      formula: always(isEnding).given(threw('onStart')),
    }),
    throwInRun: claim('throw-in-run-is-noticed', {
      statement: 'When Run throws the bootstrapper ends the run of the role at once.',
      because: 'The bootstrapper watches its children: nobody else does.',
      source: 'AZ-25; P34',
      formula: always(isEnding).given(threw('run')),
    }),
    throwInOnStop: claim('throw-in-on-stop-is-noticed', {
      statement: 'When OnStop throws the bootstrapper ends the run of the role at once.',
      because: 'There is nothing left that could end by itself.',
      source: 'AZ-24, AZ-25; P34',
      formula: always(isEnding).given(threw('onStop')),
    }),
    failedOnStart: claim('failed-on-start-is-noticed', {
      statement: 'When OnStart returns false the bootstrapper ends the run of the role at once.',
      because: 'The role has said itself that it cannot run.',
      source: 'AZ-24; P16',
      formula: always(isEnding).given(
        anyHost((host) => handled(host, 'ON_START_RETURNS', ({ value }) => !value)),
      ),
    }),
    stopRunsOnStop: claim('stop-runs-on-stop', {
      statement: 'A host process that is told to stop, or whose Run returns, calls OnStop.',
      because: 'The role saves there what it must not lose.',
      source: 'AZ-24; P17, P20',
      formula: always(anyHost((host) => agent(host).matches('onStop'))).given(
        anyHost((host) => or(handled(host, 'STOP'), handled(host, 'RUN_RETURNS'))),
      ),
    }),
    onStopHasItsTime: claim('on-stop-has-its-time', {
      statement:
        'In the five minutes after Run returned or the platform asked for a stop OnStop is not cut off, unless the bootstrapper dies.',
      because: 'Developers count on the five minutes that they were promised.',
      source: 'AZ-16; P20',
      formula: whenever(or(runReturns, stopsBy('platform')))
        .forbids(isKilled)
        .for(minutes(5)),
    }),
    usersStopHasAllTime: claim('users-stop-has-all-time', {
      statement: 'OnStop is not cut off after a user asked for the stop, unless the bootstrapper dies.',
      because: 'The limit is for the platform’s own stops: a user can wait.',
      source: 'AZ-16; P20',
      formula: never(isKilled).afterUntil(stopsBy('user'), handled('bootstrapper', 'START')),
    }),
    drainTakesItsTime: claim('load-is-drained-first', {
      statement: 'The bootstrapper is not told to stop before the time for draining is over.',
      because: 'The load balancer must have noticed before OnStop begins.',
      source: 'AZ-16; P19',
      formula: whenever(and(toldToStop, isDraining))
        .forbids(sent('guestAgent', 'bootstrapper', 'STOP'))
        .for(drain),
    }),
    drainEnds: claim('draining-ends', {
      statement:
        'When the time for draining is over the bootstrapper is told to stop, unless the role has ended meanwhile.',
      because: 'An update waits for it.',
      source: 'AZ-16; P19',
      formula: whenever(and(toldToStop, isDraining))
        .leadsTo(power ? or(endsDraining, power.goesDown) : endsDraining)
        .within(drain),
    }),
  } as const;
};
