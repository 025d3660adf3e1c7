/**
 * Coverage as one JSON document, the one of schema/coverage.schema.json.
 */

import { extentOf, qualified, united } from '../verdict/coverage.ts';
import type { MachineCoverage } from '../verdict/coverage-report.ts';
import type { SuiteReport } from '../verdict/suite-report.ts';

export const coverageJson = (reports: readonly SuiteReport[]): string =>
  `${JSON.stringify(coverageDocument(reports), null, 2)}\n`;

/** The document as an object. `machines` are those of all suites: equal charts are one machine. */
export const coverageDocument = (reports: readonly SuiteReport[]) => ({
  format: 'redhound/coverage',
  version: 1,
  suites: reports.map(({ name, states, complete, coverage }) => ({
    name,
    states,
    complete,
    ...(coverage && { ...coverage, machines: coverage.machines.map(machineDocument) }),
  })),
  machines: united(reports.flatMap(({ name, coverage }) => qualified(name, coverage?.machines ?? []))).map(
    machineDocument,
  ),
});

function machineDocument(machine: MachineCoverage) {
  const { agents, chart, entered, transitions } = machine;
  return {
    machine: chart.id,
    agents,
    extent: extentOf([machine]),
    states: chart.states.map(({ path }, index) => ({ path, entered: entered[index]! })),
    transitions: chart.transitions.map(({ source, event, index, guard, targets }, position) => ({
      source,
      event,
      index,
      targets,
      taken: transitions[position]!.taken,
      ...(transitions[position]!.takenIn && { takenIn: transitions[position]!.takenIn }),
      ...(guard !== undefined && { guard: { name: guard, ...transitions[position]!.guard! } }),
    })),
  };
}
