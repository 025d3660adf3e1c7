/**
 * What is claimed about certificates: renewed, deployed, and alarmed about until then.
 */
import { hours, propertiesOf } from 'redhound';
import { expiredCertificates } from '../../models/incidents/expired-certificates.ts';
import { saidOnce } from '../said-once.ts';

const language = propertiesOf(expiredCertificates());
const { agent, always, alwaysPossible, and, atMost, claim, emitted, F, first, G, handled, implies } =
  language;
const { never, not, or, received, recurring, sent, whenever } = language;

const rca = 'Microsoft, "Details of the February 22nd 2013 Windows Azure Storage disruption"';

const queued = sent('certificateMonitor', 'releases', 'QUEUE');
const expired = agent('frontEnd').matches('expired');
const alarmed = emitted('certificateMonitor', 'alarm');
const deployed = agent('frontEnd').matches('renewed');

export const neverExpired = claim('certificate-in-use-never-expires', {
  statement: 'The certificate that the front ends serve with is replaced before it expires.',
  because: 'An expired certificate ends HTTPS in all regions at the same second.',
  source: `P68; I3 step 3; ${rca}`,
  formula: never(expired),
});

export const alarmGoesOn = claim('alarm-goes-on-until-deployed', {
  statement: 'Five days after the first alarm the certificate is deployed, or people are alarmed again.',
  because: 'A certificate in the store protects nobody.',
  source: `P68; I3 steps 1 and 2; ${rca}`,
  formula: whenever(queued)
    .leadsTo(or(deployed, and(alarmed, not(queued))))
    .within(hours(5 * 24)),
});

export const chain = [
  claim('renewed-in-time', {
    statement: 'The certificate is renewed and queued before it expires.',
    because: 'The monitor did its work: this is not what failed.',
    source: `I3 step 1; ${rca}`,
    formula: first(queued).precedes(expired),
  }),
  claim('can-be-deployed', {
    statement: 'The new certificate can always still be deployed, after the expiry too.',
    because: 'The release that was queued is the way out.',
    source: `I3 step 4; ${rca}`,
    formula: alwaysPossible(deployed),
  }),
];

export const settledInTwoTrains = claim('deployed-ten-days-after-the-alarm', {
  statement: 'The new certificate is deployed ten days after the alarm at most.',
  because: 'One release can be missed, the next is time-critical.',
  source: `P68; ${rca}`,
  formula: whenever(queued)
    .leadsTo(deployed)
    .within(hours(10 * 24)),
});

const installed = sent('releases', 'frontEnd', 'INSTALL_CERTIFICATE');

/** What the monitor and the releases do, whatever settles an alarm. */
export const duties = [
  claim('alarm-after-five-days', {
    statement: 'People are alarmed, and a release is queued, after five days and not before.',
    because: 'It is then that the certificate has to be renewed.',
    source: `I3 step 1; ${rca}`,
    formula: and(F(and(alarmed, queued), hours(5 * 24)), G(not(alarmed), hours(0))),
  }),
  claim('release-is-reported', {
    statement: 'The monitor is told of the certificate that a release brings to the front ends.',
    because: 'It alarms people until then.',
    source: `P68; ${rca}`,
    formula: always(sent('releases', 'certificateMonitor', 'DEPLOYED')).given(installed),
  }),
  claim('no-release-unasked', {
    statement: 'No certificate is deployed before a release was queued.',
    because: 'There is none before.',
    source: `I3 step 1; ${rca}`,
    formula: first(queued).precedes(installed),
  }),
  claim('queued-once', {
    statement: 'The certificate is queued once.',
    because: 'It is one certificate.',
    source: `I3 step 1; ${rca}`,
    formula: atMost(1, queued),
  }),
  claim('said-once', {
    statement: 'Nothing is said twice.',
    because: 'An alarm that comes twice is one that people learn to put off.',
    formula: saidOnce(language, [
      ['certificateMonitor', 'releases', 'QUEUE'],
      ['certificateMonitor', 'releases', 'EXPEDITE'],
      ['releases', 'certificateMonitor', 'DEPLOYED'],
      ['releases', 'frontEnd', 'INSTALL_CERTIFICATE'],
    ]),
  }),
];

/** What the monitor does where the alarm is settled by the deployment. */
export const untilDeployed = [
  claim('quiet-once-deployed', {
    statement: 'Once the monitor knows of the deployment nobody is alarmed any more.',
    because: 'An alarm without a reason is one that people learn to put off.',
    source: `P68; ${rca}`,
    formula: never(alarmed).after(received('certificateMonitor', 'DEPLOYED')),
  }),
  claim('alarm-every-five-days', {
    statement: 'Five days after any alarm there is another one, unless the certificate is deployed.',
    because: 'People who put off one alarm get the next.',
    source: `P68; ${rca}`,
    formula: recurring(or(alarmed, agent('certificateMonitor').matches('settled')))
      .every(hours(5 * 24))
      .after(queued),
  }),
  claim('time-critical-waits-for-its-train', {
    statement: 'A release that becomes time-critical is not deployed on the spot.',
    because: 'It takes the next train, which nobody can put off.',
    source: `P68; ${rca}`,
    formula: G(implies(handled('releases', 'EXPEDITE'), G(not(installed), hours(0)))),
  }),
];

/** What the certificate does. */
export const expiresInTwentyDays = claim('expires-in-twenty-days', {
  statement: 'A certificate that is not replaced within twenty days has expired by then.',
  because: 'It says so itself, and nobody can put it off.',
  source: `I3 step 3; ${rca}`,
  formula: F(or(expired, deployed), hours(20 * 24)),
});
