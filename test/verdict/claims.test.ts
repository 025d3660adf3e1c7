/**
 * What checking says of claims that only infinite runs or the whole space decide: verdicts in both searches, lassos
 * that replay, examples, vacuity, atoms that add nothing.
 */
import { checkSuite, defineSuite, defineSystem, type PropertyReport, propertiesOf } from 'redhound';
import { beforeAll, describe, expect, test } from 'vitest';
import { sendTo, setup } from 'xstate';
import { replayTrace } from '../../src/verdict/replay-trace.ts';

const client = setup({ types: { events: {} as { type: 'GO' } | { type: 'ANSWER' } } }).createMachine({
  initial: 'idle',
  states: {
    idle: {
      on: {
        GO: { target: 'waiting', actions: sendTo(({ system }) => system.get('server'), { type: 'ASK' }) },
      },
    },
    waiting: { on: { ANSWER: 'idle' } },
  },
});
const server = setup({
  types: { events: {} as { type: 'ASK' } | { type: 'TOGGLE' } | { type: 'DIE' } },
}).createMachine({
  initial: 'up',
  states: {
    up: {
      on: {
        ASK: { actions: sendTo(({ system }) => system.get('client'), { type: 'ANSWER' }) },
        TOGGLE: 'down',
        DIE: 'dead',
      },
    },
    down: { on: { TOGGLE: 'up' } },
    dead: {},
  },
});

/** @param troubles whether the server may die, and one request be lost */
const system = (troubles: boolean) =>
  defineSystem({
    name: 'asking',
    agents: { client, server },
    links: troubles ? [{ from: 'client', to: 'server', loss: { atMost: 1 } }] : [],
    environment: [
      { agent: 'client', event: { type: 'GO' }, budget: 'any' },
      { agent: 'server', event: { type: 'TOGGLE' }, budget: 'any' },
      ...(troubles ? [{ agent: 'server', event: { type: 'DIE' }, budget: { atMost: 1 } } as const] : []),
    ],
  });

const { claim, whenever, always, sometimes, alwaysPossible, agent, G, F, X, implies, fair } = propertiesOf(
  system(true),
);
const waiting = agent('client').matches('waiting');
const idle = agent('client').matches('idle');
const down = agent('server').matches('down');
const answered = whenever(waiting).leadsTo(idle);
const delivered = [fair.deliveries('client', 'server'), fair.deliveries('server', 'client')];

const suite = defineSuite({
  name: 'asking',
  system: system(true),
  properties: [
    claim('answered', {
      statement: 'Who waits is answered.',
      formula: answered,
      fairness: { strong: delivered },
    }),
    claim('again-and-again', {
      statement: 'Idle again and again.',
      formula: G(F(idle)),
      fairness: { level: 'none' },
    }),
    claim('can-be-idle', { statement: 'Idle stays possible.', formula: alwaysPossible(idle) }),
    claim('can-wait', { statement: 'The client can wait.', formula: sometimes(waiting) }),
    claim('can-fail', { statement: 'The client can fail.', formula: sometimes(agent('client').is('error')) }),
    claim('at-once', { statement: 'Who waits is idle next.', formula: G(implies(waiting, X(idle))) }),
    claim('never-triggered', {
      statement: 'Errors mend.',
      formula: whenever(agent('client').is('error')).leadsTo(idle),
    }),
    claim('no-such-scope', {
      statement: 'In no scope.',
      formula: always(idle).between(down, agent('server').is('crashed')),
    }),
    claim('says-idle', {
      statement: 'Idle is idle.',
      formula: always(idle).given((view) => view.agent('client').matches('idle')),
    }),
  ],
});

