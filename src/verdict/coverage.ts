/**
 * What a check of a suite went through, and what it did not: states, transitions and guards of each agent, timers,
 * links, pairs of events, and the outcomes of its properties.
 */
import type { Statechart } from '../agent/statechart.ts';
import { GUARD_FALSE, GUARD_TRUE, MARKS_PER_TRANSITION, TAKEN } from '../agent/transition-record.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import type { SpaceCoverage } from '../search/space-coverage.ts';
import type {
  Extent,
  MachineCoverage,
  PropertyCoverage,
  SentMessage,
  SuiteCoverage,
  VariantCoverage,
} from './coverage-report.ts';
import type { PropertyReport, VariantReport } from './suite-report.ts';

export function extentOf(machines: readonly MachineCoverage[]): Extent {
  const entered = machines.flatMap((machine) => machine.entered);
  const transitions = machines.flatMap((machine) => machine.transitions);
  const guards = transitions.flatMap(({ guard }) => guard ?? []);
  const counted = <T>(all: readonly T[], met: (one: T) => boolean) =>
    [all.filter(met).length, all.length] as const;
  return {
    states: counted(entered, (met) => met),
    transitions: counted(transitions, ({ taken }) => taken),
    guards: counted(guards, (guard) => guard.true && guard.false),
  };
}

export const ITSELF = 'the system itself';

/** By agent in the order of declaration, its own machine before those of its children. */
export function machineCoverage(
  product: Product,
  steps: readonly ReadonlySet<number>[],
): readonly MachineCoverage[] {
  return product.model.agents.flatMap((agent, index) => {
    const marks = new Set<number>();
    for (const step of steps[index]!) for (const mark of agent.record?.marksOf(step) ?? []) marks.add(mark);
    return (agent.record?.machines ?? []).map(({ source, chart, firstMark }) =>
      covered(source === '' ? agent.name : `${agent.name}/${source}`, chart, (offset) =>
        marks.has(firstMark + offset),
      ),
    );
  });
}

/** @param variants what broken variants went through: some transitions are there for them */
export function suiteCoverage(
  product: Product,
  { steps, timers, links, pairs }: SpaceCoverage,
  variants: readonly VariantCoverage[],
): SuiteCoverage {
  const elsewhere = new Map<string, string[][]>();
  for (const { variant, machines } of variants) {
    for (const { chart, transitions } of united(machines)) {
      const key = JSON.stringify(chart);
      const takers = elsewhere.get(key) ?? transitions.map(() => []);
      elsewhere.set(key, takers);
      for (const [index, { taken }] of transitions.entries()) if (taken) takers[index]!.push(variant);
    }
  }
  const machines = machineCoverage(product, steps).map((machine) => {
    const takers = elsewhere.get(JSON.stringify(machine.chart));
    const transitions = machine.transitions.map((transition, index) => {
      const takenIn = takers?.[index] ?? [];
      return transition.taken || takenIn.length === 0 ? transition : { ...transition, takenIn };
    });
    return { ...machine, transitions };
  });
  return { machines, timers, links, pairs, messages: messagesOf(product, steps) };
}

/** By sender and receiver in the order of declaration, then by name. */
function messagesOf(product: Product, steps: readonly ReadonlySet<number>[]): readonly SentMessage[] {
  const { agents } = product.model;
  const seen = new Map<string, SentMessage>();
  for (const [from, agent] of agents.entries()) {
    for (const step of steps[from]!) {
      for (const { agent: to, event } of agent.effects[agent.effectsOf[step]!]!.sends) {
        const { type } = agents[to]!.events[event]!;
        const key = `${String(from).padStart(2)} ${String(to).padStart(2)} ${type}`;
        seen.set(key, { from: agent.name, to: agents[to]!.name, event: type });
      }
    }
  }
  return [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, message]) => message);
}

function covered(agent: string, chart: Statechart, marked: (offset: number) => boolean): MachineCoverage {
  const transitions = chart.transitions.map(({ guard }, index) => {
    const first = chart.states.length + index * MARKS_PER_TRANSITION;
    return {
      taken: marked(first + TAKEN),
      ...(guard !== undefined && {
        guard: { true: marked(first + GUARD_TRUE), false: marked(first + GUARD_FALSE) },
      }),
    };
  });
  // Nothing is ever in a history state: it is entered where a transition leads to it.
  const remembered = new Set(
    chart.transitions.flatMap(({ targets }, index) => (transitions[index]!.taken ? targets : [])),
  );
  const entered = chart.states.map(({ type, path }, state) =>
    type === 'history' ? remembered.has(path) : marked(state),
  );
  return { agents: [agent], chart, entered, transitions };
}

/** The machines of a suite, told from those of other suites. */
export const qualified = (suite: string, machines: readonly MachineCoverage[]): readonly MachineCoverage[] =>
  machines.map((machine) => ({
    ...machine,
    agents: machine.agents.map((agent) => `${suite}.${agent}`),
    transitions: machine.transitions.map((transition) => ({
      ...transition,
      ...(transition.takenIn && { takenIn: transition.takenIn.map((variant) => `${suite}/${variant}`) }),
    })),
  }));

/** Machines with equal charts as one: what one of them went through counts for all. */
export function united(machines: readonly MachineCoverage[]): readonly MachineCoverage[] {
  const byChart = new Map<string, MachineCoverage>();
  for (const machine of machines) {
    const key = JSON.stringify(machine.chart);
    const other = byChart.get(key);
    byChart.set(key, other === undefined ? machine : union(other, machine));
  }
  return [...byChart.values()];
}

const union = (a: MachineCoverage, b: MachineCoverage): MachineCoverage => ({
  agents: [...new Set([...a.agents, ...b.agents])],
  chart: a.chart,
  entered: a.entered.map((entered, state) => entered || b.entered[state]!),
  transitions: a.transitions.map(({ taken, guard, takenIn = [] }, index) => {
    const other = b.transitions[index]!;
    const variants = [...new Set([...takenIn, ...(other.takenIn ?? [])])];
    const isTaken = taken || other.taken;
    return {
      taken: isTaken,
      ...(!isTaken && variants.length > 0 && { takenIn: variants }),
      ...(guard && {
        guard: { true: guard.true || other.guard!.true, false: guard.false || other.guard!.false },
      }),
    };
  }),
});

export const propertyCoverage = (
  properties: readonly Property[],
  reports: readonly PropertyReport[],
  variants: readonly VariantReport[],
): readonly PropertyCoverage[] =>
  reports.map(({ id, verdict }) => {
    const claim = properties.find((property) => property.id === id)?.claim;
    const hasTrigger = claim?.kind === 'formula' && claim.vacuousIf !== undefined;
    const breaking = variants.filter(({ properties: violated }) =>
      violated.some((property) => property.id === id),
    );
    return {
      id,
      ...(hasTrigger && verdict !== 'inconclusive' && { triggered: verdict !== 'vacuous' }),
      holds: verdict === 'holds',
      violatedIn: [...(verdict === 'violated' ? [ITSELF] : []), ...breaking.map(({ name }) => name)],
    };
  });
