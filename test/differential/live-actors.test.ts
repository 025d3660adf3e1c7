/**
 * Each live run is a run of the model: whatever live XState actors do, event by event and timer by timer, is a path
 * of the engine's product (and of the naive explorer, which the engine is compared with elsewhere).
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { AnySystem } from '../../src/system/system.ts';
import {
  agentText,
  DeadlineClock,
  describeLive,
  type LiveActor,
  Patience,
  promisesBelow,
  startLive,
} from './live-run.ts';
import { Endless, engineWalk, naiveWalk, type Place } from './product-walk.ts';
import { buildLiveSystem, systemOf, TICK } from './random-system.ts';

const SEED = 20_261_122;
/** Of the runs that continuous integration makes. */
const PART = Math.min(1, Number(process.env['REDHOUND_SYSTEMS'] ?? 120) / 1_000);
/** So many timers at one instant, and more to come: a run that never lets time pass is not followed further. */
const ZENO = 12;

/** XState's development build warns of every message to a stopped actor. */
beforeAll(() => {
  const warnings = vi.spyOn(console, 'warn').mockImplementation(() => {});
  return () => warnings.mockRestore();
});

/** Some time passes, then something comes from outside, before or after the timers that are due. */
interface Instant {
  readonly ticks: number;
  readonly early: boolean;
  readonly agent: number;
  readonly event: number;
  readonly outcome: 'done' | 'error' | undefined;
}

const instant: fc.Arbitrary<Instant> = fc.record({
  ticks: fc.nat(3),
  early: fc.boolean(),
  agent: fc.nat(2),
  event: fc.nat(2),
  outcome: fc.constantFrom(undefined, undefined, 'done', 'error'),
});
const script = fc.array(instant, { minLength: 1, maxLength: 12, size: 'max' });

describe.each([
  ['the naive explorer', naiveWalk],
  ["the engine's product", engineWalk],
])('each live run is a run of %s', (_, walk) => {
  it.each([
    [1, 'a family with timers', 600],
    [2, 'two agents on synchronous links', 300],
    [3, 'three agents on synchronous links', 200],
  ])('%i: %s', (agents, _what, numRuns) => {
    fc.assert(
      fc.property(systemOf(agents), script, (recipe, instants) => {
        const system = buildLiveSystem(recipe);
        try {
          new Follower(system, walk(system)).follow(instants, recipe.events);
        } catch (error) {
          if (!(error instanceof Endless)) throw error;
        }
      }),
      { seed: SEED, numRuns: Math.ceil(PART * numRuns) },
    );
  });
});

/** Runs live actors, and keeps the places of the model where they may be. */
class Follower {
  private readonly clock = new DeadlineClock();
  private readonly patience = new Patience();
  private readonly live: Record<string, LiveActor>;
  private places: Place[];

  constructor(system: AnySystem, starts: Place[]) {
    this.live = startLive(system, this.clock, this.patience);
    this.places = starts;
    if (this.running()) this.observe('start', starts);
  }

  follow(instants: readonly Instant[], events: number): void {
    const names = Object.keys(this.live);
    for (const { ticks, early, agent, event, outcome } of instants) {
      for (let tick = 0; tick < ticks; tick++) this.pass();
      if (!early) this.ring();
      const name = names[agent % names.length];
      if (outcome !== undefined) this.settle(name, outcome);
      else this.send(name, `E${event % events}`);
    }
  }

  /** Live actors that never come to rest are not followed further. */
  private running(): boolean {
    if (this.patience.isOver) return false;
    this.patience.renew();
    return true;
  }

  private send(name: string, type: string): void {
    if (!this.running()) return;
    this.live[name].send({ type });
    this.observe(`environment ${name} ${type}`, [
      ...this.steps(`environment ${name} ${type}`),
      ...this.places,
    ]);
  }

  private settle(name: string, outcome: 'done' | 'error'): void {
    const [promise] = promisesBelow(this.live[name]);
    const isActive = this.live[name].getSnapshot().status === 'active';
    if (promise === undefined || !isActive || !this.running()) return;
    const type = `xstate.promise.${outcome === 'done' ? 'resolve' : 'reject'}`;
    promise.system._relay(promise, promise, { type, data: undefined });
    this.observe(`outcome ${name} ${outcome}`, this.steps(`outcome ${name} `));
  }

  private ring(): void {
    for (let rung = 0; this.running() && this.clock.ringNext(); rung++) {
      this.observe('timer', [...this.steps('timer '), ...this.places]);
      if (rung === ZENO) this.patience.end();
    }
  }

  private pass(): void {
    this.ring();
    if (!this.running()) return;
    this.clock.now += TICK;
    this.observe('tick', [...this.steps('tick'), ...this.places.filter(isOver)]);
  }

  private steps(prefix: string): Place[] {
    return this.places.flatMap((place) =>
      place
        .steps()
        .filter(
          ([label]) =>
            label === prefix ||
            label.startsWith(`${prefix} `) ||
            (prefix.endsWith(' ') && label.startsWith(prefix)),
        )
        .map(([, next]) => next),
    );
  }

  /** Keeps the places that look like the live actors, after messages to oneself, which live actors take at once. */
  private observe(what: string, reached: readonly Place[]): void {
    if (!this.running()) return;
    const found = new Map<string, Place>();
    const queue = [...reached];
    for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
      if (found.has(place.key)) continue;
      found.set(place.key, place);
      for (const [label, next] of place.steps()) if (label.startsWith('deliver ')) queue.push(next);
    }
    this.places = [...found.values()].filter((place) => this.looksLike(place));
    if (this.places.length > 0) return;
    const seen = [...found.values()]
      .map((place) => `${this.modelText(place)}\n${stillToCome(place)}`)
      .join('\n');
    expect.fail(
      `after ${what} at ${this.clock.now}\nlive:\n${this.liveText()}\n${this.clock.remaining()}\nmodel:\n${seen}`,
    );
  }

  /** Timers of stopped children may ring in vain in XState; the model has no such timers. */
  private looksLike(place: Place): boolean {
    const { agents, links } = place.description;
    if (Object.keys(links).length > 0 || this.modelText(place) !== this.liveText()) return false;
    const remaining = this.clock.remaining();
    return Object.values(agents).every(({ timers }) =>
      timers.every((timer) => {
        const index = remaining.indexOf(timer.remaining[0]);
        if (index >= 0) remaining.splice(index, 1);
        return index >= 0;
      }),
    );
  }

  private liveText(): string {
    return Object.entries(this.live)
      .map(([name, actor]) => `${name} ${agentText(describeLive(actor))}`)
      .join('\n');
  }

  private modelText({ description }: Place): string {
    return Object.entries(description.agents)
      .map(([name, agent]) => `${name} ${agentText(agent)}`)
      .join('\n');
  }
}

const isOver = ({ description }: Place): boolean =>
  Object.values(description.agents).every(({ status }) => status !== 'active');

const stillToCome = ({ description: { agents, links } }: Place): string =>
  JSON.stringify([Object.values(agents).map(({ timers }) => timers), links]);
