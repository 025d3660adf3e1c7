/**
 * The cold restart suite: the cluster gets round the login that a dead host left behind.
 */
import { defineSuite, minutes } from 'redhound';
import { enqueueActions, sendTo } from 'xstate';
import { cluster } from '../models/cold-restart/cluster.ts';
import { clusterNode } from '../models/cold-restart/cluster-node.ts';
import { coldRestart } from '../models/cold-restart.ts';
import { doneTwice } from './changed-machine.ts';
import { properties } from './cold-restart.ts';

const start = { type: 'START', set: 'A' } as const;
const unheard = 'Vacuous: the cluster hears of no refusal.';
const neverRefused = {
  'refusals-leave-nothing': unheard,
  'refused-start-waits-a-minute': unheard,
  'refused-start-is-tried-again': unheard,
};

const sameSet = { afterRefusal: 'same set' } as const;

export default defineSuite({
  name: 'cold-restart',
  description:
    'A virtual machine whose host died runs again with its other set, whatever the fabric remembers.',
  system: coldRestart({ ageing: 'any' }),
  properties,
  search: { runs: 2_000, maxSteps: 120 },
  survivors: {
    'drop-transition:fabric:LOGOUT': 'The claims hold whether the fabric forgets or not.',
    'drop-action:fabric:LOGOUT': 'The claims hold whether the fabric forgets or not.',
  },
  variants: [
    {
      name: 'hesitates',
      because: 'The cluster waits for a minute before the first attempt too.',
      system: coldRestart({
        ageing: 'any',
        cluster: cluster.provide({
          actions: { startVm: sendTo(({ system }) => system.get('host2'), start, { delay: 'retry' }) },
        }),
      }),
      breaks: ['first-attempt-at-once', 'restarted-within-a-minute', 'refused-start-is-tried-again'],
    },
    {
      name: 'starts-twice',
      because: 'The cluster orders the start, and orders it again.',
      system: coldRestart({ ageing: 'any', cluster: doneTwice(cluster, 'startVm') }),
      breaks: ['nothing-is-said-twice'],
      alsoBreaks: {
        'refusals-leave-nothing': 'The host tries again while the cluster waits.',
        'cluster-learns-at-once': 'It runs after the second order, when the cluster waits for the retry.',
      },
    },
    {
      name: 'refusals-only',
      because: 'The host reports what was refused, and nothing else.',
      system: coldRestart({
        clusterNode: clusterNode.provide({
          actions: {
            report: enqueueActions(({ enqueue, system }, { type }) => {
              if (type === 'REFUSED') enqueue.sendTo(system.get('cluster'), { type });
            }),
          },
        }),
      }),
      breaks: ['cluster-learns-at-once'],
    },
    {
      name: 'same-set-again',
      because: 'The cluster tries the same set again and again.',
      system: coldRestart({ ...sameSet, ageing: 'any' }),
      breaks: ['restarted-within-a-minute'],
    },
    {
      name: 'retries-too-late',
      because: 'The cluster waits two minutes before it tries again.',
      system: coldRestart({ cluster: cluster.provide({ delays: { retry: minutes(2) } }) }),
      breaks: ['restarted-within-a-minute', 'refused-start-is-tried-again'],
    },
    {
      name: 'one-login-suffices',
      because: 'The host runs the virtual machine without asking what was refused.',
      system: coldRestart({ clusterNode: clusterNode.provide({ guards: { isRefused: () => false } }) }),
      breaks: ['running-means-logged-in'],
      alsoBreaks: neverRefused,
    },
    {
      name: 'accepted-twice',
      because: 'The switch takes a name in use from a second port.',
      system: coldRestart({ whenInUse: ['accept'] }),
      breaks: ['one-port-per-wwpn'],
      alsoBreaks: neverRefused,
    },
    {
      name: 'says-nothing',
      because: 'The host does not report.',
      system: coldRestart({ clusterNode: clusterNode.provide({ actions: { report: () => {} } }) }),
      breaks: ['no-deadlock', 'restarted-within-a-minute'],
      alsoBreaks: {
        ...neverRefused,
        'running-means-logged-in': 'Vacuous: there is no second attempt, and the first is refused.',
        'cluster-learns-at-once': 'Vacuous: it never runs.',
      },
    },
    {
      name: 'retries-without-pause',
      because: 'The cluster tries the same set again at once.',
      system: coldRestart({ ...sameSet, cluster: cluster.provide({ delays: { retry: 0 } }) }),
      breaks: ['time-goes-on', 'refused-start-waits-a-minute'],
      alsoBreaks: {
        'running-means-logged-in': 'Vacuous: it is refused for ever.',
        'cluster-learns-at-once': 'Vacuous: it never runs.',
      },
    },
    {
      name: 'keeps-what-it-got',
      because: 'After a refusal the host does not log out the name that was accepted.',
      system: coldRestart({
        ageing: 'any',
        clusterNode: clusterNode.provide({ actions: { logOut: () => {} } }),
      }),
      breaks: ['refusals-leave-nothing'],
    },
  ],
});
