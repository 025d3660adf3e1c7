/**
 * What is claimed about heartbeats, restarts and incarnations, guest by guest.
 *
 * Every length of time is measured by the monitor's own clock, from what was observed, never by the Host Agent's timer.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import type { RestartCause } from '../models/heartbeat/guest-os.ts';
import { heartbeat } from '../models/heartbeat.ts';

const { always, claim, condition, deadlockFree, first, handled, never, or, sent, timeDiverges, whenever } =
  propertiesOf(heartbeat());

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
  ];
}

const interrupted = or(handled('guest2', 'HANG'), handled('guest2', 'CRASH'), handled('guest2', 'RESTART'));

export const properties = [
  ...claimsAbout('guest1'),
  ...claimsAbout('guest2'),
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
