/**
 * Every reachable state, breadth-first: the first counterexample found is a shortest one, and among those the least
 * by the order in which moves are listed.
 *
 * System states and product states (a system state with the states of the monitors) are kept apart: the same system
 * state is stored once however many monitors watch it.
 */

import { type Move, MoveList, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { IDLE, VIOLATED } from '../property/monitor.ts';
import type { Property } from '../property/property.ts';
import { ObservationsNeeded } from '../property/tracked-predicate.ts';
import { runTo, type ViolationSite } from './counterexample.ts';
import { ProductStates } from './product-states.ts';
import type { Finding, Limits, Run } from './run.ts';
import { StateStore } from './state-store.ts';
import { analyseTime, type TimeAnalysis } from './time-analysis.ts';
import { Watch } from './watch.ts';

export interface ExhaustiveResult {
  readonly initialStates: number;
  readonly states: number;
  readonly productStates: number;
  readonly transitions: number;
  /** Breadth-first levels from all initial states, root = 1. */
  readonly depth: number;
  readonly complete: boolean;
  /** Why the search stopped early. */
  readonly stopped: string | undefined;
  readonly findings: ReadonlyMap<string, Finding>;
  readonly counterexamples: ReadonlyMap<string, Run>;
  readonly time: TimeAnalysis | undefined;
}

export class ExhaustiveSearch {
  readonly product: Product;
  readonly watch: Watch;
  readonly systemStates: StateStore;
  readonly #limits: Limits;
  readonly #states: ProductStates;
  readonly #violations = new Map<string, ViolationSite>();
  readonly #state: StateVector;
  readonly #moves = new MoveList();
  readonly #row: Int32Array;
  readonly #nextRow: Int32Array;
  #expanded = 0;
  #levelEnd = 0;
  #depth = 0;
  #transitions = 0;
  #initials = 0;
  #stopped: string | undefined;

  constructor(product: Product, properties: readonly Property[], limits: Limits = {}) {
    this.product = product;
    this.watch = new Watch(product, properties);
    this.#limits = limits;
    this.systemStates = new StateStore(product.width);
    this.#states = new ProductStates(this.systemStates, this.watch.remembering.length);
    this.#row = new Int32Array(this.#states.width);
    this.#nextRow = new Int32Array(this.#states.width);
    this.#state = product.allocate();
    this.#begin();
  }

  get states(): number {
    return this.systemStates.size;
  }
  get frontier(): number {
    return this.#states.size - this.#expanded;
  }
  get depth(): number {
    return this.#depth;
  }
  get bytes(): number {
    return this.#states.bytes;
  }

  /** Expands up to `count` states; false when there is nothing left to do. */
  advance(count: number): boolean {
    for (let i = 0; i < count; i++) {
      if (this.#stopped !== undefined || this.#expanded === this.#states.size) return false;
      if (this.#expanded === this.#levelEnd) {
        this.#levelEnd = this.#states.size;
        this.#depth++;
      }
      this.#expand(this.#expanded++);
      if (this.#states.size > (this.#limits.maxStates ?? Number.POSITIVE_INFINITY)) {
        this.stop(`--max-states ${this.#limits.maxStates}`);
      }
    }
    if (this.bytes > (this.#limits.memoryMb ?? Number.POSITIVE_INFINITY) * 1e6) {
      this.stop(`--memory ${this.#limits.memoryMb} MB`);
    }
    return true;
  }

  /** Ends the search before its end. */
  stop(because: string): void {
    this.#stopped ??= because;
  }

  result(): ExhaustiveResult {
    const complete = this.#stopped === undefined && this.#expanded === this.#states.size;
    const { timelock } = this.watch;
    const time =
      complete && this.product.model.clock.timed ? analyseTime(this.product, this.systemStates) : undefined;
    if (timelock !== undefined && time?.timelock !== undefined) {
      this.#violations.set(timelock.id, {
        from: this.#states.firstWith(time.timelock),
        move: undefined,
        initial: -1,
      });
    }
    const findings = new Map<string, Finding>();
    for (const property of this.watch.properties) {
      const violated = this.#violations.has(property.id);
      const vacuous = !violated && complete && this.watch.isVacuous(property);
      findings.set(
        property.id,
        violated ? 'violated' : vacuous ? 'vacuous' : complete ? 'holds' : 'inconclusive',
      );
    }
    return {
      initialStates: this.#initials,
      states: this.systemStates.size,
      productStates: this.#states.size,
      transitions: this.#transitions,
      depth: this.#depth,
      complete,
      stopped: this.#stopped,
      findings,
      counterexamples: new Map(
        [...this.#violations].map(([id, site]) => [id, runTo(this.product, this.watch, this.#states, site)]),
      ),
      time,
    };
  }

  // ——— the search ———

  #begin(): void {
    const { remembering, memoryless, failure } = this.watch;
    for (const [initial, { state, observation, failedAgent }] of this.product.initialStates().entries()) {
      const system = this.systemStates.add(state, this.product.width);
      const freshSystem = this.systemStates.fresh;
      if (freshSystem) this.#initials++;
      this.#nextRow[0] = system;
      for (const [slot, monitor] of remembering.entries()) {
        const after = monitor.step(IDLE, state, observation, 0);
        this.#nextRow[slot + 1] = after;
        if (after === VIOLATED) this.#found(monitor.property, -1, undefined, initial);
      }
      for (const monitor of memoryless) {
        if (monitor.step(IDLE, state, observation, 0) === VIOLATED)
          this.#found(monitor.property, -1, undefined, initial);
      }
      if (failure !== undefined && failedAgent !== -1) this.#found(failure, -1, undefined, initial);
      this.#states.add(this.#nextRow, freshSystem, -1 - initial);
    }
  }

  #expand(id: number): void {
    const { product, watch, systemStates } = this;
    const state = this.#state;
    const moves = this.#moves;
    const system = this.#load(id);
    product.enabledMoves(state, moves);
    if (
      watch.deadlock !== undefined &&
      this.#states.firstWith(system) === id &&
      watch.isDeadlock(state, moves)
    ) {
      this.#found(watch.deadlock, id, undefined, -1);
    }
    for (let i = 0; i < moves.length; i++) {
      const move = moves.moves[i]!;
      product.step(state, move);
      this.#arrive(id, move, systemStates.addChanged(state, product.width, product.changes));
      product.changes.undo(state);
    }
  }

  /** Puts product state `id` into the buffers, and answers its system state. */
  #load(id: number): number {
    this.#states.load(id, this.#row);
    const system = this.#row[0]!;
    this.systemStates.load(system, this.#state, this.product.width);
    return system;
  }

  /** Lets the monitors see the letter after `move` out of product state `id`, and keeps where it leads. */
  #arrive(id: number, move: Move, system: number): void {
    const { observation, observed, failedAgent } = this.product;
    const { remembering, memoryless, failure } = this.watch;
    const next = this.#state;
    const row = this.#row;
    const nextRow = this.#nextRow;
    const ticks = ticksOf(move);
    const freshSystem = this.systemStates.fresh;
    nextRow[0] = system;
    let still = system === row[0];
    for (let slot = 0; slot < remembering.length; slot++) {
      const before = row[slot + 1]!;
      const after = remembering[slot]!.step(before, next, observation, ticks);
      nextRow[slot + 1] = after;
      if (after !== before) {
        still = false;
        if (after === VIOLATED) this.#found(remembering[slot]!.property, id, move, -1);
      }
    }
    // Where observations are not kept, no predicate reads them, and a known state is no news.
    for (let m = 0; (freshSystem || observed) && m < memoryless.length; m++) {
      const monitor = memoryless[m]!;
      if (!freshSystem && !monitor.readsMoves) continue;
      if (monitor.step(IDLE, next, observation, ticks) === VIOLATED)
        this.#found(monitor.property, id, move, -1);
    }
    if (failure !== undefined && failedAgent !== -1) this.#found(failure, id, move, -1);
    if (still && (observation === 0 || ticks > 0)) return;
    this.#transitions++;
    this.#states.add(nextRow, freshSystem, id);
  }

  /** Notes the first violation of a property: the move out of product state `from`, or the state itself. */
  #found(property: Property, from: number, move: Move | undefined, initial: number): void {
    if (this.#violations.has(property.id)) return;
    this.#violations.set(property.id, { from, move, initial });
    if (this.#limits.bail) this.stop('--bail');
  }
}

/** Explores all of a product at once. For searches that report and can be interrupted, use `ExhaustiveSearch`. */
export function searchExhaustively(
  product: Product,
  properties: readonly Property[],
  limits: Limits = {},
): ExhaustiveResult {
  return keepingObservations(product, () => {
    const search = new ExhaustiveSearch(product, properties, limits);
    while (search.advance(4096));
    return search.result();
  });
}

/** Runs a search, and again with observations kept where a predicate turns out to read what moves did. */
export function keepingObservations<T>(product: Product, search: () => T): T {
  try {
    return search();
  } catch (error) {
    if (!(error instanceof ObservationsNeeded)) throw error;
    product.observed = true;
    return search();
  }
}
