/**
 * One trace in every form, each read by its consumer: Mermaid's own parser, Quint's own reader of ITF and a strict one
 * after its specification, ShiViz's regex and rule for clocks, Vitest itself.
 */
import fc from 'fast-check';
import { Window } from 'happy-dom';
import { beforeAll, describe, expect, test } from 'vitest';
import coldRestart from '../../properties/cold-restart-same-set.suite.ts';
import heartbeat from '../../properties/heartbeat.suite.ts';
import migrationZoned from '../../properties/migration-zoned.suite.ts';
import { compose } from '../../src/product/compose.ts';
import { PLAIN_PAGE } from '../../src/report/page.ts';
import { sequenceDiagram } from '../../src/report/sequence-diagram.ts';
import { TRACE_FORMATS } from '../../src/report/trace-formats.ts';
import { searchExhaustively } from '../../src/search/exhaustive.ts';
import { labelled } from '../../src/search/labelled-run.ts';
import { explain } from '../../src/trace/explain.ts';
import type { Explanation } from '../../src/trace/explanation.ts';
import { recordTrace } from '../../src/trace/record-trace.ts';
import type { Suite } from '../../src/verdict/suite.ts';
import { readItf } from './itf-reader.ts';
import { throughQuint } from './quint-reader.ts';
import { readShiviz } from './shiviz-reader.ts';

function explanationOf(suite: Suite, variantName: string, id: string): Explanation {
  const { system } = suite.variants!.find(({ name }) => name === variantName)!;
  const property = suite.properties.find((candidate) => candidate.id === id)!;
  const product = compose(system);
  product.observed = true;
  const run = searchExhaustively(product, [property], { bail: true }).counterexamples.get(id)!;
  const from = { suite: suite.name, variant: variantName, mode: 'exhaustive' as const };
  return explain(product, property, recordTrace(product, property, labelled(product, run), from));
}

const finite = explanationOf(heartbeat, 'timer-not-reset', 'guest1-no-early-restart');
const stopped = explanationOf(migrationZoned, 'no-port-left', 'every-migration-commits');
const endless = explanationOf(coldRestart, 'never-aged-out', 'restarted-once-aged-out');
const rendered = (explanation: Explanation, name: string): string =>
  TRACE_FORMATS.find((format) => format.name === name)!.render(
    explanation,
    PLAIN_PAGE,
    'trace.json',
    'x.suite.ts',
    () => '%document%',
  );

const diagramOf = (explanation: Explanation): string => sequenceDiagram(explanation.trace, explanation);

/** Mermaid wants a document, for the sanitising of labels that it draws. */
type Parse = (text: string) => Promise<unknown>;
let parse: Parse;
beforeAll(async () => {
  const window = new Window();
  Object.assign(globalThis, { window, document: window.document });
  const { default: mermaid } = await import('mermaid');
  parse = (text) => mermaid.parse(text);
}, 60_000);

/** Names that do harm where they are not made harmless. */
const HOSTILE = [
  '</script><script>alert(1)</script>',
  '::error::pwned',
  '%0A::error file=a::b',
  '__proto__',
  'constructor',
  '\u001b[31mred\u001b[0m\u001b]8;;http://evil\u0007',
  '\u202Eevil\u202C\u2066',
  'end',
  'a;b',
  'a#b;',
  '```\n# heading\n```',
  '`` ` ``',
  '@someone <b>|</b> [x](javascript:1)',
  '-->>p2: x',
  'loop\nend\nalt',
  'a\r\nb\u2028c\u0000d',
  '"quoted" \\ \'single\' $\u007bx} {{y}}',
  '%%{init: {}}%%',
  'x'.repeat(1_000_000),
  '',
];
const hostile = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }), fc.string());

/** The same explanation with what users name replaced: statements, events, contexts, guards, values. */
function renamed(explanation: Explanation, names: readonly string[]): Explanation {
  let next = 0;
  const name = (): string => names[next++ % names.length]!;
  const { trace, claim } = explanation;
  const runs = explanation.runs.map((run) => ({
    ...run,
    letters: run.letters.map((letter) => ({
      ...letter,
      label: letter.label === 'start' ? 'start' : `${letter.label} ${name()}`,
      messages: letter.messages.map((act) => ({ ...act, type: name(), event: name() })),
      changed: letter.changed.map(({ path }) => ({
        path: fieldPath(path, name),
        before: name(),
        after: name(),
      })),
      state: letter.state.map((node) => ({
        ...node,
        ...(node.text !== undefined && { text: name() }),
        parts: [{ name: name(), text: name() }],
      })),
      blocked: letter.blocked.map((move) => ({ ...move, label: name(), because: name() })),
    })),
    obligations: run.obligations.map((obligation) => ({ ...obligation, text: name() })),
    ...(run.violation && { violation: { message: name(), values: { [name()]: name() } } }),
  }));
  return {
    ...explanation,
    claim: { ...claim, text: name() },
    runs,
    trace: {
      ...trace,
      property: { ...trace.property, statement: name(), declaredAt: name() },
      steps: trace.steps.map((step) => ({
        ...step,
        label: `${step.label} ${name()}`,
        changed: step.changed.map(({ path }) => ({
          path: fieldPath(path, name),
          before: name(),
          after: name(),
        })),
      })),
      violation: { message: name(), values: { [`value ${name()}`]: name() } },
    },
  };
}
/** Fields are named by users freely; what has no field is an agent's state, and those names are checked. */
const fieldPath = (path: string, name: () => string): string =>
  path.includes('.') ? `${path}.${name()}` : path;

const names = fc.array(hostile, { minLength: 1, maxLength: 12 });

