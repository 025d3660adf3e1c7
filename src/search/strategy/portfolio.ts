/**
 * The strategies by name, and the default: each run draws one of them, since none is best on all systems.
 */
import type { MoveList } from '../../product/move.ts';
import type { Product } from '../../product/product.ts';
import type { RandomSource } from '../random-source.ts';
import { Curious } from './curious.ts';
import { Patient } from './patient.ts';
import { Pct } from './pct.ts';
import { Pos } from './pos.ts';
import type { Here, Strategy } from './strategy.ts';
import { Swarm } from './swarm.ts';
import { Uniform } from './uniform.ts';

/** Names of strategies, as `--strategy` and suites have them. */
export const STRATEGIES = ['portfolio', 'patient', 'uniform', 'pct', 'pos', 'swarm', 'curious'] as const;
export type StrategyName = (typeof STRATEGIES)[number];

/** The strategy for runs of at most `maxSteps` moves. */
export function strategyCalled(name: StrategyName, product: Product, maxSteps: number): Strategy {
  switch (name) {
    case 'portfolio':
      return new Portfolio(MEMBERS.map((member) => strategyCalled(member, product, maxSteps)));
    case 'patient':
      return new Patient();
    case 'uniform':
      return new Uniform();
    case 'pct':
      return new Pct(maxSteps);
    case 'pos':
      return new Pos(product);
    case 'swarm':
      return new Swarm();
    case 'curious':
      return new Curious(product);
  }
}

const MEMBERS = ['patient', 'pct', 'pos', 'swarm', 'curious'] as const satisfies readonly StrategyName[];

class Portfolio implements Strategy {
  readonly #members: readonly Strategy[];
  #current: Strategy;

  constructor(members: readonly Strategy[]) {
    this.#members = members;
    this.#current = members[0]!;
  }

  begin(random: RandomSource): void {
    this.#current = this.#members[random.below(this.#members.length)]!;
    this.#current.begin(random);
  }

  choose(moves: MoveList, here: Here): number {
    return this.#current.choose(moves, here);
  }

  took(changed: boolean): void {
    this.#current.took?.(changed);
  }
}
