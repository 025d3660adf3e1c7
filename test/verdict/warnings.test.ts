/**
 * What is odd about a model without being wrong: names that nothing has are told, since claims about them may hold for
 * nothing. States and tags that no machine has are refused.
 */
import {
  agent as anAgent,
  checkSuite,
  defineSuite,
  defineSystem,
  type ModelError,
  type Property,
  propertiesOf,
  type System,
} from 'redhound';
import { describe, expect, test } from 'vitest';
import { createMachine, emit, enqueueActions, fromPromise, setup } from 'xstate';

const lamp = setup({
  types: { context: {} as { pressed: number }, events: {} as { type: 'PRESS' } | { type: 'job.done' } },
}).createMachine({
  id: 'lamp',
  context: { pressed: 0 },
  initial: 'off',
  states: {
    off: { on: { PRESS: { target: 'on', actions: emit({ type: 'lit' }) }, 'job.*': {} } },
    on: { tags: ['bright'], initial: 'white', states: { white: {}, red: {} }, on: { PRESS: 'off' } },
  },
});
const clock = createMachine({ initial: 'ticking', states: { ticking: { tags: ['going'] } } });
const room = defineSystem({
  name: 'room',
  agents: { lamp: anAgent(lamp, { durable: ['pressed'] }), clock },
  environment: [{ agent: 'lamp', event: { type: 'PRESS' }, budget: 'any' }],
  faults: [{ fault: 'crash', agents: 'lamp', budget: { total: 1 }, restart: true }],
});
const { agent, claim, condition, emitted, fault, handled, never, received, sent } = propertiesOf(room);

const claims = (formula: Parameters<typeof never>[0]): Property =>
  claim('odd', { statement: 'Odd.', formula: never(formula) });
// biome-ignore lint/suspicious/noExplicitAny: systems of all kinds
const warnings = async (system: System<any>, properties: readonly Property[] = []) =>
  (await checkSuite(defineSuite({ name: 'odd', system, properties }), { runs: 50 })).warnings;

describe('what a claim speaks of and nothing has', () => {
  test.each<[string, Parameters<typeof never>[0], string]>([
    [
      'an event that the machine does not name and nobody sent',
      received('lamp', 'PRES' as 'PRESS'),
      "'odd' speaks of PRES to lamp, which its machine does not name and nobody sent (did you mean 'PRESS'?).",
    ],
    [
      'such an event that is handled',
      handled('lamp', 'PRES' as 'PRESS'),
      "'odd' speaks of PRES to lamp, which its machine does not name and nobody sent (did you mean 'PRESS'?).",
    ],
    [
      'such a message',
      sent('clock', 'lamp', 'PUSH' as 'PRESS'),
      "'odd' speaks of PUSH to lamp, which its machine does not name and nobody sent.",
    ],
    [
      'such a message in flight',
      condition('one', ({ link }) => link('clock', 'lamp').inFlight('PUSH' as 'PRESS') > 0),
      "'odd' speaks of PUSH to lamp, which its machine does not name and nobody sent.",
    ],
    [
      'what is not emitted',
      emitted('lamp', 'lid'),
      "'odd' speaks of lid from lamp, which it does not emit (did you mean 'lit'?).",
    ],
    [
      'a fault that is not declared',
      fault('crash lam'),
      "'odd' speaks of the fault 'crash lam', which the system does not declare and no run met (did you mean 'crash lamp'?).",
    ],
  ])('%s', async (_, formula, warning) => {
    expect(await warnings(room, [claims(formula)])).toEqual([warning]);
  });

  test.each<[string, Parameters<typeof never>[0]]>([
    ['an event of the environment', received('lamp', 'PRESS')],
    ['an event that a wildcard covers', received('lamp', 'job.done')],
    ['what is emitted', emitted('lamp', 'lit')],
    ['declared faults', fault('crash lamp')],
    ['the restart after one', fault('restart lamp')],
  ])('nothing is said of %s', async (_, formula) => {
    expect(await warnings(room, [claims(formula)])).toEqual([]);
  });

  test('nothing is said where functions make what is emitted', async () => {
    const free = createMachine({
      on: { GO: { actions: enqueueActions(({ enqueue }) => enqueue.emit({ type: 'x' })) } },
    });
    const system = defineSystem({ name: 'free', agents: { free } });
    const words = propertiesOf(system);
    const odd = words.claim('odd', { statement: 'Odd.', formula: words.never(words.emitted('free', 'y')) });
    expect(
      await warnings(
        defineSystem({ ...system, environment: [{ agent: 'free', event: { type: 'GO' }, budget: 'any' }] }),
        [odd],
      ),
    ).toEqual([]);
  });
});

