/**
 * Which settings a concrete link has: declared patterns, resolved.
 */
import { canonicalKey } from '../agent/plain-data.ts';
import { ModelError } from '../system/model-error.ts';
import { POISONOUS_KEYS } from '../system/poisonous-keys.ts';
import {
  type AnySystem,
  type Budget,
  type FaultDeclaration,
  groupsOf,
  type LinkDeclaration,
} from '../system/system.ts';
import type { LinkSettings } from './link-table.ts';

/** A counter and its limit; `undefined` limit means any number of times. */
export interface Allowance {
  /** Names the counter; per link where the budget says so. */
  readonly counter: string;
  readonly limit: number | undefined;
}

/** One way in which messages of a link are held up. */
export interface DelayAllowance extends Allowance {
  readonly ticks: number;
}

export interface ResolvedLink {
  readonly settings: LinkSettings;
  readonly loss: Allowance | undefined;
  readonly duplication: Allowance | undefined;
  readonly delays: readonly DelayAllowance[];
}

type Pattern = string | readonly string[];

const covers = (pattern: Pattern, name: string): boolean =>
  pattern === '*' || (typeof pattern === 'string' ? pattern === name : pattern.includes(name));

const DEFAULT_CAPACITY = 32;
/** A position on a link has eight bits in a move. */
const MAX_CAPACITY = 255;

/** The settings of the link from `from` to `to`. */
export function resolveLink(
  system: AnySystem,
  from: string,
  to: string,
  ticks: (duration: number, what: string) => number,
): ResolvedLink {
  const what = `${from}→${to}`;
  const declaration = declarationFor(system, from, to);
  const order = declaration.order ?? 'fifo';
  const { latency = 0 } = declaration;
  const [min, max] = typeof latency === 'number' ? [latency, latency] : latency;
  const settings: LinkSettings = {
    order,
    latency:
      order === 'set'
        ? [0, Number.POSITIVE_INFINITY]
        : [ticks(min, `the latency of ${what}`), ticks(max, `the latency of ${what}`)],
    capacity: declaration.capacity ?? (order === 'set' ? MAX_CAPACITY : DEFAULT_CAPACITY),
    overflow: declaration.overflow ?? 'error',
    ignoredStays: declaration.ignored === 'stays',
  };
  const faults = (system.faults ?? []).map((fault, index) => ({ fault, index }));
  const applicable = faults.filter(
    ({ fault }) => 'from' in fault && covers(fault.from, from) && covers(fault.to, to),
  );
  const budgets = (fault: 'drop' | 'duplicate', own: Budget | undefined): Allowance | undefined => {
    const declared = applicable.filter((entry) => entry.fault.fault === fault);
    if (declared.length + (own === undefined ? 0 : 1) > 1) {
      throw invalid(
        system,
        `the link ${what} has two budgets for ${fault}.`,
        'Declare it once, at the link or as a fault.',
      );
    }
    if (own !== undefined) {
      const shared = (system.links ?? []).indexOf(declaration as LinkDeclaration);
      return allowance(own, `${fault} ${what}`, `${fault} links ${shared}`);
    }
    const entry = declared[0];
    return entry && allowance(entry.fault.budget, `${fault} ${what}`, `${fault} fault ${entry.index}`);
  };
  return {
    settings,
    loss: budgets('drop', declaration.loss),
    duplication: budgets('duplicate', declaration.duplication),
    delays: applicable.flatMap(({ fault, index }) => {
      if (fault.fault !== 'delay') return [];
      const { counter, limit } = allowance(fault.budget, `delay ${what} ${index}`, `delay fault ${index}`);
      return [{ counter, limit, ticks: ticks(fault.by, `a delay fault on ${what}`) }];
    }),
  };
}

export function allowance(budget: Budget, perInstance: string, shared: string): Allowance {
  if (budget === 'any') return { counter: perInstance, limit: undefined };
  return 'total' in budget
    ? { counter: shared, limit: budget.total }
    : { counter: perInstance, limit: budget.atMost };
}

/** Equal for equal settings, however they are written; one that is undefined is as by default. */
function settingsKey({ from: _from, to: _to, latency, ...settings }: Partial<LinkDeclaration>): string {
  const window = typeof latency === 'number' ? [latency, latency] : latency;
  const given = Object.entries({ ...settings, latency: window }).filter(([, value]) => value !== undefined);
  return canonicalKey(Object.fromEntries(given), 'links');
}

