/**
 * What is claimed about a deployment as a whole: its requests and orders, the fabric controller, and what goes on in the
 * guest.
 */
import { minutes, propertiesOf } from 'redhound';
import { hostProcesses, settings } from '../models/azure/role-model.ts';
import { wholeFabric } from '../models/whole-fabric.ts';
import { guestProcesses } from './guest-processes.ts';
import { saidOnce } from './said-once.ts';

const language = propertiesOf(wholeFabric());
const { agent, always, and, claim, condition, F, G, handled, implies, not, or, received, recurring } =
  language;
const { alwaysPossible, S, sent, W, whenever, Y } = language;

// ——— the request ———

const isEnded = or(agent('portal').matches('running'), agent('portal').matches('refused'));
const asks = sent('portal', 'rdfe', 'CREATE');
/** Not by `saidOnce`, which speaks of what comes after the start. */
const oneRequestUnderWay = condition(
  'one request under way at most',
  ({ link }) => link('portal', 'rdfe').inFlight() <= 1,
);
const saysRefused = sent('rdfe', 'portal', 'STATUS', ({ status }) => status === 'refused');
const asksFor = (all: boolean) =>
  received('rdfe', 'CREATE', ({ submission: { cspkg, cscfg } }) => (cspkg && cscfg) === all);

// ——— the fabric controller ———

const isMaintained = handled('fabricController', 'MAINTAIN_HOST');
const isReady = condition(
  'the fabric controller knows Ready',
  ({ agent }) => agent('fabricController').context.status === 'ReadyRole',
);
const preparesMove = or(
  sent('fabricController', 'host1', 'BUILD_ROOT_PARTITION'),
  sent('fabricController', 'host2', 'BUILD_ROOT_PARTITION'),
);

// ——— the guest ———

const restarts = handled('guestOs', 'RESTART');
const hangs = handled('guestOs', 'HANG');
const beats = sent('waAppAgent', 'vm', 'HEARTBEAT');
const begins = handled('bootstrapper', 'START');
const simpleTaskSucceeded = received(
  'bootstrapper',
  'TASK_EXITED',
  ({ task, code }) => task === 'simpleTask1' && code === 0,
);
const isWatching = agent('bootstrapper').matches({ present: 'watching' });
const anyHostReceives = (type: 'START' | 'STATUS_CHECK') =>
  or(...hostProcesses.map((host) => received(host, type)));
const isAsked = anyHostReceives('STATUS_CHECK');
const isFree = or(...hostProcesses.map((host) => agent(host).matches({ run: 'free' })));
const takesUpdate = agent('waAppAgent').matches({ present: { guestAgent: 'idle' } });
const ofProcesses = guestProcesses({
  hosts: hostProcesses,
  tasks: {
    simpleTask1: agent('simpleTask1').matches('running'),
    backgroundTask: agent('backgroundTask').matches('running'),
  },
});

