/**
 * A declared system made ready to walk: agents as tables, links as they are first used, and the layout of states.
 *
 * A state is a vector of small integers, one slot a component. Slots for local states come first; timers, links,
 * counters and flags get a slot when they are first needed, and are 0 in all states before.
 */
import { Agent, type AgentSurroundings } from '../agent/agent.ts';
import { plainText } from '../agent/plain-data.ts';
import { declarationOf } from '../system/agent-declaration.ts';
import { ModelError } from '../system/model-error.ts';
import { type AnySystem, groupsOf } from '../system/system.ts';
import { LinkTable } from './link-table.ts';
import { MAX_DELAYS, MAX_SUBJECT } from './move.ts';
import { Reads } from './reads.ts';
import { type Replicas, replicasOf } from './symmetry/replicas.ts';
import { checkShape } from './system-shape.ts';
import { type Allowance, allowance, checkDeclarations, type ResolvedLink, resolveLink } from './topology.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A concrete link that was used. */
export interface Link extends ResolvedLink {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly slot: number;
  readonly table: LinkTable;
  /** Deliveries that would change nothing are not enabled, even where nobody watches them. */
  readonly selective: boolean;
  readonly isSet: boolean;
  readonly isSynchronous: boolean;
  readonly lossSlot: number;
  readonly duplicationSlot: number;
  readonly delaySlots: readonly number[];
  /** Partitions that cut it. */
  readonly cuts: readonly Partition[];
}

/** One event that the environment may send to one agent. */
export interface EnvironmentMove {
  readonly agent: number;
  readonly event: number;
  readonly slot: number;
  readonly limit: number | undefined;
  readonly label: string;
}

export interface Partition {
  readonly slot: number;
  readonly groupOf: ReadonlyMap<number, number>;
  readonly held: boolean;
}

/** One thing that may go wrong, or right again. */
export type FaultMove = {
  readonly label: string;
  readonly limit: number | undefined;
  readonly counterSlot: number;
} & (
  | { readonly kind: 'crash' | 'restart' | 'resume'; readonly agents: readonly number[] }
  | { readonly kind: 'hang'; readonly agents: readonly number[]; readonly overdue: boolean }
  | { readonly kind: 'partition' | 'heal'; readonly partition: Partition }
);

/** Values of a hang slot. */
export const RUNNING = 0;
export const FROZEN = 1;
export const OVERDUE = 2;

export class SystemModel {
  readonly system: AnySystem;
  readonly agents: readonly Agent[];
  readonly clock: VirtualClock;
  readonly links: Link[] = [];
  /** Links by sender and then receiver: the order in which moves are listed. */
  orderedLinks: readonly Link[] = [];
  /** Those of them that may lose, duplicate or hold up messages. */
  disturbedLinks: readonly Link[] = [];
  readonly environment: readonly EnvironmentMove[];
  readonly faults: readonly FaultMove[];
  /** Slots of an agent's timers and hang flag; −1 where it has none yet, or can have none. */
  readonly timerSlots: number[];
  readonly hangSlots: readonly number[];
  /** Agents that have had timers. */
  timed: readonly number[] = [];
  /** Agents that the environment may send events to. */
  readonly challenged: readonly number[];
  /** Names of counters and flags by slot. */
  readonly counterNames = new Map<number, string>();
  /** Whether some link may make a move wait for room. */
  readonly blocks: boolean;
  /** Number of slots in use. */
  width: number;
  /** Length of a buffer that holds any state, now and later. */
  readonly capacity: number;
  /** Through which moves and successors look at states. */
  readonly reads: Reads;
  /** Another number when there are new slots, or agents that have outcomes for the first time. */
  structure = 0;
  /** Agents that are declared interchangeable. */
  readonly replicas: Replicas;
  /** Partitions, in the order in which they are declared. */
  get partitions(): readonly Partition[] {
    return this.#partitions;
  }
  /** Link indices by sender and receiver; −1 where none is used yet. */
  readonly #linkIndex: Int32Array;
  readonly #counters = new Map<string, number>();
  readonly #partitions: readonly Partition[];

