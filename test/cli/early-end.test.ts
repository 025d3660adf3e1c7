/** A process that the user's code ends, or lets end, has no verdict: it says so, and its exit code is 2. */
import { describe, expect, test } from 'vitest';
import { project, redhound } from './redhound.ts';

/** A suite in which the lamp ends the process when it is pressed. */
const leaving = (name: string): string => `import { createMachine } from 'xstate';
import { defineSuite, defineSystem, propertiesOf } from 'redhound';

const lamp = createMachine({
  id: 'lamp',
  types: {} as { events: { type: 'PRESS' } },
  on: { PRESS: { actions: () => process.exit(0) } },
});
const system = defineSystem({
  name: 'room',
  agents: { lamp },
  environment: [{ agent: 'lamp', event: { type: 'PRESS' }, budget: 'any' }],
});
const { always, claim } = propertiesOf(system);
export default defineSuite({
  name: '${name}',
  system,
  properties: [claim('true', { statement: 'True.', formula: always(() => true) })],
});
`;

const suites = (...names: string[]): string =>
  project(Object.fromEntries(names.map((name) => [`properties/${name}.suite.ts`, leaving(name)])));

const unfinished = async (words: readonly string[], cwd: string): Promise<string> => {
  const { code, stdout, stderr } = await redhound(words, { cwd });
  expect(code, stderr).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/^ +at /m);
  expect(stderr).toMatch(/Look there, and in what it imports, for a call of `process\.exit`/);
  return stderr;
};

describe('a suite file', () => {
  test('that ends the process', async () => {
    const cwd = project({ 'properties/a.suite.ts': 'process.exit(0);\n' });
    expect(await unfinished(['check'], cwd)).toMatch(
      /^\[SUITE_INVALID\] properties\/a\.suite\.ts:1: the process ended before the command did, while it was loaded;/,
    );
  });

  test('that imports what ends the process', async () => {
    const cwd = project({
      'properties/a.suite.ts': "import '../model.ts';\n",
      'model.ts': '\nprocess.exit(0);\n',
    });
    expect(await unfinished(['list'], cwd)).toMatch(
      / model\.ts:2: .*while properties\/a\.suite\.ts was loaded;/,
    );
  });

  test('that waits for what never comes', async () => {
    const cwd = project({ 'properties/a.suite.ts': 'await new Promise(() => {});\n' });
    expect(await unfinished(['check'], cwd)).toMatch(/ properties\/a\.suite\.ts: .*while it was loaded;/);
  });
});

describe('an action that ends the process', () => {
  test('where one suite is checked', async () => {
    expect(await unfinished(['check'], suites('a'))).toMatch(
      / properties\/a\.suite\.ts:7: the process ended before the command did, while it was looked at;/,
    );
  });

  test.each(['check', 'docs'])('where workers %s', async (verb) => {
    const cwd = suites('a', 'b', 'c', 'd');
    const words = verb === 'check' ? [verb, '--workers', '2'] : [verb];
    expect(await unfinished(words, cwd)).toMatch(
      /\[SUITE_INVALID\] properties\/[abcd]\.suite\.ts: a worker ended while it looked at its suite/,
    );
  });

  test.each(['1', '2'])('where %s workers mutate', async (workers) => {
    expect(await unfinished(['mutate', '--workers', workers], suites('a'))).toMatch(
      /^\[SUITE_INVALID\] properties\/a\.suite\.ts: a worker ended while it looked at the model itself/m,
    );
  });
});
