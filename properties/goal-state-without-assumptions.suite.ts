/**
 * What is not true of goal states where reports are matched by instance only, the guest agent is taken for installed after
 * a re-image, and messages are lost for ever. Each claim fails here, and holds in the goal-state suite, where its
 * assumption is made.
 */
import { defineSuite } from 'redhound';
import { fabricController } from '../models/goal-state/fabric-controller.ts';
import { goalState } from '../models/goal-state.ts';
import {
  bothUpdatesArrive,
  goalArrives,
  noReadyFromBefore,
  onlyCurrentReportsCount,
  properties,
  recordAgrees,
} from './goal-state.ts';

/** What is said above, and what needs a user who re-images, or a guest that does not crash. */
const notHere = [
  ...[goalArrives, onlyCurrentReportsCount, noReadyFromBefore, recordAgrees, bothUpdatesArrive].map(
    ({ id }) => id,
  ),
  'reimage-is-done',
  'role-is-reported',
];

export default defineSuite({
  name: 'goal-state-without-assumptions',
  description:
    'Reports of machines that are no more, a guest agent that an image took away, and messages lost for ever.',
  system: goalState({
    fabricController: fabricController.provide({ guards: { isCurrent: () => true } }),
    reimageRenews: 'nothing',
    afterReimage: 'assume',
    troubles: { reimages: 0, crashes: 1, losses: 'any' },
  }),
  properties: [
    { ...goalArrives, expected: 'violated', missing: 'only so many messages are lost' },
    {
      ...onlyCurrentReportsCount,
      expected: 'violated',
      missing: 'a report is matched by container and incarnation, not by instance only',
    },
    {
      ...noReadyFromBefore,
      expected: 'violated',
      missing: 'a re-image begins a new container, and reports are matched by it',
    },
    {
      ...recordAgrees,
      expected: 'violated',
      missing: 'after a re-image the package of the guest agent is sent again',
    },
    {
      ...bothUpdatesArrive,
      expected: 'violated',
      missing: 'after a re-image the package of the guest agent is sent again',
    },
    ...properties.filter(({ id }) => !notHere.includes(id)),
  ],
  search: { runs: 2_000, maxSteps: 150 },
});
