/**
 * What is claimed about certificates: renewed, deployed, and alarmed about until then.
 */
import { hours, propertiesOf } from 'redhound';
import { expiredCertificates } from '../../models/incidents/expired-certificates.ts';

const language = propertiesOf(expiredCertificates());
const { agent, alwaysPossible, and, claim, emitted, first, never, not, or, sent, whenever } = language;

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
