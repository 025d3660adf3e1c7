/**
 * A family at rest: the root machine of an agent and all its live descendants, as plain immutable data.
 *
 * The XState-visible part of a local state. Its key decides equality: value, context, status, output, history,
 * entry order and children count; an XState snapshot has more.
 */
import type { ActorLogic, LogicKind, Snapshot, StateNode } from './actor-logic.ts';
import { isActorReference } from './actor-reference.ts';
import { type CanonicalKey, canonicalKey } from './plain-data.ts';
import { thrownContent } from './thrown.ts';

/** One member at rest. Its snapshot holds references where XState had live actors. */
export interface Member {
  /** `''` for the root, `kid` for a child, `kid/grandkid` below it. */
  readonly path: string;
  readonly kind: LogicKind;
  readonly logic: ActorLogic;
  /** Names the logic within the agent: the `src` of the child. */
  readonly source: string;
  readonly systemId: string | undefined;
  readonly snapshot: Snapshot;
}

/** Members by path; the root is there always. */
export type Family = ReadonlyMap<string, Member>;

export const rootOf = (family: Family): Member => family.get('')!;

/** A key that two families share exactly when no event can tell them apart. */
export function familyKey(family: Family): CanonicalKey {
  if (family.size === 1) return memberKey(rootOf(family));
  return [...family.values()]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(memberKey)
    .join('\n');
}

const memberKey = (member: Member): CanonicalKey =>
  `${JSON.stringify([member.path, member.source, member.systemId ?? null])}${snapshotKey(member)}`;

function snapshotKey(member: Member): CanonicalKey {
  const { snapshot } = member;
  const where = member.path === '' ? '' : `${member.path}: `;
  const outcome =
    snapshot.status === 'active'
      ? ''
      : `,output=${canonicalKey(snapshot.output, `${where}output`)},error=${canonicalKey(thrownContent(snapshot.error), `${where}error`)}`;
  const context = canonicalKey(snapshot.context, `${where}context`);
  const head = `${snapshot.status}${outcome},context=${context}`;
  if (member.kind !== 'machine') return head;
  // In the order in which they were entered: XState selects transitions of parallel states in that order.
  const ids = (snapshot._nodes ?? []).map((node: StateNode) => node.id);
  // At its end a machine takes nothing: how it got there decides nothing any more.
  if (snapshot.status !== 'active') return `${head},nodes=${JSON.stringify(ids.sort())}`;
  return `${head},nodes=${JSON.stringify(ids)},history=${historyKey(snapshot)},children=${childrenKey(snapshot)}`;
}

function isEmpty(record: object | undefined): boolean {
  for (const _ in record) return false;
  return true;
}

const NOTHING = '[]';

function historyKey(snapshot: Snapshot): CanonicalKey {
  if (isEmpty(snapshot.historyValue)) return NOTHING;
  const entries = Object.entries(snapshot.historyValue ?? {}).map(
    ([id, nodes]) => [id, nodes.map((node) => node.id).sort()] as const,
  );
  return JSON.stringify(entries.sort((a, b) => (a[0] < b[0] ? -1 : 1)));
}

/** Which child has which id. Their order does not count: stopping them does nothing that order could change. */
function childrenKey(snapshot: Snapshot): CanonicalKey {
  if (isEmpty(snapshot.children)) return NOTHING;
  const entries = Object.entries(snapshot.children ?? {}).map(
    ([id, child]) => [id, isActorReference(child) ? child.path : null] as const,
  );
  return JSON.stringify(entries.sort((a, b) => (a[0] < b[0] ? -1 : 1)));
}
