/**
 * A claim about runs, made ready for one product: its normal form, its monitor, and the automaton of its negation.
 */
import type { Product } from '../product/product.ts';
import type { Duration } from '../system/duration.ts';
import { ModelError } from '../system/model-error.ts';
import { BuchiAutomaton } from './buchi-automaton.ts';
import { type Atom, atomsOf, type Formula, G, not } from './formula.ts';
import { MonitorAutomaton } from './monitor-automaton.ts';
import { NormalForm } from './normal-form.ts';
import type { Claim, Fairness, Property } from './property.ts';

export class RunClaim {
  readonly property: Property;
  readonly formula: Formula;
  readonly form: NormalForm;
  readonly monitor: MonitorAutomaton;
  readonly ticksAreLetters: boolean;
  readonly fairness: Fairness;
  readonly #ticks: (duration: Duration) => number;
  #negation: BuchiAutomaton | undefined;

  /** @throws ModelError where the formula is none, or a bound is no multiple of the tick */
  constructor(
    property: Property,
    claim: Extract<Claim, { kind: 'formula' }>,
    product: Product,
    formula = claim.formula,
  ) {
    this.property = property;
    this.formula = formula;
    this.ticksAreLetters = claim.ticksAreLetters;
    this.fairness = claim.fairness;
    this.#ticks = (duration) => product.model.clock.ticks(duration, `a bound of property '${property.id}'`);
    this.form = this.#formOf(formula);
    this.monitor = new MonitorAutomaton(this.form);
  }

  get atoms(): readonly Atom[] {
    return this.form.atoms;
  }

  /** What it says of each letter alone: its monitor needs no memory. */
  get isInvariant(): boolean {
    return this.form.isInvariant && !this.ticksAreLetters;
  }

  /** Whether each violation shows after finitely many letters. */
  get isSafety(): boolean {
    return this.form.isSafety;
  }

  /** Accepts the words that violate the claim. */
  get negation(): BuchiAutomaton {
    this.#negation ??= new BuchiAutomaton(this.#formOf(not(this.formula)));
    return this.#negation;
  }

  #formOf(formula: Formula): NormalForm {
    const { id } = this.property;
    try {
      return new NormalForm(formula, this.#ticks, { atoms: atomsOf(this.formula), property: id });
    } catch (error) {
      throw error instanceof ModelError ? error.within({ property: id }) : error;
    }
  }
}

/** The claim about runs that a property makes; undefined where it claims something else. */
export function runClaimOf(property: Property, product: Product): RunClaim | undefined {
  return property.claim.kind === 'formula' ? new RunClaim(property, property.claim, product) : undefined;
}

/** What holds until that is met which the property claims to be possible; undefined where it claims something else. */
export function sightingOf(property: Property, product: Product): RunClaim | undefined {
  const { claim } = property;
  if (claim.kind !== 'possible') return undefined;
  const unseen = {
    kind: 'formula',
    formula: G(not(claim.of)),
    ticksAreLetters: false,
    fairness: {},
  } as const;
  return new RunClaim(property, unseen, product);
}

/** What holds where the property holds of nothing; undefined where that cannot be. */
export function vacuityOf(property: Property, product: Product): RunClaim | undefined {
  const { claim } = property;
  if (claim.kind !== 'formula' || claim.vacuousIf === undefined) return undefined;
  return new RunClaim(property, claim, product, claim.vacuousIf);
}
