/**
 * RDFE, the one front end that all regions share, as far as it swaps staging and production.
 *
 * Duty: to make the deployment that was asked for the one in production. The version in use (`one step`) tells the
 * directory of addresses once, which deployment is in production. The new one (`two steps`) takes the production
 * address from the one deployment and gives it to the other with a second message, after the first. It was tried on a
 * small share of nodes, where nothing came between, and then rolled out everywhere: RDFE is one tier (AZ-02).
 */
import { type AnyActorRef, assign, enqueueActions, sendTo, setup } from 'xstate';
import type { DeploymentName } from './directory.ts';

export type RdfeEvent =
  | { type: 'SWAP_TO'; deployment: DeploymentName }
  | { type: 'ROLL_OUT' }
  | { type: 'ROLL_BACK' };

export const rdfe = setup({
  types: {
    context: {} as { readonly swap: 'one step' | 'two steps' },
    events: {} as RdfeEvent,
  },
  guards: {
    isOneStep: ({ context }) => context.swap === 'one step',
    isTwoSteps: ({ context }) => context.swap === 'two steps',
  },
  actions: {
    swapInOneStep: sendTo(
      ({ system }) => system.get('directory'),
      ({ event }) => ({
        type: 'SET_PRODUCTION',
        deployment: event.type === 'SWAP_TO' ? event.deployment : 'A',
      }),
    ),
    swapInTwoSteps: enqueueActions(({ enqueue, event, system }) => {
      if (event.type !== 'SWAP_TO') return;
      const directory: AnyActorRef = system.get('directory');
      enqueue.sendTo(directory, { type: 'DEMOTE', deployment: event.deployment === 'A' ? 'B' : 'A' });
      enqueue.sendTo(directory, { type: 'PROMOTE', deployment: event.deployment });
    }),
    takeNewVersion: assign({ swap: 'two steps' }),
    takeOldVersion: assign({ swap: 'one step' }),
  },
}).createMachine({
  id: 'rdfe',
  context: { swap: 'one step' },
  on: {
    SWAP_TO: [{ guard: 'isOneStep', actions: 'swapInOneStep' }, { actions: 'swapInTwoSteps' }],
    ROLL_OUT: { guard: 'isOneStep', actions: 'takeNewVersion' },
    ROLL_BACK: { guard: 'isTwoSteps', actions: 'takeOldVersion' },
  },
});
