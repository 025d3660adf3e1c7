/**
 * A startup task whose mark is on C: and whose work is on D:. What is said of the mark fails here, and holds in the drives suite.
 */
import { defineSuite } from 'redhound';
import { drives } from '../models/drives.ts';
import { becomesReady, markMeansInstalled, wherever } from './drives.ts';

const missing = 'the mark of a startup task is on the drive that its work is on';

export default defineSuite({
  name: 'drives-without-assumptions',
  description:
    'A re-image takes what a startup task installed, and leaves its mark: the role fails for ever.',
  system: drives({ marksOn: 'C' }),
  properties: [
    ...wherever,
    { ...markMeansInstalled, expected: 'violated', missing },
    { ...becomesReady, expected: 'violated', missing },
  ],
  search: { runs: 2_000, maxSteps: 80 },
});
