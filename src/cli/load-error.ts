/**
 * Why a suite file could not be loaded: one error that says where, without a stack trace.
 */
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { thrownText } from '../agent/thrown.ts';
import { ModelError } from '../system/model-error.ts';

/** @param file the suite file, relative to the root */
export function loadError(error: unknown, file: string, root: string): ModelError {
  if (error instanceof ModelError) return placed(error, placeOf(error, root) ?? file);
  if (!(error instanceof Error)) {
    return new ModelError(
      'SUITE_INVALID',
      `the file threw ${typeof error === 'string' ? JSON.stringify(error) : thrownText(error)}.`,
      THROWN,
      { file },
    );
  }
  const syntax = /^ParseError: (.*?)\s*\n\s*(.+?:\d+:\d+)\s*$/s.exec(error.message);
  if (syntax !== null) {
    return new ModelError('SUITE_INVALID', `the file does not compile: ${syntax[1]}.`, UNCOMPILED, {
      file: shortened(syntax[2]!, root),
    });
  }
  const place = placeOf(error, root) ?? file;
  const message = shortened(error.message.split('\n')[0]!, root);
  if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') {
    return new ModelError('SUITE_INVALID', `${message}.`, MISSING, { file: place });
  }
  return new ModelError(
    'SUITE_INVALID',
    `the file throws when it is loaded: ${error.name}: ${message}`,
    THROWN,
    {
      file: place,
    },
  );
}

const THROWN = 'A suite file only declares; correct it, and run the command again.';
const UNCOMPILED = 'Correct the file, and run the command again; `npx tsc --noEmit` shows all that is wrong.';
const MISSING = 'Correct the import, or install the package in your project.';

const placed = (error: ModelError, file: string): ModelError =>
  new ModelError(error.code, error.problem, error.remedy, {
    ...error.place,
    file: error.place.file === undefined ? file : `${file}, ${error.place.file}`,
  });

/**
 * The innermost frame in the user's own code, as `file:line` (columns are those of the transpiled code); undefined where
 * there is none.
 */
export function placeOf(error: Error, root: string): string | undefined {
  for (const line of (error.stack ?? '').split('\n')) {
    const path = /\(?(?:file:\/\/)?([^()\s][^()]*?):(\d+):\d+\)?$/.exec(
      line.trim().replace(/^at (async )?/, ''),
    );
    if (path === null) continue;
    const [, file, number] = path;
    const inRoot = relative(root, file!).replaceAll(sep, '/');
    const isForeign =
      inRoot.startsWith('..') || inRoot.includes('node_modules/') || file!.startsWith(LIBRARY);
    if (!isForeign && !file!.startsWith('node:')) return `${inRoot}:${number}`;
  }
  return undefined;
}

const shortened = (text: string, root: string): string => text.replaceAll(`${root}${sep}`, '');

/** Our own code, which may lie below the root too. */
const LIBRARY = fileURLToPath(new URL('..', import.meta.url));
