/**
 * 22 February 2013 as it was: the alarm ends when the new certificate is stored, and its release can be put off.
 */
import { defineSuite, hours } from 'redhound';
import { certificateMonitor } from '../../models/incidents/expired-certificates/certificate-monitor.ts';
import { releases } from '../../models/incidents/expired-certificates/releases.ts';
import { expiredCertificates } from '../../models/incidents/expired-certificates.ts';
import { alarmGoesOn, chain, neverExpired, settledInTwoTrains } from './expired-certificates.ts';

const missing = 'an alarm that ends when the certificate is deployed, not when it is stored';

export default defineSuite({
  name: 'expired-certificates',
  description: '22 February 2013: renewed in time, put off with a routine release, expired.',
  system: expiredCertificates(),
  properties: [
    ...chain,
    { ...neverExpired, expected: 'violated', missing },
    { ...alarmGoesOn, expected: 'violated', missing },
    { ...settledInTwoTrains, expected: 'violated', missing },
  ],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'renewed-too-late',
      because: 'The monitor looks after 24 days, when the certificate has expired.',
      system: expiredCertificates({
        certificateMonitor: certificateMonitor.provide({ delays: { due: hours(24 * 24) } }),
      }),
      breaks: ['renewed-in-time'],
    },
    {
      name: 'never-deployed',
      because: 'A release does not bring the certificate.',
      system: expiredCertificates({ releases: releases.provide({ actions: { deploy: () => {} } }) }),
      breaks: ['can-be-deployed'],
    },
  ],
});
