/**
 * What a verdict rests on, a sentence each: initial states, links, environment, faults, clock, fairness.
 */
import type { Product } from '../product/product.ts';
import { formatDuration } from '../system/duration.ts';
import {
  type Budget,
  type FaultDeclaration,
  type FaultGroups,
  groupsOf,
  type LinkDeclaration,
} from '../system/system.ts';

/** Budgets, latencies, capacities, the tick and what forced it, in the order in which they are declared. */
export function assumptionsOf(product: Product): readonly string[] {
  const { system, agents, clock } = product.model;
  const initial = agents.reduce((count, agent) => count * agent.inputs.length, 1);
  const time = clock.timed
    ? `Time passes in ticks of ${formatDuration(clock.tick!)} (${clock.because})${clock.jumps ? '; a tick may leap to the next instant at which something can happen' : ''}.`
    : 'The system is untimed: it has no delays and no latencies.';
  return [
    `${agents.length === 1 ? 'One agent' : `${agents.length} agents`} (${agents.map(({ name }) => name).join(', ')}), ${initial === 1 ? 'one initial state' : `${initial} combinations of inputs`}.`,
    ...(system.links ?? []).map(linkText),
    'Every other link delivers in order, at once, without loss or duplication, and holds 32 messages.',
    ...(system.environment ?? []).map(
      ({ agent, event, budget }) =>
        `The environment may send ${list(event as EventLike | readonly EventLike[])
          .map(({ type }) => type)
          .join(', ')} to ${list(agent).join(', ')}, ${budgetText(budget, 'agent')}.`,
    ),
    ...(system.faults ?? []).map(faultText),
    ...(system.faults?.length ? [] : ['No faults.']),
    time,
    'The environment and faults may act at any time, or never, unless a claim assumes fairness.',
  ];
}

interface EventLike {
  readonly type: string;
}

const list = <T>(one: T | readonly T[]): readonly T[] => (Array.isArray(one) ? one : [one as T]);

const patternText = (pattern: string | readonly string[]): string =>
  pattern === '*' ? 'any agent' : list(pattern).join(', ');

function budgetText(budget: Budget, instance: string): string {
  if (budget === 'any') return 'any number of times';
  return 'total' in budget
    ? `at most ${times(budget.total)} in all`
    : `at most ${times(budget.atMost)} per ${instance}`;
}

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);

function linkText(link: LinkDeclaration): string {
  const { order = 'fifo', latency = 0, capacity, overflow = 'error' } = link;
  const [min, max] = typeof latency === 'number' ? [latency, latency] : latency;
  const parts = [
    order,
    max > 0 && order !== 'set' ? `latency ${formatDuration(min)} to ${formatDuration(max)}` : undefined,
    link.loss && `loss ${budgetText(link.loss, 'link')}`,
    link.duplication && `duplication ${budgetText(link.duplication, 'link')}`,
    capacity === undefined ? undefined : `capacity ${capacity} (then ${overflow})`,
    link.ignored === 'stays' ? 'what would be ignored stays' : undefined,
  ];
  return `Links from ${patternText(link.from)} to ${patternText(link.to)}: ${parts.filter((part) => part).join(', ')}.`;
}

const groupsText = (agents: FaultGroups): string =>
  groupsOf(agents)
    .map((group) => group.join(' with '))
    .join(' or of ');

function faultText(fault: FaultDeclaration): string {
  switch (fault.fault) {
    case 'crash': {
      const restart = fault.restart ? 'may be restarted' : 'stays down';
      return `Crash of ${groupsText(fault.agents)}, ${budgetText(fault.budget, 'group')}; it ${restart}.`;
    }
    case 'hang':
      return `Hang of ${groupsText(fault.agents)}, ${budgetText(fault.budget, 'group')}; timers ${fault.timers ?? 'frozen'}${fault.resume === false ? ', for good' : ''}.`;
    case 'drop':
    case 'duplicate':
      return `Links from ${patternText(fault.from)} to ${patternText(fault.to)} may ${fault.fault} a message, ${budgetText(fault.budget, 'link')}.`;
    case 'delay':
      return `Links from ${patternText(fault.from)} to ${patternText(fault.to)} may hold up a message by ${formatDuration(fault.by)}, ${budgetText(fault.budget, 'link')}.`;
    case 'partition':
      return `Partition ${fault.groups.map((group) => group.join(', ')).join(' | ')}, ${budgetText(fault.budget, 'partition')}; messages on the cut are ${fault.messages ?? 'lost'}${fault.heal === false ? ', it never heals' : ''}.`;
  }
}