describe('a suite', () => {
  let reports: ReadonlyMap<string, PropertyReport>;
  beforeAll(async () => {
    const { properties } = await checkSuite(suite, { runs: 2_000, vacuity: true });
    reports = new Map(properties.map((report) => [report.id, report]));
  });

  test.each([
    ['answered', 'violated', 'violated'],
    ['again-and-again', 'violated', 'violated'],
    ['can-be-idle', 'violated', 'inconclusive'],
    ['can-wait', 'holds', 'holds'],
    ['can-fail', 'violated', 'inconclusive'],
    ['at-once', 'violated', 'violated'],
    ['never-triggered', 'vacuous', 'no-counterexample'],
    ['no-such-scope', 'vacuous', 'no-counterexample'],
    ['says-idle', 'holds', 'no-counterexample'],
  ])('%s: exhaustively %s, at random %s', (id, exhaustive, random) => {
    const { modes } = reports.get(id)!;
    expect(modes.exhaustive!.verdict).toBe(exhaustive);
    expect(modes.random!.verdict).toBe(random);
  });

  test.each(['answered', 'again-and-again', 'can-be-idle', 'at-once'])('what refutes %s replays', (id) => {
    const { exhaustive, random } = reports.get(id)!.modes;
    for (const trace of [exhaustive?.trace, random?.trace]) {
      if (trace === undefined) continue;
      expect(replayTrace(trace, suite).kind).toBe('reproduced');
    }
    expect(exhaustive!.trace).toBeDefined();
  });

  test('a lasso that is changed violates nothing', () => {
    const { trace } = reports.get('answered')!.modes.exhaustive!;
    expect(trace!.loop).toBeDefined();
    // Without its loop it is a finite run, which refutes no claim about infinite ones.
    const { loop: _, ...finite } = trace!;
    expect(replayTrace(finite, suite).kind).toBe('not-reproduced');
    const early = { ...trace!, loop: { start: 0 } };
    expect(replayTrace(early, suite).kind).toBe('not-reproduced');
  });

  test('what is possible comes with an example, which replays as one', () => {
    const { witness } = reports.get('can-wait')!.modes.exhaustive!;
    expect(witness!.steps.map(({ label }) => label)).toEqual(['environment client GO']);
    expect(replayTrace(witness!, suite).kind).toBe('shown');
  });

  test('what is not possible any more says of how many states', () => {
    const { because } = reports.get('can-be-idle')!.modes.exhaustive!;
    expect(because).toMatch(/^from \d+ of \d+ states it cannot be reached without faults$/);
  });
});

/** Answers whatever it does otherwise. */
const patient = setup({
  types: { events: {} as { type: 'ASK' } | { type: 'TOGGLE' } | { type: 'DIE' } },
}).createMachine({
  on: { ASK: { actions: sendTo(({ system: peers }) => peers.get('client'), { type: 'ANSWER' }) } },
  initial: 'up',
  states: { up: { on: { TOGGLE: 'down' } }, down: { on: { TOGGLE: 'up' } } },
});

test('a wait ends if deliveries are fair; else the toggling alone may go on for ever', async () => {
  const calm = defineSuite({
    name: 'calm',
    system: { ...system(false), agents: { client, server: patient } } as never,
    properties: [
      claim('fair', { statement: 'The answer comes.', formula: answered, fairness: { weak: delivered } }),
      claim('unfair', { statement: 'The answer comes.', formula: answered }),
    ],
  });
  const { properties } = await checkSuite(calm, { mode: 'exhaustive' });
  expect(properties.map(({ id, verdict }) => `${id}: ${verdict}`)).toEqual([
    'fair: holds',
    'unfair: violated',
    'no-agent-fails: holds',
  ]);
});

test('a trigger that adds nothing is named', async () => {
  const always = defineSuite({
    name: 'always',
    system: system(true),
    properties: [
      claim('needless', {
        statement: 'While the client waits, it is active.',
        formula: whenever(waiting).leadsTo(agent('client').is('active')),
      }),
    ],
  });
  const { properties } = await checkSuite(always, { mode: 'exhaustive', vacuity: true });
  expect(properties[0]!.verdict).toBe('holds');
  expect(properties[0]!.needless).toEqual(['it would hold with «client in waiting» always true']);
});
