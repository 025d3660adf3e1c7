/**
 * Data flows one way: a folder imports from itself and from those before it, each outside package has one door, and
 * what a user writes needs the public entry only.
 */
import { expect, test } from 'vitest';
import { filesIn, type Import, importsOf, sourceOf } from './imports.ts';

/** The folders of src, from the language to the front door. */
const LAYERS = ['system', 'agent', 'product', 'property', 'search', 'trace', 'verdict', 'report', 'cli'];
const ENTRY = 'src/index.ts';

const layerOf = (file: string): number => LAYERS.indexOf(file.split('/')[1]!);
const shown = ({ file, specifier }: Import): string => `${file} imports '${specifier}'`;

const sources = filesIn('src');
const imports = importsOf(sources);

test('every file stands in a layer, or is the public entry', () => {
  expect(sources.filter((file) => file !== ENTRY && layerOf(file) === -1)).toEqual([]);
  // The expression that finds imports finds them: few files need nothing.
  expect(new Set(imports.map(({ file }) => file)).size).toBeGreaterThan(0.7 * sources.length);
});

test('every import finds its file', () => {
  const missing = imports.filter(({ target }) => target !== undefined && !sources.includes(target));
  expect(missing.map(shown)).toEqual([]);
});

test('a folder imports from itself and from earlier ones', () => {
  const upward = imports.filter(({ file, target }) => {
    if (target === undefined || file === ENTRY) return false;
    if (target === ENTRY) return layerOf(file) !== LAYERS.indexOf('cli');
    return layerOf(target) > layerOf(file);
  });
  expect(upward.map(shown)).toEqual([]);
});

test('the public entry does not reach for the command line', () => {
  const reached = imports.filter(({ file, target }) => file === ENTRY && target?.startsWith('src/cli/'));
  expect(reached.map(shown)).toEqual([]);
});

test.each([
  { name: 'xstate', doors: /^src\/(system\/agent-declaration\.ts|agent\/.*)$/ },
  { name: 'fast-check', doors: /^src\/search\// },
  { name: 'commander', doors: /^src\/cli\// },
  { name: 'jiti', doors: /^src\/cli\/load-suites\.ts$/ },
  { name: 'valibot', doors: /^src\/(trace|verdict\/mutation)\/|\/([a-z]+-)?shape\.ts$/ },
  { name: 'preact', doors: /^src\/report\/viewer\// },
  { name: '@dagrejs/dagre', doors: /^src\/report\/viewer\/chart-layout\.ts$/ },
])('$name is imported through its door only', ({ name, doors }) => {
  const users = imports.filter(({ specifier }) => specifier === name || specifier.startsWith(`${name}/`));
  expect(users.length).toBeGreaterThan(0);
  expect(users.filter(({ file }) => !doors.test(file)).map(shown)).toEqual([]);
});

test('of xstate only types are imported: machines bring their own code', () => {
  const running = imports.filter(({ specifier, typeOnly }) => specifier.startsWith('xstate') && !typeOnly);
  expect(running.map(shown)).toEqual([]);
});

test('the page of the viewer runs in a browser: of the rest it takes what needs no Node', () => {
  const page = imports.filter(({ file }) => file.startsWith('src/report/viewer/'));
  const reached = new Set(page.flatMap(({ target, typeOnly }) => (typeOnly ? [] : (target ?? []))));
  const needNode = imports.filter(
    ({ file, specifier }) => reached.has(file) && specifier.startsWith('node:'),
  );
  expect(needNode.map(shown)).toEqual([]);
  expect(reached.size).toBeGreaterThan(10);
});

test.each(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'document.write'])(
  'no text becomes markup: the page never says %s',
  (word) => {
    const pages = filesIn('src/report/viewer').filter((file) => sourceOf(file).includes(word));
    expect(pages).toEqual([]);
  },
);

test.each([
  { folder: 'models', own: ['models/'] },
  { folder: 'properties', own: ['models/', 'properties/'] },
])('$folder/ needs the public entry only', ({ folder, own }) => {
  const others = importsOf(filesIn(folder)).filter(({ specifier, target }) =>
    target === undefined
      ? specifier !== 'redhound' && specifier !== 'xstate'
      : !own.some((place) => target.startsWith(place)),
  );
  expect(others.map(shown)).toEqual([]);
});

test('no files import each other in a circle', () => {
  const targets = new Map(
    sources.map((file) => [file, imports.flatMap((one) => (one.file === file && one.target) || [])]),
  );
  const done = new Set<string>();
  const circleThrough = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of targets.get(file) ?? []) {
      const circle = circleThrough(target, [...path, file]);
      if (circle !== undefined) return circle;
    }
    done.add(file);
    return undefined;
  };
  const circles = sources.map((file) => circleThrough(file, [])).filter((circle) => circle !== undefined);
  expect(circles.map((circle) => circle.join(' → '))).toEqual([]);
});
