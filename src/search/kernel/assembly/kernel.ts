/**
 * The inner loop of exhaustive search, in AssemblyScript: it lists what was recorded of packed rows, makes their
 * successors, and looks them up.
 *
 * It knows bits, not what they mean: no rule of statecharts, links or time is here. What it does not find recorded it
 * leaves to those who ask the successor function. It allocates nothing; records, tables and rows lie where the other
 * side has put them, in a memory that several of these may share.
 */
import {
  ABSENT,
  ASK,
  AT_ONCE,
  ATTENTION,
  BITS_OF_ROW,
  BLOCK,
  BLOCK_BITS,
  BLOCK_ROWS,
  BLOCKS,
  CHANGING_SHIFT,
  CHUNK,
  CURSOR,
  DELTAS,
  DIRECTORY,
  DONE,
  END,
  ENDS,
  ENOUGH,
  ENTRIES,
  ENTRY_CELLS,
  ENTRY_MASK,
  ENTRY_SHIFT,
  FEW,
  FIRST,
  FIRST_MASK,
  FIRST_OPEN,
  FOUND,
  GROUP_COUNT,
  GROUPS,
  HASHES,
  IDS,
  INTERNAL,
  KEY_WORDS,
  KEYS,
  LENGTH,
  LETTERS,
  LIMIT,
  LIST_CHANGING,
  LIST_FLAGS,
  LIST_HEAD,
  LIST_LENGTH,
  LISTED,
  LISTED_IDS,
  LISTED_MOVES,
  LISTED_STEPS,
  LISTS,
  LOOSE,
  MASK,
  NEWS,
  NEWS_COUNT,
  NEWS_ROOM,
  NEXT,
  NEXT_END,
  NO_ROOM,
  NOTE_BITS,
  NOTES,
  ODD,
  ODD_COUNT,
  ODD_STATE,
  ORIGIN_COUNT,
  ORIGINS,
  OWN_END,
  OWN_ID,
  OWN_IDS,
  PAGE_CELLS,
  PART,
  PARTS,
  PENDING,
  RANGE_COUNT,
  RANGE_ROOM,
  RANGES,
  REASON,
  RECENT,
  RECENT_MASK,
  REQUIRED,
  ROW_BITS,
  ROWS,
  SECOND,
  SECOND_MASK,
  SHARED,
  SHORT,
  SIZE,
  SOME_NEWS,
  SOMEWHERE,
  STEPS,
  STILL,
  STORE,
  TABLE,
  TEAM,
  TRANSITIONS,
  UNLEARNED,
  WHOLE_MASK,
  WORDS,
} from './fields.ts';

const ROW_MASK: i32 = (1 << ROW_BITS) - 1;
const NOTE_MASK: i32 = (1 << NOTE_BITS) - 1;
/** Places of a table that are in one line of the processor's cache, less one. */
const LINE_MASK: i32 = (1 << (BLOCK_BITS - 2)) - 1;

// @ts-expect-error: a decorator of functions
@inline
function cell(record: usize, index: i32): i32 {
  return load<i32>(record + ((<usize>index) << 2));
}

/** The same without a sign: what a cell is widened by must not depend on how it was read. */
// @ts-expect-error: a decorator of functions
@inline
function bitsOf(record: usize, index: i32): u64 {
  return load<u32>(record + ((<usize>index) << 2)) as u64;
}

// @ts-expect-error: a decorator of functions
@inline
function set(record: usize, index: i32, value: i32): void {
  store<i32>(record + ((<usize>index) << 2), value);
}

// ——— hashes: words are folded by multiplication, so that all bits of all of them reach the low ones ———

// @ts-expect-error: a decorator of functions
@inline
function folded(hash: u64, word: u64): u64 {
  const product: u64 = (hash ^ word) * 0x9e3779b97f4a7c15;
  return product ^ (product >> 32);
}

// @ts-expect-error: a decorator of functions
@inline
function finished(hash: u64): i32 {
  const product: u64 = hash * 0xd6e8feb86659fd93;
  return <i32>(product ^ (product >> 32));
}

// @ts-expect-error: a decorator of functions
@inline
function hashOf(row: usize, words: i32): i32 {
  if (words == 2) return finished(folded(0, load<u64>(row)));
  let hash: u64 = 0;
  for (let i = 0; i < words; i++) hash = folded(hash, bitsOf(row, i));
  return finished(hash);
}

// ——— the store of visited rows ———

// @ts-expect-error: a decorator of functions
@inline
function segmentOf(directory: usize, id: i32): usize {
  return <usize>cell(directory, id >>> ROW_BITS);
}

// @ts-expect-error: a decorator of functions
@inline
function rowAt(directory: usize, words: i32, id: i32): usize {
  return segmentOf(directory, id) + ((<usize>(NOTES + (id & ROW_MASK) * words)) << 2);
}

// @ts-expect-error: a decorator of functions
@inline
function isSame(a: usize, b: usize, words: i32): bool {
  if (words == 2) return load<u64>(a) == load<u64>(b);
  for (let i = 0; i < words; i++) if (cell(a, i) != cell(b, i)) return false;
  return true;
}

// @ts-expect-error: a decorator of functions
@inline
function copy(from: usize, to: usize, words: i32): void {
  if (words == 2) {
    store<u64>(to, load<u64>(from));
    return;
  }
  for (let i = 0; i < words; i++) set(to, i, cell(from, i));
}

