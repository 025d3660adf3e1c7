/**
 * What is claimed about heartbeats, restarts and incarnations, guest by guest.
 *
 * Every length of time is measured by the monitor's own clock, from what was observed, never by the Host Agent's timer.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import type { RestartCause } from '../models/heartbeat/guest-os.ts';
import { heartbeat } from '../models/heartbeat.ts';

const {
  F,
  G,
  U,
  agent,
  always,
  and,
  claim,
  condition,
  deadlockFree,
  emitted,
  first,
  handled,
  implies,
  never,
  not,
  or,
  received,
  sent,
  sometimes,
  timeDiverges,
  whenever,
} = propertiesOf(heartbeat());

type Letter = View<ReturnType<typeof heartbeat>['agents']>;

const watched = { guest1: 'hostAgent1', guest2: 'hostAgent2' } as const;
export type GuestName = keyof typeof watched;

/** The claims about one guest and the Host Agent's machine for it. */
function claimsAbout(guest: GuestName) {
  const hostAgent = watched[guest];
  const accepted = ({ emitted }: Letter) => emitted(hostAgent, 'accepted');
  const restarted = ({ sent }: Letter) => sent(hostAgent, guest, 'RESTART');
  const restartedFor = (cause: RestartCause) =>
    condition(`restarted for ${cause}`, (view) =>
      view.sent(hostAgent, guest, 'RESTART', (command) => command.cause === cause),
    );
  const sameIncarnation = ({ agent }: Letter) =>
    agent(guest).context.incarnation === agent(hostAgent).context.incarnation;
  const restartsUnderWay = ({ link }: Letter) => link(hostAgent, guest).inFlight('RESTART');
  const beats = ({ sent }: Letter) => sent(guest, hostAgent, 'HEARTBEAT');
  const ghostAccepted = (view: Letter) => {
    const { incarnation } = view.agent(guest).context;
    return (
      accepted(view) && view.received(hostAgent, 'HEARTBEAT', (beat) => beat.incarnation !== incarnation)
    );
  };

  return [
    claim(`${guest}-silence-leads-to-restart`, {
      statement: 'A guest of which no heartbeat was accepted for ten minutes is restarted at once.',
      because: 'A hung guest serves nobody, and nothing below the Host Agent can see that it hangs.',
      source: 'AZ-15, AZ-17; P25',
      formula: whenever(accepted).leadsTo(restarted).within(minutes(10)).unless(accepted),
    }),
    claim(`${guest}-no-early-restart`, {
      statement:
        'No guest is restarted for silence before ten minutes have passed without an accepted heartbeat.',
      because: 'A restart takes the role out of service; a late heartbeat is no reason for one.',
      source: 'AZ-17; P26',
      formula: whenever(accepted).forbids(restartedFor('silence')).for(minutes(10)),
    }),
    claim(`${guest}-beat-or-timeout-never-both`, {
      statement: 'After a restart was decided no heartbeat counts until the guest can have booted.',
      because:
        'Of a heartbeat and a timeout at the same instant one must win; if both do, the watch and the guest differ.',
      source: 'P27, P38',
      formula: whenever(restarted).forbids(accepted).for(minutes(5)),
    }),
    claim(`${guest}-ghosts-do-not-count`, {
      statement: 'A heartbeat of an earlier incarnation never resets the timer.',
      because: 'Else late heartbeats of the old guest keep a new one alive that hangs.',
      source: 'P28',
      formula: never(ghostAccepted),
    }),
    claim(`${guest}-incarnations-agree`, {
      statement: 'Where no restart is under way, guest and Host Agent speak of the same incarnation.',
      because: 'Heartbeats of a guest that counts otherwise would all be taken for ghosts.',
      source: 'P28',
      formula: always(sameIncarnation).given(
        condition('no restart under way', (view) => restartsUnderWay(view) === 0),
      ),
    }),
    claim(`${guest}-one-restart-in-flight`, {
      statement: 'There are never two restarts in flight to one guest.',
      because: 'The second would cut off the boot that the first one began.',
      source: 'P30',
      formula: always(condition('at most one restart under way', (view) => restartsUnderWay(view) <= 1)),
    }),
    claim(`${guest}-restarts-do-not-overlap`, {
      statement: 'No restart is commanded before the guest can have booted from the last one.',
      because: 'Causes that come together are one restart.',
      source: 'P30',
      formula: whenever(restarted).forbids(restarted).for(minutes(5)),
    }),
    claim(`${guest}-time-to-connect`, {
      statement:
        'A guest that is not heard after a restart is given 25 minutes before the next one, not ten.',
      because: 'A boot is slower than a heartbeat; the ten-minute rule would restart a slow guest for ever.',
      source: 'P29, P39',
      formula: whenever(or(restarted, accepted)).forbids(restartedFor('no-connection')).for(minutes(25)),
    }),
    claim(`${guest}-connects-or-is-restarted`, {
      statement: 'A guest that was restarted is heard, or restarted again, within 25 minutes.',
      because: 'The ten-minute rule does not watch a guest that has not been heard yet.',
      source: 'P39',
      formula: whenever(handled(guest, 'RESTART')).leadsTo(or(accepted, restarted)).within(minutes(25)),
    }),
    claim(`${guest}-hung-is-silent`, {
      statement: 'A guest that hangs sends no heartbeat before it was restarted.',
      because: 'A guest that recovered by itself would not be the one that the ten minutes are for.',
      source: 'AZ-17; P25',
      formula: never(beats).afterUntil(handled(guest, 'HANG'), handled(guest, 'RESTART')),
    }),
    claim(`${guest}-beats-when-booted`, {
      statement: 'A guest that was restarted sends its first heartbeat after five minutes, unless it hangs.',
      because: 'What boots in time must not be taken for a guest that does not connect.',
      source: 'AZ-15; P29',
      formula: whenever(handled(guest, 'RESTART'))
        .leadsTo(beats)
        .within(minutes(5))
        .unless(or(handled(guest, 'HANG'), handled(guest, 'SLOW_BOOT'), handled(guest, 'RESTART'))),
    }),
    claim(`${guest}-first-boot`, {
      statement: 'A guest sends its first heartbeat five minutes after it was started, unless it hangs.',
      because: 'What boots in time must not be taken for a guest that does not connect.',
      source: 'AZ-15; P29',
      formula: F(
        or(beats, handled(guest, 'HANG'), handled(guest, 'SLOW_BOOT'), handled(guest, 'RESTART')),
        minutes(5),
      ),
    }),
    claim(`${guest}-no-silence-before-first-beat`, {
      statement: 'No guest is restarted for silence before its first heartbeat was accepted.',
      because: 'A boot is slower than a heartbeat; the ten-minute rule is for guests that have been heard.',
      source: 'P29, P39',
      formula: first(accepted).precedes(restartedFor('silence')),
    }),
    claim(`${guest}-no-silence-after-restart`, {
      statement: 'A guest that was restarted is not restarted for silence before it was heard again.',
      because: 'A boot is slower than a heartbeat; the ten-minute rule would restart a slow guest for ever.',
      source: 'P29, P39',
      formula: never(restartedFor('silence')).afterUntil(handled(guest, 'RESTART'), accepted),
    }),
  ];
}

