/**
 * The suite of the cold restart with the same set: it depends on the fabric forgetting the dead host.
 */
import { defineSuite } from 'redhound';
import { clusterNode } from '../models/cold-restart/cluster-node.ts';
import { type ColdRestartParameters, coldRestart } from '../models/cold-restart.ts';
import { sameSetProperties } from './cold-restart.ts';

const field: Partial<ColdRestartParameters> = {
  afterRefusal: 'same set',
  whenInUse: ['reject', 'accept'],
  ageing: 'any',
};

export default defineSuite({
  name: 'cold-restart-same-set',
  description:
    'With the same set a restart waits for the fabric, or takes the names twice, by make of switch.',
  system: coldRestart(field),
  properties: sameSetProperties,
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'never-aged-out',
      because: 'The fabric keeps the login of the dead host for ever.',
      system: coldRestart({ ...field, ageing: { atMost: 0 } }),
      breaks: ['restarted-once-aged-out'],
    },
    {
      name: 'one-login-suffices',
      because: 'The host runs the virtual machine without asking what was refused.',
      system: coldRestart({
        ...field,
        clusterNode: clusterNode.provide({ guards: { isRefused: () => false } }),
      }),
      breaks: ['running-means-logged-in'],
      alsoBreaks: {
        restarted: 'Holds: it is run whatever was refused.',
        ...Object.fromEntries(
          ['refusals-leave-nothing', 'refused-start-waits-a-minute', 'refused-start-is-tried-again'].map(
            (id) => [id, 'Vacuous: the cluster hears of no refusal.'],
          ),
        ),
      },
    },
  ],
});
