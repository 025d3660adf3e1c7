/**
 * The suite of two virtual machines: three virtual ports for two that need two each.
 */
import { defineSuite } from 'redhound';
import { type AnyActorRef, enqueueActions, sendTo } from 'xstate';
import { fcFabric } from '../models/migration/fc-fabric.ts';
import { hyperVHost } from '../models/migration/hyper-v-host.ts';
import { migrationCoordinator } from '../models/migration/migration-coordinator.ts';
import { firstParty, otherSet, wwpnsOf } from '../models/migration/wwn.ts';
import { migrationOfTwo } from '../models/migration-two-vms.ts';
import { changedState } from './changed-machine.ts';
import { properties } from './migration-two-vms.ts';

const ofBoth = (claim: string) => [`vm1-${claim}`, `vm2-${claim}`];

/** The same reason for one claim about both. */
const forBoth = (claim: string, reason: string) =>
  Object.fromEntries(ofBoth(claim).map((id) => [id, reason]));

/** Why claims are about nothing in some variants. */
const noFailure = 'Vacuous: no failure is reported.';
const nothingMoved = 'Vacuous: no migration gets that far.';

export default defineSuite({
  name: 'migration-two-vms',
  description:
    'Two migrations race for the last virtual ports: one fails cleanly, and neither costs the other.',
  system: migrationOfTwo({ cancellations: 1 }),
  properties,
  search: { runs: 5_000, maxSteps: 120 },
  variants: [
    {
      name: 'ports-not-counted',
      because: 'The fabric takes logins without limit.',
      system: migrationOfTwo({ fcFabric: fcFabric.provide({ guards: { isRejected: () => false } }) }),
      breaks: ['ports-are-not-overbooked'],
      alsoBreaks: {
        ...forBoth('refusal-is-a-failure', noFailure),
        ...forBoth('failure-is-discarded', noFailure),
        ...forBoth('gets-there', 'Holds: there is room for both.'),
      },
    },
    {
      name: 'loser-keeps-its-ports',
      because: 'Virtual ports are never removed.',
      system: migrationOfTwo({ hyperVHost: hyperVHost.provide({ actions: { logOut: () => {} } }) }),
      breaks: [
        ...ofBoth('never-half-attached'),
        ...ofBoth('may-get-there'),
        ...ofBoth('failed-gives-all-back'),
      ],
    },
    {
      name: 'refusal-is-overheard',
      because: 'A destination goes on waiting when one of its names is refused.',
      system: migrationOfTwo({
        hyperVHost: changedState(hyperVHost, 'skeleton.attaching', {
          on: { LOGIN_REJECTED: { actions: 'forgetAnswers' } },
        }),
      }),
      breaks: [...ofBoth('refusal-is-a-failure'), ...ofBoth('login-is-answered')],
      alsoBreaks: {
        ...forBoth('failure-is-discarded', noFailure),
      },
    },
    {
      name: 'fails-in-silence',
      because: 'A host that cannot take a machine does not say so.',
      system: migrationOfTwo({
        hyperVHost: changedState(hyperVHost, 'skeleton.failed', { entry: ['logOut', 'forgetAnswers'] }),
      }),
      breaks: ofBoth('failure-is-told'),
      alsoBreaks: forBoth('failure-is-discarded', noFailure),
    },
    {
      name: 'failure-without-end',
      because:
        'A coordinator that hears of a failure is ready for the next attempt, and leaves the skeleton.',
      system: migrationOfTwo({
        migrationCoordinator: changedState(migrationCoordinator, 'attaching', { on: { FAILED: 'idle' } }),
      }),
      breaks: ofBoth('failure-is-discarded'),
    },
    {
      name: 'answers-twice',
      because: 'Hosts say everything twice.',
      system: migrationOfTwo({
        hyperVHost: hyperVHost.provide({
          actions: {
            report: enqueueActions(({ context, enqueue, system }, { type }) => {
              const coordinator: AnyActorRef = system.get(context.party.coordinator);
              enqueue.sendTo(coordinator, { type });
              enqueue.sendTo(coordinator, { type });
            }),
          },
        }),
      }),
      breaks: ofBoth('hosts-answer-once'),
    },
    {
      name: 'lets-go-in-silence',
      because: 'The source does not say that it has let go.',
      system: migrationOfTwo({
        hyperVHost: changedState(hyperVHost, 'paused', {
          on: { RELEASE: { target: 'absent', actions: 'logOut' } },
        }),
      }),
      breaks: ofBoth('release-is-answered'),
    },
    {
      name: 'loser-takes-the-port-down',
      because: 'A destination that fails resets the physical port, with all that is logged in there.',
      system: migrationOfTwo({
        hyperVHost: hyperVHost.provide({
          actions: {
            logOut: sendTo(
              ({ system }) => system.get('fabric'),
              ({ context }) => ({ type: 'PORT_DOWN', port: context.name }),
            ),
          },
        }),
      }),
      breaks: [...ofBoth('has-its-paths'), ...ofBoth('never-half-attached')],
      alsoBreaks: { 'one-of-two-gets-there': 'A machine without paths cannot be moved any more.' },
    },
    {
      name: 'cloned-port-names',
      because: 'The second virtual machine is a copy of the first, port names and all.',
      system: migrationOfTwo({ secondVirtualHbas: firstParty.virtualHbas }),
      breaks: [...ofBoth('has-its-paths'), ...ofBoth('never-half-attached')],
      alsoBreaks: {
        ...forBoth('refusal-is-a-failure', noFailure),
        ...forBoth('failed-gives-all-back', 'The other machine is logged in with the same names.'),
        'one-of-two-gets-there': 'Each logs the other out, and then the LUNs are not visible.',
      },
    },
    {
      name: 'sets-mixed',
      because: 'The second virtual HBA logs in with the set in use, and the fabric takes everything.',
      system: migrationOfTwo({
        fcFabric: fcFabric.provide({ guards: { isRejected: () => false } }),
        hyperVHost: hyperVHost.provide({
          actions: {
            logIn: enqueueActions(({ context: { name, party, set }, enqueue, system }) => {
              const fabric: AnyActorRef = system.get('fabric');
              const names = [wwpnsOf(set, party)[0], wwpnsOf(otherSet(set), party)[1]];
              for (const wwpn of names)
                enqueue.sendTo(fabric, { type: 'LOGIN', port: name, asker: party[name], wwpn });
            }),
          },
        }),
      }),
      breaks: [...ofBoth('virtual-hbas-switch-together'), 'one-port-per-wwpn'],
      alsoBreaks: {
        ...forBoth('refusal-is-a-failure', noFailure),
        ...forBoth('failure-is-discarded', noFailure),
        ...forBoth('release-is-answered', nothingMoved),
        ...forBoth('login-is-answered', 'It waits for answers to names that it did not log in with.'),

        ...forBoth('never-half-attached', 'The names in use are taken away with the attempt.'),
        ...forBoth('may-get-there', 'The LUNs are never visible with a mixture.'),
        'ports-are-not-overbooked': 'The fabric counts nothing.',
        'one-of-two-gets-there': 'The LUNs are never visible with a mixture.',
      },
    },
    {
      name: 'waits-for-ever',
      because: 'The hosts do not report, and the coordinator waits without limit.',
      system: migrationOfTwo({
        hyperVHost: hyperVHost.provide({ actions: { report: () => {} } }),
        migrationCoordinator: migrationCoordinator.provide({ actions: { expectAnswer: () => {} } }),
      }),
      breaks: [...ofBoth('migration-is-settled'), 'one-of-two-gets-there', ...ofBoth('may-get-there')],
      alsoBreaks: {
        ...forBoth('failure-is-told', 'The hosts do not report anything.'),
        ...forBoth('failure-is-discarded', noFailure),
        ...forBoth('release-is-answered', nothingMoved),
      },
    },
    {
      name: 'copies-without-end',
      because: 'The memory is copied again and again, in no time.',
      system: migrationOfTwo({
        migrationCoordinator: migrationCoordinator.provide({
          delays: { pass: 0 },
          guards: { isLastPass: () => false },
          actions: { nextPass: () => {} },
        }),
      }),
      breaks: ['time-goes-on'],
      alsoBreaks: {
        ...forBoth('release-is-answered', nothingMoved),

        ...forBoth('may-get-there', 'The copying never ends.'),
        'one-of-two-gets-there': 'The copying never ends.',
      },
    },
  ],
});
