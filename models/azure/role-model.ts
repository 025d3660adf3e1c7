/**
 * What a service package says about a role: its type, its web sites, and its startup tasks (RoleModel.xml).
 *
 * The type decides which process hosts the role code (AZ-27); the index of a site, from 0, where its files are (AZ-28;
 * C6). Startup tasks stand in the order of the service definition (D1 on startup tasks, public documentation).
 */
import { ModelError } from 'redhound';

export type RoleType = 'worker' | 'fullIisWeb' | 'hwcWeb';

/** The process that hosts the code of a role: WaWorkerHost.exe, WaIISHost.exe, WaWebHost.exe. */
export type HostProcess = 'waWorkerHost' | 'waIISHost' | 'waWebHost';

export const hostProcessOf: Readonly<Record<RoleType, HostProcess>> = {
  worker: 'waWorkerHost',
  fullIisWeb: 'waIISHost',
  hwcWeb: 'waWebHost',
};

export const hostProcesses: readonly HostProcess[] = ['waWorkerHost', 'waIISHost', 'waWebHost'];

export interface StartupTask {
  readonly name: string;
  /** Simple tasks are waited for; background tasks are not; foreground tasks must end before the role recycles. */
  readonly taskType: 'simple' | 'background' | 'foreground';
}

export interface RoleModel {
  readonly roleType: RoleType;
  /** Web sites of a full-IIS web role. */
  readonly sites: number;
  readonly tasks: readonly StartupTask[];
}

/** Where the files of the web site `index` are. */
export const siteroot = (index: number): string => `E:\\siteroot\\${index}`;

/** What the guest agent sets in the guest OS before the role may start, in this order. */
export const settings = [
  'firewall',
  'accessControlLists',
  'certificates',
  'userSid',
  'roleConfiguration',
] as const;
export type Setting = (typeof settings)[number];

/**
 * The status of a role instance, in the words of the management interface. Left out: those of a virtual machine, and
 * CyclingRole and FailedStartingRole, which tell a role that restarts again and again from one that restarts.
 */
export type InstanceStatus =
  | 'RoleStateUnknown'
  | 'StartingRole'
  | 'BusyRole'
  | 'ReadyRole'
  | 'StoppingRole'
  | 'StoppedRole'
  | 'RestartingRole';

/** @throws ModelError `INPUT_INVALID` where the type is none, or the sites do not fit it */
export function refuseUnknownRole({ roleType, sites }: RoleModel, system: string): void {
  if (!(roleType in hostProcessOf)) {
    throw new ModelError(
      'INPUT_INVALID',
      `'${roleType}' is no role type.`,
      `Use one of ${Object.keys(hostProcessOf).join(', ')}.`,
      { system },
    );
  }
  if (!Number.isInteger(sites) || sites < 0 || (roleType === 'fullIisWeb') !== sites > 0) {
    throw new ModelError(
      'INPUT_INVALID',
      `a role of type ${roleType} has ${sites} sites.`,
      'Give a full-IIS web role one site or more, and other roles 0.',
      { system },
    );
  }
}
