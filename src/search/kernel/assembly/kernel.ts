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
  ATTENTION,
  BITS_OF_ROW,
  BLOCK_BITS,
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
  REASON,
  RECENT,
  RECENT_BITS,
  REQUIRED,
  ROW_BITS,
  ROWS,
  SECOND,
  SECOND_MASK,
  SHARED,
  SIZE,
  SOME_NEWS,
  SOMEWHERE,
  STEPS,
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
  isRecent: bool,
): i32 {
  if (isRecent) return isSame(row, rowAt(directory, words, origin), words) ? origin : SOMEWHERE;
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
 * The id of a row; −1 less the id where it is new and was added. Where several may add at once, a row is written
 * before the table names it, and who comes second keeps its id for another row.
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
  isRecent: bool,
): i32 {
  if (cell(rows, BLOCKS) != 0) return marked(rows, table, directory, words, row, hash, origin, isRecent);
  let place = hash & mask;
  while (true) {
    const at = table + ((<usize>place) << 2);
    const entry = atomic.load<i32>(at);
    if (entry == 0) {
      if (cell(rows, SHARED) == 0) {
        const next = cell(rows, SIZE);
        set(rows, SIZE, next + 1);
        copy(row, rowAt(directory, words, next), words);
        store<i32>(at, (hash & ~mask) | (next + 1));
        return ~next;
      }
      let id = cell(lane, OWN_ID);
      if (id == cell(lane, OWN_END)) {
        id = atomic.add<i32>(rows + (SIZE << 2), OWN_IDS);
        set(lane, OWN_END, id + OWN_IDS);
      }
      copy(row, rowAt(directory, words, id), words);
      const met = tryEntry(table, place, (hash & ~mask) | (id + 1));
      set(lane, OWN_ID, met == 0 ? id + 1 : id);
      if (met == 0) return ~id;
    } else {
      if (((entry ^ hash) & ~mask) == 0) {
        const id = (entry & mask) - 1;
        if (isSame(rowAt(directory, words, id), row, words)) return id;
      }
      place = (place + 1) & mask;
    }
  }
}

export function addRow(rows: usize, row: usize): i32 {
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const directory = <usize>cell(rows, DIRECTORY);
  return added(rows, table, cell(rows, MASK), directory, words, 0, row, hashOf(row, words), -1, false);
}

