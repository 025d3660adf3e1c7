/** Lines break at spaces, as late as they can; names lose what is not for reading. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { elapsed, figure, virtualTime } from '../../src/report/figures.ts';
import { excerpt, PLAIN_PAGE, paragraph, printable, sentence } from '../../src/report/page.ts';

test('a paragraph keeps every word, and no line could take a word of the next', () => {
  const words = fc.array(fc.stringMatching(/^[a-z→]{1,12}$/), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 80 }), fc.nat(8), (words, width, indent) => {
      const page = { ...PLAIN_PAGE, width };
      const lines = paragraph(page, words.join(' '), ' '.repeat(indent)).split('\n');
      expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(words);
      for (const [index, line] of lines.entries()) {
        expect(line.length).toBeLessThanOrEqual(width);
        const next = lines[index + 1]?.trim().split(' ')[0];
        if (next !== undefined) expect(line.length + 1 + next.length).toBeGreaterThan(width);
      }
    }),
  );
});

test('colour does not count as width', () => {
  const painted = `\u001b[31m${'a'.repeat(9)}\u001b[39m ${'b'.repeat(10)}`;
  expect(paragraph({ ...PLAIN_PAGE, width: 20 }, painted)).not.toContain('\n');
});

test.each([
  ['\u001b[2J', '\\u{1b}[2J'],
  ['a\nb', 'a\\nb'],
  ['\u009b1m', '\\u{9b}1m'],
  ['\u202egnp.exe', '\\u{202e}gnp.exe'],
  ['\u200b', '\\u{200b}'],
  ['\ud800', '\\u{d800}'],
  ['guest→hostAgent ünï 🐕', 'guest→hostAgent ünï 🐕'],
])('%j is printed as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('a sentence is one line', () => {
  expect(sentence('\n  No guest\n  is restarted. ')).toBe('No guest is restarted.');
});

test('an excerpt says that it is one', () => {
  expect(excerpt('x'.repeat(300))).toBe(`${'x'.repeat(240)}…`);
});

test('figures', () => {
  expect([0, 999, 1000, 18204, 1_000_000].map(figure)).toEqual(['0', '999', '1,000', '18,204', '1,000,000']);
  expect([0, 1500, 600_000, 615_000, 3_600_000, 0.5].map(virtualTime)).toEqual([
    '0 s',
    '1 s 500 ms',
    '10 min',
    '10 min 15 s',
    '1 h',
    '0.5 ms',
  ]);
  expect([0, 1234, 59_940, 123_400].map(elapsed)).toEqual(['0.0 s', '1.2 s', '59.9 s', '2 min 3 s']);
});
