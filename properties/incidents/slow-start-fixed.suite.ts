/**
 * I8 c with an instance that starts within the patience of the fabric controller.
 */
import { defineSuite, minutes } from 'redhound';
import { instance } from '../../models/update-domains/instance.ts';
import { slowStart, waits, walk } from './slow-start.ts';

export default defineSuite({
  name: 'slow-start-fixed',
  description: 'A slow start of 15 minutes is waited for.',
  system: slowStart({ instance: instance.provide({ delays: { slowStart: minutes(15) } }) }),
  properties: [...waits, ...walk(minutes(15), minutes(10))],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'forty-minutes',
      because: 'A slow start takes 40 minutes.',
      system: slowStart(),
      breaks: ['one-update-domain-down'],
    },
  ],
});
