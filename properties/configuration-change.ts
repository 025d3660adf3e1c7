/**
 * What is claimed about changes of the service configuration while a role is deployed.
 */
import { propertiesOf, type View } from 'redhound';
import { configurationChange } from '../models/configuration-change.ts';

const language = propertiesOf(configurationChange());
const { agent, alwaysPossible, always, claim, emitted, fair, handled, never, not, or, S, sent, whenever, Y } =
  language;

type Letter = View<ReturnType<typeof configurationChange>['agents']>;

const model = 'Microsoft, "What is the cloud service model and how do I package it?"';

const isOffline = agent('role').matches('absent');
const changing = sent('guestAgent', 'role', 'CHANGING');
const accepted = handled('guestAgent', 'CHANGING_RETURNED', ({ cancel }) => !cancel);
const changesAgain = or(
  handled('fabricController', 'CHANGE_SETTING'),
  handled('fabricController', 'CHANGE_CERTIFICATE'),
);
const hasConfiguration = (view: Letter) => {
  const { setting, certificate } = view.agent('fabricController').context.configuration;
  const { applied } = view.agent('guestAgent').context;
  return applied.setting === setting && applied.certificate === certificate;
};

export const properties = [
  claim('certificate-changes-offline', {
    statement: 'A certificate is installed only while the role process is gone.',
    because: 'A process that has the old one open goes on with it, and nobody notices.',
    source: `AZ-19; P24; ${model}`,
    formula: always(isOffline).given(emitted('guestAgent', 'certificate installed')),
  }),
  claim('no-changing-for-certificates', {
    statement: 'The role is never asked by Changing about a certificate.',
    because: 'It cannot take the change online, so there is nothing to ask.',
    source: `AZ-19; P24; ${model}`,
    formula: never(sent('guestAgent', 'role', 'CHANGING', ({ certificate }) => certificate)),
  }),
  claim('changing-comes-first', {
    statement:
      'A setting changes online only when Changing was raised for it and the role has not asked to be recycled.',
    because: 'Code that reads a setting once would go on with the old one.',
    source: `AZ-16; ${model}`,
    formula: always(
      language.and(accepted, Y(S(not(emitted('guestAgent', 'applied online')), changing))),
    ).given(sent('guestAgent', 'role', 'CHANGED')),
  }),
  claim('instances-do-not-matter', {
    statement: 'A new number of instances is no business of an instance that is there.',
    because: 'Scaling out must not disturb those that serve.',
    source: `AZ-08; ${model}`,
    formula: never(
      language.and(
        handled('fabricController', 'CHANGE_INSTANCES'),
        sent('fabricController', 'guestAgent', 'CONFIGURE'),
      ),
    ),
  }),
  claim('change-arrives', {
    statement: 'A change of the configuration is applied in the end, unless it is changed again.',
    because: 'Else instances of one role run with different settings.',
    source: `AZ-16; P53; ${model}`,
    formula: whenever(changesAgain).leadsTo(hasConfiguration).unless(changesAgain),
    fairness: {
      weak: [
        fair.deliveries('fabricController', 'guestAgent'),
        fair.deliveries('guestAgent', 'role'),
        fair.deliveries('role', 'guestAgent'),
        fair.environment('role', 'ON_START_RETURNS'),
        fair.environment('role', 'CHANGING_HANDLER_RETURNS'),
        fair.environment('role', 'ON_STOP_RETURNS'),
      ],
    },
  }),
  claim('can-serve-again', {
    statement: 'Whatever is changed, the role can come to run with the configuration that it should have.',
    because: 'A change must not be a dead end.',
    source: 'AZ-01, AZ-16; P53',
    formula: alwaysPossible(
      (view: Letter) => view.agent('role').matches({ present: 'run' }) && hasConfiguration(view),
    ),
  }),
];
