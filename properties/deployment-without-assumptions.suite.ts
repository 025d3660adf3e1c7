/**
 * What is not true of deployments, each with the assumption without which it fails.
 */
import { defineSuite } from 'redhound';
import { rdfe } from '../models/azure/rdfe.ts';
import { deployment } from '../models/deployment.ts';
import { changedMachine } from './changed-machine.ts';
import { properties, records, refuted } from './deployment.ts';

export default defineSuite({
  name: 'deployment-without-assumptions',
  description: 'A pool with room in one rack only, and answers that never arrive.',
  system: deployment(),
  properties: [
    ...refuted,
    ...records,
    ...properties.filter(({ id }) => refuted.every((other) => other.id !== id)),
  ],
  search: { runs: 1_000, maxSteps: 120 },
  variants: [
    {
      name: 'answered-once',
      because: 'RDFE says nothing to a request that it has had.',
      system: deployment({
        rdfe: changedMachine(rdfe, {
          on: {
            CREATE: [
              { guard: 'isKnown' },
              {
                guard: 'isComplete',
                actions: [{ type: 'begin', params: { status: 'inProgress' } }, 'passOn', 'answer'],
              },
              { actions: [{ type: 'begin', params: { status: 'refused' } }, 'answer'] },
            ],
          },
        }),
      }),
      breaks: ['tool-is-answered'],
      alsoBreaks: { 'running-means-running': 'Vacuous: the user is never told that the shop runs.' },
    },
  ],
});
