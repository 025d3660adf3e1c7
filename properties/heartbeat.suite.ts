/**
 * The heartbeat suite: the document's parameters, and at least one broken variant for each claim.
 */
import { defineSuite, minutes, type Variant } from 'redhound';
import { enqueueActions, raise } from 'xstate';
import { guestOs } from '../models/heartbeat/guest-os.ts';
import { hostAgent } from '../models/heartbeat/host-agent.ts';
import { waAppAgent } from '../models/heartbeat/wa-app-agent.ts';
import { windowsAzureGuestAgent } from '../models/heartbeat/windows-azure-guest-agent.ts';
import { type HeartbeatParameters, heartbeat } from '../models/heartbeat.ts';
import { changedMachine, changedState } from './changed-machine.ts';
import { properties } from './heartbeat.ts';

/** The ids of one claim about both guests. */
const ofBoth = (claim: string) => [`guest1-${claim}`, `guest2-${claim}`];

/** The same reason for one claim about both guests. */
const forBoth = (claim: string, reason: string) =>
  Object.fromEntries(ofBoth(claim).map((id) => [id, reason]));

const ghostBeginsWatch =
  'A heartbeat of the guest that was restarted begins the watch over the one that boots.';

const nothing = () => {};

const fewTroubles = { crashes: 0, losses: 0, slowBoots: 0, restartRequests: 0 };

/** Claims about troubles that most broken models do without: where one never comes, they are claims about nothing. */
const about = {
  crashes: ['crashed-guest-boots', 'crash-silences'],
  slowBoots: ['slow-boot-ends', 'slow-boot-outlasts-silence'],
  restartRequests: ['request-restarts', 'requests-can-coalesce'],
} as const;

interface Defect extends Omit<Variant, 'system'> {
  /** What is broken, with the troubles that it takes to show it; both hangs and an update come in any case. */
  readonly changed: Partial<HeartbeatParameters>;
}

function broken({ changed, ...defect }: Defect): Variant {
  const troubles = { ...fewTroubles, ...changed.troubles };
  const vacuous = Object.entries(about)
    .filter(([trouble]) => troubles[trouble as keyof typeof about] === 0)
    .flatMap(([, claims]) => claims.map((id) => [id, 'Vacuous: this trouble does not come here.'] as const));
  return {
    ...defect,
    system: heartbeat({ ...changed, troubles }),
    alsoBreaks: { ...Object.fromEntries(vacuous), ...defect.alsoBreaks },
  };
}

/** A guest OS whose WaAppAgent is another one. */
const guestOsWith = (agent: typeof waAppAgent) => guestOs.provide({ actors: { waAppAgent: agent } });

/** WaAppAgent that updates a guest agent while it runs. */
const updatesInFlight = changedState(waAppAgent, 'guestAgent.installed', {
  on: { UPDATE_GUEST_AGENT: { actions: 'beginInstallation' } },
});

