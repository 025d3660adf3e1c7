/**
 * In which order several threads expand the states of a level.
 *
 * Each thread numbers what it finds from ranges of its own, so that numbers say who found a state first, and not behind
 * which others. Neighbours have successors in common: they are to be expanded in the order of those that they follow,
 * as one thread would.
 */

/** States with neighbouring ids, which are expanded one after another. */
export interface Stretch {
  readonly first: number;
  readonly length: number;
}

interface Range {
  readonly first: number;
  readonly origin: number;
}

export class LevelOrder {
  /** Where ranges of the level that is found now begin, and which of the level before their first states follow. */
  #found: Range[] = [];
  /** The level: places from `#begin` on, before `#end`; its stretches, and at which place each begins. */
  #begin = 0;
  #end = 0;
  #stretches: readonly Stretch[] = [];
  #places: readonly number[] = [];
  /** The stretch that was asked for last. */
  #last = 0;

  /** Notes that whoever expanded from place `origin` on takes ids from `first` on. */
  note(first: number, origin: number): void {
    this.#found.push({ first, origin });
  }

  /**
   * Orders what is left of a level: the states from number `first` on, before `end`. Their places are numbered as they
   * themselves are.
   */
  begin(first: number, end: number): void {
    const ranges = this.#found
      .filter((range) => range.first >= first && range.first < end)
      .sort((a, b) => a.first - b.first);
    // What nobody noted comes behind what was found before it.
    if (ranges[0]?.first !== first) ranges.unshift({ first, origin: -1 });
    const stretches = ranges.map((range, index) => ({
      first: range.first,
      length: (ranges[index + 1]?.first ?? end) - range.first,
      origin: range.origin,
    }));
    stretches.sort((a, b) => a.origin - b.origin);
    let place = first;
    this.#places = stretches.map(({ length }) => {
      place += length;
      return place - length;
    });
    this.#stretches = stretches;
    this.#found = [];
    this.#begin = first;
    this.#end = end;
    this.#last = 0;
  }

  /** The states at place `place` and behind it, as far as their ids are neighbours. */
  at(place: number): Stretch {
    if (place < this.#begin || place >= this.#end) return { first: place, length: Number.POSITIVE_INFINITY };
    if (place < this.#places[this.#last]!) this.#last = 0;
    while (place >= (this.#places[this.#last + 1] ?? this.#end)) this.#last++;
    const { first, length } = this.#stretches[this.#last]!;
    const passed = place - this.#places[this.#last]!;
    return { first: first + passed, length: length - passed };
  }

  /** The states from place `place` on, before `end`, in order. */
  between(place: number, end: number): readonly Stretch[] {
    const stretches: Stretch[] = [];
    for (let from = place; from < end; ) {
      const { first, length } = this.at(from);
      const count = Math.min(length, end - from);
      stretches.push({ first, length: count });
      from += count;
    }
    return stretches;
  }
}
