/**
 * A counterexample as a regression test for Vitest: fails as long as the violation comes again. An example of what is
 * possible as one that fails when it is no longer.
 */
import type { Explanation } from '../trace/explanation.ts';
import { formatTrace } from '../trace/trace-file.ts';

/** @param suite the file of the suite, as the test imports it */
export function vitestTest({ trace, verdict }: Explanation, suite: string): string {
  const { property, variant } = trace;
  const [what, kind] =
    verdict === 'shown' ? ['a run that shows it', 'shown'] : ['a run that violated it', 'passed'];
  const name = `${property.id}${variant === undefined ? '' : ` (variant ${variant})`}: ${what}`;
  const { obligations: _, shrink: __, ...kept } = trace;
  return `import { parseTrace, retakeTrace } from 'redhound';
import { expect, test } from 'vitest';
import suite from ${literal(suite)};

const trace = parseTrace(
  ${literal(JSON.stringify(JSON.parse(formatTrace(kept))))},
  'this test',
);

test(${literal(name)}, () => {
  expect(retakeTrace(trace, suite)).toMatchObject({ kind: '${kind}' });
});
`;
}

/** A string literal of ASCII letters: nothing that it holds can end it, or reorder what a reader sees. */
export const literal = (text: string): string =>
  JSON.stringify(text).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
