/**
 * What is claimed about startup tasks that run again, on disks that may have changed meanwhile.
 */
import { propertiesOf } from 'redhound';
import { startupTasks } from '../../models/incidents/startup-tasks.ts';

const { agent, always, and, claim, condition, fair, handled, never, or, received, sent, whenever } =
  propertiesOf(startupTasks());

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
