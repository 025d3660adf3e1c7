/**
 * I8 b with the marker on D:, where a reimage erases it with what it stands for.
 */
import { defineSuite } from 'redhound';
import { startupTasks } from '../../models/incidents/startup-tasks.ts';
import {
  firstRunSucceeds,
  markerMeansEffect,
  ofTheGuest,
  recycledIsReadyAgain,
  reimagedIsReadyAgain,
} from './startup-tasks.ts';

export default defineSuite({
  name: 'startup-marker-fixed',
  description: 'A marker on the disk of what it stands for: recycled or reimaged, the role is Ready again.',
  system: startupTasks({ marker: 'D' }),
  properties: [
    firstRunSucceeds,
    recycledIsReadyAgain,
    reimagedIsReadyAgain,
    markerMeansEffect,
    ...ofTheGuest,
  ],
  search: { runs: 500, maxSteps: 120 },
  variants: [
    {
      name: 'marker-on-c',
      because: 'The marker is on C:, which a reimage keeps.',
      system: startupTasks({ marker: 'C' }),
      breaks: ['marker-means-effect', 'reimaged-role-is-ready-again'],
    },
  ],
});
