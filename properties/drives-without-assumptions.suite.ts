/**
 * A startup task whose mark is on C: and whose work is on D:. What it costs fails here, and holds in the drives suite.
 */
import { defineSuite } from 'redhound';
import { drives } from '../models/drives.ts';
import { becomesReady, duties, markMeansInstalled } from './drives.ts';

const missing = 'the mark of a startup task is on the drive that its work is on';

export default defineSuite({
  name: 'drives-without-assumptions',
  description:
    'A re-image takes what a startup task installed, and leaves its mark: the role fails for ever.',
  system: drives({ marksOn: 'C' }),
  properties: [
    { ...markMeansInstalled, expected: 'violated', missing },
    { ...becomesReady, expected: 'violated', missing },
    // What happens to a role that fails shows only where it does.
    ...duties.filter(({ id }) => ['start-is-decided', 'guest-boots-when-ordered'].includes(id)),
  ],
  search: { runs: 2_000, maxSteps: 80 },
  survivors: {
    'retarget-transition:host1:guest.startingRole:always#2':
      'A guest that boots for ever in place of a role that fails for ever: it serves nobody in either case.',
  },
});