const interrupted = or(handled('guest2', 'HANG'), handled('guest2', 'CRASH'), handled('guest2', 'RESTART'));
const crashed = handled('guest1', 'CRASH');
const bootsSlowly = handled('guest2', 'SLOW_BOOT');
const hung = handled('guest2', 'HANG');
const heartbeatsUnderWay = ({ link }: Letter) => link('guest2', 'hostAgent2').inFlight('HEARTBEAT');
const nothingUnderWay = condition('no heartbeat under way', (view) => heartbeatsUnderWay(view) === 0);
const updated = handled('guest2', 'UPDATE_GUEST_AGENT');
const guestAgentRuns = condition('guest agent runs', ({ agent }) =>
  agent('guest2').children.includes('waAppAgent/guestAgent'),
);
const requested = received('hostAgent2', 'REBOOT_REQUEST');

export const properties = [
  ...claimsAbout('guest1'),
  ...claimsAbout('guest2'),
  claim('hung-guest-is-restarted', {
    statement: 'A guest that hangs while it is watched is restarted within ten minutes.',
    because: 'Nothing below the Host Agent can see that it hangs.',
    source: 'AZ-17; P25',
    formula: whenever(and(hung, agent('hostAgent2').matches('watching')))
      .leadsTo(handled('guest2', 'RESTART'))
      .within(minutes(10)),
  }),
  claim('hung-boot-is-restarted', {
    statement: 'A guest that hangs while it boots is restarted within 25 minutes.',
    because: 'The ten-minute rule does not watch a guest that has not been heard yet.',
    source: 'AZ-17; P39',
    formula: whenever(and(hung, agent('hostAgent2').matches('connecting'), nothingUnderWay))
      .leadsTo(handled('guest2', 'RESTART'))
      .within(minutes(25)),
  }),
  claim('boots-can-hang', {
    statement: 'A guest can hang before it was heard.',
    because: 'Else that one that hangs while it boots is restarted would mean nothing.',
    source: 'AZ-17; P39',
    formula: sometimes(
      and(
        agent('guest2').matches('hung'),
        agent('hostAgent2').matches('connecting'),
        nothingUnderWay,
        condition(
          'no restart under way',
          ({ link }) => link('hostAgent2', 'guest2').inFlight('RESTART') === 0,
        ),
      ),
    ),
  }),
  claim('one-heartbeat-a-period', {
    statement: 'Of the two agents of a guest one sends heartbeats, and one at a time.',
    because: 'A second sender would hide that the first one hangs.',
    source: 'AZ-15; P32',
    formula: always(condition('at most one heartbeat under way', (view) => heartbeatsUnderWay(view) <= 1)),
  }),
  claim('crashed-guest-boots', {
    statement: 'A guest that crashed boots by itself, and is heard again five minutes later.',
    because: 'A crash is no hang: the Host Agent has nothing to do about it.',
    source: 'AZ-17',
    formula: whenever(crashed)
      .leadsTo(sent('guest1', 'hostAgent1', 'HEARTBEAT'))
      .within(minutes(5))
      .unless(or(handled('guest1', 'HANG'), handled('guest1', 'RESTART'))),
  }),
  claim('crash-silences', {
    statement: 'A guest that crashed sends no heartbeat while it boots.',
    because: 'What goes on sending has not crashed.',
    source: 'AZ-17',
    formula: whenever(crashed)
      .forbids(sent('guest1', 'hostAgent1', 'HEARTBEAT'))
      .for(minutes(5)),
  }),
  claim('slow-boot-ends', {
    statement: 'A guest that boots slowly is heard fifteen minutes later, unless it is restarted before.',
    because: 'A slow boot that never ended would be a hang.',
    source: 'P29',
    formula: whenever(bootsSlowly)
      .leadsTo(sent('guest2', 'hostAgent2', 'HEARTBEAT'))
      .within(minutes(15))
      .unless(handled('guest2', 'RESTART')),
  }),
  claim('slow-boot-outlasts-silence', {
    statement: 'A slow boot lasts longer than ten minutes, unless the guest is restarted before.',
    because: 'Else the ten-minute rule would do for guests that boot, and 25 minutes be needless.',
    source: 'P29',
    formula: G(
      implies(
        bootsSlowly,
        not(U(not(handled('guest2', 'RESTART')), sent('guest2', 'hostAgent2', 'HEARTBEAT'), minutes(10))),
      ),
    ),
  }),
  claim('request-restarts', {
    statement: 'A request restarts a guest at once, unless it is being restarted already.',
    because: 'Who asks for a restart must not wait for one, and needs no second one.',
    source: 'P30',
    formula: always(or(sent('hostAgent2', 'guest2', 'RESTART'), emitted('hostAgent2', 'coalesced'))).given(
      requested,
    ),
  }),
  claim('requests-can-coalesce', {
    statement: 'A request can come while a restart is under way.',
    because: 'Else that it needs no second restart would mean nothing.',
    source: 'P30',
    formula: sometimes(emitted('hostAgent2', 'coalesced')),
  }),
  claim('request-coalesces-in-time', {
    statement: 'A request is taken as answered only while the guest has not been heard since its last start.',
    because: 'A guest that is watched is running, and a request means that it should be restarted.',
    source: 'P30',
    formula: never(emitted('hostAgent2', 'coalesced')).afterUntil(
      emitted('hostAgent2', 'accepted'),
      sent('hostAgent2', 'guest2', 'RESTART'),
    ),
  }),
  claim('guest-agent-runs', {
    statement: 'In a guest that is up the guest agent runs, unless an update was asked for.',
    because: 'What runs in the guest is installed and updated by it.',
    source: 'AZ-13; P32',
    formula: first(updated).precedes(and(agent('guest2').matches('up'), not(guestAgentRuns))),
  }),
  claim('update-stops-guest-agent', {
    statement: 'An update stops the guest agent.',
    because: 'What runs cannot be replaced.',
    source: 'AZ-13; P32',
    formula: always(not(guestAgentRuns)).given(updated),
  }),
  claim('update-ends', {
    statement: 'A guest agent that is updated runs again after ten minutes, in a guest that stays up.',
    because: 'An update that does not end leaves the guest without its agent.',
    source: 'AZ-13; P32',
    formula: whenever(updated).leadsTo(guestAgentRuns).within(minutes(10)).unless(interrupted),
  }),
  claim('update-spans-a-heartbeat', {
    statement: 'A heartbeat can be sent while the guest agent is updated.',
    because: 'Else that an update costs no heartbeat would mean nothing.',
    source: 'AZ-14; P32',
    formula: sometimes(and(sent('guest2', 'hostAgent2', 'HEARTBEAT'), not(guestAgentRuns))),
  }),
  claim('update-costs-no-heartbeat', {
    statement:
      'While its guest agent is updated, a guest that is up goes on sending a heartbeat every five minutes.',
    because: 'The update of the guest agent is decoupled from the guest OS, and must never restart it.',
    source: 'AZ-13, AZ-14; P32',
    formula: whenever(handled('guest2', 'UPDATE_GUEST_AGENT'))
      .leadsTo(sent('guest2', 'hostAgent2', 'HEARTBEAT'))
      .within(minutes(5))
      .unless(interrupted),
  }),
  claim('update-restarts-no-guest', {
    statement:
      'A guest whose guest agent is updated is not restarted before it hung, booted slowly, or somebody asked.',
    because: 'An update that looks like a hang would restart every guest that it reaches.',
    source: 'AZ-13, AZ-14, AZ-17; P32',
    formula: first(
      or(handled('guest2', 'HANG'), handled('guest2', 'SLOW_BOOT'), handled('hostAgent2', 'REBOOT_REQUEST')),
    ).precedes(sent('hostAgent2', 'guest2', 'RESTART')),
  }),
  claim('no-deadlock', {
    statement: 'Host Agent and guests never all wait for each other.',
    because: 'Two parties that wait for the other to speak first stay silent.',
    source: 'AZ-17',
    formula: deadlockFree(),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];
