/**
 * I8 b: the marker of a startup task is on C:, what it did is on D:, and a reimage erases D:.
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

const missing = 'a marker on the disk of what it stands for';

export default defineSuite({
  name: 'startup-marker',
  description:
    'A marker that survives the reimage, and an effect that does not: the role never becomes Ready.',
  system: startupTasks({ marker: 'C' }),
  properties: [
    firstRunSucceeds,
    ...ofTheGuest,
    recycledIsReadyAgain,
    { ...markerMeansEffect, expected: 'violated', missing },
    { ...reimagedIsReadyAgain, expected: 'violated', missing },
  ],
  search: { runs: 500, maxSteps: 120 },
});
