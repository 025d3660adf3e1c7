/**
 * A recipe in Promela: one process, one indivisible step for each move, so that both have the same state graph.
 *
 * Moves that change nothing are no steps. A run stops by a step of its own, after which nothing happens: pan then lets
 * the last state repeat for ever. `early` says that it stopped where something internal could have happened. Fairness is
 * part of the formula: pan's own (`-f`) means another thing, fairness of processes. What it is stated with are variables,
 * since spin's translator takes too long for words that are formulas themselves.
 */
import type { Fairness, MoveClass } from 'redhound';
import type { Formula } from '../../../src/property/formula.ts';
import { sameClass } from './move-class.ts';
import { agentName, isMessage, linkName, MESSAGES, type Recipe, type Transition } from './recipe.ts';

/** A condition, and whether it is true at the start: all agents in state 0, nothing on the links. */
interface Condition {
  readonly text: string;
  readonly atFirst: boolean;
}

interface Step {
  readonly class: MoveClass;
  readonly guard: readonly Condition[];
  readonly effect: readonly string[];
}

export interface Claim {
  readonly formula: Formula;
  readonly fairness: Fairness;
}

/** @param claims named c0, c1, …; without them, and without what only they need, the model is for counting states */
export function promelaOf(recipe: Recipe, claims: readonly Claim[]): string {
  const steps = stepsOf(recipe);
  const watched = claims.length > 0;
  const classes = classesIn(claims);
  const observed = (taken: (of: MoveClass) => boolean): readonly string[] => [
    ...classes.map((of, index) => `taken${index} = ${taken(of)}`),
    ...(watched ? ['observe()'] : []),
  ];
  const option = ({ class: own, guard, effect }: Step): string => {
    const condition = [...(watched ? ['!stopped'] : []), textOf(guard)].join(' && ');
    return `  :: d_step { ${condition} -> ${[...effect, ...observed((of) => belongs(own, of))].join('; ')} }`;
  };
  const internal = either(steps.filter(({ class: of }) => of.class === 'deliveries'));
  const stop = ['stopped = 1', `early = (${internal})`, ...observed(() => false)].join('; ');
  return [
    ...variablesOf(recipe),
    ...(watched ? ['bool stopped = 0;', 'bool early = 0;', ...flagsOf(classes, steps)] : []),
    'active proctype system() {',
    '  do',
    ...steps.map(option),
    ...(steps.length === 0 && !watched ? ['  :: false'] : []),
    ...(watched ? [`  :: d_step { !stopped -> ${stop} }`] : []),
    '  od',
    '}',
    ...claims.flatMap(({ formula, fairness }, index) =>
      waysToBeFair(fairness, classes).map(
        (assumed, way) => `ltl ${claimName(index, way)} { (${assumed.join(' && ')}) -> ${infix(formula)} }`,
      ),
    ),
    '',
  ].join('\n');
}

const variablesOf = (recipe: Recipe): readonly string[] => [
  ...recipe.agents.map((_, index) => `byte ${agentName(index)} = 0;`),
  ...(recipe.capacity === 0 ? [] : pairs(recipe)).map(
    ([from, to]) => `chan ${linkName(from, to)} = [${recipe.capacity}] of { byte };`,
  ),
];

/** What fairness is stated with, by class. Nothing is timely where a run stopped too early. */
function flagsOf(classes: readonly MoveClass[], steps: readonly Step[]): readonly string[] {
  const members = (of: MoveClass): readonly Step[] => steps.filter((step) => belongs(step.class, of));
  const idleAtFirst = (of: MoveClass): boolean =>
    !members(of).some(({ guard }) => guard.every((condition) => condition.atFirst));
  return [
    ...classes.flatMap((of, index) => [
      `bool taken${index} = 0;`,
      ...['idle', 'served'].flatMap((flag) => [
        `bool ${flag}${index} = ${idleAtFirst(of)};`,
        `bool ${flag}${index}Timely = ${idleAtFirst(of)};`,
      ]),
    ]),
    'inline observe() {',
    ...classes.flatMap((of, index) => [
      `  idle${index} = !(${either(members(of))});`,
      `  served${index} = (idle${index} || taken${index});`,
      `  idle${index}Timely = (idle${index} && !early);`,
      `  served${index}Timely = (served${index} && !early);`,
    ]),
    '  skip',
    '}',
  ];
}

/** A claim is violated where one of its ways is. */
export const claimName = (claim: number, way: number): string => `c${claim}_${way}`;
export const waysOf = ({ fairness: { strong = [] } }: Claim): number => 2 ** strong.length;

/**
 * Weak: again and again it is taken or not enabled. Strong: in the end it is never enabled, or it is taken again and
 * again; these are claims of their own. A run that stops too early is fair in no way.
 */
function waysToBeFair(
  { level, weak = [], strong = [] }: Fairness,
  classes: readonly MoveClass[],
): readonly (readonly string[])[] {
  const number = (of: MoveClass): number => classes.findIndex((one) => sameClass(one, of));
  const progress = level === 'none' ? '' : 'Timely';
  const always = weak.map((of) => `([] <> served${number(of)}${progress})`);
  const ways = strong.reduce<readonly (readonly string[])[]>(
    (before, of) =>
      before.flatMap((way) => [
        [...way, `(<> [] idle${number(of)}${progress})`],
        [...way, `([] <> taken${number(of)})`],
      ]),
    [always],
  );
  const calm = level === 'none' ? '(true)' : '([] !early)';
  return ways.map((way) => (way.length === 0 ? [calm] : way));
}

