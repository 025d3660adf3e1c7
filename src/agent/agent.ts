/**
 * One agent as tables: local states, events, and steps (local state, event) → (local state′, effects).
 *
 * A step depends on the local state and the event alone, so XState computes it once and it is kept. A sample of the
 * entries is computed again from another representative of the same state, and compared.
 */
import type { AgentDeclaration } from '../system/agent-declaration.ts';
import { ModelError } from '../system/model-error.ts';
import type { ActorLogic, DelaySurvey, Machine, XStateEvent } from './actor-logic.ts';
import { delaysOf, isMachine, kindOfLogic } from './actor-logic.ts';
import { ActorReference } from './actor-reference.ts';
import { actorSystem, type CurrentStep } from './actor-system.ts';
import { resolveInputs } from './agent-input.ts';
import {
  type AgentEvent,
  CHANGED,
  CRASHED,
  type Effects,
  ENDED,
  FAILED,
  HANDLED,
  type LocalState,
  RAN,
  RUNNING,
} from './agent-tables.ts';
import { type EffectSurroundings, EffectTable } from './effect-table.ts';
import { EventTable } from './event-table.ts';
import { type Family, familyKey, type Member, rootOf } from './family.ts';
import { FamilyStep } from './family-step.ts';
import { parentPath } from './member-path.ts';
import { outcomesOf } from './outcome.ts';
import { OwnMachines } from './own-machines.ts';
import { type CanonicalKey, canonicalKey, freezeDeeply, holdsCollections } from './plain-data.ts';
import { stateText } from './state-text.ts';
import type { FamilyHost, StepResult } from './step-result.ts';
import type { TakenTransition } from './taken-transition.ts';
import type { TimerTable } from './timer-table.ts';
import { TransitionRecord } from './transition-record.ts';

/** What an agent needs to know of the system it belongs to. */
export interface AgentSurroundings extends EffectSurroundings {
  /** The reference of an agent of the system. */
  reference(name: string): ActorReference | undefined;
  /** The step that is running in the system, if any. */
  readonly current: CurrentStep;
  /** Told when an agent has outcomes for the first time. */
  outcomesAppeared(): void;
}

/** Every so many entries one is computed twice, where two representatives are known; fewer once so many agreed. */
const SAMPLE = 7;
const MANY_AGREED = 128;
const SMALLER_SAMPLE = 7 * SAMPLE;

export class Agent {
  readonly name: string;
  readonly index: number;
  readonly declaration: AgentDeclaration;
  readonly timers: TimerTable;
  /** What each step went through; kept where somebody asks for coverage. */
  readonly record: TransitionRecord | undefined;
  readonly locals: LocalState[] = [];
  /** `RUNNING`, `ENDED` or `CRASHED`, by local state. */
  readonly liveness: number[] = [];
  readonly events: readonly AgentEvent[];
  readonly effects: readonly Effects[];
  /** The messages of what was thrown, by step. */
  readonly failures = new Map<number, string>();
  /** Steps by id: the next local state, the effects, the flags. */
  readonly next: number[] = [];
  readonly effectsOf: number[] = [];
  readonly flags: number[] = [];
  /** What each step selected; no part of what it does. */
  readonly transitions: (readonly TakenTransition[])[] = [];
  /** What was computed: steps with the local state and the event that they are of. */
  readonly computed: { readonly local: number; readonly event: number; readonly step: number }[] = [];
  /** Steps that begin a life, by input alternative, and by crashed local state; crashed local states by the last one. */
  readonly begins = new Map<number, number>();
  readonly restarts = new Map<number, number>();
  readonly crashes = new Map<number, number>();
  /** Whether some local state has a child that is never run. */
  hasOutcomes = false;
  /** Number of XState macrosteps computed. */
  xstateCalls = 0;
  readonly #steps: Int32Array[] = [];
  readonly #starts = new Map<string, number>();
  readonly #localIndex = new Map<string, number>();
  /** How many steps were computed twice, with one result. */
  #agreed = 0;
  readonly #alternates = new Map<number, Family>();
  readonly #eventTable = new EventTable();
  readonly #effectTable: EffectTable;
  readonly #surroundings: AgentSurroundings;
  readonly #references = new Map<string, ActorReference>();
  readonly #system: object;
  readonly #machines: OwnMachines;
  readonly #host: FamilyHost;
  readonly #remembersOrigin: boolean;
  #inputs: readonly unknown[] | undefined;

