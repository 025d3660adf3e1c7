/**
 * Files that appear as a whole or not at all.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { ModelError } from '../system/model-error.ts';

/**
 * Writes `text` to `path`, over what is there; a symbolic link is replaced, and not followed.
 *
 * @throws the error of the file system, with nothing left behind
 */
export function writeWhole(path: string, text: string): void {
  // A name that nobody else takes, nor an earlier run left. `wx` refuses whatever is there, links included.
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const descriptor = openSync(draft, 'wx');
  // From here on the draft is ours to remove.
  try {
    try {
      writeFileSync(descriptor, text);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * The same with a file that the user names.
 *
 * @param file how errors call it
 * @throws ModelError `USAGE` where it cannot be written
 */
export function writeOutput(path: string, file: string, text: string): void {
  try {
    writeWhole(path, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ModelError(
      'USAGE',
      `the file cannot be written (${code}).`,
      'Give a path in a folder that exists.',
      { file },
    );
  }
}
