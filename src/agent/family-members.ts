/**
 * The members of a family while it takes a step: found by path, by reference, or by the live actor that XState made.
 */
import type { ModelError } from '../system/model-error.ts';
import type { ActorLogic, ActorScope, LogicKind, Snapshot, XStateEvent } from './actor-logic.ts';
import { type ActorReference, isActorReference } from './actor-reference.ts';
import type { Family } from './family.ts';
import { noActor, sameId } from './machine-mistakes.ts';
import type { Mailbox } from './mailbox.ts';
import { childPath, isWithin, parentPath } from './member-path.ts';
import { freezeDeeply, rewrite } from './plain-data.ts';
import { ReferencesAtRest } from './references-at-rest.ts';
import type { FamilyHost } from './step-result.ts';

/** XState's live actor, as far as we take it over at birth. */
export interface LiveActor {
  logic: object;
  readonly id: string;
  readonly sessionId: string;
  readonly systemId: string | undefined;
  readonly src: unknown;
  readonly options: { readonly input?: unknown; readonly systemId?: string; readonly syncSnapshot?: boolean };
  readonly _parent: ActorReference;
  _processingStatus: number;
  start: () => unknown;
  _stop: () => unknown;
  send: () => never;
  getSnapshot: () => unknown;
}

export interface RunningMember {
  readonly path: string;
  /** While the step is taken, this member alone. */
  readonly reference: ActorReference;
  readonly kind: LogicKind;
  readonly logic: ActorLogic;
  readonly source: string;
  readonly scope: ActorScope;
  readonly deferred: (() => void)[];
  readonly mailbox: Mailbox<XStateEvent>;
  systemId: string | undefined;
  snapshot: Snapshot;
  status: 'fresh' | 'running' | 'stopped';
}

export class FamilyMembers {
  readonly #host: FamilyHost;
  readonly #refused: (error: ModelError) => ModelError;
  readonly #byPath = new Map<string, RunningMember>();
  /** Live actors that XState made; most steps make none, and then there is nothing to replace. */
  #byActor: WeakMap<object, RunningMember> | undefined;
  /** A child that takes the id of one that is about to be stopped: references mean the old one until then. */
  readonly #heirs = new Map<string, RunningMember>();

  /** Made at rest, where some member left. */
  #references: ReferencesAtRest | undefined;

  constructor(host: FamilyHost, refused: (error: ModelError) => ModelError) {
    this.#host = host;
    this.#refused = refused;
  }

