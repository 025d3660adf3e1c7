/**
 * What is claimed about the leap day: what the machinery should have done, and what it did do by its rules.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import type { VmName } from '../../models/incidents/leap-day/guest.ts';
import type { ServerName } from '../../models/incidents/leap-day/server.ts';
import { leapDay } from '../../models/incidents/leap-day.ts';

const language = propertiesOf(leapDay());
const {
  agent,
  always,
  alwaysPossible,
  and,

  claim,
  condition,
  emitted,
  first,
  G,
  handled,
  implies,
  never,
} = language;
const { not, O, or, R, received, sent, sometimes, timeDiverges, W, whenever, Y } = language;

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

const updated = handled('fabricController', 'EMERGENCY_UPDATE');
const corrected = handled('fabricController', 'CORRECTED_UPDATE');
const managementOff = handled('fabricController', 'DISABLE_MANAGEMENT');
const someWithoutNetwork = condition(
  'some server has no network',
  (view: Letter) => withoutNetwork(view).length > 0,
);
const allAreCutOff = condition('all servers are cut off', ({ agent }: Letter) =>
  serverNames.every((name) => agent(name).matches('cutOff')),
);
const allAreUpdated = condition('all servers are updated, and connected', ({ agent }: Letter) =>
  serverNames.every((name) => agent(name).matches('connected') && agent(name).context.plugIn === 'new'),
);

/** Whether every virtual machine is on the server that the fabric controller has it on, and on no other. */
const placementIsRight = ({ agent }: Letter) => {
  const { placement } = agent('fabricController').context;
  return serverNames.every((name) => {
    const expected = (Object.keys(placement) as VmName[]).filter((vm) => placement[vm] === name);
    const there = agent(name).context.vms;
    return Object.keys(there).length === expected.length && expected.every((vm) => vm in there);
  });
};

const allRun = condition('every virtual machine runs', ({ agent }: Letter) =>
  serverNames.every((name) => Object.values(agent(name).context.vms).every((state) => state === 'running')),
);

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

const once = (event: typeof updated) => G(implies(event, not(Y(O(event)))));

/** Of every cluster on that day, whatever it had learned. */
const ofEveryCluster = [
  claim('placement-is-right', {
    statement:
      'Each virtual machine is on the server that the fabric controller has it on, and on no other one.',
    because: 'What is healed is moved, not copied, and not forgotten.',
    source: `I1 step 5; ${rca}`,
    formula: always(placementIsRight),
  }),
  claim('fixed-agent-lets-all-run', {
    statement: 'As soon as the fixed guest agent is rolled out, every virtual machine runs.',
    because: 'Nothing was wrong but the end of the validity.',
    source: `I1 step 8; ${rca}`,
    formula: always(allRun).given(fixed),
  }),
  claim('fixed-agent-ends-the-failures', {
    statement: 'Once the fixed guest agent is rolled out, no hardware is blamed any more.',
    because: 'It makes certificates that end on a day.',
    source: `I1 step 8; ${rca}`,
    formula: never(blamed).after(fixed),
  }),
  claim('management-off-creates-nothing', {
    statement: 'Once service management is off, nothing new is created.',
    because: 'Each creation on that day could take a server; this is why it was switched off, worldwide.',
    source: `I1 step 7; ${rca}`,
    formula: never(created).after(managementOff),
  }),
  claim('each-measure-is-taken-once', {
    statement: 'Service management is switched off once, and the guest agent is replaced once.',
    because: 'What was done to a whole cloud is not done again by accident.',
    source: `I1 steps 7 and 8; ${rca}`,
    formula: and(once(managementOff), once(fixed)),
  }),
];

/** Of an emergency update, whatever it is. */
const ofEveryUpdate = [
  claim('network-goes-with-the-update', {
    statement: 'No server is without network before the emergency update.',
    because: 'The certificates had cost virtual machines, and no network.',
    source: `I1 step 9; ${rca}`,
    formula: first(updated).precedes(someWithoutNetwork),
  }),
];

/** Of guest agents that say nothing when they fail. */
const ofTheThreshold = [
  claim('blamed-servers-are-in-hi', {
    statement: 'A server that reports broken hardware is in HI from then on.',
    because: 'What is not looked at by a human is not put into service again.',
    source: `P42; I1 step 3; ${rca}`,
    formula: always(
      and(
        ...serverNames.map((name) =>
          implies(
            sent(name, 'fabricController', 'HARDWARE_FAULT'),
            condition(`${name} is in HI`, ({ agent }: Letter) =>
              agent('fabricController').context.inHi.includes(name),
            ),
          ),
        ),
      ),
    ),
  }),
  claim('alarm-at-the-threshold', {
    statement:
      'People are alarmed when as many different servers are in HI as the threshold says, and only then.',
    because: 'The threshold counts servers, not what they report.',
    source: `P44; I1 step 4; ${rca}`,
    formula: always(({ agent }: Letter) => {
      const { inHi, threshold } = agent('fabricController').context;
      return inHi.length === threshold && new Set(inHi).size === threshold;
    }).given(alarmed),
  }),
  claim('healing-empties-the-server', {
    statement: 'Below the threshold a server that is set to HI has no virtual machine any more.',
    because: 'Healing takes the healthy ones away with the one that fails.',
    source: `P43; I1 step 5; ${rca}`,
    formula: always(
      and(
        ...serverNames.map((name) =>
          implies(
            and(sent(name, 'fabricController', 'HARDWARE_FAULT'), not(thresholdReached)),
            condition(
              `${name} is empty`,
              ({ agent }: Letter) => Object.keys(agent(name).context.vms).length === 0,
            ),
          ),
        ),
      ),
    ),
  }),
];