// ——— visited rows as bits: Bloom filters of the size of a cache line (Putze, Sanders, Singler, WEA 2007) ———

/** Where the block of a row with this hash is. */
// @ts-expect-error: a decorator of functions
@inline
function blockOf(table: usize, blocks: u64, hash: i32): usize {
  const unsigned: u64 = (hash as u64) & 0xffffffff;
  return table + ((<usize>((unsigned * blocks) >> 32)) << BLOCK_BITS);
}

/** Which bits of its block a row has: nine bits of this for each, another hash than the one that chooses the block. */
// @ts-expect-error: a decorator of functions
@inline
function signOf(row: usize, words: i32): u64 {
  let hash: u64 = 0x632be59bd9b4e019;
  if (words == 2) hash = folded(hash, load<u64>(row));
  else for (let i = 0; i < words; i++) hash = folded(hash, bitsOf(row, i));
  return (hash * 0xd6e8feb86659fd93) >> 28;
}

/** Where in a block the next bit of a sign is. */
// @ts-expect-error: a decorator of functions
@inline
function wordOf(block: usize, sign: u64): usize {
  return block + (((<usize>(sign >> 6)) & 7) << 3);
}

// @ts-expect-error: a decorator of functions
@inline
function isSet(block: usize, sign: u64): bool {
  return ((load<u64>(wordOf(block, sign)) >> (sign & 63)) & 1) != 0;
}

/**
 * Sets the bits of a row. Where one was not set, the row is new and put behind the others: −1 less its number.
 *
 * @param origin number of the row that it follows, which is the answer for the very same
 */
// @ts-expect-error: a decorator of functions
@inline
function marked(
  rows: usize,
  table: usize,
  directory: usize,
  words: i32,
  row: usize,
  hash: i32,
  origin: i32,
): i32 {
  const block = blockOf(table, cell(rows, BLOCKS) as u64, hash);
  const sign = signOf(row, words);
  // Most rows were met before: no loop, and nothing is written.
  if (isSet(block, sign) && isSet(block, sign >> 9) && isSet(block, sign >> 18) && isSet(block, sign >> 27)) {
    return origin >= 0 && isSame(row, rowAt(directory, words, origin), words) ? origin : SOMEWHERE;
  }
  for (let rest = sign, i = 0; i < BITS_OF_ROW; i++, rest >>= 9) {
    const at = wordOf(block, rest);
    store<u64>(at, load<u64>(at) | ((1 as u64) << (rest & 63)));
  }
  const next = cell(rows, SIZE);
  set(rows, SIZE, next + 1);
  copy(row, rowAt(directory, words, next), words);
  return ~next;
}

/** How likely it is that all bits of a row that nobody has put in are set. */
export function likelihood(rows: usize): f64 {
  const table = <usize>cell(rows, TABLE);
  const blocks = cell(rows, BLOCKS);
  let sum: f64 = 0;
  for (let block = 0; block < blocks; block++) {
    const at = table + ((<usize>block) << BLOCK_BITS);
    let ones: u64 = 0;
    for (let i: usize = 0; i < 1 << BLOCK_BITS; i += 8) ones += popcnt<u64>(load<u64>(at + i));
    const share: f64 = <f64>ones / <f64>(8 << BLOCK_BITS);
    let all: f64 = 1;
    for (let i = 0; i < BITS_OF_ROW; i++) all *= share;
    sum += all;
  }
  return sum / <f64>blocks;
}

// ——— visited rows, each of them ———

/**
 * Where one looks after a place: at all places of a line of the processor's cache first, then at those of the next
 * line, in each from where the hash points to.
 */
// @ts-expect-error: a decorator of functions
@inline
function placeAfter(place: i32, hash: i32, mask: i32): i32 {
  const next = (place & ~LINE_MASK) | ((place + 1) & LINE_MASK);
  return ((next ^ hash) & LINE_MASK) != 0 ? next : (next + LINE_MASK + 1) & mask;
}

/** The id of a row, or −1 less where the table has room for it. */
// @ts-expect-error: a decorator of functions
@inline
function placed(table: usize, mask: i32, directory: usize, words: i32, row: usize, hash: i32, first: i32): i32 {
  let place = first;
  while (true) {
    const entry = atomic.load<i32>(table + ((<usize>place) << 2));
    if (entry == 0) return ~place;
    if (((entry ^ hash) & ~mask) == 0) {
      const id = (entry & mask) - 1;
      if (isSame(rowAt(directory, words, id), row, words)) return id;
    }
    place = placeAfter(place, hash, mask);
  }
}

/**
 * Adds a row that is not there, at a place of the table, or behind it where others come first. Where several may add
 * at once, a row is written before the table names it, and who comes second keeps its id for another row.
 *
 * @returns −1 less its id, or the id where another has just added it
 */
