/**
 * The releases of the storage service: a certificate travels with a routine release, which others can overtake.
 *
 * Duty: to deploy what is queued with the next release; a release that is time-critical is not put off any more.
 * Parameter without a source: `train` 5 days from one release to the next.
 */
import { hours } from 'redhound';
import { sendTo, setup } from 'xstate';

export type ReleaseEvent = { type: 'QUEUE' } | { type: 'EXPEDITE' } | { type: 'DEPRIORITISE' };

export const releases = setup({
  types: { events: {} as ReleaseEvent },
  delays: { train: hours(5 * 24) },
  actions: {
    deploy: sendTo(({ system }) => system.get('frontEnd'), { type: 'INSTALL_CERTIFICATE' }),
    report: sendTo(({ system }) => system.get('certificateMonitor'), { type: 'DEPLOYED' }),
  },
}).createMachine({
  id: 'releases',
  initial: 'empty',
  states: {
    empty: { on: { QUEUE: 'routine' } },
    routine: {
      on: { DEPRIORITISE: { target: 'routine', reenter: true }, EXPEDITE: 'timeCritical' },
      after: { train: 'released' },
    },
    timeCritical: { after: { train: 'released' } },
    released: { entry: ['deploy', 'report'] },
  },
});
