/**
 * What is claimed about the leap day: what the machinery should have done, and what it did do by its rules.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import type { VmName } from '../../models/incidents/leap-day/guest.ts';
import type { ServerName } from '../../models/incidents/leap-day/server.ts';
import { leapDay } from '../../models/incidents/leap-day.ts';

const language = propertiesOf(leapDay());
const { always, alwaysPossible, and, claim, condition, emitted, first, G, handled, implies, never } =
  language;
const { not, or, R, sent, timeDiverges, W, whenever } = language;

type Letter = View<ReturnType<typeof leapDay>['agents']>;

const rca = 'Microsoft, "Summary of Windows Azure Service Disruption on Feb 29th, 2012"';

const serverNames = ['server1', 'server2', 'server3', 'server4'] as const;
const homeOf: Readonly<Record<ServerName, VmName>> = {
  server1: 'web1',
  server2: 'web2',
  server3: 'web3',
  server4: 'web4',
};

const serversInHi = ({ agent }: Letter) => agent('fabricController').context.inHi.length;
const blamed = or(...serverNames.map((name) => sent(name, 'fabricController', 'HARDWARE_FAULT')));
const created = handled('fabricController', 'SCALE_OUT');
const createdUnfixed = condition(
  'a virtual machine is created with the faulty guest agent',
  (view: Letter) =>
    view.handled('fabricController', 'SCALE_OUT') &&
    view.agent('fabricController').context.rule === 'year plus one',
);
const alarmed = emitted('fabricController', 'alarm');
const fixed = handled('fabricController', 'ROLL_OUT_FIXED_AGENT');

const isRunning = (vm: VmName, server: ServerName) =>
  condition(`${vm} runs on ${server}`, ({ agent }: Letter) => agent(server).context.vms[vm] === 'running');

/** Servers whose virtual machines have no network. */
const withoutNetwork = ({ agent }: Letter) => serverNames.filter((name) => !agent(name).matches('connected'));

const thresholdReached = condition('the HI threshold is reached', ({ agent }: Letter) => {
  const { inHi, threshold } = agent('fabricController').context;
  return inHi.length >= threshold;
});

/** Up to the last tick before. */
const lessThan = (limit: number) => minutes(limit - 25);

/** What should have been; on the day each of these failed. */
export const hardwareIsNotBlamed = claim('hardware-is-not-blamed', {
  statement: 'No server is set to HI: on this day no hardware is broken.',
  because: 'A server in HI is lost to all its virtual machines, until a human has looked at it.',
  source: `P42; I1 step 3; ${rca}`,
  formula: never(blamed),
});

export const oneVmTakesOneServer = claim('one-vm-takes-at-most-one-server', {
  statement: 'One new virtual machine takes at most one server out of service.',
  because: 'Else healing carries a fault from server to server.',
  source: `P43; I1 step 5; ${rca}`,
  formula: always((view) => serversInHi(view) <= 1),
});

export const runningVmsStay = claim('running-vms-stay', {
  statement: 'A virtual machine that ran before the day began goes on running where it is.',
  because: 'Its certificate is valid: only those that are created anew can fail.',
  source: `P45; I1 steps 1 and 5; ${rca}`,
  formula: always(({ agent }) =>
    serverNames.every((server) => agent(server).context.vms[homeOf[server]] === 'running'),
  ),
});

export const faultIsKnownAtOnce = claim('fault-is-known-at-once', {
  statement:
    'When a virtual machine is created whose guest agent does not start, people are alarmed within 25 minutes.',
  because: 'The first alarm of the day came after 75 minutes, and people found the fault after 158.',
  source: `I1 step 4 and lessons; ${rca}`,
  formula: whenever(createdUnfixed).leadsTo(or(alarmed, fixed)).within(minutes(25)),
});

export const plugInFits = claim('plug-in-fits-the-host-agent', {
  statement: 'No server is left with a networking plug-in that does not work with its Host Agent.',
  because: 'All its virtual machines lose their network, the healthy ones too.',
  source: `P50; I1 step 9; ${rca}`,
  formula: never((view) => serverNames.some((name) => view.agent(name).matches('cutOff'))),
});

export const oneServerAtATime = claim('one-server-without-network', {
  statement: 'No update takes the network from more than one server at a time.',
  because: 'Update domains are there so that a bad update meets few.',
  source: `P51; I1 step 9; ${rca}`,
  formula: always((view) => withoutNetwork(view).length <= 1),
});

export const canBeRepaired = claim('can-be-repaired', {
  statement: 'Whatever has happened, all virtual machines can be brought to run with a network again.',
  because: 'On the day it took until the next morning, but it could be done.',
  source: `P53; I1 steps 8 to 12; ${rca}`,
  formula: alwaysPossible(
    (view) =>
      withoutNetwork(view).length === 0 &&
      serversInHi(view) === 0 &&
      (Object.keys(view.agent('fabricController').context.placement) as VmName[]).every((vm) =>
        serverNames.some((name) => view.agent(name).context.vms[vm] === 'running'),
      ),
  ),
});