function declarationFor(system: AnySystem, from: string, to: string): Omit<LinkDeclaration, 'from' | 'to'> {
  const matching = (system.links ?? []).filter((link) => covers(link.from, from) && covers(link.to, to));
  const overriding = matching.filter((link) => link.override === true);
  const candidates = overriding.length > 0 ? overriding : matching;
  const [first = {}, ...others] = candidates;
  if (others.some((other) => settingsKey(other) !== settingsKey(first))) {
    throw invalid(
      system,
      `two declarations with different settings cover the link ${from}→${to}.`,
      'Make the patterns disjoint, or say `override: true` in the one that is to hold.',
    );
  }
  return first;
}

/** Refuses names that no agent has, and settings that mean nothing, before anything runs. */
export function checkDeclarations(system: AnySystem): void {
  const names = Object.keys(system.agents);
  const known = (pattern: Pattern, what: string): void => {
    for (const name of typeof pattern === 'string' ? [pattern] : pattern) {
      if (name !== '*' && !names.includes(name)) {
        throw new ModelError(
          'AGENT_UNKNOWN',
          `${what} names '${name}', which is no agent.`,
          `Known: ${names.join(', ')}.`,
          {
            system: system.name,
          },
        );
      }
    }
  };
  if (names.length === 0) throw invalid(system, 'there are no agents.', 'Declare at least one agent.');
  for (const name of names) {
    if (!/^[\w.:-]+$/.test(name)) {
      throw invalid(system, `'${name}' is no agent name.`, 'Use letters, digits, and . _ : -');
    }
    // Traces are read as data from anywhere, in which no object may have such a key.
    if (POISONOUS_KEYS.includes(name)) {
      throw invalid(
        system,
        `an agent is called '${name}'.`,
        'Give it another name: JavaScript objects have this one.',
      );
    }
  }
  for (const link of system.links ?? []) {
    known(link.from, 'a link');
    known(link.to, 'a link');
    const { latency = 0, capacity = 1 } = link;
    const [min, max] = typeof latency === 'number' ? [latency, latency] : latency;
    if (!(min >= 0 && max >= min && Number.isFinite(min))) {
      throw invalid(
        system,
        `the latency [${min}, ${max}] is no window.`,
        'Write [min, max] with 0 ≤ min ≤ max, min finite.',
      );
    }
    if (!(Number.isInteger(capacity) && capacity >= 1 && capacity <= MAX_CAPACITY)) {
      throw invalid(
        system,
        `a link holds ${capacity} messages.`,
        `A capacity is a whole number from 1 to ${MAX_CAPACITY}.`,
      );
    }
    if (link.order === 'synchronous' && max > 0) {
      throw invalid(
        system,
        'a synchronous link has a latency.',
        'A synchronous message is handled inside the sender’s move.',
      );
    }
  }
  for (const declaration of system.environment ?? []) known(declaration.agent, 'the environment');
  for (const fault of system.faults ?? []) {
    if ('agents' in fault) known(groupsOf(fault.agents).flat(), `the fault '${fault.fault}'`);
    if ('from' in fault) {
      known(fault.from, `the fault '${fault.fault}'`);
      known(fault.to, `the fault '${fault.fault}'`);
    }
    if ('groups' in fault) for (const group of fault.groups) known(group, 'a partition');
  }
  for (const budget of budgetsOf(system)) {
    const limit = budget === 'any' ? 0 : 'total' in budget ? budget.total : budget.atMost;
    if (!(Number.isInteger(limit) && limit >= 0)) {
      throw invalid(system, `a budget is ${limit}.`, "A budget is a whole number, or 'any'.");
    }
  }
}

function* budgetsOf(system: AnySystem): Iterable<Budget> {
  for (const { budget } of system.environment ?? []) yield budget;
  for (const { budget } of (system.faults ?? []) as readonly FaultDeclaration[]) yield budget;
  for (const { loss, duplication } of system.links ?? []) {
    if (loss !== undefined) yield loss;
    if (duplication !== undefined) yield duplication;
  }
}

const invalid = (system: AnySystem, problem: string, remedy: string): ModelError =>
  new ModelError('SYSTEM_INVALID', problem, remedy, { system: system.name });
