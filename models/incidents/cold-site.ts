/**
 * I8 d, a documented support pattern: a web site that is cold when the load balancer sends it the first requests.
 *
 * The guest is that of the rotation suite, with role code that warms the site up and a w3wp that is slow at first.
 * Left out: w3wp that is recycled by IIS while the role is Ready, and is cold again.
 */
import { agent, defineSystem, ModelError, seconds } from 'redhound';
import { bootstrapper } from '../azure/bootstrapper.ts';
import { guestAgent } from '../azure/guest-agent.ts';
import { guestOs } from '../azure/guest-os.ts';
import { iisConfigurator } from '../azure/iis-configurator.ts';
import { loadBalancer } from '../azure/load-balancer.ts';
import { roleInstanceRecord } from '../azure/role-instance-record.ts';
import type { RoleModel } from '../azure/role-model.ts';
import { waAppAgent } from '../azure/wa-app-agent.ts';
import { w3wp } from './cold-site/w3wp.ts';
import { type WarmingHostInput, warmingHost } from './cold-site/warming-host.ts';

export interface ColdSiteParameters extends WarmingHostInput {
  readonly loadBalancer: typeof loadBalancer;
  readonly w3wp: typeof w3wp;
}

const role: RoleModel = { roleType: 'fullIisWeb', sites: 1, tasks: [] };

/** With a site that is warmed up in Run, except where other parameters are given. */
export const coldSite = (changed: Partial<ColdSiteParameters> = {}) => {
  const parameters = { warmsUpIn: 'Run' as const, loadBalancer, w3wp, ...changed };
  const { warmsUpIn } = parameters;
  if (!['OnStart', 'Run'].includes(warmsUpIn))
    throw new ModelError(
      'INPUT_INVALID',
      `'${warmsUpIn}' is no part of role code.`,
      "Use 'OnStart' or 'Run'.",
      {
        system: 'cold-site',
      },
    );
  return defineSystem({
    name: 'cold-site',
    agents: {
      guestOs,
      waAppAgent,
      guestAgent: agent(guestAgent, { input: { role } }),
      bootstrapper,
      iisConfigurator,
      waIISHost: agent(warmingHost, { input: { warmsUpIn } }),
      w3wp: parameters.w3wp,
      loadBalancer: agent(parameters.loadBalancer, { input: { probe: 'default' } }),
      fabricController: roleInstanceRecord,
    },
    links: [
      { from: 'bootstrapper', to: ['iisConfigurator', 'waIISHost'], order: 'synchronous' },
      { from: ['iisConfigurator', 'waIISHost'], to: 'bootstrapper', order: 'synchronous' },
      { from: 'guestAgent', to: 'fabricController', order: 'synchronous' },
    ],
    environment: [{ agent: 'bootstrapper', event: { type: 'DIE' }, budget: { total: 1 } }],
    clock: { tick: seconds(15) },
  });
};