  /** @param recorded agents keep what each of their steps went through: see `TransitionRecord` */
  constructor(system: AnySystem, recorded = false) {
    checkShape(system);
    checkDeclarations(system);
    this.system = system;
    this.replicas = replicasOf(system);
    const names = Object.keys(system.agents);
    if (names.length > 60) {
      throw new ModelError(
        'SYSTEM_INVALID',
        `there are ${names.length} agents.`,
        'At most 60 can be composed.',
        {
          system: system.name,
        },
      );
    }
    const surroundings: AgentSurroundings = {
      reference: (name) => this.agents[names.indexOf(name)]?.reference(''),
      address: (to, event) => {
        const agent = names.indexOf(to.agent);
        return { agent, event: this.agents[agent]!.eventId(to.path, event) };
      },
      current: { running: undefined },
      ticks: (duration, what) => this.clock.ticks(duration, what),
      outcomesAppeared: () => {
        this.structure++;
      },
    };
    const restartable = new Set(
      (system.faults ?? []).flatMap((fault) =>
        fault.fault === 'crash' && fault.restart ? groupsOf(fault.agents).flat() : [],
      ),
    );
    this.agents = names.map(
      (name, index) =>
        new Agent(
          name,
          index,
          declarationOf(system.agents[name]!),
          surroundings,
          restartable.has(name),
          recorded,
        ),
    );
    this.clock = new VirtualClock(system, this.agents);
    this.width = names.length;
    this.#linkIndex = new Int32Array(names.length ** 2).fill(-1);
    this.timerSlots = names.map(() => -1);
    const hangable = new Set(
      (system.faults ?? []).flatMap((fault) => (fault.fault === 'hang' ? groupsOf(fault.agents).flat() : [])),
    );
    this.hangSlots = names.map((name) => (hangable.has(name) ? this.#newSlot() : -1));
    this.#partitions = this.#declaredPartitions(names);
    this.environment = this.#declaredEnvironment(names);
    this.challenged = names
      .map((_, agent) => agent)
      .filter((agent) => this.environment.some((move) => move.agent === agent));
    this.faults = this.#declaredFaults(names);
    this.blocks = (system.links ?? []).some((link) => link.overflow === 'block');
    this.capacity = this.width + names.length + names.length ** 2 * (3 + (system.faults?.length ?? 0)) + 1;
    this.reads = new Reads(this.capacity);
  }

  /** The link from one agent to another; it exists from its first use on. */
  link(from: number, to: number): Link {
    const key = from * this.agents.length + to;
    const known = this.#linkIndex[key]!;
    if (known !== -1) return this.links[known]!;
    const names = [this.agents[from]!.name, this.agents[to]!.name] as const;
    const resolved = resolveLink(this.system, ...names, (duration, what) => this.clock.ticks(duration, what));
    const receiver = this.agents[to]!;
    const { settings, loss, duplication, delays } = resolved;
    // Written out, not spread: so all links have one shape, and reading them stays cheap.
    const link: Link = {
      settings,
      loss,
      duplication,
      delays,
      index: this.links.length,
      from,
      to,
      name: `${names[0]}→${names[1]}`,
      slot: this.#newSlot(),
      selective: settings.ignoredStays,
      isSet: settings.order === 'set',
      isSynchronous: settings.order === 'synchronous',
      table: new LinkTable(resolved.settings, (event) => receiver.events[event]!.key),
      lossSlot: this.#counterSlot(resolved.loss),
      duplicationSlot: this.#counterSlot(resolved.duplication),
      delaySlots: resolved.delays.map((delay) => this.#counterSlot(delay)),
      cuts: this.#partitions.filter(({ groupOf }) => {
        const [a, b] = [groupOf.get(from), groupOf.get(to)];
        return a !== undefined && b !== undefined && a !== b;
      }),
    };
    if (link.index > MAX_SUBJECT) {
      throw new ModelError('SYSTEM_INVALID', 'there are more than 4096 links in use.', 'Split the system.');
    }
    if (delays.length > MAX_DELAYS) {
      throw new ModelError(
        'SYSTEM_INVALID',
        `${delays.length} faults may delay messages on the link ${link.name}.`,
        `At most ${MAX_DELAYS} can. Give the link a \`latency\` instead: [earliest, latest].`,
        { system: this.system.name },
      );
    }
    this.#linkIndex[key] = link.index;
    this.links.push(link);
    this.orderedLinks = this.links.toSorted((a, b) => a.from - b.from || a.to - b.to);
    this.disturbedLinks = this.orderedLinks.filter(
      ({ loss, duplication, delays }) => loss !== undefined || duplication !== undefined || delays.length > 0,
    );
    return link;
  }

  timerSlot(agent: number): number {
    if (this.timerSlots[agent] === -1) {
      this.timerSlots[agent] = this.#newSlot();
      this.timed = [...this.timed, agent].sort((a, b) => a - b);
    }
    return this.timerSlots[agent]!;
  }

  #newSlot(): number {
    this.structure++;
    return this.width++;
  }