  constructor(
    name: string,
    index: number,
    declaration: AgentDeclaration,
    surroundings: AgentSurroundings,
    restartable: boolean,
    recorded = false,
  ) {
    this.name = name;
    this.index = index;
    this.declaration = declaration;
    this.#surroundings = surroundings;
    this.#effectTable = new EffectTable(this, this.#eventTable, surroundings);
    this.events = this.#eventTable.events;
    this.effects = this.#effectTable.effects;
    this.timers = this.#effectTable.timers;
    this.#remembersOrigin = restartable;
    this.record = recorded ? new TransitionRecord() : undefined;
    this.#machines = new OwnMachines(declaration.machine as unknown as Machine, this.record);
    this.#system = actorSystem(name, surroundings.current);
    this.#host = {
      agent: name,
      reference: (path) => this.reference(path),
      anotherReference: (path) => this.#newReference(path),
      logicOf: (logic) => (isMachine(logic) ? this.#machines.of(logic) : (logic as ActorLogic)),
      kindOf: kindOfLogic,
      sourceOf: (source) => this.#machines.sourceOf(source),
      peer: (peer) => surroundings.reference(peer),
      actionName: () => this.#machines.actionName,
      takeDelayName: () => this.#machines.takeDelayName(),
    };
  }

  /** The one reference for a member of this agent's family. */
  reference(path: string): ActorReference {
    let reference = this.#references.get(path);
    if (reference === undefined) {
      reference = this.#newReference(path);
      this.#references.set(path, reference);
    }
    return reference;
  }

  #newReference(path: string): ActorReference {
    const parent = path === '' ? undefined : this.reference(parentPath(path));
    return new ActorReference(this.name, path, parent, this.#system, this.#surroundings.current);
  }

  /** Delays that the machine's config shows, before anything runs. */
  delays(): DelaySurvey {
    const declared = this.declaration.delays ?? {};
    const survey = delaysOf(this.declaration.machine as unknown as Machine, new Set(Object.keys(declared)));
    const unknown = Object.keys(declared).find((name) => !survey.named.includes(name));
    if (unknown !== undefined) {
      throw new ModelError(
        'SYSTEM_INVALID',
        `\`delays\` names '${unknown}', which the machine does not define.`,
        `It defines: ${survey.named.join(', ') || 'none'}. Name the delay in setup({ delays }) and use it by name.`,
        { agent: this.name },
      );
    }
    const windows = Object.values(declared).flatMap((window) =>
      typeof window === 'number' ? [window] : [...window],
    );
    return { ...survey, constant: [...survey.constant, ...windows] };
  }

  /** The input alternatives, at least one. */
  get inputs(): readonly unknown[] {
    this.#inputs ??= resolveInputs(this.name, this.declaration, (name) => this.#surroundings.reference(name));
    return this.#inputs;
  }

  /** The step that begins this agent's life with input alternative `origin`. */
  begin(origin: number): number {
    const step = this.#startWith(`begin ${origin}`, this.inputs[origin], origin);
    this.begins.set(origin, step);
    return step;
  }

