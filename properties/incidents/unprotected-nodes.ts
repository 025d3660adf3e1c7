/**
 * What is claimed about nodes, their protection, and a new primary of the fabric controller.
 */
import { propertiesOf, type View } from 'redhound';
import { nodeNames } from '../../models/incidents/unprotected-nodes/fabric-controller.ts';
import { unprotectedNodes } from '../../models/incidents/unprotected-nodes.ts';

const language = propertiesOf(unprotectedNodes());
const { always, alwaysPossible, claim, G, handled, implies, never, or } = language;
const { emitted, whenever } = language;

type Letter = View<ReturnType<typeof unprotectedNodes>['agents']>;

const rca = 'Microsoft, "Details of the December 28th, 2012 Windows Azure Storage disruption"';

export const neverFormatted = claim('live-replica-is-never-formatted', {
  statement: 'No node that holds a replica is prepared.',
  because: 'To prepare a node is to format its disks.',
  source: `P52; I2 step 4; ${rca}`,
  formula: never(or(...nodeNames.map((name) => handled(name, 'PREPARE')))),
});

export const dataHasACopy = claim('data-has-a-copy', {
  statement: 'At every moment some node holds a replica.',
  because: 'Three fault domains protect from three racks, not from one command to all of them.',
  source: `P52; I2 step 5; ${rca}`,
  formula: always(({ agent }: Letter) => nodeNames.some((name) => agent(name).matches('live'))),
});

export const missingProtectionAlarms = claim('missing-protection-alarms', {
  statement: 'When a node comes back unprotected, an alarm is raised.',
  because: 'Else nobody looks before the next primary does.',
  source: `I2 step 2; ${rca}`,
  formula: whenever(
    or(...nodeNames.map((name) => handled(name, 'MAINTAIN', ({ forgetsProtection }) => forgetsProtection))),
  ).leadsTo(emitted('configMonitor', 'alarm')),
});

export const protectionHolds = claim('protected-nodes-are-spared', {
  statement: 'A node that is protected is never prepared.',
  because: 'This is what protection is for.',
  source: `P52; ${rca}`,
  formula: G(
    implies(or(...nodeNames.map((name) => handled(name, 'PREPARE'))), (view: Letter) =>
      nodeNames.every((name) => !view.handled(name, 'PREPARE') || !view.agent(name).context.isProtected),
    ),
  ),
});

export const canBeProtected = claim('can-be-protected', {
  statement: 'All nodes can be brought back under protection.',
  because: 'Maintenance that is done right sets it again.',
  source: `I2 step 1; ${rca}`,
  formula: alwaysPossible(({ agent }: Letter) => nodeNames.every((name) => agent(name).context.isProtected)),
});
