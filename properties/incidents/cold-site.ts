/**
 * What is claimed about a web site that has to be warmed up.
 */
import { propertiesOf, seconds } from 'redhound';
import { settings } from '../../models/azure/role-model.ts';
import { coldSite } from '../../models/incidents/cold-site.ts';
import { saidOnce } from '../said-once.ts';

const language = propertiesOf(coldSite());
const { agent, always, alwaysPossible, and, claim, condition, eventually, G, handled, implies } = language;
const { never, not, O, or } = language;
const { received, recurring, sent, whenever, Y } = language;

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

const dies = handled('bootstrapper', 'DIE');
const isWarmingUp = agent('w3wp').matches('warmingUp');
const isWaiting = agent('bootstrapper').matches({ present: { watching: 'waiting' } });
const asked = sent('bootstrapper', 'waIISHost', 'STATUS_CHECK');
const configuratorStarts = or(
  sent('bootstrapper', 'iisConfigurator', 'DELETE_POOLS'),
  sent('bootstrapper', 'iisConfigurator', 'CONFIGURE'),
);
const configuratorIsReady = or(
  received('bootstrapper', 'POOLS_DELETED'),
  received('bootstrapper', 'SITES_CONFIGURED'),
);
const isAbsent = (name: 'waAppAgent' | 'guestAgent' | 'bootstrapper' | 'iisConfigurator' | 'waIISHost') =>
  agent(name).matches('absent');

const statusIsKnown = condition('the status is known', ({ agent }) => {
  const { status } = agent('fabricController').context;
  const { matches } = agent('guestAgent');
  if (matches({ started: 'ready' })) return status === 'ReadyRole';
  if (matches({ started: 'busy' })) return status === 'BusyRole';
  if (matches({ started: 'starting' })) return status === 'StartingRole' || status === 'RestartingRole';
  return status === (matches('configuring') ? 'StartingRole' : 'RoleStateUnknown');
});

