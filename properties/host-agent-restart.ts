/**
 * What is claimed of guests whose Host Agent is away for a while.
 */
import { minutes, propertiesOf, type View } from 'redhound';
import { INCARNATIONS } from '../models/heartbeat/host-agent.ts';
import { hostAgentRestart } from '../models/host-agent-restart.ts';

const language = propertiesOf(hostAgentRestart());
const { agent, alwaysPossible, always, and, claim, condition, emitted, F, first, G, handled } = language;
const { implies, never, not, or, R, sent, timeDiverges, W, whenever, X, Y } = language;

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

const beats = sent('guest', 'hostAgent', 'HEARTBEAT');
const accepted = emitted('hostAgent', 'accepted');
const isUp = agent('guest').matches('up');
const restartArrives = handled('guest', 'RESTART');
const boots = or(restartArrives, handled('guest', 'CRASH'));

const endsWithin = (state: Parameters<typeof not>[0], time: number) => G(implies(state, F(not(state), time)));

/** The state of an agent in one incarnation of the guest: with a restart it begins anew. */
const inEach = (
  name: 'guest' | 'hostAgent',
  state: 'booting' | 'bootingSlowly' | 'connecting',
  time: number,
) =>
  and(
    ...Array.from({ length: INCARNATIONS }, (_, incarnation) =>
      endsWithin(({ agent }: Letter) => {
        const { context, matches } = agent(name) as unknown as {
          context: { incarnation: number };
          matches(value: string): boolean;
        };
        return matches(state) && context.incarnation === incarnation;
      }, time),
    ),
  );

/** What guest and Host Agent do whether or not the time of an absence counts. */
export const common = [
  claim('restart-begins-a-boot', {
    statement: 'A guest that is restarted boots at once, with the incarnation that it is given.',
    because: 'Heartbeats of the guest before it would be taken for its own.',
    source: 'AZ-17; P28, P39',
    formula: always(
      (view: Letter) =>
        view.agent('guest').matches('booting') &&
        view.received(
          'guest',
          'RESTART',
          ({ incarnation }) => incarnation === view.agent('guest').context.incarnation,
        ),
    ).given(restartArrives),
  }),
  claim('crash-begins-a-boot', {
    statement: 'A guest that crashes boots again by itself.',
    because: 'Nobody outside need restart it.',
    source: 'AZ-17; P39',
    formula: always(agent('guest').matches('booting')).given(handled('guest', 'CRASH')),
  }),
  ...(
    [
      ['up', 'that is up'],
      ['booting', 'that boots'],
    ] as const
  ).map(([state, which]) =>
    claim(`guest-${which.replaceAll(' ', '-')}-can-hang`, {
      statement: `A guest ${which} can hang, and is still then.`,
      because: 'It is what the Host Agent is there for.',
      source: 'AZ-17; P25, P39',
      formula: always(isHung).given(and(handled('guest', 'HANG'), Y(agent('guest').matches(state)))),
    }),
  ),
  claim('boot-can-be-slow', {
    statement: 'A boot can be slow.',
    because: 'The time to connect is longer than that of silence for it.',
    source: 'P29',
    formula: always(agent('guest').matches('bootingSlowly')).given(handled('guest', 'SLOW_BOOT')),
  }),
  claim('begins-with-a-boot', {
    statement: 'A guest begins with a boot, and so does the watch over it.',
    because: 'A guest that was never heard is not silent yet.',
    source: 'P29',
    formula: and(
      W(agent('guest').matches('booting'), or(handled('guest', 'HANG'), handled('guest', 'SLOW_BOOT'), isUp)),
      W(agent('hostAgent').matches('connecting'), or(accepted, goesDown)),
    ),
  }),
  claim('boot-takes-five-minutes', {
    statement:
      'A guest that boots is up after five minutes, no sooner and no later, unless it hangs or its boot is slow.',
    because: 'What the Host Agent waits for comes in time.',
    source: 'P29, P39',
    formula: and(inEach('guest', 'booting', minutes(5)), G(implies(boots, G(not(isUp), 0)))),
  }),
  claim('slow-boot-takes-a-quarter-of-an-hour', {
    statement: 'A slow boot takes a quarter of an hour more and leads up, unless the guest is restarted.',
    because: 'It is longer than the ten minutes, and shorter than the time to connect.',
    source: 'P29',
    formula: and(
      inEach('guest', 'bootingSlowly', minutes(15)),
      G(implies(handled('guest', 'SLOW_BOOT'), R(restartArrives, not(isUp), minutes(10)))),
      G(
        implies(
          handled('guest', 'SLOW_BOOT'),
          W(agent('guest').matches('bootingSlowly'), or(isUp, restartArrives)),
        ),
      ),
    ),
  }),
  claim('beats-when-up', {
    statement: 'A guest that is up says so at once, and then every five minutes.',
    because: 'What is silent is restarted.',
    source: 'AZ-15; P25',
    formula: and(G(implies(boots, W(not(isUp), beats))), endsWithin(and(isUp, not(beats)), minutes(5))),
  }),
  claim('beats-once-a-period', {
    statement: 'A guest sends no two heartbeats within five minutes.',
    because: 'Each costs the host something, times the number of all guests.',
    source: 'AZ-14, AZ-15; C1',
    formula: whenever(beats).forbids(beats).for(minutes(5)),
  }),
  claim('nothing-is-under-way-twice', {
    statement: 'No two heartbeats and no two restarts are under way at once.',
    because: 'A second restart would cut short the boot that the first has begun.',
    source: 'AZ-15, AZ-17; P38',
    formula: always(
      ({ link }: Letter) =>
        link('guest', 'hostAgent').inFlight('HEARTBEAT') <= 1 &&
        link('hostAgent', 'guest').inFlight('RESTART') <= 1,
    ),
  }),
  claim('heartbeats-of-its-guest-count', {
    statement:
      'A Host Agent that is there accepts the heartbeats of the guest that it started last, and no others, and watches it then.',
    because: 'A heartbeat from before the restart says nothing of the guest after it.',
    source: 'AZ-15; P28',
    formula: always((view: Letter) => {
      const { context, matches } = view.agent('hostAgent');
      if (!view.received('hostAgent', 'HEARTBEAT')) return true;
      const isCurrent = view.received(
        'hostAgent',
        'HEARTBEAT',
        ({ incarnation }) => incarnation === context.incarnation,
      );
      return view.handled('hostAgent', 'HEARTBEAT')
        ? isCurrent && matches('watching') && view.emitted('hostAgent', 'accepted')
        : !isCurrent || matches('down');
    }),
  }),
  claim('ten-minutes-of-silence', {
    statement:
      'A guest that was heard and is silent is restarted after ten minutes, unless the Host Agent goes down.',
    because: 'A hung guest serves nobody.',
    source: 'AZ-17; P25',
    formula: whenever(accepted).leadsTo(restarted).within(minutes(10)).unless(or(accepted, goesDown)),
  }),
  claim('not-before-ten-minutes', {
    statement: 'No guest is restarted within ten minutes after it was heard.',
    because: 'A restart takes the role out of service; a late heartbeat is no reason for one.',
    source: 'AZ-17; P26',
    formula: whenever(accepted).forbids(restarted).for(minutes(10)),
  }),
  claim('time-to-connect', {
    statement:
      'A guest that was restarted is given 25 minutes to be heard, and is restarted again after them.',
    because: 'A slow boot is no hang, and a boot can hang.',
    source: 'AZ-17; P29',
    formula: and(
      inEach('hostAgent', 'connecting', minutes(25)),
      G(implies(restarted, X(R(accepted, or(not(restarted), accepted), minutes(20))))),
    ),
  }),
  claim('restart-is-a-new-incarnation', {
    statement:
      'Each restart gives the guest an incarnation that it has not, which the Host Agent then waits for.',
    because: 'The two would not be told apart.',
    source: 'P28',
    formula: always(
      (view: Letter) =>
        view.agent('hostAgent').matches('connecting') &&
        view.sent(
          'hostAgent',
          'guest',
          'RESTART',
          ({ incarnation }) =>
            incarnation === view.agent('hostAgent').context.incarnation &&
            incarnation !== view.agent('guest').context.incarnation,
        ),
    ).given(restarted),
  }),
  ...(['connecting', 'watching'] as const).map((state) =>
    claim(`goes-down-while-${state}`, {
      statement: `A Host Agent that is ${state === 'connecting' ? 'waiting for its guest' : 'watching its guest'} can go down.`,
      because: 'It is updated, and dies, when it likes.',
      source: 'P31',
      formula: always(isDown).given(and(goesDown, Y(agent('hostAgent').matches(state)))),
    }),
  ),
  claim('away-for-five-to-twenty-minutes', {
    statement: 'A Host Agent that goes down is back in twenty minutes at most, and not at once.',
    because: 'A guest without a Host Agent is healed by nobody.',
    source: 'P31',
    formula: and(endsWithin(isDown, minutes(20)), G(implies(goesDown, G(isDown, 0)))),
  }),
];

