/**
 * Every reachable state, breadth-first: the first counterexample found is a shortest one, and among those the least
 * by the order in which moves are listed.
 *
 * System states and product states (a system state with the states of the monitors) are kept apart: the same system
 * state is stored once however many monitors watch it.
 */

import { type Move, MoveList, ticksOf } from '../product/move.ts';
import { NOTHING } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import type { Property } from '../property/property.ts';
import type { Strengthening } from '../property/strengthening.ts';
import { ObservationsNeeded } from '../property/tracked-predicate.ts';
import { type Analysis, analyseCompleteSpace, NOTHING_MORE, needlessIn } from './complete-space.ts';
import { JointMonitor } from './joint-monitor.ts';
import { LetterVerdicts } from './letter-verdicts.ts';
import type { Witness } from './possible.ts';
import type { Finding, Limits, Run } from './run.ts';
import { hashAfter, hashOf, StateStore } from './state-store.ts';
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
  /** Runs to what is claimed to be possible. */
  readonly witnesses: ReadonlyMap<string, Run>;
  /** What there is to say of a finding, by property: one clause. */
  readonly notes: ReadonlyMap<string, string>;
  /** Atoms without which a claim that holds would hold too, by property; empty unless asked for. */
  readonly needless: ReadonlyMap<string, readonly Strengthening[]>;
  /** How often predicates were called. */
  readonly predicateCalls: number;
  readonly time: TimeAnalysis | undefined;
}

