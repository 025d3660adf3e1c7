/**
 * The elections suite: several replicas take the primary for dead at once, and nothing is asked of the fabric controller.
 */
import { defineSuite } from 'redhound';
import { replica } from '../models/fabric-controller-failover/replica.ts';
import { fabricControllerFailover } from '../models/fabric-controller-failover.ts';
import { elections } from './fabric-controller-failover.ts';

const contested = { suspicions: 2, requests: 0 } as const;

export default defineSuite({
  name: 'fabric-controller-elections',
  description: 'However many replicas stand for election, an epoch has one primary.',
  system: fabricControllerFailover(contested),
  properties: elections,
  search: { runs: 2_000, maxSteps: 80 },
  variants: [
    {
      name: 'votes-twice',
      because: 'A replica votes for every candidate of an epoch.',
      system: fabricControllerFailover({
        ...contested,
        replica: replica.provide({
          guards: {
            isNewerEpoch: ({ context, event }) =>
              event.type === 'VOTE_REQUEST' && event.epoch >= context.epoch,
          },
        }),
      }),
      breaks: ['one-primary-in-an-epoch'],
      alsoBreaks: { 'somebody-can-be-primary': 'Two candidates may each stand down for the other.' },
    },
    {
      name: 'no-vote',
      because: 'A replica that hears of a later epoch stands down, and does not vote.',
      system: fabricControllerFailover({
        ...contested,
        replica: replica.provide({ actions: { vote: () => {} } }),
      }),
      breaks: ['candidate-is-answered', 'somebody-can-be-primary'],
    },
  ],
});
