/**
 * A full-IIS web role behind the load balancer: when it gets requests.
 *
 * The guest is that of the role-start suite, with a role that has no startup tasks; there is a load balancer, and w3wp.
 * As there, the bootstrapper and its children act within one move. Time is seen in steps of 15 seconds, one StatusCheck
 * and one probe.
 */
import { agent, type Duration, defineSystem, ModelError, seconds } from 'redhound';
import { bootstrapper } from './azure/bootstrapper.ts';
import { guestAgent } from './azure/guest-agent.ts';
import { guestOs } from './azure/guest-os.ts';
import { iisConfigurator } from './azure/iis-configurator.ts';
import { loadBalancer, type Probe } from './azure/load-balancer.ts';
import { roleHost } from './azure/role-host.ts';
import { roleInstanceRecord } from './azure/role-instance-record.ts';
import type { RoleModel } from './azure/role-model.ts';
import { w3wp } from './azure/w3wp.ts';
import { waAppAgent } from './azure/wa-app-agent.ts';

export interface RotationParameters {
  readonly bootstrapper: typeof bootstrapper;
  readonly guestAgent: typeof guestAgent;
  readonly iisConfigurator: typeof iisConfigurator;
  readonly loadBalancer: typeof loadBalancer;
  readonly roleHost: typeof roleHost;
  readonly w3wp: typeof w3wp;
  readonly waAppAgent: typeof waAppAgent;
  /** Who answers the load balancer: the guest agent (default), or the web site (custom). */
  readonly probe: Probe;
  /** From the last answer to a probe to the order to stop. */
  readonly drain: Duration;
}

const role: RoleModel = { roleType: 'fullIisWeb', sites: 1, tasks: [] };

/** The system with the usual parameters, except where others are given. */
export const rotation = (changed: Partial<RotationParameters> = {}) => {
  const parameters = {
    bootstrapper,
    guestAgent,
    iisConfigurator,
    loadBalancer,
    roleHost,
    w3wp,
    waAppAgent,
    probe: 'default' as const,
    drain: seconds(45),
    ...changed,
  };
  if (!['default', 'custom'].includes(parameters.probe)) {
    throw new ModelError(
      'INPUT_INVALID',
      `'${parameters.probe}' is no probe of the load balancer.`,
      `Use 'default' or 'custom'.`,
      { system: 'rotation' },
    );
  }
  return defineSystem({
    name: 'rotation',
    agents: {
      guestOs,
      waAppAgent: parameters.waAppAgent,
      guestAgent: agent(parameters.guestAgent, { input: { role }, delays: { drain: parameters.drain } }),
      bootstrapper: parameters.bootstrapper,
      iisConfigurator: parameters.iisConfigurator,
      waIISHost: parameters.roleHost,
      w3wp: parameters.w3wp,
      loadBalancer: agent(parameters.loadBalancer, { input: { probe: parameters.probe } }),
      fabricController: roleInstanceRecord,
    },
    links: [
      { from: 'bootstrapper', to: ['iisConfigurator', 'waIISHost'], order: 'synchronous' },
      { from: ['iisConfigurator', 'waIISHost'], to: 'bootstrapper', order: 'synchronous' },
      { from: 'guestAgent', to: 'fabricController', order: 'synchronous' },
    ],
    environment: [
      {
        agent: 'waIISHost',
        event: [
          { type: 'ON_START_RETURNS', value: true },
          { type: 'SET_BUSY' },
          { type: 'HANG' },
          { type: 'THROW' },
          { type: 'ON_STOP_RETURNS' },
        ],
        budget: 'any',
      },
      { agent: 'bootstrapper', event: { type: 'DIE' }, budget: 'any' },
      { agent: 'iisConfigurator', event: { type: 'DIE' }, budget: 'any' },
      { agent: 'w3wp', event: [{ type: 'FAIL' }, { type: 'RECOVER' }], budget: 'any' },
      { agent: 'waAppAgent', event: { type: 'UPDATE_GUEST_AGENT' }, budget: 'any' },
    ],
    clock: { tick: seconds(15) },
  });
};
