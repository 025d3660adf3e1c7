/**
 * Which moves belong together, and which agent they concern: what priorities, subsets and counts are kept by.
 *
 * The counterpart of a thread in schedulers of programs: the deliveries of one link, the timers of one agent, its
 * outcomes, one event of the environment, one fault, the tick.
 */
import {
  DELAY,
  DELIVER,
  DROP,
  DUPLICATE,
  ENVIRONMENT,
  FAULT,
  kindOf,
  MAX_SUBJECT,
  type Move,
  OUTCOME,
  subjectOf,
  TICK,
  TIMER,
} from '../../product/move.ts';
import type { Product } from '../../product/product.ts';

/** No single agent: the tick, and faults of several agents. */
export const NO_AGENT = -1;
/** Groups are 0 … GROUPS − 1. */
export const GROUPS = (TICK + 1) * (MAX_SUBJECT + 1);

/** The group that a move belongs to. */
export const groupOf = (move: Move): number => {
  const kind = kindOf(move);
  return kind * (MAX_SUBJECT + 1) + (kind === TICK ? 0 : subjectOf(move));
};

/** The agent whose step the move is, or whose message it takes away. */
export function agentOf({ model }: Product, move: Move): number {
  const subject = subjectOf(move);
  switch (kindOf(move)) {
    case DELIVER:
    case DROP:
    case DUPLICATE:
    case DELAY:
      return model.links[subject]!.to;
    case TIMER:
    case OUTCOME:
      return subject;
    case ENVIRONMENT:
      return model.environment[subject]!.agent;
    case FAULT: {
      const fault = model.faults[subject]!;
      return 'agents' in fault && fault.agents.length === 1 ? fault.agents[0]! : NO_AGENT;
    }
    default:
      return NO_AGENT;
  }
}
