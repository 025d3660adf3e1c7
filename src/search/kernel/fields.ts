/**
 * Where things are in the records that the kernel works by, in cells of 32 bits: read by both sides, the kernel
 * and those who fill the records in. A pointer is a cell too.
 */

/**
 * Of a store: words of a row; the table and its size less one; pointers to segments of rows; how many rows; whether
 * several add to it at once; where visited rows are only bits, of how many blocks the table is, else 0.
 */
export const WORDS = 0;
export const TABLE = 1;
export const MASK = 2;
export const DIRECTORY = 3;
export const SIZE = 4;
export const SHARED = 5;
export const BLOCKS = 6;
export const STORE_CELLS = 8;

/** Cells of a page of the operating system’s memory, or of a part of one. */
export const PAGE_CELLS = 1 << 10;

/** A block of bits is a line of the processor's cache, two to this power of bytes, and a row has so many bits of it. */
export const BLOCK_BITS = 6;
export const BITS_OF_ROW = 4;
/** What the kernel answers of a row whose bits were set, and which is not the one that it follows. */
export const SOMEWHERE = 0x7fffffff;

/** Words of a row for which there is code of its own: most rows have so many. */
export const SHORT = 2;
/** Rows of a segment: two to this power. */
export const ROW_BITS = 14;
/** At the head of a segment there is a note for each so many rows: two to this power. */
export const NOTE_BITS = 6;
/** Cells of those notes. */
export const NOTES = 1 << (ROW_BITS - NOTE_BITS);

/** Of a masked table: its entries, their number less one, cells of one, words of a key; whether it is to be asked. */
export const ENTRIES = 0;
export const ENTRY_MASK = 1;
export const ENTRY_CELLS = 2;
export const KEY_WORDS = 3;
export const LOOSE = 4;
/** For each word of a key: which word of a row it is of, in bytes, and which bits of it. The first two are spelled out. */
export const KEYS = 5;
export const FIRST = 6;
export const FIRST_MASK = 7;
export const SECOND = 8;
export const SECOND_MASK = 9;
/** Of a row of two words all bits that a key has. */
export const WHOLE_MASK = 10;
/** By how much a product is shifted, so that as many bits are left as number the entries. */
export const ENTRY_SHIFT = 12;
export const MASKED_CELLS = 13;

/** Of a lane, which is one who expands states: its store. */
export const STORE = 0;
/** Pointers to the masked tables of groups of sources, how many, and the lists that they name. */
export const GROUPS = 2;
export const GROUP_COUNT = 3;
export const LISTS = 4;
/** For each recorded step the bits of a row that it turns over. */
export const DELTAS = 5;
/** The moves and steps listed last, and how many; of these the internal ones; the group before which those end. */
export const LISTED_MOVES = 6;
export const LISTED_STEPS = 7;
export const LISTED = 8;
export const INTERNAL = 9;
export const FIRST_OPEN = 10;
/** The batch: rows, hashes, ids and steps of successors, and how many; whom they follow and where those of each end. */
export const ROWS = 11;
export const HASHES = 12;
export const IDS = 13;
export const STEPS = 14;
export const LENGTH = 15;
export const ORIGINS = 16;
export const ENDS = 17;
export const ORIGIN_COUNT = 18;
/** From so many successors on, or so many origins, a batch is looked up. */
export const ENOUGH = 19;
/** The masked table of what predicates told, or 0: whatever is in it was judged. */
export const LETTERS = 20;
/** Successors that are news, and how many. */
export const NEWS = 22;
export const NEWS_COUNT = 23;
/** So many transitions were taken; rows that there may be before there has to be more room. */
export const TRANSITIONS = 24;
export const LIMIT = 25;
/** Flags of lists that keep a state from being expanded here. */
export const ATTENTION = 26;
/** Flags of which a state lacks none that is expanded here. */
export const REQUIRED = 27;
/** Why the last sweep stopped. */
export const REASON = 28;
/** For each group what it lists of the rows of a block, and what is besides; those rows. */
export const FOUND = 29;
/** Of one in a team: the record that the team has in common; states that it has begun with, and their end. */
export const TEAM = 30;
export const NEXT = 31;
export const NEXT_END = 32;
/** States that have to be expanded otherwise, and how many; how many pieces of news there is room for. */
export const ODD = 33;
export const ODD_COUNT = 34;
export const NEWS_ROOM = 35;
/** Ids that only this lane uses: the next one, and their end. Neighbours in memory are not written by several. */
export const OWN_ID = 36;
export const OWN_END = 37;
export const BLOCK_ROWS = 38;
/** Rows that were met not long ago, each at a place that its hash names, and how many places less one. */
export const RECENT = 39;
export const RECENT_MASK = 40;
/** Room for numbers of successors. */
export const PENDING = 41;
/** So many successors in the batch are the row that they follow. */
export const STILL = 42;
/** Of one in a team: where it has begun last; from where on it has taken ids, with where it had begun then; how many. */
export const PART = 43;
export const RANGES = 44;
export const RANGE_COUNT = 45;
export const LANE_CELLS = 48;
/** So many states are looked at together, at first and at most. */
export const FEW = 8;
export const BLOCK = 64;
/** So many steps of a list are copied whether there are as many or not: there is room for them behind the last. */
export const AT_ONCE = 4;
/** So many ids a lane takes at a time: the states of one part are neighbours in the next level, too. */
export const OWN_IDS = 512;
/** So many times is noted from where on a lane takes ids. */
export const RANGE_ROOM = 1 << 12;

/**
 * Of a team: the number of the first state that nobody has begun with, the end of all, how many one takes at a time at
 * least, and else which part of those that are left; the ids of states by their numbers.
 */
export const CURSOR = 0;
export const END = 1;
export const CHUNK = 2;
export const PARTS = 3;
export const LISTED_IDS = 4;
/** What is to be done, and how many have not finished; then for each whether it is there, and the number of its last order. */
export const JOB = 5;
export const RUNNING = 6;
export const MEMBERS = 7;
export const READY = 0;
export const ORDER = 1;
export const MEMBER_CELLS = 2;

/** What a team does: expands states; the same with short rows; enters rows into a new table; clears it; ends. */
export const EXPAND = 1;
export const EXPAND_SHORT = 2;
export const ENTER = 3;
export const CLEAR = 4;
export const FINISH = 5;

/** What is not in a masked table. */
export const ABSENT = 0;

/**
 * Of a list: how many moves; its flags; how many of its steps change anything. Then come those steps, all steps, and
 * all moves.
 */
export const LIST_LENGTH = 0;
export const LIST_FLAGS = 1;
export const LIST_CHANGING = 2;
export const LIST_HEAD = 3;

/** Besides a list an entry has its flags, and from this bit on how many of its steps change anything. */
export const CHANGING_SHIFT = 8;

/** The flags of a list: a move is due; a step is not told; an agent fails; something acts, or the environment may. */
export const DUE = 1;
export const UNTOLD = 2;
export const FAILING = 4;
export const ACTING = 8;

/** Answers in place of flags: a group has to learn; it is to be asked otherwise. */
export const UNLEARNED = -1;
export const ASK = -2;

/** Why a sweep stops: it is at its end; a state has to be expanded otherwise; there is news; there is no room. */
export const DONE = 0;
export const ODD_STATE = 1;
export const SOME_NEWS = 2;
export const NO_ROOM = 3;
