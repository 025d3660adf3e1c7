/**
 * Files that the command keeps below `.redhound` of the root, the only place that is written to.
 */
import { lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../system/model-error.ts';

/**
 * Writes a file below `root`, over an earlier one.
 *
 * Follows no symbolic link, so that a repository cannot make it write elsewhere; the file appears as a whole or not.
 *
 * @param file relative to `root`, with forward slashes
 * @param what what it is, for the error: `the trace`
 * @throws ModelError `USAGE` where it cannot be written
 */
export function keepFile(root: string, file: string, text: string, what: string): void {
  try {
    writeFile(root, file, text, what);
  } catch (error) {
    throw error instanceof ModelError
      ? error
      : unwritable(what, file, String((error as NodeJS.ErrnoException).code));
  }
}

function writeFile(root: string, file: string, text: string, what: string): void {
  let folder = root;
  for (const name of file.split('/').slice(0, -1)) {
    folder = join(folder, name);
    const there = lstatSync(folder, { throwIfNoEntry: false });
    if (there === undefined) mkdirSync(folder);
    else if (!there.isDirectory()) throw unwritable(what, file, `'${name}' is ${kindOf(there)}`);
  }
  const target = join(root, file);
  const there = lstatSync(target, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) throw unwritable(what, file, `it is ${kindOf(there)}`);
  // `wx` refuses whatever is there, links included; the rename replaces the entry, not what a link points to.
  const draft = `${target}.${process.pid}.tmp`;
  writeFileSync(draft, text, { flag: 'wx' });
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

const kindOf = (there: { isSymbolicLink(): boolean }): string =>
  there.isSymbolicLink() ? 'a symbolic link' : 'in the way';

const unwritable = (what: string, file: string, why: string): ModelError =>
  new ModelError(
    'USAGE',
    `${what} cannot be written: ${why}.`,
    'Make room for it, and run the command again.',
    {
      file,
    },
  );
