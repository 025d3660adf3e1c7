/**
 * What makes a lasso a run that counts: which of the assumed fairness its loop meets, and how.
 */
import { type Move, MoveList, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { sameState } from '../product/state-vector.ts';
import { classText } from '../property/fairness-text.ts';
import type { Fairness } from '../property/property.ts';
import { type LabelledRun, moveLabelled } from './labelled-run.ts';
import { MoveClasses } from './move-classes.ts';

interface LoopStep {
  readonly taken: Move | undefined;
  /** Moves that are enabled before it, and change something. */
  readonly enabled: readonly Move[];
}

/** A sentence each. */
export function loopFairness(
  product: Product,
  run: LabelledRun,
  fairness: Fairness,
  property: string,
): readonly string[] {
  const start = run.loop!;
  const stops = start === run.labels.length;
  const steps = loopSteps(product, run);
  const classes = new MoveClasses(product);
  const sentences = stops
    ? [
        fairness.level === 'none'
          ? 'The claim assumes nothing of when a run stops: it may stop here.'
          : 'Nothing internal can ever happen here: the run stops.',
      ]
    : [
        `Steps ${start + 1} to ${run.labels.length} repeat for ever.`,
        ...(product.model.clock.timed
          ? [
              steps.some(({ taken }) => taken !== undefined && ticksOf(taken) > 0)
                ? 'Time passes in the loop.'
                : 'No time passes in the loop (Zeno).',
            ]
          : []),
      ];
  // Classes are told by the moves that are met: all of them first.
  for (const { taken, enabled } of steps)
    for (const move of taken === undefined ? enabled : [taken, ...enabled]) classes.of(move);
  const { weak = [], strong = [] } = fairness;
  for (const [index, { members, level }] of classes.assumedBy(fairness, property).entries()) {
    const isOfIt = (move: Move): boolean => members.includes(classes.of(move));
    const how = howMet(steps, isOfIt, start);
    sentences.push(
      `${level === 'weak' ? 'Weak' : 'Strong'} fairness of ${classText([...weak, ...strong][index]!)} is met: ${how}.`,
    );
  }
  return sentences;
}

function howMet(steps: readonly LoopStep[], isOfIt: (move: Move) => boolean, start: number): string {
  const takenAt = steps.findIndex(({ taken }) => taken !== undefined && isOfIt(taken));
  if (takenAt !== -1) return `step ${start + takenAt + 1} is one of them`;
  if (steps.every(({ enabled }) => !enabled.some(isOfIt))) return 'none is enabled in the loop';
  return `none is enabled before step ${start + 1 + steps.findIndex(({ enabled }) => !enabled.some(isOfIt))}`;
}

function loopSteps(product: Product, { initial, labels, loop }: LabelledRun): readonly LoopStep[] {
  const moves = new MoveList();
  let state = product.allocate();
  const next = product.allocate();
  state.set(product.initialStates()[initial]!.state);
  const steps: LoopStep[] = [];
  const changing = (): readonly Move[] =>
    [...moves.moves.subarray(0, moves.length)].filter((move) => {
      product.successor(state, move, next);
      return !sameState(state, next, product.width);
    });
  for (const [index, label] of labels.entries()) {
    product.enabledMoves(state, moves);
    const taken = moveLabelled(product, state, moves, label)!;
    if (index >= loop!) steps.push({ taken, enabled: changing() });
    const after = product.allocate();
    product.successor(state, taken, after);
    state = after;
  }
  if (loop !== labels.length) return steps;
  product.enabledMoves(state, moves);
  return [{ taken: undefined, enabled: changing() }];
}
