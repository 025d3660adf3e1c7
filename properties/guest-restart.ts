/**
 * What is claimed about a guest that hangs and is restarted.
 */
import { propertiesOf } from 'redhound';
import { settings } from '../models/azure/role-model.ts';
import { guestRestart } from '../models/guest-restart.ts';

const {
  agent,
  alwaysPossible,
  always,
  and,
  claim,
  condition,
  deadlockFree,
  handled,
  never,
  not,
  or,
  received,
  S,
  sent,
  timeDiverges,
} = propertiesOf(guestRestart());

const isUp = agent('guestOs').matches('up');
const goesDown = or(handled('guestOs', 'HANG'), handled('guestOs', 'RESTART'));
const isReady = agent('guestAgent').matches({ started: 'ready' });
const processes = [
  'waAppAgent',
  'guestAgent',
  'bootstrapper',
  'iisConfigurator',
  'waWorkerHost',
  'simpleTask1',
  'foregroundTask',
] as const;

/** `guestProcess` adds the state to the machine, and not to its type. */
const isOff = (name: (typeof processes)[number]) =>
  condition(`${name} is off`, ({ agent }) => agent(name).matches('off' as never));

export const properties = [
  claim('no-process-without-its-guest', {
    statement: 'While the guest OS boots or hangs, none of its processes runs.',
    because: 'A process that outlives its guest would hold ports, files and locks of the next.',
    source: 'AZ-12, AZ-17',
    formula: always(and(...processes.map(isOff))).given(not(isUp)),
  }),
  claim('guest-is-configured-anew', {
    statement:
      'The bootstrapper is started only after everything was set since the guest OS was started last.',
    because: 'Firewall and certificates of an earlier boot protect nobody in this one.',
    source: 'AZ-19, AZ-21, AZ-22; P04',
    formula: always(
      and(
        ...settings.map((name) =>
          S(
            not(handled('guestOs', 'RESTART')),
            received('guestAgent', 'APPLIED', ({ setting }) => setting === name),
          ),
        ),
      ),
    ).given(sent('guestAgent', 'bootstrapper', 'START')),
  }),
  claim('ready-in-this-boot', {
    statement:
      'The role is reported Ready only if its OnStart has returned true since the guest went down last.',
    because: 'What was true of a process that is no more says nothing of the one that comes after it.',
    source: 'AZ-20, AZ-24; P15',
    formula: always(
      S(
        not(goesDown),
        handled('waWorkerHost', 'ON_START_RETURNS', ({ value }) => value),
      ),
    ).given(sent('guestAgent', 'fabricController', 'STATUS', ({ status }) => status === 'ReadyRole')),
  }),
  claim('reports-name-their-incarnation', {
    statement: 'Each status report says of which incarnation of the guest it is.',
    because: 'Else nobody can tell a late report of a guest that is gone from one of its successor.',
    source: 'AZ-20; P54',
    formula: never(({ agent, sent }) =>
      sent(
        'guestAgent',
        'fabricController',
        'STATUS',
        ({ incarnation }) => incarnation !== agent('guestOs').context.incarnation,
      ),
    ),
  }),
  claim('foreground-task-ends-with-its-guest-only', {
    statement: 'A foreground task is cut off only where the bootstrapper dies or the guest goes down.',
    because: 'Recycling and planned stops wait for it; a restart by force waits for nothing.',
    source: 'AZ-17, AZ-24; P10',
    formula: never(and(handled('foregroundTask', 'KILL'), not(handled('bootstrapper', 'DIE')))),
  }),
  claim('can-become-ready', {
    statement: 'Whatever happened, the role can become Ready, if a guest that hangs can still be restarted.',
    because: 'The restart is what the fabric has against a guest that hangs.',
    source: 'AZ-16, AZ-17, AZ-18',
    formula: alwaysPossible(or(isReady, agent('guestOs').matches('hung'))),
  }),
  claim('no-deadlock', {
    statement: 'Agents and processes never all wait for each other, except in a guest that hangs for good.',
    because: 'Nobody restarts a guest that sends heartbeats, however long it waits.',
    source: 'AZ-16',
    formula: deadlockFree(({ agent }) => agent('guestOs').matches('hung')),
  }),
  claim('time-goes-on', {
    statement: 'Whatever happens, time can go on.',
    because: 'A model in which time stands still satisfies every deadline.',
    formula: timeDiverges(),
  }),
];
