/**
 * Formulas as text, with the usual symbols and no more parentheses than are needed.
 *
 * From loose to tight: → (to the right), ∨, ∧, then U W R S (which are never mixed without parentheses), then what
 * stands before one formula. U⁺, R⁺, ◇⁺ and □⁺ speak of later letters only, and count time from this one.
 */
import { type AtomName, atomNames } from './atom-name.ts';
import type { Atom, Bounds, Formula } from './formula.ts';
import { ASCII, type Notation, SYMBOLS } from './notation.ts';

export interface TextOptions {
  /** `[] <> X U -> & | !` in place of the symbols. */
  readonly ascii?: boolean;
  /** Default: names that are unique in this formula. */
  readonly names?: AtomName;
  /** Every name in quotes; default: where it could be misread without. */
  readonly quoteAll?: boolean;
}

/** How tightly a text holds together. */
const IMPLIES = 1;
const OR = 2;
const AND = 3;
const BINARY = 4;
const UNARY = 5;
const WHOLE = 6;

type Text = readonly [text: string, tightness: number];

/** A formula as one line. */
export const formulaText = (formula: Formula, options: TextOptions = {}): string =>
  writerOf(formula, options).line(formula);

/** The same, in parentheses where it has several parts. */
export const tightText = (formula: Formula, options: TextOptions = {}): string =>
  writerOf(formula, options).tight(formula, UNARY);

const writerOf = (formula: Formula, options: TextOptions): Writer =>
  new Writer(
    options.ascii ? ASCII : SYMBOLS,
    options.names ?? atomNames([formula]),
    options.quoteAll ?? false,
  );

/** Names that are read as they stand; the operators that are letters are none. */
const PLAIN = /^(?!(?:[UWRSOHYX]|true|false|A[GF]|E[GF])$)[\p{L}_$][\p{L}\p{N}_$]*$/u;

class Writer {
  readonly #notation: Notation;
  readonly #names: AtomName;
  readonly #quoteAll: boolean;

  constructor(notation: Notation, names: AtomName, quoteAll: boolean) {
    this.#notation = notation;
    this.#names = names;
    this.#quoteAll = quoteAll;
  }

  line(formula: Formula): string {
    return this.#text(formula)[0];
  }

  /** In parentheses unless it holds together as tightly as that. */
  tight(formula: Formula, tightness: number): string {
    const [text, own] = this.#text(formula);
    return own >= tightness ? text : `(${text})`;
  }

  #text(formula: Formula): Text {
    const { not, implies, X, F, G, later } = this.#notation;
    switch (formula.op) {
      case 'true':
      case 'false':
        return [formula.op, WHOLE];
      case 'atom':
        return [this.#atom(formula), WHOLE];
      case 'not':
        return [`${not}${this.tight(formula.of, UNARY)}`, UNARY];
      case 'and':
      case 'or':
        return this.#joined(formula.op, formula.of);
      case 'implies':
        return [`${this.tight(formula.left, OR)} ${implies} ${this.tight(formula.right, IMPLIES)}`, IMPLIES];
      case 'X':
        return [`${X}${this.tight(formula.of, UNARY)}`, UNARY];
      case 'Y':
        return this.#before('Y ', formula.of, undefined);
      case 'F':
      case 'G':
        return this.#before(formula.op === 'F' ? F : G, formula.of, formula.bounds);
      case 'O':
      case 'H':
        return this.#before(`${formula.op} `, formula.of, formula.bounds);
      case 'S':
        return this.#between('S', formula.left, formula.right, undefined);
      case 'U':
      case 'laterU': {
        const strict = formula.op === 'U' ? '' : later;
        if (formula.left.op === 'true') return this.#before(`${F}${strict}`, formula.right, formula.bounds);
        return this.#between(`U${strict}`, formula.left, formula.right, formula.bounds);
      }
      case 'R':
      case 'laterR': {
        const strict = formula.op === 'R' ? '' : later;
        if (formula.left.op === 'false') return this.#before(`${G}${strict}`, formula.right, formula.bounds);
        return this.#between(`R${strict}`, formula.left, formula.right, formula.bounds);
      }
      case 'W':
        return this.#between('W', formula.left, formula.right, formula.bounds);
    }
  }

  /** Parts that say nothing are left out. */
  #joined(op: 'and' | 'or', parts: readonly Formula[]): Text {
    const unit = op === 'and' ? 'true' : 'false';
    const saying = parts.filter((part) => part.op !== unit);
    if (saying.length === 0) return [unit, WHOLE];
    if (saying.length === 1) return this.#text(saying[0]!);
    const tightness = op === 'and' ? AND : OR;
    return [saying.map((part) => this.tight(part, tightness)).join(` ${this.#notation[op]} `), tightness];
  }

  #before(operator: string, of: Formula, bounds: Bounds | undefined): Text {
    const within = this.#within(bounds);
    const opening = within === '' ? operator : `${operator.trimEnd()}${within} `;
    return [`${opening}${this.tight(of, UNARY)}`, UNARY];
  }

  #between(operator: string, left: Formula, right: Formula, bounds: Bounds | undefined): Text {
    const middle = ` ${operator}${this.#within(bounds)} `;
    return [`${this.tight(left, UNARY)}${middle}${this.tight(right, UNARY)}`, BINARY];
  }

  #within(bounds: Bounds | undefined): string {
    if (bounds === undefined) return '';
    return bounds[0] === 0 && bounds[1] === Number.POSITIVE_INFINITY ? '' : this.#notation.within(bounds);
  }

  #atom(atom: Atom): string {
    const name = this.#names(atom);
    const [open, close] = this.#notation.quotes;
    return !this.#quoteAll && PLAIN.test(name) ? name : `${open}${name}${close}`;
  }
}
