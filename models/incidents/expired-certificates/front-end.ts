/**
 * The storage front ends of all regions, which serve HTTPS with one certificate.
 *
 * Duty: to serve while the certificate that they have, not the one in the secret store, is valid.
 * Parameter without a source: `remaining` 20 days until it expires; its successor outlives the model.
 */
import { hours } from 'redhound';
import { setup } from 'xstate';

export const frontEnd = setup({
  types: { events: {} as { type: 'INSTALL_CERTIFICATE' } },
  delays: { remaining: hours(20 * 24) },
}).createMachine({
  id: 'frontEnd',
  initial: 'valid',
  states: {
    valid: { after: { remaining: 'expired' }, on: { INSTALL_CERTIFICATE: 'renewed' } },
    expired: { on: { INSTALL_CERTIFICATE: 'renewed' } },
    renewed: {},
  },
});