  add(member: RunningMember): void {
    const { path } = member;
    const present = this.#byPath.get(path);
    const isFree = present === undefined || present.status === 'stopped';
    if (isFree && !this.#heirs.has(parentPath(path))) {
      this.#byPath.set(path, member);
      return;
    }
    // A third one, while the first has yet to stop: a reference could mean either of the others.
    if (this.#heirs.get(path)?.status === 'running') throw this.#refused(sameId(path));
    this.#heirs.set(path, member);
  }

  /** The member has stopped: whoever was given its id in the meantime has it now, with all below. */
  left({ path }: RunningMember): void {
    for (const below of this.#byPath.values()) {
      // Children of one that never started never start.
      if (below.status === 'fresh' && isWithin(below.path, path)) below.status = 'stopped';
    }
    if (!this.#heirs.has(path) || this.#heirs.has(parentPath(path))) return;
    for (const [heirPath, heir] of this.#heirs) {
      if (!isWithin(heirPath, path)) continue;
      this.#heirs.delete(heirPath);
      this.#byPath.set(heirPath, heir);
    }
  }

  /** The member behind a live actor that XState has just made. */
  born(actor: object, member: RunningMember): void {
    this.#byActor ??= new WeakMap();
    this.#byActor.set(actor, member);
  }

  get(path: string): RunningMember | undefined {
    return this.#byPath.get(path);
  }

  all(): Iterable<RunningMember> {
    return this.#byPath.values();
  }

  /** What means one that is about to be made: another one than before, where there was one at its path. */
  referenceFor(path: string): ActorReference {
    const taken = this.#byPath.has(path) || this.#heirs.has(path);
    return taken ? this.#host.anotherReference(path) : this.#host.reference(path);
  }

  /** The member behind a reference or a live actor. */
  of(actor: object | undefined): RunningMember | undefined {
    if (actor === undefined) return undefined;
    if (!isActorReference(actor)) return this.#byActor?.get(actor);
    if (actor.agent !== this.#host.agent) return undefined;
    const member = this.#byPath.get(actor.path);
    if (member?.reference === actor) return member;
    const heir = this.#heirs.get(actor.path);
    return heir?.reference === actor ? heir : undefined;
  }

  /** The member that was given a system-wide name. */
  named(systemId: string): ActorReference | undefined {
    for (const member of this.#byPath.values()) {
      if (member.systemId === systemId) return member.reference;
    }
    return undefined;
  }

  /** The address of whom an event is for. */
  addressOf(actor: object): ActorReference {
    if (isActorReference(actor)) return actor;
    const member = this.#byActor?.get(actor);
    if (member === undefined) throw this.#refused(noActor());
    return member.reference;
  }

  /** The smallest free name for a child of `parent` without id. */
  freeId(parent: string): string {
    for (let index = 0; ; index++) {
      const id = `x:${index}`;
      const path = childPath(parent, id);
      if (!this.#byPath.has(path) && !this.#heirs.has(path)) return id;
    }
  }

  /** Plain data with references where live actors stood, frozen. */
  plain(value: unknown): unknown {
    const plain = this.#byActor !== undefined ? rewrite(value, (part) => this.#referenceTo(part)) : value;
    freezeDeeply(plain);
    return plain;
  }

  #referenceTo(actor: object): ActorReference | undefined {
    return this.#byActor?.get(actor)?.reference;
  }

  /** A snapshot with references where XState put live actors, frozen. */
  settled(snapshot: Snapshot): Snapshot {
    const context = this.plain(snapshot.context);
    const output = this.plain(snapshot.output);
    if (snapshot.children === undefined) return { ...snapshot, context, output };
    const children = Object.fromEntries(
      Object.entries(snapshot.children).flatMap(([id, child]) =>
        child === undefined ? [] : [[id, this.addressOf(child)]],
      ),
    );
    return { ...snapshot, context, output, children };
  }

  /**
   * The family at rest; only its root where that is at its end.
   *
   * @param before the family that took the step: itself, where nothing became of it
   */
  atRest(ended: boolean, before: Family | undefined): Family {
    if (before !== undefined && this.#are(before)) return before;
    for (const [path, heir] of this.#heirs) {
      // One that never started belongs to a macrostep that failed.
      if (heir.status === 'running' && !ended) throw this.#refused(sameId(path));
    }
    const members = [...this.#byPath.values()].filter(
      (member) => member.path === '' || (!ended && this.#isKnown(member)),
    );
    if (this.#someoneLeft(members)) this.#references = new ReferencesAtRest(this.#host, members);
    return new Map(
      members.map(({ path, kind, logic, source, systemId, snapshot }) => {
        const rest = ended ? { ...snapshot, children: {} } : snapshot;
        return [path, { path, kind, logic, source, systemId, snapshot: this.#referring(rest) }];
      }),
    );
  }

  /** Of a family at rest: plain data with what references mean from now on. */
  referring<T>(value: T): T {
    return this.#references === undefined ? value : this.#references.in(value);
  }

  #referring(snapshot: Snapshot): Snapshot {
    if (this.#references === undefined) return snapshot;
    const { context, output, children } = snapshot;
    const settled = { ...snapshot, context: this.referring(context), output: this.referring(output) };
    return children === undefined ? settled : { ...settled, children: this.referring(children) };
  }

  /** Whether something may refer to one that is gone. */
  #someoneLeft(members: readonly RunningMember[]): boolean {
    if (this.#byPath.size !== members.length || this.#heirs.size > 0) return true;
    return members.some(({ path, reference }) => reference !== this.#host.reference(path));
  }

  /** Whether these members are, in all that counts, those of a family at rest. */
  #are(family: Family): boolean {
    if (this.#byPath.size !== family.size || this.#heirs.size > 0) return false;
    for (const { path, snapshot, systemId, status } of this.#byPath.values()) {
      const then = family.get(path);
      if (then === undefined || then.snapshot !== snapshot || then.systemId !== systemId) return false;
      if ((status === 'running') !== (snapshot.status === 'active')) return false;
    }
    return true;
  }

  /** A live descendant, or one that ended but whose parent still knows it; its ancestors must be so too. */
  #isKnown(member: RunningMember): boolean {
    if (member.path === '') return member.status === 'running';
    const parent = this.#byPath.get(parentPath(member.path));
    if (parent === undefined || parent.status !== 'running' || !this.#isKnown(parent)) return false;
    if (member.status === 'running') return true;
    if (member.snapshot.status !== 'done' && member.snapshot.status !== 'error') return false;
    return Object.values(parent.snapshot.children ?? {}).some((child) => this.of(child) === member);
  }
}
