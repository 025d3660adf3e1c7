/**
 * What is claimed about the hosts of the whole fabric: how a machine comes to be, who hears its heartbeats, how it is
 * moved, and what is left behind.
 */
import { minutes, propertiesOf } from 'redhound';
import { otherHost } from '../models/migration/wwn.ts';
import { wholeFabric } from '../models/whole-fabric.ts';
import { saidOnce } from './said-once.ts';
import {
  accepted,
  answers,
  coordinator,
  hears,
  hyperVOf,
  isInBlackout,
  isPaused,
  type Letter,
  onlyActiveSetIn,
  orders,
  restarted,
  restartedFor,
  vmRuns,
} from './whole-fabric.ts';

const language = propertiesOf(wholeFabric());
const { agent, always, and, atMost, claim, condition, emitted, F, G, handled, implies } = language;
const { never, not, or, received, recurring, S, sent, sometimes, whenever, Y } = language;

const hosts = ['host1', 'host2'] as const;
const hyperVs = ['hyperV1', 'hyperV2'] as const;

// ——— the watch ———

const beatsAt = (host: 'host1' | 'host2') => sent('vm', host, 'HEARTBEAT');
const beatsAtHomeOnly = condition('it beats where it runs only', ({ agent, sent: says }: Letter) => {
  const { host } = agent('vm').context;
  return says('vm', host, 'HEARTBEAT') && !says('vm', otherHost(host), 'HEARTBEAT');
});
/** Of the guest that runs now. */
const hearsTheGuest = (host: 'host1' | 'host2') =>
  condition(`${host} hears the guest`, ({ agent, received: hears }: Letter) => {
    const { incarnation } = agent('guestOs').context;
    return hears(host, 'HEARTBEAT', (beat) => beat.incarnation === incarnation);
  });
const isAwaited = or(...hosts.map((host) => agent(host).matches('connecting')));
const isWatching = (host: 'host1' | 'host2') =>
  or(agent(host).matches('connecting'), agent(host).matches('watching'));

// ——— how a machine comes to be ———

const saysReady = (host: 'host1' | 'host2') => sent(host, 'placement', 'HOST_AGENT_READY');
const isAskedToBuild = (host: 'host1' | 'host2') => received(host, 'BUILD_ROOT_PARTITION');
const bootIsTold = (host: 'host1' | 'host2') =>
  condition(`${host} tells which incarnation it booted`, ({ agent, sent: says }: Letter) => {
    const { incarnation } = agent('guestOs').context;
    return says(host, 'fabricController', 'GUEST_STARTED', (boot) => boot.incarnation === incarnation);
  });

// ——— how it is moved ———

const hostIsAsked = condition('a host is asked', ({ sent: says }: Letter) =>
  hyperVs.some((host) => orders.some((type) => says('coordinator', host, type))),
);
const hostAnswers = condition('a host answers', ({ received: hears }: Letter) =>
  answers.some((type) => hears('coordinator', type)),
);
const hasCommitted = ({ agent }: Letter) =>
  agent('coordinator').matches('idle') &&
  agent('coordinator').context.outcome === 'committed' &&
  agent('vm').matches('running');
const noCopyIsLeft = ({ agent }: Letter) =>
  agent(hyperVOf[otherHost(agent('vm').context.host)]).matches('absent');
const itsHostRunsIt = ({ agent }: Letter) => agent(hyperVOf[agent('vm').context.host]).matches('running');
/** Of the logins of one host, no more are answered at once than there are virtual HBAs. */
const loginsAnswered =
  (host: 'hyperV1' | 'hyperV2', isRight: (answered: number, hbas: number) => boolean) =>
  ({ agent, link }: Letter) =>
    isRight(link('fabric', host).inFlight('LOGIN_ACCEPTED'), agent(host).context.party.virtualHbas.length);
