/** From the rows of a comparison both states can be read back, and what is marked is exactly what differs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsOf, type StateRow } from '../../../src/report/viewer/state-diff.ts';
import type { StateNode } from '../../../src/trace/explanation.ts';

const { tree: trees } = fc.letrec<{ tree: readonly StateNode[]; node: StateNode }>((tie) => ({
  tree: fc.uniqueArray(tie('node'), { maxLength: 4, selector: ({ name }) => name }),
  node: fc
    .record(
      {
        name: fc.constantFrom('a', 'b', 'c', '__proto__', 'd/e'),
        text: fc.constantFrom('0', '1'),
        parts: fc.oneof({ maxDepth: 3 }, fc.constant([]), tie('tree')),
      },
      { requiredKeys: ['name', 'parts'] },
    )
    .map(({ parts, ...node }) => ({
      ...node,
      ...(parts.length > 0 && { parts }),
    })) as fc.Arbitrary<StateNode>,
}));

/** Paths and texts of a state, as a set: siblings have no order that counts. */
function facts(nodes: readonly StateNode[], path = ''): readonly string[] {
  return nodes
    .flatMap(({ name, text, parts }) => [
      `${path}>${name}=${text ?? ''}`,
      ...facts(parts ?? [], `${path}>${name}`),
    ])
    .sort();
}

function readBack(rows: readonly StateRow[], side: 'before' | 'after'): readonly string[] {
  const gone = side === 'before' ? 'added' : 'removed';
  return rows
    .filter(({ mark }) => mark !== gone)
    .map(({ path, mark, text, before }) => {
      const own = side === 'before' && mark !== 'same' ? before : text;
      return `${path.replaceAll('\n', '>').replace(/^>?/, '>')}=${own ?? ''}`;
    })
    .sort();
}

test('both states can be read from the rows', () => {
  fc.assert(
    fc.property(trees, trees, (before, after) => {
      const rows = rowsOf(before, after);
      expect(readBack(rows, 'after')).toEqual(facts(after));
      expect(readBack(rows, 'before')).toEqual(facts(before));
      expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
    }),
    { numRuns: 1000 },
  );
});

test('a state compared with itself, or with nothing, has no marks', () => {
  fc.assert(
    fc.property(trees, (state) => {
      for (const rows of [rowsOf(state, state), rowsOf(undefined, state)]) {
        expect(rows.every(({ mark, touched }) => mark === 'same' && !touched)).toBe(true);
        expect(readBack(rows, 'after')).toEqual(facts(state));
      }
    }),
  );
});
