/**
 * The recovery ladder without its two blind spots: a StatusCheck that is not answered counts as a crash, and guest
 * agents start wherever the hardware is good.
 */
import { defineSuite } from 'redhound';
import { recoveryLadder } from '../models/recovery-ladder.ts';
import { hungRoleIsRecycled, hungRoleRecovers, properties, reportMeansHardware } from './recovery-ladder.ts';

const repaired = { hangIsCrash: true, troubles: { badGuestAgents: 0, memoryFaults: 1 } };

export default defineSuite({
  name: 'recovery-ladder-repaired',
  description:
    'With a timeout on StatusCheck and sound guest agents the two blind spots of the ladder are gone.',
  system: recoveryLadder(repaired),
  properties: [...properties, hungRoleIsRecycled, hungRoleRecovers, reportMeansHardware],
  search: { runs: 2_000, maxSteps: 120 },
  survivors: {
    'drop-guard:fabricController:watching.asking:HEALTH':
      'A server that has the instance does not start it again when it is told to.',
  },
  variants: [
    {
      name: 'busy-is-busy',
      because: 'A role process that does not answer is taken for busy.',
      system: recoveryLadder({ ...repaired, hangIsCrash: false }),
      breaks: ['hung-role-recovers', 'hung-role-is-recycled'],
    },
    {
      name: 'bad-guest-agent',
      because: 'A guest agent does not start, on good hardware.',
      system: recoveryLadder({ ...repaired, troubles: { badGuestAgents: 1 } }),
      breaks: ['report-means-hardware'],
      alsoBreaks: { 'hung-role-recovers': 'A guest that does not start any more does not serve either.' },
    },
  ],
});
