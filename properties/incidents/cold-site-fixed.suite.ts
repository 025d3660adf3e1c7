/**
 * I8 d with a site that is warmed up in OnStart: the role is busy until then.
 */
import { defineSuite } from 'redhound';
import { coldSite } from '../../models/incidents/cold-site.ts';
import { chain, noTrafficToColdSite, warmSiteServes } from './cold-site.ts';

export default defineSuite({
  name: 'cold-site-fixed',
  description: 'Warm-up in OnStart: the first request of a user meets a warm site.',
  system: coldSite({ warmsUpIn: 'OnStart' }),
  properties: [noTrafficToColdSite, warmSiteServes, ...chain],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'warm-up-in-run',
      because: 'The site is warmed up when Run has begun.',
      system: coldSite({ warmsUpIn: 'Run' }),
      breaks: ['no-traffic-to-cold-site'],
    },
  ],
});
