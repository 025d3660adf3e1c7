/**
 * Formulas as the pattern catalogue writes them: `[](Q & !R -> (!P W R))`.
 *
 * So that a published text can stand here as it stands there. From loose to tight: `->`, `|`, `&`, then U and W, then
 * what stands before one formula. A span follows its operator: `<>[0,5] P`. Capital letters are propositions, but for
 * U, W and X. `later<>` and `later[]` speak of strictly later letters.
 */
import {
  and,
  type Binary,
  binary,
  implies,
  next,
  not,
  or,
  prop,
  type Span,
  type Spec,
  unary,
} from './spec.ts';

const TOKEN = /later<>|later\[\]|->|<>|\[\]|\[\d+,(?:\d+|inf)\]|[!&|()]|[A-Z]/y;
const UNARY = { '<>': 'F', '[]': 'G', 'later<>': 'laterF', 'later[]': 'laterG' } as const;

/** The formula of a text; propositions are what `named` gives for their letters. */
export function specOf(text: string, named: (name: string) => Spec = prop): Spec {
  const tokens = tokensOf(text);
  let position = 0;
  const takes = (token: string): boolean => {
    const taken = tokens[position] === token;
    if (taken) position++;
    return taken;
  };
  const expect = (token: string): void => {
    if (!takes(token)) throw new Error(`'${token}' expected at token ${position} of ${text}`);
  };
  const span = (): Span | undefined => {
    const bounds = /^\[(\d+),(\d+|inf)\]$/.exec(tokens[position] ?? '');
    if (bounds === null) return undefined;
    position++;
    return [Number(bounds[1]), bounds[2] === 'inf' ? Infinity : Number(bounds[2])];
  };

  const implication = (): Spec => {
    const left = disjunction();
    return takes('->') ? implies(left, implication()) : left;
  };
  const disjunction = (): Spec => {
    const parts = [conjunction()];
    while (takes('|')) parts.push(conjunction());
    return parts.length === 1 ? parts[0]! : or(...parts);
  };
  const conjunction = (): Spec => {
    const parts = [until()];
    while (takes('&')) parts.push(until());
    return parts.length === 1 ? parts[0]! : and(...parts);
  };
  const until = (): Spec => {
    const left = prefixed();
    for (const op of ['U', 'W'] satisfies Binary[]) {
      if (takes(op)) {
        const bounds = span();
        return binary(op, left, until(), bounds);
      }
    }
    return left;
  };
  const prefixed = (): Spec => {
    if (takes('!')) return not(prefixed());
    if (takes('X')) return next(prefixed());
    for (const [token, op] of Object.entries(UNARY)) {
      if (takes(token)) {
        const bounds = span();
        return unary(op, prefixed(), bounds);
      }
    }
    if (takes('(')) {
      const inner = implication();
      expect(')');
      return inner;
    }
    const name = tokens[position++] ?? 'nothing';
    if (!/^[A-TVYZ]$/.test(name)) throw new Error(`a formula expected, not '${name}', in ${text}`);
    return named(name);
  };

  const spec = implication();
  if (position < tokens.length) throw new Error(`'${tokens[position]}' is left over in ${text}`);
  return spec;
}

function tokensOf(text: string): string[] {
  const compact = text.replace(/\s+/g, '');
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < compact.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(compact);
    if (found === null) throw new Error(`no formula begins with ${compact.slice(at)}`);
    tokens.push(found[0]);
  }
  return tokens;
}
