/**
 * What is claimed about the recovery ladder: which rung acts, how long it waits, and that no higher one acts before it.
 *
 * Every length of time is measured by the monitor's own clock, from what was observed, never by an agent's timer.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import type { HostName } from '../models/recovery-ladder/host-agent.ts';
import { recoveryLadder } from '../models/recovery-ladder.ts';

const language = propertiesOf(recoveryLadder());
const { always, alwaysPossible, and, claim, condition, deadlockFree, emitted, first, G, handled } = language;
const { implies, lasting, never, not, or, R, received, recurring, sent, sometimes } = language;
const { timeDiverges, whenever, Y } = language;

type Letter = View<ReturnType<typeof recoveryLadder>['agents']>;

const hosts = ['host1', 'host2'] as const;

const serving = language.agent('roleInstance').matches({ up: { role: 'serving' } });
const accepted = (host: HostName) => emitted(host, 'accepted');
const restartedForSilence = (host: HostName) => emitted(host, 'restarted for silence');
const reinitialised = (host: HostName) => emitted(host, 're-initialised');
const rebootedByUser = (host: HostName) => handled(host, 'USER_REBOOT');
const reported = (host: HostName) =>
  sent(host, 'fabricController', 'HARDWARE_FAULT', (report) => report.host === host);
const started = (host: HostName) => handled(host, 'START');
const goesDown = (host: HostName) =>
  or(
    handled(host, 'HANG'),
    handled(host, 'DIE'),
    handled(host, 'RESTART_SERVER'),
    handled(host, 'POWER_OFF'),
  );
/** The server goes down, and was not down before. */
const takesDown = (host: HostName) => {
  const server = language.agent(host);
  const wasUp = Y(or(server.matches('up'), server.matches('hung')));
  return or(handled(host, 'DIE'), handled(host, 'POWER_OFF'), and(handled(host, 'RESTART_SERVER'), wasUp));
};
const givesUp = (host: HostName) => or(restartedForSilence(host), reinitialised(host), reported(host));

/** Up to the last tick before. */
const lessThan = (limit: number) => minutes(limit - 5);

const serverRestarted = sent('fabricController', 'host1', 'RESTART_SERVER');
const movedToHost2 = sent('fabricController', 'host2', 'START');

/** What happens to the guest OS and below it, as opposed to the role process. */
const troubleBelowTheRole = or(
  handled('roleInstance', 'GUEST_HANG'),
  handled('roleInstance', 'BAD_GUEST_AGENT'),
  handled('host1', 'MEMORY_FAULT'),
  handled('host1', 'HANG'),
  handled('host1', 'DIE'),
);

const isWatched = ({ agent }: Letter) =>
  agent('fabricController').matches('watching') && agent('fabricController').context.home === 'host1';
const diesWatched = condition(
  'host1 dies while it is watched',
  (view: Letter) => view.handled('host1', 'DIE') && isWatched(view),
);
const fallsSilent = condition(
  'host1 falls silent while it is watched',
  (view: Letter) => (view.handled('host1', 'HANG') || view.handled('host1', 'DIE')) && isWatched(view),
);

const boots = or(...hosts.map((host) => sent(host, 'roleInstance', 'BOOT')));
const guestIsUp = language.agent('roleInstance').matches('up');
const isRecycling = language.agent('roleInstance').matches({ up: { role: 'recycling' } });
const beats = condition('the guest sends a heartbeat to its server', ({ agent, sent: says }) =>
  says('roleInstance', agent('roleInstance').context.host, 'HEARTBEAT'),
);
const isAsked = or(...hosts.map((host) => sent('fabricController', host, 'PROBE')));
const humanResets = handled('fabricController', 'HUMAN_RESET');
const isInHi = (host: HostName) =>
  condition(`${host} is in HI`, ({ agent }) => agent('fabricController').context.inHi.includes(host));
const homeIsBack = condition('the server in charge is back', ({ agent, received: hears }) =>
  hears('fabricController', 'HOST_UP', ({ host }) => host === agent('fabricController').context.home),
);
const waitsForServer = or(
  language.agent('fabricController').matches('restartingServer'),
  language.agent('fabricController').matches('awaitingServer'),
);

