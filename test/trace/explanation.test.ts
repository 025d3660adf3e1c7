/**
 * What is said of a counterexample is true: the moves that matter violate the property alone, what is called blocked is
 * not enabled, messages are received once and after they were sent, deadlines are those of the claim.
 */
import type { Property, Suite } from 'redhound';
import { globSync } from 'tinyglobby';
import { beforeAll, describe, expect, test } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import type { Product } from '../../src/product/product.ts';
import { searchExhaustively } from '../../src/search/exhaustive.ts';
import { labelled } from '../../src/search/labelled-run.ts';
import { nearestPassing } from '../../src/search/nearest-passing.ts';
import { RandomSearch } from '../../src/search/random.ts';
import { Watch } from '../../src/search/watch.ts';
import { explain, runOf } from '../../src/trace/explain.ts';
import type { ExplainedRun, Explanation } from '../../src/trace/explanation.ts';
import { recordTrace } from '../../src/trace/record-trace.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { replayOn } from '../../src/verdict/replay-trace.ts';

interface Case {
  readonly name: string;
  readonly property: Property;
  readonly system: Suite['system'];
  readonly trace: Trace;
  readonly explanation: Explanation;
  readonly product: Product;
}

const IS_DEEP = Number(process.env['REDHOUND_SEEDS'] ?? 1) > 1;
const cases: Case[] = [];

/** That what matters violates the property alone, test/quality asks of more runs. */
const files = IS_DEEP
  ? globSync('properties/**/*.suite.ts').sort()
  : ['heartbeat', 'migration-zoned', 'nested-kvm-steps', 'update-domains'].map(
      (name) => `properties/${name}.suite.ts`,
    );
const suites = await Promise.all(
  files.map(async (file) => ((await import(`../../${file}`)) as { default: Suite }).default),
);

/** Every broken variant: the shortest counterexample, and a long one as random search found it. */
beforeAll(() => {
  for (const suite of suites) {
    for (const { name, system, breaks } of suite.variants ?? []) {
      const property = suite.properties.find(({ id }) => id === breaks[0])!;
      const product = compose(system);
      product.observed = true;
      const from = { suite: suite.name, variant: name };
      const shortest = searchExhaustively(product, [property], { bail: true }).counterexamples.get(
        property.id,
      );
      // That something is not possible no run shows.
      if (shortest === undefined) continue;
      const add = (trace: Trace): void =>
        void cases.push({
          name: `${suite.name} ${name}`,
          property,
          system,
          trace,
          product,
          explanation: explain(product, property, trace),
        });
      add(recordTrace(product, property, labelled(product, shortest), { ...from, mode: 'exhaustive' }));
      const search = new RandomSearch(product, [property], {
        seed: 1,
        runs: 50_000,
        maxSteps: 120,
        strategy: 'portfolio',
      });
      while (search.advance());
      const found = search.result().violations.get(property.id)?.found;
      if (found !== undefined) add(recordTrace(product, property, found, { ...from, mode: 'random' }));
    }
  }
}, 3_600_000);

const each = (law: (one: Case, run: ExplainedRun) => void): void => {
  expect(cases.length).toBeGreaterThan(25);
  for (const one of cases) for (const run of one.explanation.runs) law(one, run);
};

describe('the moves that matter', () => {
  test('taken alone, exactly, they violate the property; those of a loop go round', () => {
    let longer = 0;
    let endless = 0;
    for (const { name, property, system, trace, explanation } of cases) {
      const { letters, loop } = explanation.runs[0]!;
      const kept = letters.flatMap(({ relevant }, index) => (relevant && index > 0 ? [index] : []));
      if (kept.length < trace.steps.length) longer++;
      if (loop !== undefined) endless++;
      const product = compose(system);
      product.observed = true;
      const run = {
        initial: trace.initial.index,
        labels: kept.map((index) => letters[index]!.label),
        ...(loop && { loop: kept.filter((index) => index <= loop.start).length }),
      };
      const alone = recordTrace(product, property, run, { suite: 'alone', mode: 'random' });
      expect(replayOn(product, property, alone).kind, name).toBe('reproduced');
    }
    expect(longer).toBeGreaterThan(5);
    expect(endless).toBeGreaterThan(5);
  });

  test('causes are earlier, and name steps', () => {
    each((_, { letters }) => {
      for (const [index, { causes }] of letters.entries()) {
        expect(causes.every((cause) => cause >= 0 && cause < index)).toBe(true);
      }
    });
  });
});

describe('why not', () => {
  test('what is blocked is not enabled; every event and fault that is declared is the one or the other', () => {
    each(({ product, name }, { letters }) => {
      const { environment, faults } = product.model;
      for (const { enabled, blocked } of letters) {
        const labels = blocked.map(({ label }) => label);
        for (const { label } of [...environment, ...faults]) {
          expect(enabled.includes(label) !== labels.includes(label), `${name}: ${label}`).toBe(true);
        }
        expect(labels.includes('tick') && enabled.includes('tick')).toBe(false);
        if (product.model.clock.timed) expect(labels.includes('tick') || enabled.includes('tick')).toBe(true);
        expect(blocked.every(({ because }) => because.length > 0)).toBe(true);
      }
    });
  });
});

