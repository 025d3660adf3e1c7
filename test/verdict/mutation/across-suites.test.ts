/**
 * Mutants of several suites taken together, against the plainest count: compare every pair, and of machines without
 * functions, the configs of the mutants themselves.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import { propertiesOf } from '../../../src/property/language.ts';
import type { Property } from '../../../src/property/property.ts';
import { declarationOf } from '../../../src/system/agent-declaration.ts';
import { type AnySystem, defineSystem } from '../../../src/system/system.ts';
import { acrossSuites, takenTogether } from '../../../src/verdict/mutation/across-suites.ts';
import { mutateSuite, prepared } from '../../../src/verdict/mutation/mutate-suite.ts';
import type {
  MutantOutcome,
  MutantReport,
  SuiteMutation,
} from '../../../src/verdict/mutation/mutation-report.ts';
import { scoreOf } from '../../../src/verdict/mutation/scores.ts';
import { defineSuite, type Suite } from '../../../src/verdict/suite.ts';

/** A lamp and a fan, which have no functions at all: their config is all that they are. */
const lampOf = (glow: number) =>
  createMachine({
    id: 'lamp',
    initial: 'off',
    states: {
      off: { on: { PRESS: 'on' } },
      on: { on: { PRESS: 'off', KICK: 'broken' }, after: { [glow]: 'off' } },
      broken: {},
    },
  });
const fan = createMachine({
  id: 'fan',
  initial: 'still',
  states: { still: { on: { PULL: 'turning' } }, turning: { on: { PULL: 'still' } } },
});

const roomOf = (agents: Readonly<Record<string, ReturnType<typeof lampOf>>>): AnySystem =>
  defineSystem({
    name: 'room',
    agents,
    environment: Object.keys(agents).flatMap((agent) =>
      ['PRESS', 'KICK', 'PULL'].map((type) => ({ agent, event: { type }, budget: { atMost: 2 } })),
    ),
    clock: { tick: 1000 },
  } as never) as AnySystem;

const suiteOf = (
  name: string,
  system: AnySystem,
  claims: (language: Language) => readonly Property[],
): Suite => defineSuite({ name, system, properties: claims(propertiesOf(system) as never) });
type Language = ReturnType<typeof propertiesOf>;

const canBe = (agent: string, state: string) => (language: Language) =>
  language.claim(`${agent}-can-be-${state}`, {
    statement: `The ${agent} can be ${state}.`,
    formula: language.sometimes(language.agent(agent).matches(state as never)),
  });
const goesOut = (agent: string) => (language: Language) =>
  language.claim('goes-out', {
    statement: 'It glows two seconds at most.',
    formula: language.lasting(language.agent(agent).matches('on' as never)).atMost(2000),
  });

const suites: readonly Suite[] = [
  suiteOf('light', roomOf({ lamp: lampOf(2000) }), (of) => [goesOut('lamp')(of)]),
  suiteOf('two', roomOf({ left: lampOf(2000), fan: fan as never }), (of) => [
    canBe('left', 'on')(of),
    canBe('fan', 'turning')(of),
  ]),
  suiteOf('broken', roomOf({ fan: fan as never, lamp: lampOf(2000) }), (of) => [canBe('lamp', 'broken')(of)]),
  // Another lamp: what is killed of it says nothing of the first.
  suiteOf('slow', roomOf({ lamp: lampOf(3000) }), (of) => [
    canBe('lamp', 'broken')(of),
    canBe('lamp', 'on')(of),
  ]),
];

describe('of machines without functions', async () => {
  const mutated = await Promise.all(
    suites.map(async (suite) => ({ system: suite.system, report: await mutateSuite(suite) })),
  );
  const { suites: reports, project } = acrossSuites(mutated);

  /** What a mutant is, as text: the config of the machine that is changed, before and after. */
  const texts = suites.map(
    (suite) =>
      new Map(
        prepared(suite, {}).baseline.mutants.map(({ id, place, system }) => {
          const [before, after] = [suite.system, system()].map((of) =>
            JSON.stringify(declarationOf(of.agents[place.agents[0]!]!).machine.config),
          );
          return [id, `${before} → ${after}`];
        }),
      ),
  );
  const rows = reports.flatMap(({ mutants }, index) =>
    mutants
      // A timer that is never started is no change of the config.
      .filter(({ operator }) => operator !== 'never-start-timer')
      .map((mutant) => ({ suite: index, mutant, text: texts[index]!.get(mutant.id)! })),
  );

  test('a survivor is killed elsewhere exactly where another suite kills the mutant with the same config', () => {
    let elsewhere = 0;
    for (const { suite, mutant, text } of rows) {
      const killers = rows.filter((row) => row.text === text && row.mutant.outcome === 'killed');
      const expected =
        mutant.outcome === 'survived' ? killers.map((row) => suites[row.suite]!.name)[0] : undefined;
      expect(mutant.killedIn, `${suites[suite]!.name} ${mutant.id}`).toBe(expected);
      if (expected !== undefined) elsewhere++;
    }
    expect(elsewhere).toBeGreaterThan(10);
  });

  test('each config counts once', () => {
    const timers = reports.flatMap(({ mutants }) =>
      mutants.filter(({ operator }) => operator === 'never-start-timer'),
    );
    // Of the two lamps.
    expect(timers).toHaveLength(4);
    expect(project.mutants).toBe(new Set(rows.map(({ text }) => text)).size + 2);
    const { killed, survived, equivalent, timedOut, invalid } = project.score;
    expect(killed + survived + equivalent + timedOut + invalid).toBe(project.mutants);
  });

  test('what a suite itself establishes stays as it is', () => {
    for (const [index, { report }] of mutated.entries()) {
      const { score, mutants } = reports[index]!;
      expect(score).toEqual(report.score);
      expect(mutants.map(({ killedIn: _, ...mutant }) => mutant)).toEqual(report.mutants);
    }
  });

  test('one suite alone has nothing elsewhere', () => {
    for (const one of mutated) {
      const alone = acrossSuites([one]);
      expect(alone.suites).toEqual([one.report]);
      expect(alone.project.score).toEqual(one.report.score);
    }
  });
});

