/**
 * The update of three instances of which one may start slowly; the claims are those of the update-domains suite.
 */
import { type UpdateParameters, updateDomains } from '../../models/update-domains.ts';
import { properties } from '../update-domains.ts';

/** One update, no trouble but the slow start. */
export const slowStart = (changed: Partial<UpdateParameters> = {}) =>
  updateDomains({
    troubles: { updates: 1, rollbacks: 0, patches: 0, slowStarts: 1, crashes: 0 },
    ...changed,
  });

export const waits = properties.filter(({ id }) =>
  ['one-update-domain-down', 'domain-1-waits-for-0', 'domain-2-waits-for-1'].includes(id),
);
