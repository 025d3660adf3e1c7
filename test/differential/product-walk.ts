/**
 * The engine's product and the naive explorer behind one small interface: states, and labelled steps.
 */
import { compose } from '../../src/product/compose.ts';
import { describe } from '../../src/product/description.ts';
import { labelOf } from '../../src/product/label.ts';
import { MoveList } from '../../src/product/move.ts';
import type { StateDescription } from '../../src/product/state-description.ts';
import { ModelError } from '../../src/system/model-error.ts';
import type { AnySystem } from '../../src/system/system.ts';
import { describe as describeWorld } from './naive-explorer.ts';
import { NaiveSystem } from './naive-moves.ts';
import type { World } from './naive-world.ts';

export interface Place {
  readonly description: StateDescription;
  /** Equal places have equal keys. */
  readonly key: string;
  steps(): readonly (readonly [label: string, place: Place])[];
}

export function naiveWalk(declared: AnySystem): Place[] {
  const system = new NaiveSystem(declared);
  const place = (world: World): Place => ({
    description: describeWorld(world),
    key: system.key(world),
    steps: () => system.moves(world).map(({ label, next }) => [label, place(next)] as const),
  });
  return system.starts().map(({ next }) => place(next));
}

export function engineWalk(declared: AnySystem): Place[] {
  const product = compose(declared);
  type State = ReturnType<typeof product.allocate>;
  const place = (state: State): Place => ({
    description: describe(product, state),
    key: [...state.slice(0, product.width)].join(),
    steps: () => {
      const moves = new MoveList();
      if (unlessEndless(() => product.enabledMoves(state, moves) ?? true) === undefined) throw new Endless();
      return [...moves.moves.slice(0, moves.length)].flatMap((move) => {
        const next = product.allocate();
        const isTaken = unlessEndless(() => product.successor(state, move, next)) === 'stepped';
        return isTaken ? [[labelOf(product, state, move), place(next)] as const] : [];
      });
    },
  });
  return (unlessEndless(() => product.initialStates()) ?? []).map(({ state }) => place(state));
}

/** A place from which the environment could start something without end: nothing is said about it. */
export class Endless extends Error {}

const ENDLESS = ['SYNCHRONOUS_CYCLE', 'FAMILY_LIVELOCK', 'CHANNEL_UNBOUNDED'];

/** Moves without end are model errors; live actors that make them are not followed. */
function unlessEndless<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof ModelError && ENDLESS.includes(error.code)) return undefined;
    throw error;
  }
}
