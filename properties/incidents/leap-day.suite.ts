/**
 * The leap day as it was: its chain, minute by minute, and six claims that failed, each with what was missing.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, assign, enqueueActions } from 'xstate';
import { fabricController, serverNames } from '../../models/incidents/leap-day/fabric-controller.ts';
import { guest } from '../../models/incidents/leap-day/guest.ts';
import { server } from '../../models/incidents/leap-day/server.ts';
import { leapDay } from '../../models/incidents/leap-day.ts';
import { changedMachine, changedState } from '../changed-machine.ts';
import {
  canBeRepaired,
  chainOfTheDay,
  faultIsKnownAtOnce,
  hardwareIsNotBlamed,
  oneServerAtATime,
  oneVmTakesOneServer,
  plugInFits,
  runningVmsStay,
} from './leap-day.ts';

/** The same reason for several claims. */
const forAll = (ids: readonly string[], reason: string) => Object.fromEntries(ids.map((id) => [id, reason]));

const nothing = () => {};

export default defineSuite({
  name: 'leap-day',
  description:
    '29 February 2012: a certificate that is valid to no day, taken for broken hardware, and healed on.',
  system: leapDay(),
  properties: [
    ...chainOfTheDay,
    canBeRepaired,
    {
      ...hardwareIsNotBlamed,
      expected: 'violated',
      missing: 'a guest agent that starts on each day of the calendar, or one that says why it does not',
    },
    {
      ...oneVmTakesOneServer,
      expected: 'violated',
      missing: 'a limit on how often a virtual machine that fails is healed',
    },
    {
      ...runningVmsStay,
      expected: 'violated',
      missing: 'a distinction between faults of the guest agent and of the hardware',
    },
    { ...faultIsKnownAtOnce, expected: 'violated', missing: 'a guest agent that fails fast' },
    {
      ...plugInFits,
      expected: 'violated',
      missing: 'a test of the package together with the Host Agent that it will meet',
    },
    { ...oneServerAtATime, expected: 'violated', missing: 'update domains, in an emergency too' },
  ],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'certificates-lost-at-midnight',
      because: 'A virtual machine that runs needs a new certificate too.',
      system: leapDay({
        server: server.provide({
          actions: {
            goOn: enqueueActions(({ context, enqueue }) => {
              const { runs: vm, today, failFast } = context;
              const input = {
                vm,
                today,
                rule: 'year plus one' as const,
                failFast,
                hasCertificate: vm !== 'web1',
              };
              enqueue.spawnChild('guest', { id: vm, input });
            }),
          },
        }),
      }),
      breaks: ['running-vms-have-their-certificate', 'no-hi-before-75-minutes'],
      alsoBreaks: {
        'fixed-agent-ends-the-failures':
          'The fixed guest agent does not reach a virtual machine that is taken for running.',

        'no-second-wave-before-150-minutes': 'The first wave began at midnight, before the creation.',
        'can-be-repaired':
          'The fixed guest agent does not reach a virtual machine that is taken for running.',
      },
    },
    {
      name: 'two-attempts',
      because: 'The Host Agent blames the hardware after two failures.',
      system: leapDay({
        guest: guest.provide({
          actions: { tryAgain: assign({ attempt: ({ context }) => context.attempt + 2 }) },
        }),
      }),
      breaks: ['no-hi-before-75-minutes', 'no-second-wave-before-150-minutes'],
    },
    {
      name: 'fifty-minutes-to-connect',
      because: 'The Host Agent waits 50 minutes for a guest where 25 are due.',
      system: leapDay({ guest: guest.provide({ delays: { connect: minutes(50) } }) }),
      breaks: ['hi-at-75-minutes'],
    },
    {
      name: 'late-threshold',
      because: 'The HI threshold is three servers of four: what was healed before it goes on failing.',
      system: leapDay({ threshold: 3 }),
      breaks: ['threshold-stops-the-spread'],
    },
    {
      name: 'no-threshold',
      because: 'Healing goes on however many servers are in HI.',
      system: leapDay({
        fabricController: fabricController.provide({ guards: { reachesThreshold: () => false } }),
      }),
      breaks: ['threshold-stops-the-spread', 'threshold-stops-healing'],
      alsoBreaks: {
        'placement-is-right': 'What ran on the last server in service is nowhere any more.',
        'alarm-at-the-threshold': 'Vacuous: nobody is alarmed.',

        'threshold-stops-no-healthy-vm': 'Healing empties the server of a healthy virtual machine.',
        'can-be-repaired': 'What ran on the last server in service is nowhere any more.',
      },
    },
    {
      name: 'threshold-shuts-down',
      because: 'A tick after the HI threshold all servers are emptied.',
      system: leapDay({
        fabricController: fabricController.provide({
          actions: {
            alarm: enqueueActions(({ enqueue, system }) => {
              enqueue.emit({ type: 'alarm' });
              for (const name of serverNames)
                enqueue.sendTo(
                  system.get(name) as AnyActorRef,
                  { type: 'EVACUATE' },
                  { delay: minutes(25), id: name },
                );
            }),
          },
        }),
      }),
      breaks: ['threshold-stops-no-healthy-vm'],
      alsoBreaks: {
        'placement-is-right': 'What was emptied is nowhere any more.',

        'threshold-stops-healing': 'To empty a server is a part of healing.',
        'can-be-repaired': 'What was emptied is not created anew.',
      },
    },
    {
      name: 'creates-without-management',
      because: 'Creation goes on when service management is off.',
      system: leapDay({
        fabricController: fabricController.provide({
          guards: { mayCreate: ({ context }) => context.placement.new === undefined },
        }),
      }),
      breaks: ['management-off-creates-nothing'],
    },
    {
      name: 'agents-not-replaced',
      because: 'The fixed guest agent is given to nobody who waits.',
      system: leapDay({ server: server.provide({ actions: { replaceAgents: nothing } }) }),
      breaks: ['can-be-repaired', 'fixed-agent-lets-all-run', 'fixed-agent-ends-the-failures'],
    },
    {
      name: 'update-walks',
      because: 'The emergency update, untested as it is, walks from server to server.',
      system: leapDay({ emergency: 'walk' }),
      breaks: ['blast-cuts-all-off'],
    },
    {
      name: 'update-in-no-time',
      because: 'A package is installed at once.',
      system: leapDay({ server: server.provide({ delays: { install: 0 } }) }),
      breaks: ['installation-takes-25-minutes'],
    },
    {
      name: 'fifty-minutes-to-install',
      because: 'A package takes fifty minutes to be installed.',
      system: leapDay({ server: server.provide({ delays: { install: minutes(50) } }) }),
      breaks: ['blast-cuts-all-off', 'correction-restores-the-network'],
    },
    {
      name: 'corrected-again-and-again',
      because: 'After the corrected update everything begins anew.',
      system: leapDay({
        fabricController: changedState(fabricController, 'update.failed', {
          on: { CORRECTED_UPDATE: { target: 'none', actions: 'correct' } },
        }),
      }),
      breaks: ['updates-come-once'],
      alsoBreaks: {
        'correction-restores-the-network': 'The next emergency update takes it away again.',
      },
    },
    {
      name: 'corrected-too-early',
      because: 'The corrected update can be ordered while nobody knows yet that the first one fails.',
      system: leapDay({
        fabricController: changedState(fabricController, 'update.sent', {
          on: { CORRECTED_UPDATE: { target: 'corrected', actions: 'correct' } },
        }),
      }),
      breaks: ['corrected-once-it-went-wrong'],
    },
    {
      name: 'measures-again-and-again',
      because: 'Nobody knows what was done before.',
      system: leapDay({
        fabricController: fabricController.provide({ guards: { isOn: () => true, isUnfixed: () => true } }),
      }),
      breaks: ['each-measure-is-taken-once'],
    },
    {
      name: 'without-network-at-midnight',
      because: 'At midnight the servers install a package.',
      system: leapDay({ server: changedMachine(server, { initial: 'installing' }) }),
      breaks: ['network-goes-with-the-update'],
    },
    {
      name: 'servers-not-emptied',
      because: 'A server in HI keeps its virtual machines.',
      system: leapDay({ server: server.provide({ actions: { stopAll: nothing } }) }),
      breaks: ['healing-empties-the-server', 'placement-is-right'],
      alsoBreaks: {
        'running-vms-stay': 'Holds: nothing that runs is stopped.',
      },
    },
    {
      name: 'faults-not-noted',
      because: 'The fabric controller does not note which servers are in HI.',
      system: leapDay({ fabricController: fabricController.provide({ actions: { investigate: nothing } }) }),
      breaks: ['blamed-servers-are-in-hi'],
      alsoBreaks: {
        'alarm-at-the-threshold': 'Vacuous: the threshold is never reached.',
        'threshold-stops-healing': 'Vacuous: the threshold is never reached.',
        'one-vm-takes-at-most-one-server': 'Holds: no server is noted at all.',
      },
    },
    {
      name: 'alarm-at-every-fault',
      because: 'Past the threshold each further fault is an alarm.',
      system: leapDay({
        fabricController: changedState(fabricController, 'healing.thresholdReached', {
          on: { HARDWARE_FAULT: { actions: ['investigate', 'alarm'] } },
        }),
      }),
      breaks: ['alarm-at-the-threshold'],
    },
    {
      name: 'tries-without-pause',
      because: 'The Host Agent re-initialises a guest again and again, without any time between.',
      system: leapDay({
        guest: guest.provide({ delays: { connect: 0 }, actions: { tryAgain: () => {} } }),
      }),
      breaks: ['time-goes-on'],
      alsoBreaks: {
        ...forAll(
          ['running-vms-have-their-certificate', 'threshold-stops-healing', 'alarm-at-the-threshold'],
          'Vacuous: time stands still, and no server is reported.',
        ),
        ...forAll(
          [
            'hardware-is-not-blamed',
            'one-vm-takes-at-most-one-server',
            'running-vms-stay',
            'fault-is-known-at-once',
          ],
          'Time stands still before any of it can happen.',
        ),
      },
    },
  ],
});
