/**
 * One run explained letter by letter: it is walked once more, through the same successor function.
 */
import { activeNodes } from '../agent/chart.ts';
import { blockedMoves } from '../product/blocked-moves.ts';
import { slotsRead } from '../product/dependence.ts';
import { describe, stateHash } from '../product/description.ts';
import { labelOf } from '../product/label.ts';
import { FAULT, kindOf, type Move, MoveList, subjectOf } from '../product/move.ts';
import { moveName } from '../product/move-name.ts';
import type { Fact } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import { claimNames } from '../property/claim-text.ts';
import type { Atom } from '../property/formula.ts';
import { VIOLATED } from '../property/monitor-automaton.ts';
import type { Property } from '../property/property.ts';
import { OBSERVATION, TrackedPredicate } from '../property/tracked-predicate.ts';
import { type LabelledRun, moveLabelled } from '../search/labelled-run.ts';
import { Tracker } from '../search/tracker.ts';
import { Watch } from '../search/watch.ts';
import { changesBetween } from './changes.ts';
import { letterTerms, termValues } from './claim-outline.ts';
import type { Letter, TakenTransition } from './explanation.ts';
import { MessageFlow } from './message-flow.ts';
import { ObligationLog } from './obligation-log.ts';
import { obligationText } from './obligation-text.ts';
import { stateTree } from './state-tree.ts';
import type { Obligation } from './trace.ts';

export interface WalkedRun {
  /** All of them called relevant. */
  readonly letters: readonly Letter[];
  readonly obligations: readonly Obligation[];
  /** Indices of the labels that can have had a part in how the run ends: from what it reads and writes. */
  readonly cone: readonly number[];
}

/** Walks `run` and says of each letter what can be said; `product` keeps observations. */
export function walkRun(product: Product, property: Property, run: LabelledRun): WalkedRun {
  return new RunWalk(product, property).walked(run);
}

/** The slot that stands for the memory of the claim's monitor. */
const MONITOR = -1;

class RunWalk {
  readonly #product: Product;
  readonly #property: Property;
  readonly #tracker: Tracker;
  readonly #moves = new MoveList();
  readonly #messages: MessageFlow;
  readonly #log: ObligationLog | undefined;
  readonly #predicates: readonly TrackedPredicate[];
  /** By slot: the letter that wrote it last. */
  readonly #writer = new Map<number, number>();
  /** By letter: the letters on which it depends, the monitor included. */
  readonly #depends: (readonly number[])[] = [];

  constructor(product: Product, property: Property) {
    this.#product = product;
    this.#property = property;
    this.#tracker = new Tracker(product, new Watch(product, [property]));
    this.#messages = new MessageFlow(product);
    const monitor = this.#claim?.monitor;
    const text = obligationText(claimNames(property.claim));
    this.#log = monitor && new ObligationLog(monitor, product.model.clock.tick ?? 0, text);
    const atoms = [
      ...new Set(
        letterTerms(property.claim).flatMap(({ formula }) => (formula.op === 'atom' ? [formula] : [])),
      ),
    ];
    this.#predicates = atoms.map(({ predicate }) => new TrackedPredicate(product, predicate, property.id));
  }

