/**
 * Expands states many at a time, where what is asked of them allows it: a product state is a system state, all moves
 * are followed, and nobody asks what they do. Then only what is new is looked at, and of that only letters that were
 * not met before; several threads may do it at once.
 */
import { type Move, ticksOf } from '../product/move.ts';
import { NOTHING } from '../product/observation.ts';
import type { Property } from '../property/property.ts';
import { NO_ROOM, ODD_STATE, SOME_NEWS } from './kernel/fields.ts';
import { LevelOrder } from './level-order.ts';
import type { ProductMonitors } from './product-monitors.ts';
import type { RowLetters } from './row-letters.ts';
import type { Limits } from './run.ts';
import type { StateStore } from './state-store.ts';
import type { SuccessorBatch } from './successor-batch.ts';
import { ROUND, TeamSweep } from './team-sweep.ts';
import type { Watch } from './watch.ts';

/** Fewer states are not worth the trouble of sharing them. */
const ENOUGH_TO_SHARE = 1 << 14;
/** So many new states are held to follow each state of a round of several threads at most, where there is a limit. */
const MOST_PER_STATE = 16;
/** So many states are expanded together at first, and at least; at most `ROUND`. */
const SHORT_ROUND = 1 << 12;
/** Rounds get shorter where one state of so many is odd, and longer where one of twice as many is not. */
const OFTEN = 32;
/** Of many that cannot be expanded by others, so many are expanded by the thread that has the model. */
const FEW = 32;

/** What the search itself does. */
export interface SweptSearch {
  /** How many properties are violated. */
  violations(): number;
  /** Puts the successors of a state into the batch. */
  expand(id: number): void;
  /** Looks up the batch, and empties it. */
  settle(): void;
  isOver(): boolean;
  /** Notes that the move out of a state violates a property; −1 where nobody knows out of which. */
  found(property: Property, from: number, move: Move | undefined): void;
}

export class Sweeper {
  /** How many transitions were taken. */
  transitions = 0;
  /** Whether several threads expanded states: ids within a level are chance then. */
  wasShared = false;
  readonly #search: SweptSearch;
  readonly #store: StateStore;
  readonly #batch: SuccessorBatch;
  readonly #letters: RowLetters;
  readonly #monitors: ProductMonitors;
  readonly #limits: Limits;
  readonly #threads: number;
  readonly #order = new LevelOrder();
  #team: TeamSweep | undefined;
  #round = SHORT_ROUND;
  /** Where the last level ends of which threads share some. */
  #sharedUntil = -1;

  constructor(
    search: SweptSearch,
    { states, liveness, possibilities, vacuities }: Watch,
    batch: SuccessorBatch,
    letters: RowLetters,
    monitors: ProductMonitors,
    limits: Limits,
  ) {
    this.#search = search;
    this.#store = states;
    this.#batch = batch;
    this.#letters = letters;
    this.#monitors = monitors;
    this.#limits = limits;
    // Where more than invariants is asked, the order of ids would show in what is reported.
    const onlyInvariants =
      liveness.length + possibilities.length === 0 && vacuities.every(({ isInvariant }) => isInvariant);
    this.#threads = onlyInvariants ? (limits.threads ?? 1) : 1;
  }

  /**
   * Expands states from place `first` on, of a level that ends before `levelEnd`: as long as they are much like earlier
   * ones, or one. Answers the first that was not expanded. Places are ids, unless several threads share the level.
   *
   * @param end so many one thread expands at a time
   */
  advance(first: number, end: number, levelEnd: number): number {
    if (this.#canShare(first, levelEnd)) return this.#sweepTogether(first, levelEnd);
    const next = this.#order.at(first);
    const count = Math.min(end, levelEnd) - first;
    return first + this.#sweep(next.first, next.first + Math.min(count, next.length)) - next.first;
  }

  /** The state at a place. */
  idAt(place: number): number {
    return this.#order.at(place).first;
  }

  /** Lets other threads end. */
  finish(): void {
    this.#team?.finish();
    this.#team = undefined;
  }

  #sweep(first: number, end: number): number {
    const batch = this.#batch;
    if (batch.failing) this.#search.settle();
    this.#prepare();
    const before = this.#store.size;
    const stop = batch.sweep(first, end, this.#limits.maxStates ?? Number.POSITIVE_INFINITY);
    this.transitions += batch.transitions;
    this.#letters.noteTold(this.#store.size - before);
    if (batch.reason === SOME_NEWS) this.#readNews();
    if (batch.reason === NO_ROOM) this.#search.settle();
    if (batch.reason !== ODD_STATE) return stop;
    this.#search.expand(stop);
    return stop + 1;
  }

  /** Sees to it that the kernel knows what was learned, and then, rows being what they will be, what was judged. */
  #prepare(): void {
    this.#batch.prepare();
    this.#letters.attend();
  }

