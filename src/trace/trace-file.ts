/**
 * Traces as files: text to `Trace` and back.
 *
 * What is read may be truncated, of another tool, or hostile; each such text ends in one `ModelError` and touches
 * nothing. A trace never names code to load: the suite is found by its name among the user's own.
 */
import * as v from 'valibot';
import { ModelError } from '../system/model-error.ts';
import { TRACE_FORMAT, TRACE_VERSION, type Trace } from './trace.ts';
import { TRACE_LIMITS, traceSchema } from './trace-schema.ts';
import { untrustedJson } from './untrusted-json.ts';

/** Where the schema of trace files is published. */
export const TRACE_SCHEMA_URL = 'https://unpkg.com/redhound/schema/trace.schema.json';

/**
 * Writes a trace as JSON: fixed order of keys, two spaces, a newline at the end. The same trace, the same bytes.
 */
export function formatTrace(trace: Trace): string {
  const { tool, system, property, random, initial, violation, shrink } = trace;
  const document = {
    $schema: TRACE_SCHEMA_URL,
    format: trace.format,
    version: trace.version,
    tool: { name: tool.name, version: tool.version },
    suite: trace.suite,
    variant: trace.variant,
    system: { name: system.name, hash: system.hash },
    property: { id: property.id, statement: property.statement, declaredAt: property.declaredAt },
    mode: trace.mode,
    random: random && { seed: random.seed, path: random.path },
    initial: { index: initial.index, stateHash: initial.stateHash },
    steps: trace.steps.map(({ label, time, changed, stateHash, causes, relevant }) => ({
      label,
      time,
      changed: changed.map(({ path, before, after }) => ({ path, before, after })),
      stateHash,
      causes,
      relevant,
    })),
    loop: trace.loop && { start: trace.loop.start },
    obligations: trace.obligations?.map(({ text, kind, opened, due, closed, ended }) => ({
      text,
      kind,
      opened,
      due,
      closed,
      ended,
    })),
    shrink: shrink && {
      from: shrink.from,
      original: shrink.original,
      initial: shrink.initial,
      loop: shrink.loop && { start: shrink.loop.start },
      reached: shrink.reached,
      spent: shrink.spent,
      successes: shrink.successes.map(({ by, length }) => ({ by, length })),
    },
    expect: trace.expect,
    violation: { message: violation.message, values: violation.values },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * Reads the text of a trace file.
 *
 * @param file how errors call it
 * @throws ModelError `TRACE_INVALID` where the text is too large, too deep, truncated, no JSON, no trace, of another
 *   version, or holds anything that the format does not know
 */
export function parseTrace(text: string, file: string): Trace {
  const json = untrustedJson(text, TRACE_LIMITS);
  if ('problem' in json) throw invalidTrace(file, json.problem, json.remedy);
  const read = v.safeParse(traceSchema, json.document, { abortEarly: true });
  if (!read.success) throw misfit(file, json.document, read.issues[0]);
  const { $schema: _, ...trace } = read.output;
  return trace;
}

const AGAIN = 'Run `redhound check` again to get a new trace.';

/** The error for a file that is no usable trace. */
export const invalidTrace = (file: string, problem: string, remedy = AGAIN): ModelError =>
  new ModelError('TRACE_INVALID', problem, remedy, { file });

function misfit(file: string, document: unknown, issue: v.BaseIssue<unknown>): ModelError {
  const { format, version, tool } = (document ?? {}) as Partial<Record<keyof Trace, unknown>>;
  if (format !== TRACE_FORMAT) {
    return invalidTrace(
      file,
      `this is no Redhound trace: its format is ${shown(format)}, not '${TRACE_FORMAT}'.`,
      'Give a file that `redhound check` wrote below .redhound/traces.',
    );
  }
  const writer = shown((tool as Partial<Trace['tool']> | undefined)?.version);
  if (version !== TRACE_VERSION) {
    return invalidTrace(
      file,
      `the trace has version ${shown(version)} (written by redhound ${writer}); this Redhound reads version ${TRACE_VERSION}.`,
      'Use the Redhound that wrote it, or check again.',
    );
  }
  const where = v.getDotPath(issue) ?? 'the document';
  return invalidTrace(
    file,
    issue.type === 'strict_object' && issue.expected === 'never'
      ? `${clipped(where)} is no field of a version ${TRACE_VERSION} trace (written by redhound ${writer}).`
      : `${clipped(where)} does not fit the format: ${clipped(issue.message)}.`,
    `A newer Redhound may have written it, or it was edited: ${AGAIN[0]!.toLowerCase()}${AGAIN.slice(1)}`,
  );
}

const clipped = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

const shown = (value: unknown): string =>
  value === undefined ? 'absent' : clipped(JSON.stringify(value, replaceNesting));

const replaceNesting = (key: string, value: unknown): unknown =>
  key !== '' && typeof value === 'object' && value !== null ? '…' : value;
