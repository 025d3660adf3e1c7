/**
 * What is claimed about the recovery ladder: which rung acts, how long it waits, and that no higher one acts before it.
 *
 * Every length of time is measured by the monitor's own clock, from what was observed, never by an agent's timer.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import type { HostName } from '../models/recovery-ladder/host-agent.ts';
import { recoveryLadder } from '../models/recovery-ladder.ts';

const language = propertiesOf(recoveryLadder());
const { alwaysPossible, claim, condition, deadlockFree, emitted, first, G, handled, implies, never } =
  language;
const { not, or, R, sent, timeDiverges, whenever } = language;

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

export const hungRoleRecovers = claim('hung-role-recovers', {
  statement: 'A role process that hangs is restarted in the end.',
  because: 'It serves nobody, and looks busy to everybody.',
  source: 'AZ-25; P36; MSDN blogs 2010, "How does Azure identify a faulty role instance"',
  formula: whenever(handled('roleInstance', 'ROLE_HANG')).leadsTo(serving),
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
