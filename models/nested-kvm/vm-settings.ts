/**
 * What ESXi keeps about a virtual machine in its .vmx file, as far as nested KVM depends on it.
 */
export interface VmSettings {
  /** 8 where ESXi 5.1 made it by default; 9 is what nested virtualization takes (KVM-01). */
  readonly hardwareVersion: 8 | 9;
  /** Options, CPU/MMU Virtualization (KVM-03). */
  readonly cpuMmu: 'automatic' | 'Intel EPT';
  /** Options, CPUID mask, Advanced, level 1, ECX: bit 31 first; `H` shows the guest the bit of the host (KVM-04). */
  readonly cpuidLevel1Ecx: string;
  /** vhv.enable in the .vmx file (KVM-05; the document is cut off there). */
  readonly vhvEnable: boolean;
}

/** The mask of the document. */
export const NESTED_ECX = '---- ---- ---- ---- ---- ---- --H- ----';
const NO_ECX = '---- ---- ---- ---- ---- ---- ---- ----';

export const defaultSettings: VmSettings = {
  hardwareVersion: 8,
  cpuMmu: 'automatic',
  cpuidLevel1Ecx: NO_ECX,
  vhvEnable: false,
};

/** Whether the mask shows the guest the given bit of the host. */
export const selects = (mask: string, bit: number): boolean => mask.replaceAll(' ', '').at(-1 - bit) === 'H';
