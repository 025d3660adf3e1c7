/**
 * How two update domains come to be down together: one claim for each way, with the others out of the way.
 */
import { defineSuite, minutes } from 'redhound';
import { assign } from 'xstate';
import { fabricController } from '../models/update-domains/fabric-controller.ts';
import { instance } from '../models/update-domains/instance.ts';
import { platform } from '../models/update-domains/platform.ts';
import { type UpdateParameters, updateDomains } from '../models/update-domains.ts';
import {
  ofHearing,
  ofInstances,
  ofOverlaps,
  ofThePlatform,
  ofTheWalk,
  overlaps,
  waits,
} from './update-domains.ts';

const overlapping = (changed: Partial<UpdateParameters> = {}) =>
  updateDomains({
    overlap: true,
    coordinated: false,
    troubles: { updates: 2, rollbacks: 0, slowStarts: 1 },
    ...changed,
  });

export default defineSuite({
  name: 'update-overlaps',
  description:
    'Slow starts, a second update, a patch of the platform, a crash: each takes a second update domain down.',
  system: overlapping(),
  properties: [
    ...ofInstances,
    ...ofTheWalk,
    ...ofHearing,
    ...ofThePlatform,
    ...ofOverlaps,
    ...waits,
    ...overlaps,
  ],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'slow-for-an-hour',
      because: 'An instance that starts slowly takes an hour.',
      system: overlapping({ instance: instance.provide({ delays: { slowStart: minutes(60) } }) }),
      breaks: ['slow-start-takes-forty-minutes'],
    },
    {
      name: 'begins-with-the-second-domain',
      because: 'An update begins with the second update domain.',
      system: overlapping({
        fabricController: fabricController.provide({
          actions: {
            takeGoal: assign(({ event }) =>
              event.type === 'UPDATE'
                ? { goal: { version: event.version, sound: event.sound }, domain: 1 }
                : {},
            ),
          },
        }),
      }),
      breaks: ['second-update-overtakes', 'newer-version-unsticks'],
      alsoBreaks: {
        'update-begins-at-once': 'The first update domain is passed over.',
        'domain-1-waits-for-0': 'Vacuous: the first update domain is never updated.',
      },
    },
    {
      name: 'asks-first',
      because: 'The platform asks for its walk, and waits until it is granted.',
      system: overlapping({ coordinated: true }),
      breaks: ['patch-begins-at-once'],
      alsoBreaks: {
        'one-domain-down-despite-patches': 'It holds: the platform does not walk while the deployment does.',
      },
    },
    {
      name: 'platform-waits-five-minutes',
      because: 'The platform goes on to the next update domain after five minutes.',
      system: overlapping({ platform: platform.provide({ delays: { patience: minutes(5) } }) }),
      breaks: ['platform-goes-on-after-half-an-hour'],
    },
  ],
});
