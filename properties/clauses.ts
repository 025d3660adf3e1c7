/**
 * The clauses of the document that the models are about, in our words, and where each stands in the models.
 *
 * A property says by its `source` which clauses it is about. What is here is checked to exist: states and transitions
 * in the machines, delays and facts by their values.
 */
import { type Duration, minutes } from 'redhound';
import type { AnyStateMachine } from 'xstate';
import { bootstrapper } from '../models/azure/bootstrapper.ts';
import { allows, freeHosts, isSpread } from '../models/azure/datacenter.ts';
import { fabricController } from '../models/azure/fabric-controller.ts';
import { choosePool, ffe } from '../models/azure/ffe.ts';
import { guestAgent } from '../models/azure/guest-agent.ts';
import { guestOs } from '../models/azure/guest-os.ts';
import { guestProcesses } from '../models/azure/guest-processes.ts';
import { hostAgent } from '../models/azure/host-agent.ts';
import { iisConfigurator } from '../models/azure/iis-configurator.ts';
import { managementTool } from '../models/azure/management-tool.ts';
import { rdfe } from '../models/azure/rdfe.ts';
import { roleHost } from '../models/azure/role-host.ts';
import { roleInstanceRecord } from '../models/azure/role-instance-record.ts';
import { hostProcessOf, settings, siteroot } from '../models/azure/role-model.ts';
import { startupTask } from '../models/azure/startup-task.ts';
import { waAppAgent } from '../models/azure/wa-app-agent.ts';
import { fibreChannelHost } from '../models/fibre-channel-setup/fibre-channel-host.ts';
import { SUPPORTED, vmSettings } from '../models/fibre-channel-setup/vm-settings.ts';
import { hostAgent as watchingHostAgent } from '../models/heartbeat/host-agent.ts';
import { waAppAgent as beatingWaAppAgent } from '../models/heartbeat/wa-app-agent.ts';
import { fcFabric } from '../models/migration/fc-fabric.ts';
import { hyperVHost } from '../models/migration/hyper-v-host.ts';
import { migrationCoordinator } from '../models/migration/migration-coordinator.ts';
import { everyWwpn } from '../models/migration/wwn.ts';
import { stepsOfTheDocument } from '../models/nested-kvm/administrator.ts';
import { esxiHost } from '../models/nested-kvm/esxi-host.ts';
import { ubuntuGuest } from '../models/nested-kvm/ubuntu-guest.ts';
import { vm } from '../models/nested-kvm/vm.ts';
import { defaultSettings, NESTED_ECX } from '../models/nested-kvm/vm-settings.ts';
import { fabricController as recoveringFabricController } from '../models/recovery-ladder/fabric-controller.ts';
import { serverManager } from '../models/start-screen/server-manager.ts';
import { shell } from '../models/start-screen/shell.ts';
import { fabricController as updatingFabricController } from '../models/update-domains/fabric-controller.ts';

/** Where a clause stands in a model. */
export type ModelElement =
  /** A state, by its path in the machine, or one of its transitions: an event, `after delay`, or `always`. */
  | { readonly machine: AnyStateMachine; readonly state: string; readonly on?: string }
  | { readonly machine: AnyStateMachine; readonly delay: string; readonly is: Duration }
  /** A function of the model that decides it. */
  | { readonly rule: (...given: never[]) => unknown }
  /** Data of the model that say it: what they are, read as told. */
  | { readonly data: unknown; readonly reading: string; readonly value: unknown; readonly is: unknown };

export interface Clause {
  readonly id: string;
  readonly text: string;
  readonly elements: readonly ModelElement[];
  /** What the clause says and no model has. */
  readonly leftOut?: string;
}

const at = (machine: AnyStateMachine, state: string, on?: string): ModelElement =>
  on === undefined ? { machine, state } : { machine, state, on };

const fact = (data: unknown, reading: string, value: unknown, is: unknown): ModelElement => ({
  data,
  reading,
  value,
  is,
});

const clause = (id: string, text: string, ...elements: readonly ModelElement[]): Clause => ({
  id,
  text,
  elements,
});

/** A clause of which the models have a part only. */
const without = (leftOut: string, clause: Clause): Clause => ({ ...clause, leftOut });

const ROOT = '';

