/**
 * The same with a custom probe, which the web site answers: what the default probe cannot see, and what it could.
 */
import { defineSuite } from 'redhound';
import { sendTo } from 'xstate';
import { loadBalancer } from '../models/azure/load-balancer.ts';
import { w3wp } from '../models/azure/w3wp.ts';
import { rotation } from '../models/rotation.ts';
import { changedMachine } from './changed-machine.ts';
import { propertiesOfCustomProbe } from './rotation.ts';

const whatDefaultSees = 'Holds: the guest agent answers only while the role is Ready.';

export default defineSuite({
  name: 'rotation-custom-probe',
  description: 'With a custom probe a failing site leaves rotation, and a role that stops does not.',
  system: rotation({ probe: 'custom' }),
  properties: propertiesOfCustomProbe,
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'guest-agent-asked',
      because: 'The load balancer asks the guest agent all the same.',
      system: rotation({
        probe: 'custom',
        loadBalancer: loadBalancer.provide({
          actions: { probe: sendTo(({ system }) => system.get('guestAgent'), { type: 'PROBE' }) },
        }),
      }),
      breaks: ['failing-site-leaves-rotation', 'recovered-site-gets-back'],
      alsoBreaks: { 'out-before-on-stop': whatDefaultSees, 'unready-leaves-rotation': whatDefaultSees },
    },
    {
      name: 'site-begins-failing',
      because: 'A web site fails from the beginning.',
      system: rotation({ probe: 'custom', w3wp: changedMachine(w3wp, { initial: 'failing' }) }),
      breaks: ['sound-site-answers'],
    },
  ],
});