// @ts-expect-error: a decorator of functions
@inline
function addedAt(
  rows: usize,
  table: usize,
  mask: i32,
  directory: usize,
  words: i32,
  lane: usize,
  row: usize,
  hash: i32,
  first: i32,
): i32 {
  if (cell(rows, SHARED) == 0) {
    const next = cell(rows, SIZE);
    set(rows, SIZE, next + 1);
    copy(row, rowAt(directory, words, next), words);
    set(table, first, (hash & ~mask) | (next + 1));
    return ~next;
  }
  let place = first;
  while (true) {
    let id = cell(lane, OWN_ID);
    if (id == cell(lane, OWN_END)) {
      id = atomic.add<i32>(rows + (SIZE << 2), OWN_IDS);
      set(lane, OWN_END, id + OWN_IDS);
      noteRange(lane, id);
    }
    copy(row, rowAt(directory, words, id), words);
    const met = tryEntry(table, place, (hash & ~mask) | (id + 1));
    set(lane, OWN_ID, met == 0 ? id + 1 : id);
    if (met == 0) return ~id;
    const found = placed(table, mask, directory, words, row, hash, place);
    if (found >= 0) return found;
    place = ~found;
  }
}

/** Notes from where on a lane takes ids, and which part of the states it is at. */
// @ts-expect-error: a decorator of functions
@inline
function noteRange(lane: usize, id: i32): void {
  const count = cell(lane, RANGE_COUNT);
  if (count == RANGE_ROOM) return;
  const range = <usize>cell(lane, RANGES) + ((<usize>count) << 3);
  set(range, 0, id);
  set(range, 1, cell(lane, PART));
  set(lane, RANGE_COUNT, count + 1);
}

/**
 * The id of a row; −1 less the id where it is new and was added.
 *
 * @param lane who adds, where several do
 * @param origin number of the row that it follows, or −1
 */
// @ts-expect-error: a decorator of functions
@inline
function added(
  rows: usize,
  table: usize,
  mask: i32,
  directory: usize,
  words: i32,
  lane: usize,
  row: usize,
  hash: i32,
  origin: i32,
): i32 {
  if (cell(rows, BLOCKS) != 0) return marked(rows, table, directory, words, row, hash, origin);
  const found = placed(table, mask, directory, words, row, hash, hash & mask);
  return found >= 0 ? found : addedAt(rows, table, mask, directory, words, lane, row, hash, ~found);
}

export function addRow(rows: usize, row: usize): i32 {
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const directory = <usize>cell(rows, DIRECTORY);
  return added(rows, table, cell(rows, MASK), directory, words, 0, row, hashOf(row, words), -1);
}

/** The id of a row, or −1. */
export function findRow(rows: usize, row: usize): i32 {
  const words = cell(rows, WORDS);
  const mask = cell(rows, MASK);
  const hash = hashOf(row, words);
  return max(-1, placed(<usize>cell(rows, TABLE), mask, <usize>cell(rows, DIRECTORY), words, row, hash, hash & mask));
}

/**
 * Enters the rows from number `first` on, before `end`, into the table: they are all different. Some at a time: the
 * delays of memory overlap.
 *
 * @param hashes room for the hashes of 256 rows
 */
export function enter(rows: usize, first: i32, end: i32, hashes: usize): i32 {
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  let sum = 0;
  for (let from = first; from < end; from += 256) {
    const count = min(256, end - from);
    for (let i = 0; i < count; i++) {
      const hash = hashOf(rowAt(directory, words, from + i), words);
      set(hashes, i, hash);
      sum += cell(table, hash & mask);
    }
    for (let i = 0; i < count; i++) {
      const hash = cell(hashes, i);
      let place = hash & mask;
      while (cell(table, place) != 0) place = placeAfter(place, hash, mask);
      set(table, place, (hash & ~mask) | (from + i + 1));
    }
  }
  return sum;
}

/**
 * Writes rows anew, with their bits at other places.
 *
 * @param before words of a row at `from`
 * @param after words of a row at `to`, which may be the same place where they are as many
 * @param moves each time a word, bits of it, the word that they come to, and by how much they are turned to the left
 * @param scratch room for a row
 */
export function repack(
  from: usize,
  before: i32,
  to: usize,
  after: i32,
  rows: i32,
  moves: usize,
  count: i32,
  scratch: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const source = from + ((<usize>(row * before)) << 2);
    for (let word = 0; word < after; word++) set(scratch, word, 0);
    for (let i = 0; i < count; i++) {
      const move = moves + ((<usize>i) << 4);
      const bits = cell(source, cell(move, 0)) & cell(move, 1);
      const word = scratch + ((<usize>cell(move, 2)) << 2);
      store<i32>(word, load<i32>(word) | rotl<i32>(bits, cell(move, 3)));
    }
    copy(scratch, to + ((<usize>(row * after)) << 2), after);
  }
}

/** Sets the bits in the words at `bits` that some of the rows at `from` has set. */
export function unite(from: usize, words: i32, rows: i32, bits: usize): void {
  for (let word = 0; word < words; word++) {
    let united = cell(bits, word);
    for (let row = 0; row < rows; row++) united |= cell(from, row * words + word);
    set(bits, word, united);
  }
}

// ——— masked tables ———

/** Where a key is looked for first: by the highest bits of a product, which all bits of the key reach. */
// @ts-expect-error: a decorator of functions
@inline
function firstPlace(key: u64, shift: u64): i32 {
  return <i32>((key * 0x9e3779b97f4a7c15) >> shift);
}

