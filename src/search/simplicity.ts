/**
 * How simple a run is to understand: few moves, then few faults, few agents, and little time.
 */
import { DROP, kindOf, MoveList, TICK, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { type LabelledRun, moveLabelled } from './labelled-run.ts';

export interface Simplicity {
  readonly moves: number;
  readonly faults: number;
  /** Agents whose local state changes, ascending. */
  readonly agents: readonly number[];
  /** In ticks. */
  readonly time: number;
}

export function simplicityOf(product: Product, { initial, labels }: LabelledRun): Simplicity {
  const moves = new MoveList();
  const state = product.allocate();
  state.set(product.initialStates()[initial]!.state);
  const agents = new Set<number>();
  let faults = 0;
  let time = 0;
  for (const label of labels) {
    product.enabledMoves(state, moves);
    const move = moveLabelled(product, state, moves, label)!;
    product.step(state, move);
    if (isFault(move)) faults++;
    time += ticksOf(move);
    for (const agent of agentsChanged(product)) agents.add(agent);
  }
  return { moves: labels.length, faults, agents: [...agents].sort((a, b) => a - b), time };
}

/** Faults, losses, duplications and delays. */
export const isFault = (move: number): boolean => kindOf(move) >= DROP && kindOf(move) !== TICK;

/** The agents whose local state the last step changed. */
export function* agentsChanged({ changes, model }: Product): Iterable<number> {
  for (let i = 0; i < changes.length; i++)
    if (changes.slots[i]! < model.agents.length) yield changes.slots[i]!;
}

/** Negative where `a` is simpler than `b`. */
export const compareSimplicity = (a: Simplicity, b: Simplicity): number =>
  a.moves - b.moves || a.faults - b.faults || a.agents.length - b.agents.length || a.time - b.time;
