/**
 * The recovery ladder as published, with its two blind spots, and at least one broken variant for each other claim.
 */
import { defineSuite, minutes } from 'redhound';
import { assign, enqueueActions, stateIn } from 'xstate';
import { fabricController } from '../models/recovery-ladder/fabric-controller.ts';
import { hostAgent } from '../models/recovery-ladder/host-agent.ts';
import { roleInstance } from '../models/recovery-ladder/role-instance.ts';
import { type LadderParameters, recoveryLadder } from '../models/recovery-ladder.ts';
import { hungRoleRecovers, properties, reportMeansHardware } from './recovery-ladder.ts';

const nothing = () => {};

/** A broken ladder on which no guest agent is bad, where that takes nothing from the defect; it is a small space. */
const withSoundAgents = (changed: Partial<LadderParameters>) =>
  recoveryLadder({ ...changed, troubles: { badGuestAgents: 0 } });
const neverReported = {
  'report-means-hardware': 'Vacuous: where guest agents are sound no server is reported.',
};

export default defineSuite({
  name: 'recovery-ladder',
  description:
    'Role process, guest OS, server, another server: who restarts what, when, and what nobody does.',
  system: recoveryLadder(),
  properties: [
    ...properties,
    {
      ...hungRoleRecovers,
      expected: 'violated',
      missing: 'a StatusCheck whose timeout counts as a crash',
    },
    {
      ...reportMeansHardware,
      expected: 'violated',
      missing: 'a guest agent that always starts on good hardware',
    },
  ],
  search: { runs: 5_000, maxSteps: 120 },
  variants: [
    {
      name: 'slow-recycle',
      because: 'The guest agent takes half an hour to restart the role process.',
      system: withSoundAgents({ roleInstance: roleInstance.provide({ delays: { recycle: minutes(30) } }) }),
      breaks: ['role-crash-is-repaired-in-place'],
      alsoBreaks: neverReported,
    },
    {
      name: 'heart-stops-with-the-role',
      because: 'The guest sends heartbeats only while its role process serves.',
      system: withSoundAgents({
        roleInstance: roleInstance.provide({
          actions: {
            sendHeartbeat: enqueueActions(({ check, context, enqueue, system }) => {
              if (check(stateIn({ up: { role: 'serving' } })))
                enqueue.sendTo(system.get(context.host), { type: 'HEARTBEAT' });
            }),
          },
        }),
      }),
      breaks: ['guest-is-not-restarted-for-its-role'],
      alsoBreaks: {
        ...neverReported,
        'hung-role-recovers': 'The restart of the guest repairs the role process too.',
      },
    },
    {
      name: 'nobody-is-asked',
      because: 'The fabric controller asks no server for its health, and takes each for silent.',
      system: withSoundAgents({ fabricController: fabricController.provide({ actions: { ask: nothing } }) }),
      breaks: ['server-is-not-restarted-for-its-guest'],
      alsoBreaks: {
        ...neverReported,
        'guest-is-not-restarted-for-its-role':
          'Vacuous: the server is restarted before its guest falls silent.',
        'hung-role-recovers': 'The restart of the server repairs the role process too.',
      },
    },
    {
      name: 'moves-without-a-restart',
      because: 'A silent server is given up without being restarted.',
      system: withSoundAgents({
        fabricController: fabricController.provide({ actions: { restartServer: nothing } }),
      }),
      breaks: ['moved-only-in-the-end', 'silent-server-is-restarted'],
      alsoBreaks: neverReported,
    },
    {
      name: 'five-minutes-of-silence',
      because: 'The Host Agent waits five minutes for a heartbeat where ten are due.',
      system: withSoundAgents({ hostAgent: hostAgent.provide({ delays: { silence: minutes(5) } }) }),
      breaks: ['host1-no-early-restart'],
      alsoBreaks: {
        ...neverReported,
        'guest-is-not-restarted-for-its-role': 'Nothing at all has failed when the guest is restarted.',
      },
    },
    {
      name: 'fifteen-minutes-of-silence',
      because: 'The Host Agent waits fifteen minutes for a heartbeat where ten are due.',
      system: withSoundAgents({ hostAgent: hostAgent.provide({ delays: { silence: minutes(15) } }) }),
      breaks: ['host1-silence-leads-to-restart'],
      alsoBreaks: neverReported,
    },
    {
      name: 'ten-minutes-to-connect',
      because: 'The ten-minute rule is in force for a guest that boots.',
      system: recoveryLadder({ hostAgent: hostAgent.provide({ delays: { connect: minutes(10) } }) }),
      breaks: ['host1-time-to-connect', 'host1-no-report-before-75-minutes'],
      alsoBreaks: {
        'host1-only-clean-guests-count': 'The server is reported after 40 minutes, where 100 are due.',
      },
    },
    {
      name: 'thirty-minutes-to-connect',
      because: 'The Host Agent waits thirty minutes for a guest to connect where 25 are due.',
      system: recoveryLadder({ hostAgent: hostAgent.provide({ delays: { connect: minutes(30) } }) }),
      breaks: ['host1-boot-is-watched', 'new-guest-is-settled-after-75-minutes'],
    },
    {
      name: 'first-failure-counts',
      because: 'The Host Agent counts the failed boot of a guest whose role has run.',
      system: recoveryLadder({
        hostAgent: hostAgent.provide({ actions: { roleRuns: assign({ clean: true, failures: 0 }) } }),
      }),
      breaks: ['host1-only-clean-guests-count'],
    },
    {
      name: 'healed-to-where-it-was',
      because: 'The fabric controller starts the role instance anew on the server that it gave up.',
      system: withSoundAgents({
        fabricController: fabricController.provide({ actions: { moveToSpare: nothing } }),
      }),
      breaks: ['host1-no-start-in-hi', 'dead-server-is-left'],
      alsoBreaks: {
        ...neverReported,
        'moved-only-in-the-end': 'Vacuous: it never moves.',
      },
    },
    {
      name: 'asks-every-ten-minutes',
      because: 'The fabric controller asks every ten minutes where five are due.',
      system: withSoundAgents({
        fabricController: fabricController.provide({ delays: { round: minutes(10) } }),
      }),
      breaks: ['silent-server-is-restarted'],
      alsoBreaks: {
        ...neverReported,
        'dead-server-is-left': 'It is noticed fifteen minutes later.',
      },
    },
    {
      name: 'no-way-back',
      because: 'A server in HI cannot be put back into service.',
      system: recoveryLadder({
        fabricController: fabricController.provide({ guards: { isInHi: () => false } }),
      }),
      breaks: ['can-always-serve-again', 'no-deadlock'],
    },
    {
      name: 'beats-without-pause',
      because: 'The guest sends heartbeat after heartbeat, without any time between.',
      system: withSoundAgents({ roleInstance: roleInstance.provide({ delays: { beat: 0 } }) }),
      breaks: ['time-goes-on'],
      alsoBreaks: {
        ...neverReported,
        'can-always-serve-again':
          'No time is left in which a role process that died, or a host that hangs, could come back.',
      },
    },
  ],
});
