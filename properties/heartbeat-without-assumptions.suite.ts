/**
 * What is not true of heartbeats where the Host Agent takes them for those of any incarnation, does not coalesce restarts,
 * and hears the guest agent (C1). Each claim fails here, and holds in the heartbeat suite, where its assumption is made.
 */
import { defineSuite } from 'redhound';
import { hostAgent } from '../models/heartbeat/host-agent.ts';
import { heartbeat } from '../models/heartbeat.ts';
import { properties } from './heartbeat.ts';

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

export default defineSuite({
  name: 'heartbeat-without-assumptions',
  description:
    'Ghosts that keep a hung guest alive, restarts that overlap, and updates that look like a hang.',
  system: heartbeat({
    peer: 'WindowsAzureGuestAgent',
    hostAgent: hostAgent.provide({ guards: { isCurrent: () => true, noRestartUnderWay: () => true } }),
    troubles: { hangs: { guest1: 1, guest2: 0 }, crashes: 0, losses: 0, slowBoots: 0 },
  }),
  properties: properties
    .filter(({ id }) => !leftOut.includes(id))
    .map((property) => {
      const assumption = missing[property.id];
      return assumption === undefined
        ? property
        : { ...property, expected: 'violated' as const, missing: assumption };
    }),
  search: { runs: 2_000, maxSteps: 120 },
});
