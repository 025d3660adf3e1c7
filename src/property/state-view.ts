/**
 * The view that predicates get: reads of a state and of what the move did, each through a tracking reader.
 */
import type { LocalState } from '../agent/agent-tables.ts';
import { rootOf } from '../agent/family.ts';
import type { Fact } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import { RUNNING } from '../product/system-model.ts';
import { ModelError } from '../system/model-error.ts';
import type { AgentStatus, View } from './view.ts';

/** Reads components, and remembers which. */
export interface Reader {
  read(slot: number): number;
  observation(): number;
}

type AnyEventTest = (event: never) => boolean;

/** The view through `reader`: one serves for all letters, since it keeps nothing but where to look. */
// biome-ignore lint/suspicious/noExplicitAny: the agents of the system are known to the predicate’s author, not here
export function viewOf(product: Product, reader: Reader, property: string): View<any> {
  const { model, observations, asked } = product;
  const indexes = new Map(model.agents.map(({ name }, index) => [name, index]));
  const agents = model.agents.map((_, index) => agentView(product, reader, index));
  const indexOf = (name: string): number => {
    const index = indexes.get(name);
    if (index !== undefined) return index;
    const known = model.agents.map((agent) => agent.name).join(', ');
    throw new ModelError(
      'AGENT_UNKNOWN',
      `a predicate reads '${name}', which is no agent.`,
      `Known: ${known}.`,
    );
  };
  const facts = (): readonly Fact[] => observations.factsOf(reader.observation());
  const happened = (did: Fact['did'], to: string, type: string, where?: AnyEventTest): boolean => {
    const receiver = indexOf(to);
    asked?.event(receiver, type, property);
    return facts().some(
      (fact) =>
        fact.did === did &&
        'to' in fact &&
        fact.to === to &&
        fact.event.type === type &&
        (where?.(fact.event as never) ?? true),
    );
  };
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const view: View<any> = {
    agent: (name) => agents[indexOf(name)] as never,
    link: (from, to) => {
      const { slot, table, to: receiver } = model.link(indexOf(from), indexOf(to));
      return {
        inFlight: (type) => {
          const messages = table.messages(reader.read(slot));
          if (type === undefined) return messages.length;
          asked?.event(receiver, type, property);
          return messages.filter(({ event }) => model.agents[receiver]!.events[event]!.type === type).length;
        },
      };
    },
    sent: (from, to, type, where) => {
      indexOf(from);
      const receiver = indexOf(to);
      asked?.event(receiver, type, property);
      return facts().some(
        (fact) =>
          fact.did === 'sent' &&
          fact.from === from &&
          fact.to === to &&
          fact.event.type === type &&
          ((where as AnyEventTest | undefined)?.(fact.event as never) ?? true),
      );
    },
    received: (to, type, where) => happened('received', to, type, where as AnyEventTest | undefined),
    handled: (to, type, where) => happened('handled', to, type, where as AnyEventTest | undefined),
    discarded: (to, type, where) => happened('discarded', to, type, where as AnyEventTest | undefined),
    emitted: (from, type) => {
      const emitter = indexOf(from);
      asked?.emitted(emitter, type, property);
      return facts().some((fact) => fact.did === 'emitted' && fact.from === from && fact.event.type === type);
    },
    fault: (label) => {
      asked?.fault(label, property);
      return facts().some((fact) => fact.did === 'fault' && fact.label === label);
    },
  };
  return Object.freeze(view);
}

function agentView(product: Product, reader: Reader, index: number) {
  const { model, asked } = product;
  const agent = model.agents[index]!;
  const local = (): LocalState => agent.locals[reader.read(index)]!;
  const matches = (state: LocalState, value: unknown): boolean =>
    state.status !== 'crashed' && rootOf(state.family).snapshot.matches!(value);
  /** By state value, what XState said of each local state: predicates ask the same of many states. */
  const answers = new Map<string, (boolean | undefined)[]>();
  const answersTo = (value: string): (boolean | undefined)[] => {
    let known = answers.get(value);
    if (known === undefined) {
      asked?.state(index, value);
      known = [];
      answers.set(value, known);
    }
    return known;
  };
  return Object.freeze({
    get status(): AgentStatus {
      const slot = model.hangSlots[index]!;
      if (slot !== -1 && reader.read(slot) !== RUNNING) return 'hung';
      const { status } = local();
      return status === 'stopped' ? 'done' : status;
    },
    get context(): unknown {
      const state = local();
      return state.status === 'crashed' ? state.durable : rootOf(state.family).snapshot.context;
    },
    matches: (value: unknown): boolean => {
      if (typeof value !== 'string') {
        asked?.state(index, value);
        return matches(local(), value);
      }
      return (answersTo(value)[reader.read(index)] ??= matches(local(), value));
    },
    hasTag: (tag: string): boolean => {
      asked?.tag(index, tag);
      const state = local();
      return state.status !== 'crashed' && rootOf(state.family).snapshot.hasTag!(tag);
    },
    get children(): readonly string[] {
      const state = local();
      if (state.status === 'crashed') return [];
      const live = [...state.family.values()].filter(
        ({ path, snapshot }) => path !== '' && snapshot.status === 'active',
      );
      return live.map(({ path }) => path).sort();
    },
  });
}
