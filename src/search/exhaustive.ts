/**
 * Every reachable state, breadth-first: the first counterexample found is a shortest one, and among those the least
 * by the order in which moves are listed.
 *
 * System states and product states (a system state with the states of the monitors) are kept apart: the same system
 * state is stored once however many monitors watch it.
 */

import { type Move, ticksOf } from '../product/move.ts';
import { NOTHING } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import type { Strengthening } from '../property/strengthening.ts';
import { anotherTry } from './another-try.ts';
import { type Analysis, analyseCompleteSpace, NOTHING_MORE, needlessIn } from './complete-space.ts';
import { runTo, type ViolationSite } from './counterexample.ts';
import type { ExhaustiveResult } from './exhaustive-result.ts';
import { ArenaFull } from './kernel/arena.ts';
import { OneThreadNeeded } from './one-thread-needed.ts';
import type { Orbits } from './orbits.ts';
import type { AmpleSets } from './partial-order/ample-sets.ts';
import { AnotherPass, isNews, type Learned, learnedBy } from './partial-order/learned.ts';
import type { Witness } from './possible.ts';
import { ProductMonitors } from './product-monitors.ts';
import { ProductStates } from './product-states.ts';
import { ampleSetsFor, orbitsFor, reductionsText } from './reductions.ts';
import { RowLetters } from './row-letters.ts';
import type { Finding, Limits, Run } from './run.ts';
import { coverageOf } from './space-coverage.ts';
import type { StateStore } from './state-store.ts';
import { StoredSuccessors } from './stored-successors.ts';
import { SuccessorBatch } from './successor-batch.ts';
import { Sweeper } from './sweeper.ts';
import { analyseTime, type TimeAnalysis } from './time-analysis.ts';
import { unfoldedRun } from './unfolded-run.ts';
import { Watch } from './watch.ts';

