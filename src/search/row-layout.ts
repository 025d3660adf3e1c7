/**
 * Where the slots of a state lie in a packed row: a few bits each, within one word.
 *
 * A slot has as many bits as its largest value so far needs; a slot that was 0 in all states has none.
 */

const WORD = 32;
/** What has outgrown its place is so much likelier to want more than another slot with as many bits. */
const GROWING = 3;

/** Numbers that tell where a slot is: its word, then these. */
const PLACE = 3;
const SHIFT = 1;
const LARGEST = 2;
/** Cells that tell how some bits of a row are moved. */
export const MOVE_CELLS = 4;

export class RowLayout {
  /** Words of a row. */
  readonly words: number;
  /** The word of each slot, its lowest bit there, and the largest value that fits. */
  readonly #places: Int32Array;

  /** @param bits for each slot how many it has, at least */
  private constructor(bits: readonly number[]) {
    this.#places = new Int32Array(bits.length * PLACE);
    const words = placed(bits);
    for (const [word, slots] of words.entries()) {
      let shift = 0;
      for (const slot of slots) {
        this.#places.set([word, shift, 2 ** bits[slot]! - 1], slot * PLACE);
        shift += bits[slot]!;
      }
    }
    this.words = words.length;
  }

  static ofWidth(width: number): RowLayout {
    return new RowLayout(new Array<number>(width).fill(0));
  }

  /**
   * A layout for two states: one may be the union of many, bit by bit.
   *
   * @param outgrown the slots for which there was no room: they are likely to want more again
   */
  static fitting(first: Int32Array, second: Int32Array, outgrown: (slot: number) => boolean): RowLayout {
    const needed = Array.from(first, (value, slot) => bitsOf(value | second[slot]!));
    return new RowLayout(withSpare(needed, outgrown));
  }

  /**
   * How rows are written anew for `other`: each time a word, bits of it, the word of the new row that they come to,
   * and by how much they are turned to the left. Slots that stay together are moved together.
   */
  movesTo(other: RowLayout): Int32Array {
    const moves = new Map<string, [number, number, number, number]>();
    for (let slot = 0; slot < this.slots; slot++) {
      const [from, to] = [this.wordOf(slot), other.wordOf(slot)];
      const turn = (other.#places[slot * PLACE + SHIFT]! - this.#places[slot * PLACE + SHIFT]!) & (WORD - 1);
      const key = `${from} ${to} ${turn}`;
      const move = moves.get(key) ?? [from, 0, to, turn];
      move[1] |= this.maskOf(slot);
      moves.set(key, move);
    }
    return Int32Array.from([...moves.values()].filter(([, mask]) => mask !== 0).flat());
  }

  get slots(): number {
    return this.#places.length / PLACE;
  }

  /** The word of a row that has a slot. */
  wordOf(slot: number): number {
    return slot < this.slots ? this.#places[slot * PLACE]! : 0;
  }

  /** The bits of that word that are the slot’s. */
  maskOf(slot: number): number {
    return slot < this.slots ? this.bitsOf(slot, this.largestOf(slot)) : 0;
  }

  /** A value that fits, where its slot is in that word. */
  bitsOf(slot: number, value: number): number {
    return value << this.#places[slot * PLACE + SHIFT]!;
  }

  /** Whether a state fits. */
  holds(vector: Int32Array, width: number): boolean {
    const places = this.#places;
    for (let slot = 0, place = 0; slot < width; slot++, place += PLACE) {
      if (vector[slot]! > (place < places.length ? places[place + LARGEST]! : 0)) return false;
    }
    return true;
  }

  /** The largest value for which a slot has room. */
  largestOf(slot: number): number {
    return slot < this.slots ? this.#places[slot * PLACE + LARGEST]! : 0;
  }

  /** Whether a slot has room for a value. */
  holdsAt(slot: number, value: number): boolean {
    return value <= this.largestOf(slot);
  }

  /** The value of a slot in a row. */
  valueOf(row: Int32Array, slot: number): number {
    if (slot >= this.slots) return 0;
    return (row[this.wordOf(slot)]! >>> this.#places[slot * PLACE + SHIFT]!) & this.largestOf(slot);
  }

  /** Writes a state that fits into the first `words` of `target`. */
  pack(vector: Int32Array, width: number, target: Int32Array): void {
    const { words } = this;
    const places = this.#places;
    for (let word = 0; word < words; word++) target[word] = 0;
    const slots = Math.min(width, this.slots);
    for (let slot = 0, place = 0; slot < slots; slot++, place += PLACE) {
      target[places[place]!]! |= vector[slot]! << places[place + SHIFT]!;
    }
  }

  /** Reads a state from the words at `offset`, and clears what lies beyond up to `width`. */
  unpack(rows: Int32Array, offset: number, target: Int32Array, width: number): void {
    const places = this.#places;
    const slots = Math.min(width, this.slots);
    for (let slot = 0, place = 0; slot < slots; slot++, place += PLACE) {
      target[slot] = (rows[offset + places[place]!]! >>> places[place + SHIFT]!) & places[place + LARGEST]!;
    }
    for (let slot = slots; slot < width; slot++) target[slot] = 0;
  }
}

const bitsOf = (value: number): number => WORD - Math.clz32(value);

/** The slots of each word: few words, evenly filled, the widest slots first. */
function placed(bits: readonly number[]): readonly (readonly number[])[] {
  const used = bits.flatMap((needed, slot) => (needed === 0 ? [] : [slot]));
  const widest = used.toSorted((a, b) => bits[b]! - bits[a]! || a - b);
  const total = sum(bits);
  for (let count = Math.max(1, Math.ceil(total / WORD)); ; count++) {
    const words = Array.from({ length: count }, (): number[] => []);
    const room = words.map(() => WORD);
    const fits = widest.every((slot) => {
      const word = room.indexOf(Math.max(...room));
      room[word]! -= bits[slot]!;
      words[word]!.push(slot);
      return room[word]! >= 0;
    });
    if (fits) return words;
  }
}

/**
 * Gives the bits that are left of words to slots, which puts off the next layout: to those first that need few more times
 * what they have, and to those that have outgrown their places.
 */
function withSpare(needed: readonly number[], outgrown: (slot: number) => boolean): readonly number[] {
  const bits = [...needed];
  const words = placed(bits).length;
  const open = new Set([...bits.keys()].filter((slot) => bits[slot]! > 0 && bits[slot]! < WORD - 1));
  const worth = (slot: number): number =>
    (outgrown(slot) ? GROWING * needed[slot]! : 1 / needed[slot]!) / (1 + bits[slot]! - needed[slot]!);
  for (let left = words * WORD - sum(bits); left > 0 && open.size > 0; ) {
    const slot = [...open].reduce((best, other) => (worth(other) > worth(best) ? other : best));
    bits[slot]!++;
    if (placed(bits).length > words) {
      bits[slot]!--;
      open.delete(slot);
      continue;
    }
    left--;
    if (bits[slot] === WORD - 1) open.delete(slot);
  }
  return bits;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
