/**
 * The same certificates with an alarm that is bound to what is deployed: it makes the release time-critical.
 */
import { defineSuite } from 'redhound';
import { certificateMonitor } from '../../models/incidents/expired-certificates/certificate-monitor.ts';
import { releases } from '../../models/incidents/expired-certificates/releases.ts';
import { expiredCertificates } from '../../models/incidents/expired-certificates.ts';
import { alarmGoesOn, chain, neverExpired, settledInTwoTrains } from './expired-certificates.ts';

export default defineSuite({
  name: 'expired-certificates-fixed',
  description:
    'People are alarmed until the certificate is deployed, and their second alarm cannot be put off.',
  system: expiredCertificates({ settledBy: 'deployed' }),
  properties: [
    neverExpired,
    alarmGoesOn,
    settledInTwoTrains,
    ...chain.filter(({ id }) => id === 'can-be-deployed'),
  ],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'never-deployed',
      because: 'A release does not bring the certificate.',
      system: expiredCertificates({
        settledBy: 'deployed',
        releases: releases.provide({ actions: { deploy: () => {} } }),
      }),
      breaks: ['can-be-deployed', 'certificate-in-use-never-expires', 'deployed-ten-days-after-the-alarm'],
      alsoBreaks: {
        'alarm-goes-on-until-deployed': 'The release says that it has deployed, and the alarm ends.',
      },
    },
    {
      name: 'settled-by-the-store',
      because: 'The alarm ends when the new certificate is stored.',
      system: expiredCertificates({ settledBy: 'stored' }),
      breaks: [
        'certificate-in-use-never-expires',
        'alarm-goes-on-until-deployed',
        'deployed-ten-days-after-the-alarm',
      ],
    },
    {
      name: 'reminder-without-effect',
      because: 'The second alarm does not make the release time-critical.',
      system: expiredCertificates({
        settledBy: 'deployed',
        certificateMonitor: certificateMonitor.provide({ actions: { expedite: () => {} } }),
      }),
      breaks: ['certificate-in-use-never-expires', 'deployed-ten-days-after-the-alarm'],
    },
  ],
});
