/**
 * RDFE without a memory of the requests that it has had. The claim fails here, and holds in the deployment suite.
 */
import { defineSuite } from 'redhound';
import { rdfe } from '../models/azure/rdfe.ts';
import { deployment, shop } from '../models/deployment.ts';
import { properties, records } from './deployment.ts';

/** Without a memory no request has an end that could be told, and no host dies here. */
const needMemory = [
  'running-means-running',
  'refused-leaves-nothing',
  'deployment-ends',
  'dead-host-is-healed',
  'tool-is-answered',
];

export default defineSuite({
  name: 'deployment-without-request-ids',
  description: 'An answer is lost, the user’s tool asks again, and the service is deployed twice.',
  system: deployment({
    deaths: 0,
    submissions: [shop],
    rdfe: rdfe.provide({ guards: { isKnown: () => false } }),
  }),
  properties: [...properties, ...records]
    .filter(({ id }) => !needMemory.includes(id))
    .map((property) =>
      property.id === 'one-deployment-per-request'
        ? {
            ...property,
            expected: 'violated' as const,
            missing: 'requests that are told apart, so that one which is asked twice is done once',
          }
        : property,
    ),
  search: { runs: 1_000, maxSteps: 120 },
});
