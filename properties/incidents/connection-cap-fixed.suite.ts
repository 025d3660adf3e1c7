/**
 * The same growth with a limit that is raised first. The bugs of the devices are still there, and nothing sets them off.
 */
import { defineSuite } from 'redhound';
import { safetyValve } from '../../models/incidents/connection-cap/safety-valve.ts';
import { connectionCap } from '../../models/incidents/connection-cap.ts';
import {
  capacityIsAdded,
  dataIsForwarded,
  limitFollowsCapacity,
  nothingIsRefused,
} from './connection-cap.ts';

export default defineSuite({
  name: 'connection-cap-fixed',
  description: 'A limit that follows the capacity refuses nothing, and nothing surges.',
  system: connectionCap({ afterValidation: 'raise' }),
  properties: [limitFollowsCapacity, nothingIsRefused, dataIsForwarded, capacityIsAdded],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'limit-not-raised',
      because: 'The validation of new capacity does not look at the limit.',
      system: connectionCap({ afterValidation: 'nothing' }),
      breaks: ['limit-follows-capacity', 'nothing-within-capacity-is-refused', 'data-is-forwarded'],
    },
    {
      name: 'limit-not-confirmed',
      because: 'The safety valve raises its limit and tells nobody.',
      system: connectionCap({
        afterValidation: 'raise',
        safetyValve: safetyValve.provide({ actions: { confirm: () => {} } }),
      }),
      breaks: ['capacity-is-added'],
    },
  ],
});