export class ExhaustiveSearch {
  readonly product: Product;
  readonly watch: Watch;
  readonly systemStates: StateStore;
  readonly #limits: Limits;
  readonly #states: ProductStates;
  readonly #monitors: ProductMonitors;
  readonly #violations = new Map<string, ViolationSite>();
  readonly #batch: SuccessorBatch;
  readonly #letters: RowLetters;
  readonly #sweeper: Sweeper;
  readonly #orbits: Orbits | undefined;
  readonly #arrived: Int32Array;
  readonly #ample: AmpleSets | undefined;
  readonly #learned: Learned;
  /** The last product state in which a step ended; noted where not all moves may be needed. */
  #furthest = -1;
  /** The product state whose successors are looked up, and its row. */
  #origin = -1;
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
    this.systemStates = this.watch.states;
    this.#monitors = new ProductMonitors(this.watch);
    this.#states = new ProductStates(this.systemStates, this.#monitors.remember ? 1 : 0);
    this.#row = new Int32Array(this.#states.width);
    this.#nextRow = new Int32Array(this.#states.width);
    const orbits = orbitsFor(product, this.watch, limits);
    this.#orbits = orbits;
    this.#arrived = product.allocate();
    this.#batch = new SuccessorBatch(
      product,
      this.systemStates,
      () => this.#settle(),
      orbits && ((state) => orbits.canonicalise(state)),
    );
    if (this.watch.deadlock !== undefined) this.#batch.heedDeadlocks();
    this.#learned = learnedBy(product, [], limits.learned?.visible);
    this.#ample = ampleSetsFor(product, this.watch, limits, this.#batch.recorded, this.#learned.visible);
    this.#letters = new RowLetters(product, this.watch, this.#batch);
    this.#sweeper = this.#sweeperFor(limits);
    this.#begin();
  }

  get states(): number {
    return this.systemStates.size;
  }
  /** How many properties are violated so far. */
  get violations(): number {
    return this.#violations.size;
  }
  /** Their ids. */
  get violated(): Iterable<string> {
    return this.#violations.keys();
  }
  get frontier(): number {
    return this.#states.size - this.#expanded;
  }
  /** Whether several threads expanded states: ids within a level are chance then. */
  get wasShared(): boolean {
    return this.#sweeper.wasShared;
  }
  get depth(): number {
    return this.#depth;
  }
  get bytes(): number {
    return this.#states.bytes + this.#monitors.bytes + this.#batch.bytes;
  }

  /** Expands up to `count` states; false when there is nothing left to do. */
  advance(count: number): boolean {
    try {
      return this.#advance(count);
    } catch (error) {
      if (!(error instanceof ArenaFull)) throw error;
      this.#batch.clear();
      this.stop('4 GB, which is all the memory that one search can have');
      return false;
    }
  }

  #advance(count: number): boolean {
    for (const end = this.#expanded + count; this.#expanded < end; ) {
      if (this.#expanded === this.#levelEnd) {
        this.#settle();
        if (this.#isOver() || this.#expanded === this.#states.size) return false;
        this.#levelEnd = this.#states.size;
        this.#depth++;
      }
      if (this.#sweeps) this.#expanded = this.#sweeper.advance(this.#expanded, end, this.#levelEnd);
      else this.#expand(this.#sweeper.idAt(this.#expanded++));
      if (this.#isOver()) break;
    }
    this.#settle();
    if (this.bytes > (this.#limits.memoryMb ?? Number.POSITIVE_INFINITY) * 1e6) {
      this.stop(`--memory ${this.#limits.memoryMb} MB`);
    }
    return !this.#isOver();
  }

  /** Ends the search before its end. */
  stop(because: string): void {
    this.#sweeper.finish();
    this.#stopped ??= because;
  }

  /** @throws AnotherPass, NotReducible where the search has to be made in another way: see `anotherTry` */
  result(): ExhaustiveResult {
    this.#sweeper.finish();
    const complete = this.#stopped === undefined && this.#expanded === this.#states.size;
    if (complete && this.#ample !== undefined) this.#seeWhatWasLearned();
    const stored = new StoredSuccessors(this.#batch, this.systemStates, this.#letters);
    const time =
      complete && this.product.model.clock.timed ? analyseTime(this.systemStates.size, stored) : undefined;
    const later = complete ? this.#analyse(time, stored) : NOTHING_MORE;
    this.#orbits?.complete();
    const counterexamples = new Map([...this.#violations].map(([id, where]) => [id, this.#runTo(where, id)]));
    for (const [id, run] of later.runs) counterexamples.set(id, run);
    const findings = new Map<string, Finding>();
    for (const property of this.watch.properties) {
      findings.set(property.id, this.#finding(property, complete, later));
    }
    return {
      initialStates: this.#initials,
      states: this.systemStates.size,
      productStates: this.#states.size,
      transitions: this.#transitions + this.#sweeper.transitions,
      depth: this.#depth,
      complete,
      stopped: this.#stopped,
      findings,
      counterexamples,
      witnesses: new Map([...later.witnesses].map(([id, witness]) => [id, this.#runToWitness(witness)])),
      notes: later.notes,
      reductions: reductionsText(this.product, this.#limits),
      reduced: this.#orbits !== undefined || this.#ample !== undefined,
      needless: complete && this.#limits.vacuity ? this.#needlessAtoms(findings) : new Map(),
      predicateCalls: this.watch.letters.calls,
      time,
      ...(this.#limits.coverage && { coverage: coverageOf(this.product, this.systemStates) }),
    };
  }

  /** Gives its memory back: nothing may be asked of it then. */
  release(): void {
    this.#sweeper.finish();
    this.systemStates.release();
  }

  /** @throws OneThreadNeeded where several threads expanded states: nobody knows from where each was reached first */
  #allowOneThreadOnly(): void {
    if (!this.#sweeper.wasShared) return;
    this.#sweeper.finish();
    throw new OneThreadNeeded();
  }

  #seeWhatWasLearned(): void {
    const after = learnedBy(this.product, this.watch.predicates, this.#learned.visible);
    if (isNews(this.#learned, after)) throw new AnotherPass(after);
  }

  #finding(property: Property, complete: boolean, later: Analysis): Finding {
    const { id } = property;
    if (this.#violations.has(id) || later.violated.has(id)) return 'violated';
    if (!complete) return 'inconclusive';
    return later.vacuous.has(id) ? 'vacuous' : 'holds';
  }

  /** What only the complete space can tell. */
  #analyse(time: TimeAnalysis | undefined, stored: StoredSuccessors): Analysis {
    const { timelock } = this.watch;
    if (timelock !== undefined && time?.timelock !== undefined) this.#foundAt(timelock, time.timelock);
    const found = { triggered: this.#monitors.triggered, violated: new Set(this.#violations.keys()) };
    const { product, watch } = this;
    const analysis = analyseCompleteSpace(product, watch, stored, found, (properties) =>
      holding(product, properties, this.#limits),
    );
    for (const [property, state] of analysis.strandedAt) this.#foundAt(property, state);
    return analysis;
  }

  #needlessAtoms(findings: ReadonlyMap<string, Finding>): ReadonlyMap<string, readonly Strengthening[]> {
    const holds = this.watch.properties.filter(({ id }) => findings.get(id) === 'holds');
    return new Map(
      holds.flatMap((property) => {
        const needless = needlessIn(property, (stronger) => holding(this.product, stronger, this.#limits));
        return needless.length > 0 ? [[property.id, needless]] : [];
      }),
    );
  }

  #foundAt(property: Property, systemState: number): void {
    this.#allowOneThreadOnly();
    this.#violations.set(property.id, {
      from: this.#states.firstWith(systemState),
      move: undefined,
      initial: -1,
    });
  }

  #runToWitness(witness: Witness): Run {
    if ('initial' in witness) return { initial: witness.initial, moves: [] };
    return this.#runTo({ from: this.#states.firstWith(witness.from), move: witness.move, initial: -1 });
  }

  /** @param violated the id of the property that it violates, where it does */
  #runTo(site: ViolationSite, violated?: string): Run {
    const { product, watch } = this;
    const property = watch.properties.find(({ id }) => id === violated);
    if (this.#orbits === undefined || property === undefined)
      return runTo(product, this.#monitors, this.#states, site);
    return unfoldedRun(product, this.#monitors, this.#states, this.#orbits, site, property);
  }

  // ——— the search ———

  #sweeperFor(limits: Limits): Sweeper {
    const found = (property: Property, from: number, move: Move | undefined): void =>
      this.#found(property, from, move, -1);
    const search = {
      violations: () => this.#violations.size,
      expand: (id: number) => this.#expand(id),
      settle: () => this.#settle(),
      isOver: () => this.#isOver(),
      found,
    };
    return new Sweeper(search, this.watch, this.#batch, this.#letters, this.#monitors, limits);
  }

  #begin(): void {
    const { failure } = this.watch;
    for (const [initial, { state, observation, failedAgent }] of this.product.initialStates().entries()) {
      this.#orbits?.canonicalise(state);
      const system = this.systemStates.add(state, this.product.width);
      const freshSystem = this.systemStates.fresh;
      this.#orbits?.check(state);
      if (freshSystem) this.#initials++;
      this.#nextRow[0] = system;
      const tuple = this.#monitors.after(this.#monitors.start, system, state, observation, 0);
      if (this.#monitors.remember) this.#nextRow[1] = tuple;
      for (const property of this.#monitors.violated) this.#found(property, -1, undefined, initial);
      if (failure !== undefined && failedAgent !== -1) this.#found(failure, -1, undefined, initial);
      this.#states.addInitial(this.#nextRow, freshSystem, initial);
    }
  }

  /**
   * Whether states are expanded many at a time, and only what is news is looked at: a product state is a system
   * state, all moves are followed, and nobody asks what they do.
   */
  get #sweeps(): boolean {
    const plain = this.#orbits === undefined && this.#ample === undefined;
    return plain && !this.#monitors.remember && !this.product.observed;
  }

  /** Puts the successors of product state `id` into the batch. */
  #expand(id: number): void {
    const batch = this.#batch;
    try {
      this.#states.load(id, this.#nextRow);
      const system = this.#nextRow[0]!;
      batch.list(system);
      if (this.watch.deadlock !== undefined && this.#states.firstWith(system) === id) {
        this.#lookForDeadlock(this.watch.deadlock, id);
      }
      this.#addSuccessors(id);
    } catch (error) {
      // What comes before it may have ended the search.
      this.#settle();
      if (this.#isOver()) return;
      if (!(error instanceof OneThreadNeeded)) this.#allowOneThreadOnly();
      throw error;
    }
    if (batch.isFull) this.#settle();
  }

  #addSuccessors(id: number): void {
    const batch = this.#batch;
    const flags = this.#ample?.choose(batch.state, batch.listed.moves, batch.listed.steps);
    if (flags === undefined) {
      batch.add(id);
      return;
    }
    this.#settle();
    this.#furthest = -1;
    batch.add(id, flags, 1);
    this.#settle();
    // Where all that are enough lead to states that were expanded, the others could be put off for ever.
    if (this.#furthest <= id && !this.#isOver()) batch.add(id, flags, 0);
  }

  #lookForDeadlock(deadlock: Property, id: number): void {
    const { state, listed } = this.#batch;
    if (this.product.canAct(state, listed.moves)) return;
    this.#settle();
    if (this.#isOver() || !this.watch.isDeadlock(state, listed.moves)) return;
    this.#found(deadlock, id, undefined, -1);
  }

  /** Looks up the batch: in the order of the states that are expanded and of their moves, up to where it ends. */
  #settle(): void {
    const batch = this.#batch;
    if (batch.length > 0) batch.touch();
    let first = 0;
    for (let i = 0; i < batch.origins; i++) {
      const origin = batch.originAt(i);
      const end = batch.endAt(i);
      if (origin !== this.#origin) {
        if (this.#isOver()) break;
        this.#origin = origin;
        this.#states.load(origin, this.#row);
      }
      this.#arriveAt(first, end);
      first = end;
    }
    batch.clear();
  }

  /** Looks up the successors from number `first` on, before `end`: they follow the present origin. */
  #arriveAt(first: number, end: number): void {
    const { ids, failing } = this.#batch;
    const here = this.#row[0]!;
    // Where observations are not kept, no predicate reads them, and a known state is no news.
    const attentive = this.#monitors.remember || this.product.observed || failing;
    this.#batch.lookUp(first, end, here);
    let transitions = 0;
    for (let i = first; i < end; i++) {
      const met = ids[i]!;
      const fresh = met < 0;
      const system = fresh ? ~met : met;
      if (this.#states.width === 1 && system > this.#furthest) this.#furthest = system;
      if (attentive || fresh) this.#arrive(i, system, fresh);
      else if (system !== here) transitions++;
    }
    this.#transitions += transitions;
  }

  /** Whether the search ended; what a state leads to is looked at to the last move before. */
  #isOver(): boolean {
    if (this.#states.size > (this.#limits.maxStates ?? Number.POSITIVE_INFINITY)) {
      this.stop(`--max-states ${this.#limits.maxStates}`);
    }
    return this.#stopped !== undefined;
  }

  /** Lets the monitors see the letter of successor `index`, and keeps the system state that it turned out to be. */
  #arrive(index: number, system: number, fresh: boolean): void {
    const batch = this.#batch;
    const { failure } = this.watch;
    const monitors = this.#monitors;
    const row = this.#row;
    const nextRow = this.#nextRow;
    const observation = batch.observationOf(index);
    const move = batch.moveOf(index);
    const ticks = ticksOf(move);
    nextRow[0] = system;
    if (fresh && this.#orbits !== undefined) {
      batch.load(index, this.#arrived);
      this.#orbits.check(this.#arrived);
    }
    let still = system === row[0];
    // Where observations are not kept, no predicate reads them, and a known state is no news.
    if (monitors.remember || fresh || this.product.observed) {
      // Where monitors remember, each move to it is a letter; else only the first is.
      this.#letters.lookAt(index, monitors.remember ? system : undefined);
      const tuple = monitors.afterLetter(row[1] ?? 0, ticks, observation, this.#letters.letterOf);
      if (monitors.remember) {
        nextRow[1] = tuple;
        still &&= tuple === row[1];
      }
      for (let i = 0; i < monitors.violated.length; i++)
        this.#found(monitors.violated[i]!, this.#origin, move, -1);
    }
    if (failure !== undefined && batch.failedAgentOf(index) !== -1)
      this.#found(failure, this.#origin, move, -1);
    if (still && (observation === NOTHING || ticks > 0)) return;
    this.#transitions++;
    this.#states.add(nextRow, fresh, this.#origin);
    if (this.#ample !== undefined) this.#furthest = Math.max(this.#furthest, this.#states.find(nextRow));
  }

  /** Notes the first violation of a property: the move out of product state `from`, or the state itself. */
  #found(property: Property, from: number, move: Move | undefined, initial: number): void {
    if (this.#violations.has(property.id)) return;
    this.#allowOneThreadOnly();
    this.#violations.set(property.id, { from, move, initial });
    if (this.#limits.bail) this.stop('--bail');
  }
}

/** Ids of the properties that hold, in a search that ends when none is left to refute. */
function holding(
  product: Product,
  properties: readonly Property[],
  { symmetry }: Limits,
): ReadonlySet<string> {
  const search = new ExhaustiveSearch(product, properties, { symmetry });
  try {
    while (search.violations < properties.length && search.advance(4096));
    if (search.violations === properties.length) return new Set();
    const { findings } = search.result();
    return new Set(properties.map(({ id }) => id).filter((id) => findings.get(id) === 'holds'));
  } finally {
    search.release();
  }
}

/** Explores all of a product at once. For searches that report and can be interrupted, use `ExhaustiveSearch`. */
export function searchExhaustively(
  product: Product,
  properties: readonly Property[],
  limits: Limits = {},
): ExhaustiveResult {
  let wanted = limits;
  for (;;) {
    let search: ExhaustiveSearch | undefined;
    try {
      search = new ExhaustiveSearch(product, properties, wanted);
      while (search.advance(4096));
      return search.result();
    } catch (error) {
      wanted = anotherTry(error, product, wanted);
    } finally {
      search?.release();
    }
  }
}

/** Runs a search, and again with observations kept where a predicate turns out to read what moves did. */
export function keepingObservations<T>(product: Product, search: () => T): T {
  try {
    return search();
  } catch (error) {
    anotherTry(error, product, {});
    return search();
  }
}
