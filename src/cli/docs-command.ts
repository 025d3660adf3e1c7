/**
 * `redhound docs`: pages made from the suites, or a look at whether the pages still say what the suites say.
 */
import { type Dirent, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative, resolve, sep } from 'node:path';
import { htmlDocument } from '../report/documentation/html-document.ts';
import { indexPage } from '../report/documentation/index-page.ts';
import { type DocumentedSuite, pageName } from '../report/documentation/page-source.ts';
import { suitePage } from '../report/documentation/suite-page.ts';
import { ModelError } from '../system/model-error.ts';
import type { CheckOptions } from '../verdict/check-suite.ts';
import { hashOfModel } from '../verdict/mutation/model-hash.ts';
import type { SuiteDocument } from '../verdict/suite-document.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { keepFile } from './kept-file.ts';
import { type LoadedSuite, rootFolder } from './load-suites.ts';
import { declarationsOf } from './machine-declarations.ts';
import { RECORD_FOLDER, recordFile, recordOfSuite } from './mutation-records.ts';
import { progressDisplay } from './progress.ts';
import { selectSuites } from './select-suites.ts';
import { usualWorkers, workTogether } from './suite-crew.ts';
import type { Terminal } from './terminal.ts';

export interface DocsFlags {
  /** Relative to the root. */
  readonly output: string;
  readonly maxStates: number;
  readonly check?: boolean;
  /** A file for all of it, relative to the root. */
  readonly html?: string;
  readonly root: string;
}

/** Tells pages of ours from other files. */
const MARK = 'made by `redhound docs`';

export async function docs(
  wanted: readonly string[],
  flags: DocsFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const root = rootFolder(terminal.cwd, flags.root);
  const folder = folderWithin(root, flags.output);
  const pages = new Map<string, string>();
  const suites: DocumentedSuite[] = [];
  /** Records of mutation runs over models that are no more. */
  const outdated: string[] = [];
  const progress = progressDisplay(terminal);
  const { maxStates } = flags;
  const options: CheckOptions = { maxStates, root };
  const onResult = (document: SuiteDocument, loaded: LoadedSuite): void => {
    const made = documented(document, loaded, root, folder);
    const record = recordOfSuite(root, RECORD_FOLDER, loaded.suite.name);
    const isOfThis = record !== undefined && record.hash === hashOfModel(loaded.suite, maxStates);
    if (record !== undefined && !isOfThis) outdated.push(loaded.suite.name);
    const suite = isOfThis ? { ...made, mutation: record } : made;
    suites.push(suite);
    pages.set(`${folder}/${pageName(suite.report.name)}`, suitePage(suite));
  };
  const selected = await selectSuites(terminal.cwd, root, wanted);
  await workTogether(
    selected,
    { job: 'document', root, options },
    { size: usualWorkers(selected), signal, onProgress: progress.show, onResult },
  ).finally(progress.clear);
  if (signal.aborted) return EXIT.interrupted;
  const everything = wanted.length === 0;
  if (everything) pages.set(`${folder}/README.md`, indexPage(suites));
  const stale = everything ? pagesIn(root, folder).filter((file) => !pages.has(file)) : [];
  const complaints = outdated.map(outdatedText);
  if (flags.check) return check(root, pages, stale, complaints, terminal);
  for (const complaint of complaints) terminal.note(complaint);
  if (flags.html !== undefined) return writeHtml(root, flags.html, pages, terminal);
  return write(root, folder, pages, stale, terminal);
}

function writeHtml(
  root: string,
  output: string,
  pages: ReadonlyMap<string, string>,
  terminal: Terminal,
): ExitCode {
  const script = mermaidScript(root);
  const parts = [...pages].map(([file, markdown]) => ({
    name: file.slice(file.lastIndexOf('/') + 1),
    markdown,
  }));
  const index = parts.findIndex(({ name }) => name === 'README.md');
  if (index !== -1) parts.unshift(...parts.splice(index, 1));
  keepFile(root, folderWithin(root, output), htmlDocument('Suites', parts, script), 'the page');
  if (script === undefined) {
    terminal.note(
      'Diagrams are left as text: there is no Mermaid to draw them. `npm install --save-dev mermaid`.',
    );
  }
  terminal.print(`${output} written.`);
  return EXIT.fine;
}

