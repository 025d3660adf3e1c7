/**
 * The same Host Agent with a clock that goes on while it is away: the claim fails here, and holds in the suite of that name.
 */
import { defineSuite } from 'redhound';
import { hostAgentRestart } from '../models/host-agent-restart.ts';
import { common, counting, restartsNoGuest } from './host-agent-restart.ts';

export default defineSuite({
  name: 'host-agent-restart-without-assumptions',
  description: 'Where the time that the Host Agent is away counts, its update restarts guests that are well.',
  system: hostAgentRestart({ whileDown: 'counts' }),
  properties: [
    ...common,
    ...counting,
    {
      ...restartsNoGuest,
      expected: 'violated',
      missing: 'time in which the Host Agent is down does not count as silence of the guest',
    },
  ],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'time-forgotten',
      because: 'The time that the Host Agent is away does not count.',
      system: hostAgentRestart(),
      breaks: ['absence-counts', 'time-to-connect-counts', 'restarts-or-watches-on'],
      alsoBreaks: {
        'own-restart-restarts-no-guest': 'It holds: no absence is taken for silence.',
      },
    },
  ],
});
