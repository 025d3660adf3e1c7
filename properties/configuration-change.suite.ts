/**
 * The configuration-change suite: settings change online or by a recycle, certificates offline only.
 */
import { defineSuite } from 'redhound';
import { type AnyActorRef, assign, enqueueActions, sendTo } from 'xstate';
import { firstConfiguration } from '../models/configuration-change/configuration.ts';
import { fabricController } from '../models/configuration-change/fabric-controller.ts';
import { guestAgent } from '../models/configuration-change/guest-agent.ts';
import { role } from '../models/configuration-change/role.ts';
import { configurationChange } from '../models/configuration-change.ts';
import { changedState, doneTwice } from './changed-machine.ts';
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
        'only-certificates-are-not-asked-about': 'The role is asked about a certificate alone.',
        'certificate-is-installed': 'It is taken up when the role ends, without being installed.',
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
      alsoBreaks: {
        'certificate-is-installed': 'A role that is stopped at its own wish has an old one installed.',
      },
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
      alsoBreaks: {
        'certificate-stops-the-role': 'A role that should stop is told of a change.',
        'nothing-is-said-twice':
          'It is told of the change that it took, and of the one that it must stop for.',
        'change-arrives': 'A role that asked to be recycled is not stopped.',
      },
    },
    {
      name: 'newest-is-applied',
      because:
        'The guest agent applies what it wants when the role answers, about which the role was not asked.',
      system: configurationChange({
        guestAgent: guestAgent.provide({
          actions: {
            applySetting: assign({
              applied: ({ context: { wanted, applied } }) => ({ ...applied, setting: wanted.setting }),
            }),
          },
        }),
      }),
      breaks: ['changing-comes-first'],
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
      alsoBreaks: {
        'each-configuration-is-another': 'The configuration is the one that is wanted already.',
      },
    },
    {
      name: 'change-is-forgotten',
      because: 'The guest agent does not take a configuration that comes.',
      system: configurationChange({
        guestAgent: guestAgent.provide({ actions: { takeConfiguration: nothing } }),
      }),
      breaks: ['change-arrives', 'newest-is-wanted'],
      alsoBreaks: {
        'each-configuration-is-another':
          'The first configuration is wanted for ever, and comes again with the second change.',
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
      breaks: ['can-serve-again', 'change-arrives', 'role-says-what-it-does'],
      alsoBreaks: {
        'ended-role-is-started': 'Vacuous: no end is ever heard of.',
        'certificate-changes-offline': 'Vacuous: none is ever installed.',
      },
    },
    {
      name: 'first-configuration-again',
      because: 'The fabric controller passes the first configuration on, whatever has changed.',
      system: configurationChange({
        fabricController: fabricController.provide({
          actions: {
            tellGuestAgent: enqueueActions(({ enqueue, system }) => {
              enqueue.sendTo(system.get('guestAgent') as AnyActorRef, {
                type: 'CONFIGURE',
                configuration: firstConfiguration,
              });
            }),
          },
        }),
      }),
      breaks: ['change-is-passed-on', 'each-configuration-is-another'],
      alsoBreaks: {
        'certificate-changes-offline': 'Vacuous: none is ever installed.',
        'changing-comes-first': 'Vacuous: nothing is ever asked.',
        'change-arrives': 'It is not what is passed on.',
      },
    },
    {
      name: 'changes-put-off',
      because: 'The guest agent waits with every change until the role ends.',
      system: configurationChange({
        guestAgent: guestAgent.provide({
          guards: { hasNewCertificate: () => false, hasNewSetting: () => false },
        }),
      }),
      breaks: ['settled-has-what-it-wants'],
      alsoBreaks: {
        'certificate-is-installed': 'A certificate is taken up when the role ends, without being installed.',
        'certificate-changes-offline': 'Vacuous: none is ever installed.',
        'changing-comes-first': 'Vacuous: nothing is ever asked.',
        'change-arrives': 'The role need not end.',
      },
    },
    {
      name: 'stopped-in-silence',
      because: 'The guest agent does not tell a role that it is to stop.',
      system: configurationChange({ guestAgent: guestAgent.provide({ actions: { stopRole: nothing } }) }),
      breaks: ['certificate-stops-the-role'],
      alsoBreaks: {
        'change-arrives': 'The role need not stop.',
      },
    },
    {
      name: 'recycled-for-everything',
      because: 'The guest agent stops a role for each new setting.',
      system: configurationChange({
        guestAgent: changedState(guestAgent, 'settled', {
          always: [
            { guard: 'hasNewCertificate', target: 'stopping' },
            { guard: 'hasNewSetting', target: 'stopping' },
          ],
        }),
      }),
      breaks: ['only-certificates-are-not-asked-about'],
      alsoBreaks: {
        'changing-comes-first': 'Vacuous: nothing is ever asked.',
      },
    },
    {
      name: 'wish-not-heeded',
      because: 'The guest agent does not recycle a role that asks for it.',
      system: configurationChange({
        guestAgent: guestAgent.provide({ guards: { wantsRecycling: () => false } }),
      }),
      breaks: ['answer-is-heeded'],
      alsoBreaks: {
        'changing-comes-first': 'A role that wanted to be recycled is told that it has the change.',
      },
    },
    {
      name: 'certificate-not-installed',
      because: 'The guest agent takes a new certificate for installed.',
      system: configurationChange({
        guestAgent: guestAgent.provide({ actions: { installCertificate: nothing } }),
      }),
      breaks: ['certificate-is-installed'],
      alsoBreaks: {
        'certificate-changes-offline': 'Vacuous: none is ever installed.',
      },
    },
    {
      name: 'started-as-it-was',
      because: 'The guest agent starts a role that has ended with the configuration that it had.',
      system: configurationChange({ guestAgent: guestAgent.provide({ actions: { applyAll: nothing } }) }),
      breaks: ['ended-role-is-started'],
      alsoBreaks: {
        'certificate-is-installed': 'One is installed, and the old one stays in use.',
        'change-arrives': 'The role is stopped for it again and again.',
      },
    },
    {
      name: 'end-while-asked',
      because: 'The guest agent does not notice that a role ends which it has asked.',
      system: configurationChange({
        guestAgent: changedState(guestAgent, 'asking', { on: { EXITED: undefined } }),
      }),
      breaks: ['nothing-is-ignored'],
      alsoBreaks: {
        'change-arrives': 'The guest agent waits for the answer of a role that is gone.',
        'can-serve-again': 'The guest agent waits for the answer of a role that is gone.',
      },
    },
    {
      name: 'started-twice',
      because: 'The guest agent tells a role twice to start.',
      system: configurationChange({ guestAgent: doneTwice(guestAgent, 'startRole') }),
      breaks: ['nothing-is-said-twice'],
      alsoBreaks: {
        'certificate-changes-offline': 'The second order may start a role that has just ended.',
      },
    },
    {
      name: 'stop-ignored',
      because: 'A role takes no notice of the order to stop.',
      system: configurationChange({ role: changedState(role, 'present', { on: { STOP: {} } }) }),
      breaks: ['role-does-as-it-is-told'],
      alsoBreaks: {
        'change-arrives': 'The role goes on with the old certificate.',
      },
    },
    {
      name: 'throws-and-goes-on',
      because: 'A role whose code throws goes on.',
      system: configurationChange({ role: changedState(role, 'present', { on: { THROW: '.run' } }) }),
      breaks: ['code-can-throw'],
      alsoBreaks: {
        'role-says-what-it-does': 'A role that has thrown says nothing.',
        'change-arrives': 'The guest agent waits for what the role was at.',
      },
    },
  ],
});