export const chapters: Readonly<Record<string, readonly Clause[]>> = {
  'Azure fabric': [
    clause(
      'AZ-01',
      'A deployment needs a service package (.cspkg) and a configuration (.cscfg), and no more; when it is complete the instances are started and the application runs.',
      at(rdfe, ROOT, 'CREATE'),
      at(managementTool, 'running'),
      at(managementTool, 'refused'),
    ),
    clause(
      'AZ-02',
      'The management portal and Visual Studio speak to one interface, RDFE.',
      at(managementTool, 'waiting'),
      at(rdfe, ROOT, 'CREATE'),
    ),
    clause('AZ-03', 'RDFE hands each request on to the Fabric Front End.', at(ffe, ROOT, 'CREATE')),
    clause(
      'AZ-04',
      'The Fabric Front End makes fabric commands of requests, and hands them to the Fabric Controller.',
      at(fabricController, ROOT, 'DEPLOY'),
    ),
    clause(
      'AZ-05',
      'The Fabric Front End decides where a virtual machine goes: by affinity group, by geo location, and by what the fabric reports, such as which machines are available.',
      { rule: choosePool },
      { rule: allows },
      at(ffe, ROOT, 'AVAILABLE'),
    ),
    clause(
      'AZ-06',
      'All resources of the datacenter are managed by the Fabric Controller.',
      at(fabricController, ROOT, 'HOST_AGENT_READY'),
      { rule: freeHosts },
    ),
    clause(
      'AZ-07',
      'It provisions and manages virtual machines, and the hosts that they run on.',
      at(hostAgent, 'bare', 'BUILD_ROOT_PARTITION'),
      at(hostAgent, 'ready', 'START_INSTANCE'),
    ),
    clause(
      'AZ-08',
      'It deploys applications.',
      at(fabricController, ROOT, 'DEPLOY'),
      { rule: isSpread },
      at(updatingFabricController, 'walking', 'after patience'),
    ),
    clause(
      'AZ-09',
      'It watches the health of services, and deploys them anew where that is needed.',
      at(fabricController, ROOT, 'HOST_DIED'),
      at(recoveringFabricController, 'watching.asking', 'after round'),
      at(recoveringFabricController, 'healing', 'always'),
    ),
    clause(
      'AZ-10',
      'Hyper-V divides a host into a root partition and child partitions, the guests.',
      at(hostAgent, 'ready'),
      at(hostAgent, 'guest.running'),
    ),
    clause(
      'AZ-11',
      'When the Fabric Controller builds a root partition it installs a Host Agent in it.',
      at(hostAgent, 'bare', 'BUILD_ROOT_PARTITION'),
      at(hostAgent, 'building', 'after build'),
    ),
    clause(
      'AZ-12',
      'Every guest has a guest agent, WindowsAzureGuestAgent.',
      at(guestAgent, 'absent', 'START_SERVICE'),
      at(guestOs, 'up', 'INSTALL_SERVICE'),
    ),
    clause(
      'AZ-13',
      'WaAppAgent installs WindowsAzureGuestAgent, configures it and updates it.',
      at(waAppAgent, 'installing.toRun', 'GUEST_AGENT_STARTED'),
      at(waAppAgent, 'idle', 'UPDATE_GUEST_AGENT'),
    ),
    clause(
      'AZ-14',
      'So the guest agent is updated without an upgrade of the guest OS.',
      at(waAppAgent, 'updating.toRun', 'ROLE_STOPPED'),
      at(beatingWaAppAgent, 'guestAgent.installed', 'UPDATE_GUEST_AGENT'),
    ),
    without(
      'that the Host Agent asks for them, as other accounts have it: a guest sends its heartbeats by its own clock.',
      clause(
        'AZ-15',
        'Heartbeats of the guest OS pass between Host Agent and WaAppAgent.',
        at(beatingWaAppAgent, 'heart.beating', 'after period'),
        at(watchingHostAgent, 'watching', 'HEARTBEAT'),
      ),
    ),
    clause(
      'AZ-16',
      'The Host Agent tells WaAppAgent what brings a role to its goal state.',
      at(waAppAgent, 'idle', 'GOAL_STOPPED'),
      at(waAppAgent, 'roleStopped', 'GOAL_STARTED'),
    ),
    clause(
      'AZ-17',
      'When no heartbeat has been received for ten minutes the guest OS is restarted.',
      at(watchingHostAgent, 'watching', 'SILENCE'),
      { machine: watchingHostAgent, delay: 'silence', is: minutes(10) },
    ),
    clause(
      'AZ-18',
      'WaAppAgent is the Windows service "RdAgent".',
      at(guestOs, 'up'),
      fact(guestProcesses, 'the service of WaAppAgent', guestProcesses.waAppAgent.service, 'RdAgent'),
    ),
    clause(
      'AZ-19',
      'WindowsAzureGuestAgent configures the guest OS as the service package says: firewall, access control lists, certificates.',
      at(guestAgent, 'configuring.applying', 'APPLIED'),
      fact(settings, 'the first three', settings.slice(0, 3), [
        'firewall',
        'accessControlLists',
        'certificates',
      ]),
    ),
    clause(
      'AZ-20',
      'It reports the status of the role to the Fabric Controller.',
      at(guestAgent, 'started.busy', 'ROLE_STATUS'),
      at(roleInstanceRecord, ROOT, 'STATUS'),
    ),
    clause(
      'AZ-21',
      'It sets up the SID of the user that the role will run as.',
      at(guestOs, 'up', 'APPLY'),
      fact(settings, 'the fourth', settings[3], 'userSid'),
    ),
    clause(
      'AZ-22',
      'It starts WaHostBootstrapper.',
      at(guestAgent, 'started', 'BOOTSTRAPPER_EXITED'),
      at(bootstrapper, 'absent', 'START'),
    ),
    clause(
      'AZ-23',
      'It is the service "Windows Azure Guest Agent".',
      fact(
        guestProcesses,
        'the service of WindowsAzureGuestAgent',
        guestProcesses.guestAgent.service,
        'Windows Azure Guest Agent',
      ),
    ),
    clause(
      'AZ-24',
      'WaHostBootstrapper starts all tasks and processes of the role, as the configuration of the role says.',
      at(bootstrapper, 'present.runningTasks.next', 'always'),
      at(bootstrapper, 'present.startingHost', 'STARTED'),
    ),
    clause(
      'AZ-25',
      'It watches its child processes, and raises StatusCheck on the host process of the role.',
      at(bootstrapper, 'present', 'HOST_EXITED'),
      at(bootstrapper, 'present', 'CONFIGURATOR_DIED'),
      at(bootstrapper, 'present.watching.waiting', 'after statusCheck'),
      at(roleHost, 'run.free', 'STATUS_CHECK'),
    ),
    clause(
      'AZ-26',
      'It runs the simple startup tasks.',
      at(bootstrapper, 'present.runningTasks.waiting', 'TASK_EXITED'),
      at(startupTask, 'running', 'EXIT'),
    ),
    clause(
      'AZ-27',
      'It starts the host process that the type of the role asks for: WaWorkerHost for a worker, WaIISHost for a full-IIS web role, WaWebHost for an HWC web role of SDK 1.2.',
      at(roleHost, 'absent', 'START'),
      fact(hostProcessOf, 'for each type', hostProcessOf, {
        worker: 'waWorkerHost',
        fullIisWeb: 'waIISHost',
        hwcWeb: 'waWebHost',
      }),
    ),
    clause(
      'AZ-28',
      'For a full-IIS web role it starts IISConfigurator, which configures the application pools and points them to siteroot\\<index>, counted from 0.',
      at(iisConfigurator, 'absent', 'DELETE_POOLS'),
      at(iisConfigurator, 'absent', 'CONFIGURE'),
      fact(siteroot, 'of site 0', siteroot(0), 'E:\\siteroot\\0'),
    ),
    clause(
      'AZ-29',
      'WaHostBootstrapper is a process, "Microsoft Windows Azure Runtime Bootstrapper", and no service; nor are the host processes and IISConfigurator.',
      fact(
        guestProcesses,
        'the display name of WaHostBootstrapper',
        guestProcesses.bootstrapper.displayName,
        'Microsoft Windows Azure Runtime Bootstrapper',
      ),
      fact(
        guestProcesses,
        'processes without a service',
        Object.entries(guestProcesses)
          .filter(([, process]) => !('service' in process))
          .map(([name]) => name),
        ['bootstrapper', 'iisConfigurator', 'waWorkerHost', 'waIISHost', 'waWebHost'],
      ),
    ),
  ],
  'Virtual Fibre Channel': [
    clause(
      'FC-01',
      'The connection of the physical HBA reaches a virtual HBA of the virtual machine.',
      at(vmSettings, 'withoutAdapter', 'ADD_ADAPTER'),
      at(fcFabric, ROOT, 'LOGIN'),
    ),
    clause('FC-02', 'Live migration works all the same.', at(migrationCoordinator, 'committing', 'RESUMED')),
    clause(
      'FC-03',
      'The virtual machine runs Windows Server 2008, 2008 R2 or 2012.',
      fact(SUPPORTED, 'all', SUPPORTED, [
        'Windows Server 2008',
        'Windows Server 2008 R2',
        'Windows Server 2012',
      ]),
    ),
    clause(
      'FC-04',
      'The physical HBA can do NPIV, and the management utility of the SAN’s maker has it enabled.',
      at(fibreChannelHost, 'npiv.disabled', 'ENABLE_NPIV'),
    ),
    without(
      'physical HBAs. It is the virtual machine that has two HBAs, each with a WWN in either set.',
      clause(
        'FC-05',
        'For live migration a host has two HBAs, and each of them two WWNs.',
        fact(everyWwpn, 'two virtual HBAs in two sets', everyWwpn, ['hba1:A', 'hba2:A', 'hba1:B', 'hba2:B']),
        at(vmSettings, 'askingForSetB', 'WWPN'),
      ),
    ),
    clause(
      'FC-06',
      'It is by a WWN that one connects to Fibre Channel storage.',
      at(fibreChannelHost, ROOT, 'GENERATE_WWPN'),
      at(fcFabric, ROOT, 'LOGIN'),
    ),
    clause(
      'FC-07',
      'In a migration the second node connects with the second WWN, and the first node lets go after that.',
      at(hyperVHost, 'skeleton.attaching', 'LOGIN_ACCEPTED'),
      at(hyperVHost, 'paused', 'RELEASE'),
    ),
    clause(
      'FC-08',
      'So the storage stays connected all the time.',
      at(hyperVHost, 'skeleton.checkingLuns.asking', 'LUNS'),
      at(migrationCoordinator, 'releasing', 'RELEASED'),
    ),
    clause(
      'FC-09',
      'It is configured in two steps: a virtual SAN on the Hyper-V host, and (where the text is cut off) a virtual HBA of the virtual machine on it.',
      at(fibreChannelHost, 'virtualSan.none', 'CREATE_VIRTUAL_SAN'),
      at(vmSettings, 'withoutAdapter', 'ADD_ADAPTER'),
    ),
  ],
  'Nested KVM on VMware ESXi 5.1': [
    clause(
      'KVM-01',
      'The hardware version of the virtual machine, 8 by default, must become 9.',
      at(vm, ROOT, 'UPGRADE_HARDWARE'),
      fact(defaultSettings, 'the hardware version', defaultSettings.hardwareVersion, 8),
    ),
    clause(
      'KVM-02',
      'On the host, /etc/vmware/config gets vhv.enable = "TRUE".',
      at(esxiHost, ROOT, 'EDIT_CONFIG'),
    ),
    clause(
      'KVM-03',
      'CPU/MMU virtualization of the virtual machine is set to Intel EPT.',
      at(vm, ROOT, 'SELECT_EPT'),
    ),
    clause(
      'KVM-04',
      'The CPUID mask of level 1, ECX, gets an H at the bit for virtualization.',
      at(vm, ROOT, 'MASK_CPUID'),
      fact(NESTED_ECX, 'the mask', NESTED_ECX, '---- ---- ---- ---- ---- ---- --H- ----'),
    ),
    clause('KVM-05', 'The .vmx file is edited (the text is cut off).', at(vm, ROOT, 'EDIT_VMX')),
    clause(
      'KVM-06',
      'All this is done for a virtual machine in which Ubuntu 13.10 is installed, 64 bit.',
      at(ubuntuGuest, 'up.withoutQemuKvm', 'INSTALL_QEMU_KVM'),
      fact(stepsOfTheDocument, 'the first step', stepsOfTheDocument[0], 'shut the virtual machine down'),
    ),
  ],
  'Start screen of Windows Server 2012': [
    clause('UI-01', 'After the login the desktop has no Start button.', at(shell, 'desktop')),
    clause(
      'UI-02',
      'A hidden area in the bottom-left corner opens Start.',
      at(shell, 'desktop', 'POINT_AT_CORNER'),
      at(shell, 'startArea', 'CHOOSE_START'),
    ),
    clause(
      'UI-03',
      'Windows+C opens the charms, and Start is one of them.',
      at(shell, 'desktop', 'PRESS_WINDOWS_C'),
      at(shell, 'charms', 'CHOOSE_START'),
    ),
    clause(
      'UI-04',
      'The server can be managed from Server Manager or remotely, or be taken back to Server Core, without a desktop.',
      at(serverManager, 'withGui', 'REMOVE_GUI'),
      at(shell, ROOT, 'UNINSTALL_GUI'),
      at(shell, 'serverCore', 'INSTALL_GUI'),
    ),
  ],
};

export const clauses: readonly Clause[] = Object.values(chapters).flat();