const isWatching = language.agent('fabricController').matches('watching');
const homeIsTold = condition('the server in charge is told to start the instance, and asked', (view) => {
  const { home } = view.agent('fabricController').context;
  return view.sent('fabricController', home, 'START') && view.sent('fabricController', home, 'PROBE');
});

const offInHi = (host: HostName) =>
  claim(`${host}-is-off-in-hi`, {
    statement: `A server that a human is to look at is off or dead, and only such a one is powered off: ${host}.`,
    because: 'What cannot be trusted must not run, and what can be must not be switched off.',
    source: 'AZ-05, AZ-09; P44',
    formula: always(
      and(
        implies(isInHi(host), or(language.agent(host).matches('off'), language.agent(host).matches('dead'))),
        implies(received(host, 'POWER_OFF'), isInHi(host)),
        implies(reported(host), isInHi(host)),
      ),
    ),
  });

/** What a server and its Host Agent do at once when they are told to, or when something happens to them. */
const dutiesOf = (host: HostName) => {
  const server = language.agent(host);
  const isConnecting = server.matches({ up: 'connecting' });
  const isWatching = server.matches({ up: 'watching' });
  const restartedForSilenceOfServer = and(
    sent('fabricController', host, 'RESTART_SERVER'),
    language.agent('fabricController').matches('restartingServer'),
    not(humanResets),
  );
  return [
    claim(`${host}-takes-its-guest-along`, {
      statement: `While ${host} is off, boots, is dead or has nothing to run, its guest is off.`,
      because: 'A guest that seems to run on a server which does not is started nowhere else.',
      source: 'AZ-07, AZ-09; P37',
      formula: never(
        condition(`the guest of ${host} is not off`, ({ agent }) => {
          const { context, matches } = agent('roleInstance');
          const isDown = (['booting', 'off', 'dead'] as const).some((state) => agent(host).matches(state));
          const hasNone = isDown || agent(host).matches({ up: 'empty' });
          return context.host === host && hasNone && !matches('off');
        }),
      ),
    }),
    claim(`${host}-boots-its-guest`, {
      statement: `A guest that ${host} starts, restarts or re-initialises boots there at once, and is waited for.`,
      because: 'A restart of which the guest hears nothing costs its users another ten minutes.',
      source: 'AZ-07, AZ-17; P39',
      formula: always(
        and(
          isConnecting,
          language.agent('roleInstance').matches('booting'),
          condition(`the guest is on ${host}`, ({ agent }) => agent('roleInstance').context.host === host),
        ),
      ).given(or(started(host), restartedForSilence(host), reinitialised(host), rebootedByUser(host))),
    }),
    claim(`${host}-answers-when-asked`, {
      statement: `The Host Agent of ${host} answers at once when it is asked for its health, unless it suspects its server.`,
      because: 'A server that does not answer is restarted, with all its guests.',
      source: 'AZ-09',
      formula: always(sent(host, 'fabricController', 'HEALTH')).given(
        and(received(host, 'PROBE'), or(server.matches({ up: 'empty' }), isConnecting, isWatching)),
      ),
    }),
    claim(`${host}-accepts-heartbeats`, {
      statement: `A heartbeat that reaches ${host} is accepted, and the guest is watched from then on.`,
      because: 'A heartbeat that does not count is no better than one that is lost.',
      source: 'AZ-15, AZ-17; P25',
      formula: always(and(accepted(host), isWatching)).given(
        and(received(host, 'HEARTBEAT'), or(isConnecting, isWatching)),
      ),
    }),
    claim(`${host}-hangs-until-restarted`, {
      statement: `When ${host} hangs it does so until it is restarted.`,
      because: 'What does not answer does nothing for itself either.',
      source: 'AZ-09; P37',
      formula: always(server.matches('hung')).given(handled(host, 'HANG')),
    }),
    claim(`${host}-stays-dead`, {
      statement: `When ${host} dies it is dead, and not merely off.`,
      because: 'A restart does not mend hardware.',
      source: 'AZ-09; P44',
      formula: always(server.matches('dead')).given(handled(host, 'DIE')),
    }),
    claim(`${host}-boots-when-told`, {
      statement: `${host} boots when it is told to, unless it is dead, and always when a human has reset it.`,
      because: 'Neither the fabric controller nor the human waits for one that did not hear.',
      source: 'AZ-09; P44, P53',
      formula: always(
        and(
          implies(received(host, 'RESTART_SERVER'), or(server.matches('booting'), server.matches('dead'))),
          implies(
            handled('fabricController', 'HUMAN_RESET', (reset) => reset.host === host),
            and(server.matches('booting'), not(isInHi(host))),
          ),
        ),
      ),
    }),
    claim(`${host}-is-back-after-ten-minutes`, {
      statement: `${host} reports itself ten minutes after it was told to boot, unless it dies meanwhile.`,
      because: 'The fabric controller gives it up after fifteen.',
      source: 'AZ-09; MSDN blogs 2013, "Heartbeats, Recovery, and the Load Balancer"',
      formula: whenever(and(received(host, 'RESTART_SERVER'), server.matches('booting')))
        .leadsTo(sent(host, 'fabricController', 'HOST_UP'))
        .within(minutes(10))
        .unless(handled(host, 'DIE')),
    }),
    claim(`${host}-needs-ten-minutes-to-boot`, {
      statement: `${host} does not report itself before ten minutes have passed since it was told to boot.`,
      because: 'A server that reports itself too early is asked for what it does not have yet.',
      source: 'AZ-09; MSDN blogs 2013, "Heartbeats, Recovery, and the Load Balancer"',
      formula: whenever(handled(host, 'RESTART_SERVER'))
        .forbids(sent(host, 'fabricController', 'HOST_UP'))
        .for(minutes(10)),
    }),
    offInHi(host),
    claim(`${host}-has-two-rounds-to-answer`, {
      statement: `${host} is not restarted within fifteen minutes of its last answer: it may miss one round.`,
      because: 'One answer may be late; a restart takes all guests of the server down.',
      source: 'AZ-09; P37',
      formula: whenever(sent(host, 'fabricController', 'HEALTH'))
        .forbids(restartedForSilenceOfServer)
        .for(minutes(15)),
    }),
    claim(`${host}-has-fifteen-minutes-to-return`, {
      statement: `${host} is not given up before it had fifteen minutes to come back from a restart.`,
      because: 'It needs ten of them to boot.',
      source: 'AZ-09; P44',
      formula: whenever(restartedForSilenceOfServer)
        .forbids(sent('fabricController', host, 'POWER_OFF'))
        .for(minutes(15)),
    }),
  ];
};

