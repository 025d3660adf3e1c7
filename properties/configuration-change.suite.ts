/**
 * The configuration-change suite: settings change online or by a recycle, certificates offline only.
 */
import { defineSuite } from 'redhound';
import { type AnyActorRef, enqueueActions, sendTo } from 'xstate';
import { fabricController } from '../models/configuration-change/fabric-controller.ts';
import { guestAgent } from '../models/configuration-change/guest-agent.ts';
import { role } from '../models/configuration-change/role.ts';
import { configurationChange } from '../models/configuration-change.ts';
import { properties } from './configuration-change.ts';

const nothing = () => {};

export default defineSuite({
  name: 'configuration-change',
  description:
    'Settings change online if the role agrees, certificates offline without asking, and instances for nobody.',
  system: configurationChange(),
  properties,
  search: { runs: 2_000, maxSteps: 80 },
  variants: [
    {
      name: 'certificate-is-hot-applied',
      because: 'The guest agent treats a certificate as it treats a setting.',
      system: configurationChange({
        guestAgent: guestAgent.provide({
          guards: {
            hasNewCertificate: () => false,
            hasNewSetting: ({ context: { wanted, applied } }) =>
              wanted.setting !== applied.setting || wanted.certificate !== applied.certificate,
          },
        }),
      }),
      breaks: ['no-changing-for-certificates'],
      alsoBreaks: {
        'certificate-changes-offline': 'Vacuous: none is ever installed.',
        'change-arrives': 'The role is asked again and again about a change that it cannot take.',
      },
    },
    {
      name: 'certificate-before-stop',
      because: 'The guest agent installs a certificate when it orders the role to stop.',
      system: configurationChange({
        guestAgent: guestAgent.provide({
          actions: {
            stopRole: enqueueActions(({ enqueue, system }) => {
              enqueue.emit({ type: 'certificate installed' });
              enqueue.sendTo(system.get('role') as AnyActorRef, { type: 'STOP' });
            }),
          },
        }),
      }),
      breaks: ['certificate-changes-offline'],
    },
    {
      name: 'changed-without-changing',
      because: 'The guest agent tells the role of a change that the role was asked about and has not taken.',
      system: configurationChange({
        guestAgent: guestAgent.provide({
          actions: { stopRole: sendTo(({ system }) => system.get('role'), { type: 'CHANGED' }) },
        }),
      }),
      breaks: ['changing-comes-first'],
      alsoBreaks: { 'change-arrives': 'A role that asked to be recycled is not stopped.' },
    },
    {
      name: 'everybody-is-told',
      because: 'The fabric controller tells each instance of a new number of instances.',
      system: configurationChange({
        fabricController: fabricController.provide({
          actions: {
            changeInstances: sendTo(
              ({ system }) => system.get('guestAgent'),
              ({ context }) => ({ type: 'CONFIGURE', configuration: context.configuration }),
            ),
          },
        }),
      }),
      breaks: ['instances-do-not-matter'],
    },
    {
      name: 'change-is-forgotten',
      because: 'The guest agent does not take a configuration that comes.',
      system: configurationChange({
        guestAgent: guestAgent.provide({ actions: { takeConfiguration: nothing } }),
      }),
      breaks: ['change-arrives'],
      alsoBreaks: {
        'certificate-changes-offline': 'Vacuous: none is ever installed.',
        'changing-comes-first': 'Vacuous: nothing is ever asked.',
      },
    },
    {
      name: 'exit-goes-unnoticed',
      because: 'The guest agent does not hear that the role process has ended.',
      system: configurationChange({
        role: role.provide({
          actions: {
            tell: enqueueActions(({ enqueue, system }, { type }) => {
              if (type === 'STARTED') enqueue.sendTo(system.get('guestAgent') as AnyActorRef, { type });
            }),
          },
        }),
      }),
      breaks: ['can-serve-again', 'change-arrives'],
      alsoBreaks: { 'certificate-changes-offline': 'Vacuous: none is ever installed.' },
    },
  ],
});
