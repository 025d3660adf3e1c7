/**
 * How the page says things: labels in parts, times, what a step changed in one line.
 */

import type { ExplainedRun, Letter } from '../../trace/explanation.ts';
import { virtualTime } from '../figures.ts';

const LONGEST = 400;

/** Cut where a reader would stop; the whole length is said. */
export const cut = (text: string, longest = LONGEST): string =>
  text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;

/** The verb of a label, and the rest of it. */
export function labelParts({ label, kind }: Letter): { readonly verb: string; readonly rest: string } {
  const verb = /^(fault \w+|\w+)/.exec(label)?.[0] ?? label;
  if (kind === 'start' || kind === 'tick') return { verb: label, rest: '' };
  return { verb, rest: cut(label.slice(verb.length).trim()) };
}

/** A state value as paths: `{blackout: "pausing"}` as `blackout.pausing`; what has no such form stays. */
export function statePath(text: string): string {
  let path = '';
  let rest = text;
  for (let inner = NESTED.exec(rest); inner !== null; inner = NESTED.exec(rest)) {
    path += `${inner[1]}.`;
    rest = inner[2]!;
  }
  return /^"?[^"{}]*"?$/.test(rest) ? path + rest.replace(/^"(.*)"$/s, '$1') : text;
}
const NESTED = /^\{([^\s:"{},]+): ([^,]*|\{.*\})\}$/s;

/** What a step did, in one line: new state values first. */
export function changeLine({ changed, kind }: Letter): string {
  if (kind === 'start') return 'the initial state';
  const first = changed.find(({ path }) => /^[^.→ ]+$/.test(path)) ?? changed[0];
  if (first === undefined) return kind === 'tick' ? 'time passes' : 'changes nothing';
  const more = changed.length > 1 ? ` · ${changed.length - 1} more` : '';
  const [before, after] = [statePath(first.before), statePath(first.after)];
  return `${cut(first.path, 60)}: ${cut(before, 60)} → ${cut(after, 60)}${more}`;
}

export const RUN_NAMES: Readonly<Record<string, string>> = {
  original: 'Original',
  minimal: 'Minimal',
  shortest: 'Shortest',
  passing: 'Nearest passing',
};

/** All runs but the passing one violate the property, or show what is claimed to be possible. */
export const violates = ({ role }: ExplainedRun): boolean => role !== 'passing';

export const stepsOf = (run: ExplainedRun): number => run.letters.length - 1;

export const time = virtualTime;

/** `12 steps`, `1 step`. */
export const count = (n: number, thing: string): string =>
  `${n.toLocaleString('en')} ${thing}${n === 1 ? '' : 's'}`;

/** Where a reader begins: at the violation, or where a passing run parts. */
export const openingStep = (run: ExplainedRun): number =>
  Math.min(run.parting ?? Number.POSITIVE_INFINITY, stepsOf(run));