describe('messages', () => {
  test('each is sent before it is received, dropped or lost, and ends once', () => {
    each(({ name, product }, { letters }) => {
      const open = new Set<number>();
      const isSet = new Set(product.model.links.filter((link) => link.isSet).map((link) => link.name));
      for (const { messages } of letters) {
        for (const { act, id, link } of messages) {
          if (isSet.has(link)) continue;
          if (act === 'sent' || act === 'duplicated')
            expect(open.has(id), `${name}: ${id} sent twice`).toBe(false);
          else expect(open.has(id), `${name}: ${id} ${act}, and is not underway`).toBe(true);
          if (act === 'sent' || act === 'duplicated') open.add(id);
          else if (act !== 'delayed') open.delete(id);
        }
      }
      const inFlight = letters.at(-1)!.state.filter(({ name: link }) => link.includes('→'));
      const count = inFlight
        .filter(({ name: link }) => !isSet.has(link))
        .flatMap(({ parts = [] }) => parts).length;
      expect(open.size, `${name}: in flight at the end`).toBe(count);
    });
  });
});

describe('obligations', () => {
  test('a silence that goes unanswered is owed for ten minutes, and missed by the step after', () => {
    const { runs } = cases.find(
      ({ name, property }) => name === 'heartbeat no-watch' && property.id.includes('silence'),
    )!.explanation;
    const { obligations, letters } = runs[0]!;
    expect(obligations).toHaveLength(1);
    const [{ kind, opened, due, closed, ended }] = obligations as [(typeof obligations)[number]];
    expect({ kind, ended }).toEqual({ kind: 'happen', ended: 'missed' });
    expect(due! - letters[opened]!.time).toBe(10 * 60_000);
    expect(letters[closed!]!.time).toBeGreaterThan(due!);
    expect(letters[closed! - 1]!.time).toBeLessThanOrEqual(due!);
  });

  test('what is missed is missed in the last letter of a finite run, and only there', () => {
    each((_, { obligations, letters, role }) => {
      for (const { ended, closed } of obligations) {
        if (ended === 'missed')
          expect([role, closed]).toEqual([role === 'passing' ? '' : role, letters.length - 1]);
      }
    });
  });
});

describe('the nearest passing run', () => {
  test('begins like the other, parts where it says, and violates nothing', () => {
    let found = 0;
    for (const { name, property, system, explanation } of cases) {
      const passing = explanation.runs.find(({ role }) => role === 'passing');
      if (passing === undefined) continue;
      found++;
      const { parting = 0, letters } = passing;
      const other = explanation.runs[0]!.letters;
      expect(letters.slice(0, parting).map(({ label }) => label)).toEqual(
        other.slice(0, parting).map(({ label }) => label),
      );
      expect(letters[parting]?.label, name).not.toBe(other[parting]?.label);
      const product = compose(system);
      product.observed = true;
      const run = {
        initial: explanation.trace.initial.index,
        labels: letters.slice(1).map(({ label }) => label),
      };
      const trace = recordTrace(product, property, run, { suite: 'alone', mode: 'random' });
      expect(replayOn(product, property, trace).kind, name).toBe('not-reproduced');
    }
    expect(found).toBeGreaterThan(20);
  });

  test('no later parting was passed over', () => {
    const { product, property, trace } = cases.find(
      ({ name }) => name === 'heartbeat timeout-of-nine-minutes',
    )!;
    const watch = new Watch(product, [property]);
    const { shared } = nearestPassing(product, watch, property, runOf(trace))!;
    // The restart itself is due, and cannot be put off: the last choice is that of the hang.
    expect(
      trace.steps.slice(shared + 1).every(({ label }) => label === 'tick' || label.startsWith('timer')),
    ).toBe(true);
  });
});

describe('the run as it was found', () => {
  const shrunkFrom = (original: readonly string[], more: object = {}): readonly string[] => {
    const { product, property, trace } = cases.find(
      ({ name }) => name === 'heartbeat timeout-of-nine-minutes',
    )!;
    const history = { from: original.length, original, reached: 'minimal', spent: 0, successes: [] } as const;
    return explain(product, property, { ...trace, shrink: { ...history, ...more } }).runs.map(
      ({ role }) => role,
    );
  };
  /** A longer one: a guest hangs, and nothing comes of it. */
  const longer = (): readonly string[] => {
    const found = cases.filter(({ name }) => name === 'heartbeat timeout-of-nine-minutes').at(-1)!;
    return found.trace.steps.map(({ label }) => label);
  };

  test('is shown beside the short one', () => {
    expect(shrunkFrom(longer())).toEqual(['minimal', 'original', 'passing']);
  });

  test('is left out where the file says what is no run, or none that violates the property', () => {
    const labels = longer();
    expect(shrunkFrom([...labels, 'no such move'])).not.toContain('original');
    expect(shrunkFrom(labels.toReversed())).not.toContain('original');
    expect(shrunkFrom(labels.slice(0, -1))).not.toContain('original');
    expect(shrunkFrom(labels, { initial: 99 })).not.toContain('original');
    expect(shrunkFrom(labels, { loop: { start: labels.length + 1 } })).not.toContain('original');
  });
});

test('an explanation is plain data', () => {
  for (const { explanation } of cases) expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
});
