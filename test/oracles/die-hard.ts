/**
 * Two jugs of three and five gallons, a tap and a drain: four gallons are wanted.
 *
 * The puzzle of "Die Hard 3" as in TLA+ Examples, `DieHard`. One of the few oracles that is one machine.
 */
import { defineSystem, propertiesOf } from 'redhound';
import { assign, setup } from 'xstate';

const SMALL = 3;
const BIG = 5;

const jugs = setup({
  types: {
    context: {} as { small: number; big: number },
    events: {} as {
      type: 'FILL_SMALL' | 'FILL_BIG' | 'EMPTY_SMALL' | 'EMPTY_BIG' | 'SMALL_TO_BIG' | 'BIG_TO_SMALL';
    },
  },
}).createMachine({
  context: { small: 0, big: 0 },
  on: {
    FILL_SMALL: { actions: assign({ small: SMALL }) },
    FILL_BIG: { actions: assign({ big: BIG }) },
    EMPTY_SMALL: { actions: assign({ small: 0 }) },
    EMPTY_BIG: { actions: assign({ big: 0 }) },
    SMALL_TO_BIG: {
      actions: assign(({ context: { small, big } }) => {
        const poured = Math.min(small, BIG - big);
        return { small: small - poured, big: big + poured };
      }),
    },
    BIG_TO_SMALL: {
      actions: assign(({ context: { small, big } }) => {
        const poured = Math.min(big, SMALL - small);
        return { small: small + poured, big: big - poured };
      }),
    },
  },
});

export const dieHard = defineSystem({
  name: 'die-hard',
  agents: { jugs },
  environment: [
    {
      agent: 'jugs',
      event: [
        { type: 'FILL_SMALL' },
        { type: 'FILL_BIG' },
        { type: 'EMPTY_SMALL' },
        { type: 'EMPTY_BIG' },
        { type: 'SMALL_TO_BIG' },
        { type: 'BIG_TO_SMALL' },
      ],
      budget: 'any',
    },
  ],
});

const { claim, never } = propertiesOf(dieHard);

export const neverFourGallons = claim('never-four-gallons', {
  statement: 'The big jug never holds four gallons.',
  source: 'DieHard, NotSolved',
  expected: 'violated',
  formula: never(({ agent }) => agent('jugs').context.big === 4),
});
