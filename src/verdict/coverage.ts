/**
 * What a check of a suite went through, and what it did not: states, transitions and guards of each agent, timers,
 * links, pairs of events, and the outcomes of its properties.
 */
import type { Statechart } from '../agent/statechart.ts';
import { GUARD_FALSE, GUARD_TRUE, MARKS_PER_TRANSITION, TAKEN } from '../agent/transition-record.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import type { EventPair } from '../search/event-orders.ts';
import type { LinkCoverage } from '../search/link-traffic.ts';
import type { SpaceCoverage } from '../search/space-coverage.ts';
import type { TimerCoverage } from '../search/timer-fates.ts';
import type { PropertyReport, VariantReport } from './suite-report.ts';

/** One machine of one agent, or of several agents taken together. */
export interface MachineCoverage {
  /** Whose: names of agents, with the machine's id behind a slash where it is a child's. */
  readonly agents: readonly string[];
  readonly chart: Statechart;
  /** By state of the chart: whether it was entered. */
  readonly entered: readonly boolean[];
  /** By transition of the chart. */
  readonly transitions: readonly TransitionCoverage[];
}

export interface TransitionCoverage {
  readonly taken: boolean;
  /** Absent without a guard; both false where it was never asked. */
  readonly guard?: { readonly true: boolean; readonly false: boolean };
}

/** Both outcomes of a property: it holds of something, and it can fail. */
export interface PropertyCoverage {
  readonly id: string;
  /** Whether its trigger occurs; absent where it has none. */
  readonly triggered?: boolean;
  /** It holds in the system, by a complete search. */
  readonly holds: boolean;
  /** Where it is violated: variants, or `the system itself`. */
  readonly violatedIn: readonly string[];
}

export interface SuiteCoverage {
  readonly machines: readonly MachineCoverage[];
  readonly timers: readonly TimerCoverage[];
  readonly links: readonly LinkCoverage[];
  readonly pairs: readonly EventPair[];
}

/** How much of some machines was gone through. */
export interface Extent {
  readonly states: readonly [met: number, all: number];
  readonly transitions: readonly [met: number, all: number];
  /** Guards that were true and false; of those that have one. */
  readonly guards: readonly [met: number, all: number];
}

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
export function suiteCoverage(
  product: Product,
  { steps, timers, links, pairs }: SpaceCoverage,
): SuiteCoverage {
  const machines = product.model.agents.flatMap((agent, index) => {
    const marks = new Set<number>();
    for (const step of steps[index]!) for (const mark of agent.record?.marksOf(step) ?? []) marks.add(mark);
    return (agent.record?.machines ?? []).map(({ source, chart, firstMark }) =>
      machineCoverage(source === '' ? agent.name : `${agent.name}/${source}`, chart, (offset) =>
        marks.has(firstMark + offset),
      ),
    );
  });
  return { machines, timers, links, pairs };
}

function machineCoverage(
  agent: string,
  chart: Statechart,
  marked: (offset: number) => boolean,
): MachineCoverage {
  return {
    agents: [agent],
    chart,
    entered: chart.states.map((_, state) => marked(state)),
    transitions: chart.transitions.map(({ guard }, index) => {
      const first = chart.states.length + index * MARKS_PER_TRANSITION;
      return {
        taken: marked(first + TAKEN),
        ...(guard !== undefined && {
          guard: { true: marked(first + GUARD_TRUE), false: marked(first + GUARD_FALSE) },
        }),
      };
    }),
  };
}

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
  transitions: a.transitions.map(({ taken, guard }, index) => {
    const other = b.transitions[index]!;
    return {
      taken: taken || other.taken,
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
