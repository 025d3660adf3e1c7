/**
 * The automaton that `lbt` makes of a formula (Gerth, Peled, Vardi, Wolper, PSTV 1995, by Rönkkö, Heikki Tauriainen
 * and Marko Mäkelä).
 */
import type { Formula } from '../../src/property/formula.ts';
import { answerOf } from '../tools/debian-tool.ts';
import { ATOMS, prefixNotation } from './random-formula.ts';
import type { WordAutomaton, WordTransition } from './word-automaton.ts';

const LETTERS = Array.from({ length: 2 ** ATOMS.length }, (_, letter) => letter);

/** It is not made small: beyond this many states it is too large to be compared. */
const MAX_STATES = 1500;

/** Acceptance sets are of states there; a transition misses those that its target is not in. */
export function toolAutomaton(formula: Formula): WordAutomaton | undefined {
  const text = answerOf('lbt', [], prefixNotation(formula));
  if (Number.parseInt(text, 10) > MAX_STATES) return undefined;
  const [head, ...blocks] = text.split(/^-1$/m).flatMap((block) => [block.trim()]);
  return automatonOf(head!, blocks);
}

/** `states sets`, then for each state `id initial sets… -1` and lines `target guard`, ended by a line `-1`. */
function automatonOf(head: string, rest: readonly string[]): WordAutomaton {
  const lines = [head, ...rest].flatMap((block) => block.split('\n')).filter((line) => line !== '');
  const [, sets] = lines[0]!.split(' ').map(Number);
  const missedIn = new Map<number, number>();
  const initial: number[] = [];
  const guarded = new Map<number, { readonly to: number; readonly guard: string }[]>();
  let state = -1;
  for (const line of lines.slice(1)) {
    if (line.endsWith(' -1')) {
      const [id, isInitial, ...visited] = line.split(' ').map(Number);
      state = id!;
      if (isInitial === 1) initial.push(state);
      const bits = visited.slice(0, -1).reduce((all, set) => all | (1 << set), 0);
      missedIn.set(state, (2 ** sets! - 1) & ~bits);
      guarded.set(state, []);
    } else {
      const [, to, guard] = /^(\d+) (.*)$/.exec(line)!;
      guarded.get(state)!.push({ to: Number(to), guard: guard! });
    }
  }
  const byLetter = new Map(
    [...guarded].map(([from, transitions]): [number, readonly (readonly WordTransition[])[]] => [
      from,
      LETTERS.map((letter) =>
        transitions
          .filter(({ guard }) => isTrue(guard, letter))
          .map(({ to }) => ({ to, missed: missedIn.get(to)! })),
      ),
    ]),
  );
  return { initial, transitions: (from, letter) => byLetter.get(from)![letter]! };
}

/** A guard in prefix notation. */
function isTrue(guard: string, letter: number): boolean {
  const words = guard.split(' ');
  const value = (): boolean => {
    const word = words.shift()!;
    if (word === 't' || word === 'f') return word === 't';
    if (word === '!') return !value();
    if (word === '&' || word === '|') {
      const [left, right] = [value(), value()];
      return word === '&' ? left && right : left || right;
    }
    return ((letter >> Number(word.slice(1))) & 1) === 1;
  };
  return value();
}
