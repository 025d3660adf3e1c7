/**
 * What must be known of a text before `JSON.parse` and the code behind it may see it: its size, its nesting, its keys.
 */
import { POISONOUS_KEYS } from '../system/poisonous-keys.ts';

/** A text that is not to be used: what is wrong, and what to do. */
export interface JsonFault {
  readonly problem: string;
  readonly remedy?: string;
}

/** What `text` holds, or the first reason not to use it, in the order of cost. */
export function untrustedJson(
  text: string,
  limits: { readonly bytes: number; readonly depth: number },
): { readonly document: unknown } | JsonFault {
  if (Buffer.byteLength(text) > limits.bytes) {
    return { problem: `the file is larger than ${limits.bytes / 1024 / 1024} MB.` };
  }
  if (text.trim() === '') return { problem: 'the file is empty.' };
  if (nestsDeeperThan(limits.depth, text)) {
    return { problem: `the file nests deeper than ${limits.depth} levels.` };
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { problem: syntaxProblem(text, (error as SyntaxError).message) };
  }
  const key = forbiddenKey(document);
  if (key === undefined) return { document };
  return {
    problem: `the file has a key '${key}', which no trace has and which can poison objects.`,
    remedy: 'Do not use this file; ask where it comes from.',
  };
}

/** One pass over the characters, with no stack of its own: a million brackets cost a few milliseconds. */
function nestsDeeperThan(limit: number, text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === OPEN_BRACKET || code === OPEN_BRACE) {
      if (++depth > limit) return true;
    } else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) depth--;
  }
  return false;
}
const [QUOTE, BACKSLASH, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [34, 92, 91, 93, 123, 125];

/** Engines word their messages differently, and quote the text: only the place is taken from them. */
function syntaxProblem(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  const end = text.trimEnd().length;
  if (/end of JSON|unterminated/i.test(message) || (position !== undefined && Number(position) >= end)) {
    return `the file ends too early, after ${end} characters: it was truncated.`;
  }
  return `the file is no JSON${position === undefined ? '' : ` (at character ${position})`}.`;
}

function forbiddenKey(document: unknown): string | undefined {
  const rest: unknown[] = [document];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value !== 'object' || value === null) continue;
    const found = POISONOUS_KEYS.find((key) => Object.hasOwn(value, key));
    if (found !== undefined) return found;
    for (const inner of Object.values(value)) if (typeof inner === 'object') rest.push(inner);
  }
  return undefined;
}
