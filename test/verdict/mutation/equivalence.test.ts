/**
 * What is said to be equivalent is: the labelled graphs of model and mutant, built and compared in the plainest way,
 * agree. And a survivor's run is a shortest one that tells it from the model.
 */
import { describe, expect, test } from 'vitest';
import nestedKvm from '../../../properties/nested-kvm.suite.ts';
import startScreen from '../../../properties/start-screen.suite.ts';
import { compose } from '../../../src/product/compose.ts';
import { stateKey } from '../../../src/product/description.ts';
import { MoveList } from '../../../src/product/move.ts';
import { moveLabelled } from '../../../src/search/labelled-run.ts';
import type { AnySystem } from '../../../src/system/system.ts';
import { checkMutant } from '../../../src/verdict/mutation/check-mutant.ts';
import { prepared } from '../../../src/verdict/mutation/mutate-suite.ts';
import { defineSuite, type Suite } from '../../../src/verdict/suite.ts';
import { twoPhaseCommit, twoPhaseCommitProperties } from '../../oracles/two-phase-commit.ts';
import { type LabelledGraph, labelledGraph, movesToDifference } from './labelled-graph.ts';

/** So that runs have a move for each tick, as the plain graphs have. */
const withoutLeaps = (suite: Suite): Suite => ({
  ...suite,
  system: { ...suite.system, clock: { ...suite.system.clock, jumps: false } },
});

const suites: readonly Suite[] = [
  withoutLeaps(startScreen),
  withoutLeaps(nestedKvm),
  defineSuite({
    name: 'two-phase-commit',
    system: twoPhaseCommit(2),
    properties: twoPhaseCommitProperties(2),
  }),
];

/** A comparison of every survivor would take minutes where graphs are large. */
const SURVIVORS = 12;

describe.each(suites)('of $name', (suite) => {
  const { baseline } = prepared(suite, {});
  const { properties } = baseline;
  const graph = labelledGraph(suite.system, properties);
  const reports = baseline.mutants
    .filter(({ subject }) => subject === 'machine')
    .map((mutant) => ({ mutant, report: checkMutant(baseline, mutant) }));
  const with_ = (outcome: string) => reports.filter(({ report }) => report.outcome === outcome);

  test('the plain graph has the states that the search counts', () => {
    expect(graph.edges).toHaveLength(baseline.states);
  });

  test('equivalent mutants have the same graph, up to what claims can see', () => {
    const equivalent = with_('equivalent');
    expect(equivalent.length).toBeGreaterThan(0);
    for (const { mutant } of equivalent.slice(0, 100)) {
      const difference = movesToDifference(graph, labelledGraph(mutant.system(), properties));
      expect(difference, mutant.id).toBeUndefined();
    }
  });

  test('mutants with the same steps have the very same graph', () => {
    for (const { mutant, report } of with_('equivalent')) {
      if (report.equivalence !== 'same steps') continue;
      expect(sameNumbering(labelledGraph(mutant.system(), properties)), mutant.id).toEqual(
        sameNumbering(graph),
      );
    }
  });

  test('survivors differ after as many moves as their run has, and not before', () => {
    for (const { mutant, report } of with_('survived').slice(0, SURVIVORS)) {
      const expected = movesToDifference(graph, labelledGraph(mutant.system(), properties));
      expect(report.difference?.labels.length, mutant.id).toBe(expected);
    }
  });

  test('the run of a survivor can be taken in both, but for a last move that does something in one of them only', () => {
    for (const { mutant, report } of with_('survived')) {
      const { labels, what } = report.difference!;
      const [model, other] = [suite.system, mutant.system()].map((system) => walked(system, labels));
      const onlyIn = { model: /^the mutant cannot take/, mutant: /^only in the mutant/ };
      if (onlyIn.model.test(what)) expect([model!.all, other!.toNoEffect], mutant.id).toEqual([true, true]);
      else if (onlyIn.mutant.test(what))
        expect([model!.toNoEffect, other!.all], mutant.id).toEqual([true, true]);
      else expect([model!.all, other!.all], mutant.id).toEqual([true, true]);
    }
  });

  test('no killed mutant is equivalent', () => {
    for (const { mutant } of with_('killed').slice(0, SURVIVORS)) {
      const difference = movesToDifference(graph, labelledGraph(mutant.system(), properties));
      expect(difference, mutant.id).toBeDefined();
    }
  });
});

/**
 * Whether all labels can be taken, one after another; and whether all but the last can, which then cannot be taken or
 * changes no state.
 */
function walked(
  system: AnySystem,
  labels: readonly string[],
): { readonly all: boolean; readonly toNoEffect: boolean } {
  const product = compose(system);
  // Else deliveries that change nothing are no moves.
  product.observed = true;
  const moves = new MoveList();
  const state = product.allocate();
  const next = product.allocate();
  state.set(product.initialStates()[0]!.state);
  let stays = false;
  for (const [index, label] of labels.entries()) {
    product.enabledMoves(state, moves);
    const move = moveLabelled(product, state, moves, label);
    if (move === undefined) return { all: false, toNoEffect: index === labels.length - 1 };
    product.successor(state, move, next);
    stays = stateKey(product, state) === stateKey(product, next);
    state.set(next);
  }
  return { all: true, toNoEffect: stays };
}

/** States numbered in the order in which labels lead to them, so that equal graphs are equal values. */
function sameNumbering({ edges, initials }: LabelledGraph): LabelledGraph {
  const numbers = new Map<number, number>();
  const order: number[] = [];
  const number = (state: number): number => {
    const known = numbers.get(state);
    if (known !== undefined) return known;
    numbers.set(state, order.length);
    return order.push(state) - 1;
  };
  const renamed = initials.map((edge) => ({ ...edge, to: number(edge.to) }));
  const out = [];
  for (let index = 0; index < order.length; index++) {
    out.push(edges[order[index]!]!.map((edge) => ({ ...edge, to: number(edge.to) })));
  }
  return { initials: renamed, edges: out };
}
