/**
 * I8 d with a site that is warmed up in OnStart: the role is busy until then.
 */
import { agent, defineSuite, seconds } from 'redhound';
import { bootstrapper } from '../../models/azure/bootstrapper.ts';
import { guestAgent } from '../../models/azure/guest-agent.ts';
import { iisConfigurator } from '../../models/azure/iis-configurator.ts';
import { loadBalancer } from '../../models/azure/load-balancer.ts';
import { roleInstanceRecord } from '../../models/azure/role-instance-record.ts';
import type { RoleModel } from '../../models/azure/role-model.ts';
import { w3wp } from '../../models/incidents/cold-site/w3wp.ts';
import { type ColdSiteParameters, coldSite } from '../../models/incidents/cold-site.ts';
import { changedMachine, changedState, doneTwice } from '../changed-machine.ts';
import { chain, noTrafficToColdSite, warmSiteServes } from './cold-site.ts';

const role: RoleModel = { roleType: 'fullIisWeb', sites: 1, tasks: [] };

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
      alsoBreaks: { 'configurator-ends': 'Vacuous: no sites are configured.' },
    },
    {
      name: 'configurator-left-over',
      because: 'The process that configures sites says that it is ready, and goes on.',
      system: warmedUpWith({
        iisConfigurator: changedState(iisConfigurator, 'configuring', {
          after: { work: { actions: { type: 'tellParent', params: { type: 'SITES_CONFIGURED' } } } },
        }),
      }),
      breaks: ['configurator-ends'],
    },
    {
      name: 'configured-in-half-a-minute',
      because: 'The process that configures sites needs twice the time.',
      system: warmedUpWith({ iisConfigurator: iisConfigurator.provide({ delays: { work: seconds(30) } }) }),
      breaks: ['configurator-is-quick'],
    },
    {
      name: 'configured-in-no-time',
      because: 'The process that configures sites is ready as soon as it begins.',
      system: warmedUpWith({ iisConfigurator: iisConfigurator.provide({ delays: { work: 0 } }) }),
      breaks: ['configurator-takes-its-time'],
    },
    {
      name: 'restart-not-reported',
      because: 'The guest agent starts the bootstrapper again, and tells nobody.',
      system: warmedUpWith({
        guestAgent: agent(
          changedState(guestAgent, 'started', {
            on: { BOOTSTRAPPER_EXITED: { target: 'started', reenter: true } },
          }),
          { input: { role } },
        ),
      }),
      breaks: ['restart-is-reported', 'status-is-known'],
    },
    {
      name: 'probed-seldom',
      because: 'The load balancer probes every half minute.',
      system: warmedUp({ loadBalancer: loadBalancer.provide({ delays: { period: seconds(30) } }) }),
      breaks: ['probed-every-15-seconds'],
    },
    {
      name: 'first-setting-suffices',
      because: 'The guest agent starts the bootstrapper after the first setting.',
      system: warmedUpWith({
        guestAgent: agent(guestAgent.provide({ guards: { isLastSetting: () => true } }), {
          input: { role },
        }),
      }),
      breaks: ['guest-is-configured-first'],
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
        'configurator-takes-its-time': 'The configurator of the last start is soon ready.',
        'who-answers-is-left-alone':
          'A site that is warm at last answers the host process of the last start.',
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
      name: 'answer-not-heard',
      because: 'The bootstrapper does not hear what the role answers.',
      system: warmedUpWith({
        bootstrapper: changedState(bootstrapper, 'present.watching.asking', { on: { CHECKED: {} } }),
      }),
      breaks: ['who-answers-is-left-alone'],
      alsoBreaks: { 'can-be-in-rotation': 'The role is taken for busy after fifteen seconds, and for ever.' },
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