const doneAtOnce = [
  ['PAUSE', 'PAUSED'],
  ['FINAL_PAGES', 'PAGES_RECEIVED'],
  ['RESUME', 'RESUMED'],
  ['RELEASE', 'RELEASED'],
  ['DISCARD', 'DISCARDED'],
] as const;
const cancelled = hears('CANCEL');
const nothingReported = condition(
  'nothing is reported',
  ({ link }: Letter) => link('hyperV2', 'coordinator').inFlight() === 0,
);

export const migrationProperties = [
  // ——— the watch ———
  claim('beats-go-where-it-runs', {
    statement:
      'A heartbeat of a guest goes to the Host Agent of the host that runs it, and out of a paused machine comes none.',
    because: 'Nobody else could tell by it whether the guest lives.',
    source: 'AZ-15; VF16',
    formula: always(
      and(
        implies(and(received('vm', 'HEARTBEAT'), vmRuns), beatsAtHomeOnly),
        implies(isPaused, not(or(...hosts.map(beatsAt)))),
      ),
    ),
  }),
  claim('each-beat-counts', {
    statement:
      'A Host Agent that watches a guest accepts each heartbeat of the incarnation that runs, and nothing else.',
    because:
      'A guest that is not believed is restarted in the middle of its work; a ghost that is keeps a hung one.',
    source: 'AZ-15; P28',
    formula: always(
      and(
        ...hosts.map((host) =>
          and(
            implies(and(hearsTheGuest(host), isWatching(host)), emitted(host, 'accepted')),
            implies(emitted(host, 'accepted'), hearsTheGuest(host)),
          ),
        ),
      ),
    ),
  }),
  claim('no-early-restart', {
    statement:
      'No guest is restarted for silence before ten minutes have passed without an accepted heartbeat.',
    because: 'A restart takes the role out of service; a late heartbeat is no reason for one.',
    source: 'AZ-17; P26',
    formula: whenever(accepted).forbids(restartedFor('silence')).for(minutes(10)),
  }),
  claim('time-to-connect', {
    statement:
      'A guest that is not heard after it was started is given 25 minutes before the next restart, not ten.',
    because: 'A boot is slower than a heartbeat; the ten-minute rule would restart a slow guest for ever.',
    source: 'P29, P39',
    formula: whenever(or(restarted, accepted)).forbids(restartedFor('no-connection')).for(minutes(25)),
  }),
  claim('connects-or-is-restarted', {
    statement: 'No guest is waited for longer than 25 minutes: it is heard, paused, or restarted.',
    because: 'The ten-minute rule does not watch a guest that has not been heard yet.',
    source: 'P39',
    formula: recurring(or(not(isAwaited), restarted)).every(minutes(25)),
  }),

  // ——— how a machine comes to be ———
  claim('five-minutes-each', {
    statement:
      'A root partition, the image of an instance, and the wait before its storage is tried again take five minutes each, neither less nor more.',
    because: 'What is ready before it can be was not made.',
    source: 'AZ-07, AZ-11; how long is ours',
    formula: and(
      ...hosts.map((host) =>
        G(
          implies(
            and(isAskedToBuild(host), agent(host).matches('building')),
            F(saysReady(host), [minutes(5), minutes(5)]),
          ),
        ),
      ),
      G(
        implies(
          or(received('host1', 'START_INSTANCE'), sent('host1', 'hyperV1', 'DISCARD')),
          F(sent('host1', 'hyperV1', 'PREPARE'), [minutes(5), minutes(5)]),
        ),
      ),
    ),
  }),
  claim('image-is-fetched-once', {
    statement: 'The image of an instance is fetched once, however often its storage is tried.',
    because: 'An image is large, and on the host it is already.',
    source: 'AZ-07',
    formula: atMost(1, agent('host1').matches({ creating: 'fetching' })),
  }),
  claim('ready-when-asked', {
    statement: 'A host says that it has its Host Agent only when it was asked for it since it said so last.',
    because: 'To the fabric controller it is the sign that a machine may be moved there now.',
    source: 'AZ-10, AZ-11',
    formula: always(
      and(
        ...hosts.map((host) =>
          implies(
            saysReady(host),
            or(isAskedToBuild(host), Y(S(not(saysReady(host)), isAskedToBuild(host)))),
          ),
        ),
      ),
    ),
  }),
  claim('boots-are-told', {
    statement: 'The fabric controller is told of each boot of the guest, and of its incarnation.',
    because: 'By this it tells the reports of a dead role from those of a living one.',
    source: 'AZ-07, AZ-20; P54',
    formula: always(and(...hosts.map((host) => implies(sent(host, 'guestOs', 'RESTART'), bootIsTold(host))))),
  }),
  claim('arrival-is-news', {
    statement:
      'A host tells the fabric controller that the instance has arrived only where it was not before.',
    because: 'An arrival from where it is already would be a move that nobody made.',
    source: 'AZ-06, AZ-07; VF17',
    formula: always(
      and(
        ...hosts.map((host) =>
          implies(
            sent(host, 'fabricController', 'ARRIVED'),
            condition(
              `not known at ${host}`,
              ({ agent }) => agent('fabricController').context.host === otherHost(host),
            ),
          ),
        ),
      ),
    ),
  }),
  claim('hosts-report-once', {
    statement:
      'A Host Agent reports once that it is ready, that a guest was started, and that a machine has arrived.',
    because: 'What comes a second time is taken for news.',
    source: 'AZ-07, AZ-11, AZ-20',
    formula: saidOnce(
      language,
      hosts.flatMap((host) => [
        [host, 'placement', 'HOST_AGENT_READY'] as const,
        [host, 'fabricController', 'HOST_AGENT_READY'] as const,
        [host, 'fabricController', 'GUEST_STARTED'] as const,
        [host, 'fabricController', 'ARRIVED'] as const,
      ]),
    ),
  }),

  // ——— storage ———
  claim('storage-answers-once', {
    statement: 'The storage fabric answers each login once, and each question for LUNs.',
    because: 'A second answer would be one to a question that was not asked yet.',
    source: 'FC-06; VF06, VF19',
    formula: and(
      saidOnce(
        language,
        hyperVs.map((host) => ['fabric', host, 'LUNS'] as const),
      ),
      ...hyperVs.map((host) =>
        G(
          implies(
            Y(
              condition(
                `no answer to a login of ${host}`,
                loginsAnswered(host, (answered) => answered === 0),
              ),
            ),
            condition(
              `one answer for each HBA to ${host}`,
              loginsAnswered(host, (answered, hbas) => answered <= hbas),
            ),
          ),
        ),
      ),
    ),
  }),
  claim('luns-are-looked-for', {
    statement:
      'A host that is to look for its LUNs asks the fabric at once, and says that it sees them only when they are shown to it.',
    because: 'What is missing must be found while the source still runs.',
    source: 'FC-08; VF06, VF09',
    formula: always(
      and(
        ...hyperVs.map((host) =>
          and(
            implies(handled(host, 'CHECK_LUNS'), sent(host, 'fabric', 'QUERY_LUNS')),
            implies(
              sent(host, 'coordinator', 'LUNS_VISIBLE'),
              received(host, 'LUNS', ({ visible }) => visible),
            ),
          ),
        ),
      ),
    ),
  }),

  // ——— how it is moved ———
  claim('done-is-answered', {
    statement:
      'A host that pauses, takes the last pages, resumes, releases or discards tells the coordinator at once.',
    because: 'Else the coordinator waits twenty minutes for it, and the next migration waits with it.',
    source: 'VF02, VF19',
    formula: always(
      and(
        ...hyperVs.flatMap((host) =>
          doneAtOnce.map(([order, answer]) =>
            implies(handled(host, order), sent(host, 'coordinator', answer)),
          ),
        ),
      ),
    ),
  }),
  claim('only-the-silent-are-dead', {
    statement: 'A host is taken for dead only while it owes an answer.',
    because: 'An old alarm would end a phase that goes well.',
    source: 'VF12, VF19',
    formula: always(implies(received('coordinator', 'NO_ANSWER'), S(not(hostAnswers), hostIsAsked))),
  }),
  claim('never-given-up', {
    statement: 'No machine is given up: while its hosts live, one of them can run it.',
    because: 'What is given up can never be moved again.',
    source: 'VF11, VF12',
    formula: never(or(coordinator.matches('abandoning'), coordinator.matches('lost'))),
  }),
  claim('migrates-when-asked', {
    statement: 'The coordinator has a host prepare only when a migration is asked for.',
    because: 'A migration that nobody asked for takes ports and bandwidth, and a pause of the machine.',
    source: 'FC-02',
    formula: always(hears('MIGRATE')).given(
      or(...hyperVs.map((host) => sent('coordinator', host, 'PREPARE'))),
    ),
  }),
  claim('copying-ends', {
    statement: 'A migration that is not called off gets to the blackout after two passes over the memory.',
    because: 'Passes without end cost bandwidth, and the machine stays where it was.',
    source: 'VF09, VF12',
    formula: whenever(hears('LUNS_VISIBLE'))
      .leadsTo(isInBlackout)
      .within(minutes(10))
      .unless(or(cancelled, hears('FAILED'))),
  }),
  claim('its-host-runs-it', {
    statement: 'While the machine runs, the host that it is said to be on runs it.',
    because: 'A host that takes it for paused would never pause it, and it could never be moved again.',
    source: 'VF11',
    formula: always(itsHostRunsIt).given(vmRuns),
  }),
  claim('commit-leaves-nothing', {
    statement:
      'After a migration that was committed the source has neither copy nor port left, and nobody else but the machine has.',
    because: 'The way back needs the set that the source had.',
    source: 'FC-07; VF01, VF05',
    formula: always(and(onlyActiveSetIn, noCopyIsLeft)).given(hasCommitted),
  }),
];

