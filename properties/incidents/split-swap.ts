/**
 * What is claimed about the swap of staging and production.
 */
import { propertiesOf, type View } from 'redhound';
import type { DeploymentName } from '../../models/incidents/split-swap/directory.ts';
import { splitSwap } from '../../models/incidents/split-swap.ts';

const { always, alwaysPossible, claim, or } = propertiesOf(splitSwap());

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
