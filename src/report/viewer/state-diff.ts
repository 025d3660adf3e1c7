/**
 * Two states as trees, compared: every part with what became of it. Equal parts are one object, so that what did not
 * change costs nothing.
 */
import type { StateNode } from '../../trace/explanation.ts';

/** Separates the names of a path; shown names never hold it. */
const BELOW = '\n';

export interface StateRow {
  /** Names from the top, joined: unique. */
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly text?: string;
  readonly before?: string;
  readonly mark: 'same' | 'changed' | 'added' | 'removed';
  /** Something below it changed. */
  readonly touched: boolean;
  readonly hasParts: boolean;
}

export function rowsOf(
  before: readonly StateNode[] | undefined,
  after: readonly StateNode[],
): readonly StateRow[] {
  const rows: StateRow[] = [];
  walk(before, after, '', 0, rows);
  return rows;
}

/** Answers whether something differs. */
function walk(
  before: readonly StateNode[] | undefined,
  after: readonly StateNode[],
  path: string,
  depth: number,
  rows: StateRow[],
): boolean {
  let touched = false;
  for (const [node, old] of matched(before, after)) {
    const shown = node ?? old!;
    const own = `${path}${BELOW}${shown.name}`;
    const mark: StateRow['mark'] =
      before === undefined || node === old
        ? 'same'
        : node === undefined
          ? 'removed'
          : old === undefined
            ? 'added'
            : node.text !== old.text
              ? 'changed'
              : 'same';
    const place =
      rows.push({ path: own, name: shown.name, depth, mark, touched: false, hasParts: false }) - 1;
    const below = walk(
      before === undefined || node === old ? undefined : (old?.parts ?? []),
      node === undefined ? [] : (node.parts ?? []),
      own,
      depth + 1,
      rows,
    );
    rows[place] = {
      ...rows[place]!,
      ...(node?.text !== undefined && { text: node.text }),
      ...((mark === 'changed' || mark === 'removed') && old?.text !== undefined && { before: old.text }),
      touched: below || mark !== 'same',
      hasParts: rows.length > place + 1,
    };
    touched ||= below || mark !== 'same';
  }
  return touched;
}

/** Siblings by name; of several with one name the first belongs to the first. What is gone comes last. */
function matched(
  before: readonly StateNode[] | undefined,
  after: readonly StateNode[],
): readonly (readonly [StateNode | undefined, StateNode | undefined])[] {
  const old = new Map<string, StateNode[]>();
  for (const node of before ?? []) {
    const alike = old.get(node.name);
    if (alike === undefined) old.set(node.name, [node]);
    else alike.push(node);
  }
  const pairs = after.map(
    (node) => [node, before === undefined ? node : old.get(node.name)?.shift()] as const,
  );
  const gone = [...old.values()].flat().map((node) => [undefined, node] as const);
  return [...pairs, ...gone];
}

/** The paths from the top to `path`, which is the last. */
export function ancestors(path: string): readonly string[] {
  const paths: string[] = [];
  for (let at = path.indexOf(BELOW, 1); at !== -1; at = path.indexOf(BELOW, at + 1))
    paths.push(path.slice(0, at));
  paths.push(path);
  return paths;
}
