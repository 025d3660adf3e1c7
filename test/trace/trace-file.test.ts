/** A trace file holds exactly its trace, in bytes that depend on nothing else; every other text is refused. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ModelError } from '../../src/system/model-error.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { formatTrace, parseTrace, TRACE_SCHEMA_URL } from '../../src/trace/trace-file.ts';
import { sampleTrace } from './sample-trace.ts';

const name = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,30}$/);
const hash = fc.stringMatching(/^[0-9a-f]{16}$/);
const key = fc.string().filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text));
const traces: fc.Arbitrary<Trace> = fc.record(
  {
    format: fc.constant('redhound/trace'),
    version: fc.constant(1),
    tool: fc.record({ name: fc.constant('redhound'), version: fc.string() }),
    suite: name,
    variant: name,
    system: fc.record({ name: fc.string({ unit: 'binary' }), hash }),
    property: fc.record(
      { id: name, statement: fc.string({ unit: 'binary' }), declaredAt: fc.string() },
      { requiredKeys: ['id', 'statement'] },
    ),
    mode: fc.constantFrom('exhaustive', 'random'),
    random: fc.record({ seed: fc.integer(), path: fc.string() }),
    initial: fc.record({ index: fc.nat(), stateHash: hash }),
    steps: fc.array(
      fc.record(
        {
          label: fc.string({ minLength: 1 }),
          time: fc.nat(),
          changed: fc.array(fc.record({ path: fc.string(), before: fc.string(), after: fc.string() })),
          stateHash: hash,
          causes: fc.array(fc.nat()),
          relevant: fc.boolean(),
        },
        { requiredKeys: ['label', 'time', 'changed', 'stateHash'] },
      ),
    ),
    obligations: fc.array(
      fc.record(
        {
          text: fc.string(),
          kind: fc.constantFrom('happen', 'keep'),
          opened: fc.nat(),
          due: fc.nat(),
          closed: fc.nat(),
          ended: fc.constantFrom('met', 'missed', 'open'),
        },
        { requiredKeys: ['text', 'kind', 'opened', 'ended'] },
      ),
    ),
    expect: fc.constant('pass'),
    shrink: fc.record({
      from: fc.nat(),
      original: fc.array(fc.string()),
      reached: fc.constantFrom('shortest', 'minimal', 'bounded'),
      spent: fc.nat(),
      successes: fc.array(fc.record({ by: fc.string(), length: fc.nat() })),
    }),
    violation: fc.record({ message: fc.string(), values: fc.dictionary(key, fc.string()) }),
  },
  {
    requiredKeys: [
      'format',
      'version',
      'tool',
      'suite',
      'system',
      'property',
      'mode',
      'initial',
      'steps',
      'violation',
    ],
  },
);

describe('what is written', () => {
  test('reads back as the same trace', () => {
    fc.assert(
      fc.property(traces, (trace) => {
        expect(parseTrace(formatTrace(trace), 'file')).toEqual(trace);
      }),
    );
  });

  test('has the same bytes however the trace was put together', () => {
    const reversed = Object.fromEntries(Object.entries(sampleTrace).reverse()) as unknown as Trace;
    expect(formatTrace(reversed)).toBe(formatTrace(sampleTrace));
  });

  test('opens with the schema that it fits, is indented by two, and ends with a newline', () => {
    const text = formatTrace(sampleTrace);
    expect(text.split('\n').slice(0, 3)).toEqual([
      '{',
      `  "$schema": "${TRACE_SCHEMA_URL}",`,
      '  "format": "redhound/trace",',
    ]);
    expect(text.endsWith('}\n')).toBe(true);
    const schema = JSON.parse(readFileSync('schema/trace.schema.json', 'utf8')) as { $id: string };
    expect(schema.$id).toBe(TRACE_SCHEMA_URL);
  });
});

const refusal = (text: string): string => {
  try {
    parseTrace(text, 'bad.json');
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    expect((error as ModelError).code).toBe('TRACE_INVALID');
    return (error as ModelError).message;
  }
  return 'accepted';
};
const edited = (changes: Record<string, unknown>): string =>
  JSON.stringify({ ...(JSON.parse(formatTrace(sampleTrace)) as object), ...changes });

describe('what is refused', () => {
  test('every truncation, as one', () => {
    const text = formatTrace(sampleTrace).trimEnd();
    for (let length = 1; length < text.length; length++) {
      expect(refusal(text.slice(0, length))).toMatch(/truncated/);
    }
  });

  test('fifty megabytes', () => {
    expect(refusal(`"${'x'.repeat(50_000_000)}"`)).toMatch(/larger than 32 MB/);
  });

  test.each(['[', '{"a":', '[{"":'])('a million times %s', (opening) => {
    expect(refusal(opening.repeat(1_000_000))).toMatch(/nests deeper than 32 levels/);
  });

  test('brackets within strings are no nesting', () => {
    expect(refusal(JSON.stringify(`${'['.repeat(100)}"\\`))).toMatch(/its format is absent/);
  });

  test.each([
    ['__proto__', '{"__proto__": {"polluted": true}}'],
    ['__proto__', '{"steps": [{"changed": [{"\\u005f_proto__": 1}]}]}'],
    ['constructor', '{"violation": {"values": {"constructor": "x"}}}'],
    ['prototype', '[[{"prototype": null}]]'],
  ])('a key %s, at any depth: %s', (key, text) => {
    expect(refusal(text)).toContain(`the file has a key '${key}'`);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('more steps than a run may have', () => {
    const text = edited({ steps: Array.from({ length: 100_001 }, () => sampleTrace.steps[1]) });
    expect(refusal(text)).toMatch(/steps does not fit/);
  });

  test.each([
    ['', /empty/],
    ['  \n', /empty/],
    ['no json', /is no JSON/],
    ['{"a": 1,}', /is no JSON/],
    ['null', /no Redhound trace: its format is absent/],
    ['[]', /no Redhound trace/],
    ['"redhound/trace"', /no Redhound trace/],
    ['{"format": "other/trace"}', /its format is "other\/trace"/],
    ['{"format": {"a": [1]}}', /its format is \{"a":"…"\}/],
    [edited({ version: 2 }), /version 2 \(written by redhound "0.1.0"\)/],
    [edited({ version: '1' }), /version "1"/],
    [edited({ lasso: 2 }), /lasso is no field of a version 1 trace/],
    [edited({ steps: undefined }), /steps/],
    [edited({ steps: [{}] }), /steps\.0\.label/],
    [edited({ suite: '../../etc/passwd' }), /suite does not fit/],
    [edited({ variant: 'a/b' }), /variant does not fit/],
    [edited({ initial: { index: -1, stateHash: '00000000000000aa' } }), /initial\.index/],
    [edited({ initial: { index: 0, stateHash: 'xyz' } }), /initial\.stateHash/],
    [edited({}).replace('"time":540000', '"time":1e999'), /steps\.1\.time/],
  ])('%s', (text, message) => {
    expect(refusal(text)).toMatch(message);
  });

  test('any other text, with one short error and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const message = refusal(text);
        expect(message.startsWith('[TRACE_INVALID] bad.json: ')).toBe(true);
        expect(message.length).toBeLessThan(1000);
      }),
    );
  });
});
