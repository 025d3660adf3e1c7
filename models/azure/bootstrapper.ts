/**
 * WaHostBootstrapper: the process that starts all tasks and processes of a role, as its configuration says (AZ-24).
 *
 * Duty, in this order: for a full-IIS web role have the old application pools deleted; run the startup tasks in the
 * order of the service definition, waiting for each simple one to exit with 0 (AZ-26; C8); for a full-IIS web role have
 * its sites configured (AZ-28; C5); start the host process of the role type (AZ-27); then watch it, and ask it with
 * StatusCheck whether it is busy (AZ-25; C9). Who does not answer counts as busy, and is left alone.
 * If a simple task, IISConfigurator or the host process fails it ends, after the foreground tasks have ended, and the
 * guest agent starts it anew: the role recycles. If the bootstrapper itself dies, all its children die with it.
 * Parameters: `statusCheck` 15 s between two checks (the public account says "regular interval"); `onStopLimit` 5 min
 * from the beginning of OnStop until the host process is killed, unless a user asked for the stop (StopRolesDeadlineHint).
 */
import { minutes, seconds } from 'redhound';
import { type AnyActorRef, assign, enqueueActions, sendTo, setup } from 'xstate';
import { hostProcessOf, type RoleModel } from './role-model.ts';

/** Who asks for a stop: the platform, for an update or to move the role, or a user. */
export type StopCause = 'platform' | 'user';

interface BootstrapperContext {
  readonly role: RoleModel;
  /** The index of the next startup task. */
  readonly next: number;
  /** Startup tasks that run. */
  readonly tasks: readonly string[];
  /** What the guest agent was told last. */
  readonly busy: boolean;
}

export type BootstrapperEvent =
  /** From the guest agent. */
  | { type: 'START'; role: RoleModel }
  | { type: 'STOP'; cause: StopCause }
  /** From the children. */
  | { type: 'TASK_EXITED'; task: string; code: 0 | 1 }
  | { type: 'POOLS_DELETED' }
  | { type: 'SITES_CONFIGURED' }
  | { type: 'CONFIGURATOR_DIED' }
  | { type: 'STARTED' }
  | { type: 'START_FAILED' }
  | { type: 'RUN_RETURNED' }
  | { type: 'HOST_EXITED' }
  | { type: 'CHECKED'; busy: boolean }
  | { type: 'DIE' };

const noRole: RoleModel = { roleType: 'worker', sites: 0, tasks: [] };

const taskTypeOf = ({ role }: BootstrapperContext, name: string) =>
  role.tasks.find((task) => task.name === name)?.taskType;

