/**
 * Reads a trace with Quint's own reader of the Informal Trace Format, and has Quint write what it read.
 */
import { type ItfTrace, ofItf, ofItfNormalized, toItf } from '@informalsystems/quint/dist/src/itf.js';

/** The variables of each state as Quint understands them, in its own notation of them. */
export function throughQuint(text: string): readonly Readonly<Record<string, unknown>>[] {
  const trace = JSON.parse(text) as ItfTrace;
  // What Quint prints of a trace are values of its simulator: a map with a key twice, say, is none.
  ofItfNormalized(trace);
  const written = toItf(trace.vars, ofItf(trace));
  if (written.isLeft()) throw new Error(written.value);
  return (written.value as ItfTrace).states;
}
