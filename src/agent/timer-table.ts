/**
 * The pending timers of one agent: a multiset of timers with ages, interned, and moved by the clock alone.
 *
 * XState does not replace a pending timer of the same id: both stay, a handle per send id points to the one
 * scheduled last, and any firing or cancel under that id clears the handle. Ages are counted in ticks, to the upper
 * bound of the timer's window and no further.
 */

import { isWithin } from './member-path.ts';

/** What is the same for all timers started by one action: who fires, what, and when. */
export interface TimerKind {
  /** The member that scheduled it. */
  readonly path: string;
  readonly id: string | undefined;
  /** What labels call it. */
  readonly name: string;
  /** The member that it is for, where it fires inside the family. */
  readonly target: string;
  /** `agent` and `event` of whom it is for; a send to another agent joins the link when it fires. */
  readonly to: { readonly agent: number; readonly event: number };
  /** Fires inside the family, without a link. */
  readonly inside: boolean;
  /** An outcome with a window is kept here too; its label differs. */
  readonly outcome: boolean;
  /** Earliest and latest, in ticks. */
  readonly window: readonly [number, number];
  /** Equal for equal kinds. */
  readonly key: string;
}

export type TimerOperation =
  | { readonly operation: 'start'; readonly kind: number }
  | { readonly operation: 'cancel'; readonly path: string; readonly id: string }
  /** A member is gone, and so are its timers. */
  | { readonly operation: 'clear'; readonly path: string };

interface Timer {
  readonly kind: number;
  readonly age: number;
  /** Whether `cancel` under its id finds this one. */
  readonly handle: boolean;
}

/** One interned multiset, with what the clock asks of it. */
interface TimerState {
  readonly timers: readonly Timer[];
  /** Positions of the timers that may fire, equal ones once. */
  readonly ready: readonly number[];
  /** Positions of ready timers that must fire before time goes on. */
  readonly due: readonly number[];
  /** Ticks until another timer becomes ready; Infinity where none will. */
  readonly next: number;
}

export class TimerTable {
  readonly #kinds: TimerKind[] = [];
  readonly #kindIndex = new Map<string, number>();
  readonly #states: TimerState[] = [];
  readonly #stateIndex = new Map<string, number>();
  readonly #operations: (readonly TimerOperation[])[] = [[]];
  readonly #operationIndex = new Map<string, number>([['', 0]]);
  readonly #applied = new Map<number, number>();
  readonly #advanced = new Map<number, number>();
  readonly #fired = new Map<number, number>();

  readonly #orphaned: (kind: TimerKind) => TimerKind;

  /** @param orphaned what becomes of a timer for a member that is gone: it fires all the same, for nobody */
  constructor(orphaned: (kind: TimerKind) => TimerKind) {
    this.#orphaned = orphaned;
    this.#intern([]);
  }

  /** The id of a timer kind. */
  kind(kind: TimerKind): number {
    let id = this.#kindIndex.get(kind.key);
    if (id === undefined) {
      id = this.#kinds.push(kind) - 1;
      this.#kindIndex.set(kind.key, id);
    }
    return id;
  }

  /** The kinds of timers met so far. */
  get kinds(): readonly TimerKind[] {
    return this.#kinds;
  }

  kindOf(state: number, position: number): TimerKind {
    return this.#kinds[this.#states[state]!.timers[position]!.kind]!;
  }

  /** The id of a list of operations; 0 is the empty list. */
  operations(list: readonly TimerOperation[]): number {
    const key = list.map((operation) => Object.values(operation).join('\u0000')).join('\u0001');
    let id = this.#operationIndex.get(key);
    if (id === undefined) {
      id = this.#operations.push(list) - 1;
      this.#operationIndex.set(key, id);
    }
    return id;
  }

  /** A list of operations, by its id. */
  operationsOf(operations: number): readonly TimerOperation[] {
    return this.#operations[operations]!;
  }

  kindAt(kind: number): TimerKind {
    return this.#kinds[kind]!;
  }