describe('states and tags that no machine of the system has are refused', () => {
  test.each<[string, Parameters<typeof never>[0], string]>([
    [
      'a state',
      agent('lamp').matches('onn' as 'on'),
      "property 'odd': a predicate asks lamp for the state 'onn', which no machine of the system has.\nDid you mean 'on'? Known: off, on, on.white, on.red.",
    ],
    [
      'a state within another',
      agent('lamp').matches({ on: 'whit' as 'white' }),
      "property 'odd': a predicate asks lamp for the state 'on.whit', which no machine of the system has.\nDid you mean 'on.white'? Known: off, on, on.white, on.red.",
    ],
    [
      'a tag',
      agent('lamp').hasTag('brigt' as never),
      "property 'odd': a predicate asks lamp for the tag 'brigt', which no machine of the system has.\nDid you mean 'bright'? Known: bright.",
    ],
  ])('%s', async (_, formula, message) => {
    await expect(warnings(room, [claims(formula)])).rejects.toMatchObject({
      code: 'PREDICATE_FAILED',
      message: `[PREDICATE_FAILED] ${message}`,
    } satisfies Partial<ModelError>);
  });

  test.each<[string, Parameters<typeof never>[0]]>([
    ['a state of another machine', agent('lamp').matches('ticking' as 'on')],
    ['a tag of another machine', agent('lamp').hasTag('going' as never)],
    ['a path with a dot', agent('lamp').matches('on.red' as 'on')],
    ['a nested value', agent('lamp').matches({ on: 'red' })],
  ])('but not %s', async (_, formula) => {
    expect(await warnings(room, [claims(formula)])).toEqual([]);
  });

  test('of a broken variant a claim may ask for more than its machines have', async () => {
    const dark = createMachine({ initial: 'off', states: { off: {} } });
    const on = claim('lights', {
      statement: 'It never lights.',
      expected: 'violated',
      missing: 'nothing',
      formula: never(agent('lamp').matches('on')),
    });
    const { variants } = await checkSuite(
      defineSuite({
        name: 'odd',
        system: room,
        properties: [on, claims(agent('clock').is('done'))],
        variants: [
          {
            name: 'dark',
            because: 'There is no lamp.',
            system: { ...room, agents: { ...room.agents, lamp: dark as never } },
            breaks: ['odd'],
            alsoBreaks: { lights: 'There is no lamp.' },
          },
        ],
      }),
      { mode: 'exhaustive' },
    );
    expect(variants[0]!.properties).toEqual([]);
  });
});

describe('declarations that nothing in the system answers to', () => {
  const worker = createMachine({
    initial: 'working',
    states: {
      working: { invoke: { id: 'work', src: fromPromise(async () => 1), onDone: 'idle', onError: 'idle' } },
      idle: {},
    },
  });

  test('outcomes of a child that is not there', async () => {
    const system = defineSystem({
      name: 'work',
      agents: { worker: anAgent(worker, { outcomes: { wrok: [{ done: 1 }], work: [{ done: 2 }] } }) },
    });
    expect(await warnings(system)).toEqual([
      "`outcomes` of worker names 'wrok', and no promise, callback or observable with this id or source was met (did you mean 'work'?).",
    ]);
  });

  test('durable keys that no context has', async () => {
    const system = {
      ...room,
      agents: { ...room.agents, lamp: anAgent(lamp, { durable: ['presed' as 'pressed'] }) },
    };
    expect(await warnings(system)).toEqual([
      "`durable` of lamp names 'presed', which no context had (did you mean 'pressed'?).",
    ]);
  });

  test('a system in which nothing can happen', async () => {
    expect(await warnings(defineSystem({ name: 'still', agents: { lamp } }))).toEqual([
      'Nothing can happen: no agent does anything by itself, and the environment sends nothing. Declare in `environment` what comes from outside.',
    ]);
  });
});