/** What the rules of the day did do, minute by minute. */
export const chainOfTheDay = [
  claim('running-vms-have-their-certificate', {
    statement: 'No server is reported before a virtual machine was created.',
    because: 'The day alone harms nobody: only a new certificate is invalid.',
    source: `I1 step 1; ${rca}`,
    formula: first(created).precedes(blamed),
  }),
  claim('no-hi-before-75-minutes', {
    statement: 'No server is set to HI before 75 minutes, three times 25, have passed since the creation.',
    because: 'Three failures running are what the Host Agent takes for a hardware fault.',
    source: `P40, P41; I1 steps 2 to 4; ${rca}`,
    formula: G(implies(createdUnfixed, R(fixed, not(blamed), lessThan(75)))),
  }),
  claim('hi-at-75-minutes', {
    statement: 'Unless the guest agent is replaced by then, a server is set to HI after 75 minutes at most.',
    because: 'On the day it was 01:15 UTC.',
    source: `P39, P41; I1 step 4; ${rca}`,
    formula: whenever(createdUnfixed).leadsTo(blamed).within(minutes(75)).unless(fixed),
  }),
  claim('no-second-wave-before-150-minutes', {
    statement: 'No second server is set to HI before 150 minutes.',
    because: 'Each wave of healing takes its own 75 minutes.',
    source: `I1 step 5 (waves: derived); ${rca}`,
    formula: G(
      implies(
        createdUnfixed,
        R(
          fixed,
          not((view) => serversInHi(view) >= 2),
          lessThan(150),
        ),
      ),
    ),
  }),
  claim('threshold-stops-the-spread', {
    statement: 'The HI threshold leaves a server in service.',
    because: 'Without it healing would have carried the fault to the whole cluster.',
    source: `P44; I1 step 4; ${rca}`,
    formula: always((view) => serversInHi(view) < serverNames.length),
  }),
  claim('threshold-stops-healing', {
    statement: 'From the HI threshold until the guest agent is replaced nothing is healed.',
    because: 'So many servers do not break at once.',
    source: `P44; ${rca}`,
    formula: never(
      or(
        ...serverNames.flatMap((name) => [
          sent('fabricController', name, 'CREATE_VM', ({ vm }) => vm !== 'new'),
          sent('fabricController', name, 'EVACUATE'),
        ]),
      ),
    ).afterUntil(thresholdReached, fixed),
  }),
  claim('threshold-stops-no-healthy-vm', {
    statement: 'At the HI threshold what runs goes on running.',
    because: 'Healing stops, not the service.',
    source: `P45; ${rca}`,
    formula: and(
      ...serverNames.map((server) =>
        G(
          implies(
            and(thresholdReached, isRunning(homeOf[server], server)),
            W(isRunning(homeOf[server], server), not(thresholdReached)),
          ),
        ),
      ),
    ),
  }),
  claim('management-off-creates-nothing', {
    statement: 'Once service management is off, nothing new is created.',
    because: 'Each creation on that day could take a server; this is why it was switched off, worldwide.',
    source: `I1 step 7; ${rca}`,
    formula: never(created).after(handled('fabricController', 'DISABLE_MANAGEMENT')),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];

const continued = condition(
  'the rollout comes to two servers, with the faulty guest agent',
  (view: Letter) =>
    view.handled('fabricController', 'CONTINUE_ROLLOUT') &&
    view.agent('fabricController').matches({ rollout: 'halfDone' }) &&
    view.agent('fabricController').context.rule === 'year plus one',
);

/** What a cluster met in which new software was being rolled out, to two servers at a time. */
export const chainOfRollout = [
  claim('no-alarm-before-75-minutes', {
    statement: 'Nobody is alarmed before 75 minutes have passed since the rollout went on.',
    because: 'Three times 25 minutes pass in which every Host Agent waits.',
    source: `P40, P41; I1 steps 2 to 4; ${rca}`,
    formula: G(implies(continued, R(fixed, not(alarmed), lessThan(75)))),
  }),
  claim('threshold-at-75-minutes', {
    statement:
      'Unless the guest agent is replaced by then, the HI threshold is reached, with an alarm, after 75 minutes at most.',
    because:
      'Two servers fail together: on the day it was 01:15 UTC, in every cluster that was being updated.',
    source: `P39, P41; I1 step 4; ${rca}`,
    formula: whenever(continued).leadsTo(and(alarmed, thresholdReached)).within(minutes(75)).unless(fixed),
  }),
  claim('threshold-stops-the-rollout', {
    statement: 'From the HI threshold until the guest agent is replaced the rollout does not go on.',
    because: 'What has just been installed may be what fails.',
    source: `P44; I1 step 4; ${rca}`,
    formula: never(
      or(...serverNames.map((name) => sent('fabricController', name, 'REINITIALISE_VMS'))),
    ).afterUntil(thresholdReached, fixed),
  }),
];
