/**
 * Monitors: the part of a property that watches a run, as a component of the product.
 *
 * A monitor steps on every transition, also into visited states; its state is a small integer. Named patterns ignore
 * ticks as letters; a tick only moves the monitor's own clock, and never is held up by it.
 */
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import type { Formula, Property } from './property.ts';
import { TrackedPredicate } from './tracked-predicate.ts';

/** The state in which nothing is owed. */
export const IDLE = 0;
/** Absorbing. */
export const VIOLATED = 1;
/** An open obligation: this plus the ticks that remain. */
const OPEN = 2;
/** Precedence: the first event came. */
const SATISFIED = 2;

export interface Monitor {
  readonly property: Property;
  /** Without memory the state is IDLE always, and the answer depends on the letter alone. */
  readonly memoryless: boolean;
  /** Whether its trigger occurred in any letter so far; a property that was never triggered is vacuous. */
  readonly triggered: boolean;
  /** Whether a memoryless monitor has to see every transition, or each state once. */
  readonly readsMoves: boolean;
  /** The state after one more letter; `ticks` is positive for a tick, which is no letter. */
  step(before: number, state: StateVector, observation: number, ticks: number): number;
  /** The predicates by role, for explaining a violation. */
  readonly predicates: Readonly<Record<string, TrackedPredicate>>;
}

type Patterned<P extends Formula['pattern']> = Extract<Formula, { readonly pattern: P }>;

/** The monitor of a property that can be told letter by letter; undefined for those that searches decide. */
export function monitorOf(property: Property, product: Product): Monitor | undefined {
  const { formula } = property;
  switch (formula.pattern) {
    case 'invariant':
      return invariantMonitor(property, formula, product);
    case 'response':
      return responseMonitor(property, formula, product);
    case 'precedence':
      return precedenceMonitor(property, formula, product);
    case 'absence':
      return absenceMonitor(property, formula, product);
    case 'no-deadlock':
    case 'no-timelock':
    case 'no-failure':
      return undefined;
  }
}

function invariantMonitor(property: Property, formula: Patterned<'invariant'>, product: Product): Monitor {
  const holds = new TrackedPredicate(product, formula.holds, property.id);
  const given = formula.given && new TrackedPredicate(product, formula.given, property.id);
  let triggered = given === undefined;
  return {
    property,
    memoryless: true,
    get triggered() {
      return triggered;
    },
    get readsMoves() {
      return holds.readsMoves || given?.readsMoves === true;
    },
    predicates: given === undefined ? { holds } : { given, holds },
    step: (_before, state, observation, ticks) => {
      if (ticks > 0) return IDLE;
      if (given !== undefined) {
        if (!given.test(state, observation)) return IDLE;
        triggered = true;
      }
      return holds.test(state, observation) ? IDLE : VIOLATED;
    },
  };
}

function responseMonitor(property: Property, formula: Patterned<'response'>, product: Product): Monitor {
  const when = new TrackedPredicate(product, formula.when, property.id);
  const leadsTo = new TrackedPredicate(product, formula.leadsTo, property.id);
  const unless = formula.unless && new TrackedPredicate(product, formula.unless, property.id);
  const bound = product.model.clock.ticks(formula.within, `the bound of property '${property.id}'`);
  let triggered = false;
  return {
    property,
    memoryless: false,
    get triggered() {
      return triggered;
    },
    readsMoves: true,
    predicates: unless === undefined ? { when, leadsTo } : { when, leadsTo, unless },
    step: (before, state, observation, ticks) => {
      if (before === VIOLATED) return VIOLATED;
      if (ticks > 0) {
        if (before === IDLE) return IDLE;
        return ticks > before - OPEN ? VIOLATED : before - ticks;
      }
      const responded = leadsTo.test(state, observation);
      let after = before;
      if (before !== IDLE && (responded || unless?.test(state, observation) === true)) after = IDLE;
      if (after === IDLE && when.test(state, observation)) {
        triggered = true;
        if (!responded) after = OPEN + bound;
      }
      return after;
    },
  };
}

function precedenceMonitor(property: Property, formula: Patterned<'precedence'>, product: Product): Monitor {
  const first = new TrackedPredicate(product, formula.first, property.id);
  const before = new TrackedPredicate(product, formula.before, property.id);
  let triggered = false;
  return {
    property,
    memoryless: false,
    get triggered() {
      return triggered;
    },
    readsMoves: true,
    predicates: { first, before },
    step: (state, vector, observation, ticks) => {
      if (state === VIOLATED || ticks > 0) return state;
      if (state === SATISFIED) {
        triggered ||= before.test(vector, observation);
        return SATISFIED;
      }
      const now = before.test(vector, observation);
      triggered ||= now;
      if (first.test(vector, observation)) return SATISFIED;
      return now ? VIOLATED : IDLE;
    },
  };
}

function absenceMonitor(property: Property, formula: Patterned<'absence'>, product: Product): Monitor {
  const of = new TrackedPredicate(product, formula.of, property.id);
  const after = new TrackedPredicate(product, formula.after, property.id);
  const lasting = product.model.clock.ticks(formula.lasting, `the duration of property '${property.id}'`);
  let triggered = false;
  return {
    property,
    memoryless: false,
    get triggered() {
      return triggered;
    },
    readsMoves: true,
    predicates: { after, of },
    step: (before, state, observation, ticks) => {
      if (before === VIOLATED) return VIOLATED;
      if (ticks > 0) return before === IDLE || ticks >= before - OPEN ? IDLE : before - ticks;
      if (before !== IDLE && of.test(state, observation)) return VIOLATED;
      if (!after.test(state, observation)) return before;
      triggered = true;
      return lasting > 0 ? OPEN + lasting : IDLE;
    },
  };
}
