/**
 * I8 e with a bootstrapper that takes a StatusCheck without an answer for a crash. What it costs: a process that is only
 * slow is killed too, which is why the real one does not.
 */
import { defineSuite } from 'redhound';
import { type AnyActorRef, enqueueActions } from 'xstate';
import { bootstrapper } from '../../models/azure/bootstrapper.ts';
import { type RotationParameters, rotation } from '../../models/rotation.ts';
import { hungProcessIsRecovered, ofTheGuest } from './hung-process.ts';

const killing = bootstrapper.provide({
  // Whoever does not answer, one that said it was busy too.
  guards: { wasFree: () => true },
  actions: {
    noteBusy: enqueueActions(({ enqueue, system }, { busy }) => {
      const host: AnyActorRef = system.get('waIISHost');
      enqueue.assign({ busy });
      if (!busy) return;
      enqueue.sendTo(host, { type: 'KILL' });
      enqueue.raise({ type: 'HOST_EXITED' });
    }),
  },
});

/** The reading of I8 e, and a report for each status: here nobody says that a process that is killed is busy again. */
const notHere = ['hung-process-is-left-alone', 'each-step-is-reported'];

const fixed = (changed: Partial<RotationParameters> = {}) => rotation({ bootstrapper: killing, ...changed });

const asksTheDead = 'The process that is asked once more was killed in the same step: nobody hears it.';

export default defineSuite({
  name: 'hung-process-fixed',
  description: 'A host process that does not answer StatusCheck is killed, and the role recycles.',
  system: fixed(),
  properties: [hungProcessIsRecovered, ...ofTheGuest.filter(({ id }) => !notHere.includes(id))],
  search: { runs: 2_000, maxSteps: 120 },
  survivors: {
    'retarget-transition:bootstrapper:present.watching.asking:after statusCheck': asksTheDead,
    'swallow-message:bootstrapper:{"present":{"watching":"asking"}}:xstate.after.statusCheck.bootstrapper.present.watching.asking#4':
      asksTheDead,
  },
  variants: [
    {
      name: 'left-alone',
      because: 'Who does not answer counts as busy.',
      system: fixed({ bootstrapper }),
      breaks: ['hung-process-is-recovered-in-the-end'],
    },
  ],
});