/** Mermaid as the project has it installed; nothing is fetched. */
function mermaidScript(root: string): string | undefined {
  try {
    return readFileSync(
      createRequire(resolve(root, 'package.json')).resolve('mermaid/dist/mermaid.min.js'),
      'utf8',
    );
  } catch {
    return undefined;
  }
}

function documented(
  document: SuiteDocument,
  { file }: LoadedSuite,
  root: string,
  folder: string,
): DocumentedSuite {
  const ids = (document.report.coverage?.machines ?? []).map(({ chart }) => chart.id);
  const listed = file.startsWith('properties/');
  return { ...document, file, folder, listed, declarations: declarationsOf(root, file, ids) };
}

function check(
  root: string,
  pages: ReadonlyMap<string, string>,
  stale: readonly string[],
  complaints: readonly string[],
  terminal: Terminal,
): ExitCode {
  const findings = [
    ...complaints,
    ...[...pages].flatMap(([file, text]) => differenceIn(root, file, text) ?? []),
    ...stale.map((file) => `${file} is the page of no suite.`),
  ];
  for (const finding of findings) terminal.print(finding);
  if (findings.length === 0) {
    terminal.print(`${pages.size} pages say what the models say.`);
    return EXIT.fine;
  }
  terminal.print('Run `redhound docs`, and look at the difference before you commit it.');
  return EXIT.finding;
}

/** The mutants were those of another model: what the record says may be wrong, and the page leaves it out. */
const outdatedText = (suite: string): string =>
  `${recordFile(RECORD_FOLDER, suite)} was measured of another model of '${suite}'. Run \`redhound mutate ${suite} --record\`, or remove it.`;

/** One sentence that names the page and the first line that differs; undefined where there is nothing to say. */
function differenceIn(root: string, file: string, text: string): string | undefined {
  let there: string;
  try {
    there = readFileSync(resolve(root, file), 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return `${file} is not there.`;
  }
  if (there === text) return undefined;
  const [before, after] = [there.split('\n'), text.split('\n')];
  const line = after.findIndex((one, index) => one !== before[index]);
  const at = line === -1 ? after.length : line;
  return [
    `${file} differs from what its models say, first in line ${at + 1}.`,
    `  page:  ${excerptOf(before[at])}`,
    `  model: ${excerptOf(after[at])}`,
  ].join('\n');
}

const excerptOf = (line: string | undefined): string =>
  line === undefined ? '(ends here)' : line.length > 160 ? `${line.slice(0, 160)}…` : line;

function write(
  root: string,
  folder: string,
  pages: ReadonlyMap<string, string>,
  stale: readonly string[],
  terminal: Terminal,
): ExitCode {
  for (const [file, text] of pages) keepFile(root, file, text, 'the page');
  for (const file of stale) rmSync(resolve(root, file));
  const removed = stale.length === 0 ? '' : `, ${stale.length} of suites that are gone removed`;
  terminal.print(`${pages.size} pages written to ${folder}${removed}.`);
  return EXIT.fine;
}

/** Our pages that are there, relative to the root: regular files, since we make nothing else. */
function pagesIn(root: string, folder: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(resolve(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => `${folder}/${name}`)
    .filter((file) => readFileSync(resolve(root, file), 'utf8').includes(MARK));
}

/** The folder relative to the root, with forward slashes. */
function folderWithin(root: string, output: string): string {
  const folder = relative(root, resolve(root, output)).replaceAll(sep, '/');
  if (folder === '' || folder.startsWith('..')) {
    throw new ModelError(
      'USAGE',
      `'${output}' is no folder below the project.`,
      'Give a folder that is relative to --root, such as docs/suites.',
    );
  }
  return folder;
}
