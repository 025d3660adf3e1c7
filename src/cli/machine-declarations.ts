/**
 * Where the machines of a suite are declared, and what the comment that opens the file says of them: the files that a
 * suite imports by relative paths are looked through for the machine's id. Files are read, never run.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { MachineDeclaration } from '../report/documentation/page-source.ts';

const IMPORT = /\bfrom\s+['"](\.{1,2}\/[^'"]+)['"]/g;
const COMMENT = /^\s*\/\*\*([\s\S]*?)\*\//;
/** A line that opens a paragraph of its own: `Duty: …`, `Parameters: …`. */
const HEADED = /^[A-Z]\w*( \w+)?: /;

/** By machine id; ids that no file declares are left out. */
export function declarationsOf(
  root: string,
  suiteFile: string,
  ids: Iterable<string>,
): ReadonlyMap<string, MachineDeclaration> {
  const files = filesFrom(resolve(root, suiteFile));
  return new Map(
    [...ids].flatMap((id) => {
      const found = files.find(({ text }) =>
        [`id: '${id}'`, `id: "${id}"`].some((said) => text.includes(said)),
      );
      if (found === undefined) return [];
      const file = relative(root, found.path).replaceAll(sep, '/');
      return [[id, { file, comment: paragraphsOf(COMMENT.exec(found.text)?.[1] ?? '') }] as const];
    }),
  );
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The file and all that it imports, nearest first. */
function filesFrom(first: string): readonly SourceFile[] {
  const files = new Map<string, SourceFile>();
  const open = [first];
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    if (files.has(path) || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) continue;
    const text = readFileSync(path, 'utf8');
    files.set(path, { path, text });
    for (const [, specifier] of text.matchAll(IMPORT)) open.push(resolve(dirname(path), specifier!));
  }
  return [...files.values()];
}

function paragraphsOf(comment: string): readonly string[] {
  const paragraphs: string[] = [];
  let fresh = true;
  for (const line of comment.split('\n').map((one) => one.replace(/^\s*\* ?/, '').trim())) {
    if (line === '') fresh = true;
    else if (fresh || HEADED.test(line)) {
      paragraphs.push(line);
      fresh = false;
    } else paragraphs.push(`${paragraphs.pop()!} ${line}`);
  }
  return paragraphs;
}