  /** The slot of a counter, with what reports call it; −1 where nothing is counted. */
  #counterSlot(allowed: Allowance | undefined, shown: string = allowed?.counter ?? ''): number {
    if (allowed?.limit === undefined) return -1;
    let slot = this.#counters.get(allowed.counter);
    if (slot === undefined) {
      slot = this.#newSlot();
      this.#counters.set(allowed.counter, slot);
      const alike = [...this.counterNames.values()].filter(
        (name) => name === shown || name.startsWith(`${shown} #`),
      );
      this.counterNames.set(slot, alike.length === 0 ? shown : `${shown} #${alike.length + 1}`);
    }
    return slot;
  }

  #declaredEnvironment(names: readonly string[]): readonly EnvironmentMove[] {
    const moves = (this.system.environment ?? []).flatMap(({ agent, event, budget }, index) =>
      asList(agent).flatMap((name) =>
        asList(event as EventLike | readonly EventLike[]).map((one) => {
          const allowed = allowance(budget, `environment ${index} ${name}`, `environment ${index}`);
          const types = asList(event as EventLike | readonly EventLike[]).map(({ type }) => type);
          const whose = 'total' in Object(budget) ? asList(agent) : [name];
          const id = names.indexOf(name);
          return {
            agent: id,
            event: this.agents[id]!.eventId('', one),
            slot: this.#counterSlot(allowed, `${types.join('|')} of ${whose.join('|')}`),
            limit: allowed.limit,
            label: `environment ${name} ${one.type}`,
            payload: plainText(one),
          };
        }),
      ),
    );
    const labelOf = ({ label, payload }: (typeof moves)[number], index: number): string => {
      const alike = moves.filter((other) => other.label === label);
      if (alike.length === 1) return label;
      const same = alike.filter((other) => moves.indexOf(other) < index && other.payload === payload);
      return same.length === 0 ? `${label} ${payload}` : `${label} ${payload} #${same.length + 1}`;
    };
    return moves.map((move, index) => {
      const { agent, event, slot, limit } = move;
      return { agent, event, slot, limit, label: labelOf(move, index) };
    });
  }

  #declaredPartitions(names: readonly string[]): readonly Partition[] {
    return (this.system.faults ?? []).flatMap((fault) => {
      if (fault.fault !== 'partition') return [];
      const groupOf = new Map(
        fault.groups.flatMap((group, index) => group.map((name) => [names.indexOf(name), index] as const)),
      );
      const slot = this.#newSlot();
      this.counterNames.set(
        slot,
        `partition ${nameOf(fault.name, fault.groups.map((group) => group.join('+')).join('|'))}`,
      );
      return [{ slot, groupOf, held: fault.messages === 'held' }];
    });
  }

  #declaredFaults(names: readonly string[]): readonly FaultMove[] {
    let partitions = 0;
    const moves = (this.system.faults ?? []).flatMap((fault, index): readonly FaultMove[] => {
      const free = { limit: undefined, counterSlot: -1 };
      if (fault.fault === 'partition') {
        const allowed = allowance(fault.budget, `fault ${index}`, `fault ${index}`);
        const counted = { limit: allowed.limit, counterSlot: this.#counterSlot(allowed) };
        const partition = this.#partitions[partitions++]!;
        const name = nameOf(fault.name, fault.groups.map((group) => group.join('+')).join('|'));
        const start: FaultMove = {
          ...counted,
          kind: 'partition',
          partition,
          label: `fault partition ${name}`,
        };
        const heal: FaultMove = { ...free, kind: 'heal', partition, label: `fault heal ${name}` };
        return fault.heal === false ? [start] : [start, heal];
      }
      if (fault.fault !== 'crash' && fault.fault !== 'hang') return [];
      const groups = groupsOf(fault.agents);
      return groups.flatMap((group): readonly FaultMove[] => {
        const agents = group.map((name) => names.indexOf(name));
        const name = nameOf(groups.length === 1 ? fault.name : undefined, group.join('+'));
        const all = groups.map((names) => names.join('+')).join('|');
        const whose = 'total' in Object(fault.budget) ? all : name;
        const perGroup = allowance(fault.budget, `fault ${index} ${name}`, `fault ${index}`);
        const counted = {
          limit: perGroup.limit,
          counterSlot: this.#counterSlot(perGroup, `${fault.fault} of ${whose}`),
        };
        if (fault.fault === 'crash') {
          const crash: FaultMove = { ...counted, kind: 'crash', agents, label: `fault crash ${name}` };
          const restart: FaultMove = { ...free, kind: 'restart', agents, label: `fault restart ${name}` };
          return fault.restart ? [crash, restart] : [crash];
        }
        const overdue = fault.timers === 'overdue';
        const hang: FaultMove = { ...counted, kind: 'hang', agents, overdue, label: `fault hang ${name}` };
        const resume: FaultMove = { ...free, kind: 'resume', agents, label: `fault resume ${name}` };
        return fault.resume === false ? [hang] : [hang, resume];
      });
    });
    const labels = moves.map(({ label }) => label);
    const twice = labels.find((label, index) => labels.indexOf(label) !== index);
    if (twice !== undefined) {
      throw new ModelError(
        'SYSTEM_INVALID',
        `two faults have the label '${twice}'.`,
        'Give one of them a `name`.',
        {
          system: this.system.name,
        },
      );
    }
    return moves;
  }
}

interface EventLike {
  readonly type: string;
  readonly [field: string]: unknown;
}

const nameOf = (given: string | undefined, otherwise: string): string => given ?? otherwise;
const asList = <T>(one: T | readonly T[]): readonly T[] => (Array.isArray(one) ? one : [one as T]);