/** Where in the entries of a masked table the key of a row is, or would be. */
// @ts-expect-error: a decorator of functions
@inline
function entryOf(masked: usize, row: usize): usize {
  const entries = <usize>cell(masked, ENTRIES);
  const mask = cell(masked, ENTRY_MASK);
  const words = cell(masked, KEY_WORDS);
  const shift = bitsOf(masked, ENTRY_SHIFT);
  if (words <= 2) {
    const first = (load<u32>(row + <usize>cell(masked, FIRST)) as u64) & bitsOf(masked, FIRST_MASK);
    const second = (load<u32>(row + <usize>cell(masked, SECOND)) as u64) & bitsOf(masked, SECOND_MASK);
    const key = first | (second << 32);
    let place = firstPlace(key, shift);
    while (true) {
      const at = entries + ((<usize>(place & mask)) << 4);
      if (load<i32>(at) == ABSENT || load<u64>(at, 8) == key) return at;
      place++;
    }
  }
  const keys = <usize>cell(masked, KEYS);
  const cells = cell(masked, ENTRY_CELLS);
  let hash: u64 = 0;
  for (let i = 0; i < words; i++) {
    hash = folded(hash, (load<u32>(row + <usize>cell(keys, 2 * i)) as u64) & bitsOf(keys, 2 * i + 1));
  }
  let place = firstPlace(hash, shift);
  while (true) {
    const at = entries + ((<usize>((place & mask) * cells)) << 2);
    if (load<i32>(at) == ABSENT) return at;
    let i = 0;
    while (i < words && cell(at, 2 + i) == (load<i32>(row + <usize>cell(keys, 2 * i)) & cell(keys, 2 * i + 1))) i++;
    if (i == words) return at;
    place++;
  }
}

/** Whether two rows have the same key, word by word. */
// @ts-expect-error: a decorator of functions
@inline
function isAlike(masked: usize, a: usize, b: usize): bool {
  const words = cell(masked, KEY_WORDS);
  const keys = <usize>cell(masked, KEYS);
  for (let i = 0; i < words; i++) {
    const at = <usize>cell(keys, 2 * i);
    if (((load<i32>(a + at) ^ load<i32>(b + at)) & cell(keys, 2 * i + 1)) != 0) return false;
  }
  return true;
}

/** Whether two rows have the same key. */
// @ts-expect-error: a decorator of functions
@inline
function haveSameKey(masked: usize, a: usize, b: usize, words: i32): bool {
  if (words != 2) return isAlike(masked, a, b);
  return ((load<u64>(a) ^ load<u64>(b)) & load<u64>(masked, WHOLE_MASK << 2)) == 0;
}

/** The value of a row, or `ABSENT`. */
export function valueOf(masked: usize, row: usize): i32 {
  return load<i32>(entryOf(masked, row));
}

/** Gives a row its value, and something else besides. */
export function setValue(masked: usize, row: usize, value: i32, besides: i32): void {
  const at = entryOf(masked, row);
  store<i32>(at, value);
  set(at, 1, besides);
  const words = cell(masked, KEY_WORDS);
  const keys = <usize>cell(masked, KEYS);
  for (let i = 0; i < words; i++) {
    set(at, 2 + i, load<i32>(row + <usize>cell(keys, 2 * i)) & cell(keys, 2 * i + 1));
  }
}

/**
 * Enters what is in `count` entries at `old` anew, of a table that has room now.
 *
 * @param row room for a row
 */
export function enterAnew(masked: usize, old: usize, count: i32, row: usize): void {
  const cells = cell(masked, ENTRY_CELLS);
  const words = cell(masked, KEY_WORDS);
  const keys = <usize>cell(masked, KEYS);
  for (let i = 0; i < count; i++) {
    const at = old + ((<usize>(i * cells)) << 2);
    const value = load<i32>(at);
    if (value == ABSENT) continue;
    for (let word = 0; word < words; word++) store<i32>(row + <usize>cell(keys, 2 * word), cell(at, 2 + word));
    setValue(masked, row, value, cell(at, 1));
  }
}

// ——— listing moves, and taking steps ———

/**
 * Lists the moves of a row. Answers the flags of all its lists together, or why they are not told; then `LISTED` is the
 * first group that has to learn.
 */
export function list(lane: usize, row: usize): i32 {
  const moves = <usize>cell(lane, LISTED_MOVES);
  const steps = <usize>cell(lane, LISTED_STEPS);
  const count = cell(lane, GROUP_COUNT);
  const firstOpen = cell(lane, FIRST_OPEN);
  let flags = 0;
  let length = 0;
  set(lane, INTERNAL, 0);
  for (let group = 0; group < count; group++) {
    const masked = <usize>cell(<usize>cell(lane, GROUPS), group);
    if (cell(masked, LOOSE) != 0) return ASK;
    const found = valueOf(masked, row);
    if (found == ABSENT) {
      set(lane, LISTED, group);
      return UNLEARNED;
    }
    const listed = <usize>cell(lane, LISTS) + ((<usize>found) << 2);
    const more = cell(listed, LIST_LENGTH);
    const all = listed + ((<usize>(LIST_HEAD + cell(listed, LIST_CHANGING))) << 2);
    flags |= cell(listed, LIST_FLAGS);
    for (let i = 0; i < more; i++) {
      set(steps, length + i, cell(all, i));
      set(moves, length + i, cell(all, more + i));
    }
    length += more;
    if (group + 1 == firstOpen) set(lane, INTERNAL, length);
  }
  set(lane, LISTED, length);
  return flags;
}

