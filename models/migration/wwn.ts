/**
 * Names: hosts, virtual HBAs, and the two sets of world-wide port names that every virtual HBA has (FC-05, C10).
 */
export type HostName = 'host1' | 'host2';
export type VirtualHba = 'hba1' | 'hba2' | 'hba3' | 'hba4';
export type WwnSet = 'A' | 'B';
/** The port name of one virtual HBA in one set. */
export type Wwpn = `${VirtualHba}:${WwnSet}`;

/** The agents that take part in the migrations of one virtual machine, and its virtual HBAs. */
export interface Party {
  readonly coordinator: string;
  readonly vm: string;
  /** The machine of each host for this virtual machine. */
  readonly host1: string;
  readonly host2: string;
  readonly virtualHbas: readonly VirtualHba[];
  /** Whether the first host runs the virtual machine from the start; default true. */
  readonly startsOnHost1?: boolean;
}

export const firstParty: Party = {
  coordinator: 'coordinator',
  vm: 'vm',
  host1: 'host1',
  host2: 'host2',
  virtualHbas: ['hba1', 'hba2'],
};

/** The port names of all virtual HBAs of one virtual machine in one set. */
export const wwpnsOf = (set: WwnSet, { virtualHbas } = firstParty): readonly Wwpn[] =>
  virtualHbas.map((hba) => `${hba}:${set}` as const);
/** Of the first virtual machine. */
export const everyWwpn: readonly Wwpn[] = [...wwpnsOf('A'), ...wwpnsOf('B')];

export const otherHost = (host: HostName): HostName => (host === 'host1' ? 'host2' : 'host1');
export const otherSet = (set: WwnSet): WwnSet => (set === 'A' ? 'B' : 'A');
