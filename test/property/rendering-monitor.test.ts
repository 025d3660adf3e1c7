/** The picture of a monitor is the monitor: what it draws is read again and walked beside it. */
import fc from 'fast-check';
import { minutes } from 'redhound';
import { describe, expect, test } from 'vitest';
import { properties as heartbeat } from '../../properties/heartbeat.ts';
import { properties as migration } from '../../properties/migration.ts';
import {
  type Atom,
  and,
  atomsOf,
  F,
  type Formula,
  G,
  implies,
  not,
  O,
  or,
  partsOf,
  truthOf,
  W,
} from '../../src/property/formula.ts';
import { letterCondition } from '../../src/property/letter-condition.ts';
import { MonitorAutomaton } from '../../src/property/monitor-automaton.ts';
import { monitorDiagram } from '../../src/property/monitor-diagram.ts';
import { NormalForm } from '../../src/property/normal-form.ts';
import { atom } from '../../src/property/operand.ts';
import { anyFormula } from './any-formula.ts';
import { ENTRIES } from './catalogue-rows.ts';
import { diagramRead, walkerOfDiagram } from './diagram-reader.ts';
import { difference, walkerOf } from './words-of.ts';

const time = (ticks: number): string => String(ticks);

/** The monitor of a formula, with a tick of so many milliseconds. */
const monitorOf = (formula: Formula, tick: number): MonitorAutomaton =>
  new MonitorAutomaton(new NormalForm(formula, (duration) => duration / tick));

function expectDrawn(formula: Formula, tick: number, length = 5): void {
  const monitor = monitorOf(formula, tick);
  const text = monitorDiagram(monitor, { time });
  const drawn = walkerOfDiagram(diagramRead(text), atomsOf(formula));
  const { word } = difference(walkerOf(monitor), drawn, 2 ** atomsOf(formula).length, length);
  expect(word, text).toBeUndefined();
}

describe('drawn and walked, a monitor says the same', () => {
  // Half a minute, so that bounds of two minutes make boxes that count.
  test.each(ENTRIES)('$code', ({ claim }) => {
    expectDrawn(claim.formula, minutes(1) / 2);
    expectDrawn(claim.formula, minutes(2));
  });

  test.each([...heartbeat, ...migration])('$id', ({ claim }) => {
    if (claim.kind === 'formula') expectDrawn(claim.formula, minutes(1) / 4, 60);
  });

  const [p, q, r, s] = ['p', 'is; "up": #1 %% <b>', 'r', 's'].map((name) => atom(name, () => name === ''));
  test.each<[string, Formula]>([
    ['a bound that does not begin at 0', G(implies(p!, F(q!, [minutes(1), minutes(3)])))],
    ['the past', G(implies(p!, O(q!, [0, minutes(3)])))],
    ['something that is over', F(p!, [0, minutes(3)])],
    ['two bounds', or(F(p!, [0, minutes(3)]), G(q!, [0, minutes(2)]))],
    [
      'something that changes while time goes on',
      and(G(implies(p!, F(q!, [0, minutes(5)]))), W(not(r!), s!)),
    ],
    ['what changes at one instant only', F(and(p!, F(q!, [minutes(1), minutes(2)])), [0, minutes(2)])],
  ])('%s', (_, formula) => expectDrawn(formula, minutes(1), 8));

  test('formulas at random', () => {
    let drawn = 0;
    fc.assert(
      fc.property(anyFormula, (formula) => {
        fc.pre(atomsOf(formula).length <= 3);
        let text = '';
        try {
          text = monitorDiagram(monitorOf(formula, minutes(1) / 3), { time });
        } catch {
          return; // No formula, or too large.
        }
        if (text.includes('too large')) return;
        drawn++;
        expectDrawn(formula, minutes(1) / 3, 9);
      }),
      { numRuns: 1000 },
    );
    expect(drawn).toBeGreaterThan(500);
  });

  test('time leaps as it passes', () => {
    for (const { claim } of ENTRIES) {
      const monitor = monitorOf(claim.formula, minutes(1) / 2);
      for (let state = 0; state < monitor.size && state < 200; state++) {
        let later = state;
        for (let ticks = 1; ticks <= 6; ticks++) {
          later = monitor.elapse(later, 1);
          expect(monitor.elapse(state, ticks)).toBe(later);
        }
        for (let letter = 0; letter < 8; letter++) monitor.step(state, letter);
      }
    }
  });
});

test('ten minutes are one box, at any tick', () => {
  const { claim } = heartbeat[0]!;
  if (claim.kind !== 'formula') throw new Error('a claim about runs is expected');
  const monitor = monitorOf(claim.formula, 1000);
  const text = monitorDiagram(monitor, { time: (ticks) => `${ticks} s` });
  expect(monitor.size).toBeGreaterThan(600);
  expect(text).toMatchInlineSnapshot(`
    "stateDiagram-v2
      state "0" as s0
      state "1 owes, 600 s … 0 s left" as s1
      state "violated" as s2
      [*] --> s0
      s0 --> s1 : accepted ∧ ¬restarted
      s1 --> s1 : accepted ∧ ¬restarted
      s1 --> s0 : restarted
      s1 --> s2 : time is up
      classDef violated fill:#fdd,stroke:#b00
      class s2 violated
      classDef owes stroke-dasharray:4
      class s1 owes"
  `);
});

test('what waits for ever owes, and nothing is violated', () => {
  const [p, q] = ['p', 'q'].map((name) => atom(name, () => name === ''));
  const text = monitorDiagram(monitorOf(G(implies(p!, F(q!))), 1), { time });
  expect(text).toMatchInlineSnapshot(`
    "stateDiagram-v2
      state "0" as s0
      state "1 owes" as s1
      [*] --> s0
      s0 --> s1 : p ∧ ¬q
      s1 --> s0 : q
      classDef owes stroke-dasharray:4
      class s1 owes"
  `);
});

test('what is too large is one box that says so', () => {
  const many = Array.from({ length: 7 }, (_, index) => atom(`p${index}`, () => index === -1));
  expect(monitorDiagram(monitorOf(G(or(...many)), 1), { time })).toBe(
    'stateDiagram-v2\n  state "too large to draw, 7 atoms, many states" as s0\n  [*] --> s0',
  );
});

describe('conditions', () => {
  const atoms: readonly Atom[] = ['a', 'b', 'c', 'd'].map((name) => atom(name, () => name === ''));
  const truth = (formula: Formula, letter: number): boolean =>
    truthOf(formula, (one) => ((letter >> atoms.indexOf(one)) & 1) === 1);

  test('are true of exactly the letters that they are made of: all sets of letters of three atoms', () => {
    for (let set = 0; set < 256; set++) {
      const letters = Array.from({ length: 8 }, (_, letter) => letter).filter(
        (letter) => (set >> letter) & 1,
      );
      const condition = letterCondition(letters, atoms.slice(0, 3));
      for (let letter = 0; letter < 8; letter++) {
        expect(truth(condition, letter)).toBe(letters.includes(letter));
      }
    }
  });

  test('name no atom that could be left out of a part', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(15), { minLength: 1, maxLength: 15 }), (letters) => {
        for (const part of partsOf(letterCondition(letters, atoms))) {
          for (const left of partsOf(part)) {
            const rest = and(...partsOf(part).filter((other) => other !== left));
            const wider = Array.from({ length: 16 }, (_, letter) => letter).filter((letter) =>
              truth(rest, letter),
            );
            expect(wider.every((letter) => letters.includes(letter))).toBe(false);
          }
        }
      }),
    );
  });
});