/** Puts the row as it is after each of the steps at `steps` into the batch: those from number `first` on, before `end`. */
// @ts-expect-error: a decorator of functions
@inline
function turn(
  row: usize,
  words: i32,
  steps: usize,
  deltas: usize,
  rows: usize,
  hashes: usize,
  first: i32,
  end: i32,
): void {
  if (words == 2) {
    const before = load<u64>(row);
    for (let i = first; i < end; i++) {
      const both = before ^ load<u64>(deltas + ((<usize>cell(steps, i)) << 3));
      store<u64>(rows + ((<usize>i) << 3), both);
      set(hashes, i, finished(folded(0, both)));
    }
    return;
  }
  for (let i = first; i < end; i++) {
    const delta = deltas + ((<usize>(cell(steps, i) * words)) << 2);
    const turned = rows + ((<usize>(i * words)) << 2);
    let hash: u64 = 0;
    for (let word = 0; word < words; word++) {
      const bits = bitsOf(row, word) ^ bitsOf(delta, word);
      set(turned, word, <i32>bits);
      hash = folded(hash, bits);
    }
    set(hashes, i, finished(hash));
  }
}

/** Whether no bit is set. */
// @ts-expect-error: a decorator of functions
@inline
function isEmpty(row: usize, words: i32): bool {
  let bits = 0;
  for (let i = 0; i < words; i++) bits |= cell(row, i);
  return bits == 0;
}

/** Adds what follows `row` by the steps at `steps` to the batch. */
export function takeSteps(lane: usize, row: usize, steps: usize, count: i32): void {
  const words = cell(<usize>cell(lane, STORE), WORDS);
  const first = cell(lane, LENGTH);
  const end = first + count;
  const taken = <usize>cell(lane, STEPS);
  const deltas = <usize>cell(lane, DELTAS);
  let still = cell(lane, STILL);
  for (let i = 0; i < count; i++) {
    const step = cell(steps, i);
    set(taken, first + i, step);
    if (isEmpty(deltas + ((<usize>(step * words)) << 2), words)) still++;
  }
  set(lane, STILL, still);
  turn(row, words, taken, deltas, <usize>cell(lane, ROWS), <usize>cell(lane, HASHES), first, end);
  set(lane, LENGTH, end);
}

/** Where in the block row number `index` is. */
// @ts-expect-error: a decorator of functions
@inline
function inBlock(lane: usize, words: i32, index: i32): usize {
  return <usize>cell(lane, BLOCK_ROWS) + ((<usize>(index * words)) << 2);
}

/**
 * Notes what a group lists of the rows at `rows`, before the first of which it does not know that. Answers how many
 * those are.
 *
 * @param founds where it is noted: lists, and what is besides
 */
// @ts-expect-error: a decorator of functions
@inline
function foundOf(masked: usize, words: i32, rows: usize, count: i32, founds: usize): i32 {
  if (cell(masked, LOOSE) != 0) return 0;
  if (words == 2) {
    // As `entryOf`, with all that is the same for all rows in variables.
    const entries = <usize>cell(masked, ENTRIES);
    const mask = cell(masked, ENTRY_MASK);
    const shift = bitsOf(masked, ENTRY_SHIFT);
    const whole = load<u64>(masked, WHOLE_MASK << 2);
    for (let i = 0; i < count; i++) {
      const key = load<u64>(rows + ((<usize>i) << 3)) & whole;
      let place = firstPlace(key, shift);
      let at = entries + ((<usize>(place & mask)) << 4);
      let found = load<u64>(at);
      while (load<u64>(at, 8) != key) {
        if (<i32>found == ABSENT) return i;
        place++;
        at = entries + ((<usize>(place & mask)) << 4);
        found = load<u64>(at);
      }
      if (<i32>found == ABSENT) return i;
      store<u64>(founds + ((<usize>i) << 3), found);
    }
    return count;
  }
  for (let i = 0; i < count; i++) {
    const found = load<u64>(entryOf(masked, rows + ((<usize>(i * words)) << 2)));
    store<u64>(founds + ((<usize>i) << 3), found);
    if (<i32>found == ABSENT) return i;
  }
  return count;
}

/**
 * Looks up what all groups list of the rows of the block from number `from` on, before `end`, group by group: nothing
 * depends on what was found before, so that delays overlap. Answers the first row of which some group does not know it.
 */
// @ts-expect-error: a decorator of functions
@inline
function lookedUp(lane: usize, words: i32, from: i32, end: i32): i32 {
  const groups = <usize>cell(lane, GROUPS);
  const count = cell(lane, GROUP_COUNT);
  const rows = inBlock(lane, words, from);
  let founds = <usize>cell(lane, FOUND) + ((<usize>from) << 3);
  let known = end - from;
  for (let group = 0; group < count; group++, founds += BLOCK << 3) {
    known = foundOf(<usize>cell(groups, group), words, rows, known, founds);
  }
  return from + known;
}

