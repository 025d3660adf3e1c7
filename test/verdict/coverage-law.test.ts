/**
 * Coverage, against machines that tell by themselves: every transition, every state and every guard of random systems
 * gets an action or a function of its own, which writes down that it ran.
 */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type AnyStateMachine, assign, createMachine } from 'xstate';
import { compose } from '../../src/product/compose.ts';
import { searchExhaustively } from '../../src/search/exhaustive.ts';
import type { AgentDeclaration } from '../../src/system/agent-declaration.ts';
import { ModelError } from '../../src/system/model-error.ts';
import type { AnySystem } from '../../src/system/system.ts';
import { machineCoverage } from '../../src/verdict/coverage.ts';
import { naiveWalk } from '../differential/product-walk.ts';
import { buildSystem, systemRecipe } from '../differential/random-system.ts';

const SEED = 20_261_125;
const SYSTEMS = 60;
const SMALL = 40;
const MOST_STATES = 3000;

const met = {
  compared: 0,
  counted: 0,
  moves: 0,
  fired: 0,
  taken: 0,
  untaken: 0,
  oneWay: 0,
  bothWays: 0,
  entered: 0,
  never: 0,
};

describe('coverage', () => {
  it(`says of ${SYSTEMS} random systems what their machines say`, { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(systemRecipe, (recipe) => {
        // A macrostep that throws tells of less than it did.
        fc.pre(!JSON.stringify(recipe).includes('boom'));
        const told = new Set<string>();
        compare(telling(buildSystem(recipe), told), told);
      }),
      { seed: SEED, numRuns: SYSTEMS },
    );
  });

  it(`counts the moves of ${SMALL} random systems as whole XState snapshots have them`, {
    timeout: 300_000,
  }, () => {
    fc.assert(
      fc.property(systemRecipe, (recipe) => {
        fc.pre(!JSON.stringify(recipe).includes('boom'));
        const system = buildSystem(recipe);
        const naive = labelsOf(system);
        if (naive === undefined) return;
        const { labels } = naive;
        const product = compose(system, { recorded: true });
        const { states, coverage } = searchExhaustively(product, [], { coverage: true });
        // Whole snapshots may tell apart what no event can.
        if (states !== naive.states) return;
        met.counted++;
        const { links, timers } = coverage!;
        const starting = (words: string): number => labels.filter((label) => label.startsWith(words)).length;
        for (const { link, delivered, lost, duplicated, heldUp } of links) {
          const expected = ['deliver', 'fault drop', 'fault duplicate', 'fault delay'].map((verb) =>
            starting(`${verb} ${link}`),
          );
          expect([delivered, lost, duplicated, heldUp], link).toEqual(expected);
          met.moves += delivered + lost;
        }
        const fired = timers.reduce((sum, timer) => sum + timer.fired, 0);
        expect(fired, 'timers').toBe(starting('timer '));
        met.fired += fired;
      }),
      { seed: SEED, numRuns: SMALL },
    );
  });

  afterAll(() => {
    expect(met.compared).toBeGreaterThan(SYSTEMS / 2);
    expect(met.counted).toBeGreaterThan(SMALL / 4);
    for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThan(20);
  });
});

function compare(system: AnySystem, told: ReadonlySet<string>): void {
  const product = compose(system, { recorded: true });
  try {
    const { states, transitions } = searchExhaustively(product, [], { maxStates: MOST_STATES });
    const unwatched = searchExhaustively(compose(system), [], { maxStates: MOST_STATES });
    expect([states, transitions]).toEqual([unwatched.states, unwatched.transitions]);
  } catch (error) {
    if (error instanceof ModelError) return;
    throw error;
  }
  met.compared++;
  // Machines tell of every step that is computed; so does this, the ones only tried included.
  const every = product.model.agents.map(({ next }) => new Set(next.keys()));
  for (const { agents, chart, entered, transitions } of machineCoverage(product, every)) {
    if (agents[0]!.includes('/')) continue;
    const name = (tag: string | undefined): string => `${agents[0]} ${tag}`;
    for (const [index, { actions, guard }] of chart.transitions.entries()) {
      const tag = name(actions[0]);
      const { taken, guard: asked } = transitions[index]!;
      expect(taken, tag).toBe(told.has(tag));
      met[taken ? 'taken' : 'untaken']++;
      if (guard === undefined) continue;
      expect(asked, tag).toEqual({ true: told.has(`${tag} true`), false: told.has(`${tag} false`) });
      met[asked?.true && asked.false ? 'bothWays' : 'oneWay']++;
    }
    for (const [index, { type, entry }] of chart.states.entries()) {
      if (type === 'history') continue;
      expect(entered[index], name(entry[0])).toBe(told.has(name(entry[0])));
      met[entered[index] ? 'entered' : 'never']++;
    }
  }
}

