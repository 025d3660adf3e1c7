/**
 * The automaton and the monitor of a formula against `lbt`: no word is accepted as one of φ here and as one of ¬φ
 * there, nor the other way round; so both accept the same words.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Formula, not } from '../../src/property/formula.ts';
import { prefixNotation, randomFormula } from './random-formula.ts';
import { toolAutomaton } from './tool-automaton.ts';
import { acceptsSomething, haveCommonWord, ourAutomaton, ourMonitor } from './word-automaton.ts';

const OPERATORS = 7;
const SEED = 19_77;
const FORMULAS = 500;
const DEEP = 4;

/** What is wrong with our automata of a formula; undefined where the tool's are too large. */
function mistakesIn(formula: Formula) {
  const negation = not(formula);
  const theirs = toolAutomaton(formula);
  const theirNegation = toolAutomaton(negation);
  if (theirs === undefined || theirNegation === undefined) return undefined;
  const violated = ourMonitor(formula, 'violated');
  const mistakes: string[] = [];
  if (haveCommonWord(ourAutomaton(formula), theirNegation)) mistakes.push('accepts too much');
  if (haveCommonWord(ourAutomaton(negation), theirs)) mistakes.push('accepts too little');
  if (haveCommonWord(violated, theirs)) mistakes.push('its monitor is violated too early');
  if (violated.isSafety && haveCommonWord(ourMonitor(formula, 'unviolated'), theirNegation))
    mistakes.push('its monitor is never violated');
  return {
    mistakes,
    isSafety: violated.isSafety,
    satisfiable: acceptsSomething(theirs),
    refutable: acceptsSomething(theirNegation),
  };
}

test('accepts the words that lbt says it should', () => {
  const count = process.env['REDHOUND_DEEP'] === undefined ? FORMULAS : DEEP * FORMULAS;
  const formulas = fc.sample(randomFormula(OPERATORS), { seed: SEED, numRuns: count });
  let [safety, contingent, tooLarge] = [0, 0, 0];
  const wrong = formulas.flatMap((formula) => {
    const judged = mistakesIn(formula);
    if (judged === undefined) {
      tooLarge++;
      return [];
    }
    const { mistakes, isSafety, satisfiable, refutable } = judged;
    if (isSafety) safety++;
    if (satisfiable && refutable) contingent++;
    return mistakes.map((mistake) => `${prefixNotation(formula)}: ${mistake}`);
  });
  console.log(
    `${count} formulas: ${contingent} neither valid nor absurd, ${safety} of safety, ${tooLarge} too large for lbt`,
  );
  expect(wrong).toEqual([]);
  expect(tooLarge).toBeLessThan(0.01 * count);
  expect(contingent).toBeGreaterThan(0.7 * count);
  expect(safety).toBeGreaterThan(0.2 * count);
  expect(safety).toBeLessThan(0.8 * count);
}, 3_600_000);
