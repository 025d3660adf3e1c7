/** What `mutate` prints, with which exit code, what it keeps, and what it makes of that. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { asRecord } from '../../src/verdict/mutation/mutation-record.ts';
import type { MutationReport } from '../../src/verdict/mutation/mutation-report.ts';
import { type Ended, ourSuites, redhound, rooms, type Surroundings } from './redhound.ts';

const schema = JSON.parse(readFileSync('schema/mutation.schema.json', 'utf8')) as object;
const fits = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(schema);

const reportOf = ({ stdout }: Ended) => JSON.parse(stdout) as MutationReport;
/** In one thread: starting many takes longer than what they do here. */
const mutate = (words: readonly string[], surroundings: Surroundings) =>
  redhound(['mutate', '--workers', '1', ...words], surroundings);
const KEPT = '.redhound/mutation/lamp.json';
const RECORD = 'docs/mutation/lamp.json';

/** The same suite, whose author says which mutants may survive. */
const naming = (survivors: object): Readonly<Record<string, string>> => ({
  'properties/lamp.suite.ts': readFileSync(
    'test/cli/fixtures/rooms/properties/lamp.suite.ts',
    'utf8',
  ).replace('variants: [', `survivors: ${JSON.stringify(survivors)},\n  variants: [`),
});

const HARMLESS = {
  'drop-transition:lamp:on:PRESS': 'It goes out by itself.',
  'retarget-transition:lamp:on:PRESS#2': 'It goes out by itself.',
  'change-initial:lamp': 'Nobody cares how it begins.',
  'change-delay:lamp:on#2': 'Not a survivor.',
};

test('the report is text: scores, survivors with their runs, and a line to search for', async () => {
  const { code, stdout } = await mutate(['lamp'], { cwd: rooms() });
  expect(code).toBe(0);
  const inOrder = [
    'lamp: ',
    'score: ',
    'by agent',
    'by operator',
    'what the claims kill',
    'goes-out: kills ',
    'no-agent-fails: kills nothing',
    'survivors',
    'PRESS in on is dropped',
    'drop-transition:lamp:on:PRESS',
    'seen after 2 moves: the mutant cannot take the last move, or it changes',
    'environment lamp PRESS',
    'suite=lamp killed=',
    '1 suite, ',
  ].map((text) => stdout.indexOf(text));
  expect(inOrder).not.toContain(-1);
  expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
}, 60_000);

describe('the document', () => {
  test('fits its schema, and is the same however many workers there are', async () => {
    const [one, two] = await Promise.all(
      ['1', '3'].map((workers) => redhound(['mutate', '--json', '--workers', workers], { cwd: rooms() })),
    );
    expect(one!.stdout).toBe(two!.stdout);
    const report = reportOf(one!);
    expect(fits(report), JSON.stringify(fits.errors)).toBe(true);
    expect(report.suites.map(({ name }) => name)).toEqual(['dark', 'lamp']);
    const mutants = report.suites.flatMap((suite) => suite.mutants);
    expect(new Set(mutants.map(({ id }) => id)).size).toBeLessThan(mutants.length);
    for (const { name, mutants: rows } of report.suites) {
      expect(new Set(rows.map(({ id }) => id)).size, name).toBe(rows.length);
    }
    expect(fits({ ...report, extra: 1 })).toBe(false);
  }, 60_000);
});

/** A suite of the same lamp that claims what the others do not, and one of another lamp. */
const SISTERS = {
  'properties/lit.suite.ts': `import { defineSuite, propertiesOf } from 'redhound';
import { room } from '../lamp.ts';
const { agent, claim, first, handled } = propertiesOf(room());
export default defineSuite({ name: 'lit', system: room(), properties: [
  claim('dark-at-first', { statement: 'It is dark until somebody presses.', formula: first(handled('lamp', 'PRESS')).precedes(agent('lamp').matches('on')) }),
] });
`,
  'properties/slow.suite.ts': `import { defineSuite, minutes, propertiesOf } from 'redhound';
import { room } from '../lamp.ts';
const { agent, claim, sometimes } = propertiesOf(room());
export default defineSuite({ name: 'slow', system: room(minutes(2)), properties: [
  claim('can-glow', { statement: 'It can glow.', formula: sometimes(agent('lamp').matches('on')) }),
] });
`,
};

