/**
 * Whether a run that was taken violates a property: in its last letter, by what can come after it, or for ever.
 */
import { MoveList } from '../product/move.ts';
import { type Formula, truthOf } from '../property/formula.ts';
import type { Property } from '../property/property.ts';
import { InfiniteRuns } from './infinite-run.ts';
import { canReach } from './possible.ts';
import type { Run } from './run.ts';
import { isTimelocked } from './time-analysis.ts';
import type { Tracker } from './tracker.ts';

/**
 * @param tracker stands at the end of the run; watches this property alone
 * @param run how it got there; a lasso is judged as a whole
 */
export function violatesInTheEnd(tracker: Tracker, property: Property, run: Run): boolean {
  const { watch, product } = tracker;
  const { claim } = property;
  const [endless] = [...watch.liveness, ...watch.endings];
  if (endless !== undefined && run.loop !== undefined) {
    return new InfiniteRuns(product, watch).violates(run, endless);
  }
  if (tracker.violated.has(property.id)) return true;
  switch (claim.kind) {
    case 'always-possible':
      return !canReach(product, tracker.state, claim.of, watch);
    case 'possible':
      return hasIt(tracker, claim.of);
    case 'no-deadlock': {
      const moves = new MoveList();
      product.enabledMoves(tracker.state, moves);
      return tracker.isDeadlock(moves);
    }
    case 'no-timelock':
      return isTimelocked(product, tracker.state);
    case 'formula':
    case 'no-failure':
      return false;
  }
}

/** Whether the letter at which `tracker` stands has it: the example of a claim that something is possible. */
function hasIt({ watch, state, observation }: Tracker, of: Formula): boolean {
  const values = new Uint8Array(watch.letters.width);
  watch.letters.read(state, observation, values);
  return truthOf(of, (atom) => values[watch.letters.indexOf(atom)] === 1);
}