  /** Judges new states of a batch that is looked up, and empties it. */
  #readNews(): void {
    const batch = this.#batch;
    let from = 0;
    for (const index of batch.news) {
      while (batch.endAt(from) <= index) from++;
      if (this.#search.isOver()) break;
      const move = batch.moveOf(index);
      this.#letters.lookAt(index);
      this.#judge(batch.originAt(from), move, ticksOf(move), batch.observationOf(index));
    }
    batch.clear();
  }

  /** Lets the monitors, which remember nothing, see the letter of the state that is looked at, a new one. */
  #judge(from: number, move: Move | undefined, ticks: number, observation: number): void {
    const monitors = this.#monitors;
    monitors.afterLetter(0, ticks, observation, this.#letters.letterOf);
    for (const property of monitors.violated) this.#search.found(property, from, move);
  }

  /** Whether several threads are to expand the states from number `first` on: the rest of a level that they share, too. */
  #canShare(first: number, levelEnd: number): boolean {
    const { maxStates = Number.POSITIVE_INFINITY, shareFrom = ENOUGH_TO_SHARE } = this.#limits;
    if (this.#threads < 2 || this.#letters.loose) return false;
    if (levelEnd - first < shareFrom && levelEnd !== this.#sharedUntil) return false;
    return this.#search.violations() === 0 && this.#store.size + MOST_PER_STATE * this.#round <= maxStates;
  }

  #sweepTogether(first: number, levelEnd: number): number {
    this.#search.settle();
    this.#prepare();
    this.wasShared = true;
    if (this.#sharedUntil !== levelEnd) this.#order.begin(first, levelEnd);
    this.#sharedUntil = levelEnd;
    const team = this.#team ?? new TeamSweep(this.#store, this.#batch, this.#order, this.#threads);
    this.#team = team;
    const end = Math.min(levelEnd, first + this.#round);
    const before = this.#store.size;
    const judge = (id: number): void => {
      this.#letters.lookAtState(id);
      this.#judge(-1, undefined, 0, NOTHING);
    };
    this.transitions += team.expand(first, end, judge);
    let odd = team.odd();
    this.#adaptRound(odd.length, end - first);
    // Many states are odd for the same reason: once a few were expanded, most of the others no longer are. Neighbours
    // are most alike, so those few are taken from everywhere.
    while (odd.length > 0) {
      const step = Math.max(1, Math.floor(odd.length / Math.min(Math.max(FEW, odd.length >> 4), 8 * FEW)));
      for (let index = 0; index < odd.length; index += step) this.#search.expand(odd[index]!);
      this.#search.settle();
      this.#prepare();
      this.transitions += team.expandThese(
        odd.filter((_, index) => index % step !== 0),
        first,
        judge,
      );
      odd = team.odd();
    }
    this.#letters.noteTold(this.#store.size - before);
    this.#batch.noteSwept(end - first);
    return end;
  }

  /** What is learned in a round helps only the next: while there is much to learn, rounds are short. */
  #adaptRound(odd: number, states: number): void {
    if (odd * OFTEN > states) this.#round = Math.max(SHORT_ROUND, this.#round >> 1);
    else if (odd * 2 * OFTEN < states) this.#round = Math.min(ROUND, this.#round << 1);
  }
}