/** Of a cluster with the lessons. */
export const lessons = [
  ...ofEveryCluster.filter(({ id }) => id !== 'fixed-agent-ends-the-failures'),
  ...ofEveryUpdate,
  claim('alarm-only-after-a-creation', {
    statement: 'Nobody is alarmed before a virtual machine was created with the faulty guest agent.',
    because: 'Those that ran have their certificates.',
    source: `I1 steps 1 and 2; ${rca}`,
    formula: first(createdUnfixed).precedes(alarmed),
  }),
  claim('walk-is-over-in-100-minutes', {
    statement:
      'A hundred minutes after the emergency update began, all four servers have it and their network.',
    because: 'An update that walks comes to the end too.',
    source: `P51; I1 lessons; ${rca}`,
    formula: whenever(updated).leadsTo(allAreUpdated).within(minutes(100)),
  }),
  claim('walk-takes-100-minutes', {
    statement: 'For a hundred minutes after the emergency update began, not all four servers have it.',
    because: 'Each waits until the one before has its network again.',
    source: `P51; I1 lessons; ${rca}`,
    formula: whenever(updated).forbids(allAreUpdated).for(minutes(100)),
  }),
];

/** What the rules of the day did do, minute by minute. */
export const chainOfTheDay = [
  ...ofEveryCluster,
  ...ofEveryUpdate,
  ...ofTheThreshold,
  claim('blast-cuts-all-off', {
    statement:
      'Twenty-five minutes after the emergency update every server is cut off, unless a corrected one came first.',
    because: 'It went to all servers at once, the healthy ones too.',
    source: `P50, P51; I1 step 9; ${rca}`,
    formula: whenever(updated).leadsTo(allAreCutOff).within(minutes(25)).unless(corrected),
  }),
  claim('installation-takes-25-minutes', {
    statement: 'For twenty-five minutes after the emergency update no server is known to be cut off.',
    because: 'So long it is too late to stop it.',
    source: `I1 step 9; ${rca}`,
    formula: whenever(updated)
      .forbids((view) => serverNames.some((name) => view.agent(name).matches('cutOff')))
      .for(minutes(25)),
  }),
  claim('correction-restores-the-network', {
    statement: 'Twenty-five minutes after the corrected update every server has its network.',
    because: 'The corrected package brings the Host Agent that fits.',
    source: `P53; I1 step 10; ${rca}`,
    formula: whenever(corrected).leadsTo(not(someWithoutNetwork)).within(minutes(25)),
  }),
  claim('corrected-once-it-went-wrong', {
    statement: 'There is no corrected update before some server has reported that its network is lost.',
    because: 'Until then the emergency update is taken for the cure.',
    source: `I1 steps 9 and 10; ${rca}`,
    formula: first(received('fabricController', 'NETWORK_LOST')).precedes(corrected),
  }),
  claim('updates-come-once', {
    statement: 'There is one emergency update, and one that corrects it.',
    because: 'A third one would take the network from everybody once more.',
    source: `I1 steps 9 and 10; ${rca}`,
    formula: and(once(updated), once(corrected)),
  }),
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

const goesOn = handled('fabricController', 'CONTINUE_ROLLOUT');
const comesTo = (...names: readonly ServerName[]) =>
  and(...names.map((name) => sent('fabricController', name, 'REINITIALISE_VMS')));

/** What a cluster met in which new software was being rolled out, to two servers at a time. */
export const chainOfRollout = [
  ...ofEveryCluster,
  ...ofTheThreshold,
  oneServerAtATime,
  claim('rollout-comes-to-two-servers', {
    statement:
      'Each step of the rollout comes to two servers: first to the third and fourth, then to the others.',
    because: 'So many fail together.',
    source: `I1 step 4; ${rca}`,
    formula: always(
      and(
        implies(
          and(goesOn, agent('fabricController').matches({ rollout: 'halfDone' })),
          comesTo('server3', 'server4'),
        ),
        implies(
          and(goesOn, agent('fabricController').matches({ rollout: 'done' })),
          comesTo('server1', 'server2'),
        ),
      ),
    ),
  }),
  claim('rollout-can-be-finished', {
    statement: 'The rollout may come to all servers before anybody notices.',
    because: 'For 75 minutes nothing speaks against it.',
    source: `I1 step 4; ${rca}`,
    formula: sometimes(agent('fabricController').matches({ rollout: 'done' })),
  }),
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