/** Of the guest and its load balancer, wherever the site is warmed up. */
const ofEveryGuest = [
  claim('nothing-runs-at-first', {
    statement:
      'At first no process of the role is there, its site is cold, its instance out of rotation, and WaAppAgent is started.',
    because: 'All that runs in a guest was started by somebody.',
    source: `AZ-22, AZ-29; ${pattern}`,
    formula: and(
      isAbsent('waAppAgent'),
      isAbsent('guestAgent'),
      isAbsent('bootstrapper'),
      isAbsent('iisConfigurator'),
      isAbsent('waIISHost'),
      agent('w3wp').matches('cold'),
      agent('loadBalancer').matches({ rotation: 'out' }),
      condition(
        'WaAppAgent is started, and nobody else',
        ({ link }) =>
          link('guestOs', 'waAppAgent').inFlight('START_SERVICE') === 1 &&
          link('guestOs', 'guestAgent').inFlight() === 0,
      ),
    ),
  }),
  claim('restart-is-reported', {
    statement: 'When the bootstrapper has ended, the fabric controller learns that the role restarts.',
    because: 'A role that restarts again and again looks like one that starts, otherwise.',
    source: `AZ-20, AZ-22; ${pattern}`,
    formula: always(
      sent('guestAgent', 'fabricController', 'STATUS', ({ status }) => status === 'RestartingRole'),
    ).given(handled('guestAgent', 'BOOTSTRAPPER_EXITED')),
  }),
  claim('request-is-answered', {
    statement: 'Who requests the site is answered: at once where it is warm, else when it is.',
    because: 'Role code that waits for the answer would wait for ever.',
    source: `I8 d; ${pattern}`,
    formula: always(
      implies(
        or(and(handled('w3wp', 'REQUEST'), isWarm), and(isWarm, Y(isWarmingUp))),
        sent('w3wp', 'waIISHost', 'ANSWER'),
      ),
    ),
  }),
  claim('probed-every-15-seconds', {
    statement: 'The load balancer probes the instance every fifteen seconds, in rotation or not.',
    because: 'A probe that is left out is half of what an instance has to stay in rotation.',
    source: `AZ-20; P18; ${pattern}`,
    formula: recurring(sent('loadBalancer', 'guestAgent', 'PROBE')).every(seconds(15)),
  }),
  claim('nothing-is-said-twice', {
    statement: 'Nothing that one process tells another is said twice.',
    because: 'What comes a second time is taken for the next one.',
    source: `AZ-25; ${pattern}`,
    formula: saidOnce(language, [
      ['waAppAgent', 'guestOs', 'INSTALL_SERVICE'],
      ['guestOs', 'guestAgent', 'START_SERVICE'],
      ['guestAgent', 'guestOs', 'APPLY'],
      ['guestOs', 'guestAgent', 'APPLIED'],
      ['guestAgent', 'bootstrapper', 'START'],
      ['bootstrapper', 'guestAgent', 'BOOTSTRAPPER_EXITED'],
      ['waIISHost', 'w3wp', 'REQUEST'],
      ['w3wp', 'waIISHost', 'ANSWER'],
      ['loadBalancer', 'guestAgent', 'PROBE'],
      ['guestAgent', 'loadBalancer', 'PROBE_OK'],
    ]),
  }),
  claim('pools-are-deleted-first', {
    statement: 'A bootstrapper that starts has the old application pools deleted.',
    because: 'Sites of the last start would be in the way.',
    source: `AZ-28; C5; ${pattern}`,
    formula: always(sent('bootstrapper', 'iisConfigurator', 'DELETE_POOLS')).given(
      handled('bootstrapper', 'START'),
    ),
  }),
  claim('sites-are-configured', {
    statement: 'When the old application pools are deleted, the sites of the role are configured.',
    because: 'There is no task that would have to come between.',
    source: `AZ-28; C5; ${pattern}`,
    formula: always(sent('bootstrapper', 'iisConfigurator', 'CONFIGURE')).given(
      received('bootstrapper', 'POOLS_DELETED'),
    ),
  }),
  claim('configurator-ends', {
    statement: 'When the sites of the role are configured, the process that did it is gone.',
    because: 'One that is left over would not hear what the next start wants of it.',
    source: `AZ-28; C5; ${pattern}`,
    formula: always(isAbsent('iisConfigurator')).given(received('bootstrapper', 'SITES_CONFIGURED')),
  }),
  claim('configurator-is-quick', {
    statement:
      'Pools are deleted, and sites configured, within fifteen seconds, unless the bootstrapper dies.',
    because: 'So long the role is busy with something that is none of its own.',
    source: `AZ-28; C5; ${pattern}`,
    formula: whenever(configuratorStarts).leadsTo(configuratorIsReady).within(seconds(15)).unless(dies),
  }),
  claim('configurator-takes-its-time', {
    statement: 'Neither pools nor sites are ready before fifteen seconds have passed.',
    because: 'What is reported earlier was not done.',
    source: `AZ-28; C5; ${pattern}`,
    formula: whenever(configuratorStarts).forbids(configuratorIsReady).for(seconds(15)),
  }),
  claim('guest-is-configured-first', {
    statement: 'The bootstrapper is not started before everything was set in the guest OS.',
    because: 'A site without its certificates or its firewall must not meet users.',
    source: `AZ-19, AZ-21, AZ-22; ${pattern}`,
    formula: always(
      and(...settings.map((name) => O(received('guestAgent', 'APPLIED', ({ setting }) => setting === name)))),
    ).given(sent('guestAgent', 'bootstrapper', 'START')),
  }),
  claim('children-die-with-the-bootstrapper', {
    statement: 'When the bootstrapper dies each of its children is killed, and the guest agent hears of it.',
    because: 'A child that lives on would run twice after the next start.',
    source: `AZ-22, AZ-29; ${pattern}`,
    formula: always(
      and(
        isAbsent('iisConfigurator'),
        isAbsent('waIISHost'),
        sent('bootstrapper', 'iisConfigurator', 'KILL'),
        sent('bootstrapper', 'waIISHost', 'KILL'),
        sent('bootstrapper', 'guestAgent', 'BOOTSTRAPPER_EXITED'),
      ),
    ).given(dies),
  }),
  claim('status-is-known', {
    statement: 'The fabric controller knows the status of the role as the guest agent does.',
    because: 'Who looks at the portal must see whether the role serves.',
    source: `AZ-20; ${pattern}`,
    formula: always(statusIsKnown),
  }),
  claim('role-is-asked-every-15-seconds', {
    statement:
      'A role that runs is asked for its status after fifteen seconds, unless the bootstrapper dies.',
    because: 'Else nobody would notice that it is busy.',
    source: `AZ-25; C9; ${pattern}`,
    formula: whenever(isWaiting).leadsTo(asked).within(seconds(15)).unless(dies),
  }),
  claim('who-answers-is-left-alone', {
    statement:
      'A role that has just started, or says how it is when it is asked, is not asked again at once.',
    because: 'A role that is taken for busy after its answer would lose its users.',
    source: `AZ-25; C9; ${pattern}`,
    formula: always(
      and(
        implies(or(received('bootstrapper', 'STARTED'), received('bootstrapper', 'CHECKED')), isWaiting),
        implies(received('bootstrapper', 'STARTED'), not(asked)),
      ),
    ),
  }),
  claim('answer-keeps-it-in-rotation', {
    statement: 'An instance that answers a probe stays in rotation for half a minute.',
    because: 'One answer that is late must not cost it its users.',
    source: `AZ-20; P18; ${pattern}`,
    formula: whenever(received('loadBalancer', 'PROBE_OK')).forbids(not(isIn)).for(seconds(30)),
  }),
  claim('in-rotation-only-who-answers', {
    statement: 'An instance in rotation has answered a probe in the last half minute.',
    because: 'A role that is gone must get no requests.',
    source: `AZ-20, AZ-25; P18; ${pattern}`,
    formula: G(implies(isIn, O(received('loadBalancer', 'PROBE_OK'), seconds(30)))),
  }),
  claim('warm-up-ends-in-a-minute', {
    statement: 'A site that is requested is warm after a minute at most.',
    because: 'Whoever asked first waits so long.',
    source: `I8 d; ${pattern}`,
    formula: whenever(handled('w3wp', 'REQUEST')).leadsTo(isWarm).within(seconds(60)),
  }),
  claim('warm-up-takes-a-minute', {
    statement: 'A cold site that is requested is not warm before a minute has passed.',
    because: 'This is what makes a cold site a nuisance.',
    source: `I8 d; ${pattern}`,
    formula: whenever(and(handled('w3wp', 'REQUEST'), isWarmingUp))
      .forbids(isWarm)
      .for(seconds(60)),
  }),
];

/** What the load balancer did do by its rules. */
export const chain = [
  ...ofEveryGuest,
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
