/** What coverage says of a system small enough to go through by hand. */

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { sendTo, setup } from 'xstate';
import { propertiesOf } from '../../src/property/language.ts';
import { coverageDocument } from '../../src/report/coverage-json.ts';
import { coverageText, unitedText } from '../../src/report/coverage-text.ts';
import { PLAIN_PAGE } from '../../src/report/page.ts';
import { seconds } from '../../src/system/duration.ts';
import { defineSystem } from '../../src/system/system.ts';
import { checkSuite } from '../../src/verdict/check-suite.ts';
import { defineSuite } from '../../src/verdict/suite.ts';

const machine = setup({
  types: { events: {} as { type: 'PUSH' } | { type: 'ON' } | { type: 'OFF' } | { type: 'BREAK' } },
  delays: { glow: seconds(2), never: seconds(9) },
  guards: { isWhole: () => true, isBroken: () => false },
}).createMachine({
  id: 'lamp',
  initial: 'off',
  states: {
    off: { on: { ON: { guard: 'isWhole', target: 'on' } } },
    on: {
      on: { OFF: 'off', BREAK: [{ guard: 'isBroken', target: 'broken' }, { target: 'off' }] },
      after: { glow: 'off', never: 'broken' },
    },
    broken: {},
  },
});
const button = setup({ types: { events: {} as { type: 'PUSH' } } }).createMachine({
  id: 'button',
  initial: 'first',
  states: {
    first: {
      on: {
        PUSH: {
          target: 'last',
          actions: [
            sendTo(({ system }) => system.get('lamp'), { type: 'ON' }),
            sendTo(({ system }) => system.get('lamp'), { type: 'OFF' }),
          ],
        },
      },
    },
    last: {},
  },
});

const room = (order: 'fifo' | 'unordered', glow = seconds(2)) =>
  defineSystem({
    name: 'room',
    agents: { button, lamp: { machine: machine.provide({ delays: { glow } }) } },
    links: [{ from: 'button', to: 'lamp', order, latency: [0, seconds(1)], loss: { atMost: 1 } }],
    environment: [{ agent: 'button', event: { type: 'PUSH' }, budget: { atMost: 1 } }],
  });
const { agent, claim, never } = propertiesOf(room('fifo'));
const unbroken = claim('unbroken', {
  statement: 'It stays whole.',
  formula: never(agent('lamp').matches('broken')),
});
const suite = (order: 'fifo' | 'unordered') =>
  defineSuite({
    name: `room-${order}`,
    system: room(order),
    properties: [unbroken],
    variants: [
      {
        name: 'glows-for-ever',
        because: 'It is not put out in time.',
        system: room(order, seconds(10)),
        breaks: ['unbroken'],
      },
    ],
  });

const covered = (order: 'fifo' | 'unordered') =>
  checkSuite(suite(order), { mode: 'exhaustive', coverage: true });

describe('a button that sends ON and OFF, one of which may be lost', async () => {
  const fifo = await covered('fifo');
  const unordered = await covered('unordered');
  const { machines, timers, links, pairs, properties } = fifo.coverage!;
  const lamp = machines[1]!;

  test('what of the lamp happens and what does not', () => {
    const said = lamp.chart.transitions.map(({ source, event, index }, at) => [
      `${source} ${event} ${index}`,
      lamp.transitions[at]!,
    ]);
    expect(Object.fromEntries(said)).toEqual({
      'off ON 0': { taken: true, guard: { true: true, false: false } },
      'on OFF 0': { taken: true },
      // Nobody sends BREAK.
      'on BREAK 0': { taken: false, guard: { true: false, false: false } },
      'on BREAK 1': { taken: false },
      'on after glow 0': { taken: true },
      'on after never 0': { taken: false, takenIn: ['glows-for-ever'] },
    });
    expect(lamp.chart.states.map(({ path }, at) => [path, lamp.entered[at]])).toEqual([
      ['', true],
      ['off', true],
      ['on', true],
      ['broken', false],
    ]);
  });

  test('timers: `glow` runs out where OFF is lost, both are cancelled by OFF', () => {
    const seen = timers.map(({ agent: whose, timer, fired, cancelled }) => [
      whose,
      timer,
      fired > 0,
      cancelled > 0,
    ]);
    expect(seen).toEqual([
      ['lamp', 'glow', true, true],
      ['lamp', 'never', false, true],
    ]);
  });

  test('only a link without order delivers OFF before ON', () => {
    expect(links).toMatchObject([{ link: 'button→lamp', order: 'fifo', reordered: 0 }]);
    const [link] = unordered.coverage!.links;
    expect(link!.reordered).toBeGreaterThan(0);
    expect(link!.raced).toBeGreaterThanOrEqual(link!.reordered);
    const [order] = unordered.coverage!.pairs;
    expect(order).toEqual({ agent: 'lamp', events: ['OFF', 'ON'], races: true, followed: [true, true] });
  });

  test('in order, OFF follows ON and never the other way round, and they never race', () => {
    expect(pairs).toEqual([{ agent: 'lamp', events: ['OFF', 'ON'], races: false, followed: [false, true] }]);
  });

  test('the property holds, and is violated in its variant', () => {
    expect(properties[0]).toEqual({ id: 'unbroken', holds: true, violatedIn: ['glows-for-ever'] });
  });

  test('the text names what is missing', () => {
    const text = coverageText(PLAIN_PAGE, fifo);
    expect(text).toContain('lamp (lamp): states 3 of 4, transitions 3 of 6, guards both ways 0 of 2');
    expect(text).toContain('- on: after never → broken (taken in glows-for-ever)');
    expect(text).toContain('- off: ON [isWhole] → on');
  });

  test('suites are put together: one machine each, with its agents in both', () => {
    const text = unitedText(PLAIN_PAGE, [fifo, unordered]);
    expect(text).toContain('in all: 2 machines, states 6 of 7, transitions 4 of 7, guards both ways 0 of 2');
    expect(text).toContain('lamp (room-fifo.lamp, room-unordered.lamp)');
  });

  test('the document fits its schema', () => {
    const schema = JSON.parse(readFileSync('schema/coverage.schema.json', 'utf8')) as object;
    const fits = new Ajv2020({
      strict: true,
      strictTypes: false,
      strictTuples: false,
      allErrors: true,
    }).compile(schema);
    const document = JSON.parse(JSON.stringify(coverageDocument([fifo, unordered]))) as object;
    expect(fits(document), JSON.stringify(fits.errors)).toBe(true);
    expect(fits({ ...document, extra: 1 })).toBe(false);
  });
});
