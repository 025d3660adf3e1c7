/**
 * Three agents that do nothing, of which at most one crashes.
 *
 * Stateright's actor test of its bound on crashes.
 */
import { defineSystem } from 'redhound';
import { setup } from 'xstate';

const idle = setup({}).createMachine({});

export const idleAgents = defineSystem({
  name: 'idle-agents',
  agents: { first: idle, second: idle, third: idle },
  faults: [{ fault: 'crash', agents: [['first'], ['second'], ['third']], budget: { total: 1 } }],
});
