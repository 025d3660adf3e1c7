/**
 * What is claimed about a limit on connections, and what happens beyond it.
 */
import { propertiesOf, seconds, type View } from 'redhound';
import { connectionCap } from '../../models/incidents/connection-cap.ts';

const language = propertiesOf(connectionCap());
const { agent, always, alwaysPossible, and, atMost, claim, first, handled, lasting, never, sent, whenever } =
  language;

type Letter = View<ReturnType<typeof connectionCap>['agents']>;

const account = 'Microsoft’s account of the outage in West Europe, July 2012, as the press quotes it';

const refused = sent('safetyValve', 'cluster', 'REFUSED');
const isSaturated = agent('networkDevice').matches('saturated');

export const limitFollowsCapacity = claim('limit-follows-capacity', {
  statement: 'The safety valve admits as many connections as the cluster has capacity for.',
  because: 'What customers were sold must get through.',
  source: `I7; ${account}`,
  formula: always(
    ({ agent }: Letter) => agent('safetyValve').context.limit >= agent('cluster').context.capacity,
  ),
});

export const nothingIsRefused = claim('nothing-within-capacity-is-refused', {
  statement: 'No connection within the capacity of the cluster is refused.',
  because: 'The safety valve is there for what nobody expects, not for growth that was planned.',
  source: `I7; ${account}`,
  formula: never(refused),
});

export const dataIsForwarded = claim('data-is-forwarded', {
  statement: 'The network devices forward data all the time.',
  because: 'A device at 100 % of its CPU cuts off everybody behind it.',
  source: `I7; ${account}`,
  formula: never(isSaturated),
});

const hasGrown = ({ agent }: Letter) => agent('cluster').context.capacity === 4;

export const capacityIsAdded = claim('capacity-is-added', {
  statement: 'Capacity that is added is there for customers, in the end.',
  because: 'A limit that is never raised refuses nothing new, and sells nothing.',
  source: `I7; ${account}`,
  formula: whenever(handled('cluster', 'ADD_CAPACITY')).leadsTo(
    and(agent('cluster').matches('grown'), hasGrown),
  ),
});

/** How the cluster and its devices work, whatever the limit is. */
export const duties = [
  claim('device-begins-quiet', {
    statement: 'A device that was reset has nothing to handle.',
    because: 'People reset it so that it begins anew.',
    formula: always(agent('networkDevice').matches({ forwarding: 'quiet' })).given(
      handled('networkDevice', 'RESET'),
    ),
  }),
  claim('capacity-is-added-once', {
    statement: 'Capacity is added once.',
    because: 'The cluster that has grown is as large as it gets.',
    formula: atMost(1, handled('cluster', 'ADD_CAPACITY')),
  }),
];

/** What the rules of the day did do. */
export const chain = [
  claim('refusals-are-counted', {
    statement: 'When nothing is under way the cluster uses the connections that the safety valve has open.',
    because: 'A connection that was refused is none.',
    source: `I7; ${account}`,
    formula: always(
      ({ agent }: Letter) => agent('cluster').context.used === agent('safetyValve').context.open,
    ).given(
      ({ link }: Letter) =>
        link('cluster', 'safetyValve').inFlight() === 0 && link('safetyValve', 'cluster').inFlight() === 0,
    ),
  }),
  claim('message-takes-a-second', {
    statement: 'A management message keeps a device busy for a second at most.',
    because: 'What comes later is no surge.',
    source: `I7; ${account}`,
    formula: lasting(agent('networkDevice').matches({ forwarding: 'handling' })).atMost(seconds(1)),
  }),
  claim('two-refusals-make-a-surge', {
    statement: 'No device is saturated before a second connection was refused.',
    because: 'One message about a refusal is handled.',
    source: `I7; ${account}`,
    formula: first(refused, refused).precedes(isSaturated),
  }),
  claim('limit-is-kept', {
    statement: 'No more connections are open than the limit of the safety valve.',
    because: 'The valve did its work: this is not what failed.',
    source: `I7; ${account}`,
    formula: always(({ agent }: Letter) => {
      const { limit, open } = agent('safetyValve').context;
      return open <= limit;
    }),
  }),
  claim('refused-only-after-growth', {
    statement: 'Nothing is refused before capacity was added.',
    because: 'The limit was right for the cluster that it was made for.',
    source: `I7; ${account}`,
    formula: first(handled('cluster', 'ADD_CAPACITY')).precedes(refused),
  }),
  claim('saturated-only-after-refusals', {
    statement: 'No device is saturated before connections were refused.',
    because: 'The surge of management messages came from refusals, not from data.',
    source: `I7; ${account}`,
    formula: first(refused).precedes(isSaturated),
  }),
  claim('can-be-repaired', {
    statement: 'Whatever has happened, the devices can be brought to forward data with room for all.',
    because: 'It took two and a half hours, but it could be done.',
    source: `I7; ${account}`,
    formula: alwaysPossible(
      ({ agent }: Letter) =>
        agent('networkDevice').matches({ forwarding: 'quiet' }) && agent('safetyValve').context.open === 0,
    ),
  }),
];
