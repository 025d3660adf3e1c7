/**
 * One deployment from the user's tool to a role instance that is Ready, falls silent, is restarted, and is moved with
 * its storage: all agents of the fabric in one product.
 *
 * Portal, RDFE, FFE and placement are those of the deployment suite; the guest agent, WaHostBootstrapper, its tasks and
 * processes those of the role start; Hyper-V, the Fibre Channel fabric and the migration coordinator those of the
 * migration suite. New are the machines that join them: the Host Agent, the fabric controller of the instance, the
 * guest OS with its power, WaAppAgent with both its duties, and the virtual machine as the guest's way out.
 * What one machine does to another on the same server is one move (synchronous links). What takes seconds takes one
 * tick of five minutes, as in the suites that these machines come from: only the order matters.
 * The first instance is the one that is looked into, and moved between the first and the last host of the pool; a
 * second one is seen from outside, as in the deployment suite.
 * Left out: deaths of hosts; that processes stand still while their machine is paused (what they say then arrives as late
 * as a report from before that the network held up); and the 25 minutes of a guest that is moved while it boots, which
 * the hand-over forgets.
 */
import {
  agent,
  type Budget,
  type Duration,
  defineSystem,
  ModelError,
  minutes,
  oneOf,
  type Window,
} from 'redhound';
import { bootstrapper } from './azure/bootstrapper.ts';
import type { Pool, Submission } from './azure/datacenter.ts';
import { fabricController as placement } from './azure/fabric-controller.ts';
import { ffe } from './azure/ffe.ts';
import { guestAgent } from './azure/guest-agent.ts';
import { hostAgent as plainHostAgent } from './azure/host-agent.ts';
import { iisConfigurator } from './azure/iis-configurator.ts';
import { managementTool } from './azure/management-tool.ts';
import { rdfe } from './azure/rdfe.ts';
import { roleHost } from './azure/role-host.ts';
import { hostProcesses, type RoleModel, refuseUnknownRole } from './azure/role-model.ts';
import { startupTask } from './azure/startup-task.ts';
import { type FabricConfiguration, fcFabric } from './migration/fc-fabric.ts';
import { migrationCoordinator } from './migration/migration-coordinator.ts';
import { everyWwpn, type Party, type VirtualHba, wwpnsOf } from './migration/wwn.ts';
import { fabricController } from './whole-fabric/fabric-controller.ts';
import { guestOs } from './whole-fabric/guest-os.ts';
import { guestProcess } from './whole-fabric/guest-process.ts';
import { hostAgent } from './whole-fabric/host-agent.ts';
import { hyperV } from './whole-fabric/hyper-v.ts';
import { vm } from './whole-fabric/vm.ts';
import { waAppAgent } from './whole-fabric/wa-app-agent.ts';

/** How often each trouble may come. */
export interface FabricTroubles {
  /** Of the guest OS. */
  readonly hangs: number;
  /** Heartbeats that are lost, on the way to all Host Agents together. */
  readonly lostHeartbeats: number;
  /** Answers of RDFE that are lost. */
  readonly lostAnswers: number;
  /** Startup tasks that fail. */
  readonly failedTasks: number;
  /** What role code does, all together: OnStart returns false, Run returns, or it throws. */
  readonly failures: number;
  readonly guestAgentUpdates: number;
  /** Of the host where the instance runs: each orders a live migration. */
  readonly maintenances: number;
  /** Of migrations, by the operator. */
  readonly cancellations: number;
  /** Of each host's link, while it is a destination. */
  readonly linksDown: number;
}

