/**
 * The host-agent-restart suite: guests go on while the agent that watches them is away.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, enqueueActions, raise } from 'xstate';
import { hostAgent } from '../models/host-agent-restart/host-agent.ts';
import { hostAgentRestart } from '../models/host-agent-restart.ts';
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
      breaks: ['own-restart-restarts-no-guest'],
    },
    {
      name: 'forty-minutes-to-connect',
      because: 'A Host Agent that is back gives its guests forty minutes.',
      system: hostAgentRestart({ hostAgent: hostAgent.provide({ delays: { connect: minutes(40) } }) }),
      breaks: ['hung-guest-is-restarted-after-all'],
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
    },
    {
      name: 'no-watch-after-return',
      because: 'The Host Agent does not watch a guest that it has not heard yet.',
      system: hostAgentRestart({
        hostAgent: hostAgent.provide({ actions: { giveTimeToConnect: () => {} } }),
      }),
      breaks: ['hung-guest-is-restarted-after-all', 'can-be-watched-again'],
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
  ],
});
