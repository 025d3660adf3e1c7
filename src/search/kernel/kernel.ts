/**
 * The kernel of exhaustive search, ready to be called: see `assembly/kernel.ts` for what its functions do.
 */
import { KERNEL } from './kernel-binary.ts';

/** Pointers are in bytes. */
export interface Kernel {
  addRow(store: number, row: number): number;
  findRow(store: number, row: number): number;
  repack(
    from: number,
    before: number,
    to: number,
    after: number,
    rows: number,
    moves: number,
    count: number,
    scratch: number,
  ): void;
  unite(from: number, words: number, rows: number, bits: number): void;
  enter(store: number, first: number, end: number, hashes: number): void;
  valueOf(table: number, row: number): number;
  setValue(table: number, row: number, value: number, besides: number): void;
  enterAnew(table: number, old: number, count: number, row: number): void;
  list(lane: number, row: number): number;
  takeSteps(lane: number, row: number, steps: number, count: number): void;
  touch(lane: number): number;
  forget(lane: number): void;
  lookUp(lane: number, first: number, end: number, origin: number): void;
  likelihood(store: number): number;
  hashRows(lane: number, first: number, end: number): void;
  sweep(lane: number, first: number, end: number): number;
  sweepShort(lane: number, first: number, end: number): number;
  writeIds(at: number, first: number, count: number): void;
  work(lane: number): void;
  workShort(lane: number): void;
  clearTogether(lane: number): void;
  enterTogether(lane: number): number;
  closeUp(store: number, first: number, count: number): void;
  fillHole(store: number, hole: number): void;
}

/** What is used of the platform's `WebAssembly`: Node has it, the types of Node 20 do not. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}
interface Platform {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  readonly Memory: new (limits: { initial: number; maximum: number; shared: true }) => SharedMemory;
}
const { Module, Instance, Memory } = (globalThis as unknown as { WebAssembly: Platform }).WebAssembly;

let compiled: object | undefined;

/** So many pages of 64 KiB at first, and at most. */
export const memoryOf = (initial: number, maximum: number): SharedMemory =>
  new Memory({ initial, maximum, shared: true });

/** The code of kernels, for all threads. */
export function kernelModule(): object {
  compiled ??= new Module(Buffer.from(KERNEL, 'base64'));
  return compiled;
}

/** A kernel that works in `memory`. */
export function kernelIn(memory: SharedMemory): Kernel {
  return new Instance(kernelModule(), { env: { memory } }).exports as Kernel;
}
