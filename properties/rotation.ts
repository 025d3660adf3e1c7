/**
 * What is claimed about StatusCheck and the load balancer.
 */
import { type Formula, minutes, propertiesOf, seconds } from 'redhound';
import { type Setting, settings } from '../models/azure/role-model.ts';
import { rotation } from '../models/rotation.ts';
import { configuratorDeaths, guestProcesses } from './guest-processes.ts';
import { saidOnce } from './said-once.ts';

const language = propertiesOf(rotation());
const { agent, always, alwaysPossible, and, claim, condition, handled, implies, never } = language;
const { G, not, or, R, received, sent, timeDiverges, W, whenever, Y } = language;

/** Of the model’s clock. */
const tick = seconds(15);

const isReady = agent('guestAgent').matches({ started: 'ready' });
const isIn = agent('loadBalancer').matches({ rotation: 'in' });
const isOut = agent('loadBalancer').matches({ rotation: 'out' });
const isFree = agent('waIISHost').matches({ run: 'free' });
const isBusy = agent('waIISHost').matches({ run: 'busy' });
const runs = agent('waIISHost').matches('run');
const setsBusy = handled('waIISHost', 'SET_BUSY');
const isAsked = received('waIISHost', 'STATUS_CHECK');
const isFoundBusy = handled('bootstrapper', 'CHECKED', ({ busy }) => busy);
const hangs = handled('waIISHost', 'HANG');
const dies = handled('bootstrapper', 'DIE');
const stopIsOn = not(agent('guestAgent').matches('started'));
const w3wpFails = handled('w3wp', 'FAIL');
const w3wpRecovers = handled('w3wp', 'RECOVER');
const siteFails = agent('w3wp').matches('failing');

/** Not where the guest agent has yet to hear that the role is busy. */
const isReadyAgain = and(
  isReady,
  condition('the bootstrapper takes the role for free', ({ agent }) => !agent('bootstrapper').context.busy),
);
const endsEarly = or(setsBusy, hangs, handled('waIISHost', 'THROW'), stopIsOn);

const outBeforeOnStop = always(isOut).given(
  and(received('waIISHost', 'STOP'), agent('waIISHost').matches('onStop')),
);
const unreadyLeaves = whenever(not(isReady)).leadsTo(isOut).within(seconds(30)).unless(isReady);
const failingSiteLeaves = whenever(w3wpFails).leadsTo(isOut).within(seconds(30)).unless(w3wpRecovers);

const aboutOnStop = {
  statement: 'When a planned stop reaches OnStop, the instance is out of rotation.',
  because: 'Requests that arrive while the role shuts down are lost.',
  source: 'AZ-20; P19',
};
const aboutUnready = {
  statement: 'An instance that is not Ready for 31 seconds is out of rotation.',
  because: 'A role that is busy or gone must get no requests.',
  source: 'AZ-20, AZ-25; P18',
};
const aboutSites = {
  statement: 'A web site that fails for 31 seconds is out of rotation.',
  because: 'Users would see its errors.',
  source: 'AZ-20; P22',
};

const both = (one: Formula, other: Formula) => and(implies(one, other), implies(other, one));
const probeAnswered = received('loadBalancer', 'PROBE_OK');
const agentBegins = handled('guestAgent', 'START_SERVICE');
const applies = (setting: Setting) =>
  sent('guestAgent', 'guestOs', 'APPLY', (order) => order.setting === setting);
const isApplied = (setting: Setting) =>
  handled('guestAgent', 'APPLIED', (answer) => answer.setting === setting);
const isConfiguring = agent('guestAgent').matches({ configuring: 'applying' });
const processIsAbsent = agent('waIISHost').matches('absent');

const {
  knowsItsTasks: _,
  failedOnStart: __,
  usersStopHasAllTime: ___,
  onStopHasItsTime: ____,
  drainTakesItsTime: _____,
  ...processes
} = guestProcesses({
  hosts: ['waIISHost'],
  tasks: {},
  statusCheck: seconds(15),
  drain: seconds(45),
});

