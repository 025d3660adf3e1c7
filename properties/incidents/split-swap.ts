/**
 * What is claimed about the swap of staging and production.
 */
import { propertiesOf, type View } from 'redhound';
import type { DeploymentName } from '../../models/incidents/split-swap/directory.ts';
import { splitSwap } from '../../models/incidents/split-swap.ts';

const language = propertiesOf(splitSwap());
const { always, alwaysPossible, and, claim, condition, implies, not, or, received, sent } = language;
const { sometimes, Y } = language;

type Letter = View<ReturnType<typeof splitSwap>['agents']>;

const account = 'The Register, 8 November 2013, on the Azure outage of 30 October 2013';

const isOnlyProduction =
  (deployment: DeploymentName) =>
  ({ agent }: Letter) => {
    const { slots } = agent('directory').context;
    return slots[deployment] === 'production' && slots[deployment === 'A' ? 'B' : 'A'] === 'staging';
  };

export const oneProduction = claim('one-slot-is-production', {
  statement: 'Exactly one of the two deployments has the production address, at every moment.',
  because: 'With none the service is gone; with two its users see both versions.',
  source: `AZ-02; P67; I5 step 3; ${account}`,
  formula: always(or(isOnlyProduction('A'), isOnlyProduction('B'))),
});

export const canSwap = (['A', 'B'] as const).map((deployment) =>
  claim(`${deployment}-can-be-production`, {
    statement: `Deployment ${deployment} can always be brought into production, alone.`,
    because: 'To swap back is how a bad deployment is undone.',
    source: `P67; ${account}`,
    formula: alwaysPossible(isOnlyProduction(deployment)),
  }),
);

const inProduction = (deployment: DeploymentName) =>
  condition(
    `${deployment} is in production`,
    (view: Letter) => view.agent('directory').context.slots[deployment] === 'production',
  );
const swapsInOneStep = condition(
  'RDFE swaps in one step',
  (view: Letter) => view.agent('rdfe').context.swap === 'one step',
);
const names = ['A', 'B'] as const;
const of = (wanted: DeploymentName) => (event: { readonly deployment: DeploymentName }) =>
  event.deployment === wanted;
const toldOf = (type: 'SET_PRODUCTION', atMost: number) =>
  condition(
    `${type} is under way ${atMost} times at most`,
    ({ link }: Letter) => link('rdfe', 'directory').inFlight(type) <= atMost,
  );

/** What the version in use tells the directory, and what the directory makes of it. */
export const inOneStep = [
  claim('swap-is-told-at-once', {
    statement: 'The version in use tells the directory which deployment is to be in production, once.',
    because: 'Whoever asked for the swap is told that it was done.',
    source: `AZ-02; P67; ${account}`,
    formula: always(
      and(
        ...names.map((name) =>
          implies(
            and(swapsInOneStep, received('rdfe', 'SWAP_TO', of(name))),
            and(
              sent('rdfe', 'directory', 'SET_PRODUCTION', of(name)),
              or(toldOf('SET_PRODUCTION', 1), Y(not(toldOf('SET_PRODUCTION', 0)))),
            ),
          ),
        ),
      ),
    ),
  }),
  claim('what-is-told-is-in-production', {
    statement: 'The deployment that the directory is told of is in production, and the other is not.',
    because: 'Users come by the address that the directory gives.',
    source: `P67; ${account}`,
    formula: always(
      and(
        ...names.map((name) =>
          implies(
            received('directory', 'SET_PRODUCTION', of(name)),
            and(inProduction(name), not(inProduction(name === 'A' ? 'B' : 'A'))),
          ),
        ),
      ),
    ),
  }),
  claim('swap-can-come', {
    statement: 'There can be a swap to each deployment.',
    because: 'Of a service that is never swapped the rest would say nothing.',
    source: `P67; ${account}`,
    formula: sometimes(and(received('directory', 'SET_PRODUCTION', of('B')), inProduction('B'))),
  }),
];

/** What the new version tells the directory. */
export const inTwoSteps = [
  claim('new-version-tells-both', {
    statement:
      'The new version tells the directory of both deployments: the one that goes, and the one that comes.',
    because: 'Two messages are two chances to be lost.',
    source: `I5 step 3; ${account}`,
    formula: always(
      and(
        ...names.map((name) =>
          implies(
            and(not(swapsInOneStep), received('rdfe', 'SWAP_TO', of(name))),
            and(
              sent('rdfe', 'directory', 'DEMOTE', of(name === 'A' ? 'B' : 'A')),
              sent('rdfe', 'directory', 'PROMOTE', of(name)),
            ),
          ),
        ),
      ),
    ),
  }),
  claim('directory-believes-both', {
    statement: 'What is demoted is not in production, and what is promoted is.',
    because: 'The directory cannot know that a second message is to come.',
    source: `I5 step 3; ${account}`,
    formula: always(
      and(
        ...names.map((name) =>
          and(
            implies(received('directory', 'DEMOTE', of(name)), not(inProduction(name))),
            implies(received('directory', 'PROMOTE', of(name)), inProduction(name)),
          ),
        ),
      ),
    ),
  }),
  claim('can-be-rolled-back', {
    statement: 'Whatever was rolled out, RDFE can be brought back to the version that swaps in one step.',
    because: 'It is what ends the outage.',
    source: `I5 step 4; ${account}`,
    formula: alwaysPossible(swapsInOneStep),
  }),
];