  /** The state after the operations `operations`. */
  apply(state: number, operations: number): number {
    if (operations === 0) return state;
    const key = state * 0x100000 + operations;
    let next = this.#applied.get(key);
    if (next === undefined) {
      let timers = this.#states[state]!.timers;
      for (const operation of this.#operations[operations]!) timers = this.#after(timers, operation);
      next = this.#intern(timers);
      this.#applied.set(key, next);
    }
    return next;
  }

  /** The state after the timer at `position` fired: it is gone, and so is the handle of its id. */
  fire(state: number, position: number): number {
    const key = state * 0x10000 + position;
    let next = this.#fired.get(key);
    if (next === undefined) {
      const { timers } = this.#states[state]!;
      const fired = this.#kinds[timers[position]!.kind]!;
      const rest = timers.filter((_, index) => index !== position);
      next = this.#intern(this.#withoutHandle(rest, fired.path, fired.id));
      this.#fired.set(key, next);
    }
    return next;
  }

  /** The state `ticks` later. The caller sees to it that nothing due is passed. */
  advance(state: number, ticks: number): number {
    if (state === 0) return 0;
    // A leap has at most 27 bits, as a move encodes it.
    const key = state * 0x8000000 + ticks;
    let next = this.#advanced.get(key);
    if (next === undefined) {
      next = this.#intern(
        this.#states[state]!.timers.map((timer) => {
          const [earliest, latest] = this.#kinds[timer.kind]!.window;
          const bound = latest === Number.POSITIVE_INFINITY ? earliest : latest;
          return { ...timer, age: Math.min(bound, timer.age + ticks) };
        }),
      );
      this.#advanced.set(key, next);
    }
    return next;
  }

  /** The state of `other` with the timers of `state`, their kinds called as `kindOf` says. */
  translated(state: number, other: TimerTable, kindOf: (kind: number) => number): number {
    return other.#intern(
      this.#states[state]!.timers.map((timer) => ({ ...timer, kind: kindOf(timer.kind) })),
    );
  }

  ready(state: number): readonly number[] {
    return this.#states[state]!.ready;
  }

  due(state: number): readonly number[] {
    return this.#states[state]!.due;
  }

  ticksToNext(state: number): number {
    return this.#states[state]!.next;
  }

  /** The timers of a state, in their canonical order. */
  timersOf(
    state: number,
  ): readonly { readonly kind: TimerKind; readonly age: number; readonly handle: boolean }[] {
    return this.#states[state]!.timers.map(({ kind, age, handle }) => ({
      kind: this.#kinds[kind]!,
      age,
      handle,
    }));
  }

  #after(timers: readonly Timer[], operation: TimerOperation): readonly Timer[] {
    switch (operation.operation) {
      case 'start': {
        const { path, id } = this.#kinds[operation.kind]!;
        return [
          ...this.#withoutHandle(timers, path, id),
          { kind: operation.kind, age: 0, handle: id !== undefined },
        ];
      }
      case 'cancel': {
        const { path, id } = operation;
        return timers.filter((timer) => {
          const kind = this.#kinds[timer.kind]!;
          return !(timer.handle && kind.path === path && kind.id === id);
        });
      }
      case 'clear':
        return timers.flatMap((timer) => {
          const kind = this.#kinds[timer.kind]!;
          if (isWithin(kind.path, operation.path)) return [];
          if (!kind.inside || !isWithin(kind.target, operation.path)) return [timer];
          return [{ ...timer, kind: this.kind(this.#orphaned(kind)) }];
        });
    }
  }

  #withoutHandle(timers: readonly Timer[], path: string, id: string | undefined): readonly Timer[] {
    if (id === undefined) return timers;
    return timers.map((timer) => {
      const kind = this.#kinds[timer.kind]!;
      return timer.handle && kind.path === path && kind.id === id ? { ...timer, handle: false } : timer;
    });
  }

  #intern(timers: readonly Timer[]): number {
    const keyed = timers.map((timer) => ({
      timer,
      key: `${this.#kinds[timer.kind]!.key}\u0000${timer.age}\u0000${timer.handle ? 1 : 0}`,
    }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const key = keyed.map((entry) => entry.key).join('\u0001');
    const known = this.#stateIndex.get(key);
    if (known !== undefined) return known;
    const sorted = keyed.map((entry) => entry.timer);
    const first = (position: number): boolean =>
      position === 0 || keyed[position]!.key !== keyed[position - 1]!.key;
    const positions = sorted.map((_, position) => position).filter(first);
    const windowOf = (position: number) => this.#kinds[sorted[position]!.kind]!.window;
    const ready = positions.filter((position) => sorted[position]!.age >= windowOf(position)[0]);
    const due = ready.filter((position) => sorted[position]!.age >= windowOf(position)[1]);
    const next = Math.min(
      ...positions
        .map((position) => windowOf(position)[0] - sorted[position]!.age)
        .filter((ticks) => ticks > 0),
    );
    const id = this.#states.push({ timers: sorted, ready, due, next }) - 1;
    this.#stateIndex.set(key, id);
    return id;
  }
}
