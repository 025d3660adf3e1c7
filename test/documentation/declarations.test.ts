/**
 * A project that exports its own systems, properties and languages can have declarations made: all types that TypeScript
 * infers have names that the package exports.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from '../cli/redhound.ts';
import { REPOSITORY } from './examples.ts';

test('exported languages, atoms, formulas and sentences', () => {
  const cwd = project({
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2023',
        strict: true,
        skipLibCheck: true,
        declaration: true,
        emitDeclarationOnly: true,
        // The package is linked, not installed.
        preserveSymlinks: true,
        types: [],
      },
      files: ['lamp.ts'],
    }),
    'lamp.ts': `
      import { agent as withInput, defineSystem, oneOf, propertiesOf } from 'redhound';
      import { setup } from 'xstate';
      const machine = setup({
        types: { input: {} as { lit: boolean }, events: {} as { type: 'PRESS'; hard: boolean }, tags: {} as 'bright' },
      }).createMachine({ initial: 'off', states: { off: { on: { PRESS: 'on' } }, on: { tags: 'bright' } } });
      export const lamp = withInput(machine, { input: oneOf({ lit: true }, { lit: false }) });
      export const system = defineSystem({ name: 'lamp', agents: { lamp } });
      export const language = propertiesOf(system);
      export const { agent, always, emitted, fair, received, sent, whenever } = language;
      export const isOn = agent('lamp').matches('on');
      export const claims = { always: always(isOn).given(isOn), response: whenever(isOn).leadsTo(isOn), chain: whenever(isOn).leadsTo(isOn, isOn), fair: fair.any };
      export const hard = received('lamp', 'PRESS', (event) => event.hard);
    `,
  });
  // In place of the modules of this repository, in which it is not installed.
  unlinkSync(join(cwd, 'node_modules'));
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(REPOSITORY, join(cwd, 'node_modules/redhound'));
  symlinkSync(join(REPOSITORY, 'node_modules/xstate'), join(cwd, 'node_modules/xstate'));
  const tsc = join(REPOSITORY, 'node_modules/typescript/bin/tsc');
  expect(spawnSync(process.execPath, [tsc, '-p', '.'], { cwd, encoding: 'utf8' }).stdout).toBe('');
}, 60_000);
