/** Runs the built command as a user does, in projects made for one test. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(REPOSITORY, 'dist/cli/main.js');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with what stderr says, as it says it. */
  readonly onNote?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs `redhound …words` to its end, with no environment but what is given. */
export function redhound(words: readonly string[], { cwd, env = {}, onNote }: Surroundings): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...words], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    err.push(chunk);
    onNote?.(chunk.toString(), (signal) => child.kill(signal));
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

const inUse = new Set<string>();

/**
 * An empty folder that is gone after the test. Projects take each other’s place, since what was compiled of a module is
 * kept by its path.
 */
function emptyFolder(): string {
  const places = join(tmpdir(), `redhound-${process.pid}`);
  let number = 0;
  while (inUse.has(`${places}-${number}`)) number++;
  const folder = `${places}-${number}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  inUse.add(folder);
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
    inUse.delete(folder);
  });
  return folder;
}

/** A folder that is gone after the test, with a copy of a fixture and the given files, and the packages in reach. */
export function project(files: Readonly<Record<string, string>> = {}, fixture?: string): string {
  const folder = emptyFolder();
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  if (fixture !== undefined) {
    cpSync(join(REPOSITORY, 'test/cli/fixtures', fixture), folder, { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export const rooms = (files: Readonly<Record<string, string>> = {}): string => project(files, 'rooms');

/** A folder with the models and properties of this repository. */
export function ourSuites(): string {
  const folder = project();
  for (const name of ['models', 'properties'])
    cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
  return folder;
}