/** Adds the successors of a row of the block, itself left out, to the batch; none where it needs attention. */
// @ts-expect-error: a decorator of functions
@inline
function expanded(lane: usize, words: i32, index: i32): bool {
  const count = cell(lane, GROUP_COUNT);
  const lists = <usize>cell(lane, LISTS) + (LIST_HEAD << 2);
  const taken = <usize>cell(lane, STEPS);
  const length = cell(lane, LENGTH);
  let founds = <usize>cell(lane, FOUND) + ((<usize>index) << 3);
  let flags = 0;
  let end = length;
  for (let group = 0; group < count; group++, founds += BLOCK << 3) {
    const found = load<u64>(founds);
    const besides = <i32>(found >> 32);
    const steps = lists + ((<usize>(<i32>found)) << 2);
    const to = taken + ((<usize>end) << 2);
    flags |= besides;
    // Four at once, which are nearly always all, and nobody has to guess how many there are.
    store<u64>(to, load<u64>(steps));
    store<u64>(to, load<u64>(steps, 8), 8);
    const more = besides >>> CHANGING_SHIFT;
    for (let i = AT_ONCE; i < more; i++) set(to, i, cell(steps, i));
    end += more;
  }
  const required = cell(lane, REQUIRED);
  if ((flags & cell(lane, ATTENTION)) != 0 || (flags & required) != required) return false;
  const row = inBlock(lane, words, index);
  turn(row, words, taken, <usize>cell(lane, DELTAS), <usize>cell(lane, ROWS), <usize>cell(lane, HASHES), length, end);
  set(lane, LENGTH, end);
  return true;
}

/** Notes that the successors up to here follow state `id`. */
// @ts-expect-error: a decorator of functions
@inline
function close(lane: usize, id: i32): void {
  const origins = cell(lane, ORIGIN_COUNT);
  set(<usize>cell(lane, ORIGINS), origins, id);
  set(<usize>cell(lane, ENDS), origins, cell(lane, LENGTH));
  set(lane, ORIGIN_COUNT, origins + 1);
}

// ——— looking up ———

/** Reads where the batch will be looked up, all at once: the delays of memory overlap. */
export function touch(lane: usize): i32 {
  const length = cell(lane, LENGTH);
  const pending = <usize>cell(lane, PENDING);
  for (let i = 0; i < length; i++) set(pending, i, i);
  return touched(lane, cell(<usize>cell(lane, STORE), WORDS), length);
}

/** The same of the first of those that are pending. */
// @ts-expect-error: a decorator of functions
@inline
function touched(lane: usize, words: i32, count: i32): i32 {
  const rows = <usize>cell(lane, STORE);
  const table = <usize>cell(rows, TABLE);
  const hashes = <usize>cell(lane, HASHES);
  const pending = <usize>cell(lane, PENDING);
  const blocks = cell(rows, BLOCKS) as u64;
  let sum = 0;
  if (blocks != 0) {
    for (let i = 0; i < count; i++) sum += load<i32>(blockOf(table, blocks, cell(hashes, cell(pending, i))));
    return sum;
  }
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const ids = <usize>cell(lane, IDS);
  for (let i = 0; i < count; i++) set(ids, i, cell(table, cell(hashes, cell(pending, i)) & mask));
  for (let i = 0; i < count; i++) {
    const entry = cell(ids, i);
    const hash = cell(hashes, cell(pending, i));
    if (entry != 0 && ((entry ^ hash) & ~mask) == 0) sum += cell(rowAt(directory, words, (entry & mask) - 1), 0);
  }
  return sum;
}

/** Sees to it that no row is held to have been met where nothing but 0 was written: a row of 0 has its place too. */
export function forget(lane: usize): void {
  const words = cell(<usize>cell(lane, STORE), WORDS);
  const row = <usize>cell(lane, RECENT);
  const mask = cell(lane, RECENT_MASK);
  do set(row, 0, cell(row, 0) + 1);
  while ((hashOf(row, words) & mask) == 0);
}

/**
 * Notes which successors are to be looked up, and answers how many: not those that were met not long ago, which are
 * known, or come before them in the batch. Most are met again soon, from a neighbour of whom they follow.
 */
// @ts-expect-error: a decorator of functions
@inline
function unmet(lane: usize, words: i32): i32 {
  const length = cell(lane, LENGTH);
  const hashes = <usize>cell(lane, HASHES);
  const batch = <usize>cell(lane, ROWS);
  const recent = <usize>cell(lane, RECENT);
  const mask = cell(lane, RECENT_MASK);
  const pending = <usize>cell(lane, PENDING);
  let count = 0;
  for (let i = 0; i < length; i++) {
    const row = batch + ((<usize>(i * words)) << 2);
    const at = recent + ((<usize>((cell(hashes, i) & mask) * words)) << 2);
    set(pending, count, i);
    count += <i32>!isSame(row, at, words);
    copy(row, at, words);
  }
  return count;
}

/**
 * Writes the ids of the successors of `origin` from number `first` on, before `end`: −1 less the id of one that was
 * added.
 */
export function lookUp(lane: usize, first: i32, end: i32, origin: i32): void {
  const rows = <usize>cell(lane, STORE);
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const ids = <usize>cell(lane, IDS);
  const hashes = <usize>cell(lane, HASHES);
  const batch = <usize>cell(lane, ROWS);
  for (let i = first; i < end; i++) {
    const row = batch + ((<usize>(i * words)) << 2);
    set(ids, i, added(rows, table, mask, directory, words, lane, row, cell(hashes, i), origin));
  }
}

/** Writes the hashes of the successors from number `first` on, before `end`. */
export function hashRows(lane: usize, first: i32, end: i32): void {
  const words = cell(<usize>cell(lane, STORE), WORDS);
  for (let i = first; i < end; i++) {
    set(<usize>cell(lane, HASHES), i, hashOf(<usize>cell(lane, ROWS) + ((<usize>(i * words)) << 2), words));
  }
}