  walked({ initial, labels, loop }: LabelledRun): WalkedRun {
    const tracker = this.#tracker;
    tracker.begin(initial);
    const letters = [this.#letter(undefined, 0, undefined)];
    for (const label of labels) {
      const move = moveLabelled(this.#product, tracker.state, this.#moves, label);
      if (move === undefined) throw new Error(`the run does not replay: '${label}' is not enabled`);
      letters.push(this.#step(move, letters.length, letters.at(-1)!));
    }
    return { letters, obligations: this.#log?.obligations ?? [], cone: this.#cone(labels.length, loop) };
  }

  #step(move: Move, index: number, previous: Letter): Letter {
    const { state } = this.#tracker;
    const before = {
      memory: this.#memory,
      description: describe(this.#product, state),
    };
    const label = labelOf(this.#product, state, move);
    const reads = slotsRead(this.#product, move);
    this.#tracker.take(move);
    const { changes } = this.#product;
    const touched = new Set([...reads, ...changes.slots.subarray(0, changes.length)]);
    const writes = [...changes.slots.subarray(0, changes.length)];
    const causes = this.#writersOf(touched);
    const watched = this.#memory !== before.memory || this.#tracker.violated.size > 0;
    for (const slot of writes) this.#writer.set(slot, index);
    const observed = watched ? this.#writersOf(this.#slotsObserved()) : [];
    this.#depends[index] = [...new Set([...causes, ...observed])];
    if (watched) this.#writer.set(MONITOR, index);
    const letter = this.#letter(move, index, label);
    return {
      ...letter,
      causes,
      agents: this.#agentsIn(move, writes, letter),
      changed: changesBetween(before.description, describe(this.#product, this.#tracker.state)),
      ...(letter.monitor === undefined && previous.monitor !== undefined && { monitor: previous.monitor }),
    };
  }

  /** A letter without what needs the state before it. Lists the moves enabled after it. */
  #letter(move: Move | undefined, index: number, label: string | undefined): Letter {
    const product = this.#product;
    const tracker = this.#tracker;
    const { state } = tracker;
    const time = tracker.time * (product.model.clock.tick ?? 0);
    const facts = this.#facts();
    this.#log?.note(this.#memory ?? 0, index, time);
    product.enabledMoves(state, this.#moves);
    const enabled = [...this.#moves.moves.subarray(0, this.#moves.length)];
    const monitor = this.#verdict();
    return {
      label: label ?? 'start',
      kind: move === undefined ? 'start' : moveName(kindOf(move)),
      time,
      relevant: true,
      causes: [],
      agents: move === undefined ? product.model.agents.map(({ name }) => name) : [],
      messages: this.#messages.after(move, state, facts),
      transitions: this.#transitions(),
      changed: [],
      stateHash: stateHash(product, state),
      state: stateTree(describe(product, state)),
      active: product.model.agents.map((agent, position) => activeNodes(agent, state[position]!)),
      terms: this.#terms(),
      ...(monitor !== undefined && { monitor }),
      enabled: enabled.map((next) => labelOf(product, state, next)),
      blocked: blockedMoves(product, state, this.#moves),
    };
  }

  get #claim() {
    const { invariants, safety, liveness } = this.#tracker.watch;
    return [...invariants, ...safety, ...liveness][0];
  }

  get #memory(): number | undefined {
    const claim = this.#claim;
    return claim === undefined || claim.isInvariant ? undefined : this.#tracker.monitorState(claim);
  }

  #verdict(): Letter['monitor'] {
    const claim = this.#claim;
    if (claim === undefined) return undefined;
    if (this.#tracker.violated.has(this.#property.id)) return 'violated';
    const memory = this.#memory;
    if (memory === undefined) return 'open';
    return memory === VIOLATED ? 'violated' : claim.monitor.isSatisfied(memory) ? 'satisfied' : 'open';
  }

  #facts(): readonly Fact[] {
    return this.#product.observations.factsOf(this.#tracker.observation);
  }

  #terms(): readonly boolean[] {
    const { watch, state, observation } = this.#tracker;
    const values = new Uint8Array(watch.letters.width);
    watch.letters.read(state, observation, values);
    const isTrue = (atom: Atom): boolean => values[watch.letters.indexOf(atom)] === 1;
    return termValues(letterTerms(this.#property.claim), isTrue);
  }

  #slotsObserved(): Iterable<number> {
    const { state, observation } = this.#tracker;
    const slots = this.#predicates.flatMap((predicate) =>
      predicate.readsOn(state, observation).map(({ slot }) => slot),
    );
    return new Set([MONITOR, ...slots.filter((slot) => slot !== OBSERVATION)]);
  }

  #writersOf(slots: Iterable<number>): readonly number[] {
    const writers = [...slots].flatMap((slot) => this.#writer.get(slot) ?? []);
    return [...new Set(writers)].sort((a, b) => a - b);
  }

  /** Backwards from the end: its last letter, and what the claim reads there; of a lasso, the loop too. */
  #cone(length: number, loop: number | undefined): readonly number[] {
    const ends =
      this.#claim === undefined ? [...this.#writer.values()] : this.#writersOf(this.#slotsObserved());
    const pending = [length, ...ends, ...(loop === undefined ? [] : range(loop + 1, length))];
    const cone = new Set<number>();
    for (let letter = pending.pop(); letter !== undefined; letter = pending.pop()) {
      if (letter === 0 || cone.has(letter)) continue;
      cone.add(letter);
      pending.push(...this.#depends[letter]!);
    }
    return [...cone].map((letter) => letter - 1).sort((a, b) => a - b);
  }

  #agentsIn(move: Move, writes: readonly number[], { messages }: Letter): readonly string[] {
    const { agents, faults } = this.#product.model;
    const named = new Set<string>();
    for (const fact of this.#facts()) {
      if ('to' in fact && fact.did !== 'sent') named.add(fact.to);
      if ('from' in fact) named.add(fact.from);
      if (fact.did === 'failed') named.add(fact.agent);
    }
    for (const { act, to } of messages) if (act === 'received') named.add(to);
    for (const slot of writes) if (slot < agents.length) named.add(agents[slot]!.name);
    if (kindOf(move) === FAULT) {
      const fault = faults[subjectOf(move)]!;
      if ('agents' in fault) for (const agent of fault.agents) named.add(agents[agent]!.name);
    }
    return agents.map(({ name }) => name).filter((name) => named.has(name));
  }

  /** The transitions that the agents' own machines took, those without an event too. */
  #transitions(): readonly TakenTransition[] {
    const { observations } = this.#product;
    return observations
      .transitionsOf(this.#tracker.observation)
      .flatMap(({ path, ...taken }) => (path === '' ? [taken] : []));
  }
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
