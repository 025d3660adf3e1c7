/**
 * As many states as there is time for, where memory does not hold them: of each visited one only some bits are kept
 * (Holzmann, An analysis of bitstate hashing, FMSD 1998). A state that was never visited may be held to be, and is
 * left out then; what is violated is violated, but nothing is proved.
 *
 * Only rows that are not expanded yet are kept: many are expanded at a time, and go. The oldest come first, level by
 * level; where these are too many, the newest do until they are fewer. Nobody knows then how a violation was reached,
 * but for the batches that led there: the same search is made again, and keeps the rows of those. (That a trace costs a second pass, and no memory in the first, is as in Stern and Dill, Improved
 * probabilistic verification by hash compaction, CHARME 1995.)
 */
import { type Move, MoveList, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { type StateVector, sameState } from '../product/state-vector.ts';
import type { Property } from '../property/property.ts';
import type { ExhaustiveResult } from './exhaustive-result.ts';
import { IntList } from './int-list.ts';
import { Arena, ArenaFull } from './kernel/arena.ts';
import { labelled, withMoves } from './labelled-run.ts';
import { ProductMonitors } from './product-monitors.ts';
import { reductionsText } from './reductions.ts';
import { RowLetters } from './row-letters.ts';
import type { Finding, Limits, Run } from './run.ts';
import { shrinkRun } from './shrinker.ts';
import { StateStore } from './state-store.ts';
import { SuccessorBatch } from './successor-batch.ts';
import { Sweeper } from './sweeper.ts';
import { BitsOutdated, VisitedBits } from './visited.ts';
import { Watch } from './watch.ts';

/** So many of the oldest states are expanded at once, or a share of all: what is behind them moves up each time. */
const AT_ONCE = 1 << 16;
const SHARE = 1 / 16;
/** Of the newest it is fewer, or a share of what there is room for: what they leave behind adds up, level by level. */
const NEWEST_AT_ONCE = 1 << 14;
const NEWEST_SHARE = 1 / 64;
const FEWEST = 64;
/** Of more than so many states that wait, few are met again while the processor's caches have them. */
const MANY = 1 << 18;

/** States that follow those of one batch. */
interface Layer {
  readonly states: number;
  /** The number of that batch; −1 of initial states. */
  readonly batch: number;
  /** Batches up to that one. */
  readonly depth: number;
}

/** Where a property was violated: by a move out of a state, or in the state itself. */
interface Site {
  /** The number of the batch that the state was in. */
  readonly batch: number;
  readonly state: StateVector;
  readonly move: Move | undefined;
}

/** What bits tell about: claims on single states, failures and deadlocks. */
function judgedOf(product: Product, properties: readonly Property[]): ReadonlySet<Property | undefined> {
  const { invariants, failure, deadlock } = new Watch(product, properties);
  return new Set([...invariants.map(({ property }) => property), failure, deadlock]);
}

export class BitstateSearch {
  readonly #product: Product;
  readonly #properties: readonly Property[];
  readonly #limits: Limits;
  readonly #watch: Watch;
  readonly #store: StateStore;
  readonly #bits: VisitedBits;
  readonly #monitors: ProductMonitors;
  readonly #batch: SuccessorBatch;
  readonly #letters: RowLetters;
  readonly #sweeper: Sweeper;
  readonly #layers: Layer[] = [];
  /** Initial states that violate a property, and other places where one is violated. */
  readonly #violatedAtFirst = new Map<Property, number>();
  readonly #sites = new Map<Property, Site>();
  /** Of each batch the one that its states follow. */
  #parents = new IntList();
  /** How many states each batch was: of the oldest, or less than 0 of the newest. */
  #taken = new IntList();
  /** The same of the search that is made again: how much memory there was then is not known. */
  #takenBefore: IntList | undefined;
  /** Rows of batches that led to violations, where the search is made again for their sake. */
  #kept: Map<number, Int32Array> | undefined;
  #hasBegun = false;
  #isRepeated = false;
  #initials = 0;
  #states = 0;
  #transitions = 0;
  #depth = 0;
  #stopped: string | undefined;

  /** @param limits with the megabytes of its bits */
  constructor(
    product: Product,
    properties: readonly Property[],
    limits: Limits & { readonly bitsMb: number },
  ) {
    this.#product = product;
    this.#properties = properties;
    this.#limits = limits;
    let bits: VisitedBits | undefined;
    this.#store = new StateStore(product.width, Arena.fresh(), (arena, store) => {
      bits = new VisitedBits(arena, store, limits.bitsMb);
      return bits;
    });
    this.#bits = bits!;
    const judged = judgedOf(product, properties);
    this.#watch = new Watch(
      product,
      properties.filter(
        (property) => judged.has(property) && limits.unjudged?.includes(property.id) !== true,
      ),
      this.#store,
    );
    this.#monitors = new ProductMonitors(this.#watch);
    this.#batch = new SuccessorBatch(product, this.#store, () => this.#settle());
    if (this.#watch.deadlock !== undefined) this.#batch.heedDeadlocks();
    this.#letters = new RowLetters(product, this.#watch, this.#batch);
    this.#sweeper = this.#sweeperFor();
  }

  /** Visited so far. */
  get states(): number {
    return this.#states;
  }
  /** States that are kept. */
  get frontier(): number {
    return this.#store.size;
  }
  get transitions(): number {
    return this.#transitions + this.#sweeper.transitions;
  }
  /** Of the longest way to a state so far, in states. */
  get depth(): number {
    return this.#depth;
  }
  get bytes(): number {
    return this.#store.bytes + this.#monitors.bytes + this.#batch.bytes;
  }

  /** Expands some `count` states; false when there is nothing left to do. */
  advance(count: number): boolean {
    try {
      if (!this.#hasBegun) this.#begin();
      for (let left = count; left > 0 && this.#goesOn; ) left -= this.#expandSome();
    } catch (error) {
      this.#batch.clear();
      if (error instanceof BitsOutdated) this.#forget();
      else if (error instanceof ArenaFull)
        this.stop('4 GB, which is all the memory that one search can have');
      else throw error;
    }
    if (this.bytes > (this.#limits.memoryMb ?? Number.POSITIVE_INFINITY) * 1e6) {
      this.stop(`--memory ${this.#limits.memoryMb} MB`);
    }
    return !this.#hasBegun || this.#goesOn;
  }

  /** Ends the search before its end. */
  stop(because: string): void {
    this.#stopped ??= because;
  }

  result(): ExhaustiveResult {
    const { states, transitions, depth } = this;
    const omission = this.#bits.likelihood;
    const counterexamples = this.#counterexamples();
    const findings = new Map<string, Finding>();
    const notes = new Map<string, string>();
    for (const property of this.#properties) {
      findings.set(property.id, this.#finding(property));
      const note = this.#noteOn(property);
      if (note !== undefined) notes.set(property.id, note);
    }
    return {
      initialStates: this.#initials,
      states,
      productStates: states,
      transitions,
      depth,
      complete: false,
      stopped: this.#stopped,
      findings,
      counterexamples,
      witnesses: new Map(),
      notes,
      reductions: reductionsText(this.#product, this.#limits),
      reduced: true,
      needless: new Map(),
      predicateCalls: this.#watch.letters.calls,
      time: undefined,
      omission,
    };
  }

  /** Gives its memory back: nothing may be asked of it then. */
  release(): void {
    this.#store.release();
  }

  #sweeperFor(): Sweeper {
    const search = {
      violations: () => this.#sites.size,
      expand: (id: number) => this.#expand(id),
      settle: () => this.#settle(),
      isOver: () => this.#isOver(),
      found: (property: Property, from: number, move: Move | undefined) => this.#found(property, from, move),
    };
    return new Sweeper(search, this.#watch, this.#batch, this.#letters, this.#monitors, {});
  }

  // ——— the search ———

  get #goesOn(): boolean {
    return this.#layers.length > 0 && this.#stopped === undefined;
  }

  #begin(): void {
    this.#hasBegun = true;
    const { failure } = this.#watch;
    for (const [initial, { state, observation, failedAgent }] of this.#product.initialStates().entries()) {
      const id = this.#store.add(state, this.#product.width);
      if (!this.#store.fresh) continue;
      this.#initials++;
      this.#letters.lookAtState(id);
      this.#monitors.afterLetter(0, 0, observation, this.#letters.letterOf);
      for (const property of this.#monitors.violated) this.#foundAtFirst(property, initial);
      if (failure !== undefined && failedAgent !== -1) this.#foundAtFirst(failure, initial);
    }
    this.#addLayer({ states: this.#store.size, batch: -1, depth: 1 });
  }

  /** From the start again, with all that is known of moves; states are judged anew, as violations are forgotten. */
  #forget(): void {
    this.#hasBegun = false;
    this.#layers.length = 0;
    this.#parents = new IntList();
    this.#taken = new IntList();
    this.#store.empty();
    this.#initials = 0;
    this.#states = 0;
    this.#transitions = 0;
    this.#sweeper.transitions = 0;
    this.#depth = 0;
    if (!this.#isRepeated) this.#sites.clear();
    this.#letters.forget();
    this.#batch.renew();
  }

  /** Expands some states, and takes them away; answers how many. */
  #expandSome(): number {
    const { size } = this.#store;
    const batch = this.#parents.length;
    const taken = this.#takenBefore?.at(batch) ?? this.#nextBatch();
    const newestFirst = taken < 0;
    const layer = newestFirst ? this.#layers.pop()! : this.#layers.shift()!;
    const count = Math.abs(taken);
    const first = newestFirst ? size - count : 0;
    this.#parents.push(layer.batch);
    this.#taken.push(taken);
    if (this.#kept?.has(batch)) this.#kept.set(batch, this.#store.rowsOf(first, first + count));
    for (let id = first; id < first + count && !this.#isOver(); )
      id = this.#sweeper.advance(id, first + count, first + count);
    this.#settle();
    const found = this.#store.size - size;
    this.#store.remove(first, first + count);
    if (count < layer.states) {
      const rest = { ...layer, states: layer.states - count };
      if (newestFirst) this.#layers.push(rest);
      else this.#layers.unshift(rest);
    }
    this.#addLayer({ states: found, batch, depth: layer.depth + 1 });
    return count;
  }

  /** How many states are expanded next: of the oldest, or less than 0 of the newest. */
  #nextBatch(): number {
    const { size, room } = this.#store;
    const { newestFrom = Math.min(MANY, room / 2) } = this.#limits;
    if (size <= newestFrom)
      return Math.min(this.#layers[0]!.states, Math.max(AT_ONCE, Math.floor(size * SHARE)));
    const most = Math.max(FEWEST, Math.min(NEWEST_AT_ONCE, Math.floor((room - size) * NEWEST_SHARE)));
    return -Math.min(this.#layers.at(-1)!.states, most);
  }

  /** The last states are new, and to be expanded. */
  #addLayer(layer: Layer): void {
    if (layer.states === 0) return;
    this.#layers.push(layer);
    this.#states += layer.states;
    this.#depth = Math.max(this.#depth, layer.depth);
    this.#bits.spread(this.#states);
    if (this.#states > (this.#limits.maxStates ?? Number.POSITIVE_INFINITY)) {
      this.stop(`--max-states ${this.#limits.maxStates}`);
    }
  }

  /** Puts the successors of state `id` into the batch. */
  #expand(id: number): void {
    const batch = this.#batch;
    batch.list(id);
    if (this.#watch.deadlock !== undefined) this.#lookForDeadlock(this.#watch.deadlock, id);
    batch.add(id);
    if (batch.isFull) this.#settle();
  }

  #lookForDeadlock(deadlock: Property, id: number): void {
    const { state, listed } = this.#batch;
    if (this.#watch.isDeadlock(state, listed.moves)) this.#found(deadlock, id, undefined);
  }

  /** Looks up the batch, judges what is new, and empties it. */
  #settle(): void {
    const batch = this.#batch;
    if (batch.length > 0) batch.touch();
    let first = 0;
    for (let i = 0; i < batch.origins && !this.#isOver(); i++) {
      const origin = batch.originAt(i);
      const end = batch.endAt(i);
      batch.lookUp(first, end, origin);
      for (; first < end; first++) this.#arrive(first, origin);
    }
    batch.clear();
  }

  #arrive(index: number, origin: number): void {
    const batch = this.#batch;
    const { failure } = this.#watch;
    const met = batch.ids[index]!;
    const move = batch.moveOf(index);
    if (failure !== undefined && batch.failedAgentOf(index) !== -1) this.#found(failure, origin, move);
    if (met !== origin) this.#transitions++;
    if (met >= 0) return;
    this.#letters.lookAt(index);
    this.#monitors.afterLetter(0, ticksOf(move), batch.observationOf(index), this.#letters.letterOf);
    for (const property of this.#monitors.violated) this.#found(property, origin, move);
  }

  #isOver(): boolean {
    return this.#stopped !== undefined;
  }

  // ——— what it found ———

  #foundAtFirst(property: Property, initial: number): void {
    if (this.#isViolated(property)) return;
    this.#violatedAtFirst.set(property, initial);
    if (this.#limits.bail) this.stop('--bail');
  }

  /** Notes the first violation of a property: by a move out of state `from`, or in the state itself. */
  #found(property: Property, from: number, move: Move | undefined): void {
    if (this.#isViolated(property)) return;
    const state = this.#product.allocate();
    this.#store.load(from, state, this.#product.width);
    this.#sites.set(property, { batch: this.#parents.length - 1, state, move });
    if (this.#limits.bail) this.stop('--bail');
  }

  #isViolated(property: Property): boolean {
    return this.#violatedAtFirst.has(property) || this.#sites.has(property);
  }

  /** A run to each violation. */
  #counterexamples(): ReadonlyMap<string, Run> {
    const runs = new Map<string, Run>();
    for (const [{ id }, initial] of this.#violatedAtFirst) runs.set(id, { initial, moves: [] });
    if (this.#sites.size === 0) return runs;
    const parents = this.#parents;
    const ways = new Map<Property, readonly number[]>();
    for (const [property, { batch }] of this.#sites) {
      const way: number[] = [];
      for (let at = parents.at(batch); at !== -1; at = parents.at(at)) way.push(at);
      ways.set(property, way);
    }
    const kept = this.#repeated([...ways.values()].flat());
    for (const [property, site] of this.#sites) {
      runs.set(property.id, this.#shrunk(this.#runTo(site, ways.get(property)!, kept), property));
    }
    return runs;
  }

  /** The rows of these batches: the search is made again, as far as to the last of them. */
  #repeated(batches: readonly number[]): ReadonlyMap<number, Int32Array> {
    const kept = new Map(batches.map((batch) => [batch, new Int32Array(0)]));
    const last = batches.reduce((most, batch) => Math.max(most, batch), -1);
    const stopped = this.#stopped;
    this.#stopped = undefined;
    this.#isRepeated = true;
    this.#kept = kept;
    this.#takenBefore = this.#taken;
    this.#bits.clear();
    this.#forget();
    this.#begin();
    while (this.#parents.length <= last) this.#expandSome();
    this.#stopped = stopped;
    return kept;
  }

  /** @param way the batches before that of the violation, the last one first */
  #runTo({ state, move }: Site, way: readonly number[], kept: ReadonlyMap<number, Int32Array>): Run {
    const moves: Move[] = move === undefined ? [] : [move];
    let to = state;
    for (const batch of way) {
      const step = this.#stepTo(to, kept.get(batch)!);
      moves.push(step.move);
      to = step.from;
    }
    const { width } = this.#product;
    const initial = this.#product.initialStates().findIndex((one) => sameState(one.state, to, width));
    return { initial, moves: moves.reverse() };
  }

  /** A step to state `to` out of one of `rows`. */
  #stepTo(to: StateVector, rows: Int32Array): { readonly from: StateVector; readonly move: Move } {
    const product = this.#product;
    const { layout } = this.#store;
    const [from, next] = [product.allocate(), product.allocate()];
    const moves = new MoveList();
    for (let at = 0; at < rows.length; at += layout.words) {
      layout.unpack(rows, at, from, product.width);
      product.enabledMoves(from, moves);
      for (let i = 0; i < moves.length; i++) {
        const move = moves.moves[i]!;
        product.successor(from, move, next);
        if (sameState(next, to, product.width)) return { from, move };
      }
    }
    throw new Error('no step leads to a state that was reached');
  }

  /** A simpler run to the violation: the one that was found may be long, the newest states being expanded first. */
  #shrunk(run: Run, property: Property): Run {
    return withMoves(this.#product, shrinkRun(this.#product, property, labelled(this.#product, run)).run);
  }

  #finding(property: Property): Finding {
    if (this.#isViolated(property)) return 'violated';
    const judged = this.#watch.properties.includes(property);
    return judged && this.#stopped === undefined ? 'unrefuted' : 'inconclusive';
  }

  /** What there is to say of a finding: one clause. */
  #noteOn(property: Property): string | undefined {
    const { properties, vacuities } = this.#watch;
    if (!properties.includes(property)) return 'a bitstate search tells of single states only';
    const isAsked = vacuities.some((claim) => claim.property.id === property.id);
    return isAsked && !this.#monitors.triggered.has(property.id) ? 'its trigger occurred in none' : undefined;
  }
}
