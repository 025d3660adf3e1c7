/**
 * Reads formulas as `formulaText` writes them, in symbols and in ASCII. Written apart from it: it knows the notation
 * from its description alone.
 */

import * as ltl from '../../src/property/formula.ts';
import { FALSE, type Formula, TRUE } from '../../src/property/formula.ts';

const TOKEN =
  /\s*(→|->|∨|\||∧|&|¬|!|○|◇⁺|◇|<>\+|<>|□⁺|□|\[\]\+|\[\](?!\+)|[URWS]⁺?(?![\p{L}\p{N}_])\+?|[XYOH](?![\p{L}\p{N}_])|[≤≥<]|\(|\)|\[|\]|,|«[^»]*»|"[^"]*"|∞|inf\b|\d+|[\p{L}_$][\p{L}\p{N}_$]*)/uy;

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, min: 60_000, s: 1000, ms: 1 };

type Bounds = readonly [number, number, 'open'?];

/** @param atom what a name stands for */
export function formulaRead(text: string, atom: (name: string) => Formula): Formula {
  const tokens = tokensOf(text);
  let at = 0;
  const takes = (...some: readonly string[]): string | undefined =>
    some.includes(tokens[at] ?? '') ? tokens[at++] : undefined;
  const expect = (token: string): void => {
    if (takes(token) === undefined) throw new Error(`'${token}' expected before '${tokens[at]}' in ${text}`);
  };
  const duration = (): number => {
    if (takes('∞', 'inf') !== undefined) return Number.POSITIVE_INFINITY;
    const n = Number(tokens[at++]);
    const unit = takes(...Object.keys(UNITS));
    if (unit === undefined && n !== 0) throw new Error(`a unit expected in ${text}`);
    return n * (unit === undefined ? 1 : UNITS[unit]!);
  };
  const bounds = (): Bounds | undefined => {
    if (takes('≤') !== undefined) return [0, duration()];
    if (takes('<') !== undefined) return [0, duration(), 'open'];
    if (takes('≥') !== undefined) return [duration(), Number.POSITIVE_INFINITY];
    if (takes('[') === undefined) return undefined;
    const from = duration();
    expect(',');
    const to = duration();
    if (takes(']') !== undefined || to === Number.POSITIVE_INFINITY) {
      if (tokens[at - 1] !== ']') expect(')');
      return [from, to];
    }
    expect(')');
    return [from, to, 'open'];
  };
  const implication = (): Formula => {
    const left = disjunction();
    return takes('→', '->') === undefined ? left : ltl.implies(left, implication());
  };
  const disjunction = (): Formula => {
    const parts = [conjunction()];
    while (takes('∨', '|') !== undefined) parts.push(conjunction());
    return parts.length === 1 ? parts[0]! : ltl.or(...parts);
  };
  const conjunction = (): Formula => {
    const parts = [between()];
    while (takes('∧', '&') !== undefined) parts.push(between());
    return parts.length === 1 ? parts[0]! : ltl.and(...parts);
  };
  const between = (): Formula => {
    const left = prefixed();
    const operator = takes('U', 'R', 'W', 'S', 'U⁺', 'R⁺', 'U+', 'R+');
    if (operator === undefined) return left;
    const within = bounds();
    const right = prefixed();
    if (operator === 'S') return ltl.S(left, right);
    if (operator === 'W') return ltl.W(left, right, within);
    if (operator.length > 1) return (operator[0] === 'U' ? ltl.laterU : ltl.laterR)(left, right, within);
    return (operator === 'U' ? ltl.U : ltl.R)(left, right, within);
  };
  const prefixed = (): Formula => {
    if (takes('¬', '!') !== undefined) return ltl.not(prefixed());
    if (takes('○', 'X') !== undefined) return ltl.X(prefixed());
    if (takes('Y') !== undefined) return ltl.Y(prefixed());
    const operator = takes('◇', '<>', '□', '[]', 'O', 'H', '◇⁺', '<>+', '□⁺', '[]+');
    if (operator !== undefined) {
      const within = bounds();
      const of = prefixed();
      if (operator.startsWith('◇') || operator.startsWith('<>'))
        return /[⁺+]$/.test(operator) ? ltl.laterU(TRUE, of, within) : ltl.F(of, within);
      if (operator === 'O') return ltl.O(of, within);
      if (operator === 'H') return ltl.H(of, within);
      return /[⁺+]$/.test(operator) ? ltl.laterR(FALSE, of, within) : ltl.G(of, within);
    }
    if (takes('(') !== undefined) {
      const inner = implication();
      expect(')');
      return inner;
    }
    const name = tokens[at++] ?? '';
    if (name === 'true') return TRUE;
    if (name === 'false') return FALSE;
    if (/^[«"]/.test(name)) return atom(name.slice(1, -1));
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) throw new Error(`'${name}' is no formula, in ${text}`);
    return atom(name);
  };
  const formula = implication();
  if (at < tokens.length) throw new Error(`'${tokens[at]}' is left over in ${text}`);
  return formula;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) throw new Error(`no token begins with ${text.slice(from)}`);
    tokens.push(found[1]!);
  }
  return tokens;
}
