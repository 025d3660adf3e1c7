/**
 * What healing cannot promise: the cluster of the healing suite without a fence, with instances that take what room
 * there is, and with a low threshold. Each claim fails here, and holds in the healing suite, where its assumption is
 * made.
 */
import { defineSuite } from 'redhound';
import { fabricController } from '../models/healing/fabric-controller.ts';
import { healing } from '../models/healing.ts';
import { deadServersAreHealed, oneCopy, ownFaultDomains, properties } from './healing.ts';

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

export default defineSuite({
  name: 'healing-limits',
  description: 'Without a fence, room and a high threshold, healing doubles, crowds together and ends.',
  system: healing({
    fabricController: fabricController.provide({ actions: { fence: () => {} } }),
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
    ...properties.filter(({ id }) => !failsToo.includes(id)),
  ],
  search: { runs: 2_000, maxSteps: 120 },
});