/** The id of a row, or −1. */
export function findRow(rows: usize, row: usize): i32 {
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const hash = hashOf(row, words);
  let place = hash & mask;
  while (true) {
    const entry = cell(table, place);
    if (entry == 0) return -1;
    const id = (entry & mask) - 1;
    if (((entry ^ hash) & ~mask) == 0 && isSame(rowAt(directory, words, id), row, words)) return id;
    place = (place + 1) & mask;
  }
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
      while (cell(table, place) != 0) place = (place + 1) & mask;
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

/** Where in the entries of a masked table the key of a row is, or would be. */
// @ts-expect-error: a decorator of functions
@inline
function entryOf(masked: usize, row: usize): usize {
  const entries = <usize>cell(masked, ENTRIES);
  const mask = cell(masked, ENTRY_MASK);
  const words = cell(masked, KEY_WORDS);
  if (words <= 2) {
    const first = (load<u32>(row + <usize>cell(masked, FIRST)) as u64) & bitsOf(masked, FIRST_MASK);
    const second = (load<u32>(row + <usize>cell(masked, SECOND)) as u64) & bitsOf(masked, SECOND_MASK);
    const key = first | (second << 32);
    let place = finished(key);
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
  let place = finished(hash);
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

/** Lists the moves of a row. Answers the flags of all its lists together, or why they are not told. */
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
    if (found == ABSENT) return UNLEARNED;
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

/** Puts the row as it is after each of the steps at `steps` into the batch, from number `first` on. */
// @ts-expect-error: a decorator of functions
@inline
function turn(
  row: usize,
  words: i32,
  steps: usize,
  count: i32,
  deltas: usize,
  rows: usize,
  hashes: usize,
  taken: usize,
  first: i32,
): void {
  for (let i = 0; i < count; i++) {
    const step = cell(steps, i);
    const delta = deltas + ((<usize>(step * words)) << 2);
    const turned = rows + ((<usize>((first + i) * words)) << 2);
    if (words == 2) {
      const both = load<u64>(row) ^ load<u64>(delta);
      store<u64>(turned, both);
      set(hashes, first + i, finished(folded(0, both)));
    } else {
      let hash: u64 = 0;
      for (let word = 0; word < words; word++) {
        const bits = bitsOf(row, word) ^ bitsOf(delta, word);
        set(turned, word, <i32>bits);
        hash = folded(hash, bits);
      }
      set(hashes, first + i, finished(hash));
    }
    set(taken, first + i, step);
  }
}

/** Adds what follows `row` by the steps at `steps` to the batch. */
export function takeSteps(lane: usize, row: usize, steps: usize, count: i32): void {
  const words = cell(<usize>cell(lane, STORE), WORDS);
  const length = cell(lane, LENGTH);
  const deltas = <usize>cell(lane, DELTAS);
  const rows = <usize>cell(lane, ROWS);
  turn(row, words, steps, count, deltas, rows, <usize>cell(lane, HASHES), <usize>cell(lane, STEPS), length);
  set(lane, LENGTH, length + count);
}

/**
 * Adds the successors of `row` to the batch, itself left out; none where they are not told, or it needs attention.
 * Neighbours are much alike: what is told of `previous`, expanded just before, is not looked up again.
 *
 * @param previous a row, or 0
 */
// @ts-expect-error: a decorator of functions
@inline
function expanded(lane: usize, row: usize, words: i32, previous: usize): bool {
  const count = cell(lane, GROUP_COUNT);
  const groups = <usize>cell(lane, GROUPS);
  const lists = <usize>cell(lane, LISTS);
  const deltas = <usize>cell(lane, DELTAS);
  const rows = <usize>cell(lane, ROWS);
  const hashes = <usize>cell(lane, HASHES);
  const taken = <usize>cell(lane, STEPS);
  const attention = cell(lane, ATTENTION);
  const founds = <usize>cell(lane, FOUND);
  let flags = 0;
  let length = cell(lane, LENGTH);
  for (let group = 0; group < count; group++) {
    const masked = <usize>cell(groups, group);
    if (previous == 0 || !haveSameKey(masked, row, previous, words)) {
      if (cell(masked, LOOSE) != 0) return false;
      const entry = entryOf(masked, row);
      const found = load<i32>(entry);
      if (found == ABSENT) return false;
      set(founds, 2 * group, <i32>(lists + ((<usize>(found + LIST_HEAD)) << 2)));
      set(founds, 2 * group + 1, cell(entry, 1));
    }
    const besides = cell(founds, 2 * group + 1);
    flags |= besides;
    const more = besides >>> CHANGING_SHIFT;
    turn(row, words, <usize>cell(founds, 2 * group), more, deltas, rows, hashes, taken, length);
    length += more;
  }
  const required = cell(lane, REQUIRED);
  if ((flags & attention) != 0 || (flags & required) != required) return false;
  set(lane, LENGTH, length);
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

/** The same for bits; of rows that were met not long ago it notes that they were. */
// @ts-expect-error: a decorator of functions
@inline
function touchBits(lane: usize, rows: usize): i32 {
  const table = <usize>cell(rows, TABLE);
  const blocks = cell(rows, BLOCKS) as u64;
  const recent = <usize>cell(rows, RECENT);
  const words = cell(rows, WORDS);
  const batch = <usize>cell(lane, ROWS);
  const hashes = <usize>cell(lane, HASHES);
  const ids = <usize>cell(lane, IDS);
  const length = cell(lane, LENGTH);
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const hash = cell(hashes, i);
    // The hash besides: two rows are held to be the same where both are.
    const sign = signOf(batch + ((<usize>(i * words)) << 2), words) ^ ((hash as u64) << 36);
    const at = recent + ((<usize>(hash & ((1 << RECENT_BITS) - 1))) << 3);
    if (load<u64>(at) == sign) {
      set(ids, i, SOMEWHERE);
    } else {
      store<u64>(at, sign);
      set(ids, i, 0);
      sum += load<i32>(blockOf(table, blocks, hash));
    }
  }
  return sum;
}

/** Reads where the batch will be looked up, all at once: the delays of memory overlap. */
export function touch(lane: usize): i32 {
  const rows = <usize>cell(lane, STORE);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const words = cell(rows, WORDS);
  const hashes = <usize>cell(lane, HASHES);
  const ids = <usize>cell(lane, IDS);
  const length = cell(lane, LENGTH);
  if (cell(rows, BLOCKS) != 0) return touchBits(lane, rows);
  let sum = 0;
  for (let i = 0; i < length; i++) set(ids, i, cell(table, cell(hashes, i) & mask));
  for (let i = 0; i < length; i++) {
    const entry = cell(ids, i);
    if (entry != 0 && ((entry ^ cell(hashes, i)) & ~mask) == 0) sum += cell(rowAt(directory, words, (entry & mask) - 1), 0);
  }
  return sum;
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
    set(ids, i, added(rows, table, mask, directory, words, lane, row, cell(hashes, i), origin, cell(ids, i) == SOMEWHERE));
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
function settled(lane: usize, aside: bool): bool {
  touch(lane);
  const rows = <usize>cell(lane, STORE);
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const ids = <usize>cell(lane, IDS);
  const hashes = <usize>cell(lane, HASHES);
  const batch = <usize>cell(lane, ROWS);
  const origins = <usize>cell(lane, ORIGINS);
  const ends = <usize>cell(lane, ENDS);
  const letters = <usize>cell(lane, LETTERS);
  const count = cell(lane, ORIGIN_COUNT);
  let transitions = 0;
  let news = aside ? cell(lane, NEWS_COUNT) : 0;
  let i = 0;
  for (let index = 0; index < count; index++) {
    const origin = cell(origins, index);
    const end = cell(ends, index);
    for (; i < end; i++) {
      const row = batch + ((<usize>(i * words)) << 2);
      const met = added(rows, table, mask, directory, words, lane, row, cell(hashes, i), origin, cell(ids, i) == SOMEWHERE);
      if (met >= 0) {
        if (met != origin) transitions++;
        continue;
      }
      const id = ~met;
      set(ids, i, met);
      transitions++;
      if ((id & NOTE_MASK) == 0) set(segmentOf(directory, id), (id & ROW_MASK) >>> NOTE_BITS, origin);
      // A letter like that of the state before is no news.
      if (letters == 0 || haveSameKey(letters, row, rowAt(directory, words, origin), words)) continue;
      // Nor is one that was told before: whoever told it has judged it.
      if (load<i32>(entryOf(letters, row)) == ABSENT) set(<usize>cell(lane, NEWS), news++, aside ? id : i);
    }
  }
  set(lane, TRANSITIONS, cell(lane, TRANSITIONS) + transitions);
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
  const rows = <usize>cell(lane, STORE);
  const words = cell(rows, WORDS);
  const directory = <usize>cell(rows, DIRECTORY);
  const enough = cell(lane, ENOUGH);
  let id = first;
  let reason: i32 = DONE;
  let previous: usize = 0;
  for (; id < end; id++) {
    const row = rowAt(directory, words, id);
    if (!expanded(lane, row, words, previous)) {
      reason = ODD_STATE;
      break;
    }
    previous = row;
    close(lane, id);
    if (cell(lane, LENGTH) < enough && cell(lane, ORIGIN_COUNT) + 1 < enough) continue;
    if (!hasRoom(lane)) {
      set(lane, REASON, NO_ROOM);
      return id + 1;
    }
    if (settled(lane, false)) continue;
    set(lane, REASON, SOME_NEWS);
    return id + 1;
  }
  if (cell(lane, LENGTH) > 0 && !hasRoom(lane)) reason = NO_ROOM;
  else if (!settled(lane, false)) reason = SOME_NEWS;
  set(lane, REASON, reason);
  return id;
}

// ——— several at once ———

/**
 * Expands states that no other of the team has begun with, until there are none, or there is no room. What cannot be
 * expanded here, and what is news, is put aside.
 */
export function work(lane: usize): void {
  const team = <usize>cell(lane, TEAM);
  const rows = <usize>cell(lane, STORE);
  const words = cell(rows, WORDS);
  const directory = <usize>cell(rows, DIRECTORY);
  const enough = cell(lane, ENOUGH);
  const last = cell(team, END);
  const chunk = cell(team, CHUNK);
  const listed = <usize>cell(team, LISTED_IDS);
  let previous: usize = 0;
  while (true) {
    let next = cell(lane, NEXT);
    let end = cell(lane, NEXT_END);
    const isFull = cell(lane, LENGTH) >= enough || cell(lane, ORIGIN_COUNT) + 2 >= enough;
    if (isFull || (next == end && cell(team, CURSOR) >= last)) {
      if (!hasRoom(lane) || cell(lane, NEWS_COUNT) + cell(lane, LENGTH) > cell(lane, NEWS_ROOM)) return;
      settled(lane, true);
      if (next == end && cell(team, CURSOR) >= last) return;
      continue;
    }
    if (next == end) {
      next = atomic.add<i32>(team + (CURSOR << 2), chunk);
      end = min(last, next + chunk);
      if (next >= last) next = end;
      previous = 0;
      set(lane, NEXT_END, end);
      set(lane, NEXT, next);
      continue;
    }
    set(lane, NEXT, next + 1);
    const id = listed == 0 ? next : cell(listed, next);
    const row = rowAt(directory, words, id);
    if (expanded(lane, row, words, previous)) {
      previous = row;
      close(lane, id);
    } else {
      previous = 0;
      const odd = cell(lane, ODD_COUNT);
      set(<usize>cell(lane, ODD), odd, id);
      set(lane, ODD_COUNT, odd + 1);
    }
  }
}

/** Writes an entry of the table where there is none; else answers the one that there is. */
// @ts-expect-error: a decorator of functions
@inline
function tryEntry(table: usize, place: i32, entry: i32): i32 {
  return atomic.cmpxchg<i32>(table + ((<usize>place) << 2), 0, entry);
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
        place = (place + 1) & mask;
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
  while ((cell(table, place) & mask) != last + 1) place = (place + 1) & mask;
  set(table, place, (hash & ~mask) | (hole + 1));
  copy(row, rowAt(directory, words, hole), words);
}
