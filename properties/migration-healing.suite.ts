/**
 * The migration-healing suite: a VM that may be on the move is healed only when no host that has power has it.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, enqueueActions } from 'xstate';
import { fabricController } from '../models/migration-healing/fabric-controller.ts';
import { host } from '../models/migration-healing/host.ts';
import { migrationHealing } from '../models/migration-healing.ts';
import { properties } from './migration-healing.ts';

const nothing = () => {};

export default defineSuite({
  name: 'migration-healing',
  description: 'What is lost on the move is healed, and what is only out of sight is not doubled.',
  system: migrationHealing(),
  properties,
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'no-fence',
      because: 'A host that is silent is taken for dead, and its power is left on.',
      system: migrationHealing({
        fabricController: fabricController.provide({ actions: { fence: nothing } }),
      }),
      breaks: ['one-copy-runs'],
      alsoBreaks: {
        'no-healing-in-a-migration': 'A source that is cut off is not fenced when healing begins.',
      },
    },
    {
      name: 'migrations-unknown',
      because: 'The fabric controller does not keep in mind that the VM is being moved.',
      system: migrationHealing({ knowsMigrations: false }),
      breaks: ['no-healing-in-a-migration', 'one-copy-runs'],
      alsoBreaks: {
        'lost-vm-is-healed': 'It runs twice, and the fabric controller looks at one of the copies.',
      },
    },
    {
      name: 'nothing-is-healed',
      because: 'The fabric controller notes the new home of the VM, and starts it nowhere.',
      system: migrationHealing({
        fabricController: fabricController.provide({ actions: { start: nothing } }),
      }),
      breaks: ['lost-vm-is-healed'],
    },
    {
      name: 'copy-resumes-by-itself',
      because: 'A destination that has waited ten minutes lets its copy run.',
      system: migrationHealing({
        host: host.provide({
          actions: {
            confirm: enqueueActions(({ context, enqueue, system }) => {
              enqueue.sendTo(system.get(context.peer) as AnyActorRef, { type: 'PREPARED' });
              enqueue.raise({ type: 'COMMIT' }, { id: 'impatience', delay: minutes(10) });
            }),
          },
        }),
      }),
      breaks: ['copy-waits-for-its-source'],
      alsoBreaks: {
        'one-copy-runs': 'The source goes on.',
        'lost-vm-is-healed': 'It runs twice.',
      },
    },
    {
      name: 'asks-without-pause',
      because: 'The fabric controller asks again and again, without any time between.',
      system: migrationHealing({ fabricController: fabricController.provide({ delays: { round: 0 } }) }),
      breaks: ['time-goes-on'],
    },
  ],
});
