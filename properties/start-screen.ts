/**
 * What is claimed about the ways to Start on a server without a Start button.
 */
import { propertiesOf, seconds } from 'redhound';
import { startScreen } from '../models/start-screen.ts';

const { agent, alwaysPossible, claim, fair, handled, lasting, never, or, whenever } = propertiesOf(
  startScreen(),
);

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
];
