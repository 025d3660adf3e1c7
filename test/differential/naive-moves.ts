/**
 * The moves of a world, one by one as docs/semantics says: each is tried on a draft, and is enabled if it works out.
 */
import { type AnySystem, type FaultDeclaration, groupsOf } from '../../src/system/system.ts';
import { canonical } from './canonical.ts';
import { tickOf } from './naive-clock.ts';
import {
  covers,
  enqueue,
  inOrder,
  type LinkSettings,
  linkEnds,
  linkName,
  oldest,
  positions,
  settingsOf,
  spend,
  without,
} from './naive-links.ts';
import {
  type AgentState,
  type Draft,
  draftOf,
  type Event,
  inputsOf,
  type Letter,
  pathsOf,
  refNames,
  type Timer,
  timerKey,
  type World,
  worldKey,
} from './naive-world.ts';
import { cleared, outcomesOf, PuppetTheatre, selects } from './puppet-theatre.ts';

export interface Move {
  readonly kind: 'internal' | 'environment' | 'fault' | 'tick';
  readonly label: string;
  readonly due: boolean;
  readonly next: World;
  readonly letters: ReadonlySet<Letter>;
  readonly failed: boolean;
  readonly problem: string | undefined;
}

type FaultOf<K> = FaultDeclaration extends infer F
  ? F extends { readonly fault: infer W }
    ? K & W extends never
      ? never
      : F
    : never
  : never;
type Act = (draft: Draft) => boolean | undefined;
type Kind = Pick<Move, 'kind' | 'label' | 'due'>;

const internal = (label: string, due: boolean): Kind => ({ kind: 'internal', label, due });
const fault = (label: string): Kind => ({ kind: 'fault', label: `fault ${label}`, due: false });

export class NaiveSystem {
  readonly system: AnySystem;
  readonly tick: number | undefined;
  /** Agents whose first input still matters: they may be restarted. */
  readonly restartable: ReadonlySet<string>;
  private readonly theatre: PuppetTheatre;
  private readonly linkSettings = new Map<string, LinkSettings>();

  constructor(system: AnySystem) {
    this.system = system;
    this.tick = tickOf(system);
    this.theatre = new PuppetTheatre(system, (draft, from, to, event) => this.post(draft, from, to, event));
    this.restartable = new Set(
      this.faults('crash').flatMap(([, crash]) => (crash.restart ? groupsOf(crash.agents).flat() : [])),
    );
  }

  /** One first move per combination of inputs. */
  starts(): Move[] {
    const names = Object.keys(this.system.agents);
    let combinations: Record<string, unknown>[] = [{}];
    for (const name of names) {
      const inputs = inputsOf(this.theatre.declarations[name], this.theatre.doors);
      combinations = combinations.flatMap((chosen) => inputs.map((input) => ({ ...chosen, [name]: input })));
    }
    const moves: Move[] = [];
    for (const inputs of combinations) {
      const agents = Object.fromEntries(names.map((name) => [name, unborn(inputs[name])]));
      this.attempt({ agents, links: {}, used: {} }, moves, internal('start', false), (draft) =>
        this.boot(draft, names, inputs),
      );
    }
    return moves;
  }

  moves(world: World): Move[] {
    const moves: Move[] = [];
    this.deliveries(world, moves);
    this.timers(world, moves);
    this.outcomes(world, moves);
    this.environment(world, moves);
    this.linkFaults(world, moves);
    this.agentFaults(world, moves);
    this.partitions(world, moves);
    if (this.tick !== undefined && !moves.some((move) => move.due)) {
      this.attempt(world, moves, { kind: 'tick', label: 'tick', due: false }, (draft) => this.pass(draft));
    }
    return moves;
  }

  key(world: World): string {
    return worldKey(world, this.restartable);
  }

  settings(link: string): LinkSettings {
    const known = this.linkSettings.get(link) ?? settingsOf(this.system.links ?? [], link);
    this.linkSettings.set(link, known);
    return known;
  }

  private attempt(world: World, moves: Move[], kind: Kind, act: Act): void {
    const draft = draftOf(world);
    let enabled = true;
    this.theatre.play(draft, () => {
      enabled = act(draft) ?? true;
    });
    if (!enabled || draft.blocked) return;
    const { agents, links, used, letters, failed, problem } = draft;
    moves.push({ ...kind, next: { agents, links, used }, letters, failed, problem });
  }

