/**
 * I8 c with an instance that starts within the patience of the fabric controller.
 */
import { defineSuite, minutes } from 'redhound';
import { fabricController } from '../../models/update-domains/fabric-controller.ts';
import { instance } from '../../models/update-domains/instance.ts';
import { platform } from '../../models/update-domains/platform.ts';
import { changedMachine, changedState } from '../changed-machine.ts';
import { slowStart, waits, walk } from './slow-start.ts';

const soon = instance.provide({ delays: { slowStart: minutes(15) } });

const withInstance = (changed: typeof instance) => slowStart({ instance: changed });
const withController = (changed: typeof fabricController) =>
  slowStart({ instance: soon, fabricController: changed });

export default defineSuite({
  name: 'slow-start-fixed',
  description: 'A slow start of 15 minutes is waited for.',
  system: withInstance(soon),
  properties: [...waits, ...walk(minutes(15), minutes(10))],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'no-time-for-on-stop',
      because: 'An instance that is told to update stops without any time for OnStop.',
      system: withInstance(soon.provide({ delays: { onStop: 0 } })),
      breaks: ['stop-takes-five-minutes'],
    },
    {
      name: 'no-time-to-start',
      because: 'An instance is started as soon as it begins to.',
      system: withInstance(soon.provide({ delays: { start: 0 } })),
      breaks: ['start-takes-five-minutes'],
    },
    {
      name: 'never-slow',
      because: 'Nothing keeps an instance from starting in time.',
      system: withInstance(changedState(soon, 'starting', { on: { SLOW_START: undefined } })),
      breaks: ['starts-can-be-slow'],
    },
    {
      name: 'ten-minutes-when-slow',
      because: 'A slow start is over after ten minutes.',
      system: withInstance(soon.provide({ delays: { slowStart: minutes(10) } })),
      breaks: ['slow-start-takes-its-time'],
    },
    {
      name: 'crash-unsaid',
      because: 'An instance that crashes does not say so.',
      system: withInstance(
        changedState(soon, 'started', {
          always: [
            { guard: 'isSound', target: 'ready', actions: { type: 'report', params: { type: 'READY' } } },
            { target: 'crashing' },
          ],
        }),
      ),
      breaks: ['outcome-is-told', 'crash-can-be-noticed', 'bad-version-meets-one-domain'],
      alsoBreaks: {
        'one-update-domain-down': 'The fabric controller walks on when its patience ends.',
      },
    },
    {
      name: 'waits-out-its-patience',
      because: 'The fabric controller waits half an hour, also for an instance that is Ready.',
      system: withController(changedState(fabricController, 'walking', { on: { READY: {} } })),
      breaks: ['ready-lets-the-walk-go-on'],
    },
    {
      name: 'crash-unheeded',
      because: 'The fabric controller walks on over an instance that has crashed.',
      system: withController(changedState(fabricController, 'walking', { on: { CRASHED: {} } })),
      breaks: ['crash-holds-the-walk'],
      alsoBreaks: {
        'one-update-domain-down': 'The update goes on to the next update domain.',
        'bad-version-meets-one-domain': 'The update goes on to the next update domain.',
        'crash-can-be-noticed': 'The update goes on to the next update domain.',
      },
    },
    {
      name: 'twice-the-patience',
      because: 'The fabric controller waits an hour, and does not hear that an instance is Ready.',
      system: withController(
        changedState(fabricController, 'walking', { on: { READY: {} } }).provide({
          delays: { patience: minutes(60) },
        }),
      ),
      breaks: ['patience-ends'],
      alsoBreaks: {
        'ready-lets-the-walk-go-on': 'It goes on when the hour is over.',
      },
    },
    {
      name: 'stays-as-it-was',
      because: 'An instance starts with the version that it had.',
      system: withInstance(soon.provide({ actions: { becomeNext: () => {} } })),
      breaks: ['starts-with-the-new-version'],
      alsoBreaks: {
        'update-arrives': 'It never arrives.',
        'crash-can-be-noticed': 'Vacuous: the version that crashes is never started.',
      },
    },
    {
      name: 'platform-walks-too',
      because: 'The platform asks for a walk of its own.',
      system: slowStart({ instance: soon, platform: changedMachine(platform, { initial: 'asking' }) }),
      breaks: ['nobody-else-stops-instances'],
    },
    {
      name: 'forty-minutes',
      because: 'A slow start takes 40 minutes.',
      system: slowStart(),
      breaks: ['one-update-domain-down'],
      alsoBreaks: {
        'bad-version-meets-one-domain': 'That it crashes is seen too late.',
        'slow-start-takes-its-time': 'It takes 40 minutes.',
      },
    },
  ],
});
