/**
 * What the service configuration (.cscfg) says of a role that can be changed while it is deployed.
 */
export interface Configuration {
  /** The value of a setting. */
  readonly setting: 'first' | 'second';
  /** The thumbprint of a certificate. */
  readonly certificate: 'old' | 'new';
}

export const firstConfiguration: Configuration = { setting: 'first', certificate: 'old' };
