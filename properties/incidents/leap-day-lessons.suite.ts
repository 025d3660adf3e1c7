/**
 * The leap day with its lessons: guest agents fail fast and are blamed themselves, packages are tested with the Host
 * Agent that they meet, and update domains count in an emergency too. The bug is still there, and harms one machine.
 */
import { defineSuite, minutes } from 'redhound';
import { enqueueActions, sendTo } from 'xstate';
import { fabricController } from '../../models/incidents/leap-day/fabric-controller.ts';
import { server } from '../../models/incidents/leap-day/server.ts';
import { type LeapDayParameters, leapDay } from '../../models/incidents/leap-day.ts';
import {
  canBeRepaired,
  faultIsKnownAtOnce,
  hardwareIsNotBlamed,
  lessons,
  oneServerAtATime,
  oneVmTakesOneServer,
  plugInFits,
  runningVmsStay,
} from './leap-day.ts';

const withLessons = (changed: Partial<LeapDayParameters> = {}) =>
  leapDay({ failFast: true, emergency: 'walk', package: 'tested', ...changed });

export default defineSuite({
  name: 'leap-day-lessons',
  description:
    'The same day and the same bug, with what was learned: one virtual machine is down, and an alarm is up.',
  system: withLessons(),
  properties: [
    hardwareIsNotBlamed,
    oneVmTakesOneServer,
    runningVmsStay,
    faultIsKnownAtOnce,
    plugInFits,
    oneServerAtATime,
    canBeRepaired,
    ...lessons,
  ],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'silent-guest-agents',
      because: 'A guest agent that fails terminates, and says nothing.',
      system: withLessons({ failFast: false }),
      breaks: [
        'hardware-is-not-blamed',
        'one-vm-takes-at-most-one-server',
        'running-vms-stay',
        'fault-is-known-at-once',
      ],
    },
    {
      name: 'hardware-blamed-at-once',
      because: 'A guest agent that fails says so at once, and the server is blamed all the same.',
      system: withLessons({
        server: server.provide({
          actions: {
            reportAgentFault: sendTo(
              ({ system }) => system.get('fabricController'),
              ({ context }) => ({ type: 'HARDWARE_FAULT', server: context.name }),
            ),
          },
        }),
      }),
      breaks: ['hardware-is-not-blamed', 'one-vm-takes-at-most-one-server', 'running-vms-stay'],
    },
    {
      name: 'untested-package',
      because: 'The package brings a plug-in that was never tried with the Host Agent it meets.',
      system: withLessons({ package: 'untested' }),
      breaks: ['plug-in-fits-the-host-agent'],
      alsoBreaks: {
        'walk-is-over-in-100-minutes': 'The walk ends at the first server, which is cut off.',
        'walk-takes-100-minutes': 'The corrected package goes to all servers at once.',

        'one-server-without-network': 'The corrected package goes to all servers at once, as on the day.',
      },
    },
    {
      name: 'blast',
      because: 'The emergency update goes to all servers at once.',
      system: withLessons({ emergency: 'blast' }),
      breaks: ['one-server-without-network'],
      alsoBreaks: {
        'walk-takes-100-minutes': 'All servers are updated after twenty-five minutes.',
      },
    },
    {
      name: 'no-fixed-agent',
      because: 'There is no fixed guest agent to roll out.',
      system: withLessons({
        fabricController: fabricController.provide({ actions: { replaceAgents: () => {} } }),
      }),
      breaks: ['can-be-repaired'],
      alsoBreaks: {
        'fixed-agent-lets-all-run': 'What failed is not created anew.',
        'each-measure-is-taken-once': 'The roll-out leaves no trace, and can be ordered again.',
      },
    },
    {
      name: 'fifty-minutes-to-install',
      because: 'A package takes fifty minutes to be installed.',
      system: withLessons({ server: server.provide({ delays: { install: minutes(50) } }) }),
      breaks: ['walk-is-over-in-100-minutes'],
    },
    {
      name: 'update-in-no-time',
      because: 'A package is installed at once.',
      system: withLessons({ server: server.provide({ delays: { install: 0 } }) }),
      breaks: ['walk-takes-100-minutes'],
    },
    {
      name: 'certificates-lost-at-midnight',
      because: 'A virtual machine that runs needs a new certificate too.',
      system: withLessons({
        server: server.provide({
          actions: {
            goOn: enqueueActions(({ context: { runs: vm, today, failFast }, enqueue }) => {
              const input = { vm, today, rule: 'year plus one' as const, failFast, hasCertificate: false };
              enqueue.spawnChild('guest', { id: vm, input });
            }),
          },
        }),
      }),
      breaks: ['alarm-only-after-a-creation'],
    },
  ],
});
