/**
 * What text is set on: how wide it is, how it is coloured, and how a line is broken.
 */
import { stripVTControlCharacters } from 'node:util';
import { escaped, visibleControls } from './visible-controls.ts';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

export interface Page {
  /** Longest line in characters; what must stay in one piece (a command, a path, a long word) may stick out. */
  readonly width: number;
  /** Colours, or does not. Colour never says what a word or a sign does not say too. */
  readonly paint: (style: Style, text: string) => string;
  /** Declarations are shown relative to this folder. */
  readonly root: string;
  /** The command that replays a trace file, which is given relative to the root. */
  readonly replayCommand: (file: string) => string;
}

/** Text as it stands in a file or a pipe. */
export const PLAIN_PAGE: Page = {
  width: 80,
  paint: (_style, text) => text,
  root: '',
  replayCommand: (file) => `npx redhound replay ${file}`,
};

/**
 * What GitHub's runner takes for a command where a line begins with it, and breaking may begin one at any word. A colon
 * at the end may have one of ours behind it.
 */
const COMMAND = /(?<!\S):(?=:|$)|##\[/g;

/** `text` with control characters made visible, and with what could be a command in the log of a build. */
export const printable = (text: string): string =>
  visibleControls(text).replace(COMMAND, (command) => `${escaped(command[0]!)}${command.slice(1)}`);

/** A sentence that may be written over several lines, as one line. */
export const sentence = (text: string): string => excerpt(text.replace(/\s+/g, ' ').trim(), 2000);

/** A value as text, cut where a reader would stop reading; the trace file has all of it. */
export const excerpt = (text: string, longest = 240): string => {
  const whole = printable(text);
  return whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
};

/**
 * Breaks `text` at spaces. `first` opens the first line, `rest` the others (default: as many spaces).
 */
export function paragraph(
  page: Page,
  text: string,
  first = '',
  rest = ' '.repeat(visibleLength(first)),
): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && visibleLength(line) + 1 + visibleLength(word) > page.width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  lines.push(line);
  return lines.join('\n');
}

const visibleLength = (text: string): number => [...stripVTControlCharacters(text)].length;
