/**
 * What is claimed about changes of the service configuration while a role is deployed.
 */
import { propertiesOf, type View } from 'redhound';
import { type Setting, settings } from '../models/configuration-change/configuration.ts';
import { configurationChange } from '../models/configuration-change.ts';

const language = propertiesOf(configurationChange());
const { agent, alwaysPossible, always, and, claim, condition, emitted, fair, G, handled, implies } = language;
const { never, not, or, received, S, sent, W, whenever, Y } = language;

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

const isNewest = (view: Letter) => {
  const { configuration } = view.agent('fabricController').context;
  return view.sent(
    'fabricController',
    'guestAgent',
    'CONFIGURE',
    (told) =>
      told.configuration.setting === configuration.setting &&
      told.configuration.certificate === configuration.certificate,
  );
};

const settingIs = (which: 'applied' | 'wanted', setting: Setting) =>
  condition(
    `the ${setting} setting is ${which}`,
    ({ agent }: Letter) => agent('guestAgent').context[which].setting === setting,
  );

const wantsWhatItHas = ({ agent }: Letter) => {
  const { applied, wanted } = agent('guestAgent').context;
  return applied.setting === wanted.setting && applied.certificate === wanted.certificate;
};

/** What each of the three does with what it is told. */
const duties = [
  claim('change-is-passed-on', {
    statement: 'A changed setting and a changed certificate are passed on at once, as they are then.',
    because: 'Else instances of one role run with different settings.',
    source: `AZ-08, AZ-16; ${model}`,
    formula: always(isNewest).given(changesAgain),
  }),
  claim('newest-is-wanted', {
    statement: 'What the guest agent is told last is what it wants.',
    because: 'A configuration that comes while another is under way is next.',
    source: `AZ-16; ${model}`,
    formula: always((view: Letter) => {
      const { wanted } = view.agent('guestAgent').context;
      return (
        !view.received('guestAgent', 'CONFIGURE') ||
        view.received(
          'guestAgent',
          'CONFIGURE',
          ({ configuration }) =>
            configuration.setting === wanted.setting && configuration.certificate === wanted.certificate,
        )
      );
    }),
  }),
  claim('settled-has-what-it-wants', {
    statement: 'A guest agent is settled only with the configuration that it wants.',
    because: 'A change that is put off without a reason is forgotten.',
    source: `AZ-16; ${model}`,
    formula: always(wantsWhatItHas).given(agent('guestAgent').matches('settled')),
  }),
  claim('certificate-stops-the-role', {
    statement: 'A guest agent that stops a role tells it to, and one that asks it asks about the setting.',
    because: 'What is not told is waited for in vain.',
    source: `AZ-16, AZ-19; P24; ${model}`,
    formula: and(
      G(
        implies(
          agent('guestAgent').matches('settled'),
          W(not(agent('guestAgent').matches('stopping')), or(sent('guestAgent', 'role', 'STOP'), changing)),
        ),
      ),
      G(
        implies(
          changing,
          W(
            not(agent('guestAgent').matches('stopping')),
            or(
              sent('guestAgent', 'role', 'STOP'),
              agent('guestAgent').matches('settled'),
              agent('guestAgent').matches('starting'),
            ),
          ),
        ),
      ),
      G(
        implies(
          agent('guestAgent').matches('settled'),
          W(not(agent('guestAgent').matches('asking')), changing),
        ),
      ),
    ),
  }),
  claim('only-certificates-are-not-asked-about', {
    statement: 'A role is stopped for a new certificate or at its own wish, and asked about a new setting.',
    because: 'To be stopped costs what it has in memory.',
    source: `AZ-19; P24; ${model}`,
    formula: and(
      G(
        implies(
          sent('guestAgent', 'role', 'STOP'),
          or(
            ({ agent }: Letter) =>
              agent('guestAgent').context.wanted.certificate !==
              agent('guestAgent').context.applied.certificate,
            handled('guestAgent', 'CHANGING_RETURNED', ({ cancel }) => cancel),
          ),
        ),
      ),
      G(
        implies(
          changing,
          sent('guestAgent', 'role', 'CHANGING', ({ setting }) => setting),
        ),
      ),
    ),
  }),
  claim('answer-is-heeded', {
    statement: 'A role that wants to be recycled is stopped; one that takes a change has it, and is told so.',
    because: 'Code that reads a setting once would go on with the old one.',
    source: `AZ-16; ${model}`,
    formula: and(
      G(
        implies(
          handled('guestAgent', 'CHANGING_RETURNED', ({ cancel }) => cancel),
          agent('guestAgent').matches('stopping'),
        ),
      ),
      G(
        implies(
          accepted,
          and(
            emitted('guestAgent', 'applied online'),
            sent('guestAgent', 'role', 'CHANGED'),
            ({ agent }: Letter) =>
              agent('guestAgent').context.applied.setting === agent('guestAgent').context.wanted.setting ||
              agent('guestAgent').matches('stopping') ||
              agent('guestAgent').matches('asking'),
          ),
        ),
      ),
    ),
  }),
  claim('ended-role-is-started', {
    statement:
      'A role that has ended is started again at once, with all that is wanted, and a certificate that is new is installed first.',
    because: 'A role that is not started serves nobody.',
    source: `AZ-19; P24, P53; ${model}`,
    formula: always((view: Letter) => wantsWhatItHas(view) && view.sent('guestAgent', 'role', 'START')).given(
      handled('guestAgent', 'EXITED'),
    ),
  }),
  claim('certificate-is-installed', {
    statement:
      'The guest agent takes up a new certificate only by installing it, and installs none that it has.',
    because: 'A certificate that is not installed cannot be used, whatever the configuration says.',
    source: `AZ-19; P24; ${model}`,
    formula: and(
      ...(['old', 'new'] as const).map((which) => {
        const has = condition(
          `the ${which} certificate is applied`,
          ({ agent }: Letter) => agent('guestAgent').context.applied.certificate === which,
        );
        const installed = emitted('guestAgent', 'certificate installed');
        return and(G(implies(has, W(has, installed))), G(not(and(has, installed, Y(has)))));
      }),
    ),
  }),
  claim('nothing-is-ignored', {
    statement:
      'A guest agent takes notice of a role that ends whenever it does, and of one that has started, unless it is to be stopped.',
    because: 'It would wait for what has been.',
    source: `AZ-16; P53; ${model}`,
    formula: never(
      (view: Letter) =>
        (view.received('guestAgent', 'EXITED') && !view.handled('guestAgent', 'EXITED')) ||
        (view.received('guestAgent', 'STARTED') &&
          !view.handled('guestAgent', 'STARTED') &&
          view.agent('guestAgent').matches('starting')),
    ),
  }),
  claim('role-does-as-it-is-told', {
    statement:
      'A role process that is there stops when it is told to, and runs its handler when it is asked; one that is not there starts.',
    because: 'The guest agent waits for it.',
    source: `AZ-16; ${model}`,
    formula: and(
      G(implies(handled('role', 'START'), agent('role').matches({ present: 'onStart' }))),
      G(implies(received('role', 'STOP'), or(isOffline, agent('role').matches({ present: 'onStop' })))),
      G(implies(handled('role', 'CHANGING'), agent('role').matches({ present: 'changing' }))),
    ),
  }),
  claim('role-says-what-it-does', {
    statement:
      'A role says when it has started, what it wants when it was asked, and that it ends; and ends by its own fault or when it is stopped.',
    because: 'The guest agent has no other way to know.',
    source: `AZ-16; ${model}`,
    formula: and(
      G(
        implies(
          handled('role', 'ON_START_RETURNS'),
          and(sent('role', 'guestAgent', 'STARTED'), agent('role').matches({ present: 'run' })),
        ),
      ),
      G(
        implies(
          handled('role', 'CHANGING_HANDLER_RETURNS', ({ cancel }) => cancel),
          sent('role', 'guestAgent', 'CHANGING_RETURNED', ({ cancel }) => cancel),
        ),
      ),
      G(
        implies(
          handled('role', 'CHANGING_HANDLER_RETURNS'),
          and(sent('role', 'guestAgent', 'CHANGING_RETURNED'), agent('role').matches({ present: 'run' })),
        ),
      ),
      G(
        implies(
          or(handled('role', 'ON_STOP_RETURNS'), handled('role', 'THROW')),
          and(isOffline, sent('role', 'guestAgent', 'EXITED')),
        ),
      ),
    ),
  }),
  claim('nothing-is-said-twice', {
    statement: 'Guest agent and role say nothing to each other again before it was heard.',
    because: 'A second order to start or to stop is one that comes when it is no longer wanted.',
    source: `AZ-16; ${model}`,
    formula: always(
      ({ link }: Letter) =>
        (['START', 'STOP', 'CHANGING', 'CHANGED'] as const).every(
          (type) => link('guestAgent', 'role').inFlight(type) <= 1,
        ) &&
        (['STARTED', 'EXITED', 'CHANGING_RETURNED'] as const).every(
          (type) => link('role', 'guestAgent').inFlight(type) <= 1,
        ),
    ),
  }),
  claim('each-configuration-is-another', {
    statement: 'No configuration that the guest agent is told is the one that it was told last.',
    because: 'It may have to stop a role for it.',
    source: `AZ-08, AZ-16; ${model}`,
    formula: and(
      ...settings.flatMap((setting) =>
        (['old', 'new'] as const).map((certificate) =>
          G(
            not(
              and(
                received(
                  'guestAgent',
                  'CONFIGURE',
                  ({ configuration }) =>
                    configuration.setting === setting && configuration.certificate === certificate,
                ),
                Y(
                  condition(
                    `${setting} setting and ${certificate} certificate are wanted`,
                    ({ agent }: Letter) => {
                      const { wanted } = agent('guestAgent').context;
                      return wanted.setting === setting && wanted.certificate === certificate;
                    },
                  ),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  }),
  claim('code-can-throw', {
    statement: 'The code of a role can throw, which ends it.',
    because: 'What the guest agent then does is what the others are about.',
    source: `AZ-16; P53; ${model}`,
    formula: always(isOffline).given(handled('role', 'THROW')),
  }),
];

export const properties = [
  ...duties,
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
      'A setting changes online only to the value for which Changing was raised last, and when the role has not asked to be recycled.',
    because: 'Code that reads a setting once would go on with the old one.',
    source: `AZ-16; ${model}`,
    formula: always(
      and(
        accepted,
        or(
          ...settings.map((setting) =>
            and(
              settingIs('applied', setting),
              Y(S(not(changing), and(changing, settingIs('wanted', setting)))),
            ),
          ),
        ),
      ),
    ).given(sent('guestAgent', 'role', 'CHANGED')),
  }),
  claim('instances-do-not-matter', {
    statement: 'A new number of instances is no business of an instance that is there.',
    because: 'Scaling out must not disturb those that serve.',
    source: `AZ-08; ${model}`,
    formula: always(not(sent('fabricController', 'guestAgent', 'CONFIGURE'))).given(
      handled('fabricController', 'CHANGE_INSTANCES'),
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
