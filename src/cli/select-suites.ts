/**
 * Which suites a command means: those it names, by name or by file, or all of them.
 */
import { type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { noAgentFails } from '../property/property.ts';
import { ModelError } from '../system/model-error.ts';
import { suggestion } from '../system/suggestion.ts';
import type { Suite } from '../verdict/suite.ts';
import {
  filesNamedAfter,
  type LoadedSuite,
  loadSuites,
  SUITE_FILES,
  suiteFiles,
  suiteFilesBelow,
} from './load-suites.ts';

/**
 * @param wanted names of suites, and paths of files and folders (relative to `cwd`, or to the root); all where empty
 * @throws ModelError `USAGE` where something wanted is not there, or nothing is
 */
export async function selectSuites(
  cwd: string,
  root: string,
  wanted: readonly string[],
): Promise<LoadedSuite[]> {
  const paths = wanted.filter(isPath).map((word) => filesOf(word, cwd, root));
  const files = (await Promise.all(paths)).flat();
  const names = wanted.filter((word) => !isPath(word));
  const loaded = await loadMeant(root, files, names);
  if (loaded.length === 0) throw noSuite(root);
  if (wanted.length === 0) return loaded;
  const meant = new Set([...files, ...names.map((name) => resolve(root, suiteCalled(name, loaded).file))]);
  return loaded.filter(({ file }) => meant.has(resolve(root, file)));
}

/** The suites among which the one called `name` is, if there is one. */
export const suitesAround = (root: string, name: string): Promise<LoadedSuite[]> =>
  loadMeant(root, [], [name]);

/** Names stand in the files: where those that are named alike do not have them all, every file must be looked into. */
async function loadMeant(
  root: string,
  files: readonly string[],
  names: readonly string[],
): Promise<LoadedSuite[]> {
  if (files.length > 0 && names.length === 0) return loadSuites(root, [...new Set(files)]);
  const all = await suiteFiles(root);
  const likely = [...new Set([...filesNamedAfter(names, all), ...files])];
  const loaded = likely.length > 0 ? await loadSuites(root, likely) : [];
  const isLoaded = (name: string): boolean => loaded.some(({ suite }) => suite.name === name);
  if (names.length > 0 && names.every(isLoaded)) return loaded;
  return loadSuites(root, [...new Set([...all, ...files])]);
}

const noSuite = (root: string): ModelError =>
  new ModelError(
    'USAGE',
    `there is no suite: no file matches ${SUITE_FILES} below ${root}.`,
    'Write one, or give the folder that holds properties/ as --root.',
  );

/** Those of `suites` that have the property. */
export function withProperty(suites: readonly LoadedSuite[], id: string): LoadedSuite[] {
  const having = suites.filter(({ suite }) => propertyIds(suite).includes(id));
  if (having.length > 0) return having;
  const known = [...new Set(suites.flatMap(({ suite }) => propertyIds(suite)))];
  throw new ModelError('USAGE', `there is no property '${id}'.`, suggestion(id, known));
}

/** Ids of the properties that are checked: the suite's own, and the built-in one. */
export function propertyIds({ properties }: Suite): string[] {
  const own = properties.map(({ id }) => id);
  return properties.some(({ claim }) => claim.kind === 'no-failure') ? own : [...own, noAgentFails.id];
}

function suiteCalled(name: string, suites: readonly LoadedSuite[]): LoadedSuite {
  const found = suites.find(({ suite }) => suite.name === name);
  if (found !== undefined) return found;
  const known = suites.map(({ suite }) => suite.name);
  throw new ModelError('USAGE', `there is no suite '${name}'.`, suggestion(name, known));
}

/** Names have neither dots nor slashes. */
const isPath = (word: string): boolean => /[./\\]/.test(word);

/** A file, or the suite files below a folder. */
async function filesOf(word: string, cwd: string, root: string): Promise<readonly string[]> {
  const places = [resolve(cwd, word), resolve(root, word)];
  const placeOf = (is: (there: Stats) => boolean): string | undefined =>
    places.find((path) => {
      const there = statSync(path, { throwIfNoEntry: false });
      return there !== undefined && is(there);
    });
  const file = placeOf((there) => there.isFile());
  if (file !== undefined) return [file];
  const folder = placeOf((there) => there.isDirectory());
  if (folder !== undefined) {
    const below = await suiteFilesBelow(folder);
    if (below.length > 0) return below;
    throw new ModelError(
      'USAGE',
      `there is no suite file in the folder '${word}'.`,
      'Give a folder with files that are called *.suite.ts (mts, js, mjs) in it or below it, or the path of a file.',
    );
  }
  throw new ModelError(
    'USAGE',
    `there is no file '${word}'.`,
    'Give the path of a suite file, or the name of a suite: `redhound list` shows them.',
  );
}
