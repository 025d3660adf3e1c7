/**
 * What the service configuration (.cscfg) says of a role that can be changed while it is deployed.
 */
/** The values that a setting takes, in turn. Three, so that one may come and be overtaken by one that is not the old one. */
export const settings = ['first', 'second', 'third'] as const;
export type Setting = (typeof settings)[number];

export interface Configuration {
  /** The value of a setting. */
  readonly setting: Setting;
  /** The thumbprint of a certificate. */
  readonly certificate: 'old' | 'new';
}

export const firstConfiguration: Configuration = { setting: 'first', certificate: 'old' };
