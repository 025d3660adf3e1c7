/**
 * Names that predicates ask for. What is misspelt is never true, and a claim about it may hold for nothing: states and
 * tags that no machine has are refused, and of events and faults that nobody met the report tells.
 */
import { emittedTypesOf, isMachine, type StateNode, stateNodesOf } from '../agent/actor-logic.ts';
import { answers } from '../agent/chart.ts';
import { ModelError } from '../system/model-error.ts';
import { nearest, suggestion } from '../system/suggestion.ts';
import type { Observations } from './observation.ts';
import type { SystemModel } from './system-model.ts';

type Asked = 'event' | 'emitted' | 'fault';

export class AskedNames {
  readonly #model: SystemModel;
  /** Of the agents' machines; undefined for logic that is none, which may have any. */
  readonly #roots: readonly (StateNode | undefined)[];
  /** By what was asked for: the kind, the agent where there is one, the name. */
  readonly #asked = new Map<string, readonly [kind: Asked, agent: number, name: string, property: string]>();

  /** States and tags that were looked up: what is asked in every state is not looked up in every state. */
  readonly #known = new Set<string>();

  constructor(model: SystemModel) {
    this.#model = model;
    this.#roots = model.agents.map(({ declaration: { machine } }) =>
      isMachine(machine) ? machine.root : undefined,
    );
  }

  /** @throws ModelError `PREDICATE_FAILED` where no machine of the system has such a state */
  state(agent: number, value: unknown): void {
    const key = `state ${agent} ${JSON.stringify(value)}`;
    if (this.#known.has(key)) return;
    const unknown = unknownState(this.#roots[agent], value);
    if (unknown !== undefined && !this.#roots.some((root) => unknownState(root, value) === undefined))
      throw this.#none(agent, 'state', unknown, ({ path }) => [path.join('.')]);
    this.#known.add(key);
  }

  /** @throws ModelError `PREDICATE_FAILED` where no state of any machine has such a tag */
  tag(agent: number, tag: string): void {
    const key = `tag ${agent} ${tag}`;
    if (this.#known.has(key)) return;
    const has = (root: StateNode | undefined): boolean =>
      root === undefined || nodesOf(root).some(({ tags }) => tags.includes(tag));
    if (!this.#roots.some(has)) throw this.#none(agent, 'tag', tag, ({ tags }) => tags);
    this.#known.add(key);
  }

  event(agent: number, type: string, property: string): void {
    this.#note('event', agent, type, property);
  }

  emitted(agent: number, type: string, property: string): void {
    this.#note('emitted', agent, type, property);
  }

  fault(label: string, property: string): void {
    this.#note('fault', -1, label, property);
  }

  /** Of events, emitted events and faults those that nothing names and no search met: a sentence each. */
  strangers(observations: Observations): readonly string[] {
    const met = observations.namesMet();
    return [...this.#asked.values()].flatMap(([kind, agent, name, property]) => {
      const { known, what } = this.#namesLike(kind, agent, name, met);
      return known === undefined || known.includes(name)
        ? []
        : [`'${property}' speaks of ${what}${nearest(name, known)}.`];
    });
  }

  /** Names of this kind; undefined where it can be any, or is one. And how one that is not among them is spoken of. */
  #namesLike(
    kind: Asked,
    agent: number,
    name: string,
    met: ReturnType<Observations['namesMet']>,
  ): { readonly known: readonly string[] | undefined; readonly what: string } {
    const { name: called = '', events = [] } = this.#model.agents[agent] ?? {};
    switch (kind) {
      case 'fault': {
        const declared = this.#model.faults.map(({ label }) => label.replace(/^fault /, ''));
        return {
          known: [...declared, ...met.faults],
          what: `the fault '${name}', which the system does not declare and no run met`,
        };
      }
      case 'emitted': {
        const named = this.#emittedBy(agent);
        return {
          known: named && [...named, ...(met.emitted.get(called) ?? [])],
          what: `${name} from ${called}, which it does not emit`,
        };
      }
      case 'event': {
        const named = this.#descriptorsOf(agent);
        const isNamed = named.some((one) => answers(one, name));
        return {
          known: isNamed ? undefined : [...named, ...events.map(({ type }) => type)],
          what: `${name} to ${called}, which its machine does not name and nobody sent`,
        };
      }
    }
  }

  #note(kind: Asked, agent: number, name: string, property: string): void {
    const key = `${kind} ${agent} ${name}`;
    if (!this.#asked.has(key)) this.#asked.set(key, [kind, agent, name, property]);
  }

  /** What the machine says of events: their types, `*`, and `job.*`. */
  #descriptorsOf(agent: number): readonly string[] {
    const root = this.#roots[agent];
    return root === undefined ? ['*'] : nodesOf(root).flatMap(({ transitions }) => [...transitions.keys()]);
  }

  #emittedBy(agent: number): ReadonlySet<string> | undefined {
    const { machine } = this.#model.agents[agent]!.declaration;
    return isMachine(machine) ? emittedTypesOf(machine) : undefined;
  }

  #none(
    agent: number,
    what: 'state' | 'tag',
    name: string,
    namesOf: (node: StateNode) => readonly string[],
  ): ModelError {
    const { name: called } = this.#model.agents[agent]!;
    const root = this.#roots[agent];
    const known =
      root === undefined ? [] : [...new Set(nodesOf(root).flatMap(namesOf))].filter((one) => one !== '');
    return new ModelError(
      'PREDICATE_FAILED',
      `a predicate asks ${called} for the ${what} '${name}', which no machine of the system has.`,
      known.length === 0 ? `${called} has no ${what}s.` : suggestion(name, known),
    );
  }
}

const nodesOf = (root: StateNode): readonly StateNode[] => [...stateNodesOf(root)];

/** The first name in a state value, as `matches` takes it, that is not the name of a state there. */
function unknownState(node: StateNode | undefined, value: unknown): string | undefined {
  if (node === undefined) return undefined;
  if (typeof value === 'string') {
    // Keys with dots in them are written with backslashes: XState takes these apart, and nobody here does it anew.
    if (value.includes('\\')) return undefined;
    const below = [...stateNodesOf(node)].map(({ path }) => path.slice(node.path.length).join('.'));
    return below.includes(value) ? undefined : [...node.path, value].join('.');
  }
  for (const [key, inner] of Object.entries(Object(value) as Readonly<Record<string, unknown>>)) {
    const child = Object.hasOwn(node.states, key) ? node.states[key] : undefined;
    const unknown = child === undefined ? [...node.path, key].join('.') : unknownState(child, inner);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}
