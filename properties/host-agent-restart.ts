/**
 * What is claimed of guests whose Host Agent is away for a while.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { hostAgentRestart } from '../models/host-agent-restart.ts';

const language = propertiesOf(hostAgentRestart());
const { agent, alwaysPossible, always, and, claim, condition, first, handled, never, or, sent } = language;
const { timeDiverges, whenever } = language;

type Letter = View<ReturnType<typeof hostAgentRestart>['agents']>;

const restarted = sent('hostAgent', 'guest', 'RESTART');
const isDown = agent('hostAgent').matches('down');
const goesDown = handled('hostAgent', 'GO_DOWN');
const guestFails = or(handled('guest', 'HANG'), handled('guest', 'CRASH'));
const isHung = agent('guest').matches('hung');
const comesBack = condition(
  'the Host Agent is back, and the guest hangs',
  (view: Letter) => !view.agent('hostAgent').matches('down') && view.agent('guest').matches('hung'),
);

const watch = 'MSDN blogs 2013, "Heartbeats, Recovery, and the Load Balancer"';

export const restartsNoGuest = claim('own-restart-restarts-no-guest', {
  statement:
    'No guest is restarted before one has hung or crashed, however often and long its Host Agent was away.',
  because: 'Each update of the Host Agents would else restart all guests of the datacenter.',
  source: `AZ-15, AZ-17; P31; ${watch}`,
  formula: first(guestFails).precedes(restarted),
});

export const properties = [
  restartsNoGuest,
  claim('hung-guest-is-restarted-after-all', {
    statement:
      'A guest that hangs while its Host Agent is there is restarted within 25 minutes, unless that goes down.',
    because: 'The watch over the guest begins anew with the Host Agent, and ends as always.',
    source: 'AZ-17; P25, P31, P39',
    formula: whenever(and(isHung, comesBack)).leadsTo(handled('guest', 'RESTART')).within(minutes(25)).unless(goesDown),
  }),
  claim('nobody-restarts-while-it-is-down', {
    statement: 'While the Host Agent is down no guest is restarted.',
    because: 'What is down does nothing.',
    source: 'AZ-17; P31',
    formula: never(and(restarted, isDown)),
  }),
  claim('incarnation-survives', {
    statement: 'Where no restart is under way, guest and Host Agent speak of the same incarnation.',
    because: 'A Host Agent that forgot it would take all heartbeats for those of an earlier guest.',
    source: 'P28, P31',
    formula: always(
      (view: Letter) =>
        view.agent('guest').context.incarnation === view.agent('hostAgent').context.incarnation,
    ).given(condition('no restart under way', ({ link }) => link('hostAgent', 'guest').inFlight() === 0)),
  }),
  claim('can-be-watched-again', {
    statement: 'Whatever happened, the guest can come to be up and watched.',
    because: 'Between a guest that hangs and a Host Agent that comes and goes nothing may be stuck for good.',
    source: 'AZ-15; P31, P53',
    formula: alwaysPossible(
      (view: Letter) => view.agent('hostAgent').matches('watching') && view.agent('guest').matches('up'),
    ),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];
