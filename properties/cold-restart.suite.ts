/**
 * The cold restart suite: the cluster gets round the login that a dead host left behind.
 */
import { defineSuite, minutes } from 'redhound';
import { cluster } from '../models/cold-restart/cluster.ts';
import { clusterNode } from '../models/cold-restart/cluster-node.ts';
import { coldRestart } from '../models/cold-restart.ts';
import { properties } from './cold-restart.ts';

const sameSet = { afterRefusal: 'same set' } as const;

export default defineSuite({
  name: 'cold-restart',
  description:
    'A virtual machine whose host died runs again with its other set, whatever the fabric remembers.',
  system: coldRestart({ ageing: 'any' }),
  properties,
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
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
      breaks: ['restarted-within-a-minute'],
    },
    {
      name: 'one-login-suffices',
      because: 'The host runs the virtual machine without asking what was refused.',
      system: coldRestart({ clusterNode: clusterNode.provide({ guards: { isRefused: () => false } }) }),
      breaks: ['running-means-logged-in'],
      alsoBreaks: { 'refusals-leave-nothing': 'Vacuous: nothing is taken for refused.' },
    },
    {
      name: 'accepted-twice',
      because: 'The switch takes a name in use from a second port.',
      system: coldRestart({ whenInUse: ['accept'] }),
      breaks: ['one-port-per-wwpn'],
      alsoBreaks: { 'refusals-leave-nothing': 'Vacuous: nothing is refused.' },
    },
    {
      name: 'says-nothing',
      because: 'The host does not report.',
      system: coldRestart({ clusterNode: clusterNode.provide({ actions: { report: () => {} } }) }),
      breaks: ['no-deadlock', 'restarted-within-a-minute'],
      alsoBreaks: {
        'refusals-leave-nothing': 'Vacuous: the cluster hears of no refusal.',
        'running-means-logged-in': 'Vacuous: there is no second attempt, and the first is refused.',
      },
    },
    {
      name: 'retries-without-pause',
      because: 'The cluster tries the same set again at once.',
      system: coldRestart({ ...sameSet, cluster: cluster.provide({ delays: { retry: 0 } }) }),
      breaks: ['time-goes-on'],
      alsoBreaks: { 'running-means-logged-in': 'Vacuous: it is refused for ever.' },
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