/** What is claimed of the guest behind the load balancer, whoever answers its probe. */
export const aboutTheGuest = [
  ...Object.values(processes),
  claim('settings-in-their-order', {
    statement:
      'A guest agent that begins applies one setting after the other, the role configuration last, and starts the bootstrapper then.',
    because: 'A role that starts behind a firewall of yesterday serves who it should not.',
    source: 'AZ-19, AZ-21, AZ-22; P04',
    formula: always(
      and(
        implies(agentBegins, applies('firewall')),
        ...settings
          .slice(1)
          .map((setting, index) =>
            implies(isConfiguring, both(isApplied(settings[index]!), applies(setting))),
          ),
        implies(
          sent('guestAgent', 'bootstrapper', 'START'),
          or(isApplied('roleConfiguration'), handled('guestAgent', 'BOOTSTRAPPER_EXITED')),
        ),
      ),
    ),
  }),
  claim('configurator-works-for-its-parent', {
    statement:
      'IISConfigurator deletes and makes application pools exactly while the bootstrapper waits for it.',
    because: 'Pools that are deleted late take the site away under the running role.',
    source: 'AZ-24, AZ-28; P12, P14',
    formula: always(
      and(
        both(
          agent('iisConfigurator').matches('deleting'),
          agent('bootstrapper').matches({ present: 'deletingPools' }),
        ),
        both(
          agent('iisConfigurator').matches('configuring'),
          agent('bootstrapper').matches({ present: 'configuringSites' }),
        ),
      ),
    ),
  }),
  ...configuratorDeaths(agent('bootstrapper').matches('absent')),
  claim('sites-before-the-role', {
    statement:
      'The host process starts when the sites are configured, these when the old pools are gone, and never otherwise.',
    because: 'A role that runs without its sites answers with errors.',
    source: 'AZ-24, AZ-27, AZ-28; P06, P14',
    formula: always(
      and(
        both(handled('bootstrapper', 'SITES_CONFIGURED'), received('waIISHost', 'START')),
        both(handled('bootstrapper', 'POOLS_DELETED'), received('iisConfigurator', 'CONFIGURE')),
      ),
    ),
  }),
  claim('new-role-is-free', {
    statement: 'A role whose OnStart has returned is free.',
    because: 'It becomes busy when its code says so, and not before.',
    source: 'AZ-25; P15, P21',
    formula: always(isFree).given(handled('waIISHost', 'ON_START_RETURNS')),
  }),
  claim('role-is-as-its-code-says', {
    statement:
      'A role whose code says that it is busy is so at once, and until it is asked; one that was asked is free.',
    because: 'Each StatusCheck asks what the code has said since the one before.',
    source: 'AZ-25; P21',
    formula: always(
      and(
        implies(setsBusy, isBusy),
        implies(and(Y(isBusy), runs, not(isAsked)), isBusy),
        implies(and(isAsked, runs), isFree),
      ),
    ),
  }),
  claim('ended-process-is-gone', {
    statement: 'A host process whose OnStop has returned is gone at once, and the bootstrapper with it.',
    because: 'The update that asked for the stop waits for it.',
    source: 'AZ-14, AZ-16; P17',
    formula: always(and(processIsAbsent, agent('bootstrapper').matches('absent'))).given(
      handled('waIISHost', 'ON_STOP_RETURNS'),
    ),
  }),
  claim('no-process-without-its-bootstrapper', {
    statement: 'Where the bootstrapper is gone, its host process is too.',
    because: 'A process that is left over holds ports and files that the next one needs.',
    source: 'AZ-24, AZ-29; P12',
    formula: always(processIsAbsent).given(agent('bootstrapper').matches('absent')),
  }),
  claim('bootstrapper-ends-at-once', {
    statement: 'A bootstrapper without startup tasks that ends is gone at once.',
    because: 'There is nothing that it could wait for, and the role is down.',
    source: 'AZ-22, AZ-25; P34',
    formula: never(agent('bootstrapper').matches({ present: 'ending' })),
  }),
  claim('on-stop-is-limited', {
    statement: 'Five minutes after the platform asked for a stop the host process is gone.',
    because: 'The update waits for it, and the code may never return.',
    source: 'AZ-16; P20',
    formula: whenever(received('waIISHost', 'STOP')).leadsTo(processIsAbsent).within(minutes(5)),
  }),
  claim('on-stop-has-its-time', {
    statement: 'OnStop is not cut off in its first five minutes, unless the bootstrapper dies.',
    because: 'Developers count on the five minutes that they were promised.',
    source: 'AZ-16; P20',
    formula: G(
      implies(
        received('waIISHost', 'STOP'),
        R(or(processIsAbsent, dies), or(dies, not(handled('waIISHost', 'KILL'))), minutes(5) - tick),
      ),
    ),
  }),
  claim('load-is-drained-first', {
    statement: 'The bootstrapper is not told to stop before the time for draining is over.',
    because: 'The load balancer must have noticed before OnStop begins.',
    source: 'AZ-16; P19',
    formula: G(
      implies(
        handled('guestAgent', 'STOP_ROLE'),
        R(
          not(agent('guestAgent').matches('draining')),
          not(sent('guestAgent', 'bootstrapper', 'STOP')),
          seconds(45) - tick,
        ),
      ),
    ),
  }),
  claim('site-fails-until-it-recovers', {
    statement: 'A web site that fails goes on failing until it recovers, and serves then.',
    because: 'So long its users see errors, and no agent of the fabric shortens it.',
    source: 'AZ-20; P22',
    formula: always(
      and(
        implies(or(w3wpFails, and(Y(siteFails), not(w3wpRecovers))), siteFails),
        implies(w3wpRecovers, not(siteFails)),
      ),
    ),
  }),
  claim('w3wp-is-left-alone', {
    statement: 'The bootstrapper says nothing to w3wp.',
    because: 'It is the process of IIS, and no child of the bootstrapper: the documented blind spot.',
    source: 'AZ-24, AZ-28; P22',
    formula: never(
      condition(
        'something is under way from bootstrapper to w3wp',
        ({ link }) => link('bootstrapper', 'w3wp').inFlight() > 0,
      ),
    ),
  }),
  claim('nothing-is-ordered-twice', {
    statement: 'No order and no question is under way twice.',
    because: 'What is ordered a second time is done a second time, or is in the way of something else.',
    source: 'AZ-13, AZ-14, AZ-16, AZ-22',
    formula: saidOnce(language, [
      ['guestOs', 'waAppAgent', 'START_SERVICE'],
      ['waAppAgent', 'guestOs', 'INSTALL_SERVICE'],
      ['guestOs', 'guestAgent', 'START_SERVICE'],
      ['guestAgent', 'guestOs', 'APPLY'],
      ['waAppAgent', 'guestAgent', 'STOP_ROLE'],
      ['guestAgent', 'bootstrapper', 'START'],
      ['guestAgent', 'bootstrapper', 'STOP'],
      ['loadBalancer', 'guestAgent', 'PROBE'],
      ['loadBalancer', 'w3wp', 'PROBE'],
    ]),
  }),
  claim('nothing-is-answered-twice', {
    statement: 'No answer and no report is under way twice.',
    because: 'What comes a second time is taken for news.',
    source: 'AZ-16, AZ-20; P18',
    formula: saidOnce(language, [
      ['guestOs', 'guestAgent', 'APPLIED'],
      ['bootstrapper', 'guestAgent', 'ROLE_STATUS'],
      ['bootstrapper', 'guestAgent', 'BOOTSTRAPPER_EXITED'],
      ['guestAgent', 'waAppAgent', 'GUEST_AGENT_STARTED'],
      ['guestAgent', 'waAppAgent', 'ROLE_STOPPED'],
      ['guestAgent', 'loadBalancer', 'PROBE_OK'],
      ['w3wp', 'loadBalancer', 'PROBE_OK'],
    ]),
  }),
];