describe('several suites', () => {
  test('of one machine account for each other’s survivors, and make one score', async () => {
    const cwd = rooms(SISTERS);
    const ended = await mutate(['lamp', 'lit', 'slow', '--json'], { cwd });
    const { suites, project } = reportOf(ended);
    expect(fits(reportOf(ended)), JSON.stringify(fits.errors)).toBe(true);
    const [lamp, , slow] = suites;
    const begins = (of: typeof lamp) => of!.mutants.find(({ id }) => id === 'change-initial:lamp')!;
    expect(begins(lamp)).toMatchObject({ outcome: 'survived', killedIn: 'lit' });
    expect(lamp!.unexplained).not.toContain('change-initial:lamp');
    // Another lamp: what is known of the first says nothing of it.
    expect(begins(slow)).toMatchObject({ outcome: 'survived' });
    expect(begins(slow).killedIn).toBeUndefined();
    expect(project!.unexplained).toContainEqual({ suite: 'slow', id: 'change-initial:lamp' });
    expect(project!.mutants).toBe(lamp!.mutants.length + slow!.mutants.length);
    // What a suite by itself establishes does not depend on the others.
    const alone = reportOf(await mutate(['lamp', '--json'], { cwd }));
    expect([alone.project, alone.suites[0]!.score]).toEqual([undefined, lamp!.score]);
    expect(alone.suites[0]!.unexplained).toContain('change-initial:lamp');
  }, 60_000);

  test('say so as text', async () => {
    const { stdout } = await mutate(['lamp', 'lit'], { cwd: rooms(SISTERS) });
    const inOrder = [
      'lamp: ',
      'survive here, and are killed in another suite',
      'change-initial:lamp: in lit',
      'suite=lamp killed=',
      'lit: ',
      'suite=lit killed=',
      'all of these suites: ',
      '2 suites, ',
    ].map((text) => stdout.indexOf(text));
    expect(inOrder).not.toContain(-1);
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
  }, 60_000);

  test('need no reason for what another of them kills', async () => {
    const open = reportOf(await mutate(['lamp', 'lit', '--json'], { cwd: rooms(SISTERS) })).suites[0]!;
    const survivors = Object.fromEntries(open.unexplained.map((id) => [id, 'Nobody cares.']));
    const cwd = rooms({ ...SISTERS, ...naming(survivors) });
    const both = await mutate(['lamp', 'lit', '--json'], { cwd });
    const [lamp] = reportOf(both).suites;
    expect([lamp!.unexplained, lamp!.asExpected]).toEqual([[], true]);
    expect(both.code).toBe(0);
    expect((await mutate(['lamp'], { cwd })).code).toBe(1);
  }, 60_000);
});

describe('the matrix', () => {
  test('leaves less undecided of a large model, and changes no outcome', async () => {
    const cwd = ourSuites();
    const words = ['properties/healing.suite.ts', '--json', '--operator', 'drop-action', '--sample', '3'];
    const [first, matrix] = await Promise.all(
      [words, [...words, '--matrix']].map(
        async (all) => reportOf(await mutate([...all, '--fresh'], { cwd })).suites[0],
      ),
    );
    expect(matrix!.mutants.map(({ id, outcome }) => [id, outcome])).toEqual(
      first!.mutants.map(({ id, outcome }) => [id, outcome]),
    );
    const undecided = (suite: typeof first) =>
      suite!.mutants.reduce((sum, mutant) => sum + mutant.undecided.length, 0);
    expect(undecided(matrix)).toBeLessThan(undecided(first));
  }, 120_000);

  test('is not taken from what is kept of a run without it', async () => {
    const cwd = rooms();
    await mutate(['lamp', '--json'], { cwd });
    const kept = JSON.parse(readFileSync(join(cwd, KEPT), 'utf8')) as { mutants: object[] };
    const marked = { ...kept, mutants: kept.mutants.map((mutant) => ({ ...mutant, states: 4711 })) };
    writeFileSync(join(cwd, KEPT), JSON.stringify(marked));
    const statesOf = async (...words: string[]) =>
      reportOf(await mutate(['lamp', '--json', ...words], { cwd })).suites[0]!.mutants.map(
        ({ states }) => states,
      );
    expect(new Set(await statesOf())).toEqual(new Set([4711]));
    expect(await statesOf('--matrix')).not.toContain(4711);
    // What a run with the matrix found is as good without it.
    const again = JSON.parse(readFileSync(join(cwd, KEPT), 'utf8')) as { matrix: boolean };
    expect(again.matrix).toBe(true);
  }, 60_000);
});

