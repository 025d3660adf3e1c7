/**
 * July 2012 as it was: capacity was added, and the limit of the safety valve left as it was.
 */
import { defineSuite, seconds } from 'redhound';
import { type AnyActorRef, enqueueActions } from 'xstate';
import { cluster } from '../../models/incidents/connection-cap/cluster.ts';
import { networkDevice } from '../../models/incidents/connection-cap/network-device.ts';
import { safetyValve } from '../../models/incidents/connection-cap/safety-valve.ts';
import { connectionCap } from '../../models/incidents/connection-cap.ts';
import { changedMachine, changedState, doneTwice } from '../changed-machine.ts';
import { chain, dataIsForwarded, duties, limitFollowsCapacity, nothingIsRefused } from './connection-cap.ts';

const missing = 'a limit that is raised before capacity is added';

export default defineSuite({
  name: 'connection-cap',
  description:
    'July 2012: a safety valve made for a smaller cluster, and a surge of messages about refusals.',
  system: connectionCap(),
  properties: [
    ...chain,
    ...duties,
    { ...limitFollowsCapacity, expected: 'violated', missing },
    { ...nothingIsRefused, expected: 'violated', missing },
    { ...dataIsForwarded, expected: 'violated', missing: `${missing}, or devices without the bugs` },
  ],
  search: { runs: 2_000, maxSteps: 60 },
  survivors: {
    'change-delay:networkDevice':
      'Devices that are faster make a surge rarer, which no account of the day gives a figure for.',
  },
  variants: [
    {
      name: 'refusals-not-counted',
      because: 'The cluster counts a connection that was refused as used.',
      system: connectionCap({ cluster: changedMachine(cluster, { on: { REFUSED: {} } }) }),
      breaks: ['refusals-are-counted'],
    },
    {
      name: 'slow-device',
      because: 'A device takes two seconds for a management message.',
      system: connectionCap({ networkDevice: networkDevice.provide({ delays: { handling: seconds(2) } }) }),
      breaks: ['message-takes-a-second'],
    },
    {
      name: 'refusal-reported-twice',
      because: 'The safety valve reports each refusal twice.',
      system: connectionCap({ safetyValve: doneTwice(safetyValve, 'reportRefusal') }),
      breaks: ['two-refusals-make-a-surge'],
      alsoBreaks: { 'message-takes-a-second': 'Vacuous: it never comes to that here.' },
    },
    {
      name: 'busy-after-a-reset',
      because: 'A device that was reset handles a message that was lost with the reset.',
      system: connectionCap({
        networkDevice: changedState(networkDevice, 'forwarding', { initial: 'handling' }),
      }),
      breaks: ['device-begins-quiet', 'two-refusals-make-a-surge'],
    },
    {
      name: 'grows-for-ever',
      because: 'Capacity that was added is added again.',
      system: connectionCap({
        cluster: changedState(cluster, 'grown', { on: { ADD_CAPACITY: { actions: 'grow' } } }),
      }),
      breaks: ['capacity-is-added-once'],
    },
    {
      name: 'valve-stays-open',
      because: 'The safety valve admits everything.',
      system: connectionCap({ safetyValve: safetyValve.provide({ guards: { isBelowLimit: () => true } }) }),
      breaks: ['limit-is-kept'],
      alsoBreaks: {
        'device-begins-quiet': 'Vacuous: it never comes to that here.',
        'two-refusals-make-a-surge': 'Vacuous: it never comes to that here.',
        'message-takes-a-second': 'Vacuous: it never comes to that here.',
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
      breaks: ['saturated-only-after-refusals', 'two-refusals-make-a-surge'],
    },
    {
      name: 'connections-never-closed',
      because: 'The safety valve counts connections that are closed as open.',
      system: connectionCap({ safetyValve: safetyValve.provide({ actions: { close: () => {} } }) }),
      breaks: ['can-be-repaired', 'refused-only-after-growth', 'refusals-are-counted'],
    },
  ],
});
