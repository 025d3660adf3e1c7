/**
 * Markdown that says what its author's text says: signs that Markdown would take for its own are escaped.
 */

/** Text in a paragraph, as one line. What stands between backquotes stays code. */
export const prose = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part.replaceAll('|', '\\|') : escaped(part)))
    .join('');

const escaped = (text: string): string =>
  text.replace(/[\\`*_[\]<>|]/g, (sign) => (sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : `\\${sign}`));

/** A piece of code in a line. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const ticks = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return ticks.length === 1 ? `${ticks}${line}${ticks}` : `${ticks} ${line} ${ticks}`;
}

/** A piece of code in a cell of a table, where a bar would end the cell even so. */
export const cellCode = (text: string): string => code(text).replaceAll('|', '\\|');

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

export const mermaid = (diagram: string): string => `\`\`\`mermaid\n${diagram}\n\`\`\``;

/** What a reader opens where it interests. */
export const folded = (summary: string, body: readonly string[]): string =>
  [`<details><summary>${summary}</summary>`, '', ...body, '', '</details>'].join('\n');

/** Paragraphs, an empty line between them. */
export const document = (parts: readonly (string | readonly string[] | undefined)[]): string =>
  `${parts
    .filter((part) => part !== undefined && part.length > 0)
    .map((part) => (typeof part === 'string' ? part : part!.join('\n')))
    .join('\n\n')}\n`;
