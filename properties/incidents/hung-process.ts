/**
 * What is claimed about a host process that hangs, and about the guest that it runs in; more is claimed in the rotation
 * suite.
 */
import { propertiesOf } from 'redhound';
import { rotation } from '../../models/rotation.ts';
import { guestProcesses } from '../guest-processes.ts';
import { properties } from '../rotation.ts';

const { agent, claim, handled, not, sometimes, whenever } = propertiesOf(rotation());

export const hungProcessIsRecovered = claim('hung-process-is-recovered-in-the-end', {
  statement: 'A host process that hangs is replaced in the end.',
  because: 'A role that hangs serves nobody, and nobody else looks into it.',
  source: 'AZ-09, AZ-25; P36; I8 e; MSDN blogs 2013, "Heartbeats, Recovery, and the Load Balancer"',
  formula: whenever(handled('waIISHost', 'HANG')).leadsTo(not(agent('waIISHost').matches('hung'))),
});

const { knowsItsTasks } = guestProcesses({ hosts: ['waIISHost'], tasks: {} });

const webSiteMayRecover = claim('web-site-may-recover', {
  statement: 'There is a run in which a web site that failed serves again.',
  because: 'Nobody of the fabric watches it, so that it must be able to help itself.',
  source: 'AZ-20; P22',
  formula: sometimes(({ agent, handled }) => handled('w3wp', 'RECOVER') && agent('w3wp').matches('serving')),
});

/** What is true of the guest and of the load balancer, whatever becomes of a host process that hangs. */
export const ofTheGuest = [...properties, knowsItsTasks, webSiteMayRecover];