  private boot(draft: Draft, names: readonly string[], inputs: Readonly<Record<string, unknown>>): boolean {
    for (const name of names) {
      draft.agents[name] = {
        ...unborn(draft.agents[name].input),
        root: this.theatre.construct(name, inputs[name]),
      };
      draft.touched.add(name);
    }
    for (const name of names) draft.agents[name].root!.start();
    return true;
  }

  /** What becomes of a message that an agent sends. */
  private post(draft: Draft, from: string, to: string, event: Event): void {
    const link = linkName(from, to);
    draft.letters.add(`sent ${from} ${to} ${event.type}`);
    if (this.cuts(draft, from, to).includes('lost')) return;
    const settings = this.settings(link);
    if (settings.order === 'synchronous') this.handOver(draft, to, event);
    else enqueue(draft, link, settings, { event, age: 0 });
  }

  private handOver(draft: Draft, to: string, event: Event): void {
    const { phase, root } = draft.agents[to];
    if (phase === 'running' && root!._processingStatus !== 2) {
      this.theatre.relay(undefined, this.theatre.doors[to], event);
    } else {
      draft.letters.add(`discarded ${to} ${event.type}`);
    }
  }

  private deliveries(world: World, moves: Move[]): void {
    for (const [link, queue] of Object.entries(world.links)) {
      const [from, to] = linkEnds(link);
      const settings = this.settings(link);
      if (world.agents[to].phase !== 'running' || this.cuts(world, from, to).length > 0) continue;
      for (const index of positions(settings, queue)) {
        const { event, age } = queue[index];
        if (age < settings.min || (settings.order === 'fifo' && index > 0)) continue;
        this.attempt(
          world,
          moves,
          internal(`deliver ${link} ${event.type}`, age >= settings.max),
          (draft) => {
            if (settings.order !== 'set') draft.links[link] = without(queue, index);
            this.handOver(draft, to, event);
          },
        );
        if (settings.stays && this.changesNothingBut(link, world, moves.at(-1))) moves.pop();
      }
    }
  }

  private changesNothingBut(link: string, world: World, move: Move | undefined): boolean {
    if (move?.kind !== 'internal' || !move.label.startsWith(`deliver ${link} `)) return false;
    const rest = ({ agents, links, used }: World): string =>
      this.key({ agents, links: { ...links, [link]: [] }, used });
    return rest(world) === rest(move.next);
  }

  private timers(world: World, moves: Move[]): void {
    for (const [name, agent] of running(world)) {
      const paths = pathsOf(agent);
      const text = (value: unknown): string => canonical(value, refNames(paths));
      const seen = new Set<string>();
      for (const timer of agent.timers) {
        const key = timerKey(timer, paths, text);
        if (timer.earliest > 0 || seen.has(key)) continue;
        seen.add(key);
        this.attempt(world, moves, internal(`timer ${name} ${timer.name}`, timer.latest === 0), (draft) =>
          this.fire(draft, name, timer),
        );
      }
    }
  }

  private fire(draft: Draft, name: string, timer: Timer): true {
    const agent = draft.agents[name];
    const others = agent.timers.filter((other) => other !== timer);
    const timers = others.map((other) => cleared(other, timer.source, timer.id));
    draft.agents[name] = { ...agent, timers };
    draft.touched.add(name);
    this.theatre.relay(timer.source, timer.target, timer.event);
    return true;
  }

  private outcomes(world: World, moves: Move[]): void {
    for (const [name, agent] of running(world)) {
      for (const [child, { snapshot }] of agent.members) {
        if (snapshot.machine || snapshot.status !== 'active' || child === agent.root) continue;
        for (const [index, outcome] of outcomesOf(this.theatre.declarations[name], child).entries()) {
          const window = agent.windows.find((each) => each.child === child && each.outcome === index);
          if (window && window.earliest > 0) continue;
          const label = `outcome ${name} ${pathsOf(agent).get(child)} ${Object.keys(outcome)[0]}`;
          this.attempt(world, moves, internal(label, window?.latest === 0), () => {
            if ('event' in outcome) this.theatre.relay(child, child._parent!, outcome.event);
            else if ('done' in outcome) this.theatre.relay(child, child, settled('resolve', outcome.done));
            else this.theatre.relay(child, child, settled('reject', outcome.error));
          });
        }
      }
    }
  }

