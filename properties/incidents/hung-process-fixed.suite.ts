/**
 * I8 e with a bootstrapper that takes a StatusCheck without an answer for a crash. What it costs: a process that is only
 * slow is killed too, which is why the real one does not.
 */
import { defineSuite, propertiesOf } from 'redhound';
import { type AnyActorRef, enqueueActions } from 'xstate';
import { bootstrapper } from '../../models/azure/bootstrapper.ts';
import { type RotationParameters, rotation } from '../../models/rotation.ts';
import { changedState } from '../changed-machine.ts';
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

const { agent, and, claim, G, implies, not, received, S, Y } = propertiesOf(rotation());

const isAsked = received('waIISHost', 'STATUS_CHECK');
const isKilledForSilence = and(
  received('waIISHost', 'KILL'),
  not(received('bootstrapper', 'START_FAILED')),
  Y(agent('bootstrapper').matches({ present: { watching: 'asking' } })),
);

const whoAnswersIsLeftAlone = claim('who-answers-is-left-alone', {
  statement:
    'While its role is watched, only a host process that left the last question unanswered is killed.',
  because: 'What takes silence for a crash must not take an answer for silence.',
  source: 'AZ-25; P36; I8 e',
  formula: G(
    implies(isKilledForSilence, Y(S(not(isAsked), and(isAsked, not(received('bootstrapper', 'CHECKED')))))),
  ),
});

const noHostProcess =
  'The host process has not been started, or has ended by itself: nobody hears that it is to die.';
const asksTheDead = 'The process that is asked once more was killed in the same step: nobody hears it.';

export default defineSuite({
  name: 'hung-process-fixed',
  description: 'A host process that does not answer StatusCheck is killed, and the role recycles.',
  system: fixed(),
  properties: [
    hungProcessIsRecovered,
    whoAnswersIsLeftAlone,
    ...ofTheGuest.filter(({ id }) => !notHere.includes(id)),
  ],
  search: { runs: 2_000, maxSteps: 120 },
  survivors: {
    'drop-transition:bootstrapper:present:DIE':
      'What comes of a bootstrapper that dies is looked into in hung-process, and nothing of it is changed here.',
    'retarget-transition:bootstrapper:present.watching.asking:after statusCheck#2': asksTheDead,
    'drop-reenter:bootstrapper:present.watching.asking:after statusCheck': asksTheDead,
    'retarget-transition:bootstrapper:present.watching.asking:after statusCheck': asksTheDead,
    'swallow-message:bootstrapper:{"present":{"watching":"asking"}}:xstate.after.statusCheck.bootstrapper.present.watching.asking#4':
      asksTheDead,
    'swallow-message:bootstrapper:{"present":"deletingPools"}:CONFIGURATOR_DIED#2': noHostProcess,
    'swallow-message:bootstrapper:{"present":"configuringSites"}:CONFIGURATOR_DIED#2': noHostProcess,
    'swallow-message:bootstrapper:{"present":"startingHost"}:HOST_EXITED#2': noHostProcess,
    'swallow-message:bootstrapper:{"present":{"watching":"waiting"}}:HOST_EXITED#2': noHostProcess,
    'swallow-message:bootstrapper:{"present":{"stoppingHost":"limited"}}:HOST_EXITED#2': noHostProcess,
  },
  variants: [
    {
      name: 'answer-unheard',
      because: 'The bootstrapper does not hear what its host process answers.',
      system: fixed({
        bootstrapper: changedState(killing, 'present.watching.asking', { on: { CHECKED: {} } }),
      }),
      breaks: ['who-answers-is-left-alone'],
      alsoBreaks: { 'busy-shows-at-next-check': 'A process that says that it is busy is killed for it.' },
    },
    {
      name: 'left-alone',
      because: 'Who does not answer counts as busy.',
      system: fixed({ bootstrapper }),
      breaks: ['hung-process-is-recovered-in-the-end'],
    },
  ],
});