export interface WholeFabricParameters {
  /** Of the pool: two that the first instance is moved between, and more for other instances. */
  readonly hosts: number;
  /** Of the pool; the two hosts that the first instance is moved between stand in one. */
  readonly faultDomains: number;
  readonly instances: number;
  readonly role: RoleModel;
  /** What is missing from what the portal submits: alternatives, of which each run has one. */
  readonly missing: readonly ('nothing' | 'cspkg' | 'cscfg')[];
  readonly virtualHbas: readonly VirtualHba[];
  /** Alternatives too. */
  readonly fabrics: readonly FabricConfiguration[];
  readonly troubles: Partial<FabricTroubles>;
  /** How long a status report travels, and a report to the migration coordinator. A heartbeat does not leave the host. */
  readonly latency: Window;
  /** From one StatusCheck to the next. */
  readonly statusCheck: Duration;
  readonly rdfe: typeof rdfe;
  readonly ffe: typeof ffe;
  readonly fabricController: typeof fabricController;
  readonly hostAgent: typeof hostAgent;
  readonly guestOs: typeof guestOs;
  readonly vm: typeof vm;
  readonly waAppAgent: typeof waAppAgent;
  readonly guestAgent: typeof guestAgent;
  readonly bootstrapper: typeof bootstrapper;
  readonly hyperV: typeof hyperV;
  readonly migrationCoordinator: typeof migrationCoordinator;
}

const tick = minutes(5);

const usualTroubles: FabricTroubles = {
  hangs: 1,
  lostHeartbeats: 1,
  lostAnswers: 1,
  failedTasks: 1,
  failures: 1,
  guestAgentUpdates: 1,
  maintenances: 2,
  cancellations: 1,
  linksDown: 0,
};

/** All zoned and masked. */
export const rightFabric: FabricConfiguration = { zoned: everyWwpn, masked: everyWwpn, whenInUse: 'accept' };

const taskNames = ['simpleTask1', 'backgroundTask'] as const;

/** A web site in full IIS, with a task to wait for and one to leave running. */
export const webRole: RoleModel = {
  roleType: 'fullIisWeb',
  sites: 1,
  tasks: [
    { name: 'simpleTask1', taskType: 'simple' },
    { name: 'backgroundTask', taskType: 'background' },
  ],
};

const usual: WholeFabricParameters = {
  hosts: 3,
  faultDomains: 2,
  instances: 2,
  role: webRole,
  missing: ['nothing'],
  virtualHbas: ['hba1', 'hba2'],
  fabrics: [rightFabric],
  troubles: {},
  latency: [0, tick],
  statusCheck: 3 * tick,
  rdfe,
  ffe,
  fabricController,
  hostAgent,
  guestOs,
  vm,
  waAppAgent,
  guestAgent,
  bootstrapper,
  hyperV,
  migrationCoordinator,
};

const hyperVs = ['hyperV1', 'hyperV2'] as const;
const hosts = ['host1', 'host2'] as const;
const children = ['iisConfigurator', ...hostProcesses, ...taskNames] as const;
const processes = ['waAppAgent', 'guestAgent', 'bootstrapper', ...children] as const;

