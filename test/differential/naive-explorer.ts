/**
 * The obviously correct slow way: breadth-first over whole worlds, XState called for every single step.
 *
 * It answers what the engine is asked: reachable states, their number, and verdicts of simple properties.
 */
import { matchesState } from 'xstate';
import type { AgentDescription, StateDescription } from '../../src/product/state-description.ts';
import type { AnyPredicate } from '../../src/property/formula.ts';
import type { AnySystem } from '../../src/system/system.ts';
import { type Move, NaiveSystem } from './naive-moves.ts';
import { type AgentState, type Letter, pathsOf, type World } from './naive-world.ts';

export interface Arrow extends Omit<Move, 'next'> {
  readonly to: Node;
}

export interface Node {
  readonly key: string;
  readonly world: World;
  readonly description: StateDescription;
  readonly level: number;
  arrows: readonly Arrow[];
}

export interface Exploration {
  readonly system: NaiveSystem;
  readonly nodes: ReadonlyMap<string, Node>;
  /** The pseudo-moves that lead to the initial states. */
  readonly starts: readonly Arrow[];
  /** The search stopped at its cap. */
  readonly capped: boolean;
  /** What makes the model wrong, if anything does. */
  readonly problem: string | undefined;
}

/** All states reachable in `declared`, or the first `cap` of them. */
export function explore(declared: AnySystem, cap = Number.POSITIVE_INFINITY): Exploration {
  const system = new NaiveSystem(declared);
  const nodes = new Map<string, Node>();
  const queue: Node[] = [];
  let problem: string | undefined;
  const arrow = ({ next, ...move }: Move, level: number): Arrow => {
    problem ??= move.problem;
    const key = system.key(next);
    const known = nodes.get(key);
    if (known) return { ...move, to: known };
    const node: Node = { key, world: next, description: describe(next), level, arrows: [] };
    nodes.set(key, node);
    queue.push(node);
    return { ...move, to: node };
  };
  const starts = system.starts().map((move) => arrow(move, 1));
  let head = 0;
  while (head < queue.length && nodes.size <= cap && problem === undefined) {
    const node = queue[head++];
    node.arrows = system.moves(node.world).map((move) => arrow(move, node.level + 1));
  }
  if (nodes.size === 0) problem ??= 'the first messages find no room';
  return { system, nodes, starts, capped: head < queue.length, problem };
}

/** A world in the words of the engine. */
export const describe = ({ agents, links, used }: World): StateDescription => ({
  agents: Object.fromEntries(Object.entries(agents).map(([name, agent]) => [name, describeAgent(agent)])),
  links: Object.fromEntries(Object.entries(links).filter(([, messages]) => messages.length > 0)),
  used,
});

const descriptions = new WeakMap<AgentState, AgentDescription>();

function describeAgent(agent: AgentState): AgentDescription {
  const known = descriptions.get(agent) ?? agentDescription(agent);
  descriptions.set(agent, known);
  return known;
}

function agentDescription(agent: AgentState): AgentDescription {
  const { phase, root, members, timers, durable } = agent;
  if (phase === 'crashed') {
    return { status: 'crashed', value: null, context: durable, children: {}, timers: [] };
  }
  const paths = pathsOf(agent);
  const { status, value, context, output } = members.get(root!)!.snapshot;
  const children = [...paths].filter(([, path]) => path !== '');
  return {
    status: phase === 'hung' ? 'hung' : status,
    value,
    context,
    output,
    children: Object.fromEntries(
      children.map(([puppet, path]) => {
        const { snapshot } = members.get(puppet)!;
        const { status, value = null, context } = snapshot;
        return [path, { status, value, context }];
      }),
    ),
    timers: timers.map(({ source, name, earliest, latest }) => ({
      name: `${paths.get(source)} ${name}`.trim(),
      remaining: [earliest, latest] as const,
    })),
  };
}

/** Whether a predicate over views is true after some move (the first ones included). */
export const somewhere = (exploration: Exploration, predicate: AnyPredicate): boolean =>
  everyArrow(exploration).some((arrow) => predicate(viewOf(arrow) as never));

export const someAgentFails = (exploration: Exploration): boolean =>
  everyArrow(exploration).some(({ failed }) => failed);

const everyArrow = ({ starts, nodes }: Exploration): Arrow[] => [
  ...starts,
  ...[...nodes.values()].flatMap((node) => node.arrows),
];

/** Quiescent, not all over, and nothing the environment could do; faults never excuse. */
export const someDeadlock = ({ nodes, system }: Exploration): boolean =>
  [...nodes.values()].some((node) => isQuiescent(node, system) && !isOver(node, system));

const isOver = ({ description, arrows }: Node, { restartable }: NaiveSystem): boolean =>
  arrows.some(({ kind }) => kind === 'environment') ||
  Object.entries(description.agents).every(
    ([name, { status }]) => status === 'done' || (status === 'crashed' && !restartable.has(name)),
  );

/** No internal move, now or after any number of ticks; a delivery on a set that changes nothing is none. */
function isQuiescent(from: Node, system: NaiveSystem): boolean {
  const isOnSet = (label: string): boolean => system.settings(label.split(' ')[1]).order === 'set';
  for (let node: Node | undefined = from; node !== undefined; ) {
    const here: Node = node;
    const acts = ({ kind, label, to }: Arrow): boolean =>
      kind === 'internal' && (to !== here || !label.startsWith('deliver ') || !isOnSet(label));
    if (here.arrows.some(acts)) return false;
    node = here.arrows.find(({ kind, to }) => kind === 'tick' && to !== here)?.to;
  }
  return true;
}

const has = (letters: ReadonlySet<Letter>, ...words: readonly string[]): boolean =>
  letters.has(words.join(' '));

/** The view that a predicate gets, read off a description and the letters of one move. */
function viewOf({ to, letters, label }: Arrow) {
  const { agents, links } = to.description;
  return {
    agent: (name: string) => {
      const { status, value, context, children } = agents[name];
      return {
        status,
        context,
        matches: (part: string) => value !== null && matchesState(part, value as string),
        children: Object.entries(children)
          .filter(([, child]) => child.status === 'active')
          .map(([path]) => path),
      };
    },
    link: (from: string, target: string) => ({
      inFlight: (type?: string) =>
        (links[`${from}→${target}`] ?? []).filter(({ event }) => !type || event.type === type).length,
    }),
    sent: (from: string, target: string, type: string) => has(letters, 'sent', from, target, type),
    received: (target: string, type: string) => has(letters, 'received', target, type),
    handled: (target: string, type: string) => has(letters, 'handled', target, type),
    discarded: (target: string, type: string) => has(letters, 'discarded', target, type),
    emitted: (from: string, type: string) => has(letters, 'emitted', from, type),
    fault: (name: string) => label === `fault ${name}`,
  };
}
