/**
 * IISConfigurator.exe: configures IIS for a full-IIS web role, in two calls (AZ-28; C5).
 *
 * Duty: first to delete the application pools that an earlier run left, later to make one for each site and point it to
 * siteroot\<index>. What it makes outlives it: it stands in the configuration of IIS. If it dies at work its parent sees
 * that; what it has done by then is left as it is.
 * Parameters: `work` 15 s for a call (ours).
 */
import { seconds } from 'redhound';
import { assign, sendTo, setup } from 'xstate';
import { siteroot } from './role-model.ts';

export interface ApplicationPool {
  readonly site: number;
  readonly path: string;
}

export type IisConfiguratorEvent =
  | { type: 'DELETE_POOLS' }
  | { type: 'CONFIGURE'; sites: number }
  | { type: 'KILL' }
  /** By itself, before its work is done. */
  | { type: 'DIE' };

export const iisConfigurator = setup({
  types: {
    context: {} as { readonly pools: readonly ApplicationPool[] },
    events: {} as IisConfiguratorEvent,
  },
  delays: { work: seconds(15) },
  actions: {
    deletePools: assign({ pools: [] }),
    /** Making a pool that exists replaces it. */
    makePools: assign({
      pools: ({ context, event }) => {
        const sites = event.type === 'CONFIGURE' ? event.sites : 0;
        const made = Array.from({ length: sites }, (_, site) => ({ site, path: siteroot(site) }));
        return [...made, ...context.pools.filter(({ site }) => site >= sites)];
      },
    }),
    tellParent: sendTo(
      ({ system }) => system.get('bootstrapper'),
      (_, { type }: { type: 'POOLS_DELETED' | 'SITES_CONFIGURED' | 'CONFIGURATOR_DIED' }) => ({ type }),
    ),
  },
}).createMachine({
  id: 'iisConfigurator',
  context: { pools: [] },
  initial: 'absent',
  states: {
    absent: {
      on: {
        DELETE_POOLS: { target: 'deleting', actions: 'deletePools' },
        CONFIGURE: { target: 'configuring', actions: 'makePools' },
      },
    },
    deleting: {
      after: {
        work: { target: 'absent', actions: { type: 'tellParent', params: { type: 'POOLS_DELETED' } } },
      },
      on: {
        KILL: 'absent',
        DIE: { target: 'absent', actions: { type: 'tellParent', params: { type: 'CONFIGURATOR_DIED' } } },
      },
    },
    configuring: {
      after: {
        work: { target: 'absent', actions: { type: 'tellParent', params: { type: 'SITES_CONFIGURED' } } },
      },
      on: {
        KILL: 'absent',
        DIE: { target: 'absent', actions: { type: 'tellParent', params: { type: 'CONFIGURATOR_DIED' } } },
      },
    },
  },
});
