/**
 * The properties of one check, as searches use them: monitors with and without memory, and the built-in claims.
 */

import type { MoveList } from '../product/move.ts';
import { ENVIRONMENT, kindOf } from '../product/move.ts';
import { NOTHING } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { type Monitor, monitorOf } from '../property/monitor.ts';
import type { Property } from '../property/property.ts';
import { TrackedPredicate } from '../property/tracked-predicate.ts';

export class Watch {
  readonly properties: readonly Property[];
  /** Monitors whose state is part of the product state, in the order of their slots. */
  readonly remembering: readonly Monitor[];
  readonly memoryless: readonly Monitor[];
  /** Ids of the properties that no failing agent, no deadlock, no timelock. */
  readonly failure: Property | undefined;
  readonly deadlock: Property | undefined;
  readonly timelock: Property | undefined;
  readonly #product: Product;
  readonly #except: TrackedPredicate | undefined;

  constructor(product: Product, properties: readonly Property[]) {
    this.#product = product;
    this.properties = properties;
    const monitors = properties.flatMap((property) => monitorOf(property, product) ?? []);
    this.remembering = monitors.filter((monitor) => !monitor.memoryless);
    this.memoryless = monitors.filter((monitor) => monitor.memoryless);
    const builtIn = (pattern: Property['formula']['pattern']): Property | undefined =>
      properties.find((property) => property.formula.pattern === pattern);
    this.failure = builtIn('no-failure');
    this.deadlock = builtIn('no-deadlock');
    this.timelock = builtIn('no-timelock');
    const formula = this.deadlock?.formula;
    this.#except =
      formula?.pattern === 'no-deadlock' && formula.except !== undefined
        ? new TrackedPredicate(product, formula.except, this.deadlock!.id)
        : undefined;
  }

  /** Whether `state` is a deadlock, given the moves enabled in it. `except` is asked about the state alone. */
  isDeadlock(state: StateVector, moves: MoveList): boolean {
    if (this.#product.canAct(state, moves)) return false;
    for (let i = 0; i < moves.length; i++) if (kindOf(moves.moves[i]!) === ENVIRONMENT) return false;
    const { agents } = this.#product.model;
    if (agents.every((_, agent) => this.#product.isFinal(state, agent))) return false;
    if (this.#except?.test(state, NOTHING) === true) return false;
    return this.#product.isQuiescent(state, moves);
  }

  /** Whether the trigger of a property occurred; those without trigger are never vacuous. */
  isVacuous(property: Property): boolean {
    return [...this.remembering, ...this.memoryless].some(
      (monitor) => monitor.property === property && !monitor.triggered,
    );
  }
}
