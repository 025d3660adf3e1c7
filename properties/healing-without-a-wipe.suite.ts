/**
 * Servers that go on with what they ran when their power comes back. Each claim fails here, and holds in the healing suite.
 */
import { defineSuite } from 'redhound';
import { server } from '../models/healing/server.ts';
import { healing } from '../models/healing.ts';
import { properties } from './healing.ts';

const failsHere = ['server1-comes-back-empty', 'no-instance-runs-twice'];

/** What fails here too, for the same reason. */
const failsToo = [
  'server2-comes-back-empty',
  'server3-comes-back-empty',
  'server4-comes-back-empty',
  'instances-keep-their-fault-domains',
  'no-server-is-overcommitted',
  'both-can-be-brought-back',
];

export default defineSuite({
  name: 'healing-without-a-wipe',
  description:
    'A server that is powered on again and resumes its instances runs what was healed away from it.',
  system: healing({ server: server.provide({ actions: { loseInstances: () => {} } }) }),
  properties: properties
    .filter(({ id }) => !failsToo.includes(id))
    .map((property) =>
      failsHere.includes(property.id)
        ? {
            ...property,
            expected: 'violated' as const,
            missing: 'a server that comes back runs nothing before it is told to',
          }
        : property,
    ),
  search: { runs: 2_000, maxSteps: 120 },
});
