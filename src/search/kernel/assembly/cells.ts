/**
 * Cells of records.
 */
// @ts-expect-error: a decorator of functions
@inline
export function cell(record: usize, index: i32): i32 {
  return load<i32>(record + ((<usize>index) << 2));
}

/** The same without a sign: what a cell is widened by must not depend on how it was read. */
// @ts-expect-error: a decorator of functions
@inline
export function bitsOf(record: usize, index: i32): u64 {
  return load<u32>(record + ((<usize>index) << 2)) as u64;
}

// @ts-expect-error: a decorator of functions
@inline
export function set(record: usize, index: i32, value: i32): void {
  store<i32>(record + ((<usize>index) << 2), value);
}
