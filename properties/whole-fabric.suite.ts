import { defineSuite, propertiesOf } from 'redhound';
import { wholeFabric } from '../models/whole-fabric.ts';

const { claim, sometimes, agent, and, or, sent, deadlockFree, timeDiverges } = propertiesOf(wholeFabric());
const ready = agent('fabricController').matches('settled');
export default defineSuite({
  name: 'whole-fabric',
  system: wholeFabric(),
  properties: [
    claim('ready', {
      statement: 'r.',
      formula: sometimes(({ agent }) => agent('fabricController').context.status === 'ReadyRole'),
    }),
    claim('restarted', {
      statement: 'r.',
      formula: sometimes(
        or(
          sent('host1', 'guestOs', 'RESTART', ({ cause }) => cause === 'silence'),
          sent('host2', 'guestOs', 'RESTART', ({ cause }) => cause === 'silence'),
        ),
      ),
    }),
    claim('moved', {
      statement: 'r.',
      formula: sometimes(({ agent }) => agent('coordinator').context.outcome === 'committed'),
    }),
    claim('no-deadlock', { statement: 'r.', formula: deadlockFree() }),
    claim('time', { statement: 'r.', formula: timeDiverges() }),
  ],
  search: { runs: 20000, maxSteps: 300 },
});
