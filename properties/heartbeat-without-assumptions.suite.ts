/**
 * What is not true of heartbeats where the Host Agent takes them for those of any incarnation, does not coalesce restarts,
 * and hears the guest agent (C1). Each claim fails here, and holds in the heartbeat suite, where its assumption is made.
 */
import { defineSuite, minutes, propertiesOf } from 'redhound';
import { guestOs } from '../models/heartbeat/guest-os.ts';
import { hostAgent } from '../models/heartbeat/host-agent.ts';
import { waAppAgent } from '../models/heartbeat/wa-app-agent.ts';
import { windowsAzureGuestAgent } from '../models/heartbeat/windows-azure-guest-agent.ts';
import { type HeartbeatParameters, heartbeat } from '../models/heartbeat.ts';
import { properties } from './heartbeat.ts';

const { F, and, claim, condition, emitted, never, not, or, recurring, sent } = propertiesOf(heartbeat());

const missing: Readonly<Record<string, string>> = {
  'guest1-beat-or-timeout-never-both':
    'a rule that says which of a heartbeat and a timeout of one instant wins',
  'guest1-ghosts-do-not-count': 'a heartbeat counts only if it is of the current incarnation',
  'guest2-one-restart-in-flight': 'causes that come together are one restart',
  'update-restarts-no-guest': 'a heartbeat that does not depend on the agent that is updated',
};

const leftOut = [
  // They fail too, for the same reasons.
  'guest1-no-silence-after-restart',
  'guest2-beat-or-timeout-never-both',
  'guest2-ghosts-do-not-count',
  'guest2-restarts-do-not-overlap',
  'update-costs-no-heartbeat',
  'update-spans-a-heartbeat',
  'requests-can-coalesce',
  // They are about troubles that do not come here.
  'guest2-hung-is-silent',
  'hung-guest-is-restarted',
  'hung-boot-is-restarted',
  'boots-can-hang',
  'crashed-guest-boots',
  'crash-silences',
  'slow-boot-ends',
  'slow-boot-outlasts-silence',
];

const watches = [
  ['hostAgent1', 'guest1'],
  ['hostAgent2', 'guest2'],
] as const;

const givenUp = condition('guest1 restarted for no connection', ({ sent }) =>
  sent('hostAgent1', 'guest1', 'RESTART', ({ cause }) => cause === 'no-connection'),
);

/** What is true all the same, of restarts, and of the first start of the guest that may hang in it. */
const allTheSame = [
  claim('first-start-is-watched', {
    statement: 'A guest is heard, or restarted, within 25 minutes after it was started for the first time.',
    because: 'A guest that hangs in its first boot was never heard, so that no silence of it is noticed.',
    source: 'AZ-17; P39',
    formula: F(or(emitted('hostAgent1', 'accepted'), sent('hostAgent1', 'guest1', 'RESTART')), minutes(25)),
  }),
  claim('first-start-has-its-time', {
    statement: 'No guest is given up before it had 25 minutes for its first start.',
    because: 'A boot is slower than a heartbeat.',
    source: 'P29, P39',
    formula: not(F(givenUp, minutes(20))),
  }),
  ...watches.map(([hostAgent, guest]) =>
    claim(`${guest}-agent-beats-regularly`, {
      statement: 'While the guest agent runs in a guest it sends a heartbeat every five minutes.',
      because: 'Ten minutes without a heartbeat mean a restart.',
      source: 'AZ-15, AZ-17; P25',
      formula: recurring(
        or(
          condition(
            `no guest agent runs in ${guest}`,
            ({ agent }) => !agent(guest).children.includes('waAppAgent/guestAgent'),
          ),
          sent(guest, hostAgent, 'HEARTBEAT'),
        ),
      ).every(minutes(5)),
    }),
  ),
  ...watches.map(([hostAgent, guest]) =>
    claim(`${guest}-restart-is-a-new-incarnation`, {
      statement: 'The only restart that is under way makes the guest another incarnation than it is.',
      because: 'Heartbeats of before and after could not be told apart.',
      source: 'P28',
      formula: never(
        and(
          condition('one restart under way', ({ link }) => link(hostAgent, guest).inFlight('RESTART') === 1),
          condition('restarted as it is', (view) =>
            view.sent(
              hostAgent,
              guest,
              'RESTART',
              ({ incarnation }) => incarnation === view.agent(guest).context.incarnation,
            ),
          ),
        ),
      ),
    }),
  ),
];

const careless = hostAgent.provide({
  guards: { isCurrent: () => true, noRestartUnderWay: () => true },
});
const withHostAgent = (agent: typeof hostAgent, inGuest: Partial<HeartbeatParameters> = {}) =>
  heartbeat({
    peer: 'WindowsAzureGuestAgent',
    hostAgent: agent,
    ...inGuest,
    troubles: { hangs: { guest1: 1, guest2: 0 }, crashes: 0, losses: 0, slowBoots: 0 },
  });

export default defineSuite({
  name: 'heartbeat-without-assumptions',
  description:
    'Ghosts that keep a hung guest alive, restarts that overlap, and updates that look like a hang.',
  system: withHostAgent(careless),
  properties: [...properties, ...allTheSame]
    .filter(({ id }) => !leftOut.includes(id))
    .map((property) => {
      const assumption = missing[property.id];
      return assumption === undefined
        ? property
        : { ...property, expected: 'violated' as const, missing: assumption };
    }),
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'half-an-hour-to-connect',
      because: 'The Host Agent gives a guest half an hour for its first heartbeat.',
      system: withHostAgent(careless.provide({ delays: { connect: minutes(30) } })),
      breaks: ['first-start-is-watched'],
    },
    {
      name: 'a-quarter-to-connect',
      because: 'The Host Agent gives a guest a quarter of an hour for its first heartbeat.',
      system: withHostAgent(careless.provide({ delays: { connect: minutes(15) } })),
      breaks: ['first-start-has-its-time'],
    },
    {
      name: 'seldom-heartbeats',
      because: 'The guest agent sends a heartbeat every ten minutes.',
      system: withHostAgent(careless, {
        guestOs: guestOs.provide({
          actors: {
            waAppAgent: waAppAgent.provide({
              actors: {
                windowsAzureGuestAgent: windowsAzureGuestAgent.provide({ delays: { period: minutes(10) } }),
              },
            }),
          },
        }),
      }),
      breaks: ['guest1-agent-beats-regularly', 'guest2-agent-beats-regularly'],
    },
    {
      name: 'one-incarnation-for-ever',
      because: 'The Host Agent does not count restarts.',
      system: withHostAgent(careless.provide({ actions: { beginIncarnation: () => {} } })),
      breaks: ['guest1-restart-is-a-new-incarnation', 'guest2-restart-is-a-new-incarnation'],
      alsoBreaks: {
        'guest1-ghosts-do-not-count': 'Where nothing is counted no heartbeat is an earlier one.',
      },
    },
  ],
});
