/**
 * What healing cannot promise: the cluster of the healing suite without a fence, with instances that take what room
 * there is, and with a low threshold. Each claim fails here, and holds in the healing suite, where its assumption is
 * made.
 */
import { defineSuite } from 'redhound';
import { type AnyActorRef, enqueueActions } from 'xstate';
import { type InstanceName, instanceNames } from '../models/healing/cluster.ts';
import { fabricController } from '../models/healing/fabric-controller.ts';
import { healing } from '../models/healing.ts';
import { deadServersAreHealed, oneCopy, ordersGoToThePlace, ownFaultDomains, properties } from './healing.ts';

/** What fails here too, beside the limits, for the same reasons. */
const failsToo = [
  'dead-server-is-healed-0',
  'dead-server-is-healed-1',
  'no-instance-runs-twice',
  'instances-keep-their-fault-domains',
  'no-server-is-overcommitted',
  'power-comes-back-where-it-was-cut',
  'both-can-be-brought-back',
];

const withoutFence = fabricController.provide({ actions: { fence: () => {} } });

export default defineSuite({
  name: 'healing-limits',
  description: 'Without a fence, room and a high threshold, healing doubles, crowds together and ends.',
  system: healing({
    fabricController: withoutFence,
    threshold: 2,
    spread: 'preferred',
  }),
  properties: [
    {
      ...oneCopy,
      expected: 'violated',
      missing: 'a fence: the power of a silent server is cut before its instances run elsewhere',
    },
    {
      ...ownFaultDomains,
      expected: 'violated',
      missing: 'room in another fault domain, or the patience to wait for it',
    },
    ...deadServersAreHealed,
    ordersGoToThePlace,
    ...properties.filter(({ id }) => !failsToo.includes(id)),
  ],
  search: { runs: 2_000, maxSteps: 120 },
  survivors: {
    'swallow-message:fabricController:{"automatic":"asking"}:xstate.after.round.fabricController.automatic.asking':
      'A server that lacks what is placed on it says so in the same instant, and is told again.',
  },
  variants: [
    {
      name: 'order-goes-astray',
      because: 'The order to run an instance on one server goes to the fourth.',
      system: healing({
        fabricController: withoutFence.provide({
          guards: {
            hasPlaceableInstance: ({ context }) =>
              instanceNames.some((instance) => context.placement[instance] === null),
          },
          actions: {
            place: enqueueActions(({ context, enqueue, system }) => {
              const instance = instanceNames.find((one) => context.placement[one] === null) as InstanceName;
              enqueue.assign({ placement: { ...context.placement, [instance]: 'server3' } });
              enqueue.sendTo(system.get('server4') as AnyActorRef, { type: 'DEPLOY', instance });
            }),
          },
        }),
        threshold: 2,
        spread: 'preferred',
        troubles: { failures: 1 },
      }),
      breaks: ['orders-go-where-instances-are-placed'],
      alsoBreaks: {
        'instances-keep-their-fault-domains':
          'It holds: an instance that was placed anew runs on both the third and the fourth server.',
        'every-dead-server-is-healed-0':
          'It holds: with one failure no other server is in HI when the first one dies, and the threshold is two.',
        'nothing-is-placed-in-hi': 'The third server may be in HI.',
      },
    },
  ],
});
