/**
 * The watch over a guest that is not handed over: the Host Agent of the source keeps its timer. Each claim fails here, and
 * holds in the migration-watch suite.
 */
import { defineSuite, propertiesOf } from 'redhound';
import { sendTo } from 'xstate';
import { mover } from '../models/migration-watch/mover.ts';
import { vmCopy } from '../models/migration-watch/vm-copy.ts';
import { migrationWatch } from '../models/migration-watch.ts';
import { changedState } from './changed-machine.ts';
import { properties } from './migration-watch.ts';

const { agent, always, claim, not, received } = propertiesOf(migrationWatch());

const failsHere = ['restart-goes-where-it-runs', 'one-watch'];

/** What fails here too, for the same reason. */
const failsToo = ['watched-where-it-runs', 'source-lets-go', 'no-restart-in-the-blackout'];

/** A mover after which both Host Agents watch. */
const leavesTheWatch = mover.provide({
  actions: {
    letSourceGo: sendTo(({ system, context }) => system.get(`hostAgent${context.home === 1 ? 2 : 1}`), {
      type: 'WATCH',
    }),
  },
});

const restartsWhatRuns = claim('restart-stops-what-runs', {
  statement: 'A guest that is told to restart does not go on running.',
  because: 'Here a Host Agent restarts guests that are well, too: it is obeyed.',
  source: 'AZ-17; VF15',
  formula: always(not(agent('copy1').matches('running'))).given(received('copy1', 'RESTART')),
});

export default defineSuite({
  name: 'migration-watch-without-assumptions',
  description: 'A Host Agent that goes on watching what has left it restarts the copy that was left behind.',
  system: migrationWatch({ mover: leavesTheWatch }),
  properties: [...properties, restartsWhatRuns]
    .filter(({ id }) => !failsToo.includes(id))
    .map((property) =>
      failsHere.includes(property.id)
        ? { ...property, expected: 'violated' as const, missing: 'the watch is handed over with the VM' }
        : property,
    ),
  search: { runs: 2_000, maxSteps: 120 },
  survivors: {
    'drop-action:hostAgent1:SILENCE#2':
      'Whom the Host Agent that was not told to let go restarts has left it: that it does so once and not again is no worse.',
  },
  variants: [
    {
      name: 'deaf-while-it-runs',
      because: 'A guest that runs does not hear that it is to restart.',
      system: migrationWatch({
        mover: leavesTheWatch,
        vmCopy: changedState(vmCopy, 'running', { on: { RESTART: undefined } }),
      }),
      breaks: ['restart-stops-what-runs'],
    },
  ],
});
