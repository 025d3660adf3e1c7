/**
 * What is not true of goal states where reports are matched by instance only, the guest agent is taken for installed after
 * a re-image, and messages are lost for ever. Each claim fails here, and holds in the goal-state suite, where its
 * assumption is made.
 */
import { defineSuite, propertiesOf } from 'redhound';
import { fabricController } from '../models/goal-state/fabric-controller.ts';
import { guestVm } from '../models/goal-state/guest-vm.ts';
import { goalState } from '../models/goal-state.ts';
import { changedState } from './changed-machine.ts';
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

const { agent, always, claim, condition, handled } = propertiesOf(goalState());

/** What is true here as well, of the crash that comes here, and of an order. */
const allTheSame = [
  claim('crashed-guest-boots', {
    statement: 'A guest that crashes boots at once.',
    because: 'A crash is no order: it comes back as it was.',
    source: 'AZ-17',
    formula: always(agent('guest').matches('booting')).given(handled('guest', 'CRASH')),
  }),
  claim('upgrade-becomes-the-goal', {
    statement: 'From the moment in which an upgrade of the guest OS is ordered it is part of the goal.',
    because: 'What is ordered and not written down is forgotten.',
    source: 'AZ-12',
    formula: always(
      condition(
        'the goal is the new guest OS',
        ({ agent }) => agent('fabricController').context.goal.guestOs === 'os2',
      ),
    ).given(handled('fabricController', 'UPGRADE_GUEST_OS')),
  }),
];

const troubles = { reimages: 0, crashes: 1, losses: 'any' } as const;
const careless = fabricController.provide({ guards: { isCurrent: () => true } });
const believing = (changed: Partial<Parameters<typeof goalState>[0]> = {}) =>
  goalState({
    fabricController: careless,
    reimageRenews: 'nothing',
    afterReimage: 'assume',
    troubles,
    ...changed,
  });

export default defineSuite({
  name: 'goal-state-without-assumptions',
  description:
    'Reports of machines that are no more, a guest agent that an image took away, and messages lost for ever.',
  system: believing(),
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
    ...allTheSame,
  ],
  search: { runs: 2_000, maxSteps: 150 },
  survivors: {
    'drop-action:fabricController:driving:HEALTH#2':
      'A package that is not noted as installed is sent once more, which changes nothing.',
  },
  variants: [
    {
      name: 'crash-is-survived',
      because: 'A guest that crashes goes on.',
      system: believing({ guestVm: changedState(guestVm, 'up.serving', { on: { CRASH: {} } }) }),
      breaks: ['crashed-guest-boots'],
    },
    {
      name: 'upgrade-not-noted',
      because: 'The fabric controller does not note which guest OS is wanted.',
      system: believing({ fabricController: careless.provide({ actions: { takeOs: () => {} } }) }),
      breaks: ['upgrade-becomes-the-goal'],
    },
  ],
});
