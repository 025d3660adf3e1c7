/**
 * The same certificates with an alarm that is bound to what is deployed: it makes the release time-critical.
 */
import { defineSuite } from 'redhound';
import { certificateMonitor } from '../../models/incidents/expired-certificates/certificate-monitor.ts';
import { releases } from '../../models/incidents/expired-certificates/releases.ts';
import { expiredCertificates } from '../../models/incidents/expired-certificates.ts';
import { changedState } from '../changed-machine.ts';
import {
  alarmGoesOn,
  chain,
  duties,
  neverExpired,
  settledInTwoTrains,
  untilDeployed,
} from './expired-certificates.ts';

const secondReminder =
  'The second reminder would come when the release that the first one made time-critical is deployed: nobody needs it.';

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
    ...duties,
    ...untilDeployed,
  ],
  search: { runs: 2_000, maxSteps: 60 },
  survivors: {
    'retarget-transition:certificateMonitor:renewed:after reminder': secondReminder,
    'retarget-transition:certificateMonitor:renewed:after reminder#2': secondReminder,
    'drop-reenter:certificateMonitor:renewed:after reminder': secondReminder,
  },
  variants: [
    {
      name: 'alarm-without-end',
      because: 'The monitor does not take notice of the deployment.',
      system: expiredCertificates({
        settledBy: 'deployed',
        certificateMonitor: changedState(certificateMonitor, 'renewed', { on: { DEPLOYED: {} } }),
      }),
      breaks: ['quiet-once-deployed'],
    },
    {
      name: 'one-alarm',
      because: 'People are alarmed once.',
      system: expiredCertificates({
        settledBy: 'deployed',
        certificateMonitor: changedState(certificateMonitor, 'renewed', { after: {} }),
      }),
      breaks: [
        'alarm-every-five-days',
        'certificate-in-use-never-expires',
        'alarm-goes-on-until-deployed',
        'deployed-ten-days-after-the-alarm',
      ],
      alsoBreaks: { 'time-critical-waits-for-its-train': 'Vacuous: it never comes to that here.' },
    },
    {
      name: 'deployed-on-the-spot',
      because: 'A release that becomes time-critical waits for no train.',
      system: expiredCertificates({
        settledBy: 'deployed',
        releases: changedState(releases, 'routine', { on: { EXPEDITE: 'released' } }),
      }),
      breaks: ['time-critical-waits-for-its-train'],
    },
    {
      name: 'never-deployed',
      because: 'A release does not bring the certificate.',
      system: expiredCertificates({
        settledBy: 'deployed',
        releases: releases.provide({ actions: { deploy: () => {} } }),
      }),
      breaks: ['can-be-deployed', 'certificate-in-use-never-expires', 'deployed-ten-days-after-the-alarm'],
      alsoBreaks: {
        'no-release-unasked': 'Vacuous: it never comes to that here.',
        'release-is-reported': 'Vacuous: it never comes to that here.',
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
      alsoBreaks: { 'time-critical-waits-for-its-train': 'Vacuous: it never comes to that here.' },
    },
    {
      name: 'reminder-without-effect',
      because: 'The second alarm does not make the release time-critical.',
      system: expiredCertificates({
        settledBy: 'deployed',
        certificateMonitor: certificateMonitor.provide({ actions: { expedite: () => {} } }),
      }),
      breaks: ['certificate-in-use-never-expires', 'deployed-ten-days-after-the-alarm'],
      alsoBreaks: { 'time-critical-waits-for-its-train': 'Vacuous: it never comes to that here.' },
    },
  ],
});
