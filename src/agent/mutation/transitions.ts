/**
 * The transitions of a machine as its config has them, with the state nodes that XState resolved their targets to.
 */
import { type Machine, type StateNode, stateNodesOf, type Transition } from '../actor-logic.ts';
import { type Config, type ConfigPath, listOf, withPart } from './machine-edit.ts';

/** One transition among those of its state node and event. */
export interface TransitionSite {
  readonly source: StateNode;
  /** `HEARTBEAT`, `after silence`, `always`, `done`, `done waAppAgent`. */
  readonly event: string;
  /** Its place among the candidates for the event. */
  readonly index: number;
  readonly candidates: readonly Config[];
  /** `{ target, guard, actions, reenter }`, as far as they are given. */
  readonly config: Config;
  /** Where the candidates stand in the machine's config. */
  readonly path: ConfigPath;
  /** Undefined where it has no target. */
  readonly targets: readonly StateNode[] | undefined;
}

export const pathOf = (node: StateNode): ConfigPath => node.path.flatMap((key) => ['states', key]);

/** The path of a node as people read it; `''` for the root. */
export const nameOf = (node: StateNode): string => node.path.join('.');

/** The target that means this node wherever it is written. */
export const targetOf = (machine: Machine, node: StateNode): string =>
  `#${[machine.id, ...node.path].map((key) => key.replaceAll('.', '\\.')).join('.')}`;

export function* transitionsOf(machine: Machine): Iterable<TransitionSite> {
  for (const node of stateNodesOf(machine.root)) {
    for (const [event, type, path, value] of groupsOf(node)) {
      const candidates = listOf<unknown>(value).map(
        (one) => (typeof one === 'string' ? { target: one } : one) as Config,
      );
      const resolved: readonly Transition[] =
        (type === undefined ? node.always : node.transitions.get(type)) ?? [];
      for (const [index, config] of candidates.entries()) {
        yield { source: node, event, index, candidates, config, path, targets: resolved[index]?.target };
      }
    }
  }
}

/** Per event: how people call it, XState's type of it (undefined: eventless), where its transitions stand, and they. */
function* groupsOf(node: StateNode): Iterable<readonly [string, string | undefined, ConfigPath, unknown]> {
  const { config } = node;
  const at = pathOf(node);
  const on = (config['on'] ?? {}) as Config;
  for (const event of Object.keys(on)) yield [event, event, [...at, 'on', event], on[event]];
  yield ['always', undefined, [...at, 'always'], config['always']];
  yield ['done', `xstate.done.state.${node.id}`, [...at, 'onDone'], config['onDone']];
  const invokes = listOf<unknown>(config['invoke']) as readonly Config[];
  for (const [index, invoke] of invokes.entries()) {
    const id = (invoke['id'] as string | undefined) ?? `${index}.${node.id}`;
    const there = [...at, 'invoke', ...(Array.isArray(config['invoke']) ? [index] : [])];
    yield [`done ${id}`, `xstate.done.actor.${id}`, [...there, 'onDone'], invoke['onDone']];
    yield [`error ${id}`, `xstate.error.actor.${id}`, [...there, 'onError'], invoke['onError']];
  }
  const after = (config['after'] ?? {}) as Config;
  for (const delay of Object.keys(after)) {
    const type = `xstate.after.${Number.isNaN(Number(delay)) ? delay : Number(delay)}.${node.id}`;
    yield [`after ${delay}`, type, [...at, 'after', delay], after[delay]];
  }
}

/** The machine with the candidates of a site replaced; the event's key goes with the last of them. */
export const withCandidates = (
  machine: Machine,
  { path }: TransitionSite,
  candidates: readonly Config[],
): Machine => withPart(machine, path, candidates.length === 0 ? undefined : candidates);

/** The machine with one transition replaced. */
export const withTransition = (machine: Machine, site: TransitionSite, config: Config): Machine =>
  withCandidates(
    machine,
    site,
    site.candidates.map((other, index) => (index === site.index ? config : other)),
  );

/** `HEARTBEAT in watching`, with the place among several candidates. */
export const siteText = ({ source, event, index, candidates }: TransitionSite): string =>
  `${candidates.length > 1 ? `transition ${index + 1} of ` : ''}${event} in ${nameOf(source) || 'the root'}`;

/** Where a mutation of a transition is. */
export const placeOf = ({
  source,
  event,
}: TransitionSite): { readonly state: string; readonly event: string } => ({
  state: nameOf(source),
  event,
});
