/**
 * More states than memory holds: three clocks that go by themselves, 1,440 minutes each, so 2,985,984,000 states,
 * with only bits kept of visited ones. `npm run bench:billion -- [minutes of a day] [megabytes of bits]`.
 */
import { agent, defineSystem, propertiesOf } from 'redhound';
import { assign, setup } from 'xstate';
import { compose } from '../src/product/compose.ts';
import { BitstateSearch } from '../src/search/bitstate.ts';

const [minutes = 1440, bitsMb = 3700, newestFrom] = process.argv.slice(2).map(Number);
const HOUR = 60;

const clock = setup({
  types: { context: {} as { hour: number; minute: number }, events: {} as { type: 'MINUTE' } },
}).createMachine({
  context: { hour: 0, minute: 0 },
  on: {
    MINUTE: {
      actions: assign(({ context: { hour, minute } }) => {
        const passed = (hour * HOUR + minute + 1) % minutes;
        return { hour: Math.floor(passed / HOUR), minute: passed % HOUR };
      }),
    },
  },
});

const clocks = defineSystem({
  name: 'clocks',
  agents: { Quincy: agent(clock), Boydton: agent(clock), Dublin: agent(clock) },
  environment: [{ agent: ['Quincy', 'Boydton', 'Dublin'], event: { type: 'MINUTE' }, budget: 'any' }],
});
const { claim, never } = propertiesOf(clocks);
const midnight = claim('midnight', {
  statement: 'Quincy never shows 24 hours.',
  formula: never(({ agent }) => agent('Quincy').context.hour === 24),
});

const figure = (n: number): string => n.toLocaleString('en-US');
const product = compose(clocks);
const begun = performance.now();
const seconds = (): number => (performance.now() - begun) / 1000;
const search = new BitstateSearch(product, [midnight], { bitsMb, newestFrom });
let told = 60;
while (search.advance(1 << 16)) {
  if (seconds() < told) continue;
  told += 60;
  console.log(`${figure(search.states)} states after ${seconds().toFixed(0)} s, depth ${search.depth}`);
}
const took = seconds();
const { states, transitions, omission = 0, findings } = search.result();
const peak = (1024 * process.resourceUsage().maxRSS) / 1e9;
console.log(
  `${figure(states)} of ${figure(minutes ** 3)} states, ${figure(transitions)} transitions in ${took.toFixed(0)} s; ` +
    `peak of the process ${peak.toFixed(1)} GB; a state was left out with a probability of at most ${omission.toPrecision(2)}; ` +
    `midnight: ${findings.get('midnight')}`,
);
search.release();
