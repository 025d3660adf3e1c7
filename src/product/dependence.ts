/**
 * Which components of a state a move reads, so that causes can be told: a move depends on who wrote last what it reads
 * or writes.
 *
 * What it writes is in `product.changes` after the step. What it reads is here an upper bound for enabledness and
 * effect: to call too much read makes a cause too many, never one too few.
 */
import {
  DELAY,
  DELIVER,
  DROP,
  DUPLICATE,
  ENVIRONMENT,
  FAULT,
  kindOf,
  type Move,
  OUTCOME,
  subjectOf,
  TICK,
  TIMER,
} from './move.ts';
import type { Product } from './product.ts';

/** Slots that `move` reads. */
export function slotsRead(product: Product, move: Move): readonly number[] {
  const { links, environment, faults, timerSlots } = product.model;
  const subject = subjectOf(move);
  switch (kindOf(move)) {
    case DELIVER: {
      const { slot, to, cuts } = links[subject]!;
      return [slot, ...agentSlots(product, to), ...cuts.map((cut) => cut.slot)];
    }
    case DROP:
    case DUPLICATE:
    case DELAY: {
      const { slot, lossSlot, duplicationSlot, delaySlots } = links[subject]!;
      return [slot, lossSlot, duplicationSlot, ...delaySlots].filter((read) => read !== -1);
    }
    case TIMER:
      return [timerSlots[subject]!, ...agentSlots(product, subject)];
    case OUTCOME:
      return agentSlots(product, subject);
    case ENVIRONMENT: {
      const { agent, slot } = environment[subject]!;
      return [...agentSlots(product, agent), ...(slot === -1 ? [] : [slot])];
    }
    case FAULT: {
      const fault = faults[subject]!;
      const counter = fault.counterSlot === -1 ? [] : [fault.counterSlot];
      if ('partition' in fault) return [fault.partition.slot, ...counter];
      return [...fault.agents.flatMap((agent) => agentSlots(product, agent)), ...counter];
    }
    case TICK:
      return [...timerSlots.filter((slot) => slot !== -1), ...links.map(({ slot }) => slot)];
  }
}

/** The local state of an agent, and its hang flag. */
function agentSlots(product: Product, agent: number): readonly number[] {
  const hang = product.model.hangSlots[agent]!;
  return hang === -1 ? [agent] : [agent, hang];
}
