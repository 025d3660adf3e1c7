/**
 * What is claimed about a web site that has to be warmed up.
 */
import { propertiesOf, seconds } from 'redhound';
import { coldSite } from '../../models/incidents/cold-site.ts';

const { agent, alwaysPossible, and, claim, eventually, never, not, whenever } = propertiesOf(coldSite());

const pattern = 'MSDN blogs 2013, "Heartbeats, Recovery, and the Load Balancer"';

const isIn = agent('loadBalancer').matches({ rotation: 'in' });
const isWarm = agent('w3wp').matches('warm');
const isReady = agent('guestAgent').matches({ started: 'ready' });

export const noTrafficToColdSite = claim('no-traffic-to-cold-site', {
  statement: 'While the site is cold, or warms up, its instance is out of rotation.',
  because: 'Users would wait for what role code could have done before.',
  source: `AZ-20; P18; I8 d; ${pattern}`,
  formula: never(and(isIn, not(isWarm))),
});

export const warmSiteServes = claim('warm-site-gets-traffic', {
  statement: 'The instance gets into rotation in the end, and its site is warm.',
  because: 'An instance that is never in rotation has no cold traffic either.',
  source: `AZ-20; I8 d; ${pattern}`,
  formula: eventually(and(isIn, isWarm)),
});

/** What the load balancer did do by its rules. */
export const chain = [
  claim('cold-traffic-ends-in-a-minute', {
    statement: 'A minute after the role became Ready its site is warm.',
    because: 'By then the users have done what role code should have.',
    source: `I8 d; ${pattern}`,
    formula: whenever(isReady).leadsTo(isWarm).within(seconds(60)),
  }),
  claim('can-be-in-rotation', {
    statement: 'Whatever happened, the instance can get into rotation with a warm site.',
    because: 'Cold traffic is a matter of the beginning.',
    source: `AZ-20; I8 d; ${pattern}`,
    formula: alwaysPossible(and(isIn, isWarm)),
  }),
];
