/** What is asked of a check is looked at: no search may end at once and be taken for one that found nothing. */
import { type CheckOptions, checkSuite, defineSuite, defineSystem, propertiesOf, type Suite } from 'redhound';
import { expect, test } from 'vitest';
import { createMachine, sendTo } from 'xstate';

const tell = sendTo(({ system }) => system.get('other') as never, { type: 'LIGHT' } as never);
const lamp = createMachine({
  initial: 'off',
  states: { off: { on: { PRESS: { target: 'on', actions: tell } } }, on: { on: { PRESS: 'off' } } },
});
const cat = createMachine({});
const room = (links: object[] = []) =>
  defineSystem({
    name: 'room',
    agents: { lamp, other: cat },
    links: links as never,
    environment: [{ agent: 'lamp', event: { type: 'PRESS' }, budget: { atMost: 2 } }],
  });
const { agent, claim, never } = propertiesOf(room());
const dark = (id: string) =>
  claim(id, { statement: 'The lamp is never on.', formula: never(agent('lamp').matches('on')) });
const suite = (more: Partial<Suite> = {}): Suite =>
  defineSuite({ name: 'lamp', system: room(), properties: [dark('dark')], ...more });

test.each<[CheckOptions]>([
  [{ runs: 0 }],
  [{ runs: Number.NaN }],
  [{ maxSteps: -1 }],
  [{ maxStates: 0.5 }],
  [{ seed: 1.5 }],
  [{ timeMs: Number.NaN }],
  [{ threads: -1 }],
  [{ mode: 'exhaustve' as never }],
  [{ strategy: 'foo' as never }],
])('%j is refused', async (options) => {
  const [name] = Object.keys(options);
  await expect(checkSuite(suite(), options)).rejects.toMatchObject({
    code: 'USAGE',
    problem: expect.stringContaining(name!),
  });
});

test.each([{ runs: 0 }, { runs: -5 }, { maxSteps: 0 }, { maxStates: 0.5 }])(
  'a suite with %j is refused',
  (search) => {
    expect(() => suite({ search })).toThrow(/search\.\w+ is/);
  },
);

test('two variants of one name are refused', () => {
  const variant = (name: string) => ({ name, because: 'No light.', system: room(), breaks: ['dark'] });
  expect(() => suite({ variants: [variant('a'), variant('A')] })).toThrow(/two variants have the name 'a'/);
});

test('a property may be called what every object has', async () => {
  const bright = claim('bright', { statement: 'It is on.', formula: never(agent('lamp').matches('off')) });
  const variants = [{ name: 'same', because: 'Nothing.', system: room(), breaks: ['bright'] }];
  const { variants: reports } = await checkSuite(
    suite({ properties: [dark('toString'), bright], variants }),
    { mode: 'exhaustive' },
  );
  expect(reports[0]!.complaints).toEqual([]);
});

test('equal settings of links may be written in two ways', async () => {
  const same = (one: object, other: object): Promise<unknown> =>
    checkSuite(
      suite({
        system: room([
          { from: 'lamp', to: '*', ...one },
          { from: '*', to: 'other', ...other },
        ]),
      }),
      { mode: 'exhaustive' },
    );
  await same({ latency: 5000, capacity: 3 }, { capacity: 3, latency: [5000, 5000] });
  await same({ latency: 5000, loss: undefined }, { latency: 5000 });
  await expect(same({ latency: 5000 }, { latency: [0, 5000] })).rejects.toThrow(/different settings/);
});
