/**
 * I8 d: the role is Ready when Run begins, and its site is warmed up in Run.
 */
import { defineSuite, seconds } from 'redhound';
import { loadBalancer } from '../../models/azure/load-balancer.ts';
import { w3wp } from '../../models/incidents/cold-site/w3wp.ts';
import { coldSite } from '../../models/incidents/cold-site.ts';
import { chain, noTrafficToColdSite, warmSiteServes } from './cold-site.ts';

export default defineSuite({
  name: 'cold-site',
  description: 'Warm-up after Ready: the load balancer sends requests to a cold site.',
  system: coldSite(),
  properties: [
    ...chain,
    warmSiteServes,
    {
      ...noTrafficToColdSite,
      expected: 'violated',
      missing: 'role code that warms the site up in OnStart, before the role is Ready',
    },
  ],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'two-minutes-to-warm-up',
      because: 'The site is warm two minutes after its first request.',
      system: coldSite({ w3wp: w3wp.provide({ delays: { warmUp: seconds(120) } }) }),
      breaks: ['cold-traffic-ends-in-a-minute', 'warm-up-ends-in-a-minute'],
    },
    {
      name: 'never-answers',
      because: 'The site serves, and the one who requested it hears nothing.',
      system: coldSite({ w3wp: w3wp.provide({ actions: { answer: () => {} } }) }),
      breaks: ['request-is-answered'],
    },
    {
      name: 'never-probed',
      because: 'The load balancer asks nobody.',
      system: coldSite({ loadBalancer: loadBalancer.provide({ actions: { probe: () => {} } }) }),
      breaks: ['can-be-in-rotation', 'warm-site-gets-traffic', 'probed-every-15-seconds'],
      alsoBreaks: {
        'no-traffic-to-cold-site': 'Holds: there is no traffic.',
        'answer-keeps-it-in-rotation': 'Vacuous: nobody is asked, and nobody answers.',
        'in-rotation-only-who-answers': 'Vacuous: it is never in rotation.',
      },
    },
  ],
});
