/**
 * Where partial-order reduction is not made use of, and why: what it rests on is said in `ample-sets.ts`.
 */
import type { Product } from '../../product/product.ts';
import { type Formula, hasBounds, partsOf } from '../../property/formula.ts';
import type { Limits } from '../run.ts';
import type { Watch } from '../watch.ts';
import { MOST_AGENTS } from './futures.ts';

/** One clause; undefined where it can be made use of. */
export function whyNoPartialOrder(
  product: Product,
  watch: Watch,
  { coverage, symmetry }: Limits,
): string | undefined {
  return (
    whyNotIn(product) ??
    whyNotFor(watch) ??
    (product.observed ? 'a property reads what moves did' : undefined) ??
    (coverage === true ? 'coverage is told of all states' : undefined) ??
    (symmetry === 'on' && product.model.replicas.swaps.length > 0 ? 'symmetry reduction is on' : undefined)
  );
}

function whyNotIn({ model }: Product): string | undefined {
  const { system, clock, faults, agents } = model;
  const links = system.links ?? [];
  if (clock.timed) return 'time passes for all agents at once';
  if (
    (system.faults ?? []).length + faults.length > 0 ||
    links.some(({ loss, duplication }) => loss ?? duplication)
  )
    return 'faults may strike between any two moves';
  if (links.some(({ overflow }) => overflow === 'block')) return 'a link that is full blocks whoever sends';
  if (links.some(({ ignored }) => ignored === 'stays'))
    return 'what is delivered depends on what would become of it';
  if (agents.length > MOST_AGENTS) return `there are more than ${MOST_AGENTS} agents`;
  return undefined;
}

function whyNotFor(watch: Watch): string | undefined {
  const [endless] = watch.liveness;
  if (endless !== undefined) return `property '${endless.property.id}' speaks of runs that do not end`;
  const [possible] = watch.possibilities;
  if (possible !== undefined) return `property '${possible.id}' asks what stays possible`;
  const counting = [...watch.invariants, ...watch.safety, ...watch.vacuities].find(
    ({ formula, ticksAreLetters }) => ticksAreLetters || countsLetters(formula),
  );
  return counting && `property '${counting.property.id}' tells how many moves there are`;
}

/** Whether a letter that comes twice may make it true or false. */
const countsLetters = (formula: Formula): boolean =>
  COUNTING.has(formula.op) || hasBounds(formula) || partsOf(formula).some(countsLetters);

const COUNTING: ReadonlySet<Formula['op']> = new Set(['X', 'Y', 'laterU', 'laterR']);
