/**
 * 22 February 2013 as it was: the alarm ends when the new certificate is stored, and its release can be put off.
 */
import { defineSuite, hours } from 'redhound';
import { certificateMonitor } from '../../models/incidents/expired-certificates/certificate-monitor.ts';
import { frontEnd } from '../../models/incidents/expired-certificates/front-end.ts';
import { releases } from '../../models/incidents/expired-certificates/releases.ts';
import { expiredCertificates } from '../../models/incidents/expired-certificates.ts';
import { changedMachine, changedState, doneTwice } from '../changed-machine.ts';
import {
  alarmGoesOn,
  chain,
  duties,
  expiresInTwentyDays,
  neverExpired,
  settledInTwoTrains,
} from './expired-certificates.ts';

const missing = 'an alarm that ends when the certificate is deployed, not when it is stored';

export default defineSuite({
  name: 'expired-certificates',
  description: '22 February 2013: renewed in time, put off with a routine release, expired.',
  system: expiredCertificates(),
  properties: [
    ...chain,
    ...duties,
    expiresInTwentyDays,
    { ...neverExpired, expected: 'violated', missing },
    { ...alarmGoesOn, expected: 'violated', missing },
    { ...settledInTwoTrains, expected: 'violated', missing },
  ],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'alarm-at-once',
      because: 'The monitor alarms people before anything is due.',
      system: expiredCertificates({
        certificateMonitor: certificateMonitor.provide({ delays: { due: 0 } }),
      }),
      breaks: ['alarm-after-five-days'],
    },
    {
      name: 'release-without-a-report',
      because: 'Nobody is told of what a release brings.',
      system: expiredCertificates({ releases: releases.provide({ actions: { report: () => {} } }) }),
      breaks: ['release-is-reported'],
    },
    {
      name: 'release-unasked',
      because: 'A release is under way from the start.',
      system: expiredCertificates({ releases: changedMachine(releases, { initial: 'routine' }) }),
      breaks: ['no-release-unasked'],
    },
    {
      name: 'queued-again',
      because: 'The monitor begins anew with each certificate that it has stored.',
      system: expiredCertificates({
        certificateMonitor: changedState(certificateMonitor, 'renewed', { always: 'watching' }),
      }),
      breaks: ['queued-once'],
    },
    {
      name: 'queued-twice',
      because: 'The monitor queues the release twice.',
      system: expiredCertificates({ certificateMonitor: doneTwice(certificateMonitor, 'queueRelease') }),
      breaks: ['said-once'],
    },
    {
      name: 'certificate-for-longer',
      because: 'The certificate lasts for 25 days.',
      system: expiredCertificates({ frontEnd: frontEnd.provide({ delays: { remaining: hours(25 * 24) } }) }),
      breaks: ['expires-in-twenty-days'],
    },
    {
      name: 'renewed-too-late',
      because: 'The monitor looks after 24 days, when the certificate has expired.',
      system: expiredCertificates({
        certificateMonitor: certificateMonitor.provide({ delays: { due: hours(24 * 24) } }),
      }),
      breaks: ['renewed-in-time', 'alarm-after-five-days'],
    },
    {
      name: 'never-deployed',
      because: 'A release does not bring the certificate.',
      system: expiredCertificates({ releases: releases.provide({ actions: { deploy: () => {} } }) }),
      breaks: ['can-be-deployed'],
      alsoBreaks: {
        'no-release-unasked': 'Vacuous: it never comes to that here.',
        'release-is-reported': 'Vacuous: it never comes to that here.',
      },
    },
  ],
});
