/**
 * I8 d with a site that is warmed up in OnStart: the role is busy until then.
 */
import { defineSuite, seconds } from 'redhound';
import { bootstrapper } from '../../models/azure/bootstrapper.ts';
import { loadBalancer } from '../../models/azure/load-balancer.ts';
import { roleInstanceRecord } from '../../models/azure/role-instance-record.ts';
import { w3wp } from '../../models/incidents/cold-site/w3wp.ts';
import { type ColdSiteParameters, coldSite } from '../../models/incidents/cold-site.ts';
import { changedMachine, changedState, doneTwice } from '../changed-machine.ts';
import { chain, noTrafficToColdSite, warmSiteServes } from './cold-site.ts';

const nothing = () => {};

const warmedUp = (changed: Partial<ColdSiteParameters> = {}) =>
  coldSite({ warmsUpIn: 'OnStart', ...changed });

/** With another agent in place of one of its own. */
const warmedUpWith = (agents: object) => {
  const system = warmedUp();
  return { ...system, agents: { ...system.agents, ...agents } };
};

export default defineSuite({
  name: 'cold-site-fixed',
  description: 'Warm-up in OnStart: the first request of a user meets a warm site.',
  system: warmedUp(),
  properties: [noTrafficToColdSite, warmSiteServes, ...chain],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'warm-up-in-run',
      because: 'The site is warmed up when Run has begun.',
      system: coldSite({ warmsUpIn: 'Run' }),
      breaks: ['no-traffic-to-cold-site'],
    },
    {
      name: 'pools-left-over',
      because: 'The old application pools are left as they are.',
      system: warmedUpWith({
        bootstrapper: changedState(bootstrapper, 'present.reading', { always: 'runningTasks' }),
      }),
      breaks: ['pools-are-deleted-first'],
      alsoBreaks: {
        'sites-are-configured': 'Vacuous: nobody says that pools are deleted.',
      },
    },
    {
      name: 'sites-not-configured',
      because: 'The host process starts without sites.',
      system: warmedUpWith({
        bootstrapper: changedState(bootstrapper, 'present.runningTasks', { onDone: 'startingHost' }),
      }),
      breaks: ['sites-are-configured'],
    },
    {
      name: 'children-live-on',
      because: 'The children of the bootstrapper outlive it.',
      system: warmedUpWith({
        bootstrapper: changedState(bootstrapper, 'present', {
          on: { DIE: { target: 'absent', actions: ['reportExit', 'forget'] } },
        }),
      }),
      breaks: ['children-die-with-the-bootstrapper'],
      alsoBreaks: {
        'warm-site-gets-traffic':
          'A host process that lives on is not started again, and never says that it runs.',
        'can-be-in-rotation':
          'A host process that lives on is not started again, and never says that it runs.',
        'sites-are-configured':
          'The configurator of the last start is still at work, and tells the new bootstrapper what the old one asked.',
      },
    },
    {
      name: 'status-not-noted',
      because: 'The fabric controller does not note what it is told.',
      system: warmedUpWith({ fabricController: roleInstanceRecord.provide({ actions: { note: nothing } }) }),
      breaks: ['status-is-known'],
    },
    {
      name: 'asked-seldom',
      because: 'The role is asked for its status every half minute.',
      system: warmedUpWith({ bootstrapper: bootstrapper.provide({ delays: { statusCheck: seconds(30) } }) }),
      breaks: ['role-is-asked-every-15-seconds'],
    },
    {
      name: 'one-probe-is-enough',
      because: 'The load balancer waits for one probe where two are due.',
      system: warmedUp({ loadBalancer: loadBalancer.provide({ delays: { timeout: seconds(15) } }) }),
      breaks: ['answer-keeps-it-in-rotation'],
    },
    {
      name: 'timeout-of-a-minute',
      because: 'The load balancer waits for four probes where two are due.',
      system: warmedUp({ loadBalancer: loadBalancer.provide({ delays: { timeout: seconds(60) } }) }),
      breaks: ['in-rotation-only-who-answers'],
    },
    {
      name: 'warm-in-half-a-minute',
      because: 'The site is warm half a minute after its first request.',
      system: warmedUp({ w3wp: w3wp.provide({ delays: { warmUp: seconds(30) } }) }),
      breaks: ['warm-up-takes-a-minute'],
    },
    {
      name: 'answers-twice',
      because: 'The site answers each request twice.',
      system: warmedUp({ w3wp: doneTwice(w3wp, 'answer') }),
      breaks: ['nothing-is-said-twice'],
    },
    {
      name: 'warming-up-at-boot',
      because: 'The site warms up when the guest has booted.',
      system: warmedUp({ w3wp: changedMachine(w3wp, { initial: 'warmingUp' }) }),
      breaks: ['nothing-runs-at-first'],
      alsoBreaks: {
        'warm-up-takes-a-minute': 'Vacuous: the site warms up before anybody requests it.',
      },
    },
  ],
});
