/**
 * Trace files on disk: written below `.redhound/traces` of the root and nowhere else, read with care.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { declaration } from '../report/declaration.ts';
import { traceFile } from '../trace/file-name.ts';
import type { Trace } from '../trace/trace.ts';
import { formatTrace, invalidTrace, parseTrace } from '../trace/trace-file.ts';
import { TRACE_LIMITS } from '../trace/trace-schema.ts';
import { keepFile } from './kept-file.ts';

/**
 * Writes a trace to its place below `root`, over an earlier one.
 *
 * Holds nothing of this machine: the place of the declaration is relative to `root`.
 *
 * @throws ModelError `USAGE` where it cannot be written
 */
export const writeTrace = (root: string, trace: Trace): void => writeBelow(root, traceFile(trace), trace);

/** The same to a place of the caller's own. */
export const writeBelow = (root: string, file: string, trace: Trace): void =>
  keepFile(root, file, formatTrace(declaredBelow(root, trace)), 'the trace');

/** The trace as it may leave this machine: the place of the declaration is relative to `root`. */
export const declaredBelow = (root: string, trace: Trace): Trace => {
  const { declaredAt, ...property } = trace.property;
  if (declaredAt === undefined) return trace;
  return { ...trace, property: { ...property, declaredAt: declaration(declaredAt, root) } };
};

/**
 * Reads a trace file. Never more of it than a trace may have, so that devices and huge files do no harm.
 *
 * @param path what to open
 * @param file how errors call it
 * @throws ModelError `TRACE_INVALID`
 */
export function readTrace(path: string, file: string): Trace {
  let bytes: Buffer;
  try {
    bytes = firstBytes(path, TRACE_LIMITS.bytes + 1);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw invalidTrace(
      file,
      READING[code ?? ''] ?? `the file cannot be read (${code}).`,
      'Give the path of a trace file.',
    );
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidTrace(file, 'the file is no UTF-8 text.');
  }
  return parseTrace(text, file);
}

const READING: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  EISDIR: 'this is a folder.',
  EACCES: 'the file may not be read.',
};

function firstBytes(path: string, most: number): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let length = 0; length < most; ) {
      const chunk = Buffer.alloc(Math.min(1 << 20, most - length));
      const read = readSync(descriptor, chunk);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      length += read;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(descriptor);
  }
}
