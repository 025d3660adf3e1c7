/**
 * I3, 22 February 2013: certificates that were renewed in time, and deployed too late.
 */
import { agent, defineSystem } from 'redhound';
import {
  type CertificateMonitorInput,
  certificateMonitor,
} from './expired-certificates/certificate-monitor.ts';
import { frontEnd } from './expired-certificates/front-end.ts';
import { releases } from './expired-certificates/releases.ts';

export interface ExpiredCertificatesParameters extends CertificateMonitorInput {
  readonly certificateMonitor: typeof certificateMonitor;
  readonly releases: typeof releases;
  readonly frontEnd: typeof frontEnd;
}

/** As it was, except where other parameters are given. */
export const expiredCertificates = (changed: Partial<ExpiredCertificatesParameters> = {}) => {
  const parameters = { settledBy: 'stored' as const, certificateMonitor, releases, frontEnd, ...changed };
  return defineSystem({
    name: 'expired-certificates',
    agents: {
      certificateMonitor: agent(parameters.certificateMonitor, {
        input: { settledBy: parameters.settledBy },
      }),
      releases: parameters.releases,
      frontEnd: parameters.frontEnd,
    },
    environment: [{ agent: 'releases', event: { type: 'DEPRIORITISE' }, budget: 'any' }],
  });
};