const claimsAbout = (host: HostName) => [
  claim(`${host}-silence-leads-to-restart`, {
    statement: `A guest of ${host} of which no heartbeat was accepted for ten minutes is restarted at once.`,
    because: 'Nobody below the Host Agent sees that a guest OS hangs.',
    source: 'AZ-15, AZ-17; P25',
    formula: whenever(accepted(host))
      .leadsTo(restartedForSilence(host))
      .within(minutes(10))
      .unless(or(accepted(host), rebootedByUser(host), goesDown(host))),
  }),
  claim(`${host}-no-early-restart`, {
    statement: `No guest of ${host} is restarted for silence before ten minutes without a heartbeat.`,
    because: 'A restart takes the role out of service.',
    source: 'AZ-17; P26',
    formula: whenever(accepted(host)).forbids(restartedForSilence(host)).for(minutes(10)),
  }),
  claim(`${host}-boot-is-watched`, {
    statement: `A guest that ${host} booted connects within 25 minutes, or is re-initialised, or the server is reported.`,
    because: 'The ten-minute rule does not watch a guest that has not been heard yet.',
    source: 'P29, P39; Microsoft, "Summary of Windows Azure Service Disruption on Feb 29th, 2012"',
    formula: whenever(sent(host, 'roleInstance', 'BOOT'))
      .leadsTo(or(accepted(host), reinitialised(host), reported(host)))
      .within(minutes(25))
      .unless(goesDown(host)),
  }),
  claim(`${host}-time-to-connect`, {
    statement: `A guest that ${host} booted and that does not connect is left alone for 25 minutes.`,
    because: 'A boot is slower than a heartbeat; the ten-minute rule would restart a slow guest for ever.',
    source: 'P29, P39',
    formula: G(
      implies(
        sent(host, 'roleInstance', 'BOOT'),
        R(or(accepted(host), goesDown(host)), not(givesUp(host)), [minutes(5), lessThan(25)]),
      ),
    ),
  }),
  claim(`${host}-only-clean-guests-count`, {
    statement: `${host} reports no hardware fault over a guest that ran before it was re-initialised and then given three times 25 minutes.`,
    because: 'Where code of the customer ran, the customer’s code may be to blame for the first failure.',
    source: 'P40; Microsoft, "Summary of Windows Azure Service Disruption on Feb 29th, 2012"',
    formula: G(
      implies(
        or(restartedForSilence(host), rebootedByUser(host)),
        R(or(accepted(host), goesDown(host)), not(reported(host)), lessThan(100)),
      ),
    ),
  }),
  claim(`${host}-no-report-before-75-minutes`, {
    statement: `${host} reports no hardware fault before a new guest had three times 25 minutes to connect.`,
    because: 'One failed boot is no proof.',
    source: 'P40, P41; Microsoft, "Summary of Windows Azure Service Disruption on Feb 29th, 2012"',
    formula: G(
      implies(started(host), R(or(accepted(host), goesDown(host)), not(reported(host)), lessThan(75))),
    ),
  }),
  claim(`${host}-no-start-in-hi`, {
    statement: `No role instance is started on ${host} while a human is to look at it.`,
    because: 'It was set to HI because it cannot be trusted.',
    source: 'AZ-05, AZ-09; P44',
    formula: never(
      (view) =>
        view.sent('fabricController', host, 'START') &&
        view.agent('fabricController').context.inHi.includes(host),
    ),
  }),
];