/**
 * Looks up the whole batch, counts transitions, and notes what is news: the numbers of successors, or where `aside`
 * the ids of states, behind those that are noted already. Empties it, unless news refers to it.
 */
// @ts-expect-error: a decorator of functions
@inline
function settled(lane: usize, words: i32, aside: bool): bool {
  const pending = <usize>cell(lane, PENDING);
  const count = unmet(lane, words);
  touched(lane, words, count);
  const rows = <usize>cell(lane, STORE);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const ids = <usize>cell(lane, IDS);
  const hashes = <usize>cell(lane, HASHES);
  const batch = <usize>cell(lane, ROWS);
  const origins = <usize>cell(lane, ORIGINS);
  const ends = <usize>cell(lane, ENDS);
  const letters = <usize>cell(lane, LETTERS);
  let fresh = 0;
  let index = 0;
  for (let each = 0; each < count; each++) {
    const i = cell(pending, each);
    while (cell(ends, index) <= i) index++;
    const origin = cell(origins, index);
    const row = batch + ((<usize>(i * words)) << 2);
    const met = added(rows, table, mask, directory, words, lane, row, cell(hashes, i), origin);
    if (met >= 0) continue;
    const id = ~met;
    if ((id & NOTE_MASK) == 0) set(segmentOf(directory, id), (id & ROW_MASK) >>> NOTE_BITS, origin);
    // A letter like that of the state before is no news.
    set(pending, fresh, i);
    set(ids, fresh, id);
    fresh += <i32>(letters != 0 && !haveSameKey(letters, row, rowAt(directory, words, origin), words));
  }
  // Nor is one that was told before: whoever told it has judged it.
  const told = <usize>cell(lane, NEWS);
  let news = aside ? cell(lane, NEWS_COUNT) : 0;
  for (let each = 0; each < fresh; each++) {
    const i = cell(pending, each);
    set(told, news, aside ? cell(ids, each) : i);
    news += <i32>(load<i32>(entryOf(letters, batch + ((<usize>(i * words)) << 2))) == ABSENT);
  }
  set(lane, TRANSITIONS, cell(lane, TRANSITIONS) + cell(lane, LENGTH) - cell(lane, STILL));
  set(lane, STILL, 0);
  set(lane, NEWS_COUNT, news);
  if (news > 0 && !aside) return false;
  set(lane, LENGTH, 0);
  set(lane, ORIGIN_COUNT, 0);
  return true;
}

/** Whether all of the batch may be added. */
// @ts-expect-error: a decorator of functions
@inline
function hasRoom(lane: usize): bool {
  return atomic.load<i32>(<usize>cell(lane, STORE) + (SIZE << 2)) + cell(lane, LENGTH) <= cell(lane, LIMIT);
}

/**
 * Expands the states from number `first` on, before `end`, and looks their successors up. Answers the first that was
 * not expanded; `REASON` tells why, and where there is no news the batch is looked up and empty.
 */
export function sweep(lane: usize, first: i32, end: i32): i32 {
  return swept(lane, cell(<usize>cell(lane, STORE), WORDS), first, end);
}

/** The same for rows of two words, which most have: apart, so that only what is used has to be compiled well. */
export function sweepShort(lane: usize, first: i32, end: i32): i32 {
  return swept(lane, SHORT, first, end);
}

// @ts-expect-error: a decorator of functions
@inline
function swept(lane: usize, words: i32, first: i32, end: i32): i32 {
  const directory = <usize>cell(<usize>cell(lane, STORE), DIRECTORY);
  const enough = cell(lane, ENOUGH);
  let id = first;
  let reason: i32 = DONE;
  // Where one state is odd the next is soon: what was looked up behind it was in vain.
  let room = FEW;
  while (id < end && reason == DONE) {
    const count = min(room, end - id);
    room = min(2 * room, BLOCK);
    for (let i = 0; i < count; i++) copy(rowAt(directory, words, id + i), inBlock(lane, words, i), words);
    const known = lookedUp(lane, words, 0, count);
    if (known < count) reason = ODD_STATE;
    for (let i = 0; i < known; i++, id++) {
      if (!expanded(lane, words, i)) {
        reason = ODD_STATE;
        break;
      }
      close(lane, id);
      if (cell(lane, LENGTH) < enough && cell(lane, ORIGIN_COUNT) + 1 < enough) continue;
      if (!hasRoom(lane)) {
        set(lane, REASON, NO_ROOM);
        return id + 1;
      }
      if (settled(lane, words, false)) continue;
      set(lane, REASON, SOME_NEWS);
      return id + 1;
    }
  }
  if (cell(lane, LENGTH) > 0 && !hasRoom(lane)) reason = NO_ROOM;
  else if (!settled(lane, words, false)) reason = SOME_NEWS;
  set(lane, REASON, reason);
  return id;
}

// ——— several at once ———

/**
 * Expands states that no other of the team has begun with, until there are none, or there is no room. What cannot be
 * expanded here, and what is news, is put aside.
 */
export function work(lane: usize): void {
  worked(lane, cell(<usize>cell(lane, STORE), WORDS));
}

/** The same for rows of two words. */
export function workShort(lane: usize): void {
  worked(lane, SHORT);
}