export const bootstrapper = setup({
  types: { context: {} as BootstrapperContext, events: {} as BootstrapperEvent },
  delays: { statusCheck: seconds(15), onStopLimit: minutes(5) },
  guards: {
    hasSites: ({ context }) => context.role.roleType === 'fullIisWeb',
    allTasksStarted: ({ context }) => context.next === context.role.tasks.length,
    nextIsSimple: ({ context }) => context.role.tasks[context.next]?.taskType === 'simple',
    hasSucceeded: ({ context, event }) =>
      event.type === 'TASK_EXITED' && event.code === 0 && taskTypeOf(context, event.task) === 'simple',
    hasFailed: ({ context, event }) =>
      event.type === 'TASK_EXITED' && event.code !== 0 && taskTypeOf(context, event.task) === 'simple',
    noForegroundTask: ({ context }) =>
      context.tasks.every((task) => taskTypeOf(context, task) !== 'foreground'),
    isNews: ({ context, event }) => event.type === 'CHECKED' && event.busy !== context.busy,
    wasFree: ({ context }) => !context.busy,
    byUser: ({ event }) => event.type === 'STOP' && event.cause === 'user',
  },
  actions: {
    readConfiguration: assign(({ context, event }) =>
      event.type === 'START' ? { role: event.role, next: 0, tasks: [], busy: true } : context,
    ),
    forget: assign({ role: noRole, next: 0, tasks: [], busy: true }),
    callConfigurator: sendTo(
      ({ system }) => system.get('iisConfigurator'),
      ({ context }, { type }: { type: 'DELETE_POOLS' | 'CONFIGURE' | 'KILL' }) =>
        type === 'CONFIGURE' ? { type, sites: context.role.sites } : { type },
    ),
    startTask: sendTo(({ system, context }) => system.get(context.role.tasks[context.next]?.name ?? ''), {
      type: 'RUN',
    }),
    countTask: assign(({ context }) => ({
      tasks: [...context.tasks, context.role.tasks[context.next]?.name ?? ''],
      next: context.next + 1,
    })),
    noteExit: assign({
      tasks: ({ context, event }) =>
        context.tasks.filter((task) => event.type !== 'TASK_EXITED' || task !== event.task),
    }),
    tellHost: sendTo(
      ({ system, context }) => system.get(hostProcessOf[context.role.roleType]),
      (_, { type }: { type: 'START' | 'STOP' | 'KILL' | 'STATUS_CHECK' }) => ({ type }),
    ),
    /** Foreground tasks are waited for instead. */
    killTasks: enqueueActions(({ context, enqueue, system }) => {
      const killed = context.tasks.filter((task) => taskTypeOf(context, task) !== 'foreground');
      for (const task of killed) enqueue.sendTo(system.get(task), { type: 'KILL' });
      enqueue.assign({ tasks: context.tasks.filter((task) => !killed.includes(task)) });
    }),
    loseTasks: enqueueActions(({ context, enqueue, system }) => {
      for (const task of context.tasks) enqueue.sendTo(system.get(task), { type: 'KILL' });
    }),
    reportStatus: sendTo(
      ({ system }) => system.get('guestAgent'),
      (_, { busy }: { busy: boolean }) => ({ type: 'ROLE_STATUS', busy }),
    ),
    /** Once its process stops or is gone the role is not Ready, however long foreground tasks take to end. */
    reportUnavailable: enqueueActions(({ context, enqueue, system }) => {
      const guestAgent: AnyActorRef = system.get('guestAgent');
      if (context.busy) return;
      enqueue.assign({ busy: true });
      enqueue.sendTo(guestAgent, { type: 'ROLE_STATUS', busy: true });
    }),
    noteBusy: assign({ busy: (_, { busy }: { busy: boolean }) => busy }),
    passOn: enqueueActions(({ event, enqueue, system }) => {
      if (event.type !== 'CHECKED') return;
      const guestAgent: AnyActorRef = system.get('guestAgent');
      enqueue.assign({ busy: event.busy });
      enqueue.sendTo(guestAgent, { type: 'ROLE_STATUS', busy: event.busy });
    }),
    reportExit: sendTo(({ system }) => system.get('guestAgent'), { type: 'BOOTSTRAPPER_EXITED' }),
  },
}).createMachine({
  id: 'bootstrapper',
  context: { role: noRole, next: 0, tasks: [], busy: true },
  initial: 'absent',
  states: {
    absent: { on: { START: { target: 'present', actions: 'readConfiguration' } } },
    present: {
      initial: 'reading',
      on: {
        TASK_EXITED: { actions: 'noteExit' },
        HOST_EXITED: '.ending',
        CONFIGURATOR_DIED: '.ending',
        STOP: '.ending',
        DIE: {
          target: 'absent',
          actions: [
            { type: 'tellHost', params: { type: 'KILL' } },
            { type: 'callConfigurator', params: { type: 'KILL' } },
            'loseTasks',
            'reportExit',
            'forget',
          ],
        },
      },
      states: {
        reading: { always: [{ guard: 'hasSites', target: 'deletingPools' }, { target: 'runningTasks' }] },
        deletingPools: {
          entry: { type: 'callConfigurator', params: { type: 'DELETE_POOLS' } },
          on: { POOLS_DELETED: 'runningTasks' },
        },
        runningTasks: {
          initial: 'next',
          states: {
            next: {
              always: [
                { guard: 'allTasksStarted', target: 'done' },
                { guard: 'nextIsSimple', target: 'waiting', actions: ['startTask', 'countTask'] },
                { target: 'next', reenter: true, actions: ['startTask', 'countTask'] },
              ],
            },
            waiting: {
              on: {
                TASK_EXITED: [
                  { guard: 'hasSucceeded', target: 'next', actions: 'noteExit' },
                  { guard: 'hasFailed', target: '#bootstrapper.present.ending', actions: 'noteExit' },
                  { actions: 'noteExit' },
                ],
              },
            },
            done: { type: 'final' },
          },
          onDone: [{ guard: 'hasSites', target: 'configuringSites' }, { target: 'startingHost' }],
        },
        configuringSites: {
          entry: { type: 'callConfigurator', params: { type: 'CONFIGURE' } },
          on: { SITES_CONFIGURED: 'startingHost' },
        },
        startingHost: {
          entry: [
            { type: 'tellHost', params: { type: 'START' } },
            { type: 'reportStatus', params: { busy: true } },
          ],
          on: {
            STARTED: {
              target: 'watching',
              actions: [
                { type: 'noteBusy', params: { busy: false } },
                { type: 'reportStatus', params: { busy: false } },
              ],
            },
            START_FAILED: 'ending',
          },
        },
        watching: {
          initial: 'waiting',
          on: {
            RUN_RETURNED: { target: 'stoppingHost', actions: 'reportUnavailable' },
            STOP: [
              {
                guard: 'byUser',
                target: 'stoppingHost.unlimited',
                actions: { type: 'tellHost', params: { type: 'STOP' } },
              },
              { target: 'stoppingHost', actions: { type: 'tellHost', params: { type: 'STOP' } } },
            ],
          },
          states: {
            waiting: { after: { statusCheck: 'asking' } },
            asking: {
              entry: { type: 'tellHost', params: { type: 'STATUS_CHECK' } },
              after: {
                statusCheck: [
                  {
                    guard: 'wasFree',
                    target: 'asking',
                    reenter: true,
                    actions: [
                      { type: 'noteBusy', params: { busy: true } },
                      { type: 'reportStatus', params: { busy: true } },
                    ],
                  },
                  { target: 'asking', reenter: true },
                ],
              },
              on: {
                CHECKED: [{ guard: 'isNews', target: 'waiting', actions: 'passOn' }, { target: 'waiting' }],
              },
            },
          },
        },
        stoppingHost: {
          initial: 'limited',
          on: { STOP: {} },
          states: {
            limited: { after: { onStopLimit: '#bootstrapper.present.ending' } },
            unlimited: {},
          },
        },
        ending: {
          entry: [
            { type: 'tellHost', params: { type: 'KILL' } },
            { type: 'callConfigurator', params: { type: 'KILL' } },
            'killTasks',
            'reportUnavailable',
          ],
          on: { STOP: {} },
          always: {
            guard: 'noForegroundTask',
            target: '#bootstrapper.absent',
            actions: ['reportExit', 'forget'],
          },
        },
      },
    },
  },
});
