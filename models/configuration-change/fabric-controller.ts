/**
 * The fabric controller, as the one who passes a changed service configuration on.
 *
 * Duty: to take a new .cscfg (AZ-01, AZ-08), and to tell the guest agent of each instance that it concerns (AZ-16). A new
 * number of instances concerns none of those that are there.
 */
import { assign, sendTo, setup } from 'xstate';
import { type Configuration, firstConfiguration, settings } from './configuration.ts';

export type FabricControllerEvent =
  | { type: 'CHANGE_SETTING' }
  | { type: 'CHANGE_CERTIFICATE' }
  | { type: 'CHANGE_INSTANCES' };

export const fabricController = setup({
  types: {
    context: {} as { readonly configuration: Configuration; readonly instances: 2 | 3 },
    events: {} as FabricControllerEvent,
  },
  actions: {
    changeSetting: assign(({ context: { configuration } }) => ({
      configuration: {
        ...configuration,
        setting: settings[(settings.indexOf(configuration.setting) + 1) % settings.length]!,
      },
    })),
    changeCertificate: assign(({ context: { configuration } }) => ({
      configuration: {
        ...configuration,
        certificate: configuration.certificate === 'old' ? ('new' as const) : ('old' as const),
      },
    })),
    changeInstances: assign({ instances: ({ context }) => (context.instances === 2 ? 3 : 2) }),
    tellGuestAgent: sendTo(
      ({ system }) => system.get('guestAgent'),
      ({ context }) => ({ type: 'CONFIGURE', configuration: context.configuration }),
    ),
  },
}).createMachine({
  id: 'fabricController',
  context: { configuration: firstConfiguration, instances: 2 },
  on: {
    CHANGE_SETTING: { actions: ['changeSetting', 'tellGuestAgent'] },
    CHANGE_CERTIFICATE: { actions: ['changeCertificate', 'tellGuestAgent'] },
    CHANGE_INSTANCES: { actions: 'changeInstances' },
  },
});
