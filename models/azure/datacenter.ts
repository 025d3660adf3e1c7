/**
 * Pools of hosts, where they are, and where the instances of a service may be placed.
 *
 * A pool is the hosts of one fabric controller, in one datacenter. A service names an affinity group, which ties it to
 * one pool, or a geo location, which leaves the choice (AZ-05; C4). A fault domain is what fails together (a rack); two
 * instances or more are spread over two of them at least, and over update domains by their index.
 */
export interface Host {
  readonly name: string;
  readonly faultDomain: number;
}

export interface Pool {
  readonly name: string;
  /** The agent that is the fabric controller of this pool. */
  readonly controller: string;
  readonly geoLocation: string;
  readonly affinityGroups: readonly string[];
  readonly hosts: readonly Host[];
}

/** What a user submits: the service, and whether its package and its configuration are there (AZ-01). */
export interface Submission {
  readonly service: string;
  readonly instances: number;
  readonly place: { readonly affinityGroup: string } | { readonly geoLocation: string };
  /** The .cspkg file. */
  readonly cspkg: boolean;
  /** The .cscfg file. */
  readonly cscfg: boolean;
}

/** One instance of a service on a host that was chosen for it. */
export interface Placement {
  readonly service: string;
  readonly index: number;
  readonly host: string;
  readonly updateDomain: number;
  readonly state: 'waiting' | 'ordered' | 'started';
}

/** A host as its fabric controller sees it: bare metal, a root partition being built, with a Host Agent, or dead. */
export interface HostRecord extends Host {
  readonly state: 'bare' | 'building' | 'ready' | 'dead';
}

export const UPDATE_DOMAINS = 5;

/** Whether a service may be placed in a pool. */
export const allows = ({ place }: Submission, pool: Pool): boolean =>
  'affinityGroup' in place
    ? pool.affinityGroups.includes(place.affinityGroup)
    : pool.geoLocation === place.geoLocation;

/** The hosts of a pool that live and have no instance; each has room for one. */
export const freeHosts = (hosts: readonly HostRecord[], placements: readonly Placement[]) =>
  hosts.filter(({ name, state }) => state !== 'dead' && placements.every(({ host }) => host !== name));

/** Whether instances stand in two fault domains, or there is but one of them. */
export const isSpread = (hosts: readonly Host[], placements: readonly Placement[]): boolean =>
  placements.length < 2 || new Set(placements.map(({ host }) => faultDomainOf(hosts, host))).size > 1;

/** The placements of instances `indexes` beside those that there are, each in the fault domain used least. */
export function place(
  hosts: readonly HostRecord[],
  placements: readonly Placement[],
  service: string,
  indexes: readonly number[],
): readonly Placement[] | undefined {
  const [index, ...others] = indexes;
  if (index === undefined) return placements;
  const inUse = placements
    .filter((placement) => placement.service === service)
    .map(({ host }) => faultDomainOf(hosts, host));
  const crowd = ({ faultDomain }: Host) => inUse.filter((used) => used === faultDomain).length;
  const [best] = freeHosts(hosts, placements).sort((a, b) => crowd(a) - crowd(b));
  if (best === undefined) return undefined;
  const updateDomain = index % UPDATE_DOMAINS;
  const chosen = { service, index, host: best.name, updateDomain, state: 'waiting' } as const;
  return place(hosts, [...placements, chosen], service, others);
}

const faultDomainOf = (hosts: readonly Host[], name: string) =>
  hosts.find((host) => host.name === name)?.faultDomain;