/** The system with the usual parameters, except where others are given. */
export const wholeFabric = (changed: Partial<WholeFabricParameters> = {}) => {
  const parameters = { ...usual, ...changed };
  refuseImpossible(parameters);
  const { latency, virtualHbas } = parameters;
  const troubles = { ...usualTroubles, ...changed.troubles };
  const party: Party = {
    coordinator: 'coordinator',
    vm: 'vm',
    host1: 'hyperV1',
    host2: 'hyperV2',
    virtualHbas,
    startsOnHost1: false,
  };
  const pool = poolOf(parameters);
  const npivPorts = virtualHbas.length;
  return defineSystem({
    name: 'whole-fabric',
    clock: { tick },
    agents: {
      portal: agent(managementTool, {
        input: oneOf(
          ...parameters.missing.map((missing) => ({ name: 'portal', submission: shop(parameters, missing) })),
        ),
        delays: { period: 6 * tick },
      }),
      rdfe: parameters.rdfe,
      ffe: agent(parameters.ffe, { input: { pools: [pool] } }),
      placement: agent(placement, { input: pool }),
      fabricController: parameters.fabricController,
      host1: agent(parameters.hostAgent, { input: { name: 'host1', hyperV: 'hyperV1' } }),
      host2: agent(parameters.hostAgent, { input: { name: 'host2', hyperV: 'hyperV2' } }),
      hyperV1: agent(parameters.hyperV, {
        input: { name: 'host1', party, npivPorts, runsVm: false },
        delays: { lunTimeout: 2 * tick, poll: tick },
      }),
      hyperV2: agent(parameters.hyperV, {
        input: { name: 'host2', party, npivPorts, runsVm: false },
        delays: { lunTimeout: 2 * tick, poll: tick },
      }),
      fabric: agent(fcFabric, {
        input: oneOf(...parameters.fabrics.map((fabric) => ({ ...fabric, parties: [party] }))),
      }),
      coordinator: agent(parameters.migrationCoordinator, {
        input: { party },
        delays: { step: 4 * tick, pass: tick },
      }),
      vm: parameters.vm,
      guestOs: agent(parameters.guestOs, { input: { processes } }),
      waAppAgent: guestProcess(parameters.waAppAgent),
      guestAgent: agent(guestProcess(parameters.guestAgent), {
        input: { role: parameters.role },
        delays: { drain: tick },
      }),
      bootstrapper: agent(guestProcess(parameters.bootstrapper), {
        delays: { statusCheck: parameters.statusCheck },
      }),
      iisConfigurator: agent(guestProcess(iisConfigurator), { delays: { work: tick } }),
      waWorkerHost: guestProcess(roleHost),
      waIISHost: guestProcess(roleHost),
      waWebHost: guestProcess(roleHost),
      simpleTask1: agent(guestProcess(startupTask), { input: { name: 'simpleTask1' } }),
      backgroundTask: agent(guestProcess(startupTask), { input: { name: 'backgroundTask' } }),
      ...plainHosts(pool),
    },
    links: [
      { from: 'rdfe', to: 'portal', loss: { total: troubles.lostAnswers } },
      { from: 'rdfe', to: 'ffe', order: 'synchronous' },
      { from: 'ffe', to: 'rdfe', order: 'synchronous' },
      { from: 'fabricController', to: 'placement', order: 'synchronous' },
      { from: hosts, to: [...hosts, ...hyperVs, 'guestOs'], order: 'synchronous' },
      { from: hyperVs, to: [...hosts, 'fabric', 'vm'], order: 'synchronous' },
      { from: hyperVs, to: 'coordinator', latency },
      { from: 'waAppAgent', to: 'vm', order: 'synchronous' },
      { from: 'vm', to: hosts, loss: { total: troubles.lostHeartbeats } },
      { from: 'guestAgent', to: 'fabricController', latency },
      { from: 'guestAgent', to: 'waAppAgent', order: 'synchronous' },
      { from: 'guestOs', to: processes, order: 'synchronous' },
      { from: 'bootstrapper', to: children, order: 'synchronous' },
      { from: children, to: 'bootstrapper', order: 'synchronous' },
    ],
    environment: [
      { agent: 'simpleTask1', event: { type: 'EXIT', code: 0 }, budget: 'any' },
      { agent: 'simpleTask1', event: { type: 'EXIT', code: 1 }, budget: upTo(troubles.failedTasks) },
      { agent: hostProcesses, event: { type: 'ON_START_RETURNS', value: true }, budget: 'any' },
      { agent: hostProcesses, event: { type: 'ON_STOP_RETURNS' }, budget: 'any' },
      {
        agent: hostProcesses,
        event: [{ type: 'ON_START_RETURNS', value: false }, { type: 'RUN_RETURNS' }, { type: 'THROW' }],
        budget: upTo(troubles.failures),
      },
      { agent: 'guestOs', event: { type: 'HANG' }, budget: upTo(troubles.hangs) },
      {
        agent: 'waAppAgent',
        event: { type: 'UPDATE_GUEST_AGENT' },
        budget: upTo(troubles.guestAgentUpdates),
      },
      { agent: 'fabricController', event: { type: 'MAINTAIN_HOST' }, budget: upTo(troubles.maintenances) },
      { agent: 'coordinator', event: { type: 'CANCEL' }, budget: upTo(troubles.cancellations) },
      { agent: hyperVs, event: { type: 'LINK_DOWN' }, budget: { atMost: troubles.linksDown } },
    ],
  });
};

