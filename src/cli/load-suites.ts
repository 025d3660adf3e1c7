/**
 * Finds and loads the suites of a project. The only door to jiti and to the user's code.
 *
 * Suite files are code, run with the rights of whoever runs the command, like any test file. They come from below the
 * root, or are named on the command line; a trace never names one.
 */
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve, sep } from 'node:path';
import type * as Jiti from 'jiti';
import * as library from '../index.ts';
import { ModelError } from '../system/model-error.ts';
import { defineSuite, type Suite } from '../verdict/suite.ts';
import { during } from './early-end.ts';
import { loadError } from './load-error.ts';

// Not imported: Node reads all of a CommonJS module once more, for the names that it exports, before it imports it.
const { createJiti } = createRequire(import.meta.url)('jiti') as typeof Jiti;

const NAMED_SO = '**/*.suite.{ts,mts,js,mjs}';
export const SUITE_FILES = `properties/${NAMED_SO}`;

/** Whether a suite, by its file below the root, is found by its name alone. */
export const isFoundByName = (file: string): boolean => /^properties\/.*\.suite\.m?[tj]s$/.test(file);

export interface LoadedSuite {
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  readonly suite: Suite;
}

/** The folder that `--root` names. */
export function rootFolder(cwd: string, root: string): string {
  const folder = resolve(cwd, root);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new ModelError(
      'USAGE',
      `'${root}' is no folder.`,
      'Give the folder that holds properties/ as --root.',
    );
  }
  return folder;
}

/** The suite files that are found without being named, in alphabetical order. */
export const suiteFiles = (root: string): Promise<string[]> => filesLike(SUITE_FILES, root);

/** All suite files in a folder and below it, in alphabetical order. */
export const suiteFilesBelow = (folder: string): Promise<string[]> => filesLike(NAMED_SO, folder);

async function filesLike(pattern: string, folder: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const files = await glob(pattern, { cwd: folder, ignore: '**/node_modules/**', absolute: true });
  return files.map((file) => resolve(file)).sort();
}

/**
 * Loads suite files, given by absolute path.
 *
 * @throws ModelError `SUITE_INVALID` where a file does not compile, throws, exports no suite, or repeats a name
 */
export async function loadSuites(root: string, files: readonly string[]): Promise<LoadedSuite[]> {
  // One instance of this library for the command and for what it loads; all else comes from the user's packages.
  const jiti = createJiti(`${root}${sep}`, {
    fsCache: cacheFolder(root),
    interopDefault: false,
    virtualModules: { redhound: library },
  });
  const loaded: LoadedSuite[] = [];
  for (const path of files) {
    const file = relative(root, path).replaceAll(sep, '/');
    let exported: unknown;
    try {
      exported = await during(file, 'was loaded', () => jiti.import(path));
    } catch (error) {
      throw loadError(error, file, root);
    }
    const suite = suiteIn(exported, file, root);
    const twin = loaded.find((other) => other.suite.name === suite.name);
    if (twin !== undefined) {
      throw new ModelError(
        'SUITE_INVALID',
        `the suite '${suite.name}' is declared in ${twin.file} too.`,
        'Give each suite its own name.',
        { file },
      );
    }
    loaded.push({ file, suite });
  }
  return loaded;
}

/** What is made of a suite; an error tells its file. */
export async function within<Made>(file: string, make: () => Promise<Made> | Made): Promise<Made> {
  try {
    return await during(file, 'was looked at', make);
  } catch (error) {
    throw error instanceof ModelError ? error.within({ file }) : error;
  }
}

/** Compiled modules are kept, by their content, where the user's packages are; nowhere else. */
function cacheFolder(root: string): string | false {
  const packages = join(root, 'node_modules');
  const isFolder = statSync(packages, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder && join(packages, '.cache', 'redhound');
}

/** Those of `files` that are named after one of the suites: where a suite is looked for first. */
export const filesNamedAfter = (names: readonly string[], files: readonly string[]): string[] =>
  files.filter((file) => names.some((name) => basename(file).startsWith(`${name}.suite.`)));

function suiteIn(exported: unknown, file: string, root: string): Suite {
  const suite = (exported as { default?: Partial<Suite> } | undefined)?.default;
  const isSuite =
    typeof suite?.name === 'string' && typeof suite.system === 'object' && Array.isArray(suite.properties);
  if (!isSuite) {
    throw new ModelError(
      'SUITE_INVALID',
      'the file has no suite as its default export.',
      'End it with `export default defineSuite({ name, system, properties })`.',
      { file },
    );
  }
  try {
    return defineSuite(suite as Suite);
  } catch (error) {
    throw loadError(error, file, root);
  }
}
