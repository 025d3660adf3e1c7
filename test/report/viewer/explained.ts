/** Explanations to look at: of the project's own counterexamples, of a very long run, and with names that mean harm. */
import { chartOf } from '../../../src/agent/chart.ts';
import { compose } from '../../../src/product/compose.ts';
import { labelOf } from '../../../src/product/label.ts';
import { MoveList } from '../../../src/product/move.ts';
import { claimOutline } from '../../../src/trace/claim-outline.ts';
import { walkRun } from '../../../src/trace/explained-run.ts';
import type { Explanation, Letter } from '../../../src/trace/explanation.ts';
import type { Trace } from '../../../src/trace/trace.ts';
import { checkSuite } from '../../../src/verdict/check-suite.ts';
import { explainTrace } from '../../../src/verdict/explain-trace.ts';
import type { Suite } from '../../../src/verdict/suite.ts';

/** What a breadth-first search finds for one property, on the suite's system or on a variant. */
export async function explained(suite: Suite, property: string, variant?: string): Promise<Explanation> {
  const trace = { ...(await traceOf(suite, property, variant)), ...(variant !== undefined && { variant }) };
  const result = explainTrace(trace, suite);
  if (result.kind !== 'explained') throw new Error(`${property} is ${result.kind}: ${result.because}`);
  return result.explanation;
}

async function traceOf(suite: Suite, property: string, variant: string | undefined): Promise<Trace> {
  const system = suite.variants?.find(({ name }) => name === variant)?.system ?? suite.system;
  const properties = suite.properties.filter(({ id }) => id === property);
  const { variants: _, ...rest } = suite;
  const report = await checkSuite({ ...rest, system, properties }, { mode: 'exhaustive' });
  const trace = report.properties.find(({ id }) => id === property)?.modes.exhaustive?.trace;
  if (trace === undefined) throw new Error(`${suite.name}: ${property} has no counterexample`);
  return trace;
}

/** A run of so many steps, as random moves have it, told as if it violated the suite's first property. */
export function longRun(suite: Suite, steps: number): Explanation {
  const product = compose(suite.system);
  product.observed = true;
  const state = product.allocate();
  state.set(product.initialStates()[0]!.state);
  const moves = new MoveList();
  const labels: string[] = [];
  let random = 11;
  while (labels.length < Math.min(steps, LONGEST_WALK)) {
    product.enabledMoves(state, moves);
    random = (random * 48271) % 0x7fffffff;
    const move = moves.moves[random % moves.length]!;
    labels.push(labelOf(product, state, move));
    product.step(state, move);
  }
  const [property] = suite.properties;
  const walked = walkRun(product, property!, { initial: 0, labels });
  const { obligations } = walked;
  const letters = repeated(walked.letters, steps + 1);
  const violation = { message: 'The run is long.', values: {} };
  const trace: Trace = {
    format: 'redhound/trace',
    version: 1,
    tool: { name: 'redhound', version: '0' },
    suite: suite.name,
    system: { name: suite.system.name, hash: '0123456789abcdef' },
    property: { id: property!.id, statement: property!.statement },
    mode: 'random',
    initial: { index: 0, stateHash: letters[0]!.stateHash },
    steps: [],
    violation,
  };
  return {
    trace,
    verdict: 'violated',
    agents: product.model.agents.map((agent) => ({ name: agent.name, nodes: chartOf(agent) })),
    links: [],
    claim: claimOutline(property!.claim),
    runs: [{ role: 'original', note: 'A walk.', letters, obligations, violation }],
  };
}

/** Longer runs repeat their walk, later and with messages of their own. */
const LONGEST_WALK = 1500;

function repeated(letters: readonly Letter[], length: number): readonly Letter[] {
  const round = letters.at(-1)!.time;
  return Array.from({ length }, (_, index) => {
    const letter = letters[index % letters.length]!;
    const times = Math.floor(index / letters.length);
    return {
      ...letter,
      time: letter.time + times * round,
      messages: letter.messages.map((act) => ({ ...act, id: act.id + times * 100_000 })),
    };
  });
}

/** The same with every name, label and value ending in `harm`; kinds, roles and hashes stay. */
export function poisoned(explanation: Explanation, harm: string): Explanation {
  const kept = new Set([
    'kind',
    'role',
    'type',
    'verdict',
    'ended',
    'act',
    'monitor',
    'by',
    'stateHash',
    'order',
  ]);
  const isShape = (key: string, value: unknown): boolean => kept.has(key) && typeof value === 'string';
  const poison = (value: unknown): unknown => {
    if (typeof value === 'string') return value + harm;
    if (Array.isArray(value)) return value.map(poison);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, isShape(key, inner) ? inner : poison(inner)]),
    );
  };
  return poison(explanation) as Explanation;
}
