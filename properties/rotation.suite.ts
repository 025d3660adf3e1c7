/**
 * The rotation suite: the default probe of the load balancer, which the guest agent answers, and at least one broken
 * variant for each claim.
 */
import { defineSuite, seconds } from 'redhound';
import { type AnyActorRef, enqueueActions, sendTo } from 'xstate';
import { bootstrapper } from '../models/azure/bootstrapper.ts';
import { guestAgent } from '../models/azure/guest-agent.ts';
import { iisConfigurator } from '../models/azure/iis-configurator.ts';
import { loadBalancer } from '../models/azure/load-balancer.ts';
import { roleHost } from '../models/azure/role-host.ts';
import { w3wp } from '../models/azure/w3wp.ts';
import { waAppAgent } from '../models/azure/wa-app-agent.ts';
import { rotation } from '../models/rotation.ts';
import { changedState, doneTwice } from './changed-machine.ts';
import { properties } from './rotation.ts';

const nothing = () => {};
const stoppedForEver = 'The guest agent waits for a bootstrapper that will never end.';
const leftOver = 'A process that is left over ends the next run, or outlives it.';
const noOnStop = 'Vacuous: OnStop is never called.';

const killing = rotation({
  bootstrapper: bootstrapper.provide({
    actions: { killTasks: sendTo(({ system }) => system.get('w3wp'), { type: 'KILL' }) },
  }),
});
/** It may end any number of times at one instant: one order to w3wp is as good as many. */
const w3wpKilled = {
  ...killing,
  links: [
    ...(killing.links ?? []),
    { from: 'bootstrapper', to: 'w3wp', capacity: 1, overflow: 'drop' } as const,
  ],
};

