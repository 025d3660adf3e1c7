/**
 * The monitor of certificates, with the secret store that it renews them in.
 *
 * Duty: to renew a certificate that is about to expire, to queue its deployment, and to alarm people until the matter
 * is settled. Parameter: `settledBy`, what ends the alarm: that the new certificate is in the secret store (`stored`,
 * as it was by recollection; the published account says that the release was not flagged), or that it is `deployed`.
 * Parameters without a source: `due` 5 days after the model begins, 15 before expiry; `reminder` 5 days.
 */
import { hours } from 'redhound';
import { emit, sendTo, setup } from 'xstate';

export interface CertificateMonitorInput {
  readonly settledBy: 'stored' | 'deployed';
}

export const certificateMonitor = setup({
  types: {
    context: {} as CertificateMonitorInput,
    input: {} as CertificateMonitorInput,
    events: {} as { type: 'DEPLOYED' },
    emitted: {} as { type: 'alarm' },
  },
  delays: { due: hours(5 * 24), reminder: hours(5 * 24) },
  guards: { isSettledByStore: ({ context }) => context.settledBy === 'stored' },
  actions: {
    alarm: emit({ type: 'alarm' }),
    queueRelease: sendTo(({ system }) => system.get('releases'), { type: 'QUEUE' }),
    expedite: sendTo(({ system }) => system.get('releases'), { type: 'EXPEDITE' }),
  },
}).createMachine({
  id: 'certificateMonitor',
  context: ({ input }) => input,
  initial: 'watching',
  states: {
    watching: { after: { due: { target: 'renewed', actions: ['alarm', 'queueRelease'] } } },
    /** The new certificate is in the secret store. */
    renewed: {
      always: { guard: 'isSettledByStore', target: 'settled' },
      after: { reminder: { target: 'renewed', reenter: true, actions: ['alarm', 'expedite'] } },
      on: { DEPLOYED: 'settled' },
    },
    settled: {},
  },
});
