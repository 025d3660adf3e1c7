/**
 * What is claimed about a host process that hangs; more is claimed in the rotation suite.
 */
import { propertiesOf } from 'redhound';
import { rotation } from '../../models/rotation.ts';

const { agent, claim, handled, not, whenever } = propertiesOf(rotation());

export const hungProcessIsRecovered = claim('hung-process-is-recovered-in-the-end', {
  statement: 'A host process that hangs is replaced in the end.',
  because: 'A role that hangs serves nobody, and nobody else looks into it.',
  source: 'AZ-09, AZ-25; P36; I8 e; MSDN blogs 2013, "Heartbeats, Recovery, and the Load Balancer"',
  formula: whenever(handled('waIISHost', 'HANG')).leadsTo(not(agent('waIISHost').matches('hung'))),
});
