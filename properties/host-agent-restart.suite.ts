/**
 * The host-agent-restart suite: guests go on while the agent that watches them is away.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, enqueueActions, raise } from 'xstate';
import { guestOs } from '../models/heartbeat/guest-os.ts';
import { waAppAgent } from '../models/heartbeat/wa-app-agent.ts';
import { windowsAzureGuestAgent } from '../models/heartbeat/windows-azure-guest-agent.ts';
import { hostAgent } from '../models/host-agent-restart/host-agent.ts';
import { hostAgentRestart } from '../models/host-agent-restart.ts';
import { changedMachine, changedState } from './changed-machine.ts';
import { properties } from './host-agent-restart.ts';

export default defineSuite({
  name: 'host-agent-restart',
  description: 'A Host Agent that was away restarts no guest for it, and those that hang after all.',
  system: hostAgentRestart(),
  properties,
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'clock-goes-on',
      because: 'The ten minutes go on by the clock of the host while the Host Agent is away.',
      system: hostAgentRestart({ whileDown: 'counts' }),
      breaks: ['own-restart-restarts-no-guest', 'watch-begins-anew'],
    },
    {
      name: 'forty-minutes-to-connect',
      because: 'A Host Agent that is back gives its guests forty minutes.',
      system: hostAgentRestart({ hostAgent: hostAgent.provide({ delays: { connect: minutes(40) } }) }),
      breaks: ['hung-guest-is-restarted-after-all', 'time-to-connect'],
    },
    {
      name: 'incarnation-forgotten',
      because: 'The Host Agent keeps the incarnation of its guest in memory only.',
      system: hostAgentRestart({
        hostAgent: hostAgent.provide({
          actions: {
            forgetTime: enqueueActions(({ enqueue }) => {
              enqueue.cancel('silence');
              enqueue.assign({ incarnation: 0 });
            }),
          },
        }),
      }),
      breaks: ['incarnation-survives'],
      alsoBreaks: {
        'boot-takes-five-minutes':
          'A guest that is restarted while it boots begins anew in the incarnation that it has.',
        'restart-is-a-new-incarnation':
          'A guest that was restarted once is given the incarnation that it has.',
      },
    },
    {
      name: 'parting-restart',
      because: 'A Host Agent that goes down restarts its guest, to be sure.',
      system: hostAgentRestart({
        hostAgent: hostAgent.provide({
          actions: {
            forgetTime: enqueueActions(({ context, enqueue, system }) => {
              enqueue.cancel('silence');
              enqueue.sendTo(system.get('guest') as AnyActorRef, {
                type: 'RESTART',
                incarnation: context.incarnation,
                cause: 'request',
              });
            }),
          },
        }),
      }),
      breaks: ['nobody-restarts-while-it-is-down', 'own-restart-restarts-no-guest'],
      alsoBreaks: {
        'boot-takes-five-minutes':
          'A guest that is restarted while it boots begins anew in the incarnation that it has.',
        'nothing-is-under-way-twice':
          'A Host Agent can be back before its parting restart has arrived, and go down again.',
        'not-before-ten-minutes': 'The guest may just have been heard.',
        'time-to-connect': 'The guest may just have been restarted.',
        'restart-is-a-new-incarnation': 'The guest keeps the incarnation that it has.',
      },
    },
    {
      name: 'no-watch-after-return',
      because: 'The Host Agent does not watch a guest that it has not heard yet.',
      system: hostAgentRestart({
        hostAgent: hostAgent.provide({ actions: { giveTimeToConnect: () => {} } }),
      }),
      breaks: ['hung-guest-is-restarted-after-all', 'can-be-watched-again'],
      alsoBreaks: {
        'time-to-connect': 'A guest that is not heard is not restarted.',
      },
    },
    {
      name: 'looks-without-pause',
      because: 'The Host Agent, overdue or not, looks at its clock again and again while it is down.',
      system: hostAgentRestart({
        hostAgent: hostAgent.provide({
          actions: {
            forgetTime: raise({ type: 'SILENCE' }, { delay: 0, id: 'silence' }),
            noteOverdue: raise({ type: 'SILENCE' }, { delay: 0, id: 'silence' }),
          },
        }),
      }),
      breaks: ['time-goes-on'],
      alsoBreaks: { 'can-be-watched-again': 'No time is left in which the Host Agent could come back.' },
    },
    {
      name: 'slow-guest',
      because: 'A guest takes ten minutes to boot, and half an hour more where it is slow.',
      system: hostAgentRestart({
        guestOs: guestOs.provide({ delays: { boot: minutes(10), slowBoot: minutes(30) } }),
      }),
      breaks: ['boot-takes-five-minutes', 'slow-boot-takes-a-quarter-of-an-hour'],
      alsoBreaks: {
        'own-restart-restarts-no-guest': 'A boot takes longer than the time to connect.',
      },
    },
    {
      name: 'troubles-confused',
      because: 'A guest that hangs boots, one that crashes hangs, and a slow boot is over at once.',
      system: hostAgentRestart({
        guestOs: changedState(
          changedState(guestOs, 'booting', { on: { HANG: 'bootingSlowly', SLOW_BOOT: 'up' } }),
          'up',
          { on: { HANG: 'booting', CRASH: 'hung' } },
        ),
      }),
      breaks: [
        'guest-that-boots-can-hang',
        'guest-that-is-up-can-hang',
        'boot-can-be-slow',
        'crash-begins-a-boot',
      ],
      alsoBreaks: {
        'boot-takes-five-minutes':
          'A guest that should hang boots, and one whose boot should be slow is up at once.',
        'slow-boot-takes-a-quarter-of-an-hour': 'A slow boot is over at once.',
        'beats-once-a-period': 'A guest is up, hangs, boots and is up again within five minutes.',
        'nothing-is-under-way-twice': 'A guest is up, hangs, boots and is up again at once.',
      },
    },
    {
      name: 'incarnation-not-taken',
      because: 'A guest that is restarted keeps the incarnation that it had.',
      system: hostAgentRestart({ guestOs: guestOs.provide({ actions: { takeIncarnation: () => {} } }) }),
      breaks: ['restart-begins-a-boot'],
      alsoBreaks: {
        'boot-takes-five-minutes':
          'A guest that is restarted while it boots begins anew in the incarnation that it has.',
        'restart-is-a-new-incarnation':
          'Incarnations are counted modulo two: the second restart gives the guest the one that it kept.',
        'incarnation-survives': 'The guest keeps the incarnation that it had.',
      },
    },
    {
      name: 'slow-from-the-start',
      because: 'The first boot of a guest is always slow.',
      system: hostAgentRestart({ guestOs: changedMachine(guestOs, { initial: 'bootingSlowly' }) }),
      breaks: ['begins-with-a-boot'],
    },
    {
      name: 'beats-every-ten-minutes',
      because: 'A guest sends a heartbeat every ten minutes.',
      system: hostAgentRestart({
        guestOs: guestOs.provide({
          actors: { waAppAgent: waAppAgent.provide({ delays: { period: minutes(10) } }) },
        }),
      }),
      breaks: ['beats-when-up'],
      alsoBreaks: {
        'own-restart-restarts-no-guest':
          'A heartbeat comes at the very instant at which the silence is too long.',
      },
    },
    {
      name: 'both-agents-send-heartbeats',
      because: 'WindowsAzureGuestAgent sends heartbeats as well as WaAppAgent.',
      system: hostAgentRestart({
        guestOs: guestOs.provide({
          actors: {
            waAppAgent: waAppAgent.provide({
              actors: {
                windowsAzureGuestAgent: windowsAzureGuestAgent.provide({ guards: { isPeer: () => true } }),
              },
            }),
          },
        }),
      }),
      breaks: ['beats-once-a-period', 'nothing-is-under-way-twice'],
    },
    {
      name: 'every-heartbeat-counts',
      because: 'The Host Agent takes every heartbeat for one of the guest that it started last.',
      system: hostAgentRestart({ hostAgent: hostAgent.provide({ guards: { isCurrent: () => true } }) }),
      breaks: ['heartbeats-of-its-guest-count'],
    },
    {
      name: 'five-minutes-of-silence',
      because: 'The Host Agent waits for five minutes where ten are due.',
      system: hostAgentRestart({ hostAgent: hostAgent.provide({ delays: { silence: minutes(5) } }) }),
      breaks: ['not-before-ten-minutes'],
      alsoBreaks: {
        'own-restart-restarts-no-guest':
          'A guest that is well may be restarted at the instant of its next heartbeat.',
      },
    },
    {
      name: 'fifteen-minutes-of-silence',
      because: 'The Host Agent waits for fifteen minutes where ten are due.',
      system: hostAgentRestart({ hostAgent: hostAgent.provide({ delays: { silence: minutes(15) } }) }),
      breaks: ['ten-minutes-of-silence'],
    },
    {
      name: 'incarnation-not-renewed',
      because: 'A restart keeps the incarnation.',
      system: hostAgentRestart({ hostAgent: hostAgent.provide({ actions: { beginIncarnation: () => {} } }) }),
      breaks: ['restart-is-a-new-incarnation'],
      alsoBreaks: {
        'boot-takes-five-minutes':
          'A guest that is restarted while it boots begins anew in the incarnation that it has.',
        'time-to-connect': 'A guest that is restarted again and again is waited for in one incarnation.',
      },
    },
    {
      name: 'does-not-go-down',
      because: 'A Host Agent that should go down only changes what it waits for.',
      system: hostAgentRestart({
        hostAgent: changedState(
          changedState(hostAgent, 'connecting', { on: { GO_DOWN: 'watching' } }),
          'watching',
          { on: { GO_DOWN: 'connecting' } },
        ),
      }),
      breaks: ['goes-down-while-connecting', 'goes-down-while-watching'],
      alsoBreaks: {
        'away-for-five-to-twenty-minutes': 'A Host Agent that does not go down is back at once.',
        'watch-begins-anew': 'A Host Agent that should be down takes its guest for watched.',
      },
    },
    {
      name: 'away-for-forty-minutes',
      because: 'The Host Agent may be away for forty minutes.',
      system: hostAgentRestart({ absence: [minutes(5), minutes(40)] }),
      breaks: ['away-for-five-to-twenty-minutes'],
    },
  ],
});
