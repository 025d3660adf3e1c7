/**
 * The watch over a guest that is not handed over: the Host Agent of the source keeps its timer. Each claim fails here, and
 * holds in the migration-watch suite.
 */
import { defineSuite } from 'redhound';
import { sendTo } from 'xstate';
import { mover } from '../models/migration-watch/mover.ts';
import { migrationWatch } from '../models/migration-watch.ts';
import { properties } from './migration-watch.ts';

const failsHere = ['restart-goes-where-it-runs', 'one-watch'];

/** What fails here too, for the same reason. */
const failsToo = ['watched-where-it-runs', 'source-lets-go', 'no-restart-in-the-blackout'];

export default defineSuite({
  name: 'migration-watch-without-assumptions',
  description: 'A Host Agent that goes on watching what has left it restarts the copy that was left behind.',
  system: migrationWatch({
    mover: mover.provide({
      actions: {
        letSourceGo: sendTo(({ system, context }) => system.get(`hostAgent${context.home === 1 ? 2 : 1}`), {
          type: 'WATCH',
        }),
      },
    }),
  }),
  properties: properties
    .filter(({ id }) => !failsToo.includes(id))
    .map((property) =>
      failsHere.includes(property.id)
        ? { ...property, expected: 'violated' as const, missing: 'the watch is handed over with the VM' }
        : property,
    ),
  search: { runs: 2_000, maxSteps: 120 },
});