  private environment(world: World, moves: Move[]): void {
    for (const [index, { agent, event, budget }] of (this.system.environment ?? []).entries()) {
      for (const [name, { root, members }] of running(world)) {
        if (!covers(agent, name) || members.get(root!)!.snapshot.status !== 'active') continue;
        for (const each of (Array.isArray(event) ? event : [event]) as readonly Event[]) {
          if (!selects(members.get(root!)!.snapshot, each)) continue;
          const label = `environment ${name} ${each.type}`;
          this.attempt(world, moves, { kind: 'environment', label, due: false }, (draft) => {
            if (!spend(draft, `env ${index}`, budget, name)) return false;
            this.theatre.relay(undefined, this.theatre.doors[name], each);
            return true;
          });
        }
      }
    }
  }

  private linkFaults(world: World, moves: Move[]): void {
    for (const [link, queue] of Object.entries(world.links)) {
      const settings = this.settings(link);
      const { declaration, loss, duplication } = settings;
      if (loss) {
        this.eachMessage(world, moves, link, 'drop', (draft, index) => {
          draft.links[link] = without(queue, index);
          return spend(draft, `loss ${declaration}`, loss, link);
        });
      }
      if (duplication) {
        this.eachMessage(world, moves, link, 'duplicate', (draft, index) => {
          this.duplicate(draft, link, index);
          return spend(draft, `duplication ${declaration}`, duplication, link);
        });
      }
    }
    for (const [number, each] of this.faults('drop', 'duplicate', 'delay')) {
      for (const [link, queue] of Object.entries(world.links)) {
        const [from, to] = linkEnds(link);
        if (!covers(each.from, from) || !covers(each.to, to)) continue;
        this.eachMessage(world, moves, link, each.fault, (draft, index) => {
          if (each.fault === 'drop') draft.links[link] = without(queue, index);
          else if (each.fault === 'duplicate') this.duplicate(draft, link, index);
          else if (each.fault === 'delay') this.holdUp(draft, link, index, each.by);
          return spend(draft, `fault ${number}`, each.budget, link);
        });
      }
    }
  }

  private eachMessage(
    world: World,
    moves: Move[],
    link: string,
    word: string,
    act: (draft: Draft, index: number) => boolean,
  ): void {
    for (const index of positions(this.settings(link), world.links[link])) {
      this.attempt(world, moves, fault(`${word} ${link}`), (draft) => act(draft, index));
    }
  }

  private duplicate(draft: Draft, link: string, index: number): void {
    const settings = this.settings(link);
    const queue = draft.links[link];
    if (settings.order === 'set') return;
    if (queue.length >= settings.capacity) draft.blocked = true;
    draft.links[link] = inOrder(settings, [...queue.slice(0, index + 1), ...queue.slice(index)]);
  }

  private holdUp(draft: Draft, link: string, index: number, by: number): void {
    const queue = draft.links[link].map((message, other) =>
      other === index ? { ...message, age: message.age - by } : message,
    );
    draft.links[link] = inOrder(this.settings(link), queue);
  }

  private agentFaults(world: World, moves: Move[]): void {
    for (const [index, crash] of this.faults('crash')) {
      for (const group of groupsOf(crash.agents)) this.crashes(world, moves, `fault ${index}`, crash, group);
    }
    for (const [index, hang] of this.faults('hang')) {
      for (const group of groupsOf(hang.agents)) this.hangs(world, moves, `fault ${index}`, hang, group);
    }
  }

  private crashes(
    world: World,
    moves: Move[],
    counter: string,
    { budget, restart }: FaultOf<'crash'>,
    group: readonly string[],
  ): void {
    const name = group.join('+');
    const up = group.filter((each) => world.agents[each].phase !== 'crashed');
    if (up.length > 0) {
      this.attempt(world, moves, fault(`crash ${name}`), (draft) => {
        for (const each of up) draft.agents[each] = this.crashed(draft.agents[each], each);
        return spend(draft, counter, budget, name);
      });
    }
    const down = group.filter((each) => world.agents[each].phase === 'crashed');
    if (restart && down.length > 0) {
      this.attempt(world, moves, fault(`restart ${name}`), (draft) => this.restart(draft, down));
    }
  }

  private hangs(
    world: World,
    moves: Move[],
    counter: string,
    { budget, timers, resume }: FaultOf<'hang'>,
    group: readonly string[],
  ): void {
    const name = group.join('+');
    const turn = (
      draft: Draft,
      names: readonly string[],
      phase: 'hung' | 'running',
      overdue: boolean,
    ): void => {
      for (const each of names) draft.agents[each] = { ...draft.agents[each], phase, overdue };
    };
    const able = group.filter((each) => isActive(world.agents[each]));
    if (able.length > 0) {
      this.attempt(world, moves, fault(`hang ${name}`), (draft) => {
        turn(draft, able, 'hung', timers === 'overdue');
        return spend(draft, counter, budget, name);
      });
    }
    const hung = group.filter((each) => world.agents[each].phase === 'hung');
    if (resume !== false && hung.length > 0) {
      this.attempt(world, moves, fault(`resume ${name}`), (draft) => {
        turn(draft, hung, 'running', false);
        return true;
      });
    }
  }