const OUTCOMES: readonly MutantOutcome[] = ['killed', 'survived', 'timed-out', 'invalid', 'equivalent'];

/** Mutants as they may come, of few machines, operators and places, so that many are the same. */
const mutant = fc.record({
  machine: fc.constantFrom('lamp', 'fan'),
  operator: fc.constantFrom('drop-transition', 'drop-action'),
  state: fc.constantFrom(undefined, 'on'),
  event: fc.constantFrom(undefined, 'PRESS'),
  change: fc.constantFrom('a', 'b'),
  outcome: fc.constantFrom(...OUTCOMES),
  subject: fc.constantFrom<MutantReport['subject']>('machine', 'machine', 'assumption'),
  explained: fc.boolean(),
});
type Drawn = typeof mutant extends fc.Arbitrary<infer T> ? T : never;

const identity = ({ machine, operator, state, event, change }: Drawn): string =>
  [machine, operator, state ?? '-', event ?? '-', change].join(' ');
const isSame = (one: Drawn, other: Drawn): boolean =>
  one.machine === other.machine &&
  one.operator === other.operator &&
  one.state === other.state &&
  one.event === other.event &&
  one.change === other.change;

const reportOf = (name: string, drawn: readonly Drawn[]): SuiteMutation => {
  const mutants = drawn.map(
    (one): MutantReport => ({
      id: identity(one),
      operator: one.operator,
      subject: one.subject,
      place: {
        agents: [one.machine],
        ...(one.state !== undefined && { state: one.state }),
        ...(one.event !== undefined && { event: one.event }),
      },
      change: one.change,
      outcome: one.outcome,
      kills: [],
      undecided: [],
      states: 0,
      ...(one.outcome === 'survived' && one.explained && { reason: 'Harmless.' }),
    }),
  );
  const unexplained = mutants
    .filter(
      ({ outcome, subject, reason }) =>
        outcome === 'survived' && subject === 'machine' && reason === undefined,
    )
    .map(({ id }) => id);
  return {
    name,
    hash: '',
    states: 1,
    transitions: 1,
    properties: [],
    mutants,
    ofMutants: mutants.length,
    score: scoreOf(mutants.filter(({ subject }) => subject === 'machine')),
    agents: {},
    operators: {},
    strengths: [],
    unexplained,
    stale: [],
    asExpected: unexplained.length === 0,
    complete: true,
  };
};

test('whatever suites report, all is as comparing every pair of mutants has it', () => {
  const systems = fc.array(fc.uniqueArray(mutant, { selector: identity, maxLength: 12 }), { maxLength: 4 });
  fc.assert(
    fc.property(systems, (drawn) => {
      const reports = drawn.map((mutants, index) => reportOf(`suite ${index}`, mutants));
      const { suites: after, project } = takenTogether(reports, (_, { place }) => place.agents[0]!);
      const all = drawn.flatMap((mutants, suite) => mutants.map((one) => ({ one, suite: `suite ${suite}` })));
      const ofMachines = all.filter(({ one }) => one.subject === 'machine');
      for (const [index, { name, mutants, unexplained, asExpected }] of after.entries()) {
        const open: string[] = [];
        for (const [row, report] of mutants.entries()) {
          const one = drawn[index]![row]!;
          const isSurvivor = one.subject === 'machine' && one.outcome === 'survived';
          const others = ofMachines.filter((other) => other.suite !== name && isSame(other.one, one));
          const killers = others.filter((other) => other.one.outcome === 'killed');
          const explain = others.filter(
            ({ one: { outcome, explained } }) => outcome === 'survived' && explained,
          );
          const isKilled = isSurvivor && killers.length > 0;
          expect(report.killedIn).toBe(isKilled ? killers[0]!.suite : undefined);
          const isExplained = isSurvivor && !isKilled && !one.explained && explain.length > 0;
          expect(report.reasonIn).toBe(isExplained ? explain[0]!.suite : undefined);
          if (isSurvivor && !isKilled && !isExplained && !one.explained) open.push(report.id);
        }
        expect([unexplained, asExpected]).toEqual([open, open.length === 0]);
      }
      const classes = ofMachines.filter(
        ({ one }, index) => !ofMachines.slice(0, index).some((earlier) => isSame(earlier.one, one)),
      );
      const count = (wanted: MutantOutcome): number =>
        classes.filter(({ one }) => {
          const outcomes = ofMachines
            .filter((other) => isSame(other.one, one))
            .map((other) => other.one.outcome);
          return (
            outcomes.includes(wanted) &&
            !OUTCOMES.slice(0, OUTCOMES.indexOf(wanted)).some((o) => outcomes.includes(o))
          );
        }).length;
      const [killed, survived] = [count('killed'), count('survived')];
      expect(project).toMatchObject({
        mutants: classes.length,
        score: {
          killed,
          survived,
          equivalent: count('equivalent'),
          timedOut: count('timed-out'),
          invalid: count('invalid'),
          score: killed + survived === 0 ? 1 : killed / (killed + survived),
        },
      });
      // Each of them is open in some suite, and what is open in some suite is among them, or the same as one of them.
      const open = new Set(after.flatMap((suite) => suite.unexplained));
      expect(new Set(project.unexplained.map(({ id }) => id))).toEqual(open);
      expect(project.unexplained).toHaveLength(open.size);
    }),
    { numRuns: 300 },
  );
});
