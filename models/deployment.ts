/**
 * Two services on their way from a user's tool to running instances: RDFE, FFE, fabric controllers, Host Agents.
 *
 * The portal submits two instances tied to an affinity group; Visual Studio one instance anywhere in Europe. Two pools
 * could take them: three hosts in two fault domains, and two hosts. A third one has more hosts than these, and is not in
 * Europe. Answers of RDFE may be lost, files may be missing, and one of the first two hosts may die. What happens inside
 * a guest is the role-start suite's subject.
 */
import { agent, defineSystem, ModelError, oneOf } from 'redhound';
import type { Pool, Submission } from './azure/datacenter.ts';
import { fabricController } from './azure/fabric-controller.ts';
import { ffe } from './azure/ffe.ts';
import { hostAgent } from './azure/host-agent.ts';
import { managementTool } from './azure/management-tool.ts';
import { rdfe } from './azure/rdfe.ts';

export interface DeploymentParameters {
  readonly rdfe: typeof rdfe;
  readonly ffe: typeof ffe;
  readonly fabricController: typeof fabricController;
  readonly hostAgent: typeof hostAgent;
  /** What the portal submits: alternatives, of which each run has one. */
  readonly submissions: readonly Submission[];
  /** The fault domains of the three hosts in Dublin. */
  readonly faultDomains: readonly [number, number, number];
  /** Of hosts, all together. */
  readonly deaths: number;
}

/** What the portal submits if nothing is missing. */
export const shop: Submission = {
  service: 'shop',
  instances: 2,
  place: { affinityGroup: 'shopping' },
  cspkg: true,
  cscfg: true,
};

/** What Visual Studio submits. */
export const blog: Submission = {
  service: 'blog',
  instances: 1,
  place: { geoLocation: 'Europe' },
  cspkg: true,
  cscfg: true,
};

const usual = {
  rdfe,
  ffe,
  fabricController,
  hostAgent,
  submissions: [shop, { ...shop, cspkg: false }, { ...shop, cscfg: false }],
  faultDomains: [0, 1, 1] as const,
  deaths: 1,
};

/** The system with the usual parameters, except where others are given. */
export const deployment = (changed: Partial<DeploymentParameters> = {}) => {
  const parameters = { ...usual, ...changed };
  const { faultDomains, deaths } = parameters;
  const dublin: Pool = {
    name: 'dublin',
    controller: 'dublinController',
    geoLocation: 'Europe',
    affinityGroups: ['shopping'],
    hosts: [
      { name: 'dublin1', faultDomain: faultDomains[0] },
      { name: 'dublin2', faultDomain: faultDomains[1] },
      { name: 'dublin3', faultDomain: faultDomains[2] },
    ],
  };
  const amsterdam: Pool = {
    name: 'amsterdam',
    controller: 'amsterdamController',
    geoLocation: 'Europe',
    affinityGroups: [],
    hosts: [
      { name: 'amsterdam1', faultDomain: 0 },
      { name: 'amsterdam2', faultDomain: 1 },
    ],
  };
  const chicago: Pool = {
    name: 'chicago',
    controller: 'chicagoController',
    geoLocation: 'North America',
    affinityGroups: [],
    hosts: [
      { name: 'chicago1', faultDomain: 0 },
      { name: 'chicago2', faultDomain: 1 },
      { name: 'chicago3', faultDomain: 0 },
      { name: 'chicago4', faultDomain: 1 },
    ],
  };
  for (const submission of parameters.submissions) refuse(submission, dublin);
  return defineSystem({
    name: 'deployment',
    agents: {
      portal: agent(managementTool, {
        input: oneOf(...parameters.submissions.map((submission) => ({ name: 'portal', submission }))),
      }),
      visualStudio: agent(managementTool, { input: { name: 'visualStudio', submission: blog } }),
      rdfe: parameters.rdfe,
      ffe: agent(parameters.ffe, { input: { pools: [dublin, amsterdam, chicago] } }),
      dublinController: agent(parameters.fabricController, { input: dublin }),
      amsterdamController: agent(parameters.fabricController, { input: amsterdam }),
      chicagoController: agent(parameters.fabricController, { input: chicago }),
      dublin1: agent(parameters.hostAgent, { input: { name: 'dublin1', controller: 'dublinController' } }),
      dublin2: agent(parameters.hostAgent, { input: { name: 'dublin2', controller: 'dublinController' } }),
      dublin3: agent(parameters.hostAgent, { input: { name: 'dublin3', controller: 'dublinController' } }),
      amsterdam1: agent(parameters.hostAgent, {
        input: { name: 'amsterdam1', controller: 'amsterdamController' },
      }),
      amsterdam2: agent(parameters.hostAgent, {
        input: { name: 'amsterdam2', controller: 'amsterdamController' },
      }),
      chicago1: agent(parameters.hostAgent, { input: { name: 'chicago1', controller: 'chicagoController' } }),
      chicago2: agent(parameters.hostAgent, { input: { name: 'chicago2', controller: 'chicagoController' } }),
      chicago3: agent(parameters.hostAgent, { input: { name: 'chicago3', controller: 'chicagoController' } }),
      chicago4: agent(parameters.hostAgent, { input: { name: 'chicago4', controller: 'chicagoController' } }),
    },
    links: [
      { from: 'rdfe', to: ['portal', 'visualStudio'], loss: 'any' },
      { from: 'rdfe', to: 'ffe', order: 'synchronous' },
      { from: 'ffe', to: 'rdfe', order: 'synchronous' },
    ],
    environment: [
      {
        agent: ['dublin1', 'dublin2'],
        event: { type: 'DIE' },
        budget: { total: deaths },
      },
    ],
  });
};

/** A submission that can never be placed is a mistake in the model, not a full pool. */
function refuse({ service, instances }: Submission, { hosts }: Pool): void {
  const faultDomains = new Set(hosts.map(({ faultDomain }) => faultDomain)).size;
  const problem = !(Number.isInteger(instances) && instances > 0)
    ? `service '${service}' has ${instances} instances.`
    : instances > hosts.length
      ? `service '${service}' has ${instances} instances, and there are ${hosts.length} hosts.`
      : instances > 1 && faultDomains < 2
        ? `service '${service}' has ${instances} instances, and all hosts are in one fault domain.`
        : undefined;
  if (problem === undefined) return;
  throw new ModelError(
    'INPUT_INVALID',
    problem,
    'Give 1 to 3 instances, and two fault domains at least for more than one.',
    { system: 'deployment' },
  );
}