/** The classes that fairness speaks of, each once. */
function classesIn(claims: readonly Claim[]): readonly MoveClass[] {
  const all = claims.flatMap(({ fairness: { weak = [], strong = [] } }) => [...weak, ...strong]);
  return all.filter((of, index) => all.findIndex((one) => sameClass(one, of)) === index);
}

const belongs = (own: MoveClass, of: MoveClass): boolean => of.class === 'any' || sameClass(own, of);

const pairs = ({ agents }: Recipe): readonly (readonly [number, number])[] =>
  agents.flatMap((_, from) =>
    agents.flatMap((_, to): (readonly [number, number])[] => (from === to ? [] : [[from, to]])),
  );

const either = (steps: readonly Step[]): string =>
  steps.length === 0 ? 'false' : steps.map(({ guard }) => `(${textOf(guard)})`).join(' || ');

function stepsOf(recipe: Recipe): readonly Step[] {
  const { agents, capacity } = recipe;
  const environment = agents.flatMap(({ transitions }, index) =>
    transitions
      .filter(({ on }) => !isMessage(on))
      .flatMap((one): readonly Step[] => {
        const of: MoveClass = { class: 'environment', agent: agentName(index), event: one.on };
        return reaction(recipe, index, one).map((step) => ({ class: of, ...step }));
      }),
  );
  if (capacity === 0) return environment;
  const deliveries = pairs(recipe).flatMap(([from, to]) =>
    MESSAGES.flatMap((message, payload) =>
      Array.from({ length: agents[to]!.states }, (_, state): Step => {
        const taken = agents[to]!.transitions.find((one) => one.from === state && one.on === message);
        const [reacts] = taken === undefined ? [undefined] : consuming(to, taken, capacity);
        const guard = [{ text: `${linkName(from, to)}?[${payload}]`, atFirst: false }, isIn(to, state)];
        return {
          class: { class: 'deliveries', from: agentName(from), to: agentName(to) },
          guard: [...guard, ...(reacts?.guard ?? [])],
          effect: [`${linkName(from, to)}?${payload}`, ...(reacts?.effect ?? [])],
        };
      }),
    ),
  );
  return [...environment, ...deliveries];
}

const isIn = (agent: number, state: number): Condition => ({
  text: `${agentName(agent)} == ${state}`,
  atFirst: state === 0,
});

const textOf = (guard: readonly Condition[]): string => guard.map(({ text }) => text).join(' && ');

type Reaction = Pick<Step, 'guard' | 'effect'>;

/** What a transition does where it changes something. */
function reaction({ agents, capacity }: Recipe, agent: number, one: Transition): readonly Reaction[] {
  const { from, to, sends } = one;
  const here = isIn(agent, from);
  const effect = [`${agentName(agent)} = ${to}`];
  if (sends === undefined) return from === to ? [] : [{ guard: [here], effect }];
  if (capacity > 0)
    return consuming(agent, one, capacity).map((step) => ({ ...step, guard: [here, ...step.guard] }));
  // Handled at once: one step for each state in which the message may find its receiver.
  const { states, transitions } = agents[sends.agent]!;
  return Array.from({ length: states }, (_, state) => {
    const answer = transitions.find(({ from, on }) => from === state && on === MESSAGES[sends.message]);
    return { state, next: answer?.to ?? state };
  })
    .filter(({ state, next }) => from !== to || state !== next)
    .map(({ state, next }) => ({
      guard: [here, isIn(sends.agent, state)],
      effect: [...effect, `${agentName(sends.agent)} = ${next}`],
    }));
}

/** What a transition does besides what it consumes. */
function consuming(agent: number, { to, sends }: Transition, capacity: number): readonly [Reaction] {
  const effect = [`${agentName(agent)} = ${to}`];
  if (sends === undefined || capacity === 0) return [{ guard: [], effect }];
  const out = linkName(agent, sends.agent);
  return [
    {
      guard: [{ text: `len(${out}) < ${capacity}`, atFirst: true }],
      effect: [...effect, `${out}!${sends.message}`],
    },
  ];
}

/** A formula without X in the notation of spin; its atoms are called by the state that they mean, as `a0 == 1`. */
function infix(formula: Formula): string {
  switch (formula.op) {
    case 'atom':
      return `(${formula.name})`;
    case 'true':
    case 'false':
      return `(${formula.op})`;
    case 'not':
      return `(! ${infix(formula.of)})`;
    case 'and':
    case 'or':
      return `(${formula.of.map(infix).join(formula.op === 'and' ? ' && ' : ' || ')})`;
    case 'implies':
      return `(${infix(formula.left)} -> ${infix(formula.right)})`;
    case 'F':
    case 'G':
      return `(${formula.op === 'F' ? '<>' : '[]'} ${infix(formula.of)})`;
    case 'U':
    case 'W':
      return `(${infix(formula.left)} ${formula.op} ${infix(formula.right)})`;
    case 'R':
      return `(${infix(formula.left)} V ${infix(formula.right)})`;
    default:
      throw new Error(`no ${formula.op} here`);
  }
}
