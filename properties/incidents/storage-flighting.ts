/**
 * What is claimed about a change of configuration: flighted, pushed, reverted.
 */
import { hours, propertiesOf, type View } from 'redhound';
import { frontEndNames } from '../../models/incidents/storage-flighting/flighting-tool.ts';
import { storageFlighting } from '../../models/incidents/storage-flighting.ts';
import { saidOnce } from '../said-once.ts';

const language = propertiesOf(storageFlighting());
const {
  agent,
  always,
  alwaysPossible,
  and,
  claim,
  first,
  G,
  handled,
  implies,
  never,
  not,
  or,
  received,
  sent,
} = language;
const { W, whenever, Y } = language;

type Letter = View<ReturnType<typeof storageFlighting>['agents']>;

const rca = 'Microsoft, final root cause analysis of the storage interruption of November 18, 2014';

const blobs = ['region1Blob', 'region2Blob'] as const;
const tables = ['region1Table', 'region2Table'] as const;

const looping = ({ agent }: Letter) => frontEndNames.filter((name) => agent(name).matches('looping')).length;
const noneLoops = (view: Letter) => looping(view) === 0;

const changeReaches = (name: (typeof blobs)[number]) =>
  sent('flightingTool', name, 'CONFIGURE', ({ configuration }) => configuration !== 'old');

export const flightedOnBlobs = claim('faulty-change-is-met-in-the-flight', {
  statement: 'No Blob front end loops before the change was flighted on Blob front ends.',
  because: 'A flight shows nothing about front ends that it leaves out.',
  source: `I4 step 1; ${rca}`,
  formula: first(and(changeReaches('region1Blob'), agent('flightingTool').matches('flighting'))).precedes(
    or(...blobs.map((name) => agent(name).matches('looping'))),
  ),
});

export const oneRegionAtATime = claim('one-region-at-a-time', {
  statement: 'For a day after a change reached one region no other gets it.',
  because: 'Increments are there so that a bad change meets few.',
  source: `P51; I4 step 2; ${rca}`,
  // Up to the last tick before.
  formula: G(implies(changeReaches('region1Blob'), G(not(changeReaches('region2Blob')), hours(12)))),
});

export const someRegionServes = claim('some-region-serves-blobs', {
  statement: 'At every moment the Blob front ends of some region serve.',
  because: 'Customers keep their data in two regions, so that one outage does not take both.',
  source: `I4 step 3; ${rca}`,
  formula: always(({ agent }: Letter) => blobs.some((name) => agent(name).matches('serving'))),
});

export const revertIsEnough = claim('revert-is-enough', {
  statement: 'When the change is reverted no front end goes on looping.',
  because: 'To revert is what operators do first.',
  source: `I4 step 4; ${rca}`,
  formula: whenever(handled('flightingTool', 'REVERT')).leadsTo(noneLoops),
});

const tool = (state: 'idle' | 'flighting' | 'flighted' | 'pushing' | 'pushed' | 'stopped' | 'reverted') =>
  agent('flightingTool').matches(state);
const isTold = (name: (typeof frontEndNames)[number], configuration: 'change' | 'old') =>
  sent(
    'flightingTool',
    name,
    'CONFIGURE',
    (told) => (told.configuration === 'old') === (configuration === 'old'),
  );
const unhealthy = handled('flightingTool', 'UNHEALTHY');
const reverts = and(
  received('flightingTool', 'REVERT'),
  Y(or(tool('pushing'), tool('pushed'), tool('stopped'))),
);
const isRestarted = and(...frontEndNames.map((name) => sent('flightingTool', name, 'RESTART')));

