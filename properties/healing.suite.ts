/**
 * The healing suite: what holds with a fence, room, and few enough failures, and what goes wrong without each rule.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, enqueueActions } from 'xstate';
import { type InstanceName, instanceNames, type Placement, serverNames } from '../models/healing/cluster.ts';
import { fabricController } from '../models/healing/fabric-controller.ts';
import { server } from '../models/healing/server.ts';
import { healing } from '../models/healing.ts';
import { changedState } from './changed-machine.ts';
import { properties } from './healing.ts';

const nothing = () => {};

const comesBackEmpty = serverNames.map((name) => `${name}-comes-back-empty`);

/** The same reason for several claims. */
const forAll = (ids: readonly string[], reason: string) => Object.fromEntries(ids.map((id) => [id, reason]));

const stillRuns =
  'A server that was cut off and is trusted again still runs its instance beside the new one.';

const ofBoth = ['dead-server-is-healed-0', 'dead-server-is-healed-1'];

/** A fabric controller that puts the first instance without a server where `choose` says. */
const placing = (choose: (placement: Placement) => (typeof serverNames)[number]) =>
  fabricController.provide({
    guards: {
      hasPlaceableInstance: ({ context }) =>
        instanceNames.some((instance) => context.placement[instance] === null),
    },
    actions: {
      place: enqueueActions(({ context, enqueue, system }) => {
        const instance = instanceNames.find((one) => context.placement[one] === null) as InstanceName;
        const home = choose(context.placement);
        enqueue.assign({ placement: { ...context.placement, [instance]: home } });
        enqueue.sendTo(system.get(home) as AnyActorRef, { type: 'DEPLOY', instance });
      }),
    },
  });

