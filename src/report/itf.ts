/**
 * A run in the Informal Trace Format (Apalache ADR-015, extension `.itf.json`), as Apalache and Quint tools read it.
 *
 * Every state has the same variables of the same types. Names of agents are those of variables; all other names stand
 * in maps, where none can be taken for a marker. Texts of values stand for the values.
 *
 * A lasso comes back to a state that it was in, which a clock never does: there it says how long each step took.
 */
import type { ExplainedRun, Explanation, Letter, StateNode } from '../trace/explanation.ts';

type Expression =
  | string
  | boolean
  | { readonly '#bigint': string }
  | { readonly '#map': readonly (readonly [Expression, Expression])[] }
  | readonly Expression[]
  | { readonly [field: string]: Expression };

/** What Quint calls the move that led to a state. */
const ACTION = 'mbt::actionTaken';

export function itfText({ trace, agents }: Explanation, run: ExplainedRun): string {
  const names = agents.map(({ name }) => name);
  const variable = (name: string): string => `agent ${name}`;
  const { letters, loop } = run;
  const clock = loop === undefined ? 'clock' : 'elapsed';
  const states = letters.map((letter, index) => ({
    '#meta': { index },
    ...Object.fromEntries(names.map((name) => [variable(name), agentValue(letter, name)])),
    network: networkValue(letter, names),
    [clock]: milliseconds(loop === undefined ? letter.time : letter.time - (letters[index - 1]?.time ?? 0)),
    [ACTION]: letter.label,
  }));
  const document = {
    '#meta': {
      format: 'ITF',
      'format-description': 'https://apalache.informal.systems/docs/adr/015adr-trace.html',
      source: `redhound ${trace.tool.version}: suite ${trace.suite}${trace.variant === undefined ? '' : `, variant ${trace.variant}`}`,
      status: run.role === 'passing' ? 'ok' : 'violation',
      description: `${trace.property.id}: ${trace.property.statement}`,
    },
    vars: [...names.map(variable), 'network', clock, ACTION],
    states,
    // The last state is that before the loop again: what follows it is the first state within.
    ...(loop !== undefined && { loop: Math.min(loop.start + 1, states.length - 1) }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const milliseconds = (time: number): Expression => ({ '#bigint': String(Math.round(time)) });

function agentValue({ state }: Letter, name: string): Expression {
  const node = state.find((candidate) => candidate.name === name);
  return { state: node?.text ?? '', fields: { '#map': [...fieldsOf(node?.parts ?? [], '')] } };
}

/** Paths and texts of all parts; a path that occurs twice (which none does) would be a map with a key twice. */
function* fieldsOf(parts: readonly StateNode[], above: string): Iterable<readonly [string, string]> {
  for (const { name, text, parts: below = [] } of parts) {
    if (text !== undefined) yield [`${above}${name}`, text];
    yield* fieldsOf(below, `${above}${name}.`);
  }
}

const networkValue = ({ state }: Letter, agents: readonly string[]): Expression =>
  state
    .filter(({ name, text }) => text === undefined && !agents.includes(name))
    .flatMap(({ name, parts = [] }) => parts.map(({ text = '' }) => ({ link: name, message: text })));
