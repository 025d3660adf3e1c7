/**
 * A small cluster: four servers in two fault domains, and two instances of one role.
 *
 * A fault domain is a rack: what its servers share, they lose together. Each server has room for one instance, so that
 * the first two servers are taken and the other two are spare.
 */

export const serverNames = ['server1', 'server2', 'server3', 'server4'] as const;
export type ServerName = (typeof serverNames)[number];

export const instanceNames = ['web_IN_0', 'web_IN_1'] as const;
export type InstanceName = (typeof instanceNames)[number];

/** How many instances a server has room for. */
export const CAPACITY = 1;

/** Which fault domain each server is in. */
export type FaultDomains = Readonly<Record<ServerName, number>>;

/** Where each instance is meant to run; null while no server was found for it. */
export type Placement = Readonly<Record<InstanceName, ServerName | null>>;

export const otherInstance = (instance: InstanceName): InstanceName =>
  instance === 'web_IN_0' ? 'web_IN_1' : 'web_IN_0';