// @ts-expect-error: a decorator of functions
@inline
function worked(lane: usize, words: i32): void {
  const team = <usize>cell(lane, TEAM);
  const directory = <usize>cell(<usize>cell(lane, STORE), DIRECTORY);
  const enough = cell(lane, ENOUGH);
  const last = cell(team, END);
  const listed = <usize>cell(team, LISTED_IDS);
  let next = cell(lane, NEXT);
  let end = cell(lane, NEXT_END);
  while (true) {
    if (next == end) {
      const left = last - cell(team, CURSOR);
      const chunk = max(cell(team, CHUNK), left / cell(team, PARTS));
      if (left > 0) next = atomic.add<i32>(team + (CURSOR << 2), chunk);
      else next = last;
      end = max(next, min(last, next + chunk));
      set(lane, NEXT, next);
      set(lane, NEXT_END, end);
      set(lane, PART, next);
      if (next >= last) {
        if (isFitting(lane)) settled(lane, words, true);
        return;
      }
    }
    const count = min(BLOCK, end - next);
    for (let i = 0; i < count; i++) {
      copy(rowAt(directory, words, cell(listed, next + i)), inBlock(lane, words, i), words);
    }
    let i = 0;
    while (i < count) {
      const known = lookedUp(lane, words, i, count);
      for (; i < count && i <= known; i++) {
        if (cell(lane, LENGTH) >= enough || cell(lane, ORIGIN_COUNT) + 2 >= enough) {
          if (!isFitting(lane)) {
            set(lane, NEXT, next + i);
            return;
          }
          settled(lane, words, true);
        }
        const id = cell(listed, next + i);
        if (i < known && expanded(lane, words, i)) close(lane, id);
        else putAside(lane, id);
      }
    }
    next += count;
    set(lane, NEXT, next);
  }
}

/** Writes `count` ids from `first` on. */
export function writeIds(at: usize, first: i32, count: i32): void {
  for (let i = 0; i < count; i++) set(at, i, first + i);
}

/** Whether there is room for all of the batch, and for the news of it. */
// @ts-expect-error: a decorator of functions
@inline
function isFitting(lane: usize): bool {
  return hasRoom(lane) && cell(lane, NEWS_COUNT) + cell(lane, LENGTH) <= cell(lane, NEWS_ROOM);
}

/** Notes a state that cannot be expanded here. */
// @ts-expect-error: a decorator of functions
@inline
function putAside(lane: usize, id: i32): void {
  const odd = cell(lane, ODD_COUNT);
  set(<usize>cell(lane, ODD), odd, id);
  set(lane, ODD_COUNT, odd + 1);
}

/** Writes an entry of the table where there is none; else answers the one that there is. */
// @ts-expect-error: a decorator of functions
@inline
function tryEntry(table: usize, place: i32, entry: i32): i32 {
  return atomic.cmpxchg<i32>(table + ((<usize>place) << 2), 0, entry);
}

/**
 * Writes to each page of the table, which is empty, that no other of the team has begun with: one that is read before
 * it is written is mapped twice, and the second time the others are interrupted.
 */
export function clearTogether(lane: usize): void {
  const team = <usize>cell(lane, TEAM);
  const table = <usize>cell(<usize>cell(lane, STORE), TABLE);
  const last = cell(team, END);
  const chunk = cell(team, CHUNK);
  while (true) {
    const first = atomic.add<i32>(team + (CURSOR << 2), chunk);
    if (first >= last) return;
    const end = min(last, first + chunk);
    for (let place = first; place < end; place += PAGE_CELLS) set(table, place, 0);
  }
}

/** Enters rows into the table that no other of the team has begun with, until there are none. */
export function enterTogether(lane: usize): i32 {
  const team = <usize>cell(lane, TEAM);
  const rows = <usize>cell(lane, STORE);
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const last = cell(team, END);
  const chunk = cell(team, CHUNK);
  let sum = 0;
  while (true) {
    const first = atomic.add<i32>(team + (CURSOR << 2), chunk);
    if (first >= last) return sum;
    const end = min(last, first + chunk);
    // As in `enter`: what is written soon is read before, many at once.
    for (let id = first; id < end; id++) {
      sum += cell(table, hashOf(rowAt(directory, words, id), words) & mask);
    }
    for (let id = first; id < end; id++) {
      const hash = hashOf(rowAt(directory, words, id), words);
      let place = hash & mask;
      // To look first is cheaper than to try.
      while (cell(table, place) != 0 || tryEntry(table, place, (hash & ~mask) | (id + 1)) != 0) {
        place = placeAfter(place, hash, mask);
      }
    }
  }
}

/** Puts the rows from number `first` on, which are the last ones, where `count` less of them would be. */
export function closeUp(rows: usize, first: i32, count: i32): void {
  const words = cell(rows, WORDS);
  const directory = <usize>cell(rows, DIRECTORY);
  const size = cell(rows, SIZE);
  for (let id = first; id < size; id++) copy(rowAt(directory, words, id), rowAt(directory, words, id - count), words);
  set(rows, SIZE, size - count);
}

/** Gives the last row the id `hole`, which no row has, or which is the last and has none. */
export function fillHole(rows: usize, hole: i32): void {
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const last = cell(rows, SIZE) - 1;
  set(rows, SIZE, last);
  if (last == hole) return;
  const row = rowAt(directory, words, last);
  const hash = hashOf(row, words);
  let place = hash & mask;
  while ((cell(table, place) & mask) != last + 1) place = placeAfter(place, hash, mask);
  set(table, place, (hash & ~mask) | (hole + 1));
  copy(row, rowAt(directory, words, hole), words);
}
