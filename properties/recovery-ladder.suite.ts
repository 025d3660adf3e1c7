/**
 * The recovery ladder as published, with its two blind spots, and at least one broken variant for each other claim.
 */
import { defineSuite, minutes } from 'redhound';
import { assign, enqueueActions, sendTo, stateIn } from 'xstate';
import { fabricController } from '../models/recovery-ladder/fabric-controller.ts';
import { hostAgent } from '../models/recovery-ladder/host-agent.ts';
import { roleInstance } from '../models/recovery-ladder/role-instance.ts';
import { type LadderParameters, recoveryLadder } from '../models/recovery-ladder.ts';
import { changedMachine, changedState } from './changed-machine.ts';
import { busyIsLeftAlone, hungRoleRecovers, properties, reportMeansHardware } from './recovery-ladder.ts';

const nothing = () => {};

/** A broken ladder on which no guest agent is bad, where that takes nothing from the defect; it is a small space. */
const withSoundAgents = (changed: Partial<LadderParameters>) =>
  recoveryLadder({ ...changed, troubles: { badGuestAgents: 0 } });
const neverReported = {
  'report-means-hardware': 'Vacuous: where guest agents are sound no server is reported.',
};

/** Why some mutants are harmless. */
const toldAgain =
  'A server that lacks the instance says so when it is asked, in the same moment, and is told again.';

