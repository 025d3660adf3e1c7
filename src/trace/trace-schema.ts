/**
 * What a trace file may hold, as a schema that refuses everything else.
 *
 * Strict on purpose, for later versions too: a field that this version does not know may change what the run means
 * (the loop of a lasso, say), and to pass over it would be to replay another run. A version that adds an optional
 * field adds it in four places: `Trace`, here, `formatTrace`, and schema/trace.schema.json. Old files stay readable;
 * a newer file is refused by an older Redhound in a sentence that names the version which wrote it.
 */
import * as v from 'valibot';
import { TRACE_FORMAT, TRACE_VERSION, type Trace } from './trace.ts';

/** Caps on what is read: a trace comes from anywhere. */
export const TRACE_LIMITS = {
  /** Size of the file, in bytes. */
  bytes: 32 * 1024 * 1024,
  /** Levels of nesting; the format needs five. */
  depth: 32,
  /** Number of steps. */
  steps: 100_000,
} as const;

const text = v.string();
const name = (length: number) =>
  v.pipe(v.string(), v.regex(new RegExp(`^[a-z0-9][a-z0-9-]{0,${length - 1}}$`, 'i')));
const stateHash = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const change = v.strictObject({ path: text, before: text, after: text });

const step = v.strictObject({
  label: v.pipe(text, v.nonEmpty()),
  time: v.pipe(v.number(), v.finite(), v.minValue(0)),
  changed: v.array(change),
  stateHash,
  causes: v.exactOptional(v.array(whole)),
  relevant: v.exactOptional(v.boolean()),
});

const obligation = v.strictObject({
  text,
  kind: v.picklist(['happen', 'keep']),
  opened: whole,
  due: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  closed: v.exactOptional(whole),
  ended: v.picklist(['met', 'missed', 'open']),
});

const shrink = v.strictObject({
  from: whole,
  original: v.pipe(v.array(text), v.maxLength(TRACE_LIMITS.steps)),
  initial: v.exactOptional(whole),
  loop: v.exactOptional(v.strictObject({ start: whole })),
  reached: v.picklist(['shortest', 'minimal', 'bounded']),
  spent: whole,
  successes: v.array(v.strictObject({ by: text, length: whole })),
});

export const traceSchema = v.strictObject({
  $schema: v.exactOptional(text),
  format: v.literal(TRACE_FORMAT),
  version: v.literal(TRACE_VERSION),
  tool: v.strictObject({ name: v.literal('redhound'), version: text }),
  suite: name(60),
  variant: v.exactOptional(name(60)),
  system: v.strictObject({ name: text, hash: v.pipe(text, v.regex(/^[0-9a-f]{8,64}$/)) }),
  property: v.strictObject({ id: name(80), statement: text, declaredAt: v.exactOptional(text) }),
  mode: v.picklist(['exhaustive', 'random']),
  random: v.exactOptional(v.strictObject({ seed: v.pipe(v.number(), v.safeInteger()), path: text })),
  initial: v.strictObject({ index: whole, stateHash }),
  steps: v.pipe(v.array(step), v.maxLength(TRACE_LIMITS.steps)),
  loop: v.exactOptional(v.strictObject({ start: whole })),
  obligations: v.exactOptional(v.array(obligation)),
  shrink: v.exactOptional(shrink),
  expect: v.exactOptional(v.literal('pass')),
  violation: v.strictObject({ message: text, values: v.record(text, text) }),
}) satisfies v.GenericSchema<unknown, Trace>;
