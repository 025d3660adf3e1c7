/**
 * A network device of the cluster: it forwards data, and handles management messages of other devices.
 *
 * Duty: to forward data. The fault of July 2012: a surge of management messages sets off bugs by which it is at 100 % of
 * its CPU, and forwards nothing until people have seen to it.
 * Parameter: `handling` 1 s for a message; a second one within it is a surge (no figures are published).
 */
import { seconds } from 'redhound';
import { setup } from 'xstate';

export type NetworkDeviceEvent = { type: 'MANAGEMENT_MESSAGE' } | { type: 'RESET' };

export const networkDevice = setup({
  types: { events: {} as NetworkDeviceEvent },
  delays: { handling: seconds(1) },
}).createMachine({
  id: 'networkDevice',
  initial: 'forwarding',
  states: {
    forwarding: {
      initial: 'quiet',
      states: {
        quiet: { on: { MANAGEMENT_MESSAGE: 'handling' } },
        handling: {
          on: { MANAGEMENT_MESSAGE: '#networkDevice.saturated' },
          after: { handling: 'quiet' },
        },
      },
    },
    /** At 100 % of its CPU. */
    saturated: { on: { RESET: 'forwarding' } },
  },
});