/** Where the time of the absence counts. */
export const counting = [
  claim('absence-counts', {
    statement:
      'A guest that was heard, and then no more, is restarted after ten minutes, or when the Host Agent is back.',
    because: 'The time of its absence is taken for silence.',
    source: 'AZ-17; P31',
    formula: whenever(accepted).leadsTo(restarted).within(minutes(30)).unless(accepted),
  }),
  claim('time-to-connect-counts', {
    statement:
      'A guest that was restarted and is not heard is restarted again after 25 minutes, or when the Host Agent is back.',
    because: 'The time of its absence is taken for that of a boot.',
    source: 'AZ-17; P29, P31',
    formula: G(implies(restarted, X(F(or(restarted, accepted), minutes(45))))),
  }),
  claim('restarts-or-watches-on', {
    statement: 'A Host Agent that is back goes on watching, or restarts its guest.',
    because: 'It does not know that it was away.',
    source: 'P31',
    formula: G(implies(goesDown, W(isDown, or(agent('hostAgent').matches('watching'), restarted)))),
  }),
];

export const properties = [
  ...common,
  claim('watch-begins-anew', {
    statement: 'A Host Agent that is back gives its guest the time to be heard that a guest has which boots.',
    because: 'What it did not hear while it was down says nothing about the guest.',
    source: 'P31',
    formula: G(implies(goesDown, W(isDown, agent('hostAgent').matches('connecting')))),
  }),
  restartsNoGuest,
  claim('hung-guest-is-restarted-after-all', {
    statement:
      'A guest that hangs while its Host Agent is there is restarted within 25 minutes, unless that goes down.',
    because: 'The watch over the guest begins anew with the Host Agent, and ends as always.',
    source: 'AZ-17; P25, P31, P39',
    formula: whenever(and(isHung, comesBack))
      .leadsTo(handled('guest', 'RESTART'))
      .within(minutes(25))
      .unless(goesDown),
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
