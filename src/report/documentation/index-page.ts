/**
 * The first page: all suites with their figures, and how to read the others.
 */
import { extentOf, qualified, united } from '../../verdict/coverage.ts';
import { share } from '../coverage-text.ts';
import { outcomeOf } from '../outcome.ts';
import { transitionText } from '../transition-text.ts';
import { code, document, prose, table } from './markdown.ts';
import { mutationFigure } from './mutation-section.ts';
import { type DocumentedSuite, pageName } from './page-source.ts';
import { propertiesFigure, statesFigure, variantsCaught } from './suite-page.ts';

/** Coverage is counted over all suites: a transition that one of them takes is taken. */
export function indexPage(suites: readonly DocumentedSuite[]): string {
  const machines = united(
    suites.flatMap(({ report }) => qualified(report.name, report.coverage?.machines ?? [])),
  );
  const { states, transitions, guards } = extentOf(machines);
  const untaken = machines.flatMap(({ chart, transitions: all }) =>
    chart.transitions.flatMap((transition, index) => {
      const { taken, takenIn } = all[index]!;
      return taken
        ? []
        : [[prose(chart.id), code(transitionText(transition)), takenIn?.map(code).join(', ') ?? 'nowhere']];
    }),
  );
  const withMutants = suites.some(({ mutation }) => mutation !== undefined);
  return document([
    '# Suites',
    'One page for each suite: its agents, what is assumed of their surroundings, what is claimed, and what a search of every reachable state found. Made from the models by `redhound docs`; `redhound docs --check` fails where a page does not say what its model says.',
    table(
      [
        'Suite',
        'States',
        'Properties',
        'Variants caught',
        'Transitions taken',
        ...(withMutants ? ['Mutants killed'] : []),
        'Outcome',
        'What it is',
      ],
      suites.map(({ report, mutation }) => [
        `[${report.name}](${pageName(report.name)})`,
        statesFigure(report),
        propertiesFigure(report),
        share(variantsCaught(report)),
        share(extentOf(united(report.coverage?.machines ?? [])).transitions),
        ...(withMutants ? [mutation === undefined ? '' : mutationFigure(mutation)] : []),
        outcomeOf(report).replaceAll('-', ' '),
        prose(report.description ?? ''),
      ]),
    ),
    '## Coverage of all suites together',
    `${machines.length} machines: states entered ${share(states)}, transitions taken ${share(transitions)}, guards both true and false ${share(guards)}. Machines with the same statechart count as one.`,
    ...(untaken.length === 0
      ? []
      : [
          'Transitions that no suite takes, and the broken variants that do:',
          table(['Machine', 'Transition', 'Taken in'], untaken),
        ]),
    ...HOW_TO_READ,
  ]);
}

const HOW_TO_READ: readonly string[] = [
  '## How to read these pages',
  '**An agent** is a state machine that runs by itself and talks to others by messages. Its statechart shows its states as boxes; an arrow `EVENT [guard] / action` is taken when the event comes while the guard is true, and does the action. `after 10 min` is a timer that starts when the state is entered and is called off when it is left; `always` is taken at once. `any state` inside a box stands for all states of that box. What no run takes is marked: `◇` only a broken variant takes it, `✗` nothing does; states that no run enters are grey.',
  '**A property** is one sentence that is claimed of every run. *Checked as* is the same claim in words made from its formula, which says exactly what was checked. In formulas □ is *always*, ◇ is *at some time*, U is *until*, ⟨within⟩ bounds are virtual time. *Its monitor* is the claim as an automaton that watches a run.',
  '**A verdict** *holds* only where every reachable state was visited, of which the page says how many. *Violated, as expected* is a claim that needs an assumption which this system does not make; its page shows a shortest run that refutes it. *Where it has something to say* is a shortest run in which the property’s condition occurs, so that it does not hold of nothing.',
  '**A broken variant** is the model with one defect, put in to see that the properties notice it. The sequence diagrams show how.',
  '**A mutant** is the model with one small change that a program made: a transition left out, a delay a tick longer, a message sent twice. It is killed where some property says of it something else than of the model. What is killed is measured by `redhound mutate` and kept in `docs/mutation`; a page shows it only while its model is the one that was measured.',
  'For readers of TLA⁺ or SPIN: a suite is a closed system with finite budgets; verdicts are over all interleavings of its moves, breadth-first; time is discrete and the tick is among the assumptions; liveness is under the fairness that the property names.',
];
