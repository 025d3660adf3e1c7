/**
 * The same stamp with a monitor that works and a new primary that leaves the nodes as they are.
 */
import { defineSuite } from 'redhound';
import { node } from '../../models/incidents/unprotected-nodes/node.ts';
import { unprotectedNodes } from '../../models/incidents/unprotected-nodes.ts';
import {
  dataHasACopy,
  electsNobody,
  missingProtectionAlarms,
  neverFormatted,
  repairs,
  reports,
  stampWith,
} from './unprotected-nodes.ts';

export default defineSuite({
  name: 'unprotected-nodes-fixed',
  description: 'A change of the primary changes no node, and a missing protection is seen.',
  system: unprotectedNodes({ monitorIsDefective: false, atFailover: 'nothing' }),
  properties: [neverFormatted, dataHasACopy, missingProtectionAlarms, ...reports, ...repairs],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'new-primary-prepares',
      because:
        'A new primary prepares nodes that come back unprotected, before the monitor has them protected.',
      system: unprotectedNodes({ monitorIsDefective: false, atFailover: 'prepare' }),
      breaks: ['live-replica-is-never-formatted', 'data-has-a-copy'],
    },
    {
      name: 'defective-monitor',
      because: 'The monitor raises no alarm.',
      system: unprotectedNodes({ monitorIsDefective: true, atFailover: 'nothing' }),
      breaks: ['missing-protection-alarms', 'missing-protection-is-restored'],
    },
    {
      name: 'comes-back-unsaid',
      because: 'A node comes back from maintenance and does not say so.',
      system: unprotectedNodes({
        monitorIsDefective: false,
        atFailover: 'nothing',
        node: node.provide({ actions: { report: () => {} } }),
      }),
      breaks: ['every-return-is-reported', 'missing-protection-alarms'],
    },
    {
      name: 'protection-not-taken',
      because: 'A node that is told to protect itself does not.',
      system: unprotectedNodes({
        monitorIsDefective: false,
        atFailover: 'nothing',
        node: node.provide({ actions: { protect: () => {} } }),
      }),
      breaks: ['told-to-protect-is-protected'],
    },
    {
      name: 'election-without-end',
      because: 'The primary that is left has no successor.',
      system: stampWith(electsNobody, { monitorIsDefective: false, atFailover: 'nothing' }),
      breaks: ['election-ends', 'primary-can-change'],
    },
  ],
});
