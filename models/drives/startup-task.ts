/**
 * A simple startup task that installs something once: it looks for its own mark, and does nothing where it finds it.
 *
 * Duty: to install on drive D: what the role needs, then to leave a mark on the drive `marksOn`, then to exit with 0
 * (AZ-26). It runs at each start of the role, as all startup tasks do, so it has to be such that a second run does no harm.
 * Parameters: `install` 5 min (ours); `marksOn`, where the author of the role put the mark.
 */
import { minutes } from 'redhound';
import { sendParent, setup } from 'xstate';

export const driveNames = ['C', 'D', 'E'] as const;
export type DriveName = (typeof driveNames)[number];

/** What a drive may hold beside what it came with: data of the role, what the task installed, the mark of the task. */
export type Content = 'data' | 'installation' | 'mark';
export type Drives = Readonly<Record<DriveName, readonly Content[]>>;

interface TaskInput {
  readonly drives: Drives;
  readonly marksOn: DriveName;
}

export const startupTask = setup({
  types: { context: {} as TaskInput, input: {} as TaskInput },
  delays: { install: minutes(5) },
  guards: { findsMark: ({ context: { drives, marksOn } }) => drives[marksOn].includes('mark') },
  actions: {
    install: sendParent({ type: 'WRITE', drive: 'D', content: 'installation' }),
    mark: sendParent(({ context }) => ({ type: 'WRITE', drive: context.marksOn, content: 'mark' })),
  },
}).createMachine({
  id: 'startupTask',
  context: ({ input }) => input,
  initial: 'looking',
  states: {
    looking: { always: [{ guard: 'findsMark', target: 'exited' }, { target: 'installing' }] },
    installing: { after: { install: { target: 'exited', actions: ['install', 'mark'] } } },
    exited: { type: 'final' },
  },
});
