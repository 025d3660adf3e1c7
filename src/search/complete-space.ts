/**
 * What only the complete space can tell: whether fair runs violate claims about infinite runs, whether something
 * stays possible, and whether a claim holds of nothing.
 */
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import type { RunClaim } from '../property/run-claim.ts';
import { type Strengthening, strengthenings } from '../property/strengthening.ts';
import { type InfiniteRun, violatingRun } from './liveness.ts';
import { MoveClasses } from './move-classes.ts';
import { strandedStates, type Witness, witnessOf } from './possible.ts';
import type { Run } from './run.ts';
import { graphOf, type StateGraph } from './state-graph.ts';
import type { StoredSuccessors } from './stored-successors.ts';
import type { Watch } from './watch.ts';

export interface Analysis {
  readonly violated: ReadonlySet<string>;
  readonly vacuous: ReadonlySet<string>;
  /** Counterexamples that are lassos. */
  readonly runs: ReadonlyMap<string, Run>;
  readonly witnesses: ReadonlyMap<string, Witness>;
  /** Properties of which a system state refutes that something is always possible. */
  readonly strandedAt: ReadonlyMap<Property, number>;
  readonly notes: ReadonlyMap<string, string>;
}

export const NOTHING_MORE: Analysis = {
  violated: new Set(),
  vacuous: new Set(),
  runs: new Map(),
  witnesses: new Map(),
  strandedAt: new Map(),
  notes: new Map(),
};

/** What the search found out on its way. */
export interface Found {
  /** Ids of properties whose trigger was seen. */
  readonly triggered: ReadonlySet<string>;
  readonly violated: ReadonlySet<string>;
}

/** @param holdingOf those of some properties that hold, by a search of their own: their ids */
export function analyseCompleteSpace(
  product: Product,
  watch: Watch,
  stored: StoredSuccessors,
  { triggered, violated: before }: Found,
  holdingOf: (properties: readonly Property[]) => ReadonlySet<string>,
): Analysis {
  const violated = new Set<string>();
  const runs = new Map<string, Run>();
  const witnesses = new Map<string, Witness>();
  const strandedAt = new Map<Property, number>();
  const notes = new Map<string, string>();
  const endless = [...watch.liveness, ...watch.endings.filter(({ property }) => !before.has(property.id))];
  if (endless.length + watch.possibilities.length > 0) {
    const classes = new MoveClasses(product);
    const withStutters = endless.some(({ ticksAreLetters }) => ticksAreLetters);
    const graph = graphOf(product, stored, watch.letters, classes, withStutters);
    for (const claim of endless) {
      const run = violatingRun(product, graph, claim, watch.letters, classes);
      if (run === undefined) continue;
      violated.add(claim.property.id);
      runs.set(claim.property.id, runOf(run));
      if (run.zeno) notes.set(claim.property.id, 'Zeno: internal moves go on for ever and time does not');
    }
    for (const property of watch.possibilities) decidePossibility(property, graph);
  }
  const vacuous = vacuousIn(watch, new Set([...triggered, ...before, ...violated]), holdingOf);
  return { violated, vacuous, runs, witnesses, strandedAt, notes };

  function decidePossibility(property: Property, graph: StateGraph): void {
    const { claim, id } = property;
    if (claim.kind === 'always-possible') {
      const { count, first } = strandedStates(graph, claim.of, watch.letters);
      if (first === undefined) return;
      strandedAt.set(property, first);
      notes.set(id, `from ${count} of ${graph.size} states it cannot be reached without faults`);
    } else if (claim.kind === 'possible') {
      const witness = witnessOf(graph, claim.of, watch.letters);
      if (witness !== undefined) {
        witnesses.set(id, witness);
        return;
      }
      violated.add(id);
      notes.set(id, `no letter of the ${graph.size} reachable states has it`);
    }
  }
}

const runOf = ({ initial, stem, loop }: InfiniteRun): Run => ({
  initial,
  moves: [...stem, ...loop],
  loop: stem.length,
});

/**
 * Ids of properties that hold of nothing. Triggers that a letter alone tells were looked for on the way; the others
 * in a search of their own, which ends as soon as each was met.
 */
function vacuousIn(
  watch: Watch,
  settled: ReadonlySet<string>,
  holdingOf: (properties: readonly Property[]) => ReadonlySet<string>,
): ReadonlySet<string> {
  const open = watch.vacuities.filter(({ property }) => !settled.has(property.id));
  const vacuous = open.filter(({ isInvariant }) => isInvariant).map(({ property }) => property.id);
  const remaining = open.filter(({ isInvariant }) => !isInvariant);
  return new Set([...vacuous, ...(remaining.length === 0 ? [] : holdingOf(remaining.map(asProperty)))]);
}

/** The claim as a property of its own, without a trigger. */
function asProperty({ property, formula, fairness, ticksAreLetters }: RunClaim): Property {
  return { ...property, claim: { kind: 'formula', formula, fairness, ticksAreLetters } };
}

/** The atoms of a claim without which it would hold too. */
export function needlessIn(
  property: Property,
  holdingOf: (properties: readonly Property[]) => ReadonlySet<string>,
): readonly Strengthening[] {
  const { claim } = property;
  if (claim.kind !== 'formula') return [];
  const { vacuousIf: _, ...rest } = claim;
  const stronger = strengthenings(claim.formula);
  const holding = holdingOf(
    stronger.map(({ formula }, index) => ({ ...property, id: `${index}`, claim: { ...rest, formula } })),
  );
  return stronger.filter((_strengthening, index) => holding.has(`${index}`));
}
