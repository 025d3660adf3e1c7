/**
 * Programs from Debian that judge what the engine says. Where one is missing a test fails: a case that is skipped is
 * a case that nobody looks at.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PACKAGES = { spin: 'spin', gcc: 'gcc libc6-dev', lbt: 'lbt', chromium: 'chromium' } as const;

export type DebianTool = keyof typeof PACKAGES;

const missing = (tool: DebianTool): Error =>
  new Error(
    `${tool} is not installed, and this test needs it as judge: apt-get install ${Object.values(PACKAGES).join(' ')}`,
  );

const isMissing = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';

/** What the tool prints, given its input. */
export function answerOf(tool: DebianTool, args: readonly string[], input: string): string {
  const { error, status, stdout, stderr } = spawnSync(tool, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (isMissing(error)) throw missing(tool);
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${tool} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** Runs a tool, or a program that it made, in a folder; what it prints. */
export function running(program: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (isMissing(error) && program in PACKAGES) reject(missing(program as DebianTool));
      else reject(new Error(`${program} ${args.join(' ')}: ${error.message}\n${stdout}${stderr}`));
    });
  });
}

/** Where Debian installs a tool, for those who start it themselves. */
export function pathOf(tool: DebianTool): string {
  const path = `/usr/bin/${tool}`;
  if (!existsSync(path)) throw missing(tool);
  return path;
}
