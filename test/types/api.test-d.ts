/** A wrong agent name, state value or event type in a system or property does not compile. */

import { agent, defineSystem, minutes, oneOf, propertiesOf } from 'redhound';
import { test } from 'vitest';
import { assign, createMachine, setup } from 'xstate';

const lamp = setup({
  types: {
    context: {} as { presses: number },
    events: {} as { type: 'PRESS' } | { type: 'BREAK'; hard: boolean },
    input: {} as { start: number },
    tags: {} as 'lit',
    emitted: {} as { type: 'burnt out' },
  },
  delays: { burn: 1000 },
}).createMachine({
  context: ({ input }) => ({ presses: input.start }),
  initial: 'off',
  states: {
    off: {
      on: { PRESS: { target: 'on', actions: assign({ presses: ({ context }) => context.presses + 1 }) } },
    },
    on: { tags: 'lit', on: { PRESS: 'off' } },
  },
});
const cat = createMachine({ initial: 'asleep', states: { asleep: {} } });

const system = defineSystem({
  name: 'room',
  agents: {
    lamp: agent(lamp, {
      input: oneOf({ start: 0 }, { start: 1 }),
      durable: ['presses'],
      delays: { burn: [0, 5] },
    }),
    cat,
  },
  links: [{ from: 'cat', to: 'lamp', latency: [0, minutes(1)] }],
  environment: [{ agent: 'lamp', event: { type: 'PRESS' }, budget: { atMost: 1 } }],
  faults: [{ fault: 'crash', agents: ['lamp', 'cat'], budget: { atMost: 1 } }],
});
const { agent: the, always, claim, eventually, fair, G, F, implies, or, received, sent, emitted, whenever } = propertiesOf(system);

test('what is right compiles', () => {
  claim('fine', { statement: '', formula: always(({ agent, link, received }) =>
      agent('lamp').matches('on') === agent('lamp').hasTag('lit') &&
      agent('lamp').context.presses > 0 &&
      link('cat', 'lamp').inFlight('PRESS') === 0 &&
      received('lamp', 'BREAK', (event) => event.hard)) });
  claim('finer', {
    statement: '',
    formula: G(implies(received('lamp', 'BREAK', (event) => event.hard), F(the('lamp').matches('off'), minutes(1)))),
    fairness: { weak: [fair.deliveries('cat', 'lamp'), fair.environment('lamp', 'PRESS')], strong: [fair.any] },
  });
  claim('finest', {
    statement: '',
    formula: whenever(or(sent('cat', 'lamp', 'PRESS'), emitted('lamp', 'burnt out'), emitted('cat', 'anything'))).leadsTo(F(the('lamp').matches('off'))),
  });
  claim('finest of all', {
    statement: '',
    formula: whenever(sent('cat', 'lamp', 'PRESS')).leadsTo(({ agent }) => agent('lamp').hasTag('lit')).within(minutes(1)),
  });
});

test('what is wrong does not', () => {
  // @ts-expect-error no agent of that name
  defineSystem({ name: 'x', agents: { lamp: cat }, links: [{ from: 'lamp', to: 'dog' }] });
  // @ts-expect-error no event of that type
  defineSystem({ name: 'x', agents: { lamp: agent(lamp) }, environment: [{ agent: 'lamp', event: { type: 'KICK' }, budget: 'any' }], });
  // @ts-expect-error a field is missing
  defineSystem({ name: 'x', agents: { lamp: agent(lamp) }, environment: [{ agent: 'lamp', event: { type: 'BREAK' }, budget: 'any' }], });
  // @ts-expect-error no fault of that name
  defineSystem({ name: 'x', agents: { cat }, faults: [{ fault: 'explode', agents: 'cat', budget: 'any' }] });
  // @ts-expect-error no agent of that name can crash
  defineSystem({ name: 'x', agents: { cat }, faults: [{ fault: 'crash', agents: 'dog', budget: 'any' }] });
  // @ts-expect-error no context key of that name
  agent(lamp, { durable: ['kicks'] });
  // @ts-expect-error not the machine's input
  agent(lamp, { input: { begin: 0 } });
  // @ts-expect-error no agent of that name
  claim('a', { statement: '', formula: always(({ agent }) => agent('dog').matches('on')) });
  // @ts-expect-error no state of that name
  claim('b', { statement: '', formula: always(({ agent }) => agent('lamp').matches('broken')) });
  // @ts-expect-error no tag of that name
  claim('c', { statement: '', formula: always(({ agent }) => agent('lamp').hasTag('loud')) });
  // @ts-expect-error no event of that type
  claim('d', { statement: '', formula: always(({ received }) => received('lamp', 'KICK')) });
  // @ts-expect-error no field of that name in the context
  claim('e', { statement: '', formula: always(({ agent }) => agent('lamp').context.kicks === 0) });
  // @ts-expect-error no field of that name in the event
  claim('f', { statement: '', formula: always(({ received }) => received('lamp', 'BREAK', (event) => event.soft)) });
  // @ts-expect-error no agent of that name
  eventually(the('dog').matches('on'));
  // @ts-expect-error no state of that name
  eventually(the('lamp').matches('broken'));
  // @ts-expect-error no tag of that name
  eventually(the('lamp').hasTag('loud'));
  // @ts-expect-error no status of that name
  eventually(the('lamp').is('sleepy'));
  // @ts-expect-error the lamp takes no such event
  F(sent('cat', 'lamp', 'KICK'));
  // @ts-expect-error no event of that type
  F(received('lamp', 'KICK'));
  // @ts-expect-error no agent of that name
  F(emitted('dog', 'woof'));
  // @ts-expect-error the lamp emits no such event
  F(emitted('lamp', 'burnt'));
  // @ts-expect-error no field of that name in the event
  whenever(received('lamp', 'BREAK', (event) => event.soft)).leadsTo(the('lamp').matches('off'));
  // @ts-expect-error no event of that type
  fair.environment('lamp', 'KICK');
  // @ts-expect-error no agent of that name
  fair.timers('dog');
});