describe('what is kept', () => {
  test('is not checked again, and what is missing is', async () => {
    const cwd = rooms();
    const first = await mutate(['lamp', '--json'], { cwd });
    const kept = JSON.parse(readFileSync(join(cwd, KEPT), 'utf8')) as { mutants: { states: number }[] };
    // A mark that only this file has: it shows where a result comes from.
    const [marked, ...others] = kept.mutants;
    writeFileSync(
      join(cwd, KEPT),
      JSON.stringify({ ...kept, mutants: [{ ...marked, states: 4711 }, ...others.slice(2)] }),
    );
    const states = (ended: Ended) => reportOf(ended).suites[0]!.mutants.map((mutant) => mutant.states);
    const second = states(await mutate(['lamp', '--json'], { cwd }));
    expect(second.filter((count) => count === 4711)).toHaveLength(1);
    expect(second.map((count, index) => (count === 4711 ? states(first)[index] : count))).toEqual(
      states(first),
    );
    const fresh = await mutate(['lamp', '--json', '--fresh'], { cwd });
    expect(fresh.stdout).toBe(first.stdout);
  }, 60_000);

  test.each([
    ['no JSON', () => '{'],
    ['another file', () => '{"format":"redhound/report"}'],
    ['a result that cannot be', (text: string) => text.replaceAll('"killed"', '"proved"')],
    ['of another version of the model', (text: string) => text.replace(/"model":"./, '"model":"x')],
    ['of another version of a claim', (text: string) => text.replace(/"goes-out":"./, '"goes-out":"x')],
    ['poisoned', (text: string) => text.replace('{', '{"__proto__":{},')],
  ])(
    'is as good as none where it is %s',
    async (_, spoil) => {
      const cwd = rooms();
      const first = await mutate(['lamp', '--json', '--sample', '4'], { cwd });
      writeFileSync(join(cwd, KEPT), spoil(readFileSync(join(cwd, KEPT), 'utf8')));
      const second = await mutate(['lamp', '--json', '--sample', '4'], { cwd });
      expect([second.code, second.stdout]).toEqual([0, first.stdout]);
    },
    60_000,
  );

  test('is not used where a claim has changed', async () => {
    const cwd = rooms();
    await mutate(['lamp', '--json'], { cwd });
    const file = join(cwd, 'properties/lamp.suite.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace('.within(minutes(1))', '.within(minutes(3))'));
    const { suites } = reportOf(await mutate(['lamp', '--json'], { cwd }));
    const longer = suites[0]!.mutants.find(({ change }) => change.includes('a tick longer'));
    expect(longer?.outcome).toBe('survived');
  }, 60_000);

  test('tells what is killed of a large model that claims more by now, and no more', async () => {
    const cwd = ourSuites();
    const claiming = (some: string): void =>
      writeFileSync(
        join(cwd, 'properties/some.suite.ts'),
        `import nodes from './incidents/unprotected-nodes.suite.ts';
export default { ...nodes, name: 'some', variants: [], survivors: {}, properties: nodes.properties${some} };
`,
      );
    const words = ['some', '--json', '--sample', '20'];
    claiming('.slice(0, 3)');
    const few = reportOf(await mutate(words, { cwd })).suites[0]!;
    const kept = join(cwd, '.redhound/mutation/some.json');
    const { mutants, ...rest } = JSON.parse(readFileSync(kept, 'utf8')) as { mutants: object[] };
    writeFileSync(
      kept,
      JSON.stringify({ ...rest, mutants: mutants.map((mutant) => ({ ...mutant, states: 4711 })) }),
    );
    claiming('');
    const all = reportOf(await mutate(words, { cwd })).suites[0]!;
    const fresh = reportOf(await mutate([...words, '--fresh'], { cwd })).suites[0]!;
    const outcomes = ({ mutants }: typeof all) => mutants.map(({ id, outcome }) => [id, outcome]);
    expect(outcomes(all)).toEqual(outcomes(fresh));
    expect(outcomes(all)).not.toEqual(outcomes(few));
    const still = few.mutants.filter(
      ({ outcome, equivalence }) => outcome === 'killed' || equivalence === 'same steps',
    );
    expect(still.some(({ outcome }) => outcome === 'killed')).toBe(true);
    const taken = all.mutants.filter(({ states }) => states === 4711).map(({ id }) => id);
    expect(taken).toEqual(still.map(({ id }) => id));
    // Nobody has asked the new claims about them.
    const killed = all.mutants.find(({ id, outcome }) => taken.includes(id) && outcome === 'killed');
    expect(killed?.undecided).toContain(all.properties[3]);
  }, 120_000);

  test('of an interrupted run is gone on with', async () => {
    const cwd = rooms();
    const interrupted = await mutate(['--json'], {
      cwd,
      onNote: (_, kill) => kill('SIGINT'),
    });
    expect([interrupted.code, interrupted.signal]).toEqual([130, null]);
    const partial = reportOf(interrupted);
    expect(partial.interrupted).toBe(true);
    expect(fits(partial)).toBe(true);
    const whole = await mutate(['--json'], { cwd });
    expect(whole.stdout).toBe((await mutate(['--json', '--fresh'], { cwd })).stdout);
  }, 60_000);
});

describe('a record', () => {
  test('has the kill matrix of the report, and is the same each time', async () => {
    const cwd = rooms();
    const { suites } = reportOf(await mutate(['lamp', '--json', '--record'], { cwd }));
    const text = readFileSync(join(cwd, RECORD), 'utf8');
    const record = asRecord(JSON.parse(text))!;
    const { hash, score, strengths, mutants } = suites[0]!;
    expect(record).toMatchObject({ suite: 'lamp', hash, score, properties: strengths });
    expect(record.mutants.map(({ id, killedBy = [] }) => [id, killedBy])).toEqual(
      mutants.map(({ id, kills }) => [id, kills.map(({ property }) => property)]),
    );
    await mutate(['lamp', '--fresh', '--record'], { cwd });
    expect(readFileSync(join(cwd, RECORD), 'utf8')).toBe(text);
  }, 60_000);

  test('of a part of the mutants is refused', async () => {
    const { code, stderr } = await mutate(['lamp', '--record', '--sample', '2'], { cwd: rooms() });
    expect([code, stderr]).toEqual([2, expect.stringContaining('[USAGE] a record is of all mutants')]);
  });
});

describe('exit codes', () => {
  test.each<[number, string[], object | undefined]>([
    [0, [], undefined],
    [1, ['--max-survivors', '0'], undefined],
    [0, ['--max-survivors', '99'], undefined],
    [1, [], {}],
    [2, ['--operator', 'drop-everything'], undefined],
    [2, ['--agent', 'window'], undefined],
    [2, ['--max-states', '2'], undefined],
    [2, ['--sample', 'some'], undefined],
  ])(
    '%i of mutate %j with survivors %j',
    async (code, words, survivors) => {
      const cwd = rooms(survivors === undefined ? {} : naming(survivors));
      const ended = await mutate(['lamp', ...words], { cwd });
      expect(ended.code, ended.stderr).toBe(code);
      if (code === 2) expect(ended.stderr).toMatch(/^\[USAGE\]|\n\[USAGE\]/);
    },
    60_000,
  );

  test('survivors with a reason are fine, and reasons without a survivor are not', async () => {
    const cwd = rooms(naming(HARMLESS));
    const { code, stdout } = await mutate(['lamp'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('harmless: It goes out by itself.');
    expect(stdout).toContain('is named as a survivor, and is none.');
  }, 60_000);
});
