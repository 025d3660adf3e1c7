/**
 * What the fabric controller knows of one role instance: the status that the guest agent reported last (AZ-20).
 */
import { assign, setup } from 'xstate';
import type { InstanceStatus } from './role-model.ts';

export const roleInstanceRecord = setup({
  types: {
    context: {} as { readonly status: InstanceStatus },
    events: {} as { type: 'STATUS'; status: InstanceStatus; incarnation: number },
  },
  actions: { note: assign({ status: ({ event }) => event.status }) },
}).createMachine({
  id: 'roleInstanceRecord',
  context: { status: 'RoleStateUnknown' },
  on: { STATUS: { actions: 'note' } },
});
