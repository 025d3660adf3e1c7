/**
 * What is claimed about nodes, their protection, and a new primary of the fabric controller.
 */
import { agent as declared, propertiesOf, type View } from 'redhound';
import { fabricController, nodeNames } from '../../models/incidents/unprotected-nodes/fabric-controller.ts';
import type { NodeName } from '../../models/incidents/unprotected-nodes/node.ts';
import {
  type UnprotectedNodesParameters,
  unprotectedNodes,
} from '../../models/incidents/unprotected-nodes.ts';
import { changedState } from '../changed-machine.ts';

const language = propertiesOf(unprotectedNodes());
const { always, alwaysPossible, claim, G, handled, implies, never, or } = language;
const { agent, and, condition, not, received, sent, sometimes, emitted, first, whenever, Y } = language;

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

const isProtected = (name: NodeName) =>
  condition(`${name} is protected`, (view: Letter) => view.agent(name).context.isProtected);

/** What node and monitor tell each other, whatever the fabric controller does. */
export const reports = [
  claim('every-return-is-reported', {
    statement: 'A node that comes back from maintenance with another protection reports it.',
    because: 'A monitor can only see what it is told.',
    source: `I2 step 2; ${rca}`,
    formula: G(
      and(
        ...nodeNames.map((name) =>
          implies(
            handled(name, 'MAINTAIN'),
            and(
              sent(name, 'configMonitor', 'CHANGED', ({ node }) => node === name),
              or(
                and(isProtected(name), Y(not(isProtected(name)))),
                and(not(isProtected(name)), Y(isProtected(name))),
              ),
            ),
          ),
        ),
      ),
    ),
  }),
  claim('primary-can-change', {
    statement: 'There can be a new primary.',
    because: 'It is what begins the damage, and nothing out of the ordinary.',
    source: `I2 step 3; ${rca}`,
    formula: sometimes(
      and(handled('fabricController', 'FAIL_OVER'), agent('fabricController').matches('primary')),
    ),
  }),
  claim('election-ends', {
    statement: 'An election ends with a primary, at once.',
    because: 'A stamp without a primary repairs nothing.',
    source: `I2 step 3; ${rca}`,
    formula: always(agent('fabricController').matches('primary')),
  }),
];

/** What a monitor that works does. */
export const repairs = [
  claim('missing-protection-is-restored', {
    statement:
      'The monitor has the protection of a node that came back without it restored, and of no other.',
    because: 'An alarm that nobody answers changes nothing.',
    source: `I2 step 2; ${rca}`,
    formula: G(
      and(
        ...nodeNames.map((name) => {
          const isMissing = received(
            'configMonitor',
            'CHANGED',
            ({ node, isProtected }) => node === name && !isProtected,
          );
          const told = sent('configMonitor', name, 'PROTECT');
          return and(implies(isMissing, told), implies(told, isMissing));
        }),
      ),
    ),
  }),
  claim('told-to-protect-is-protected', {
    statement: 'A node that is told to protect itself is protected.',
    because: 'The next primary does not ask how that came about.',
    source: `I2 step 2; ${rca}`,
    formula: G(and(...nodeNames.map((name) => implies(received(name, 'PROTECT'), isProtected(name))))),
  }),
];

export const onlyNewPrimariesPrepare = claim('only-new-primaries-prepare', {
  statement: 'No node is told to prepare before the primary changed for the first time.',
  because: 'A primary that stays knows its nodes.',
  source: `I2 step 3; ${rca}`,
  formula: first(handled('fabricController', 'FAIL_OVER')).precedes(
    condition('a node is told to prepare', ({ link }: Letter) =>
      nodeNames.some((name) => link('fabricController', name).inFlight('PREPARE') > 0),
    ),
  ),
});

/** The same stamp with another fabric controller. */
export const stampWith = (
  controller: typeof fabricController,
  parameters: Partial<UnprotectedNodesParameters> = {},
) => {
  const system = unprotectedNodes(parameters);
  const { atFailover = 'prepare' } = parameters;
  return {
    ...system,
    agents: { ...system.agents, fabricController: declared(controller, { input: { atFailover } }) },
  };
};

/** A fabric controller whose primary has no successor. */
export const electsNobody = changedState(fabricController, 'electing', { always: [] });
