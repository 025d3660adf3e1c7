/**
 * A Hyper-V host as for migrations, and its reports: to the migration coordinator, and to the Host Agent of its host.
 *
 * What Hyper-V does on a server the Host Agent there hears at once, whoever asked for it.
 */
import { enqueueActions } from 'xstate';
import { hyperVHost } from '../migration/hyper-v-host.ts';

export const hyperV = hyperVHost.provide({
  actions: {
    report: enqueueActions(({ context: { name, party }, enqueue, system }, { type }) => {
      enqueue.sendTo(system.get(name), { type });
      enqueue.sendTo(system.get(party.coordinator), { type });
    }),
  },
});
