/**
 * A startup task whose mark is on C: and whose work is on D:. What is said of the mark fails here, and holds in the
 * drives suite; what is said of guest and drives holds here too.
 */
import { defineSuite } from 'redhound';
import { drives } from '../models/drives.ts';
import { becomesReady, markMeansInstalled, properties } from './drives.ts';

const missing = 'the mark of a startup task is on the drive that its work is on';

/** Where the mark outlives the work, a role that has failed fails again each time that it is started. */
const restOnTheMark = ['failed-role-recycles', markMeansInstalled.id, becomesReady.id];

export default defineSuite({
  name: 'drives-without-assumptions',
  description:
    'A re-image takes what a startup task installed, and leaves its mark: the role fails for ever.',
  system: drives({ marksOn: 'C' }),
  properties: [
    ...properties.filter(({ id }) => !restOnTheMark.includes(id)),
    { ...markMeansInstalled, expected: 'violated', missing },
    { ...becomesReady, expected: 'violated', missing },
  ],
  survivors: {
    'drop-guard:host1:guest.ready:ROLE_WRITES':
      'What is written once more to a drive that has it changes nothing.',
  },
  search: { runs: 2_000, maxSteps: 80 },
});
