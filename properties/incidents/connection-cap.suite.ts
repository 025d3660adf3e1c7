/**
 * July 2012 as it was: capacity was added, and the limit of the safety valve left as it was.
 */
import { defineSuite } from 'redhound';
import { type AnyActorRef, enqueueActions } from 'xstate';
import { cluster } from '../../models/incidents/connection-cap/cluster.ts';
import { safetyValve } from '../../models/incidents/connection-cap/safety-valve.ts';
import { connectionCap } from '../../models/incidents/connection-cap.ts';
import { chain, dataIsForwarded, limitFollowsCapacity, nothingIsRefused } from './connection-cap.ts';

const missing = 'a limit that is raised before capacity is added';

export default defineSuite({
  name: 'connection-cap',
  description:
    'July 2012: a safety valve made for a smaller cluster, and a surge of messages about refusals.',
  system: connectionCap(),
  properties: [
    ...chain,
    { ...limitFollowsCapacity, expected: 'violated', missing },
    { ...nothingIsRefused, expected: 'violated', missing },
    { ...dataIsForwarded, expected: 'violated', missing: `${missing}, or devices without the bugs` },
  ],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'valve-stays-open',
      because: 'The safety valve admits everything.',
      system: connectionCap({ safetyValve: safetyValve.provide({ guards: { isBelowLimit: () => true } }) }),
      breaks: ['limit-is-kept'],
      alsoBreaks: {
        'refused-only-after-growth': 'Vacuous: nothing is refused.',
        'saturated-only-after-refusals': 'Vacuous: nothing is saturated.',
        'nothing-within-capacity-is-refused': 'Holds: nothing is refused.',
        'data-is-forwarded': 'Holds: there are no messages about refusals.',
      },
    },
    {
      name: 'valve-too-tight',
      because: 'The safety valve admits one connection fewer than its limit.',
      system: connectionCap({
        safetyValve: safetyValve.provide({
          guards: { isBelowLimit: ({ context }) => context.open + 1 < context.limit },
        }),
      }),
      breaks: ['refused-only-after-growth'],
    },
    {
      name: 'message-for-each-connection',
      because: 'Each connection that is opened is announced to the other devices by a management message.',
      system: connectionCap({
        cluster: cluster.provide({
          actions: {
            open: enqueueActions(({ enqueue, system }) => {
              enqueue.sendTo(system.get('safetyValve') as AnyActorRef, { type: 'OPEN' });
              enqueue.sendTo(system.get('networkDevice') as AnyActorRef, { type: 'MANAGEMENT_MESSAGE' });
            }),
          },
        }),
      }),
      breaks: ['saturated-only-after-refusals'],
    },
    {
      name: 'connections-never-closed',
      because: 'The safety valve counts connections that are closed as open.',
      system: connectionCap({ safetyValve: safetyValve.provide({ actions: { close: () => {} } }) }),
      breaks: ['can-be-repaired', 'refused-only-after-growth'],
    },
  ],
});
