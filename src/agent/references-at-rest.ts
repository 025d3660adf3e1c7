/**
 * References in what a step leaves behind.
 *
 * While a step is taken, two children may have one path, one after the other, and each of them has a reference of its
 * own. At rest a path has one member at most. What refers to it is its one reference; what refers to another one that
 * was there before means nobody, now and for ever: XState's actor is stopped, and a child that is given the same id
 * later is another actor.
 */
import { type ActorReference, isActorReference } from './actor-reference.ts';
import { gonePath, isGone } from './member-path.ts';
import { freezeDeeply, rewrite } from './plain-data.ts';
import type { FamilyHost } from './step-result.ts';

interface Referred {
  readonly path: string;
  readonly reference: ActorReference;
  readonly snapshot: { readonly context?: unknown };
}

export class ReferencesAtRest {
  readonly #host: FamilyHost;
  readonly #living: ReadonlyMap<string, ActorReference>;
  /** Those of members that are gone that something refers to, by path. */
  readonly #told = new Set<string>();
  readonly #gone = new Map<ActorReference, ActorReference>();

  /** @param members of the family at rest */
  constructor(host: FamilyHost, members: readonly Referred[]) {
    this.#host = host;
    this.#living = new Map(members.map(({ path, reference }) => [path, reference]));
    const note = (part: object): undefined => {
      if (isActorReference(part) && part.agent === host.agent) this.#told.add(part.path);
      return undefined;
    };
    for (const { snapshot } of members) rewrite(snapshot.context, note);
  }

  /** Plain data, frozen, with what its references mean at rest. */
  in<T>(value: T): T {
    const settled = rewrite(value, (part) =>
      isActorReference(part) && part.agent === this.#host.agent ? this.#atRest(part) : undefined,
    );
    freezeDeeply(settled);
    return settled as T;
  }

  #atRest(reference: ActorReference): ActorReference {
    if (isGone(reference.path)) return reference;
    if (this.#living.get(reference.path) === reference) return this.#host.reference(reference.path);
    let gone = this.#gone.get(reference);
    if (gone === undefined) {
      gone = this.#host.reference(this.#freePath(reference.path));
      this.#gone.set(reference, gone);
    }
    return gone;
  }

  /** Another one for each of those that can be told apart, and no more than there are: states stay finite. */
  #freePath(path: string): string {
    for (let number = 1; ; number++) {
      const free = gonePath(path, number);
      if (this.#told.has(free)) continue;
      this.#told.add(free);
      return free;
    }
  }
}
