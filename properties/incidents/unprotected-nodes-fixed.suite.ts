/**
 * The same stamp with a monitor that works and a new primary that leaves the nodes as they are.
 */
import { defineSuite } from 'redhound';
import { unprotectedNodes } from '../../models/incidents/unprotected-nodes.ts';
import { dataHasACopy, missingProtectionAlarms, neverFormatted } from './unprotected-nodes.ts';

export default defineSuite({
  name: 'unprotected-nodes-fixed',
  description: 'A change of the primary changes no node, and a missing protection is seen.',
  system: unprotectedNodes({ monitorIsDefective: false, atFailover: 'nothing' }),
  properties: [neverFormatted, dataHasACopy, missingProtectionAlarms],
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
      breaks: ['missing-protection-alarms'],
    },
  ],
});
