/**
 * What is claimed about a change of configuration: flighted, pushed, reverted.
 */
import { hours, propertiesOf, type View } from 'redhound';
import { frontEndNames } from '../../models/incidents/storage-flighting/flighting-tool.ts';
import { storageFlighting } from '../../models/incidents/storage-flighting.ts';

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
const { W, whenever } = language;

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