export const guestProperties = [
  // ——— the request ———
  claim('user-asks-until-told', {
    statement:
      'The portal asks at once, and then every thirty minutes until it has heard of the end, and once each time.',
    because: 'The user has pressed the button and waits; an answer may be lost, and nobody else tells him.',
    source: 'AZ-01, AZ-02; P01, P02',
    formula: and(
      asks,
      G(oneRequestUnderWay),
      G(implies(received('rdfe', 'CREATE'), F(or(isEnded, asks), minutes(30)))),
    ),
  }),
  claim('user-does-not-hurry', {
    statement: 'The portal does not ask again before thirty minutes have passed.',
    because: 'Who asks without pause keeps RDFE from its work.',
    source: 'AZ-02; P02',
    formula: whenever(received('rdfe', 'CREATE')).forbids(asks).for(minutes(30)),
  }),
  claim('only-incomplete-requests-are-refused', {
    statement: 'A request without package or configuration is refused at once, and no other is.',
    because:
      'The user mends what he is told is wrong, and pays for what runs though he was told that it does not.',
    source: 'AZ-01, AZ-02; P01, P02',
    formula: always(and(implies(asksFor(false), saysRefused), implies(asksFor(true), not(saysRefused)))),
  }),
  claim('orders-come-once', {
    statement:
      'What front ends, fabric controller, hosts and guest agents tell each other to do, and that it is done, is said once.',
    because:
      'An order that comes twice may be done twice, and an answer that does may answer the next question.',
    source: 'AZ-02, AZ-04, AZ-08, AZ-13, AZ-19, AZ-22; P02',
    formula: saidOnce(language, [
      ['rdfe', 'portal', 'STATUS'],
      ['placement', 'ffe', 'AVAILABLE'],
      ['placement', 'ffe', 'DEPLOYED'],
      ['placement', 'host1', 'START_INSTANCE'],
      ['fabricController', 'host1', 'BUILD_ROOT_PARTITION'],
      ['fabricController', 'host2', 'BUILD_ROOT_PARTITION'],
      ['fabricController', 'coordinator', 'MIGRATE'],
      ['waAppAgent', 'guestOs', 'INSTALL_SERVICE'],
      ['guestAgent', 'guestOs', 'APPLY'],
      ['guestAgent', 'bootstrapper', 'START'],
    ]),
  }),

  // ——— the fabric controller ———
  claim('moved-when-ready-and-asked', {
    statement:
      'A host is prepared for a move only when an operator asks for maintenance while the instance is Ready, or when an earlier move has ended meanwhile.',
    because: 'To move what is still starting interrupts it, and to move what nobody asked for costs a pause.',
    source: 'AZ-09, AZ-11',
    formula: always(or(and(isMaintained, isReady), handled('fabricController', 'ARRIVED'))).given(
      preparesMove,
    ),
  }),
  claim('placement-hears-of-ready', {
    statement: 'Each time that the instance is Ready the part that placed it is told.',
    because: 'It tells FFE, and FFE the user, when all instances run.',
    source: 'AZ-01, AZ-06, AZ-20',
    formula: always(sent('fabricController', 'placement', 'INSTANCE_STARTED')).given(
      handled('fabricController', 'STATUS', ({ status }) => status === 'ReadyRole'),
    ),
  }),

  // ——— the guest ———
  claim('started-guest-is-heard', {
    statement: 'A guest that was started sends its first heartbeat five minutes later, unless it hangs.',
    because: 'What boots in time must not be taken for a guest that does not connect.',
    source: 'AZ-15, AZ-18; P29',
    formula: whenever(restarts).leadsTo(beats).within(minutes(5)).unless(or(hangs, restarts)),
  }),
  claim('heartbeats-go-on', {
    statement: 'While WaAppAgent runs it sends a heartbeat every five minutes.',
    because: 'A guest that is well and says nothing is restarted.',
    source: 'AZ-15, AZ-17; P25',
    formula: recurring(or(not(agent('waAppAgent').matches('present')), beats)).every(minutes(5)),
  }),
  claim('guest-is-configured-first', {
    statement:
      'The bootstrapper is started only after firewall, access control lists, certificates, SID and role configuration were set since the guest was started.',
    because: 'Code that starts earlier runs unprotected, or fails for want of its certificate.',
    source: 'AZ-19, AZ-21, AZ-22; P04',
    formula: always(
      and(
        ...settings.map((name) =>
          S(
            not(or(restarts, handled('guestAgent', 'START_SERVICE'))),
            received('guestAgent', 'APPLIED', ({ setting }) => setting === name),
          ),
        ),
      ),
    ).given(sent('guestAgent', 'bootstrapper', 'START')),
  }),
  claim('free-role-is-not-called-busy', {
    statement: 'The bootstrapper never tells the guest agent that a role is busy which runs and is free.',
    because: 'A role that answers when it is asked gets its traffic.',
    source: 'AZ-20, AZ-25; C9',
    formula: always(not(isFree)).given(sent('bootstrapper', 'guestAgent', 'ROLE_STATUS', ({ busy }) => busy)),
  }),
  claim('update-finds-a-guest-agent', {
    statement: 'WaAppAgent takes an update only where there is a guest agent that has the role in its care.',
    because: 'The order to stop the role would be lost, and WaAppAgent would wait for its answer for ever.',
    source: 'AZ-13, AZ-14, AZ-16; P11',
    formula: always(
      not(or(agent('guestAgent').matches('absent'), agent('guestAgent').matches('stopped'))),
    ).given(takesUpdate),
  }),
  ofProcesses.statusIsReported,
  ofProcesses.knowsItsProcess,
  ofProcesses.knowsItsTasks,
  ofProcesses.notAskedAtOnce,
];

/** What needs a guest that hangs, and a role with a task. */
export const guestMilestones = [
  claim('hung-boot-does-not-end', {
    statement: 'A guest that hangs while it boots does so until it is restarted.',
    because: 'The 25 minutes are for a boot that does not end by itself.',
    source: 'AZ-17; P39',
    formula: always(W(agent('guestOs').matches('hung'), restarts)).given(
      and(hangs, Y(agent('guestOs').matches('booting'))),
    ),
  }),
  claim('role-starts-after-its-task-succeeded', {
    statement: 'The host process starts only after the simple startup task exited with 0 in this run.',
    because: 'The role relies on what its task installed.',
    source: 'AZ-24, AZ-26; P06',
    formula: always(S(not(begins), simpleTaskSucceeded)).given(anyHostReceives('START')),
  }),
];

/** Of which only a complete search can tell. */
export const guestRecovery = claim('update-can-be-taken', {
  statement:
    'Whatever happened, WaAppAgent can take an update of the guest agent again, unless the request was refused.',
  because: 'A guest agent that cannot be updated is mended by a restart of its guest only.',
  source: 'AZ-13, AZ-16; P11, P53',
  formula: alwaysPossible(or(takesUpdate, agent('portal').matches('refused'))),
});

/** Where StatusCheck is every five minutes. */
export const guestOfSmallest = [
  claim('role-is-asked-in-time', {
    statement: 'While a role runs it is asked for its status every five minutes here.',
    because: 'A role that is busy, or hangs, does not say so by itself.',
    source: 'AZ-25; C9',
    formula: recurring(or(not(isWatching), isAsked)).every(minutes(5)),
  }),
];

/** Where it is every fifteen. */
export const guestOfLinkDown = [
  claim('role-is-not-asked-too-often', {
    statement: 'A role that was asked for its status is not asked again before fifteen minutes have passed.',
    because: 'Each question costs the role time that it has for its users.',
    source: 'AZ-25; C9',
    formula: whenever(isAsked).forbids(isAsked).for(minutes(15)),
  }),
];