export class ExhaustiveSearch {
  readonly product: Product;
  readonly watch: Watch;
  readonly systemStates: StateStore;
  readonly #limits: Limits;
  readonly #joint: JointMonitor;
  readonly #verdicts: LetterVerdicts;
  /** Product states: the id of the system state, then the tuple of the monitors with memory, if there are any. */
  readonly #productStates: StateStore;
  /** Ids of properties that some letter triggered. */
  readonly #triggered = new Set<string>();
  #parents = new Int32Array(1024);
  /** The first product state that has a system state. */
  #firstWith = new Int32Array(1024);
  readonly #violations = new Map<
    string,
    { readonly from: number; readonly move: Move | undefined; readonly initial: number }
  >();
  readonly #state: StateVector;
  readonly #next: StateVector;
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
    this.systemStates = this.watch.states;
    const { letters, safety, invariants, vacuities } = this.watch;
    this.#joint = new JointMonitor(safety, letters);
    this.#verdicts = new LetterVerdicts(
      [...invariants, ...vacuities.filter(({ isInvariant }) => isInvariant)],
      letters,
    );
    this.#row = new Int32Array(safety.length === 0 ? 1 : 2);
    this.#nextRow = new Int32Array(this.#row.length);
    this.#productStates = new StateStore(this.#row.length);
    this.#state = product.allocate();
    this.#next = product.allocate();
    this.#begin();
  }

  get states(): number {
    return this.systemStates.size;
  }
  /** How many properties are violated so far. */
  get violations(): number {
    return this.#violations.size;
  }
  get frontier(): number {
    return this.#productSize - this.#expanded;
  }
  get depth(): number {
    return this.#depth;
  }
  get bytes(): number {
    return (
      this.systemStates.bytes +
      this.#productStates.bytes +
      this.#joint.bytes +
      this.watch.letters.bytes +
      4 * (this.#parents.length + this.#firstWith.length)
    );
  }

  /** Expands up to `count` states; false when there is nothing left to do. */
  advance(count: number): boolean {
    for (let i = 0; i < count; i++) {
      if (this.#stopped !== undefined || this.#expanded === this.#productSize) return false;
      if (this.#expanded === this.#levelEnd) {
        this.#levelEnd = this.#productSize;
        this.#depth++;
      }
      this.#expand(this.#expanded++);
      if (this.#productSize > (this.#limits.maxStates ?? Number.POSITIVE_INFINITY)) {
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
    const complete = this.#stopped === undefined && this.#expanded === this.#productSize;
    const time =
      complete && this.product.model.clock.timed ? analyseTime(this.product, this.systemStates) : undefined;
    const later = complete ? this.#analyse(time) : NOTHING_MORE;
    const counterexamples = new Map([...this.#violations].map(([id, where]) => [id, this.#runTo(where)]));
    for (const [id, run] of later.runs) counterexamples.set(id, run);
    const findings = new Map<string, Finding>();
    for (const property of this.watch.properties) {
      findings.set(property.id, this.#finding(property, complete, later));
    }
    return {
      initialStates: this.#initials,
      states: this.systemStates.size,
      productStates: this.#productSize,
      transitions: this.#transitions,
      depth: this.#depth,
      complete,
      stopped: this.#stopped,
      findings,
      counterexamples,
      witnesses: new Map([...later.witnesses].map(([id, witness]) => [id, this.#runToWitness(witness)])),
      notes: later.notes,
      needless: complete && this.#limits.vacuity ? this.#needlessAtoms(findings) : new Map(),
      predicateCalls: this.watch.letters.calls,
      time,
    };
  }

  #finding(property: Property, complete: boolean, later: Analysis): Finding {
    const { id } = property;
    if (this.#violations.has(id) || later.violated.has(id)) return 'violated';
    if (!complete) return 'inconclusive';
    return later.vacuous.has(id) ? 'vacuous' : 'holds';
  }

  /** What only the complete space can tell. */
  #analyse(time: TimeAnalysis | undefined): Analysis {
    const { timelock } = this.watch;
    if (timelock !== undefined && time?.timelock !== undefined) this.#foundAt(timelock, time.timelock);
    const found = { triggered: this.#triggered, violated: new Set(this.#violations.keys()) };
    const { product, watch, systemStates } = this;
    const analysis = analyseCompleteSpace(product, watch, systemStates, found, (properties) =>
      holding(product, properties),
    );
    for (const [property, state] of analysis.strandedAt) this.#foundAt(property, state);
    return analysis;
  }

  #needlessAtoms(findings: ReadonlyMap<string, Finding>): ReadonlyMap<string, readonly Strengthening[]> {
    const holds = this.watch.properties.filter(({ id }) => findings.get(id) === 'holds');
    return new Map(
      holds.flatMap((property) => {
        const needless = needlessIn(property, (stronger) => holding(this.product, stronger));
        return needless.length > 0 ? [[property.id, needless]] : [];
      }),
    );
  }

  #foundAt(property: Property, systemState: number): void {
    this.#violations.set(property.id, { from: this.#firstWith[systemState]!, move: undefined, initial: -1 });
  }

  #runToWitness(witness: Witness): Run {
    if ('initial' in witness) return { initial: witness.initial, moves: [] };
    return this.#runTo({ from: this.#firstWith[witness.from]!, move: witness.move, initial: -1 });
  }

  // ——— the search ———

  #begin(): void {
    const { failure } = this.watch;
    for (const [initial, { state, observation, failedAgent }] of this.product.initialStates().entries()) {
      const system = this.systemStates.add(state, this.product.width);
      const freshSystem = this.systemStates.fresh;
      if (freshSystem) this.#initials++;
      this.#nextRow[0] = system;
      const letter = this.#letterOf(system, state, observation);
      this.#judge(letter, -1, undefined, initial);
      if (this.#nextRow.length > 1) this.#watchLetter(this.#joint.start, letter, -1, undefined, initial);
      if (failure !== undefined && failedAgent !== -1) this.#found(failure, -1, undefined, initial);
      const id = this.#addProductState(this.#nextRow, freshSystem);
      if (id === -1) continue;
      this.#remember(id, -1 - initial);
      if (freshSystem) this.#setFirst(system, id);
    }
  }

  #expand(id: number): void {
    const { product, watch, systemStates } = this;
    const { failure } = watch;
    const state = this.#state;
    const next = this.#next;
    const row = this.#row;
    const nextRow = this.#nextRow;
    const moves = this.#moves;
    const joint = this.#joint;
    const remembers = row.length > 1;
    this.#loadProductState(id, row);
    systemStates.load(row[0]!, state, product.width);
    product.enabledMoves(state, moves);
    const hash = hashOf(state, product.width);
    if (watch.deadlock !== undefined && this.#firstWith[row[0]!] === id && watch.isDeadlock(state, moves)) {
      this.#found(watch.deadlock, id, undefined, -1);
    }
    for (let i = 0; i < moves.length; i++) {
      const move = moves.moves[i]!;
      product.successor(state, move, next);
      const { observation } = product;
      const ticks = ticksOf(move);
      const { width } = product;
      const system = systemStates.add(next, width, hashAfter(hash, state, next, width));
      const freshSystem = systemStates.fresh;
      nextRow[0] = system;
      if (ticks === 0) {
        const letter = this.#letterOf(system, next, observation);
        this.#judge(letter, id, move, -1);
        if (remembers) this.#watchLetter(row[1]!, letter, id, move, -1);
      } else if (remembers) {
        nextRow[1] = joint.elapse(
          row[1]!,
          ticks,
          joint.readsTicks ? this.#letterOf(system, next, NOTHING) : 0,
        );
        if (nextRow[1] !== row[1]) this.#judgeTuple(row[1]!, nextRow[1]!, id, move, -1);
      }
      if (failure !== undefined && product.failedAgent !== -1) this.#found(failure, id, move, -1);
      const still = system === row[0] && (!remembers || nextRow[1] === row[1]);
      if (still && (observation === NOTHING || ticks > 0)) continue;
      this.#transitions++;
      const child = this.#addProductState(nextRow, freshSystem);
      if (child === -1) continue;
      this.#remember(child, id);
      if (freshSystem) this.#setFirst(system, child);
    }
  }

  #letterOf(system: number, state: StateVector, observation: number): number {
    const { letters } = this.watch;
    return letters.width === 0 ? 0 : letters.letterOf(system, state, observation);
  }

  /** Notes what a letter violates by itself. */
  #judge(letter: number, from: number, move: Move | undefined, initial: number): void {
    const violated = this.#verdicts.violatedIn(letter);
    for (let i = 0; i < violated.length; i++) {
      const claim = violated[i]!;
      if (this.watch.vacuities.includes(claim)) this.#triggered.add(claim.property.id);
      else this.#found(claim.property, from, move, initial);
    }
  }

  /** The monitors with memory see a letter. */
  #watchLetter(before: number, letter: number, from: number, move: Move | undefined, initial: number): void {
    const after = this.#joint.step(before, letter);
    this.#nextRow[1] = after;
    if (after !== before) this.#judgeTuple(before, after, from, move, initial);
  }

  #judgeTuple(before: number, after: number, from: number, move: Move | undefined, initial: number): void {
    for (const { property } of this.#joint.violatedBetween(before, after)) {
      this.#found(property, from, move, initial);
    }
  }

  /** The id of a new product state; −1 where it is known. Without monitors that remember it is the system state. */
  #addProductState(row: Int32Array, freshSystem: boolean): number {
    if (row.length === 1) return freshSystem ? row[0]! : -1;
    const id = this.#productStates.add(row, row.length);
    return this.#productStates.fresh ? id : -1;
  }

  #loadProductState(id: number, row: Int32Array): void {
    if (row.length === 1) row[0] = id;
    else this.#productStates.load(id, row, row.length);
  }

  #findProductState(row: Int32Array): number {
    return row.length === 1 ? row[0]! : this.#productStates.find(row, row.length);
  }

  get #productSize(): number {
    return this.#row.length === 1 ? this.systemStates.size : this.#productStates.size;
  }

  #remember(id: number, parent: number): void {
    if (id >= this.#parents.length) this.#parents = lengthened(this.#parents);
    this.#parents[id] = parent;
  }

  #setFirst(system: number, id: number): void {
    while (system >= this.#firstWith.length) this.#firstWith = lengthened(this.#firstWith);
    this.#firstWith[system] = id;
  }

  /** Notes the first violation of a property: the move out of product state `from`, or the state itself. */
  #found(property: Property, from: number, move: Move | undefined, initial: number): void {
    if (this.#violations.has(property.id)) return;
    this.#violations.set(property.id, { from, move, initial });
    if (this.#limits.bail) this.stop('--bail');
  }

  // ——— counterexamples ———

  #runTo({ from, move, initial }: { from: number; move: Move | undefined; initial: number }): Run {
    if (from < 0) return { initial, moves: [] };
    const path: number[] = [];
    let id = from;
    for (; id >= 0; id = this.#parents[id]!) path.unshift(id);
    const moves = path.slice(1).map((child, index) => this.#moveBetween(path[index]!, child));
    return { initial: -1 - id, moves: move === undefined ? moves : [...moves, move] };
  }

  /** The first move listed that leads from one product state to another. */
  #moveBetween(from: number, to: number): Move {
    const { product, systemStates } = this;
    this.#loadProductState(from, this.#row);
    systemStates.load(this.#row[0]!, this.#state, product.width);
    product.enabledMoves(this.#state, this.#moves);
    for (let i = 0; i < this.#moves.length; i++) {
      const move = this.#moves.moves[i]!;
      product.successor(this.#state, move, this.#next);
      const { observation } = product;
      const system = systemStates.find(this.#next, product.width);
      this.#nextRow[0] = system;
      if (this.#row.length > 1) this.#nextRow[1] = this.#tupleAfter(this.#row[1]!, system, move, observation);
      if (this.#findProductState(this.#nextRow) === to) return move;
    }
    throw new Error('a parent link leads nowhere');
  }

  #tupleAfter(tuple: number, system: number, move: Move, observation: number): number {
    const ticks = ticksOf(move);
    if (ticks === 0) return this.#joint.step(tuple, this.#letterOf(system, this.#next, observation));
    const letter = this.#joint.readsTicks ? this.#letterOf(system, this.#next, NOTHING) : 0;
    return this.#joint.elapse(tuple, ticks, letter);
  }
}

/** Ids of the properties that hold, in a search that ends when none is left to refute. */
function holding(product: Product, properties: readonly Property[]): ReadonlySet<string> {
  const search = new ExhaustiveSearch(product, properties);
  while (search.violations < properties.length && search.advance(4096));
  if (search.violations === properties.length) return new Set();
  const { findings } = search.result();
  return new Set(properties.map(({ id }) => id).filter((id) => findings.get(id) === 'holds'));
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

function lengthened(array: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
}