/** When an operator may think again: for suites with cancellations. */
export const migrationMilestones = [
  claim('cancelled-while-attaching', {
    statement: 'A migration can be cancelled while the destination attaches.',
    because: 'Until the commit everything can be undone.',
    source: 'VF02',
    formula: sometimes(and(cancelled, agent('hyperV2').matches({ skeleton: 'attaching' }))),
  }),
  claim('cancelled-while-checking', {
    statement: 'A migration can be cancelled while the destination looks for its LUNs.',
    because: 'Until the commit everything can be undone.',
    source: 'VF02',
    formula: sometimes(and(cancelled, agent('hyperV2').matches({ skeleton: 'checkingLuns' }))),
  }),
  claim('cancelled-while-copying', {
    statement: 'A migration can be cancelled while memory is copied.',
    because: 'Until the commit everything can be undone.',
    source: 'VF02',
    formula: sometimes(and(cancelled, nothingReported, agent('hyperV2').matches({ skeleton: 'ready' }))),
  }),
];

/** Where links go down. */
export const migrationOfLinkDown = [
  claim('link-failure-is-reported', {
    statement:
      'A destination whose link fails says so at once, to the coordinator and to the Host Agent of its host.',
    because:
      'Memory would be copied to a host that cannot take the machine, and an instance never begun again.',
    source: 'VF09',
    formula: always(
      and(
        ...hosts.map((host) =>
          implies(
            and(received(hyperVOf[host], 'LINK_DOWN'), agent(hyperVOf[host]).matches({ skeleton: 'failed' })),
            and(sent(hyperVOf[host], 'coordinator', 'FAILED'), sent(hyperVOf[host], host, 'FAILED')),
          ),
        ),
      ),
    ),
  }),
];
