/**
 * The tick: how durations become whole numbers, and what forced its length.
 */
import type { Agent } from '../agent/agent.ts';
import { type Duration, formatDuration, greatestCommonDivisor } from '../system/duration.ts';
import { ModelError } from '../system/model-error.ts';
import type { AnySystem } from '../system/system.ts';

export class VirtualClock {
  /** Milliseconds; undefined for a system without any positive duration. */
  readonly tick: Duration | undefined;
  /** Whether time passes at all in this system. */
  readonly timed: boolean;
  readonly jumps: boolean;
  /** What forced the length of the tick: one clause for the report. */
  readonly because: string;

  constructor(system: AnySystem, agents: readonly Agent[]) {
    const sources = durationsOf(system, agents);
    const declared = system.clock?.tick;
    if (declared !== undefined && !(declared > 0 && Number.isFinite(declared))) {
      throw new ModelError(
        'TICK_INVALID',
        `the tick is ${declared}.`,
        'A tick is a positive number of milliseconds.',
        {
          system: system.name,
        },
      );
    }
    const computed = agents.flatMap((agent) =>
      agent.delays().computed.map((name) => ({ agent: agent.name, name })),
    );
    if (declared === undefined && computed.length > 0) {
      const { agent, name } = computed[0]!;
      throw new ModelError(
        'TICK_INVALID',
        `the delay '${name}' is computed by a function, so the tick cannot be derived.`,
        `Say what it may be, agent(machine, { delays: { ${/^\w+$/.test(name) ? name : 'name'}: [min, max] } }), or set clock: { tick }.`,
        { system: system.name, agent },
      );
    }
    this.tick = declared ?? greatestCommonDivisor(sources.map(({ duration }) => duration));
    this.timed = this.tick !== undefined;
    this.jumps = system.clock?.jumps ?? true;
    this.because =
      declared !== undefined
        ? 'set by the system'
        : `the greatest common divisor of ${[...new Set(sources.map(({ duration }) => formatDuration(duration)))].join(', ')}`;
  }

  /** A duration in ticks; Infinity stays. */
  ticks(duration: Duration, what: string): number {
    if (duration === 0 || duration === Number.POSITIVE_INFINITY) return duration;
    const ticks = this.tick === undefined ? Number.NaN : duration / this.tick;
    if (Number.isInteger(ticks) && ticks > 0) return ticks;
    const suggestion = greatestCommonDivisor([duration, this.tick ?? duration]) ?? 1;
    throw new ModelError(
      'TICK_INVALID',
      this.tick === undefined
        ? `${what} is ${formatDuration(duration)}, and the system has no tick.`
        : `${what} is ${formatDuration(duration)}, no multiple of the tick of ${formatDuration(this.tick)} (${this.because}).`,
      `Set clock: { tick: ${suggestion} } (${formatDuration(suggestion)}) in the system.`,
    );
  }
}

interface SourceOfTime {
  readonly duration: Duration;
}

function durationsOf(system: AnySystem, agents: readonly Agent[]): readonly SourceOfTime[] {
  const links = (system.links ?? []).flatMap(({ latency = 0, order }) =>
    order === 'set' ? [] : typeof latency === 'number' ? [latency] : [...latency],
  );
  const faults = (system.faults ?? []).flatMap((fault) => (fault.fault === 'delay' ? [fault.by] : []));
  const windows = agents.flatMap((agent) =>
    Object.values(agent.declaration.outcomes ?? {}).flatMap((outcomes) =>
      outcomes.flatMap(({ window }) => window ?? []),
    ),
  );
  return [...agents.flatMap((agent) => agent.delays().constant), ...links, ...faults, ...windows]
    .filter((duration) => duration > 0 && Number.isFinite(duration))
    .map((duration) => ({ duration }));
}
