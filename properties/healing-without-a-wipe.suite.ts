/**
 * Servers that go on with what they ran when their power comes back. Each claim fails here, and holds in the healing suite.
 */
import { defineSuite } from 'redhound';
import { server } from '../models/healing/server.ts';
import { healing } from '../models/healing.ts';
import { properties } from './healing.ts';

export default defineSuite({
  name: 'healing-without-a-wipe',
  description:
    'A server that is powered on again and resumes its instances runs what was healed away from it.',
  system: healing({ server: server.provide({ actions: { loseInstances: () => {} } }) }),
  properties: ['server1-comes-back-empty', 'no-instance-runs-twice'].map((id) => ({
    ...properties.find((property) => property.id === id)!,
    expected: 'violated' as const,
    missing: 'a server that comes back runs nothing before it is told to',
  })),
  search: { runs: 2_000, maxSteps: 120 },
});