export default defineSuite({
  name: 'recovery-ladder',
  description:
    'Role process, guest OS, server, another server: who restarts what, when, and what nobody does.',
  system: recoveryLadder(),
  properties: [
    ...properties,
    busyIsLeftAlone,
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
  survivors: {
    'retarget-transition:host1:up:POWER_OFF':
      'A server that is dead and one that is off come back in the same way, when a human says so.',
    'retarget-transition:roleInstance:booting:after boot#3':
      'A guest that does not start is not heard: from outside there is no difference.',
    'drop-guard:fabricController:watching.asking:HEALTH':
      'A server that has the instance does not start it again when it is told to.',
    'drop-guard:fabricController:awaitingServer:HOST_UP':
      'Where both servers come back, the one that is waited for is asked until it answers.',
    'swallow-message:fabricController:{"watching":"answered"}:HARDWARE_FAULT#3': toldAgain,
    'redirect-message:fabricController:{"watching":"answered"}:HARDWARE_FAULT#3': toldAgain,
  },
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
        'guest-beats-regularly': 'A guest whose role process is down sends none.',
        'guest-beats-when-up': 'At that moment its role process does not serve yet.',
        'hung-role-recovers': 'The restart of the guest repairs the role process too.',
      },
    },
    {
      name: 'nobody-is-asked',
      because: 'The fabric controller asks no server for its health, and takes each for silent.',
      system: withSoundAgents({ fabricController: fabricController.provide({ actions: { ask: nothing } }) }),
      breaks: ['server-is-not-restarted-for-its-guest', 'new-home-is-told-at-once'],
      alsoBreaks: {
        ...neverReported,
        'host1-answers-when-asked': 'No server is asked, and none answers.',
        'host1-has-two-rounds-to-answer': 'No server is asked, and none answers.',
        'server-is-asked-regularly': 'No server is asked, and none answers.',
        'server-that-is-back-is-asked': 'No server is asked, and none answers.',
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
      alsoBreaks: {
        ...neverReported,
        'host1-is-off-in-hi':
          'The server is never restarted: what is given up is left as it hangs, and none comes back.',
        'host1-has-fifteen-minutes-to-return':
          'The server is never restarted: what is given up is left as it hangs, and none comes back.',
        'server-that-is-back-is-used':
          'The server is never restarted: what is given up is left as it hangs, and none comes back.',
      },
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
        'host1-is-off-in-hi': 'It is started where a human is to look.',
        'moved-only-in-the-end': 'Vacuous: it never moves.',
      },
    },
    {
      name: 'asks-every-ten-minutes',
      because: 'The fabric controller asks every ten minutes where five are due.',
      system: withSoundAgents({
        fabricController: fabricController.provide({ delays: { round: minutes(10) } }),
      }),
      breaks: ['silent-server-is-restarted', 'server-is-asked-regularly'],
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
      breaks: ['can-always-serve-again', 'no-deadlock', 'server-can-be-put-back-meanwhile'],
      alsoBreaks: { 'human-is-heard': 'Vacuous: no human is heard at all.' },
    },
    {
      name: 'guest-outlives-its-server',
      because: 'A server that goes down leaves its guest running.',
      system: withSoundAgents({ hostAgent: hostAgent.provide({ actions: { stopVm: nothing } }) }),
      breaks: ['host1-takes-its-guest-along', 'takes-all-along'],
      alsoBreaks: neverReported,
    },
    {
      name: 'reboot-forgotten',
      because: 'A guest that its user reboots is waited for, and not booted.',
      system: withSoundAgents({
        hostAgent: changedState(hostAgent, 'up.watching', {
          on: { USER_REBOOT: { target: 'connecting', actions: 'noteRequest' } },
        }),
      }),
      breaks: ['host1-boots-its-guest'],
      alsoBreaks: {
        ...neverReported,
        'can-always-serve-again': 'A guest that hangs is rebooted, and nobody boots it.',
      },
    },
    {
      name: 'health-not-reported',
      because: 'The Host Agent does not answer when it is asked for its health.',
      system: withSoundAgents({ hostAgent: hostAgent.provide({ actions: { reportHealth: nothing } }) }),
      breaks: ['host1-answers-when-asked'],
      alsoBreaks: {
        ...neverReported,
        'guest-is-not-restarted-for-its-role':
          'Every server is restarted for its silence, before its guest falls silent.',
        'server-is-not-restarted-for-its-guest':
          'Every server is restarted for its silence, before its guest falls silent.',
        'host1-has-two-rounds-to-answer':
          'Every server is restarted for its silence, before its guest falls silent.',
        'hung-role-recovers': 'Every server is restarted for its silence, before its guest falls silent.',
      },
    },
    {
      name: 'heartbeat-not-accepted',
      because: 'A heartbeat begins the ten minutes anew, and is not accepted.',
      system: withSoundAgents({
        hostAgent: changedState(hostAgent, 'up.watching', {
          on: { HEARTBEAT: { target: 'watching', reenter: true } },
        }),
      }),
      breaks: ['host1-accepts-heartbeats'],
      alsoBreaks: {
        ...neverReported,
        'host1-silence-leads-to-restart':
          'The guest is restarted ten minutes after the last heartbeat that came, not after the last accepted.',
      },
    },
    {
      name: 'hang-heals-itself',
      because: 'A server that hangs restarts by itself.',
      system: withSoundAgents({
        hostAgent: changedState(hostAgent, 'up', { on: { HANG: { target: 'booting', actions: 'stopVm' } } }),
      }),
      breaks: ['host1-hangs-until-restarted'],
      alsoBreaks: {
        ...neverReported,
        'silent-server-is-restarted': 'It is back before anybody restarts it.',
      },
    },
    {
      name: 'dead-is-off',
      because: 'A server that dies is taken for one that is switched off.',
      system: withSoundAgents({
        hostAgent: changedMachine(hostAgent, { on: { DIE: { target: '.off', actions: 'stopVm' } } }),
      }),
      breaks: ['host1-stays-dead'],
      alsoBreaks: {
        ...neverReported,
        'moved-only-in-the-end': 'A dead server comes back from a restart.',
        'server-can-be-put-back-meanwhile': 'A dead server comes back from a restart.',
        'dead-server-is-left': 'A dead server comes back from a restart.',
        'human-is-heard': 'Vacuous: no human is needed.',
      },
    },
    {
      name: 'hung-for-good',
      because: 'A server that hangs does not hear that it is to boot.',
      system: withSoundAgents({
        hostAgent: changedState(hostAgent, 'hung', { on: { RESTART_SERVER: undefined } }),
      }),
      breaks: ['host1-boots-when-told'],
      alsoBreaks: {
        ...neverReported,
        'host1-is-off-in-hi': 'It hangs on when it is given up, and never comes back.',
        'server-that-is-back-is-used': 'It hangs on when it is given up, and never comes back.',
      },
    },
    {
      name: 'slow-server',
      because: 'A server takes fifteen minutes to boot.',
      system: withSoundAgents({ hostAgent: hostAgent.provide({ delays: { serverBoot: minutes(15) } }) }),
      breaks: ['host1-is-back-after-ten-minutes'],
      alsoBreaks: {
        ...neverReported,
        'host1-is-off-in-hi': 'It is back when it has just been given up.',
      },
    },
    {
      name: 'early-server',
      because: 'A server reports itself five minutes after it was told to boot.',
      system: withSoundAgents({ hostAgent: hostAgent.provide({ delays: { serverBoot: minutes(5) } }) }),
      breaks: ['host1-needs-ten-minutes-to-boot'],
      alsoBreaks: neverReported,
    },
    {
      name: 'other-server-powered-off',
      because: 'It is the other server that is powered off.',
      system: withSoundAgents({
        fabricController: fabricController.provide({
          actions: {
            powerOff: sendTo(
              ({ system, context }) => system.get(context.home === 'host1' ? 'host2' : 'host1'),
              { type: 'POWER_OFF' },
            ),
          },
        }),
      }),
      breaks: ['host2-is-off-in-hi', 'switched-off-in-hi'],
      alsoBreaks: neverReported,
    },
    {
      name: 'busy-is-a-crash',
      because: 'A role process that does not answer is restarted.',
      system: recoveryLadder({ hangIsCrash: true }),
      breaks: ['busy-is-left-alone'],
    },
    {
      name: 'guests-go-with-any-server',
      because: 'A server that goes down takes the guest of the other one along.',
      system: recoveryLadder({ roleInstance: roleInstance.provide({ guards: { isThere: () => true } }) }),
      breaks: ['host1-boots-its-guest'],
    },
    {
      name: 'not-powered-off',
      because: 'A server that is given up is left on.',
      system: recoveryLadder({
        fabricController: fabricController.provide({ actions: { powerOff: nothing } }),
      }),
      breaks: ['host1-is-off-in-hi', 'host2-is-off-in-hi', 'switched-off-in-hi'],
    },
    {
      name: 'one-round-of-patience',
      because: 'A server that misses one round is restarted.',
      system: withSoundAgents({
        fabricController: fabricController.provide({ guards: { patienceIsOver: () => true } }),
      }),
      breaks: ['host1-has-two-rounds-to-answer'],
      alsoBreaks: neverReported,
    },
    {
      name: 'given-up-early',
      because: 'A server has ten minutes to come back.',
      system: withSoundAgents({
        fabricController: fabricController.provide({ delays: { serverReturn: minutes(10) } }),
      }),
      breaks: ['host1-has-fifteen-minutes-to-return'],
      alsoBreaks: {
        ...neverReported,
        'host1-is-off-in-hi': 'It is back when it has just been given up.',
      },
    },
    {
      name: 'given-up-late',
      because: 'A server has twenty minutes to come back.',
      system: withSoundAgents({
        fabricController: fabricController.provide({ delays: { serverReturn: minutes(20) } }),
      }),
      breaks: ['restart-is-waited-for-fifteen-minutes'],
      alsoBreaks: {
        ...neverReported,
        'dead-server-is-left': 'The next server is tried five minutes later.',
      },
    },
    {
      name: 'return-not-heard',
      because: 'The fabric controller does not hear that a server is back.',
      system: withSoundAgents({
        fabricController: fabricController.provide({ guards: { isHome: () => false } }),
      }),
      breaks: ['server-that-is-back-is-used', 'server-that-is-back-is-asked'],
      alsoBreaks: neverReported,
    },
    {
      name: 'crash-taken-for-a-hang',
      because: 'A role process that dies is taken for one that hangs.',
      system: withSoundAgents({
        roleInstance: changedState(roleInstance, 'up.role.serving', { on: { ROLE_CRASH: 'hung' } }),
      }),
      breaks: ['crashed-role-is-recycled', 'role-crash-is-repaired-in-place'],
      alsoBreaks: neverReported,
    },
    {
      name: 'recycled-in-no-time',
      because: 'A role process that died serves again at once.',
      system: withSoundAgents({ roleInstance: roleInstance.provide({ delays: { recycle: 0 } }) }),
      breaks: ['recycling-takes-its-time'],
      alsoBreaks: neverReported,
    },
    {
      name: 'slow-boot',
      because: 'A guest takes ten minutes to boot.',
      system: withSoundAgents({ roleInstance: roleInstance.provide({ delays: { boot: minutes(10) } }) }),
      breaks: ['boot-takes-five-minutes'],
      alsoBreaks: neverReported,
    },
    {
      name: 'boot-in-no-time',
      because: 'A guest is up as soon as it is booted.',
      system: withSoundAgents({ roleInstance: roleInstance.provide({ delays: { boot: 0 } }) }),
      breaks: ['no-heartbeat-from-a-boot'],
      alsoBreaks: {
        ...neverReported,
        'recycling-takes-its-time': 'A role process that died serves again with its guest.',
      },
    },
    {
      name: 'seldom-heartbeats',
      because: 'A guest sends a heartbeat every ten minutes.',
      system: withSoundAgents({ roleInstance: roleInstance.provide({ delays: { beat: minutes(10) } }) }),
      breaks: ['guest-beats-regularly'],
      alsoBreaks: {
        ...neverReported,
        'guest-is-not-restarted-for-its-role': 'Ten minutes without a heartbeat are usual then.',
      },
    },
    {
      name: 'hang-is-a-reboot',
      because: 'A guest OS that hangs boots again by itself.',
      system: withSoundAgents({
        roleInstance: changedState(roleInstance, 'up', { on: { GUEST_HANG: 'booting' } }),
      }),
      breaks: ['hung-guest-is-silent'],
      alsoBreaks: neverReported,
    },
    {
      name: 'human-not-heard',
      because: 'A fabric controller that waits for a human does not look which server was reset.',
      system: recoveryLadder({
        fabricController: changedState(fabricController, 'waitingForHuman', {
          on: { HUMAN_RESET: undefined },
        }),
      }),
      breaks: ['human-is-heard', 'can-always-serve-again', 'no-deadlock'],
    },
    {
      name: 'first-heartbeat-late',
      because: 'A guest that is up waits for five minutes before its first heartbeat.',
      system: withSoundAgents({
        roleInstance: changedState(roleInstance, 'up.heart.beating', {
          entry: [],
          after: { beat: { target: 'beating', reenter: true, actions: 'sendHeartbeat' } },
        }),
      }),
      breaks: ['guest-beats-when-up'],
      alsoBreaks: neverReported,
    },
    {
      name: 'beats-without-pause',
      because: 'The guest sends heartbeat after heartbeat, without any time between.',
      system: withSoundAgents({ roleInstance: roleInstance.provide({ delays: { beat: 0 } }) }),
      breaks: ['time-goes-on'],
      alsoBreaks: {
        ...neverReported,
        'server-is-asked-regularly': 'No time is left for anything else.',
        'can-always-serve-again':
          'No time is left in which a role process that died, or a host that hangs, could come back.',
      },
    },
  ],
});