const defects: readonly Defect[] = [
  {
    name: 'timeout-of-nine-minutes',
    because: 'The Host Agent waits nine minutes where ten are due.',
    changed: { hostAgent: hostAgent.provide({ delays: { silence: minutes(9) } }) },
    breaks: ofBoth('no-early-restart'),
  },
  {
    name: 'timeout-of-eleven-minutes',
    because: 'The Host Agent waits eleven minutes where ten are due.',
    changed: { hostAgent: hostAgent.provide({ delays: { silence: minutes(11) } }) },
    breaks: [...ofBoth('silence-leads-to-restart'), 'hung-guest-is-restarted'],
  },
  {
    name: 'no-watch',
    because: 'The Host Agent does not start the ten minutes at all.',
    changed: {
      hostAgent: hostAgent.provide({ actions: { awaitHeartbeat: nothing, resetSilenceTimer: nothing } }),
    },
    breaks: [...ofBoth('silence-leads-to-restart'), 'hung-guest-is-restarted'],
    alsoBreaks: {
      ...forBoth('no-silence-before-first-beat', 'Vacuous: nobody is restarted for silence.'),
      'no-deadlock': 'Once both guests hang nobody has anything left to do.',
    },
  },
  {
    name: 'timer-not-reset',
    because: 'An accepted heartbeat leaves the timer as it is.',
    changed: { hostAgent: hostAgent.provide({ actions: { resetSilenceTimer: nothing } }) },
    breaks: ofBoth('no-early-restart'),
    alsoBreaks: {
      'update-restarts-no-guest': 'Each guest is restarted after ten minutes, whatever happens.',
    },
  },
  {
    name: 'no-incarnation-check',
    because: 'The Host Agent takes every heartbeat for one of the guest that it started last.',
    changed: {
      hostAgent: hostAgent.provide({ guards: { isCurrent: () => true } }),
      troubles: { restartRequests: 1 },
    },
    breaks: ofBoth('ghosts-do-not-count'),
    alsoBreaks: {
      ...forBoth(
        'beat-or-timeout-never-both',
        'The ghost that is accepted was under way when the restart was decided.',
      ),
      ...forBoth('no-silence-after-restart', ghostBeginsWatch),
    },
  },
  {
    name: 'incarnation-not-renewed',
    because: 'A restart keeps the incarnation, so that a heartbeat from before it still counts after it.',
    changed: {
      hostAgent: hostAgent.provide({ actions: { beginIncarnation: nothing } }),
      troubles: { restartRequests: 1 },
    },
    breaks: ofBoth('beat-or-timeout-never-both'),
    alsoBreaks: forBoth('no-silence-after-restart', ghostBeginsWatch),
  },
  {
    name: 'guest-keeps-its-incarnation',
    because: 'A restarted guest goes on with the incarnation that it had.',
    changed: { guestOs: guestOs.provide({ actions: { takeIncarnation: nothing } }) },
    breaks: ofBoth('incarnations-agree'),
    alsoBreaks: {
      ...forBoth(
        'beat-or-timeout-never-both',
        'Incarnations are counted modulo two: after the second restart the old one is current again.',
      ),
      'guest1-no-silence-after-restart': ghostBeginsWatch,
    },
  },
  {
    name: 'restart-commanded-twice',
    because: 'The Host Agent says every restart twice, the second time right after the first.',
    changed: {
      hostAgent: hostAgent.provide({
        actions: {
          restartGuest: enqueueActions(({ context, enqueue, system }, { cause }) => {
            const command = { type: 'RESTART', incarnation: context.incarnation, cause };
            enqueue.sendTo(system.get(context.guest), command);
            enqueue.sendTo(system.get(context.guest), command, { delay: 0, id: 'again' });
          }),
        },
      }),
    },
    breaks: [...ofBoth('one-restart-in-flight'), ...ofBoth('restarts-do-not-overlap')],
    alsoBreaks: {
      ...forBoth('time-to-connect', 'Of a guest that did not connect, the second command comes at once.'),
      ...forBoth('no-silence-after-restart', 'The second command has the cause of the first.'),
    },
  },
  {
    name: 'ten-minutes-to-connect',
    because: 'The ten-minute rule is left armed for a guest that boots.',
    changed: {
      hostAgent: hostAgent.provide({ delays: { connect: minutes(10) } }),
      troubles: { slowBoots: 1 },
    },
    breaks: ofBoth('time-to-connect'),
  },
  {
    name: 'no-connect-timer',
    because: 'Nobody watches a guest that has never been heard.',
    changed: {
      hostAgent: hostAgent.provide({ actions: { awaitConnection: nothing } }),
      troubles: { restartRequests: 1 },
    },
    breaks: [...ofBoth('connects-or-is-restarted'), 'hung-boot-is-restarted', 'no-deadlock'],
  },
  {
    name: 'requests-not-coalesced',
    because: 'A request restarts a guest that is being restarted already.',
    changed: {
      hostAgent: hostAgent.provide({ guards: { noRestartUnderWay: () => true } }),
      troubles: { restartRequests: 1 },
    },
    breaks: ['guest2-one-restart-in-flight', 'guest2-restarts-do-not-overlap'],
    alsoBreaks: { 'requests-can-coalesce': 'Each request restarts the guest.' },
  },
  {
    name: 'busy-waiting',
    because:
      'A request that comes during a restart is put back into the queue at once, and again, and again.',
    changed: {
      hostAgent: hostAgent.provide({
        actions: { coalesce: raise({ type: 'REBOOT_REQUEST' }, { delay: 0, id: 'again' }) },
      }),
      troubles: { restartRequests: 1 },
    },
    breaks: ['time-goes-on'],
    alsoBreaks: {
      'request-restarts': 'A request that is put back is neither a restart nor taken as answered.',
      'requests-can-coalesce': 'A request that is put back is never taken as answered.',
    },
  },
  {
    name: 'guest-agent-sends-heartbeats',
    because: 'The Host Agent hears WindowsAzureGuestAgent, which is silent while it is updated (C1).',
    changed: { peer: 'WindowsAzureGuestAgent' },
    breaks: ['update-costs-no-heartbeat', 'update-restarts-no-guest', 'update-spans-a-heartbeat'],
  },
  {
    name: 'hang-goes-unnoticed',
    because: 'A guest that hangs goes on sending heartbeats.',
    changed: { guestOs: changedState(guestOs, 'up', { on: { HANG: {} } }) },
    breaks: ofBoth('hung-is-silent'),
    alsoBreaks: {
      'hung-guest-is-restarted': 'It is heard, and so it is not restarted.',
      'guest2-no-silence-before-first-beat':
        'Vacuous: the second guest, whose heartbeats come at once, is always heard.',
    },
  },
  {
    name: 'boot-of-ten-minutes',
    because: 'A guest takes ten minutes to boot where five are due.',
    changed: {
      guestOs: guestOs.provide({ delays: { boot: minutes(10) } }),
      troubles: { crashes: 1 },
    },
    breaks: [...ofBoth('beats-when-booted'), ...ofBoth('first-boot'), 'crashed-guest-boots'],
  },
  {
    name: 'watched-from-the-start',
    because: 'The ten-minute rule watches a guest that was never heard.',
    changed: { hostAgent: changedMachine(hostAgent, { initial: 'watching' }) },
    breaks: ofBoth('no-silence-before-first-beat'),
    alsoBreaks: {
      'hung-boot-is-restarted': 'Vacuous: the ten-minute rule is there from the start.',
      'boots-can-hang': 'The Host Agent never waits for the first heartbeat.',
    },
  },
  {
    name: 'watched-while-it-boots',
    because: 'After a restart for silence the ten minutes begin at once.',
    changed: {
      hostAgent: changedState(hostAgent, 'watching', {
        on: {
          SILENCE: {
            target: 'watching',
            reenter: true,
            actions: ['beginIncarnation', { type: 'restartGuest', params: { cause: 'silence' } }],
          },
        },
      }),
      troubles: { slowBoots: 1 },
    },
    breaks: ofBoth('no-silence-after-restart'),
  },
  {
    name: 'both-agents-send-heartbeats',
    because: 'WindowsAzureGuestAgent sends heartbeats as well as WaAppAgent.',
    changed: {
      guestOs: guestOsWith(
        waAppAgent.provide({
          actors: {
            windowsAzureGuestAgent: windowsAzureGuestAgent.provide({ guards: { isPeer: () => true } }),
          },
        }),
      ),
    },
    breaks: ['one-heartbeat-a-period'],
  },
  {
    name: 'crash-goes-unnoticed',
    because: 'A guest that crashes goes on sending heartbeats.',
    changed: { guestOs: changedState(guestOs, 'up', { on: { CRASH: {} } }), troubles: { crashes: 1 } },
    breaks: ['crash-silences'],
  },
  {
    name: 'slow-boot-of-half-an-hour',
    because: 'A slow boot takes half an hour more.',
    changed: {
      guestOs: guestOs.provide({ delays: { slowBoot: minutes(30) } }),
      troubles: { slowBoots: 1 },
    },
    breaks: ['slow-boot-ends'],
  },
  {
    name: 'slow-boot-of-ten-minutes',
    because: 'A slow boot is over within the ten minutes of silence.',
    changed: {
      guestOs: guestOs.provide({ delays: { slowBoot: minutes(10) } }),
      troubles: { slowBoots: 1 },
    },
    breaks: ['slow-boot-outlasts-silence'],
  },
  {
    name: 'requests-forgotten',
    because: 'A request that comes during a restart is forgotten.',
    changed: {
      hostAgent: hostAgent.provide({ actions: { coalesce: nothing } }),
      troubles: { restartRequests: 1 },
    },
    breaks: ['request-restarts', 'requests-can-coalesce'],
  },
  {
    name: 'every-request-coalesced',
    because: 'A request is taken as answered while the guest is watched and no restart is under way.',
    changed: {
      hostAgent: hostAgent.provide({ guards: { noRestartUnderWay: () => false } }),
      troubles: { restartRequests: 1 },
    },
    breaks: ['request-coalesces-in-time'],
  },
  {
    name: 'boots-through-a-hang',
    because: 'A guest that boots takes no notice of what makes it hang.',
    changed: { guestOs: changedState(guestOs, 'booting', { on: { HANG: {} } }) },
    breaks: ['boots-can-hang'],
    alsoBreaks: {
      ...forBoth('hung-is-silent', 'The guest that should hang boots, and is heard.'),
      'hung-boot-is-restarted': 'The guest that should hang boots, and needs no restart.',
    },
  },
  {
    name: 'guest-agent-missing-at-first',
    because: 'A guest boots as if its guest agent were being updated.',
    changed: { guestOs: guestOsWith(changedState(waAppAgent, 'guestAgent', { initial: 'updating' })) },
    breaks: ['guest-agent-runs'],
  },
  {
    name: 'update-of-a-running-agent',
    because: 'The guest agent runs on while it is updated.',
    changed: { guestOs: guestOsWith(updatesInFlight) },
    breaks: ['update-stops-guest-agent', 'update-spans-a-heartbeat'],
    alsoBreaks: { 'guest-agent-runs': 'Vacuous: the guest agent never stops.' },
  },
  {
    name: 'update-in-one-period',
    because: 'An update ends with the next heartbeat.',
    changed: { guestOs: guestOsWith(waAppAgent.provide({ guards: { isInstalled: () => true } })) },
    breaks: ['update-spans-a-heartbeat'],
  },
  {
    name: 'update-without-end',
    because: 'An update never ends.',
    changed: {
      guestOs: guestOsWith(
        waAppAgent.provide({ guards: { isInstalled: () => false }, actions: { goOn: nothing } }),
      ),
    },
    breaks: ['update-ends'],
  },
];

export default defineSuite({
  name: 'heartbeat',
  description:
    'Ten minutes without a heartbeat lead to a restart of the guest; less does not, and ghosts do not count.',
  system: heartbeat(),
  properties,
  search: { runs: 100_000, maxSteps: 120 },
  survivors: {
    'drop-action:hostAgent1:connecting:NO_CONNECTION':
      'A restart after 25 minutes needs no new incarnation: what was under way at the last one has long arrived.',
  },
  variants: defects.map(broken),
});
