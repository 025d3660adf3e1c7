/**
 * Files that a user names for output: there as a whole or not at all.
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { ModelError } from '../system/model-error.ts';

/**
 * Writes `text` to `path`, over what is there.
 *
 * @param file how errors call it
 * @throws ModelError `USAGE` where it cannot be written
 */
export function writeWhole(path: string, file: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw new ModelError(
      'USAGE',
      `the file cannot be written (${code}).`,
      'Give a path in a folder that exists.',
      { file },
    );
  }
}