export const busyIsLeftAlone = claim('busy-is-left-alone', {
  statement: 'A role process that hangs is taken for busy, and left alone.',
  because: 'This is the first blind spot, as published.',
  source: 'AZ-25; P36; MSDN blogs 2010, "How does Azure identify a faulty role instance"',
  formula: always(not(isRecycling)).given(handled('roleInstance', 'ROLE_HANG')),
});

export const hungRoleRecovers = claim('hung-role-recovers', {
  statement: 'A role process that hangs is restarted in the end.',
  because: 'It serves nobody, and looks busy to everybody.',
  source: 'AZ-25; P36; MSDN blogs 2010, "How does Azure identify a faulty role instance"',
  formula: whenever(handled('roleInstance', 'ROLE_HANG')).leadsTo(serving),
});

/** Of a ladder on which a StatusCheck that is not answered counts as a crash. */
export const hungRoleIsRecycled = claim('hung-role-is-recycled', {
  statement: 'A role process that hangs is restarted at once.',
  because: 'It serves nobody, and looks busy to everybody.',
  source: 'AZ-25; P36',
  formula: always(isRecycling).given(handled('roleInstance', 'ROLE_HANG')),
});

export const reportMeansHardware = claim('report-means-hardware', {
  statement: 'A Host Agent reports a hardware fault only where the hardware is at fault.',
  because: 'The report takes a whole server out of service.',
  source: 'P42; Microsoft, "Summary of Windows Azure Service Disruption on Feb 29th, 2012"',
  formula: first(handled('host1', 'MEMORY_FAULT')).precedes(or(...hosts.map(reported))),
});

