/**
 * What a user deploys with: the management portal, or Visual Studio. Both talk to RDFE (AZ-02).
 *
 * Duty: to submit a service, and to ask again, under the same request, until RDFE says how it ended: an answer may have
 * been lost (P02).
 * Parameters: `period` 5 min between two requests (ours).
 */
import { minutes } from 'redhound';
import { sendTo, setup } from 'xstate';
import type { Submission } from './datacenter.ts';

/** How a deployment ended, or that it has not. */
export type OperationStatus = 'inProgress' | 'running' | 'refused';

interface ToolInput {
  readonly name: string;
  readonly submission: Submission;
}

export const managementTool = setup({
  types: {
    context: {} as ToolInput,
    input: {} as ToolInput,
    events: {} as { type: 'STATUS'; status: OperationStatus },
  },
  delays: { period: minutes(5) },
  guards: {
    runs: ({ event }) => event.type === 'STATUS' && event.status === 'running',
    isRefused: ({ event }) => event.type === 'STATUS' && event.status === 'refused',
  },
  actions: {
    submit: sendTo(
      ({ system }) => system.get('rdfe'),
      ({ context }) => ({ type: 'CREATE', tool: context.name, submission: context.submission }),
    ),
  },
}).createMachine({
  id: 'managementTool',
  context: ({ input }) => input,
  initial: 'waiting',
  states: {
    waiting: {
      entry: 'submit',
      after: { period: { target: 'waiting', reenter: true } },
      on: {
        STATUS: [
          { guard: 'runs', target: 'running' },
          { guard: 'isRefused', target: 'refused' },
        ],
      },
    },
    running: { type: 'final' },
    refused: { type: 'final' },
  },
});
