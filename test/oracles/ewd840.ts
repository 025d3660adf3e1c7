/**
 * Termination detection on a ring by a token: Dijkstra's EWD 840 (1983).
 *
 * TLA+ Examples, `ewd840/EWD840`. The token is wherever a node holds it; the moves of a node are events of the
 * environment, and what a node does to another happens inside its move.
 */
import { agent, defineSystem, type Fairness, oneOf, propertiesOf } from 'redhound';
import { assign, sendTo, setup } from 'xstate';
import { instancesOf, withInstances } from './instances-of.ts';

type Color = 'white' | 'black';
type Token = { type: 'TOKEN'; color: Color };

interface Node {
  readonly index: number;
  readonly nodes: number;
  readonly active: boolean;
  readonly color: Color;
  readonly token: Color | 'elsewhere';
}

const node = setup({
  types: {
    context: {} as Node,
    input: {} as Pick<Node, 'index' | 'nodes' | 'active' | 'color'>,
    events: {} as
      | Token
      | { type: 'PASS' }
      | { type: 'ACTIVATE'; node: number }
      | { type: 'MESSAGE' }
      | { type: 'DEACTIVATE' },
  },
  guards: {
    mayPass: ({ context: { index, token, color, active } }) => {
      if (token === 'elsewhere') return false;
      const isTainted = token === 'black' || color === 'black';
      return isTainted || (index > 0 && !active);
    },
    mayActivate: ({ context, event }) =>
      event.type === 'ACTIVATE' &&
      context.active &&
      event.node < context.nodes &&
      event.node !== context.index,
    isActive: ({ context }) => context.active,
  },
  actions: {
    pass: sendTo(
      ({ context: { index, nodes }, system }) => system.get(`node${index === 0 ? nodes - 1 : index - 1}`),
      ({ context: { index, token, color } }): Token => ({
        type: 'TOKEN',
        color: index === 0 ? 'white' : color === 'black' ? 'black' : (token as Color),
      }),
    ),
  },
}).createMachine({
  context: ({ input }) => ({ ...input, token: 'elsewhere' }),
  on: {
    TOKEN: { actions: assign({ token: ({ event }) => event.color }) },
    // Node 0 initiates a probe; the others pass the token on.
    PASS: { guard: 'mayPass', actions: ['pass', assign({ token: 'elsewhere', color: 'white' })] },
    ACTIVATE: {
      guard: 'mayActivate',
      actions: [
        sendTo(({ event, system }) => system.get(`node${event.node}`), { type: 'MESSAGE' }),
        assign({ color: ({ context, event }) => (event.node > context.index ? 'black' : context.color) }),
      ],
    },
    MESSAGE: { actions: assign({ active: true }) },
    DEACTIVATE: { guard: 'isActive', actions: assign({ active: false }) },
  },
});

/** Gives the token, black, to one of the nodes in its first macrostep, and forgets which. */
const origin = setup({
  types: { context: {} as { position: number }, input: {} as { position: number } },
}).createMachine({
  context: ({ input }) => input,
  entry: [
    sendTo(
      ({ context, system }) => system.get(`node${context.position}`),
      (): Token => ({ type: 'TOKEN', color: 'black' }),
    ),
    assign({ position: 0 }),
  ],
});

/** @param positions where the token may be at the start; activity and colours are free */
export function ewd840(count: number, positions: readonly number[]) {
  const any = [
    { active: false, color: 'white' },
    { active: false, color: 'black' },
    { active: true, color: 'white' },
    { active: true, color: 'black' },
  ] as const;
  const nodes = instancesOf('node', count, (index) =>
    agent(node, { input: oneOf(...any.map((start) => ({ index, nodes: count, ...start }))) }),
  );
  return defineSystem({
    name: `ewd840-${count}`,
    agents: withInstances(
      { origin: agent(origin, { input: oneOf(...positions.map((position) => ({ position }))) }) },
      nodes,
    ),
    links: [{ from: '*', to: '*', order: 'synchronous' }],
    environment: [
      {
        agent: nodes.names,
        event: [
          { type: 'PASS' },
          { type: 'DEACTIVATE' },
          ...nodes.names.map((_, index) => ({ type: 'ACTIVATE' as const, node: index })),
        ],
        budget: 'any',
      },
    ],
  });
}

/** The claims of the module, and two that it does not claim. */
export function ewd840Properties(count: number) {
  const { claim, always, whenever, condition, received, fair, implies, and, not, F, G } = propertiesOf(
    ewd840(count, [0]),
  );
  const { names } = instancesOf('node', count, () => undefined);
  const detected = condition('termination detected', ({ agent }) => {
    const { token, color, active } = agent('node0').context;
    return token === 'white' && color === 'white' && !active;
  });
  const inactive = names.map((name) =>
    condition(`${name} inactive`, ({ agent }) => !agent(name).context.active),
  );
  const terminated = and(...inactive);
  // The token is at one node, so that fairness of the system's action is fairness of each node's part in it.
  const system: Fairness = { level: 'none', weak: names.map((name) => fair.environment(name, 'PASS')) };
  return {
    safety: claim('termination-detection', {
      statement: 'What is detected is the case.',
      formula: always(terminated).given(detected),
    }),
    liveness: (fairness: Fairness = system) =>
      claim('liveness', {
        statement: 'Termination is detected.',
        formula: whenever(terminated).leadsTo(detected),
        fairness,
      }),
    falseLiveness: claim('false-liveness', {
      statement: 'Where each node is inactive again and again, termination is detected.',
      expected: 'violated',
      formula: G(implies(and(...inactive.map((one) => G(F(one)))), F(detected))),
      fairness: system,
    }),
    silence: (fairness: Fairness) =>
      claim('all-terminate-if-no-messages', {
        statement: 'Where in the end no node is activated, all nodes become inactive in the end.',
        formula: implies(F(G(and(...names.map((name) => not(received(name, 'MESSAGE')))))), F(terminated)),
        fairness,
      }),
    system,
  };
}
