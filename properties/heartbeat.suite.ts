/**
 * The heartbeat suite: the document's parameters, and at least one broken variant for each claim.
 */
import { defineSuite, minutes } from 'redhound';
import { enqueueActions, raise } from 'xstate';
import { guestOs } from '../models/heartbeat/guest-os.ts';
import { hostAgent } from '../models/heartbeat/host-agent.ts';
import { type HeartbeatParameters, heartbeat } from '../models/heartbeat.ts';
import { properties } from './heartbeat.ts';

/** The ids of one claim about both guests. */
const ofBoth = (claim: string) => [`guest1-${claim}`, `guest2-${claim}`];

/** The same reason for one claim about both guests. */
const forBoth = (claim: string, reason: string) =>
  Object.fromEntries(ofBoth(claim).map((id) => [id, reason]));

const nothing = () => {};

/** A broken model with the troubles that it takes to show the defect, and both hangs and an update in any case. */
const broken = ({ troubles, ...changed }: Partial<HeartbeatParameters>) =>
  heartbeat({
    ...changed,
    troubles: { crashes: 0, losses: 0, slowBoots: 0, restartRequests: 0, ...troubles },
  });

export default defineSuite({
  name: 'heartbeat',
  description:
    'Ten minutes without a heartbeat lead to a restart of the guest; less does not, and ghosts do not count.',
  system: heartbeat(),
  properties,
  search: { runs: 100_000, maxSteps: 120 },
  variants: [
    {
      name: 'timeout-of-nine-minutes',
      because: 'The Host Agent waits nine minutes where ten are due.',
      system: broken({ hostAgent: hostAgent.provide({ delays: { silence: minutes(9) } }) }),
      breaks: ofBoth('no-early-restart'),
    },
    {
      name: 'timeout-of-eleven-minutes',
      because: 'The Host Agent waits eleven minutes where ten are due.',
      system: broken({ hostAgent: hostAgent.provide({ delays: { silence: minutes(11) } }) }),
      breaks: ofBoth('silence-leads-to-restart'),
    },
    {
      name: 'no-watch',
      because: 'The Host Agent does not start the ten minutes at all.',
      system: broken({
        hostAgent: hostAgent.provide({ actions: { awaitHeartbeat: nothing, resetSilenceTimer: nothing } }),
      }),
      breaks: ofBoth('silence-leads-to-restart'),
      alsoBreaks: { 'no-deadlock': 'Once both guests hang nobody has anything left to do.' },
    },
    {
      name: 'timer-not-reset',
      because: 'An accepted heartbeat leaves the timer as it is.',
      system: broken({ hostAgent: hostAgent.provide({ actions: { resetSilenceTimer: nothing } }) }),
      breaks: ofBoth('no-early-restart'),
    },
    {
      name: 'no-incarnation-check',
      because: 'The Host Agent takes every heartbeat for one of the guest that it started last.',
      system: broken({
        hostAgent: hostAgent.provide({ guards: { isCurrent: () => true } }),
        troubles: { restartRequests: 1 },
      }),
      breaks: ofBoth('ghosts-do-not-count'),
      alsoBreaks: forBoth(
        'beat-or-timeout-never-both',
        'The ghost that is accepted was under way when the restart was decided.',
      ),
    },
    {
      name: 'incarnation-not-renewed',
      because: 'A restart keeps the incarnation, so that a heartbeat from before it still counts after it.',
      system: broken({
        hostAgent: hostAgent.provide({ actions: { beginIncarnation: nothing } }),
        troubles: { restartRequests: 1 },
      }),
      breaks: ofBoth('beat-or-timeout-never-both'),
    },
    {
      name: 'guest-keeps-its-incarnation',
      because: 'A restarted guest goes on with the incarnation that it had.',
      system: broken({ guestOs: guestOs.provide({ actions: { takeIncarnation: nothing } }) }),
      breaks: ofBoth('incarnations-agree'),
      alsoBreaks: forBoth(
        'beat-or-timeout-never-both',
        'Incarnations are counted modulo two: after the second restart the old one is current again.',
      ),
    },
    {
      name: 'restart-commanded-twice',
      because: 'The Host Agent says every restart twice, the second time right after the first.',
      system: broken({
        hostAgent: hostAgent.provide({
          actions: {
            restartGuest: enqueueActions(({ context, enqueue, system }, { cause }) => {
              const command = { type: 'RESTART', incarnation: context.incarnation, cause };
              enqueue.sendTo(system.get(context.guest), command);
              enqueue.sendTo(system.get(context.guest), command, { delay: 0, id: 'again' });
            }),
          },
        }),
      }),
      breaks: [...ofBoth('one-restart-in-flight'), ...ofBoth('restarts-do-not-overlap')],
      alsoBreaks: forBoth(
        'time-to-connect',
        'Of a guest that did not connect, the second command comes at once.',
      ),
    },
    {
      name: 'ten-minutes-to-connect',
      because: 'The ten-minute rule is left armed for a guest that boots.',
      system: broken({
        hostAgent: hostAgent.provide({ delays: { connect: minutes(10) } }),
        troubles: { slowBoots: 1 },
      }),
      breaks: ofBoth('time-to-connect'),
    },
    {
      name: 'no-connect-timer',
      because: 'Nobody watches a guest that has never been heard.',
      system: broken({
        hostAgent: hostAgent.provide({ actions: { awaitConnection: nothing } }),
        troubles: { restartRequests: 1 },
      }),
      breaks: [...ofBoth('connects-or-is-restarted'), 'no-deadlock'],
    },
    {
      name: 'requests-not-coalesced',
      because: 'A request restarts a guest that is being restarted already.',
      system: broken({
        hostAgent: hostAgent.provide({ guards: { noRestartUnderWay: () => true } }),
        troubles: { restartRequests: 1 },
      }),
      breaks: ['guest2-one-restart-in-flight', 'guest2-restarts-do-not-overlap'],
    },
    {
      name: 'busy-waiting',
      because:
        'A request that comes during a restart is put back into the queue at once, and again, and again.',
      system: broken({
        hostAgent: hostAgent.provide({
          actions: { coalesce: raise({ type: 'REBOOT_REQUEST' }, { delay: 0, id: 'again' }) },
        }),
        troubles: { restartRequests: 1 },
      }),
      breaks: ['time-goes-on'],
    },
    {
      name: 'guest-agent-sends-heartbeats',
      because: 'The Host Agent hears WindowsAzureGuestAgent, which is silent while it is updated (C1).',
      system: broken({ peer: 'WindowsAzureGuestAgent' }),
      breaks: ['update-costs-no-heartbeat', 'update-restarts-no-guest'],
    },
  ],
});
