/**
 * Bundles what is published; `tsc` adds the types. It says nothing where all is well, unlike the command of rolldown,
 * which lists each file that it writes.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type BuildOptions, build } from 'rolldown';

const SOURCE = 'src/report/viewer';
/** In this order: later sheets refine earlier ones. */
const STYLES = [
  'colours',
  'base',
  'page',
  'lists',
  'steps',
  'sequence',
  'charts',
  'state',
  'property',
  'why',
  'timeline',
  'narrow',
];

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Style sheets are written for readers; the page has them without comments and indentation. */
const compact = (css: string): string =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .trim();

const policy = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    // No text ever becomes markup or code: browsers that know trusted types throw where it would.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/**
 * The library and the command, in few files: for most commands, to find and to read a hundred of them took longer than
 * the work itself. Both share what they have in common, so that each class is there once.
 */
const program: BuildOptions = {
  input: {
    index: 'src/index.ts',
    'cli/main': 'src/cli/main.ts',
    'cli/suite-worker': 'src/cli/suite-worker.ts',
    'cli/mutation-worker': 'src/cli/mutation-worker.ts',
  },
  platform: 'node',
  // Packages stay packages.
  external: /^[^./]/,
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'es',
    sourcemap: true,
    // They are published beside.
    sourcemapExcludeSources: true,
    // Where workers and the page are looked for: `./suite-worker.js`, `../report/viewer.html`.
    chunkFileNames: 'cli/[name].js',
  },
};

/**
 * The viewer as one page without data, `dist/report/viewer.html`. Its policy names the hashes of the one script and the
 * one style sheet that may act in it; everything else, the network too, is shut off.
 */
const viewer: BuildOptions = {
  input: `${SOURCE}/main.tsx`,
  platform: 'browser',
  output: { dir: 'dist/report', format: 'iife', minify: true, comments: false },
  plugins: [
    {
      name: 'one-page',
      generateBundle(_options, bundle) {
        const [chunk] = Object.values(bundle);
        if (chunk?.type !== 'chunk') throw new Error('the viewer is to be one script');
        // In a script element these would end it, begin a comment in it, or be read as other characters.
        if (/<\/script|<!--|[\0\r]/i.test(chunk.code)) throw new Error('the script cannot stand in a page');
        const style = compact(
          STYLES.map((name) => readFileSync(`${SOURCE}/style/${name}.css`, 'utf8')).join('\n'),
        );
        const parts: Readonly<Record<string, string>> = {
          policy: policy(chunk.code, style),
          style,
          script: chunk.code,
          licences: readFileSync(`${SOURCE}/licences.txt`, 'utf8').trim(),
        };
        const source = readFileSync(`${SOURCE}/viewer.html`, 'utf8').replace(
          /%(policy|style|script|licences)%/g,
          (_whole, name: string) => parts[name]!,
        );
        this.emitFile({ type: 'asset', fileName: 'viewer.html', source });
        delete bundle[chunk.fileName];
      },
    },
  ],
};

// One after the other: the first empties the folder.
for (const options of [program, viewer]) await build(options);