export const properties = [
  claim('role-crash-is-repaired-in-place', {
    statement: 'A role process that dies runs again within five minutes, unless the guest goes down with it.',
    because: 'The guest agent sees it at once, and needs nobody for it.',
    source: 'AZ-25; P34; SLA of 2010: corrective action within two minutes',
    formula: whenever(handled('roleInstance', 'ROLE_CRASH'))
      .leadsTo(serving)
      .within(minutes(5))
      .unless(
        or(
          handled('roleInstance', 'GUEST_HANG'),
          handled('roleInstance', 'BOOT'),
          handled('roleInstance', 'OFF'),
        ),
      ),
  }),
  claim('guest-is-not-restarted-for-its-role', {
    statement: 'No guest OS is restarted before something below the role process has failed.',
    because: 'A fault is repaired by the lowest rung that can see it.',
    source: 'AZ-17, AZ-25; P35, P37',
    formula: first(troubleBelowTheRole).precedes(
      or(...hosts.flatMap((host) => [restartedForSilence(host), reinitialised(host)])),
    ),
  }),
  claim('server-is-not-restarted-for-its-guest', {
    statement: 'No server is restarted before it fell silent, or a human asked for it.',
    because: 'All guests of a server go down with it.',
    source: 'AZ-09; P37',
    formula: first(
      or(handled('host1', 'HANG'), handled('host1', 'DIE'), handled('fabricController', 'HUMAN_RESET')),
    ).precedes(serverRestarted),
  }),
  claim('moved-only-in-the-end', {
    statement: 'The role instance moves to another server only after its own was restarted, or reported.',
    because: 'To move costs it all its local data.',
    source: 'AZ-09; P37, P66',
    formula: first(or(serverRestarted, reported('host1'))).precedes(movedToHost2),
  }),
  ...claimsAbout('host1'),
  ...dutiesOf('host1'),
  offInHi('host2'),
  claim('crashed-role-is-recycled', {
    statement: 'A role process that dies is restarted at once, which takes five minutes.',
    because: 'The guest agent sees it at once, and needs nobody for it.',
    source: 'AZ-25; P34; SLA of 2010: corrective action within two minutes',
    formula: always(isRecycling).given(handled('roleInstance', 'ROLE_CRASH')),
  }),
  claim('recycling-takes-its-time', {
    statement: 'A role process that died does not serve before five minutes have passed.',
    because: 'A role that seems to serve while it starts gets requests that it loses.',
    source: 'AZ-25; P34',
    formula: whenever(handled('roleInstance', 'ROLE_CRASH')).forbids(serving).for(minutes(5)),
  }),
  claim('boot-takes-five-minutes', {
    statement: 'A guest that is booted runs, or hangs, after five minutes, unless it is booted again or off.',
    because: 'Each rung of the ladder waits so long in vain.',
    source: 'P29, P39',
    formula: whenever(boots)
      .leadsTo(or(guestIsUp, language.agent('roleInstance').matches('silent')))
      .within(minutes(5))
      .unless(or(boots, language.agent('roleInstance').matches('off'))),
  }),
  claim('no-heartbeat-from-a-boot', {
    statement: 'A guest that is booted sends no heartbeat in the first five minutes.',
    because: 'A heartbeat says that guest OS and guest agent are up.',
    source: 'AZ-15; P29',
    formula: whenever(boots).forbids(beats).for(minutes(5)),
  }),
  claim('guest-beats-regularly', {
    statement: 'A guest that is up sends a heartbeat to its server every five minutes.',
    because: 'After ten minutes without one it is restarted.',
    source: 'AZ-15; P25',
    formula: recurring(or(not(guestIsUp), beats)).every(minutes(5)),
  }),
  claim('guest-beats-when-up', {
    statement: 'A guest sends its first heartbeat to its server at the moment it is up.',
    because: 'Until it is heard it counts as booting, and a hang is noticed fifteen minutes later.',
    source: 'AZ-15; P29',
    formula: always(beats).given(and(guestIsUp, Y(not(guestIsUp)))),
  }),
  claim('hung-guest-is-silent', {
    statement: 'A guest OS that hangs is silent.',
    because: 'A hang that mends itself, or takes the machine away, is none that the Host Agent has to find.',
    source: 'AZ-15, AZ-17; P25',
    formula: always(language.agent('roleInstance').matches('silent')).given(
      handled('roleInstance', 'GUEST_HANG'),
    ),
  }),
  claim('human-is-heard', {
    statement: 'A human who resets a server has the fabric controller wait for nobody else.',
    because: 'Whoever has to reset a server twice looks for the fault in the wrong place.',
    source: 'AZ-09; P44, P53',
    formula: always(not(language.agent('fabricController').matches('waitingForHuman'))).given(humanResets),
  }),
  claim('new-home-is-told-at-once', {
    statement:
      'A server that gets the role instance is told to start it at that moment, and is asked for its health.',
    because: 'The role is down until then.',
    source: 'AZ-08, AZ-09; P46',
    formula: and(homeIsTold, G(implies(and(isWatching, Y(not(isWatching))), homeIsTold))),
  }),
  claim('server-is-asked-regularly', {
    statement: 'While the fabric controller watches a server it asks for its health every five minutes.',
    because: 'A server that hangs does not say so by itself.',
    source: 'AZ-09',
    formula: recurring(or(not(language.agent('fabricController').matches('watching')), isAsked)).every(
      minutes(5),
    ),
  }),
  claim('server-that-is-back-is-used', {
    statement: 'A server that is back from a restart gets its role instance again at once.',
    because: 'Until then the role is down.',
    source: 'AZ-09',
    formula: always(not(waitsForServer)).given(homeIsBack),
  }),
  claim('server-that-is-back-is-asked', {
    statement: 'A server that is back from a restart is asked for its health at once.',
    because: 'Nobody else would notice that it hangs again.',
    source: 'AZ-09; P37',
    formula: always(
      implies(
        and(homeIsBack, Y(waitsForServer)),
        condition('the server in charge is asked', ({ agent, sent: says }) =>
          says('fabricController', agent('fabricController').context.home, 'PROBE'),
        ),
      ),
    ),
  }),
  claim('switched-off-in-hi', {
    statement: 'A server that a human is to look at is switched off at that moment.',
    because: 'One that is taken for dead may come back, with a guest that runs elsewhere by then.',
    source: 'AZ-05, AZ-09; P44',
    formula: always(
      and(
        ...hosts.map((host) =>
          implies(and(isInHi(host), Y(not(isInHi(host)))), sent('fabricController', host, 'POWER_OFF')),
        ),
      ),
    ),
  }),
  claim('takes-all-along', {
    statement:
      'When a server dies, is switched off, or restarts while it is up, what runs there is off at once.',
    because: 'A guest that outlives its server is nobody’s.',
    source: 'AZ-09; P37',
    formula: always(and(...hosts.map((host) => implies(takesDown(host), sent(host, 'roleInstance', 'OFF'))))),
  }),
  claim('restart-is-waited-for-fifteen-minutes', {
    statement: 'The fabric controller waits no longer than fifteen minutes for a server that it restarted.',
    because: 'The role is down while it waits, and there are other servers.',
    source: 'AZ-09; P44',
    formula: lasting(waitsForServer).atMost(minutes(15)),
  }),
  claim('server-can-be-put-back-meanwhile', {
    statement: 'A server in HI can be put back into service while the role instance runs on another.',
    because: 'Else the next fault finds no server left.',
    source: 'AZ-09; P44, P53',
    formula: sometimes(and(humanResets, language.agent('fabricController').matches('watching'))),
  }),
  claim('new-guest-is-settled-after-75-minutes', {
    statement: 'A new guest has connected, or its server is reported, after 75 minutes at most.',
    because: 'The ladder must end, or a broken server is tried for ever.',
    source: 'P39, P40, P41',
    formula: whenever(started('host1'))
      .leadsTo(or(accepted('host1'), reported('host1')))
      .within(minutes(75))
      .unless(goesDown('host1')),
  }),
  claim('silent-server-is-restarted', {
    statement: 'A server that is silent is restarted within 15 minutes.',
    because: 'A Host Agent that hangs watches nobody.',
    source: 'AZ-09; MSDN blogs 2013, "Heartbeats, Recovery, and the Load Balancer"',
    formula: whenever(fallsSilent).leadsTo(serverRestarted).within(minutes(15)),
  }),
  claim('dead-server-is-left', {
    statement:
      'Half an hour after its server died, the role instance is started on another one, or a human has to help.',
    because: 'Redeploying what failed is what the fabric controller is for.',
    source: 'AZ-09; P46',
    formula: whenever(diesWatched)
      .leadsTo(or(movedToHost2, language.agent('fabricController').matches('waitingForHuman')))
      .within(minutes(30)),
  }),
  claim('can-always-serve-again', {
    statement: 'Whatever has failed, the role can be brought to serve again.',
    because: 'Between the rungs, a user and a human operator nothing may be stuck for good.',
    source: 'AZ-09; P53',
    formula: alwaysPossible(serving),
  }),
  claim('no-deadlock', {
    statement: 'Role instance, hosts and fabric controller never all wait for each other.',
    because: 'A ladder on which everybody waits for the next rung repairs nothing.',
    source: 'AZ-09, AZ-17',
    formula: deadlockFree(),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];
