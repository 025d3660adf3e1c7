/**
 * Names: hosts, virtual HBAs, and the two sets of world-wide port names that every virtual HBA has (FC-05, C10).
 */
export type HostName = 'host1' | 'host2';
export type VirtualHba = 'hba1' | 'hba2';
export type WwnSet = 'A' | 'B';
/** The port name of one virtual HBA in one set. */
export type Wwpn = `${VirtualHba}:${WwnSet}`;

export const virtualHbas: readonly VirtualHba[] = ['hba1', 'hba2'];

/** The port names of all virtual HBAs in one set. */
export const wwpnsOf = (set: WwnSet): readonly Wwpn[] => virtualHbas.map((hba) => `${hba}:${set}` as const);
export const everyWwpn: readonly Wwpn[] = [...wwpnsOf('A'), ...wwpnsOf('B')];

export const otherHost = (host: HostName): HostName => (host === 'host1' ? 'host2' : 'host1');
export const otherSet = (set: WwnSet): WwnSet => (set === 'A' ? 'B' : 'A');