  private crashed(agent: AgentState, name: string): AgentState {
    const context = agent.members.get(agent.root!)!.snapshot.context as Record<string, unknown>;
    const keys: readonly string[] = this.theatre.declarations[name].durable ?? [];
    const durable = Object.fromEntries(
      keys.filter((key) => key in context).map((key) => [key, context[key]] as const),
    );
    return { ...unborn(agent.input), phase: 'crashed', durable };
  }

  private restart(draft: Draft, names: readonly string[]): boolean {
    const inputs = names.map((name) => {
      const { input, durable } = draft.agents[name];
      const { restartInput } = this.theatre.declarations[name];
      return [name, restartInput ? restartInput(input as never, durable as never) : input] as const;
    });
    return this.boot(draft, names, Object.fromEntries(inputs));
  }

  private partitions(world: World, moves: Move[]): void {
    for (const [index, partition] of this.faults('partition')) {
      const name = `cut ${index}`;
      if (world.used[name] === undefined) {
        this.attempt(world, moves, fault(`partition ${index}`), (draft) => {
          draft.used[name] = 1;
          if (partition.messages !== 'held') this.loseCutMessages(draft);
          return spend(draft, `fault ${index}`, partition.budget, '');
        });
      } else if (partition.heal !== false) {
        this.attempt(world, moves, fault(`heal ${index}`), (draft) => {
          delete draft.used[name];
          return true;
        });
      }
    }
  }

  private loseCutMessages(draft: Draft): void {
    for (const link of Object.keys(draft.links)) {
      const [from, to] = linkEnds(link);
      if (this.cuts(draft, from, to).includes('lost')) draft.links[link] = [];
    }
  }

  /** How the partitions in force treat messages between two agents. */
  private cuts({ used }: Pick<World, 'used'>, from: string, to: string): ('lost' | 'held')[] {
    return this.faults('partition').flatMap(([index, { groups, messages }]) => {
      const side = (name: string): number => groups.findIndex((group) => group.includes(name));
      const cut = used[`cut ${index}`] !== undefined && side(from) >= 0 && side(to) >= 0;
      return cut && side(from) !== side(to) ? [messages ?? 'lost'] : [];
    });
  }

  /** The declared faults of some kinds, with their indices. */
  private faults<K extends FaultDeclaration['fault']>(
    ...kinds: readonly K[]
  ): (readonly [number, FaultOf<K>])[] {
    const all = (this.system.faults ?? []).map((each, index) => [index, each] as const);
    return all.filter(([, each]) => (kinds as readonly string[]).includes(each.fault)) as never;
  }

  /** One tick: what runs comes nearer, what travels ages. */
  private pass(draft: Draft): true {
    const tick = this.tick!;
    const nearer = <T extends { earliest: number; latest: number }>(each: T): T => ({
      ...each,
      earliest: Math.max(0, each.earliest - tick),
      latest: Math.max(0, each.latest - tick),
    });
    for (const [name, agent] of Object.entries(draft.agents)) {
      const runs = agent.phase === 'running' || (agent.phase === 'hung' && agent.overdue);
      if (!runs || agent.timers.length + agent.windows.length === 0) continue;
      draft.agents[name] = {
        ...agent,
        timers: agent.timers.map(nearer),
        windows: agent.windows.map(nearer),
      };
    }
    for (const [link, queue] of Object.entries(draft.links)) {
      const settings = this.settings(link);
      draft.links[link] = inOrder(
        settings,
        queue.map(({ event, age }) => ({ event, age: Math.min(age + tick, oldest(settings)) })),
      );
    }
    return true;
  }
}

const unborn = (input: unknown): AgentState => ({
  phase: 'running',
  overdue: false,
  root: undefined,
  members: new Map(),
  timers: [],
  windows: [],
  input,
  durable: {},
});

const settled = (how: 'resolve' | 'reject', data: unknown): Event => ({
  type: `xstate.promise.${how}`,
  data,
});

const running = (world: World): [string, AgentState][] =>
  Object.entries(world.agents).filter(([, agent]) => agent.phase === 'running');

const isActive = ({ phase, root, members }: AgentState): boolean =>
  phase === 'running' && members.get(root!)!.snapshot.status === 'active';