export default defineSuite({
  name: 'rotation',
  description: 'A role is in rotation while it is Ready, give or take the load balancer’s probes.',
  system: rotation(),
  properties,
  search: { runs: 5_000, maxSteps: 120 },
  variants: [
    {
      name: 'drain-too-short',
      because: 'The guest agent stops the role 15 seconds after its last answer to a probe.',
      system: rotation({ drain: seconds(15) }),
      breaks: ['out-before-on-stop', 'load-is-drained-first'],
    },
    {
      name: 'timeout-of-a-minute',
      because: 'The load balancer waits for four probes where two are due.',
      system: rotation({ loadBalancer: loadBalancer.provide({ delays: { timeout: seconds(60) } }) }),
      breaks: ['unready-leaves-rotation', 'out-before-on-stop'],
    },
    {
      name: 'busy-for-ever',
      because: 'The bootstrapper passes on that the role is busy, and not that it is free again.',
      system: rotation({
        bootstrapper: bootstrapper.provide({
          guards: {
            isNews: ({ context, event }) => event.type === 'CHECKED' && event.busy && !context.busy,
          },
        }),
      }),
      breaks: ['busy-lasts-to-next-check'],
    },
    {
      name: 'busy-latched',
      because: 'A role whose code has said once that it is busy remains so.',
      system: rotation({
        roleHost: changedState(roleHost, 'run.busy', {
          on: { STATUS_CHECK: { actions: { type: 'answer', params: { busy: true } } } },
        }),
      }),
      breaks: ['busy-lasts-to-next-check', 'role-is-as-its-code-says'],
    },
    {
      name: 'busy-not-passed-on',
      because: 'The bootstrapper does not look at the answer to StatusCheck.',
      system: rotation({ bootstrapper: bootstrapper.provide({ guards: { isNews: () => false } }) }),
      breaks: ['busy-shows-at-next-check'],
    },
    {
      name: 'hang-not-noticed',
      because: 'The bootstrapper does not mind when StatusCheck is not answered.',
      system: rotation({ bootstrapper: bootstrapper.provide({ guards: { wasFree: () => false } }) }),
      breaks: ['hung-process-is-busy'],
    },
    {
      name: 'hung-process-killed',
      because: 'The bootstrapper kills a host process that does not answer StatusCheck.',
      system: rotation({
        bootstrapper: bootstrapper.provide({
          actions: {
            noteBusy: enqueueActions(({ enqueue, system }, { busy }) => {
              const host: AnyActorRef = system.get('waIISHost');
              enqueue.assign({ busy });
              if (!busy) return;
              enqueue.sendTo(host, { type: 'KILL' });
              enqueue.raise({ type: 'HOST_EXITED' });
            }),
          },
        }),
      }),
      breaks: ['hung-process-is-left-alone'],
    },
    {
      name: 'stop-not-confirmed',
      because: 'The guest agent does not tell WaAppAgent that the role has stopped.',
      system: rotation({ guestAgent: guestAgent.provide({ actions: { confirmStop: nothing } }) }),
      breaks: ['can-get-into-rotation', 'each-step-is-reported', 'instructions-can-be-taken-again'],
    },
    {
      name: 'idle-too-early',
      because:
        'WaAppAgent takes instructions as soon as it has ordered the installation: a stop overtakes the start of the guest agent, and is lost.',
      system: rotation({ waAppAgent: changedState(waAppAgent, 'installing', { always: 'idle' }) }),
      breaks: ['instructions-can-be-taken-again', 'nothing-is-ignored'],
    },
    {
      name: 'asks-without-pause',
      because:
        'The bootstrapper asks for the status again and again, without any time between, and forgets the answers.',
      system: rotation({
        bootstrapper: bootstrapper.provide({
          delays: { statusCheck: 0 },
          guards: { isNews: () => false },
        }),
      }),
      breaks: ['time-goes-on'],
    },
    {
      name: 'drain-too-long',
      because: 'The guest agent stops the role a minute after its last answer to a probe.',
      system: rotation({ drain: seconds(60) }),
      breaks: ['draining-ends'],
    },
    {
      name: 'out-at-once',
      because: 'The load balancer takes out who has just answered.',
      system: rotation({ loadBalancer: loadBalancer.provide({ delays: { timeout: 0 } }) }),
      breaks: ['stays-while-it-answers'],
    },
    {
      name: 'probes-twice',
      because: 'The load balancer asks twice.',
      system: rotation({ loadBalancer: doneTwice(loadBalancer, 'probe') }),
      breaks: ['nothing-is-ordered-twice'],
    },
    {
      name: 'answers-twice',
      because: 'The guest agent answers a probe twice.',
      system: rotation({ guestAgent: doneTwice(guestAgent, 'answerProbe') }),
      breaks: ['nothing-is-answered-twice'],
    },
    {
      name: 'update-as-for-a-user',
      because: 'WaAppAgent has the role stopped for an update as if a user had asked for it.',
      system: rotation({
        waAppAgent: waAppAgent.provide({
          actions: {
            stopRole: sendTo(
              ({ system }) => system.get('guestAgent'),
              () => ({ type: 'STOP_ROLE', cause: 'user' }),
            ),
          },
        }),
      }),
      breaks: ['instructions-are-passed-on', 'on-stop-is-limited'],
    },
    {
      name: 'starts-without-settings',
      because: 'A guest agent that was updated waits for settings that it did not order.',
      system: rotation({
        guestAgent: changedState(guestAgent, 'stopped', { on: { START_SERVICE: 'configuring.abandoning' } }),
      }),
      breaks: ['settings-in-their-order', 'configured-guest-starts-its-role'],
      alsoBreaks: {
        'instructions-can-be-taken-again': stoppedForEver,
        'can-get-into-rotation': stoppedForEver,
      },
    },
    {
      name: 'bootstrapper-not-restarted',
      because: 'The guest agent starts the bootstrapper once only.',
      system: rotation({
        guestAgent: guestAgent.provide({
          actions: {
            startBootstrapper: enqueueActions(({ context, event, enqueue, system }) => {
              const started: AnyActorRef = system.get('bootstrapper');
              if (event.type === 'APPLIED') enqueue.sendTo(started, { type: 'START', role: context.role });
            }),
          },
        }),
      }),
      breaks: ['started-role-has-its-bootstrapper'],
      alsoBreaks: {
        'instructions-can-be-taken-again': stoppedForEver,
        'can-get-into-rotation': stoppedForEver,
      },
    },
    {
      name: 'processes-left-over',
      because: 'A bootstrapper that ends leaves its host process running.',
      system: rotation({
        bootstrapper: bootstrapper.provide({
          actions: {
            tellHost: enqueueActions(({ enqueue, system }, { type }) => {
              const host: AnyActorRef = system.get('waIISHost');
              if (type !== 'KILL') enqueue.sendTo(host, { type });
            }),
          },
        }),
      }),
      breaks: ['nothing-is-ignored', 'bootstrapper-knows-its-process', 'no-process-without-its-bootstrapper'],
      alsoBreaks: {
        'on-stop-is-limited': leftOver,
        'can-get-into-rotation': leftOver,
      },
    },
    {
      name: 'failure-unheeded',
      because: 'The bootstrapper does not hear of it when its host process fails or ends.',
      system: rotation({
        bootstrapper: changedState(bootstrapper, 'present', { on: { HOST_EXITED: undefined } }),
      }),
      breaks: [
        'throw-in-on-start-is-noticed',
        'throw-in-run-is-noticed',
        'throw-in-on-stop-is-noticed',
        'ended-process-is-gone',
      ],
      alsoBreaks: {
        'busy-shows-at-next-check': 'A busy role that throws is asked, and does not answer.',
        'nothing-is-ignored': 'It is told that the process is gone.',
        'bootstrapper-knows-its-process': 'It goes on watching a process that is gone.',
      },
    },
    {
      name: 'end-not-seen',
      because: 'The bootstrapper waits for foreground tasks, of which there are none.',
      system: rotation({ bootstrapper: bootstrapper.provide({ guards: { noForegroundTask: () => false } }) }),
      breaks: ['bootstrapper-ends-at-once'],
      alsoBreaks: {
        'ended-process-is-gone': 'The process is gone, and its bootstrapper is not.',
        'configurator-death-is-noticed-deleting': 'It notices it, and does not end.',
        'configurator-death-is-noticed-configuring': 'It notices it, and does not end.',
      },
    },
    {
      name: 'free-not-noted',
      because: 'The bootstrapper tells the guest agent that the role is free, and does not remember it.',
      system: rotation({ bootstrapper: bootstrapper.provide({ actions: { noteBusy: nothing } }) }),
      breaks: ['agent-and-bootstrapper-agree', 'each-step-is-reported'],
      alsoBreaks: {
        'busy-shows-at-next-check': 'That the role is busy is no news.',
        'hung-process-is-busy': 'That the role is busy is no news.',
      },
    },
    {
      name: 'death-not-reported',
      because: 'The bootstrapper does not say that a role which was free is so no longer.',
      system: rotation({ bootstrapper: bootstrapper.provide({ actions: { reportUnavailable: nothing } }) }),
      breaks: ['no-longer-free-is-told'],
    },
    {
      name: 'asks-seldom',
      because: 'The bootstrapper asks for the status every half minute.',
      system: rotation({ bootstrapper: bootstrapper.provide({ delays: { statusCheck: seconds(30) } }) }),
      breaks: ['status-is-asked-regularly', 'busy-shows-at-next-check', 'hung-process-is-busy'],
      alsoBreaks: { 'busy-lasts-to-next-check': 'The next check comes after half a minute.' },
    },
    {
      name: 'no-time-for-on-stop',
      because: 'OnStop is cut off at once.',
      system: rotation({ bootstrapper: bootstrapper.provide({ delays: { onStopLimit: 0 } }) }),
      breaks: ['on-stop-has-its-time'],
    },
    {
      name: 'sites-not-configured',
      because: 'The bootstrapper does not call IISConfigurator.',
      system: rotation({ bootstrapper: bootstrapper.provide({ guards: { hasSites: () => false } }) }),
      breaks: ['sites-before-the-role'],
      alsoBreaks: {
        'configurator-death-is-noticed-deleting': 'Vacuous: IISConfigurator never runs.',
        'configurator-death-is-noticed-configuring': 'Vacuous: IISConfigurator never runs.',
      },
    },
    {
      name: 'w3wp-killed',
      because: 'A bootstrapper that ends kills w3wp too.',
      system: w3wpKilled,
      breaks: ['w3wp-is-left-alone'],
    },
    {
      name: 'configurator-death-unheeded',
      because: 'The bootstrapper does not hear of it when IISConfigurator dies.',
      system: rotation({
        bootstrapper: changedState(bootstrapper, 'present', { on: { CONFIGURATOR_DIED: undefined } }),
      }),
      breaks: ['configurator-death-is-noticed-deleting', 'configurator-death-is-noticed-configuring'],
      alsoBreaks: {
        'configurator-works-for-its-parent': 'It waits for one that is gone.',
      },
    },
    {
      name: 'configurator-survives',
      because: 'IISConfigurator goes on with deleting pools when its bootstrapper is gone.',
      system: rotation({
        iisConfigurator: changedState(iisConfigurator, 'deleting', { on: { KILL: undefined } }),
      }),
      breaks: ['configurator-works-for-its-parent'],
    },
    {
      name: 'status-check-unanswered',
      because: 'The host process does not answer when it is asked for its status.',
      system: rotation({ roleHost: roleHost.provide({ actions: { answer: nothing } }) }),
      breaks: ['status-check-is-answered'],
      alsoBreaks: {
        'busy-lasts-to-next-check': 'Vacuous: no StatusCheck finds anything.',
        'busy-shows-at-next-check': 'A busy role is noticed as late as one that hangs.',
      },
    },
    {
      name: 'stops-without-on-stop',
      because: 'A host process that is told to stop is gone, without OnStop.',
      system: rotation({ roleHost: changedState(roleHost, 'run', { on: { STOP: 'absent' } }) }),
      breaks: ['stop-runs-on-stop', 'bootstrapper-knows-its-process'],
      alsoBreaks: {
        'out-before-on-stop': noOnStop,
        'throw-in-on-stop-is-noticed': noOnStop,
        'ended-process-is-gone': noOnStop,
      },
    },
    {
      name: 'busy-at-once',
      because: 'A role is busy when OnStart has returned, without having said so.',
      system: rotation({ roleHost: changedState(roleHost, 'run', { initial: 'busy' }) }),
      breaks: ['new-role-is-free'],
    },
    {
      name: 'stop-while-it-begins-forgotten',
      because: 'A bootstrapper that is told to stop before its host process runs goes on starting it.',
      system: rotation({ bootstrapper: changedState(bootstrapper, 'present', { on: { STOP: {} } }) }),
      breaks: ['stop-is-heeded'],
    },
    {
      name: 'remembers-the-last-run',
      because: 'A bootstrapper that has ended keeps what it knew of the role.',
      system: rotation({ bootstrapper: bootstrapper.provide({ actions: { forget: nothing } }) }),
      breaks: ['bootstrapper-begins-anew'],
    },
    {
      name: 'goes-on-after-its-exception',
      because: 'A host process that throws in Run says that it has ended, and has not.',
      system: rotation({
        roleHost: changedState(roleHost, 'run', {
          on: { THROW: { actions: { type: 'tellParent', params: { type: 'HOST_EXITED' } } } },
        }),
      }),
      breaks: ['who-throws-is-gone'],
    },
    {
      name: 'busy-unheard',
      because: 'A role whose code says that it is busy goes on as free.',
      system: rotation({ roleHost: changedState(roleHost, 'run.free', { on: { SET_BUSY: {} } }) }),
      breaks: ['role-is-as-its-code-says'],
      alsoBreaks: {
        'busy-lasts-to-next-check': 'Vacuous: no role is ever found busy.',
        'busy-shows-at-next-check': 'What is not heard cannot show.',
      },
    },
    {
      name: 'site-never-fails',
      because: 'A web site that fails serves all the same.',
      system: rotation({ w3wp: changedState(w3wp, 'serving', { on: { FAIL: {} } }) }),
      breaks: ['site-fails-until-it-recovers'],
    },
  ],
});
