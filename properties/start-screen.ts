/**
 * What is claimed about the ways to Start on a server without a Start button.
 */
import { propertiesOf, seconds } from 'redhound';
import { startScreen } from '../models/start-screen.ts';

const language = propertiesOf(startScreen());
const { agent, always, alwaysPossible, and, claim, condition, fair, G, handled, implies, lasting } = language;
const { never, not, or, received, sometimes, U, whenever } = language;

const onDesktop = agent('shell').matches('desktop');
const charmsShown = agent('shell').matches('charms');
const startAreaShown = agent('shell').matches('startArea');
const startShown = agent('shell').matches('start');
const withoutDesktop = agent('shell').matches('serverCore');

export const properties = [
  claim('no-start-button', {
    statement: 'No way leads from the desktop to Start but through the charms or the hidden corner.',
    because: 'It is what strikes one first on Windows Server 2012: there is nothing on the desktop to click.',
    source: 'UI-01, UI-02, UI-03',
    formula: never(startShown).afterUntil(onDesktop, or(charmsShown, startAreaShown, withoutDesktop)),
  }),
  claim('charms-do-not-stay', {
    statement: 'Charms that are shown are gone, or used, within five seconds.',
    because: 'They pop out over whatever one was working at.',
    source: 'UI-03',
    formula: lasting(charmsShown).atMost(seconds(5)),
  }),
  claim('start-stays-reachable', {
    statement: 'From whatever the screen shows, Start can be reached.',
    because: 'Who takes the GUI away must be able to bring it back.',
    source: 'UI-02, UI-03, UI-04',
    formula: alwaysPossible(startShown),
  }),
  claim('gui-is-as-requested', {
    statement: 'Five seconds after the GUI was asked for, the screen is not Server Core any more.',
    because: 'Adding and removing the GUI is an option, not a new installation.',
    source: 'UI-04',
    formula: whenever(handled('serverManager', 'ADD_GUI'))
      .leadsTo(or(onDesktop, charmsShown, startAreaShown, startShown))
      .within(seconds(5)),
  }),
  claim('who-persists-gets-there', {
    statement:
      'Whoever presses Windows+C at last, and does not miss Start for ever when it is offered, gets there.',
    because: 'A way that can be found is not enough; it must lead there for those who keep trying.',
    source: 'UI-03',
    formula: whenever(onDesktop).leadsTo(startShown).unless(withoutDesktop),
    fairness: {
      weak: [fair.environment('shell', 'PRESS_WINDOWS_C')],
      strong: [fair.environment('shell', 'CHOOSE_START')],
    },
  }),
  claim('who-dawdles-gets-there', {
    statement: 'Whoever presses Windows+C at last gets to Start.',
    because: 'The charms hide again: whoever is too slow each time never gets to Start.',
    source: 'UI-03',
    expected: 'violated',
    missing: 'Start, offered again and again, is chosen at last (strong fairness of CHOOSE_START)',
    formula: whenever(onDesktop).leadsTo(startShown).unless(withoutDesktop),
    fairness: {
      weak: [fair.environment('shell', 'PRESS_WINDOWS_C'), fair.environment('shell', 'CHOOSE_START')],
    },
  }),
  claim('desktop-comes-first', {
    statement: 'A server with its GUI shows the desktop first.',
    because: 'Whoever signed in looks for Start there.',
    source: 'UI-01',
    formula: onDesktop,
  }),
  claim('corner-can-be-found', {
    statement: 'Who points at the corner finds the start area.',
    because: 'Nothing on the desktop tells of it.',
    source: 'UI-02',
    formula: sometimes(and(startAreaShown, received('shell', 'POINT_AT_CORNER'))),
  }),
  claim('offers-do-not-stay', {
    statement: 'Whatever offers Start is gone, or used, within five seconds, and the desktop is there again.',
    because: 'It pops out over whatever one was working at.',
    source: 'UI-02, UI-03',
    formula: lasting(or(charmsShown, startAreaShown)).atMost(seconds(5)),
  }),
  claim('charms-can-be-used', {
    statement: 'Charms that pop out do not hide at once.',
    because: 'It takes a moment to aim at Start.',
    source: 'UI-03',
    formula: G(implies(handled('shell', 'PRESS_WINDOWS_C'), not(U(charmsShown, onDesktop, 0)))),
  }),
  claim('chosen-start-is-shown', {
    statement: 'Where Start is offered and chosen it is shown at once.',
    because: 'An offer that leads elsewhere is worse than none.',
    source: 'UI-02, UI-03',
    formula: always(startShown).given(received('shell', 'CHOOSE_START')),
  }),
  claim('start-can-be-left', {
    statement: 'Who leaves Start can get back to the desktop.',
    because: 'What one was working at is there.',
    source: 'UI-01',
    formula: sometimes(and(onDesktop, received('shell', 'LEAVE_START'))),
  }),
  claim('without-gui-server-core', {
    statement: 'A server whose GUI is removed shows Server Core.',
    because: 'There is no desktop left that it could show.',
    source: 'UI-04',
    formula: always(withoutDesktop).given(received('shell', 'UNINSTALL_GUI')),
  }),
  claim('with-gui-desktop', {
    statement: 'A server whose GUI is added shows its desktop.',
    because: 'It is as it was before the GUI was removed.',
    source: 'UI-04',
    formula: always(onDesktop).given(received('shell', 'INSTALL_GUI')),
  }),
  claim('gui-can-be-removed-again', {
    statement: 'Five seconds after the GUI was asked for, Server Manager knows that it is there.',
    because: 'Who added it may want to remove it again.',
    source: 'UI-04',
    formula: whenever(handled('serverManager', 'ADD_GUI'))
      .leadsTo(agent('serverManager').matches('withGui'))
      .within(seconds(5)),
  }),
  claim('asked-once', {
    statement: 'Nothing that Server Manager asks of the server is under way twice.',
    because: 'The second answer would be taken for that to the next question.',
    source: 'UI-04',
    formula: always(
      condition(
        'at most one request is under way',
        ({ link }) => link('serverManager', 'shell').inFlight() <= 1,
      ),
    ),
  }),
];