const upTo = (total: number): Budget => ({ total });

const shop = (
  { instances }: WholeFabricParameters,
  missing: WholeFabricParameters['missing'][number],
): Submission => ({
  service: 'shop',
  instances,
  place: { affinityGroup: 'shopping' },
  cspkg: missing !== 'cspkg',
  cscfg: missing !== 'cscfg',
});

/** The destination of migrations comes last, so that it is free, and in the fault domain that the instance comes from. */
function poolOf({ hosts, faultDomains }: WholeFabricParameters): Pool {
  const others = Array.from({ length: hosts - 2 }, (_, index) => `host${index + 3}`);
  const spread = ['host1', ...others].map((name, index) => ({ name, faultDomain: index % faultDomains }));
  return {
    name: 'dublin',
    controller: 'placement',
    geoLocation: 'Europe',
    affinityGroups: ['shopping'],
    hosts: [...spread, { name: 'host2', faultDomain: 0 }],
  };
}

/** The hosts of other instances, whose guests are not looked into. No property reads them: they have no type here. */
const plainHosts = ({ hosts, controller }: Pool): Record<never, never> =>
  Object.fromEntries(
    hosts.slice(1, -1).map(({ name }) => [name, agent(plainHostAgent, { input: { name, controller } })]),
  );

/** What makes no sense is refused; what is only wrong, such as a port name that is not zoned, is a scenario. */
function refuseImpossible(parameters: WholeFabricParameters): void {
  const { hosts, faultDomains, instances, role, virtualHbas, fabrics, missing } = parameters;
  const isCount = (n: number, least: number) => Number.isInteger(n) && n >= least;
  const unknownTask = role.tasks.find(({ name }) => !(taskNames as readonly string[]).includes(name));
  const unknownName = fabrics
    .flatMap(({ zoned, masked }) => [...zoned, ...masked])
    .find((wwpn) => !everyWwpn.includes(wwpn));
  const known = [...wwpnsOf('A'), ...wwpnsOf('B')].join(', ');
  const refuse = (problem: string, remedy: string): never => {
    throw new ModelError('INPUT_INVALID', problem, remedy, { system: 'whole-fabric' });
  };
  refuseUnknownRole(role, 'whole-fabric');
  if (!isCount(hosts, 2))
    refuse(`there are ${hosts} hosts.`, 'Give two at least: one to move the instance to.');
  if (!isCount(faultDomains, 1)) refuse(`there are ${faultDomains} fault domains.`, 'Give one at least.');
  if (!isCount(instances, 1)) refuse(`there are ${instances} instances.`, 'Give one at least.');
  if (instances > 1 && faultDomains < 2)
    refuse(`${instances} instances are in one fault domain.`, 'Give two fault domains at least.');
  if (instances > hosts - 1)
    refuse(
      `${instances} instances have ${hosts} hosts, one of which must be free to move the first to.`,
      `Give ${instances + 1} hosts, or fewer instances.`,
    );
  if (unknownTask !== undefined)
    refuse(`'${unknownTask.name}' is no task of this system.`, `Use ${taskNames.join(', ')}.`);
  if (virtualHbas.length === 0 || virtualHbas.some((hba) => hba !== 'hba1' && hba !== 'hba2'))
    refuse(`the virtual HBAs are [${virtualHbas.join(', ')}].`, 'Give hba1, hba2, or both.');
  if (unknownName !== undefined)
    refuse(`'${unknownName}' is zoned or masked, and is no port name.`, `Use ${known}.`);
  if (fabrics.length === 0) refuse('there is no fabric.', 'Give one alternative at least.');
  if (missing.length === 0) refuse('nothing is submitted.', "Give one alternative at least: 'nothing'.");
}
