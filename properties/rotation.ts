/**
 * What is claimed about StatusCheck and the load balancer.
 */
import { minutes, propertiesOf, seconds } from 'redhound';
import { rotation } from '../models/rotation.ts';

const {
  agent,
  always,
  alwaysPossible,
  and,
  claim,
  handled,
  never,
  not,
  or,
  received,
  timeDiverges,
  whenever,
} = propertiesOf(rotation());

const isReady = agent('guestAgent').matches({ started: 'ready' });
const isIn = agent('loadBalancer').matches({ rotation: 'in' });
const isOut = agent('loadBalancer').matches({ rotation: 'out' });
const isFree = agent('waIISHost').matches({ run: 'free' });
const runs = agent('waIISHost').matches('run');
const hangs = handled('waIISHost', 'HANG');
const dies = handled('bootstrapper', 'DIE');
const stopIsOn = not(agent('guestAgent').matches('started'));
const w3wpFails = handled('w3wp', 'FAIL');
const w3wpRecovers = handled('w3wp', 'RECOVER');

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

export const properties = [
  claim('out-before-on-stop', { ...aboutOnStop, formula: outBeforeOnStop }),
  claim('unready-leaves-rotation', { ...aboutUnready, formula: unreadyLeaves }),
  claim('busy-lasts-to-next-check', {
    statement:
      'A role that is no longer busy is Ready after the next StatusCheck, if it stays free and bootstrapper and role live.',
    because: 'SetBusy holds for one interval, not for ever.',
    source: 'AZ-25; P21',
    formula: whenever(handled('waIISHost', 'BECOME_FREE'))
      .leadsTo(isReady)
      .within(seconds(15))
      .unless(or(not(isFree), stopIsOn, dies)),
  }),
  claim('busy-shows-at-next-check', {
    statement: 'A role that stays busy is no longer Ready after the next StatusCheck.',
    because: 'Else SetBusy would keep no request away.',
    source: 'AZ-25; P21',
    formula: whenever(handled('waIISHost', 'BECOME_BUSY'))
      .leadsTo(not(isReady))
      .within(seconds(15))
      .unless(not(agent('waIISHost').matches({ run: 'busy' }))),
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
    statement: 'A role that is no longer busy is Ready after the next StatusCheck, if it stays free.',
    because: 'SetBusy holds for one interval, not for ever.',
    source: 'AZ-25; P21',
    expected: 'violated',
    missing: 'that the bootstrapper, which asks, lives',
    formula: whenever(handled('waIISHost', 'BECOME_FREE'))
      .leadsTo(isReady)
      .within(seconds(15))
      .unless(or(handled('waIISHost', 'BECOME_BUSY'), hangs, handled('waIISHost', 'THROW'), stopIsOn)),
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
