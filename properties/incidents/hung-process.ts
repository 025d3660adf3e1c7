/**
 * What is claimed about a host process that hangs, and about the guest that it runs in; more is claimed in the rotation
 * suite.
 */
import { propertiesOf, seconds } from 'redhound';
import { rotation } from '../../models/rotation.ts';
import { guestProcesses } from '../guest-processes.ts';
import { properties } from '../rotation.ts';

const { agent, always, claim, handled, not, sometimes, whenever } = propertiesOf(rotation());

export const hungProcessIsRecovered = claim('hung-process-is-recovered-in-the-end', {
  statement: 'A host process that hangs is replaced in the end.',
  because: 'A role that hangs serves nobody, and nobody else looks into it.',
  source: 'AZ-09, AZ-25; P36; I8 e; MSDN blogs 2013, "Heartbeats, Recovery, and the Load Balancer"',
  formula: whenever(handled('waIISHost', 'HANG')).leadsTo(not(agent('waIISHost').matches('hung'))),
});

/**
 * Without what never comes here, an OnStart that returns false and a user who wants the role stopped, and without the
 * five minutes of OnStop, which the role-start suite counts in longer steps.
 */
const {
  failedOnStart: _,
  usersStopHasAllTime: __,
  onStopHasItsTime: ___,
  ...ofProcesses
} = guestProcesses({
  hosts: ['waIISHost'],
  tasks: {},
  statusCheck: seconds(15),
  drain: seconds(45),
});

const ofNeighbours = [
  claim('configurator-works-for-its-parent', {
    statement:
      'IISConfigurator deletes or makes pools exactly while the bootstrapper waits for that, and not for one that is gone.',
    because: 'A call that outlives its bootstrapper changes pools under the next.',
    source: 'AZ-28; P13',
    formula: always(
      ({ agent }) =>
        agent('iisConfigurator').matches('deleting') ===
          agent('bootstrapper').matches({ present: 'deletingPools' }) &&
        agent('iisConfigurator').matches('configuring') ===
          agent('bootstrapper').matches({ present: 'configuringSites' }),
    ),
  }),
  claim('web-site-may-recover', {
    statement: 'There is a run in which a web site that failed serves again.',
    because: 'Nobody of the fabric watches it, so that it must be able to help itself.',
    source: 'AZ-20; P22',
    formula: sometimes(
      ({ agent, handled }) => handled('w3wp', 'RECOVER') && agent('w3wp').matches('serving'),
    ),
  }),
];

/** What is true of the guest and of the load balancer, whatever becomes of a host process that hangs. */
export const ofTheGuest = [
  ...properties,
  ...[...Object.values(ofProcesses), ...ofNeighbours].filter(({ id }) =>
    properties.every((other) => other.id !== id),
  ),
];
