/**
 * The examples of the documentation: found, and made into modules that run.
 *
 * `expression; // => value` at the end of a line asserts that the expression is deeply equal to the value, which is
 * written in JavaScript. A block that exports a suite by default is a suite file.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';
import { globSync } from 'tinyglobby';
import * as redhound from '../../src/index.ts';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** One example, and where it stands: `README.md:40`. */
export interface Example {
  readonly place: string;
  readonly language: string;
  /** What follows the language in the opening line: `no-run`. */
  readonly note: string;
  readonly text: string;
}

/** The documents that a reader of the repository meets. */
export const documents = (): string[] =>
  globSync(['*.md', 'docs/**/*.md', 'bench/*.md'], { cwd: REPOSITORY }).sort();

export const textOf = (file: string): string => readFileSync(join(REPOSITORY, file), 'utf8');

const FENCED = /^```(\w+)?[ \t]*([^\n]*)\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a document. */
export const blocksIn = (file: string): Example[] => {
  const document = textOf(file);
  return [...document.matchAll(FENCED)].map(({ index, 1: language = '', 2: note = '', 3: text = '' }) => ({
    place: `${file}:${lineAt(document, index) + 1}`,
    language,
    note: note.trim(),
    text,
  }));
};

const COMMENT = /\/\*\*[\s\S]*?\*\//g;
const EXAMPLE = /^[ \t]*\* @example[ \t]*\n((?:^[ \t]*\*(?!\/| @).*\n?)*)/gm;

/** The `@example` blocks of a source file. */
export const examplesIn = (file: string): Example[] => {
  const source = textOf(file);
  return [...source.matchAll(COMMENT)].flatMap(({ 0: comment, index: start }) =>
    [...comment.matchAll(EXAMPLE)].map(({ index, 1: lines = '' }) => ({
      place: `${file}:${lineAt(source, start + index) + 1}`,
      language: 'ts',
      note: '',
      text: lines.replace(/^[ \t]*\* ?/gm, ''),
    })),
  );
};

/** The files of src that have examples. */
export const sourceFiles = (): string[] => globSync('src/**/*.ts', { cwd: REPOSITORY }).sort();

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** What a line claims: an expression, and what it comes to. */
const CLAIM = /^(.*);[ \t]*\/\/ =>[ \t]*(.+)$/;

/** The example as a module; what its claims come to is told to `assertThat`, line by line. */
export const moduleOf = ({ text }: Pick<Example, 'text'>): string => {
  const lines = text.split('\n').map((line, index) => {
    const [, expression, value] = CLAIM.exec(line) ?? [];
    if (expression === undefined) return line;
    if (/^\s*(?:const|let|import|export|\}|\))/.test(expression)) {
      throw new Error(`'${line.trim()}' claims something of what is no expression of one line`);
    }
    return `assertThat(${index}, ${expression}, (${value}));`;
  });
  return `import { assertThat } from 'assert-that'; ${lines.join('\n')}`;
};

/** One claim as it was met. */
export interface Claim {
  readonly place: string;
  readonly found: unknown;
  readonly claimed: unknown;
}

/** Runs an example to its end: its claims, and its default export. */
export async function run(
  example: Example,
): Promise<{ readonly claims: Claim[]; readonly exported: unknown }> {
  const claims: Claim[] = [];
  const [file, line] = example.place.split(':');
  const assertThat = (index: number, found: unknown, claimed: unknown): void =>
    void claims.push({ place: `${file}:${Number(line) + index}`, found, claimed });
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    virtualModules: { redhound, 'assert-that': { assertThat } },
  });
  const module = (await jiti.evalModule(moduleOf(example), {
    filename: join(REPOSITORY, `${example.place.replace(/\W/g, '-')}.ts`),
    async: true,
  })) as { readonly default?: unknown } | undefined;
  return { claims, exported: module?.default };
}

/** How many lines of an example claim something. */
export const claimsIn = ({ text }: Example): number =>
  text.split('\n').filter((line) => CLAIM.test(line)).length;
