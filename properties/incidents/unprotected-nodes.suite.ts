/**
 * 28 December 2012 as it was: a normal change of the primary formats the nodes that maintenance left unprotected.
 */
import { defineSuite } from 'redhound';
import { fabricController } from '../../models/incidents/unprotected-nodes/fabric-controller.ts';
import { node } from '../../models/incidents/unprotected-nodes/node.ts';
import { unprotectedNodes } from '../../models/incidents/unprotected-nodes.ts';
import { changedMachine } from '../changed-machine.ts';
import {
  canBeProtected,
  dataHasACopy,
  electsNobody,
  missingProtectionAlarms,
  neverFormatted,
  onlyNewPrimariesPrepare,
  protectionHolds,
  reports,
  stampWith,
} from './unprotected-nodes.ts';

export default defineSuite({
  name: 'unprotected-nodes',
  description:
    '28 December 2012: a new primary takes unprotected nodes for new ones, in all three fault domains.',
  system: unprotectedNodes(),
  properties: [
    ...reports,
    onlyNewPrimariesPrepare,
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
    {
      name: 'comes-back-unsaid',
      because: 'A node comes back from maintenance and does not say so.',
      system: unprotectedNodes({ node: node.provide({ actions: { report: () => {} } }) }),
      breaks: ['every-return-is-reported'],
    },
    {
      name: 'election-without-end',
      because: 'The primary that failed is never replaced.',
      system: stampWith(electsNobody),
      breaks: ['election-ends', 'primary-can-change'],
      alsoBreaks: {
        'protected-nodes-are-spared': 'Vacuous: no node is ever prepared.',
        'only-new-primaries-prepare': 'Vacuous: no node is ever told to prepare.',
        'live-replica-is-never-formatted': 'Holds: no node is ever prepared.',
        'data-has-a-copy': 'Holds: no node is ever prepared.',
      },
    },
    {
      name: 'begins-with-an-election',
      because: 'The fabric controller prepares all nodes when it begins.',
      system: stampWith(changedMachine(fabricController, { initial: 'electing' })),
      breaks: ['only-new-primaries-prepare'],
    },
  ],
});
