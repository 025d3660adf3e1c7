/** Files appear as a whole or not at all, whatever was left beside them and whoever else writes. */
import fs, { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepFile } from '../../src/cli/kept-file.ts';
import { writeOutput, writeWhole } from '../../src/cli/write-file.ts';
import { project } from './redhound.ts';

test('a draft that an earlier process left is in nobody’s way, and is not removed', () => {
  const folder = project();
  const left = `a.json.${process.pid}.tmp`;
  writeFileSync(join(folder, left), 'half');
  keepFile(folder, 'a.json', 'one', 'the file');
  writeOutput(join(folder, 'a.json'), 'a.json', 'two');
  expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('two');
  expect(readFileSync(join(folder, left), 'utf8')).toBe('half');
  expect(readdirSync(folder).sort()).toEqual(['a.json', left, 'node_modules']);
});

test('what cannot be written, or not be put in its place, leaves no draft', () => {
  const folder = project();
  // No text, as a full disk would stop it: after the draft is there, before it is whole.
  expect(() => writeWhole(join(folder, 'a.json'), undefined as never)).toThrow(/string/);
  expect(readdirSync(folder)).toEqual(['node_modules']);
  mkdirSync(join(folder, 'b.json'));
  expect(() => writeOutput(join(folder, 'b.json'), 'b.json', 'text')).toThrow(
    /^\[USAGE\] b\.json: the file cannot be written \(/,
  );
  expect(readdirSync(folder).sort()).toEqual(['b.json', 'node_modules']);
});

test('a folder that another process makes just before us is as good as ours', () => {
  const root = project();
  const { lstatSync } = fs;
  let isMade = false;
  // Looks, and before the answer is there somebody else has made it.
  const looked = (path: string, options?: object) => {
    const there = lstatSync(path, options);
    if (path === join(root, 'kept') && there === undefined) {
      mkdirSync(path);
      isMade = true;
    }
    return there;
  };
  Object.assign(fs, { lstatSync: looked });
  syncBuiltinESMExports();
  onTestFinished(() => {
    Object.assign(fs, { lstatSync });
    syncBuiltinESMExports();
  });
  keepFile(root, 'kept/a.txt', 'text', 'the file');
  expect(isMade).toBe(true);
  expect(readFileSync(join(root, 'kept/a.txt'), 'utf8')).toBe('text');
});
