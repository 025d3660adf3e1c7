/** Suites as they are listed: each property says itself what it claims, without a search. */

import { defineSuite, defineSystem, ModelError, minutes, propertiesOf, seconds } from 'redhound';
import { describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import { listJson, listText } from '../../src/report/list-text.ts';
import { PLAIN_PAGE } from '../../src/report/page.ts';

const system = defineSystem({
  name: 'room',
  agents: { lamp: createMachine({ initial: 'off', states: { off: {}, on: {} } }) },
  clock: { tick: seconds(30) },
});
const { agent, alwaysPossible, claim, condition, G, fair, not, whenever } = propertiesOf(system);
const [on, off] = [agent('lamp').matches('on'), agent('lamp').matches('off')];

const suite = defineSuite({
  name: 'lamp',
  system,
  properties: [
    claim('goes-out', {
      statement: 'A lamp that is on is off within a minute.',
      because: 'Nobody switches it off at night.',
      source: 'house rules',
      formula: whenever(on)
        .leadsTo(off)
        .within(minutes(1))
        .before(condition('morning', () => false)),
    }),
    claim('goes-out-some-day', {
      statement: 'A lamp that is on is off some day.',
      formula: whenever(on).leadsTo(off),
      fairness: { weak: [fair.timers('lamp')] },
    }),
    claim('never-both', { statement: 'It is not both.', formula: G(not(on)) }),
    claim('can-be-off', { statement: 'It can always be switched off.', formula: alwaysPossible(off) }),
  ],
});
const listed = [{ file: 'properties/lamp.suite.ts', suite }];

interface Listed {
  readonly format: string;
  readonly version: number;
  readonly suites: readonly { readonly properties: readonly Readonly<Record<string, string>>[] }[];
}
const document = JSON.parse(listJson(listed, '')) as Listed;
const properties = document.suites[0]!.properties;

test('as text, with the formula below the statement', () => {
  expect(listText(PLAIN_PAGE, listed)).toMatchInlineSnapshot(`
    "lamp
      properties/lamp.suite.ts
      goes-out: A lamp that is on is off within a minute.
        ((«lamp in on» → ¬morning U≤1 min («lamp in off» ∧ ¬morning)) ∨ □¬morning) W morning
      goes-out-some-day: A lamp that is on is off some day.
        □(«lamp in on» → ◇«lamp in off»)
      never-both: It is not both.
        □¬«lamp in on»
      can-be-off: It can always be switched off.
        AG EF «lamp in off»"
  `);
});

describe('as JSON', () => {
  test('each property has what it claims in every form', () => {
    expect(document).toMatchObject({ format: 'redhound/list', version: 1 });
    const claimed = properties.map(({ id, formula, sentence, pattern, scope, fairness }) => ({
      id,
      formula,
      sentence,
      pattern,
      scope,
      fairness,
    }));
    expect(claimed).toMatchInlineSnapshot(`
      [
        {
          "fairness": undefined,
          "formula": "((«lamp in on» → ¬morning U≤1 min («lamp in off» ∧ ¬morning)) ∨ □¬morning) W morning",
          "id": "goes-out",
          "pattern": "response",
          "scope": "before",
          "sentence": "Before the first «morning», if it comes, whenever «lamp in on», «lamp in off» follows within 1 min.",
        },
        {
          "fairness": "Assumes that a run stops only where nothing internal can ever happen; weak fairness of timers of lamp.",
          "formula": "□(«lamp in on» → ◇«lamp in off»)",
          "id": "goes-out-some-day",
          "pattern": "response",
          "scope": "globally",
          "sentence": "Whenever «lamp in on», «lamp in off» follows sooner or later.",
        },
        {
          "fairness": undefined,
          "formula": "□¬«lamp in on»",
          "id": "never-both",
          "pattern": "formula",
          "scope": undefined,
          "sentence": "In every run that counts: □¬«lamp in on».",
        },
        {
          "fairness": undefined,
          "formula": "AG EF «lamp in off»",
          "id": "can-be-off",
          "pattern": "always-possible",
          "scope": undefined,
          "sentence": "From every reachable state a letter with «lamp in off» can be reached without faults.",
        },
      ]
    `);
  });

  test('monitors are drawn with the tick of the system', () => {
    expect(properties[0]!['monitor']).toMatchInlineSnapshot(`
      "stateDiagram-v2
        state "0" as s0
        state "1, 1 min … 0 s left" as s1
        state "satisfied" as s2
        state "violated" as s3
        state "4" as s4
        [*] --> s0
        s0 --> s1 : «lamp in on» ∧ ¬morning ∧ ¬«lamp in off»
        s0 --> s2 : morning
        s1 --> s3 : morning
        s1 --> s0 : ¬morning ∧ «lamp in off»
        s1 --> s4 : time is up
        s4 --> s3 : morning
        classDef violated fill:#fdd,stroke:#b00
        class s3 violated
        classDef satisfied fill:#dfd,stroke:#080
        class s2 satisfied"
    `);
    expect(properties[3]).not.toHaveProperty('monitor');
  });

  test('a system that is wrong is an error that tells the file', () => {
    const wrong = { ...suite, system: { ...system, clock: { tick: -1 } } };
    const error = () => listJson([{ file: 'properties/wrong.suite.ts', suite: wrong }], '');
    expect(error).toThrow(ModelError);
    expect(error).toThrow('[TICK_INVALID] properties/wrong.suite.ts');
    // What is listed as text needs no system.
    expect(listText(PLAIN_PAGE, [{ file: 'f', suite: wrong }])).toContain('goes-out');
  });
});
