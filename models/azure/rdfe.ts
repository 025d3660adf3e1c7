/**
 * RDFE, the Red Dog Front End: the one API that the portal and Visual Studio talk to (AZ-02).
 *
 * Duty: to refuse what lacks its package or its configuration (AZ-01), to pass every other request on to the Fabric
 * Front End (AZ-03), once however often it comes (P02), and to tell how it goes.
 */
import { type AnyActorRef, assign, enqueueActions, sendTo, setup } from 'xstate';
import type { Submission } from './datacenter.ts';
import type { OperationStatus } from './management-tool.ts';

export type RdfeEvent =
  | { type: 'CREATE'; tool: string; submission: Submission }
  /** From the Fabric Front End. */
  | { type: 'RESULT'; service: string; status: 'running' | 'refused' };

export const rdfe = setup({
  types: {
    /** The operations so far, by service. */
    context: {} as { readonly operations: Readonly<Record<string, OperationStatus>> },
    events: {} as RdfeEvent,
  },
  guards: {
    isKnown: ({ context, event }) =>
      event.type === 'CREATE' && context.operations[event.submission.service] !== undefined,
    isComplete: ({ event }) => event.type === 'CREATE' && event.submission.cspkg && event.submission.cscfg,
  },
  actions: {
    begin: assign({
      operations: ({ context, event }, { status }: { status: OperationStatus }) =>
        event.type === 'CREATE'
          ? { ...context.operations, [event.submission.service]: status }
          : context.operations,
    }),
    passOn: sendTo(
      ({ system }) => system.get('ffe'),
      ({ event }) => ({
        type: 'CREATE',
        submission: event.type === 'CREATE' ? event.submission : undefined,
      }),
    ),
    noteResult: assign({
      operations: ({ context, event }) =>
        event.type === 'RESULT'
          ? { ...context.operations, [event.service]: event.status }
          : context.operations,
    }),
    answer: enqueueActions(({ context, event, enqueue, system }) => {
      if (event.type !== 'CREATE') return;
      const status = context.operations[event.submission.service] ?? 'inProgress';
      const tool: AnyActorRef = system.get(event.tool);
      enqueue.sendTo(tool, { type: 'STATUS', status });
    }),
  },
}).createMachine({
  id: 'rdfe',
  context: { operations: {} },
  on: {
    CREATE: [
      { guard: 'isKnown', actions: 'answer' },
      {
        guard: 'isComplete',
        actions: [{ type: 'begin', params: { status: 'inProgress' } }, 'passOn', 'answer'],
      },
      { actions: [{ type: 'begin', params: { status: 'refused' } }, 'answer'] },
    ],
    RESULT: { actions: 'noteResult' },
  },
});
