/**
 * The engine and the naive explorer side by side: the first thing they disagree on, in words.
 */
import { compose } from '../../src/product/compose.ts';
import type { StateDescription } from '../../src/product/state-description.ts';
import { atomsOf } from '../../src/property/formula.ts';
import type { Claim, Property } from '../../src/property/property.ts';
import { searchExhaustively } from '../../src/search/exhaustive.ts';
import { reachableStates } from '../../src/search/reachable-states.ts';
import { ModelError } from '../../src/system/model-error.ts';
import type { AnySystem } from '../../src/system/system.ts';
import { canonical } from './canonical.ts';
import { type Exploration, someAgentFails, someDeadlock, somewhere } from './naive-explorer.ts';

/** A reference to an actor inside a context, whoever made it. */
const refName = (value: object): string | undefined =>
  'sessionId' in value || '_processingStatus' in value ? 'ref' : undefined;

/** A state in one text: what both sides must say of it. Names of counters and sorting are left to each side. */
export function stateText({ agents, links }: StateDescription, isFifo: (link: string) => boolean): string {
  const plain = Object.entries(agents).map(([name, { status, value, context, output, children, timers }]) => [
    name,
    { status, value, context, children, timers: timers.map((timer) => canonical(timer)).sort() },
    status === 'done' ? output : undefined,
  ]);
  const queues = Object.entries(links).map(([link, messages]) => {
    const texts = messages.map((message) => canonical(message));
    return [link, isFifo(link) ? texts : texts.sort()];
  });
  return canonical([plain, Object.fromEntries(queues)], refName);
}

/** What the sides disagree on about reachable states; undefined where they agree. */
export function disagreementOnStates(system: AnySystem, naive: Exploration): string | undefined {
  const states = engineSays(() => reachableStates(system));
  if (naive.problem !== undefined || typeof states === 'string') {
    const engine = typeof states === 'string' ? states : 'no error';
    return naive.problem !== undefined && typeof states === 'string'
      ? undefined
      : `naive: ${naive.problem}; engine: ${engine}`;
  }
  const isFifo = (link: string): boolean => naive.system.settings(link).order === 'fifo';
  const text = (description: StateDescription): string => stateText(description, isFifo);
  const ours = countsOf([...naive.nodes.values()].map(({ description }) => text(description)));
  const theirs = countsOf(states.map(text));
  const differing = [...new Set([...ours.keys(), ...theirs.keys()])].filter(
    (each) => ours.get(each) !== theirs.get(each),
  );
  if (differing.length === 0) return undefined;
  const [example] = differing;
  const counts = `naive: ${ours.get(example) ?? 0} times, engine: ${theirs.get(example) ?? 0} times`;
  return `naive: ${naive.nodes.size} states, engine: ${states.length}; for example (${counts})\n${example}`;
}

/** How many states look the same: they differ in counters, entry order or history. */
function countsOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** What the sides disagree on about properties; undefined where they agree. */
export function disagreementOnVerdicts(
  system: AnySystem,
  naive: Exploration,
  properties: readonly Property[],
): string | undefined {
  const result = engineSays(() => searchExhaustively(compose(system), properties, {}));
  if (typeof result === 'string') return result;
  for (const { id, claim } of properties) {
    const violated = isViolated(naive, claim);
    const finding = result.findings.get(id);
    if ((finding === 'violated') !== violated)
      return `${id}: naive: ${violated ? 'violated' : 'holds'}; engine: ${finding}`;
  }
  return undefined;
}

function isViolated(naive: Exploration, claim: Claim): boolean {
  switch (claim.kind) {
    case 'formula': {
      const [atom] = atomsOf(claim.formula);
      return somewhere(naive, atom!.predicate);
    }
    case 'no-deadlock':
      return someDeadlock(naive);
    case 'no-failure':
      return someAgentFails(naive);
    default:
      throw new Error(`the naive explorer knows no ${claim.kind}`);
  }
}

function engineSays<T>(ask: () => T): T | string {
  try {
    return ask();
  } catch (error) {
    if (error instanceof ModelError) return error.message;
    return `not a ModelError: ${(error as Error).stack}`;
  }
}