  /** The local state after a crash: only the durable part is left. */
  crashed(local: number): number {
    const { origin, family, status, durable: kept } = this.locals[local]!;
    const context = (status === 'crashed' ? kept : rootOf(family).snapshot.context) as
      | Record<string, unknown>
      | undefined;
    const keys = this.declaration.durable ?? [];
    const durable = Object.fromEntries(
      keys.filter((key) => context && key in context).map((key) => [key, context![key]]),
    );
    const key = `crashed ${origin} ${canonicalKey(durable, 'context')}`;
    const crashed = this.#internLocal(key, () => ({
      family,
      key,
      status: 'crashed',
      origin,
      durable: Object.freeze(durable),
      outcomes: [],
    }));
    this.crashes.set(local, crashed);
    return crashed;
  }

  /** The step that begins a crashed agent's next life. */
  restart(local: number): number {
    const { key, origin, durable } = this.locals[local]!;
    const input = this.inputs[origin];
    const { restartInput } = this.declaration;
    const next =
      restartInput !== undefined
        ? restartInput(input, durable as never)
        : durable !== undefined && Object.keys(durable).length > 0
          ? { ...(input as object | undefined), ...durable }
          : input;
    freezeDeeply(next);
    const step = this.#startWith(`restart ${key}`, next, origin);
    this.restarts.set(local, step);
    return step;
  }

  /** The id of an event for a member of this agent's family. */
  eventId(path: string, event: XStateEvent): number {
    return this.#eventTable.idOf(path, event);
  }

  /** The step that `event` causes in `local`. */
  step(local: number, event: number): number {
    const row = this.#steps[local]!;
    if (event < row.length) {
      const known = row[event]!;
      if (known >= 0) return known;
    }
    return this.#computed(local, event);
  }

  /** The steps from `local` that are in the table, by event. */
  *stepsFrom(local: number): Iterable<{ readonly event: number; readonly step: number }> {
    for (const [event, step] of this.#steps[local]!.entries()) if (step >= 0) yield { event, step };
  }

  /** The id here of an event of another agent with the same tables so far. */
  eventAlike(event: AgentEvent): number {
    return this.#eventTable.alike(event);
  }

  // ——— computing ———

  #computed(local: number, event: number): number {
    let row = this.#steps[local]!;
    if (event >= row.length) {
      const longer = new Int32Array(Math.max(8, 2 * (event + 1))).fill(-1);
      longer.set(row);
      this.#steps[local] = row = longer;
    }
    const { family, status, origin } = this.locals[local]!;
    if (status !== 'active') {
      const step = this.#internStep(local, 0, 0, []);
      row[event] = step;
      this.computed.push({ local, event, step });
      return step;
    }
    const result = this.#run(family, event);
    const step = this.#stepOf(result, local, origin);
    row[event] = step;
    this.computed.push({ local, event, step });
    this.#checkAgainstAlternate(local, event, step, origin);
    return step;
  }

  #run(family: Family, event: number): StepResult {
    const { path, event: message, ending } = this.events[event]!;
    const guarded: { readonly member: Member; readonly key: CanonicalKey }[] = [];
    for (const member of family.values()) {
      const { context } = member.snapshot;
      if (holdsCollections(context)) guarded.push({ member, key: canonicalKey(context, 'context') });
    }
    const result = this.#step((step) =>
      ending === undefined ? step.deliver(family, path, message) : step.conclude(family, path, ending),
    );
    for (const { member, key } of guarded) {
      if (canonicalKey(member.snapshot.context, 'context') !== key)
        this.#mutated(member.path, message.type, family);
    }
    if (!this.#eventTable.isUnchanged(event)) this.#mutated(path, message.type, family);
    return result;
  }

  #mutated(path: string, event: string, family: Family): never {
    throw new ModelError(
      'CONTEXT_MUTATED',
      'a Map or Set in the context or event is changed in place.',
      'Return new values from assign(…): ({ seen: new Set([...context.seen, id]) }), never context.seen.add(id).',
      {
        agent: path === '' ? this.name : `${this.name}/${path}`,
        state: stateText(rootOf(family).snapshot.value),
        event,
      },
    );
  }

  #step(take: (step: FamilyStep) => StepResult): StepResult {
    const step = new FamilyStep(this.#host);
    this.#surroundings.current.running = step;
    this.xstateCalls++;
    this.#machines.actionName = undefined;
    this.record?.begin();
    try {
      return take(step);
    } finally {
      this.#surroundings.current.running = undefined;
    }
  }

  #startWith(key: string, input: unknown, origin: number): number {
    const known = this.#starts.get(key);
    if (known !== undefined) return known;
    const logic = this.#machines.of(this.declaration.machine as unknown as Machine);
    const result = this.#step((step) => step.begin(logic, 'machine', '', input));
    const id = this.#stepOf(result, -1, origin);
    this.#starts.set(key, id);
    return id;
  }

  #stepOf(result: StepResult, local: number, origin: number): number {
    const next = this.#internFamily(result.family, local, origin);
    const effects = this.#effectsOf(result);
    const failed = result.failure !== undefined;
    const changed = next !== local || effects !== 0;
    const flags = RAN | (result.handled ? HANDLED : 0) | (failed ? FAILED : 0) | (changed ? CHANGED : 0);
    const step = this.#internStep(next, effects, flags, result.transitions);
    this.record?.end(step);
    if (result.failure !== undefined) this.failures.set(step, result.failure);
    return step;
  }

  #internStep(next: number, effects: number, flags: number, transitions: readonly TakenTransition[]): number {
    this.next.push(next);
    this.transitions.push(transitions);
    this.effectsOf.push(effects);
    return this.flags.push(flags) - 1;
  }

  #effectsOf(result: StepResult): number {
    if (result.sends.length + result.emitted.length + result.timers.length === 0) return 0;
    const sends = this.#placed(
      () => result.sends.map(({ to, event }) => this.#surroundings.address(to, event)),
      result.family,
    );
    return this.#effectTable.idOf(sends, result.emitted, result.timers);
  }

  // ——— interning ———

  /** @param from the local state that took the step */
  #internFamily(family: Family, from: number, origin: number): number {
    if (family === this.locals[from]?.family) {
      // Twice the same is worth something too: functions that keep count give themselves away.
      if (!this.#alternates.has(from)) this.#alternates.set(from, family);
      return from;
    }
    const key = this.#placed(() => `${this.#remembersOrigin ? origin : 0} ${familyKey(family)}`, family);
    const known = this.#localIndex.get(key);
    if (known !== undefined) {
      const alternate = this.#alternates.get(known);
      if (alternate === undefined || alternate === this.locals[known]!.family) {
        this.#alternates.set(known, family);
      }
      return known;
    }
    return this.#internLocal(key, () => ({
      family,
      key,
      status: rootOf(family).snapshot.status,
      origin: this.#remembersOrigin ? origin : 0,
      outcomes: this.#outcomesOf(family),
    }));
  }

  #internLocal(key: string, make: () => LocalState): number {
    let id = this.#localIndex.get(key);
    if (id === undefined) {
      const local = make();
      id = this.locals.push(local) - 1;
      this.liveness.push(local.status === 'active' ? RUNNING : local.status === 'crashed' ? CRASHED : ENDED);
      if (local.outcomes.length > 0 && !this.hasOutcomes) {
        this.hasOutcomes = true;
        this.#surroundings.outcomesAppeared();
      }
      this.#steps.push(new Int32Array(0));
      this.#localIndex.set(key, id);
    }
    return id;
  }

  #placed<T>(compute: () => T, family: Family): T {
    try {
      return compute();
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      throw error.within({ agent: this.name, state: stateText(rootOf(family).snapshot.value) });
    }
  }

  #checkAgainstAlternate(local: number, event: number, step: number, origin: number): void {
    const alternate = this.#alternates.get(local);
    if (alternate === undefined) return;
    if ((local + event) % (this.#agreed < MANY_AGREED ? SAMPLE : SMALLER_SAMPLE) !== 0) return;
    const result = this.#run(alternate, event);
    const same =
      this.#internFamily(result.family, local, origin) === this.next[step] &&
      this.#effectsOf(result) === this.effectsOf[step];
    if (same) {
      this.#agreed++;
      return;
    }
    throw new ModelError(
      'NOT_A_FUNCTION_OF_STATE',
      'computed twice in equal local states, the step had two results.',
      'A guard, action or assign reads something that is not in the state: a variable outside the machine, or the ' +
        'identity or key order of an object. Put it into the context.',
      {
        agent: this.name,
        state: stateText(rootOf(alternate).snapshot.value),
        event: this.events[event]!.type,
      },
    );
  }

  // ——— children that are never run ———

  #outcomesOf(family: Family): readonly number[] {
    const events: number[] = [];
    for (const member of family.values()) {
      if (member.kind !== 'outcome' || member.snapshot.status !== 'active') continue;
      for (const outcome of outcomesOf(this.declaration, member.path, member.source)) {
        if (outcome.window === undefined) events.push(this.#eventTable.endingId(member.path, outcome));
      }
    }
    return events;
  }
}
