/**
 * The agents of a suite: what each machine is for, its statechart with what was gone through, its parameters.
 */

import { extentOf, united } from '../../verdict/coverage.ts';
import type { MachineCoverage } from '../../verdict/coverage-report.ts';
import type { AgentParameters } from '../../verdict/suite-document.ts';
import { share } from '../coverage-text.ts';
import { statechartDiagram } from '../statechart-diagram.ts';
import { stateName, transitionText } from '../transition-text.ts';
import { cellCode, code, mermaid, prose, table } from './markdown.ts';
import type { DocumentedSuite } from './page-source.ts';

export function agentsSection(suite: DocumentedSuite): readonly (string | readonly string[])[] {
  const machines = united(suite.report.coverage?.machines ?? []);
  return ['## Agents', ...machines.flatMap((machine) => machineParts(machine, suite))];
}

function machineParts(
  machine: MachineCoverage,
  { parameters, declarations, folder }: DocumentedSuite,
): readonly (string | readonly string[])[] {
  const { chart, agents } = machine;
  const declaration = declarations.get(chart.id);
  const own = parameters.filter(({ agent }) => agents.includes(agent));
  return [
    `### ${prose(chart.id)}`,
    `${agents.length === 1 ? 'Agent' : 'Agents'} ${agents.map(code).join(', ')}${declaration === undefined ? '.' : `; declared in ${fileLink(declaration.file, folder)}.`}`,
    ...(declaration?.comment ?? []).map((paragraph) => `> ${prose(paragraph)}`),
    mermaid(statechartDiagram(machine)),
    coverageLine(machine),
    ...parametersTable(own),
  ];
}

/** A link from a page to a file of the project. */
export const fileLink = (file: string, folder: string): string =>
  `[${code(file)}](${folder
    .split('/')
    .map(() => '..')
    .join('/')}/${file})`;

function coverageLine({ chart, entered, transitions, ...rest }: MachineCoverage): string[] {
  const extent = extentOf([{ chart, entered, transitions, ...rest }]);
  const states = chart.states.filter((_, index) => !entered[index]).map(({ path }) => stateName(path));
  const untaken = chart.transitions.flatMap((transition, index) => {
    const { taken, takenIn } = transitions[index]!;
    if (taken) return [];
    const where =
      takenIn === undefined
        ? ''
        : ` (taken in the broken ${takenIn.length === 1 ? 'variant' : 'variants'} ${takenIn.map(code).join(', ')})`;
    return [`${code(transitionText(transition))}${where}`];
  });
  return [
    `Gone through: states ${share(extent.states)}, transitions ${share(extent.transitions)}, guards true and false ${share(extent.guards)}.`,
    ...(states.length === 0 ? [] : [`Never entered: ${states.map(code).join(', ')}.`]),
    ...(untaken.length === 0 ? [] : [`Never taken: ${untaken.join('; ')}.`]),
  ];
}

function parametersTable(agents: readonly AgentParameters[]): readonly (readonly string[])[] {
  const delays = [...new Set(agents.flatMap((agent) => Object.keys(agent.delays)))];
  const rows = delays.map((name) => {
    const values = agents.map((agent) => agent.delays[name] ?? '—');
    return new Set(values).size === 1
      ? [cellCode(name), values[0]!]
      : [cellCode(name), agents.map(({ agent }, index) => `${agent}: ${values[index]}`).join(', ')];
  });
  const inputs = agents.flatMap(({ agent, inputs: alternatives }) =>
    alternatives.length === 0 ? [] : [[cellCode(agent), alternatives.map(cellCode).join(' or ')]],
  );
  return [table(['Delay', 'Length'], rows), table(['Agent', 'Input'], inputs)];
}