/** What steers a terminal or reorders a line, newlines aside. */
const steers = (text: string): boolean => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(text.replaceAll('\n', ''));
/** What a build's log takes for a command. */
const COMMAND = /^\s*::|##\[/m;

describe.each([
  ['finite', finite],
  ['stopped', stopped],
  ['endless', endless],
])('a %s run', (_, explanation) => {
  test('terminal: no line is wider than 80 columns unless one word is', () => {
    for (const line of rendered(explanation, 'terminal').split('\n')) {
      if ([...line].length > 80) expect(line.trim(), line).toMatch(/^\S+$|^replay: |^declared at /);
    }
  });

  test('Mermaid reads the diagram', async () => {
    expect(await parse(diagramOf(explanation))).toMatchObject({
      diagramType: 'sequence',
    });
  });

  test('ITF: a strict reader finds every state, and the loop', () => {
    const { states, loop, vars } = readItf(rendered(explanation, 'itf'));
    const { letters, loop: outline } = explanation.runs[0]!;
    expect(states).toHaveLength(letters.length);
    expect(states.map((state) => state['mbt::actionTaken'])).toEqual(letters.map(({ label }) => label));
    expect(vars).toContain(outline === undefined ? 'clock' : 'elapsed');
    expect(loop).toBe(outline === undefined ? undefined : Math.min(outline.start + 1, letters.length - 1));
  });

  test('ITF: Quint reads it, and means the same by it', () => {
    const text = rendered(explanation, 'itf');
    expect(throughQuint(text)).toEqual(readItf(text).states);
  });

  test('ShiViz: every event raises its own host by one, and what is received knows what was sent', () => {
    const events = readShiviz(rendered(explanation, 'shiviz'));
    const { letters } = explanation.runs[0]!;
    expect(events).toHaveLength(letters.reduce((sum, { agents }) => sum + agents.length, 0));
    const last = new Map<string, ReadonlyMap<string, number>>();
    for (const { host, clock } of events) {
      expect(clock.get(host)).toBe((last.get(host)?.get(host) ?? 0) + 1);
      for (const [other, time] of last.get(host) ?? []) expect(clock.get(other)).toBeGreaterThanOrEqual(time);
      last.set(host, clock);
    }
  });
});

test('ITF: a loop ends in the state that comes before it, and a clock would not', () => {
  const { states, loop, vars } = readItf(rendered(endless, 'itf'));
  expect(loop).toBeLessThan(states.length - 1);
  const { '#meta': _, elapsed: __, 'mbt::actionTaken': ___, ...before } = states[loop! - 1]!;
  expect(states.at(-1)).toMatchObject(before);
  expect(Object.keys(before)).toHaveLength(vars.length - 2);
  const time = states.reduce(
    (sum, { elapsed }) => sum + Number((elapsed as { '#bigint': string })['#bigint']),
    0,
  );
  expect(time).toBe(endless.runs[0]!.letters.at(-1)!.time);
});

describe('hostile names', () => {
  test('in the terminal and in Markdown: nothing steers, reorders, or becomes markup', () => {
    fc.assert(
      fc.property(names, (replaced) => {
        const explanation = renamed(finite, replaced);
        for (const format of ['terminal', 'markdown']) {
          const text = rendered(explanation, format);
          expect(steers(text)).toBe(false);
          expect(COMMAND.test(text)).toBe(false);
          expect(text.length).toBeLessThan(200_000);
        }
        // Outside code spans and fences there are only words of ours.
        const prose = rendered(explanation, 'markdown')
          .replace(/^```mermaid\n[\s\S]*?^```$/gm, '')
          .replace(/(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, '');
        expect(prose).not.toMatch(/[<>[\]@|]/);
      }),
      { numRuns: 60 },
    );
  });

  test('in a diagram: Mermaid reads it, with the participants and arrows that it had', async () => {
    const arrows = (text: string) => text.split('\n').map((line) => line.replace(/(: | as ).*/, ''));
    const plain = arrows(diagramOf(finite));
    await fc.assert(
      fc.asyncProperty(names, async (replaced) => {
        const explanation = renamed(finite, replaced);
        const text = diagramOf(explanation);
        expect(await parse(text)).toMatchObject({ diagramType: 'sequence' });
        expect(arrows(text)).toEqual(plain);
      }),
      { numRuns: 40 },
    );
  });

  test('in ITF and ShiViz: read as before, names and all', () => {
    fc.assert(
      fc.property(names, (replaced) => {
        const explanation = renamed(finite, replaced);
        const itf = rendered(explanation, 'itf');
        const { states } = readItf(itf);
        expect(throughQuint(itf)).toEqual(states);
        const { letters } = explanation.runs[0]!;
        expect(states.map((state) => state['mbt::actionTaken'])).toEqual(letters.map(({ label }) => label));
        const shiviz = rendered(explanation, 'shiviz');
        expect(readShiviz(shiviz)).toHaveLength(letters.reduce((sum, { agents }) => sum + agents.length, 0));
        expect(steers(shiviz)).toBe(false);
        expect(COMMAND.test(shiviz)).toBe(false);
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  test('in a test: ASCII, with the trace that went in', () => {
    fc.assert(
      fc.property(names, (replaced) => {
        const explanation = renamed(finite, replaced);
        const text = rendered(explanation, 'vitest');
        expect(text).toMatch(/^[ -~\n]*$/);
        const literal = /parseTrace\(\n {2}(".*"),\n/.exec(text)![1]!;
        const held = JSON.parse(JSON.parse(literal) as string) as { steps: { label: string }[] };
        expect(held.steps.map(({ label }) => label)).toEqual(
          explanation.trace.steps.map(({ label }) => label),
        );
      }),
      { numRuns: 40 },
    );
  });
});
