/**
 * 28 December 2012 as it was: a normal change of the primary formats the nodes that maintenance left unprotected.
 */
import { defineSuite } from 'redhound';
import { node } from '../../models/incidents/unprotected-nodes/node.ts';
import { unprotectedNodes } from '../../models/incidents/unprotected-nodes.ts';
import {
  canBeProtected,
  dataHasACopy,
  missingProtectionAlarms,
  neverFormatted,
  protectionHolds,
} from './unprotected-nodes.ts';

export default defineSuite({
  name: 'unprotected-nodes',
  description:
    '28 December 2012: a new primary takes unprotected nodes for new ones, in all three fault domains.',
  system: unprotectedNodes(),
  properties: [
    protectionHolds,
    canBeProtected,
    { ...neverFormatted, expected: 'violated', missing: 'a change of the primary that changes no node' },
    { ...dataHasACopy, expected: 'violated', missing: 'a change of the primary that changes no node' },
    { ...missingProtectionAlarms, expected: 'violated', missing: 'a monitor that works' },
  ],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'protection-ignored',
      because: 'A node is prepared whether or not it is protected.',
      system: unprotectedNodes({ node: node.provide({ guards: { isUnprotected: () => true } }) }),
      breaks: ['protected-nodes-are-spared'],
    },
    {
      name: 'protection-is-not-set-again',
      because: 'A node that comes back from maintenance never gets its protection again.',
      system: unprotectedNodes({
        node: node.provide({
          guards: {
            isChanged: ({ context, event }) =>
              event.type === 'MAINTAIN' && context.isProtected && event.forgetsProtection,
          },
        }),
      }),
      breaks: ['can-be-protected'],
    },
  ],
});
