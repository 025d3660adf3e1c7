/** Which files a folder holds, and what each of them imports. */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  /** The importing file, relative to the repository. */
  readonly file: string;
  /** As it is written: `xstate`, `node:path`, `./state-store.ts`. */
  readonly specifier: string;
  /** The imported file, relative to the repository; undefined for packages. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

/** The TypeScript files below a folder, sorted. */
export const filesIn = (folder: string): string[] =>
  globSync(`${folder}/**/*.{ts,tsx}`, { cwd: REPOSITORY }).sort();

export const sourceOf = (file: string): string => readFileSync(join(REPOSITORY, file), 'utf8');

/** Static imports and re-exports begin a line; those in comments and examples do not. */
const STATIC = /^(?:import|export)\s+(type\s+)?(?:[\w*{][^;'"]*?\sfrom\s+)?'([^']+)'/gm;
const DYNAMIC = /\bimport\('([^']+)'\)/g;

/** All imports of the given files, those of types and dynamic ones too. */
export const importsOf = (files: readonly string[]): Import[] =>
  files.flatMap((file) => {
    const text = sourceOf(file);
    const found = [
      ...[...text.matchAll(STATIC)].map(([, type, specifier]) => ({
        specifier,
        typeOnly: type !== undefined,
      })),
      ...[...text.matchAll(DYNAMIC)].map(([, specifier]) => ({ specifier, typeOnly: false })),
    ];
    return found.map(({ specifier, typeOnly }) => ({
      file,
      specifier: specifier!,
      target: specifier!.startsWith('.') ? posix.join(posix.dirname(file), specifier!) : undefined,
      typeOnly,
    }));
  });
