/**
 * Runs for ever, as the end of finite ones: whether a run stops for ever, or goes round, so that a claim about
 * infinite runs is violated. Random search, shrinking and replay ask here.
 */
import { type Move, MoveList } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { type StateVector, sameState } from '../product/state-vector.ts';
import type { RunClaim } from '../property/run-claim.ts';
import { stopsUnder, violatingRun } from './liveness.ts';
import { MoveClasses } from './move-classes.ts';
import type { Run } from './run.ts';
import { GraphBuilder, type Target } from './state-graph.ts';
import type { Watch } from './watch.ts';

/** How many ways to close one run into a loop are looked at. */
const MAX_LOOPS = 6;
/** How many of the last letters of a run may close a loop. */
const LATEST = 16;

export class InfiniteRuns {
  readonly #product: Product;
  readonly #watch: Watch;
  readonly #classes: MoveClasses;

  constructor(product: Product, watch: Watch) {
    this.#product = product;
    this.#watch = watch;
    this.#classes = new MoveClasses(product);
  }

  /**
   * The run as a lasso that violates `claim`: it stops at its end, or one of its last letters has the state of an
   * earlier one, and it goes on from there. Undefined where none of these violates it.
   */
  lassoOf(run: Run, claim: RunClaim): Run | undefined {
    const states = this.#statesOf(run);
    const stopped = { ...run, loop: run.moves.length };
    if (this.#violates(stopped, states, claim)) return stopped;
    let tried = 0;
    for (let last = states.length - 1; last > Math.max(0, states.length - LATEST); last--) {
      for (let start = last - 1; start >= 0; start--) {
        if (!sameState(states[start]!, states[last]!, this.#product.width)) continue;
        if (++tried > MAX_LOOPS) return undefined;
        const closed = { ...run, moves: run.moves.slice(0, last), loop: start };
        if (this.#violates(closed, states.slice(0, last + 1), claim)) return closed;
      }
    }
    return undefined;
  }

  /** Whether the lasso violates the claim, and the fairness that it assumes lets it. */
  violates(run: Run, claim: RunClaim): boolean {
    const states = this.#statesOf(run);
    const { loop = run.moves.length } = run;
    const closes = sameState(states[loop]!, states.at(-1)!, this.#product.width);
    return closes && this.#violates(run, states, claim);
  }

  /**
   * The run alone is asked first: it is no less violated where nobody knows what else is enabled, which says what
   * fairness demands and costs more than all else.
   */
  #violates(run: Run, states: readonly StateVector[], claim: RunClaim): boolean {
    const { loop = run.moves.length } = run;
    if (loop === run.moves.length && !this.#mayStopIn(states[loop]!, claim)) return false;
    return this.#violatesBy(run, states, claim, true) && this.#violatesBy(run, states, claim, false);
  }

  /**
   * Nodes are positions of the run: only its own moves are followed.
   *
   * @param alone whether the other enabled moves are left out, and fairness with them
   */
  #violatesBy(
    { initial, moves, loop = moves.length }: Run,
    states: readonly StateVector[],
    claim: RunClaim,
    alone: boolean,
  ): boolean {
    const { letters } = this.#watch;
    const builder = this.#builderFor(claim);
    const ids = states.map((state) => this.#watch.states.add(state, this.#product.width));
    const size = Math.max(1, moves.length);
    const nodeAfter = (position: number): number =>
      position + 1 === moves.length && loop < moves.length ? loop : position + 1;
    const positions = loop === moves.length ? moves.length + 1 : size;
    for (let position = 0; position < positions; position++) {
      const own = moves[position];
      const targetOf = (next: StateVector, move: Move): Target => ({
        node: position < moves.length && move === own ? nodeAfter(position) : -1,
        id: this.#watch.states.add(next, this.#product.width),
      });
      // Where a run stops all moves tell whether it may.
      builder.add(states[position]!, ids[position]!, targetOf, alone ? own : undefined);
    }
    const { state, observation } = this.#product.initialStates()[initial]!;
    const letter = letters.width === 0 ? 0 : letters.letterOf(ids[0]!, state, observation);
    const graph = builder.graph([{ index: initial, node: 0, letter }]);
    const mayStop = stopsUnder(claim, graph);
    // A run that goes round does not stop, and one that stops does so at its end.
    const stops = (node: number): boolean => loop === moves.length && node === loop && mayStop(node);
    const fairness = alone ? [] : undefined;
    return violatingRun(this.#product, graph, claim, letters, this.#classes, stops, fairness) !== undefined;
  }

  /** Asked before the graph of a whole run is made: few of the runs that somebody asks about may stop. */
  #mayStopIn(state: StateVector, claim: RunClaim): boolean {
    const builder = this.#builderFor(claim);
    const idOf = (of: StateVector): number => this.#watch.states.add(of, this.#product.width);
    builder.add(state, idOf(state), (next) => ({ node: -1, id: idOf(next) }));
    return stopsUnder(claim, builder.graph([]))(0);
  }

  readonly #builderFor = ({ ticksAreLetters }: RunClaim): GraphBuilder =>
    new GraphBuilder(this.#product, this.#watch.letters, this.#classes, ticksAreLetters);

  #statesOf({ initial, moves }: Run): readonly StateVector[] {
    const product = this.#product;
    const enabled = new MoveList();
    let state = product.allocate();
    state.set(product.initialStates()[initial]!.state);
    const states = [state];
    for (const move of moves as readonly Move[]) {
      const next = product.allocate();
      product.enabledMoves(state, enabled);
      product.successor(state, move, next);
      states.push(next);
      state = next;
    }
    return states;
  }
}