/** The labels of all moves out of all states; undefined where there are many, or the model is wrong. */
function labelsOf(
  system: AnySystem,
): { readonly labels: readonly string[]; readonly states: number } | undefined {
  const seen = new Set<string>();
  const labels: string[] = [];
  try {
    const open = naiveWalk(system);
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (seen.has(place.key)) continue;
      seen.add(place.key);
      if (seen.size > 200) return undefined;
      for (const [label, next] of place.steps()) {
        labels.push(label);
        open.push(next);
      }
    }
  } catch {
    return undefined;
  }
  return { labels, states: seen.size };
}

/** The system with machines that tell. */
function telling(system: AnySystem, told: Set<string>): AnySystem {
  const agents = Object.entries(system.agents).map(([name, entry]) => {
    const declaration = entry as AgentDeclaration;
    return [name, { ...declaration, machine: tellingMachine(name, declaration.machine, told) }] as const;
  });
  return { ...system, agents: Object.fromEntries(agents) };
}

type Config = Record<string, unknown>;
type Guard = (...parameters: unknown[]) => boolean;

function tellingMachine(agent: string, machine: AnyStateMachine, told: Set<string>): AnyStateMachine {
  const actions: Record<string, unknown> = {};
  const tag = (kind: string): string => {
    const name = `${kind}${Object.keys(actions).length}`;
    actions[name] = assign(() => {
      told.add(`${agent} ${name}`);
      return {};
    });
    return name;
  };
  const transition = (given: unknown): Config => {
    const config: Config = typeof given === 'string' ? { target: given } : { ...(given as Config) };
    const name = tag('transition');
    const guard = config['guard'] as Guard | undefined;
    return {
      ...config,
      actions: [name, ...list(config['actions'])],
      ...(guard && {
        guard: (...parameters: unknown[]) => {
          const result = guard(...parameters);
          told.add(`${agent} ${name} ${result}`);
          return result;
        },
      }),
    };
  };
  const transitions = (given: unknown): unknown => list(given).map(transition);
  const each = (given: unknown, change: (part: unknown) => unknown): Config =>
    Object.fromEntries(Object.entries((given ?? {}) as Config).map(([key, part]) => [key, change(part)]));
  const state = (given: unknown): Config => {
    const config = given as Config;
    if (config['type'] === 'history') return config;
    return {
      ...config,
      entry: [tag('entry'), ...list(config['entry'])],
      ...(config['on'] !== undefined && { on: each(config['on'], transitions) }),
      ...(config['after'] !== undefined && { after: each(config['after'], transitions) }),
      ...(config['always'] !== undefined && { always: transitions(config['always']) }),
      ...(config['onDone'] !== undefined && { onDone: transitions(config['onDone']) }),
      ...(config['invoke'] !== undefined && { invoke: list(config['invoke']).map(invocation) }),
      ...(config['states'] !== undefined && { states: each(config['states'], state) }),
    };
  };
  const invocation = (given: unknown): Config => {
    const config = given as Config;
    return {
      ...config,
      ...(config['onDone'] !== undefined && { onDone: transitions(config['onDone']) }),
      ...(config['onError'] !== undefined && { onError: transitions(config['onError']) }),
    };
  };
  const config = state(machine.config);
  return createMachine(config as never).provide({
    ...machine.implementations,
    actions: { ...machine.implementations.actions, ...actions },
  } as never) as AnyStateMachine;
}

const list = (given: unknown): unknown[] =>
  given === undefined ? [] : Array.isArray(given) ? given : [given];