export default defineSuite({
  name: 'healing',
  description: 'What ran on a failed server runs elsewhere, once, and in a fault domain of its own.',
  system: healing(),
  properties,
  search: { runs: 2_000, maxSteps: 120 },
  survivors: {
    'swallow-message:fabricController:{"automatic":"asking"}:xstate.after.round.fabricController.automatic.asking#2':
      'A server that lacks what is placed on it says so in the same instant, and is told again.',
  },
  variants: [
    {
      name: 'no-fence',
      because: 'A server that is silent is taken for dead, and its power is left on.',
      system: healing({ fabricController: fabricController.provide({ actions: { fence: nothing } }) }),
      breaks: ['no-instance-runs-twice'],
      alsoBreaks: {
        'no-server-is-overcommitted': stillRuns,
        'power-comes-back-where-it-was-cut': 'It was never off.',
        'both-can-be-brought-back': 'Nothing ever stops the second copy.',
      },
    },
    {
      name: 'fault-domains-ignored',
      because: 'The healer takes the fourth server first, whatever fault domain it is in.',
      system: healing({ fabricController: placing(() => 'server4') }),
      breaks: ['instances-keep-their-fault-domains', 'no-server-is-overcommitted'],
      alsoBreaks: {
        ...forAll(ofBoth, 'The fourth server may be the one that died.'),
        'nothing-is-placed-in-hi': 'The fourth server may be in HI.',
      },
    },
    {
      name: 'no-threshold',
      because: 'Healing goes on however many servers are in HI.',
      system: healing({
        fabricController: fabricController.provide({ guards: { isAtThreshold: () => false } }),
      }),
      breaks: ['threshold-stops-healing', 'threshold-alarms-a-human'],
    },
    {
      name: 'threshold-powers-off',
      because: 'At the HI threshold the fabric controller shuts the second server down, five minutes later.',
      system: healing({
        fabricController: fabricController.provide({
          actions: {
            alarm: enqueueActions(({ enqueue, system }) => {
              enqueue.emit({ type: 'alarm' });
              enqueue.sendTo(
                system.get('powerUnit') as AnyActorRef,
                { type: 'CUT', server: 'server2' },
                { delay: minutes(5), id: 'shutdown' },
              );
            }),
          },
        }),
      }),
      breaks: ['threshold-stops-no-healthy-instance', 'healthy-instances-stay'],
    },
    {
      name: 'server-resumes-its-instances',
      because: 'A server that is powered on again goes on with what it ran.',
      system: healing({ server: server.provide({ actions: { loseInstances: nothing } }) }),
      breaks: ['no-instance-runs-twice', ...comesBackEmpty],
      alsoBreaks: {
        'instances-keep-their-fault-domains':
          'An instance that was resumed shares its rack with one that was healed.',
        'no-server-is-overcommitted': 'The server runs what it resumed and what it is told to.',
        'both-can-be-brought-back': 'Nothing ever stops the second copy.',
      },
    },
    {
      name: 'healing-to-where-it-was',
      because: 'The healer places each instance on the server that it began on.',
      system: healing({
        fabricController: placing(({ web_IN_0 }) => (web_IN_0 === null ? 'server1' : 'server2')),
      }),
      breaks: ['nothing-is-placed-in-hi', ...ofBoth],
      alsoBreaks: {
        'both-can-be-brought-back': 'The server that the first instance began on may stay cut off.',
      },
    },
    {
      name: 'rack-is-fenced',
      because: 'The fence cuts the power of the whole rack.',
      system: healing({
        fabricController: fabricController.provide({
          actions: {
            fence: enqueueActions(({ context, enqueue, system }) => {
              const { faultDomains, patience, servers } = context;
              const failed = serverNames.find((name) => servers[name] !== 'HI' && servers[name] >= patience)!;
              for (const name of serverNames) {
                if (faultDomains[name] === faultDomains[failed])
                  enqueue.sendTo(system.get('powerUnit') as AnyActorRef, { type: 'CUT', server: name });
              }
            }),
          },
        }),
      }),
      breaks: ['healthy-instances-stay', ...ofBoth],
    },
    {
      name: 'never-asks',
      because: 'The fabric controller asks no server for its health.',
      system: healing({ fabricController: fabricController.provide({ actions: { ask: nothing } }) }),
      breaks: [...ofBoth, 'both-can-be-brought-back'],
      alsoBreaks: {
        ...forAll(
          ['threshold-stops-healing', 'threshold-alarms-a-human', ...comesBackEmpty],
          'Vacuous: no server is ever set to HI.',
        ),
        'asks-before-it-heals-again': 'Vacuous: nothing is reset.',
        'reset-needs-no-alarm': 'Nothing is reset.',
        'asks-every-five-minutes': 'Vacuous: nobody is asked.',
      },
    },
    {
      name: 'no-way-back',
      because: 'A server in HI cannot be reset.',
      system: healing({
        fabricController: fabricController.provide({
          guards: { isInHi: () => false, isLastAboveThreshold: () => false },
        }),
      }),
      breaks: ['no-deadlock', 'both-can-be-brought-back'],
      alsoBreaks: {
        ...forAll(comesBackEmpty, 'Vacuous: nothing is ever powered on.'),
        'asks-before-it-heals-again': 'Vacuous: nothing is reset.',
        'reset-needs-no-alarm': 'Nothing is reset.',
      },
    },
    {
      name: 'fence-unheeded',
      because: 'A server whose power is cut goes on.',
      system: healing({ server: changedState(server, 'up', { on: { POWER_OFF: {} } }) }),
      breaks: ['cut-server-is-down', 'no-instance-runs-twice'],
      alsoBreaks: {
        'no-server-is-overcommitted': stillRuns,
        'power-comes-back-where-it-was-cut': 'It was never off.',
        'both-can-be-brought-back': 'Nothing ever stops the second copy.',
      },
    },
    {
      name: 'resets-whatever-it-is-told',
      because: 'A reset counts for servers that are not in HI too.',
      system: healing({
        fabricController: fabricController.provide({ guards: { isInHi: () => true } }),
      }),
      breaks: ['power-comes-back-where-it-was-cut', 'only-hi-is-reset'],
      alsoBreaks: {
        'only-who-is-lost-is-silent':
          'A server that failed and was reset before the round was over has power, and was not asked again.',
      },
    },
    {
      name: 'reset-without-power',
      because: 'A reset takes a server out of HI, and does not power it on.',
      system: healing({
        fabricController: fabricController.provide({ actions: { restorePower: nothing } }),
      }),
      breaks: ['reset-server-is-trusted', 'both-can-be-brought-back'],
      alsoBreaks: forAll(comesBackEmpty, 'Vacuous: nothing is ever powered on.'),
    },
    {
      name: 'heals-before-it-asks',
      because: 'After a reset at the HI threshold the fabric controller judges before it asks.',
      system: healing({
        fabricController: changedState(fabricController, 'automatic', { initial: 'judging' }),
      }),
      breaks: ['asks-before-it-heals-again'],
    },
    {
      name: 'answer-forgotten',
      because: 'A server that answers that it lacks an instance is told to run it, and counts as silent.',
      system: healing({
        fabricController: changedState(fabricController, 'automatic.asking', {
          on: { HEALTH: [{ guard: 'lacksInstance', actions: 'deployAgain' }, { actions: 'noteAnswer' }] },
        }),
      }),
      breaks: ['who-answers-is-trusted'],
    },
    {
      name: 'one-is-not-asked',
      because: 'The fabric controller waits for the answer of the fourth server, and never asks it.',
      system: healing({
        fabricController: fabricController.provide({
          actions: {
            ask: enqueueActions(({ context, enqueue, system }) => {
              const trusted = serverNames.filter((name) => context.servers[name] !== 'HI');
              enqueue.assign({ unanswered: trusted });
              for (const name of trusted)
                if (name !== 'server4') enqueue.sendTo(system.get(name) as AnyActorRef, { type: 'PROBE' });
            }),
          },
        }),
      }),
      breaks: ['only-who-is-lost-is-silent'],
      alsoBreaks: {
        ...forAll(ofBoth, 'The fourth server is cut off while it runs an instance, or could.'),
        'healthy-instances-stay': 'The fourth server is cut off while it runs an instance.',
      },
    },
    {
      name: 'lost-orders-stay-lost',
      because: 'A server that lacks an instance is not told again to run it.',
      system: healing({
        fabricController: fabricController.provide({ actions: { deployAgain: nothing } }),
      }),
      breaks: ['what-is-lacking-is-deployed-again'],
      alsoBreaks: forAll(
        ['dead-server-is-healed-0', 'both-can-be-brought-back'],
        'An instance whose order was lost runs nowhere, and has a place.',
      ),
    },
    {
      name: 'reset-in-an-alarm-only',
      because: 'A server can be reset only at the HI threshold.',
      system: healing({
        fabricController: changedState(fabricController, 'automatic', {
          on: { HUMAN_RESET: { guard: () => false } },
        }),
      }),
      breaks: ['reset-needs-no-alarm'],
      alsoBreaks: { 'both-can-be-brought-back': 'Where no room is left there is no way to make some.' },
    },
    {
      name: 'rounds-of-ten-minutes',
      because: 'The fabric controller asks every ten minutes.',
      system: healing({ fabricController: fabricController.provide({ delays: { round: minutes(10) } }) }),
      breaks: ['asks-every-five-minutes'],
      alsoBreaks: forAll(ofBoth, 'It is noticed fifteen minutes later.'),
    },
    {
      name: 'asks-without-pause',
      because: 'The fabric controller asks again and again, without any time between.',
      system: healing({ fabricController: fabricController.provide({ delays: { round: 0 } }) }),
      breaks: ['time-goes-on'],
    },
  ],
});
