/** What is written fits the published schemas, and what fits is no more than what is written. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { reportDocument, reportJson } from '../../src/report/json.ts';
import { reportOf } from '../../src/report/outcome.ts';
import { formatTrace, parseTrace } from '../../src/trace/trace-file.ts';
import { sampleTrace } from '../trace/sample-trace.ts';
import { badSuite, fineSuite, stoppedSuite } from './sample-report.ts';

const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8')) as object;
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
const fitsReport = ajv.compile(schemaOf('report'));
const fitsTrace = ajv.compile(schemaOf('trace'));

/** Every schema of an object in `schema`, with its path. */
const objectSchemas = (schema: unknown, path = '#'): [string, Record<string, unknown>][] =>
  typeof schema !== 'object' || schema === null
    ? []
    : [
        ...('type' in schema && schema.type === 'object'
          ? [[path, schema as Record<string, unknown>] as [string, Record<string, unknown>]]
          : []),
        ...Object.entries(schema).flatMap(([key, inner]) => objectSchemas(inner, `${path}/${key}`)),
      ];

test.each(['report', 'trace', 'mutation'])(
  'every object of the %s schema says which fields it has',
  (name) => {
    for (const [path, schema] of objectSchemas(schemaOf(name))) {
      expect(schema, path).toHaveProperty('additionalProperties');
      expect(schema.additionalProperties, path).not.toBe(true);
    }
  },
);

describe('reports', () => {
  const report = reportOf([fineSuite, badSuite, stoppedSuite], 20120229, false);
  const document = JSON.parse(reportJson(report, '/home/user/project')) as ReturnType<typeof reportDocument>;

  test('fit', () => {
    expect(fitsReport(document), JSON.stringify(fitsReport.errors)).toBe(true);
  });

  test('say the same as what they are made of', () => {
    expect(document).toEqual(reportDocument(report, '/home/user/project'));
    expect(document).toMatchObject({ format: 'redhound/report', version: 1, ok: false, seed: 20120229 });
    expect(document.suites.map(({ outcome }) => outcome)).toEqual([
      'as-expected',
      'not-as-expected',
      'inconclusive',
    ]);
    expect(document.suites[1]!.properties[1]).toMatchObject({
      declaredAt: 'properties/heartbeat.suite.ts:31',
      verdict: 'violated',
      counterexample: { steps: 3, file: '.redhound/traces/heartbeat/no-early-restart.exhaustive.json' },
      modes: { random: { steps: 4, shrunkFrom: 41 } },
    });
    expect(document.suites[0]!.variants[0]).toMatchObject({
      name: 'timeout-of-9',
      breaks: ['no-early-restart'],
      caught: true,
      steps: 3,
      file: '.redhound/traces/heartbeat/timeout-of-9--no-early-restart.exhaustive.json',
    });
  });

  test('have one order of keys', () => {
    const shuffled = { ...report, suites: report.suites.map(reversed) };
    expect(reportJson(shuffled, '')).toBe(reportJson(report, ''));
  });

  test('with a field that is not declared do not fit', () => {
    expect(fitsReport({ ...document, extra: 1 })).toBe(false);
    expect(fitsReport({ ...document, suites: [{ ...document.suites[0], verdict: 'proved' }] })).toBe(false);
  });
});

describe('traces', () => {
  const document = JSON.parse(formatTrace(sampleTrace)) as Record<string, unknown>;

  test('fit, with and without what is optional', () => {
    expect(fitsTrace(document), JSON.stringify(fitsTrace.errors)).toBe(true);
    const random = {
      ...sampleTrace,
      mode: 'random',
      variant: 'v',
      random: { seed: -1, path: '0:1' },
    } as const;
    expect(fitsTrace(JSON.parse(formatTrace(random)))).toBe(true);
    const endless = { ...sampleTrace, loop: { start: sampleTrace.steps.length } };
    expect(fitsTrace(JSON.parse(formatTrace(endless)))).toBe(true);
    expect(parseTrace(formatTrace(endless), 'file')).toEqual(endless);
  });

  test.each([
    { version: 2 },
    { extra: 1 },
    { suite: '../x' },
    { steps: undefined },
    { initial: { index: -1, stateHash: '00000000000000aa' } },
    { initial: { index: 0, stateHash: 'AA' } },
    { steps: [{ label: '', time: 0, changed: [], stateHash: '00000000000000aa' }] },
    { steps: [{ label: 'tick', time: -1, changed: [], stateHash: '00000000000000aa' }] },
    { violation: { message: '', values: { a: 1 } } },
    { system: { name: 'x', hash: 'none' } },
    { mode: 'both' },
    { loop: {} },
    { loop: { start: -1 } },
    { loop: { start: 0.5 } },
    { loop: { start: 0, end: 1 } },
  ])('the schema and the reader refuse the same: %j', (changes) => {
    const text = JSON.stringify({ ...document, ...changes });
    expect(fitsTrace(JSON.parse(text))).toBe(false);
    expect(() => parseTrace(text, 'file')).toThrow('TRACE_INVALID');
  });
});

/** The same object, put together in the opposite order. */
const reversed = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).reverse()) as unknown as T;
