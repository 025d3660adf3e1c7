/**
 * The kernel that is shipped is what its source compiles to. `npm run build:kernel` writes it anew.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SOURCE = 'src/search/kernel/assembly/kernel.ts';
const BINARY = 'src/search/kernel/kernel-binary.ts';
const OPTIONS = [
  ...['-O3', '--runtime', 'stub', '--noAssert', '--use', 'abort='],
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  ...['--enable', 'threads'],
];

function compiled(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'redhound-kernel-'));
  try {
    const target = join(folder, 'kernel.wasm');
    const compiler = 'node_modules/assemblyscript/bin/asc.js';
    execFileSync(process.execPath, [compiler, SOURCE, '--outFile', target, ...OPTIONS]);
    return readFileSync(target);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const moduleOf = (binary: Uint8Array): string => {
  const lines = Buffer.from(binary)
    .toString('base64')
    .match(/.{1,100}/g)!;
  const text = lines.map((line) => `  '${line}'`).join(' +\n');
  return `/** Compiled from \`assembly/kernel.ts\` by \`npm run build:kernel\`; base64. */\nexport const KERNEL =\n${text};\n`;
};

it('is compiled from its source', { timeout: 60_000 }, () => {
  const wanted = moduleOf(compiled());
  if (process.env['UPDATE_KERNEL'] === '1') writeFileSync(BINARY, wanted);
  expect(readFileSync(BINARY, 'utf8')).toBe(wanted);
});
