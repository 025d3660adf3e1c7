/**
 * A run as a Mermaid sequence diagram: messages as arrows where they arrive, everything else as notes.
 *
 * Names are labels only, with Mermaid's entity codes for whatever its grammar could take for its own.
 */
import type { ExplainedRun, Explanation, Letter, MessageAct } from '../trace/explanation.ts';
import { countOf, virtualTime } from './figures.ts';
import { excerpt } from './page.ts';

/** Hosts draw no more (https://mermaid.js.org, `maxEdges`), and nobody reads more. */
const MAX_ARROWS = 120;
const LONGEST_LABEL = 60;
const OUTSIDE = 'outside';

export function mermaidSequence({ agents }: Explanation, { letters, loop }: ExplainedRun): string {
  const ids = new Map(agents.map(({ name }, index) => [name, `p${index + 1}`]));
  const shown = letters.slice(0, MAX_ARROWS + 1);
  const fromOutside = shown.some(({ kind }) => kind === 'environment');
  const lines = [
    'sequenceDiagram',
    ...(fromOutside ? [`  actor ${OUTSIDE} as environment`] : []),
    ...agents.map(({ name }) => `  participant ${ids.get(name)} as ${mermaidText(name)}`),
  ];
  const edges = [...ids.values()];
  const across = `${edges[0]}${edges.length > 1 ? `,${edges.at(-1)}` : ''}`;
  for (const [index, letter] of shown.entries()) {
    if (loop?.start === index - 1) lines.push('  loop for ever');
    lines.push(...linesOf(letter, ids, across).map((line) => `  ${line}`));
  }
  if (letters.length > shown.length) {
    lines.push(`  Note over ${across}: ${countOf(letters.length - shown.length, 'more step')}`);
  }
  if (loop !== undefined && loop.start < shown.length - 1) lines.push('  end');
  else if (loop !== undefined) lines.push(`  Note over ${across}: and so for ever`);
  return `${lines.join('\n')}\n`;
}

function linesOf(letter: Letter, ids: ReadonlyMap<string, string>, across: string): readonly string[] {
  const { kind, label, time, messages } = letter;
  const arrows = messages.flatMap((act) => arrowOf(act, ids));
  switch (kind) {
    case 'start':
      return arrows;
    case 'tick':
      return [`Note over ${across}: ${virtualTime(time)}`];
    case 'deliver':
    case 'drop':
    case 'duplicate':
    case 'delay':
      return arrows;
    case 'environment': {
      const to = ids.get(letter.agents[0] ?? '') ?? ids.values().next().value!;
      return [`${OUTSIDE}->>${to}: ${mermaidText(wordAfter(label, 2))}`, ...arrows];
    }
    case 'timer':
    case 'outcome': {
      const at = ids.get(label.split(' ')[1]!.split('/')[0]!) ?? across;
      return [`Note over ${at}: ${mermaidText(label)}`, ...arrows];
    }
    case 'fault':
      return [
        `Note over ${
          letter.agents
            .map((name) => ids.get(name))
            .join(',')
            .match(/^[^,]+(,[^,]+)?/)?.[0] ?? across
        }: ${mermaidText(label)}`,
        ...arrows,
      ];
  }
}

function arrowOf({ act, from, to, event }: MessageAct, ids: ReadonlyMap<string, string>): readonly string[] {
  const [a, b] = [ids.get(from)!, ids.get(to)!];
  const text = mermaidText(event);
  switch (act) {
    case 'sent':
      return [];
    case 'received':
      return [`${a}->>${b}: ${text}`];
    case 'dropped':
    case 'lost':
      return [`${a}-x${b}: ${text} lost`];
    case 'duplicated':
      return [`Note over ${a}: ${text} twice`];
    case 'delayed':
      return [`Note over ${a}: ${text} delayed`];
  }
}

const wordAfter = (label: string, words: number): string => label.split(' ').slice(words).join(' ');

/** Letters, digits and what no grammar of Mermaid's reads; the rest as entity codes. `end` closes blocks. */
export const mermaidText = (text: string): string =>
  excerpt(text.replace(/\s+/g, ' '), LONGEST_LABEL)
    .replace(/[^\p{L}\p{N} →…._/@-]/gu, (character) => `#${character.codePointAt(0)!};`)
    .replace(/\bend\b/gi, (word) => `#${word.codePointAt(0)!};${word.slice(1)}`) || '#32;';