export const properties = [
  claim('out-before-on-stop', { ...aboutOnStop, formula: outBeforeOnStop }),
  claim('unready-leaves-rotation', { ...aboutUnready, formula: unreadyLeaves }),
  claim('busy-lasts-to-next-check', {
    statement:
      'A role that a StatusCheck found busy is Ready again after the next, unless its code says again that it is busy, it hangs, it is to stop, or bootstrapper or role die.',
    because: 'SetBusy holds for one interval, not for ever: nobody has to take it back.',
    source: 'AZ-25; P21',
    formula: whenever(isFoundBusy).leadsTo(isReadyAgain).within(seconds(15)).unless(or(endsEarly, dies)),
  }),
  claim('busy-shows-at-next-check', {
    statement:
      'A role whose code says that it is busy is no longer Ready after the next StatusCheck, unless it hangs.',
    because: 'Else SetBusy would keep no request away.',
    source: 'AZ-25; P21',
    formula: whenever(setsBusy).leadsTo(not(isReady)).within(seconds(15)).unless(hangs),
  }),
  claim('hung-process-is-busy', {
    statement: 'A host process that hangs is no longer Ready after two checks.',
    because: 'Who does not answer counts as busy.',
    source: 'AZ-25; P35',
    formula: whenever(hangs).leadsTo(not(isReady)).within(seconds(30)),
  }),
  claim('hung-process-is-left-alone', {
    statement:
      'A host process that hangs is not killed, unless the bootstrapper dies or the role is to stop.',
    because: 'It may be at work on something that takes long.',
    source: 'AZ-25; P35',
    formula: never(and(handled('waIISHost', 'KILL'), not(dies), not(stopIsOn))).afterUntil(
      hangs,
      received('waIISHost', 'START'),
    ),
  }),
  claim('stays-while-it-answers', {
    statement: 'An instance that answers a probe is in rotation for the next half minute, less a moment.',
    because: 'An instance that is taken out for one lost answer is lost capacity.',
    source: 'AZ-20; P18',
    formula: whenever(probeAnswered).keeps(isIn).for(seconds(15)),
  }),
  ...aboutTheGuest,
  claim('can-get-into-rotation', {
    statement: 'Whatever happened, the instance can get back into rotation.',
    because: 'An instance that nobody can bring back is paid for and useless.',
    source: 'AZ-09; P36',
    formula: alwaysPossible(and(isIn, isReady, runs)),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];

/** What is true only under an assumption that the system does not meet. */
export const refuted = [
  claim('unready-is-out', {
    statement: 'An instance that is not Ready is out of rotation.',
    because: 'Then no request would ever be lost.',
    source: 'AZ-20; P18',
    expected: 'violated',
    missing: 'the time that the load balancer needs to see it',
    formula: never(and(isIn, not(isReady))),
  }),
  claim('failing-site-leaves-rotation', {
    ...aboutSites,
    expected: 'violated',
    missing: 'a custom probe: no agent of the fabric watches w3wp',
    formula: failingSiteLeaves,
  }),
  claim('busy-lasts-to-next-check', {
    statement:
      'A role that a StatusCheck found busy is Ready again after the next, unless its code says again that it is busy, it hangs or throws, or it is to stop.',
    because: 'SetBusy holds for one interval, not for ever.',
    source: 'AZ-25; P21',
    expected: 'violated',
    missing: 'that the bootstrapper, which asks, lives',
    formula: whenever(isFoundBusy).leadsTo(isReadyAgain).within(seconds(15)).unless(endsEarly),
  }),
  claim('hung-process-is-recovered', {
    statement: 'A host process that hangs is replaced within ten minutes, the time that a silent guest has.',
    because: 'A role that hangs serves nobody.',
    source: 'AZ-09; P36',
    expected: 'violated',
    missing: 'a limit for how long a process may hang: the documented blind spot',
    formula: whenever(hangs)
      .leadsTo(not(agent('waIISHost').matches('hung')))
      .within(minutes(10)),
  }),
];

/** Of a load balancer with a custom probe. */
export const propertiesOfCustomProbe = [
  claim('failing-site-leaves-rotation', { ...aboutSites, formula: failingSiteLeaves }),
  claim('sound-site-answers', {
    statement: 'A web site answers each probe, until it fails for the first time.',
    because: 'A site that does not answer gets no requests, however well it could serve them.',
    source: 'AZ-20; P22',
    formula: W(implies(received('w3wp', 'PROBE'), sent('w3wp', 'loadBalancer', 'PROBE_OK')), w3wpFails),
  }),
  claim('recovered-site-gets-back', {
    statement: 'A web site that has recovered is in rotation after half a minute, unless it fails again.',
    because: 'What can serve again is needed.',
    source: 'AZ-20; P18, P22',
    formula: whenever(received('w3wp', 'RECOVER')).leadsTo(isIn).within(seconds(30)).unless(w3wpFails),
  }),
  ...aboutTheGuest,
  claim('out-before-on-stop', {
    ...aboutOnStop,
    expected: 'violated',
    missing: 'the default probe: a web site goes on answering while its role is stopped',
    formula: outBeforeOnStop,
  }),
  claim('unready-leaves-rotation', {
    ...aboutUnready,
    expected: 'violated',
    missing: 'the default probe: a custom one does not ask for the status of the role',
    formula: unreadyLeaves,
  }),
];