/** What the tool does, enforced increments or not. */
export const duties = [
  claim('flight-lasts-three-weeks', {
    statement: 'A flight is over after three weeks, not before, unless front ends do not answer.',
    because: 'What is pushed has been tried for as long as the rules say.',
    source: `P51; I4 step 1; ${rca}`,
    formula: G(
      implies(
        and(handled('flightingTool', 'FLIGHT'), Y(tool('idle'))),
        and(
          G(not(tool('flighted')), hours(20.5 * 24)),
          or(language.F(tool('flighted'), hours(21 * 24)), language.F(unhealthy, hours(21 * 24))),
        ),
      ),
    ),
  }),
  claim('flight-begins-with-tables', {
    statement: 'A change that is flighted goes to the Table front ends of the first region at once.',
    because: 'They are flighted on in any case.',
    source: `I4 step 1; ${rca}`,
    formula: always(isTold('region1Table', 'change')).given(
      and(handled('flightingTool', 'FLIGHT'), Y(tool('idle'))),
    ),
  }),
  claim('push-begins-at-once', {
    statement: 'A change that is pushed goes to both kinds of front ends of the first region at once.',
    because: 'What operators push, the tool does not keep.',
    source: `I4 step 2; ${rca}`,
    formula: G(
      implies(
        and(handled('flightingTool', 'PUSH'), Y(tool('flighted'))),
        and(isTold('region1Blob', 'change'), isTold('region1Table', 'change'), not(tool('flighted'))),
      ),
    ),
  }),
  claim('revert-goes-everywhere', {
    statement: 'To revert a change is to tell all front ends of both regions the old configuration.',
    because: 'Nobody knows which of them have the change.',
    source: `I4 step 4; ${rca}`,
    formula: always(and(tool('reverted'), ...frontEndNames.map((name) => isTold(name, 'old')))).given(
      reverts,
    ),
  }),
  claim('restart-goes-everywhere', {
    statement: 'Operators who restart the front ends restart all of them.',
    because: 'Those that loop read nothing until then.',
    source: `I4 step 5; ${rca}`,
    formula: always(isRestarted).given(
      and(handled('flightingTool', 'RESTART_FRONT_ENDS'), Y(tool('reverted'))),
    ),
  }),
  claim('said-once', {
    statement: 'The tool tells each front end once what it has to tell.',
    because: 'Nobody could tell a second change from a message that came twice.',
    formula: saidOnce(
      language,
      frontEndNames.flatMap((name) => [
        ['flightingTool', name, 'CONFIGURE'] as const,
        ['flightingTool', name, 'RESTART'] as const,
      ]),
    ),
  }),
];

/** What the tool does where increments are enforced, and a revert restarts. */
export const incremental = [
  claim('outage-is-reported-once', {
    statement: 'Front ends that do not answer are reported once.',
    because: 'A second report would be one of a second outage.',
    formula: saidOnce(
      language,
      blobs.map((name) => [name, 'flightingTool', 'UNHEALTHY'] as const),
    ),
  }),
  claim('outage-stops-the-change', {
    statement: 'Front ends that do not answer stop a flight and a push.',
    because: 'A change that harms goes no further.',
    source: `P51; I4 step 3; ${rca}`,
    formula: always(tool('stopped')).given(and(unhealthy, Y(or(tool('flighting'), tool('pushing'))))),
  }),
  claim('next-region-after-a-day', {
    statement: 'A day after a change went to the first region it goes to the second, unless it is stopped.',
    because: 'Increments delay a change; they do not keep it back.',
    source: `P51; I4 step 2; ${rca}`,
    formula: whenever(and(handled('flightingTool', 'PUSH'), Y(tool('flighted'))))
      .leadsTo(and(isTold('region2Blob', 'change'), isTold('region2Table', 'change')))
      .within(hours(24))
      .unless(or(unhealthy, handled('flightingTool', 'REVERT'))),
  }),
  claim('push-ends', {
    statement: 'Two days after a push began the change is in all regions, unless it is stopped.',
    because: 'There are two regions, and a day for each.',
    source: `P51; ${rca}`,
    formula: whenever(and(handled('flightingTool', 'PUSH'), Y(tool('flighted'))))
      .leadsTo(tool('pushed'))
      .within(hours(48))
      .unless(or(unhealthy, handled('flightingTool', 'REVERT'))),
  }),
  claim('revert-restarts', {
    statement: 'A revert restarts all front ends.',
    because: 'A front end that loops reads the old configuration only then.',
    source: `I4 step 4; ${rca}`,
    formula: always(isRestarted).given(reverts),
  }),
];

/** What the rules of the day did do. */
export const chain = [
  claim('flight-finds-nothing', {
    statement: 'No Table front end ever loops.',
    because: 'This is why weeks of flighting on them showed nothing.',
    source: `I4 step 1; ${rca}`,
    formula: never(or(...tables.map((name) => agent(name).matches('looping')))),
  }),
  claim('loops-until-restarted', {
    statement: 'Front ends that loop go on looping until operators restart them.',
    because: 'What loops reads no configuration.',
    source: `I4 steps 3 and 4; ${rca}`,
    formula: and(
      ...blobs.map((name) =>
        G(
          implies(
            agent(name).matches('looping'),
            W(agent(name).matches('looping'), received(name, 'RESTART')),
          ),
        ),
      ),
    ),
  }),
  claim('can-be-repaired', {
    statement: 'Whatever has happened, all front ends can be brought to serve again.',
    because: 'A revert and then a restart: it took until 11:45 UTC, but it could be done.',
    source: `I4 steps 4 and 5; ${rca}`,
    formula: alwaysPossible(noneLoops),
  }),
];
