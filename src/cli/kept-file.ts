/**
 * Files that the command writes below the root: into `.redhound`, and where it is asked to write documents.
 */
import { lstatSync, mkdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../system/model-error.ts';
import { writeWhole } from './write-file.ts';

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
    const there = lstatSync(folder, { throwIfNoEntry: false }) ?? madeFolder(folder);
    if (!there.isDirectory()) throw unwritable(what, file, `'${name}' is ${kindOf(there)}`);
  }
  const target = join(root, file);
  const there = lstatSync(target, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) throw unwritable(what, file, `it is ${kindOf(there)}`);
  writeWhole(target, text);
}

/** The folder, or what somebody else has put there in the meantime: another command may write beside this one. */
function madeFolder(folder: string): Stats {
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return lstatSync(folder);
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
