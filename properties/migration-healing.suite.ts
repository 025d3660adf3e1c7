/**
 * The migration-healing suite: a VM that may be on the move is healed only when no host that has power has it.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, and, enqueueActions, sendTo } from 'xstate';
import { fabricController } from '../models/migration-healing/fabric-controller.ts';
import { host } from '../models/migration-healing/host.ts';
import { migrationHealing } from '../models/migration-healing.ts';
import { changedMachine, changedState } from './changed-machine.ts';
import { properties } from './migration-healing.ts';

const nothing = () => {};

/** A host that is another one, where none is cut off: a small space. */
const withHost = (changed: typeof host) => migrationHealing({ host: changed, partitions: 0 });

const staysOpen = 'Where a host fails too, it takes longer than half an hour.';
const believed = 'It takes the VM for one that runs where it was, and forgets that it moves.';
const orderTooLate = 'The VM begins to move when the fabric controller thinks that it does not.';

const late = { delay: minutes(5), id: 'late' };

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
        'move-is-ordered-at-home': 'The order is not in the record.',
        'move-asks-anew': 'The order changes nothing for it.',
        'moves-can-succeed': 'The fabric controller never learns that it could be moved back.',
      },
    },
    {
      name: 'nothing-is-healed',
      because: 'The fabric controller notes the new home of the VM, and starts it nowhere.',
      system: migrationHealing({
        fabricController: fabricController.provide({ actions: { start: nothing } }),
      }),
      breaks: ['lost-vm-is-healed'],
      alsoBreaks: {
        'move-is-settled': 'A move whose VM was lost stays open until it is started elsewhere.',
      },
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
      name: 'begins-nowhere',
      because: 'No host has the VM at first.',
      system: withHost(changedMachine(host, { initial: 'empty' })),
      breaks: ['vm-begins-on-host1'],
    },
    {
      name: 'ordered-late',
      because: 'The fabric controller tells the host of a move five minutes later.',
      system: migrationHealing({
        fabricController: fabricController.provide({
          actions: {
            order: enqueueActions(({ context, enqueue, event, system }) => {
              if (event.type === 'MOVE')
                enqueue.sendTo(
                  system.get(context.home) as AnyActorRef,
                  { type: 'MIGRATE', to: event.to },
                  late,
                );
            }),
          },
        }),
        partitions: 0,
      }),
      breaks: ['move-is-ordered-at-home'],
      alsoBreaks: {
        'no-healing-in-a-migration': orderTooLate,
        'one-copy-runs': orderTooLate,
        'lost-vm-is-healed': orderTooLate,
        'moves-can-succeed': 'By then the fabric controller has forgotten the move.',
      },
    },
    {
      name: 'asks-destination-late',
      because: 'A source asks the destination after five minutes.',
      system: withHost(
        host.provide({
          actions: {
            prepare: sendTo(
              ({ system, context }) => system.get(context.peer),
              ({ context }) => ({ type: 'PREPARE', from: context.name }),
              late,
            ),
          },
        }),
      ),
      breaks: ['source-asks-destination'],
      alsoBreaks: {
        'vain-move-is-given-up': 'It waits for the answer for longer.',
        'move-is-settled': staysOpen,
      },
    },
    {
      name: 'prepares-slowly',
      because: 'A destination says after five minutes that it is prepared.',
      system: withHost(
        host.provide({
          actions: {
            confirm: sendTo(({ system, context }) => system.get(context.peer), { type: 'PREPARED' }, late),
          },
        }),
      ),
      breaks: ['destination-answers'],
      alsoBreaks: {
        'vain-move-is-given-up': 'It waits for the answer for longer.',
        'move-is-settled': staysOpen,
      },
    },
    {
      name: 'copies-unasked',
      because: 'A source copies whether or not the destination is prepared.',
      system: withHost(changedState(host, 'sending', { initial: 'copying' })),
      breaks: ['copies-when-prepared'],
      alsoBreaks: {
        'copying-ends': 'Vacuous: no source waits for the answer.',
        'move-is-settled': staysOpen,
      },
    },
    {
      name: 'taken-late',
      because: 'A destination says after five minutes that it runs the VM.',
      system: withHost(
        host.provide({
          actions: {
            tellTaken: sendTo(({ system, context }) => system.get(context.peer), { type: 'TAKEN' }, late),
          },
        }),
      ),
      breaks: ['commit-takes-effect-at-once', 'one-copy-runs'],
      alsoBreaks: {
        'vain-move-is-given-up': 'It waits for the answer, and its own VM goes on.',
        'lost-vm-is-healed': 'It runs twice.',
      },
    },
    {
      name: 'nothing-is-copied',
      because: 'A source commits as soon as the destination is prepared.',
      system: withHost(changedState(host, 'sending.copying', { after: { 0: 'committing' } })),
      breaks: ['copying-takes-five-minutes'],
    },
    {
      name: 'slow-copying',
      because: 'A source copies for fifteen minutes.',
      system: withHost(changedState(host, 'sending.copying', { after: { patience: 'committing' } })),
      breaks: ['copying-ends'],
      alsoBreaks: {
        'move-is-settled': staysOpen,
      },
    },
    {
      name: 'slow-release',
      because: 'A source takes ten minutes to delete its ports.',
      system: withHost(host.provide({ delays: { release: minutes(10) } })),
      breaks: ['release-takes-five-minutes'],
    },
    {
      name: 'impatient-destination',
      because: 'A destination throws its copy away after ten minutes.',
      system: withHost(host.provide({ delays: { patience: minutes(10) } })),
      breaks: ['copy-is-kept-for-fifteen-minutes'],
      alsoBreaks: {
        'move-is-settled': staysOpen,
      },
    },
    {
      name: 'patient-destination',
      because: 'A destination keeps its copy for twenty minutes.',
      system: withHost(host.provide({ delays: { patience: minutes(20) } })),
      breaks: ['copy-is-not-kept-for-ever'],
    },
    {
      name: 'failure-unheeded',
      because: 'A host that fails goes on.',
      system: withHost(changedMachine(host, { on: { FAIL: {} } })),
      breaks: ['failure-takes-the-host-down'],
    },
    {
      name: 'busy-with-its-ports',
      because: 'A source that deletes its ports does not answer.',
      system: withHost(changedState(host, 'releasing', { on: { PROBE: {} } })),
      breaks: ['who-is-up-answers', 'who-is-up-has-answered'],
      alsoBreaks: {
        'silent-host-has-ten-minutes': 'It is fenced while it is well.',
      },
    },
    {
      name: 'no-second-move',
      because: 'The VM is moved once only.',
      system: migrationHealing({ migrations: 1, partitions: 0 }),
      breaks: ['moves-can-succeed'],
    },
    {
      name: 'waits-for-the-lost',
      because: 'A source waits fifteen minutes for a destination that does not answer.',
      system: withHost(changedState(host, 'sending.asking', { after: { patience: '#host.running' } })),
      breaks: ['vain-move-is-given-up'],
    },
    {
      name: 'moves-stay-open',
      because: 'The fabric controller does not forget a move that failed.',
      system: migrationHealing({
        fabricController: fabricController.provide({ actions: { forgetMove: nothing } }),
        partitions: 0,
      }),
      breaks: ['move-is-settled'],
    },
    {
      name: 'starts-nothing',
      because: 'A host that is told to start the VM does not.',
      system: withHost(changedState(host, 'empty', { on: { START: {} } })),
      breaks: ['starts-when-told', 'lost-vm-is-healed'],
    },
    {
      name: 'believes-what-it-heard',
      because: 'When it orders a move, the fabric controller goes on with the answers from before.',
      system: migrationHealing({
        fabricController: changedState(fabricController, 'asking', {
          on: { MOVE: { guard: and(['goesElsewhere', 'isSettled']), actions: ['noteMove', 'order'] } },
        }),
        partitions: 0,
      }),
      breaks: ['move-asks-anew'],
      alsoBreaks: {
        'no-healing-in-a-migration': believed,
        'one-copy-runs': believed,
        'moves-can-succeed': 'It takes the move for one that failed, and never learns better.',
        'lost-vm-is-healed': 'It heals what was moved, and the VM runs twice.',
      },
    },
    {
      name: 'moves-to-where-it-is',
      because: 'The fabric controller orders a move to the host that has the VM.',
      system: migrationHealing({
        fabricController: fabricController.provide({ guards: { goesElsewhere: () => true } }),
        partitions: 0,
      }),
      breaks: ['moves-elsewhere'],
    },
    {
      name: 'asks-without-pause',
      because: 'The fabric controller asks again and again, without any time between.',
      system: migrationHealing({ fabricController: fabricController.provide({ delays: { round: 0 } }) }),
      breaks: ['time-goes-on', 'silent-host-has-ten-minutes'],
      alsoBreaks: {
        'release-takes-five-minutes': 'Vacuous: no time is left for a migration.',
        'moves-can-succeed': 'No time is left for a migration.',
      },
    },
  ],
});
