/**
 * The monitors of a run as it goes, asked one by one, and only about what changed: an atom that reads nothing new is
 * not read again, and a monitor that a letter left as it was does not see the same letter again.
 */
import { NOTHING } from '../product/observation.ts';
import type { RunningState } from '../product/running-state.ts';
import { BEFORE, VIOLATED } from '../property/monitor-automaton.ts';
import type { RunClaim } from '../property/run-claim.ts';
import { NOTHING_SHOWN, type Shown } from './joint-letters.ts';
import { RunningLetter } from './running-letter.ts';
import type { Watch } from './watch.ts';

/** A claim with the atoms that it reads. */
interface Watcher {
  readonly claim: RunClaim;
  readonly atoms: readonly number[];
  /** Without memory its monitor is asked about each letter by itself. */
  readonly forgets: boolean;
  /** What its violation shows: that of the property, that the property was triggered, or that something is possible. */
  readonly shows: 'violation' | 'trigger' | 'possibility';
}

/** Has to see the next letter. */
const UNSETTLED = 0;
/** The present letter, once more, would leave it as it is. */
const SETTLED = 1;
/** Has shown what it is there to show. */
const OVER = 2;

export class RunningMonitors {
  /** States of the monitors; those without memory stay before the first letter, unless what they are there for is met. */
  readonly memory: Int32Array;
  /** Ids of properties that were triggered in some run so far. */
  readonly triggered = new Set<string>();
  /** What the letter read last shows. */
  shown: Shown = NOTHING_SHOWN;
  readonly #watch: Watch;
  readonly #watchers: readonly Watcher[];
  /** By monitor: `UNSETTLED`, `SETTLED` or `OVER`. */
  readonly #settled: Uint8Array;
  /** All monitors, and those that time may change. */
  readonly #all: Int32Array;
  readonly #lasting: Int32Array;
  readonly #letter: RunningLetter;
  /** By atom: the monitors that read it. */
  readonly #watchersOf: readonly (readonly number[])[];
  readonly #readsTicks: boolean;
  readonly #key: Int32Array;

  /** @param capacity the length of a buffer that holds any state */
  constructor(watch: Watch, capacity: number) {
    this.#watch = watch;
    const watcher = (claim: RunClaim, shows: Watcher['shows']): Watcher => ({
      claim,
      atoms: claim.atoms.map((atom) => watch.letters.indexOf(atom)),
      forgets: claim.isInvariant,
      shows,
    });
    this.#watchers = [
      ...[...watch.invariants, ...watch.safety, ...watch.liveness].map((claim) =>
        watcher(claim, 'violation'),
      ),
      ...watch.vacuities.map((claim) => watcher(claim, 'trigger')),
      ...watch.sightings.map((claim) => watcher(claim, 'possibility')),
    ];
    this.memory = new Int32Array(this.#watchers.length);
    this.#settled = new Uint8Array(this.#watchers.length);
    this.#all = Int32Array.from(this.#watchers.keys());
    this.#lasting = this.#all.filter((index) => !this.#watchers[index]!.forgets);
    const { predicates } = watch.letters;
    this.#letter = new RunningLetter(predicates, capacity);
    this.#key = new Int32Array(2 + Math.ceil(predicates.length / 32));
    this.#watchersOf = predicates.map((_, atom) =>
      [...this.#watchers.keys()].filter((index) => this.#watchers[index]!.atoms.includes(atom)),
    );
    this.#readsTicks = this.#watchers.some(({ claim }) => claim.ticksAreLetters);
  }

  /** Where the monitor of a claim is in `memory`. */
  indexOf(claim: RunClaim): number {
    return this.#watchers.findIndex((watcher) => watcher.claim === claim);
  }

  /** Before the first letter. */
  begin(): void {
    this.memory.fill(BEFORE);
    this.#settled.fill(UNSETTLED);
  }

  /** They remember something else: what they saw last has nothing to do with it. */
  resume(memory: Int32Array): void {
    this.memory.set(memory);
    this.#settled.fill(UNSETTLED);
    this.shown = NOTHING_SHOWN;
  }

  /**
   * Lets them all see the letter; answers whether one remembers it.
   *
   * @param ticks how many ticks led to it, 0 for another move
   */
  read(here: RunningState, ticks: number, observation: number, failedAgent: number): boolean {
    const { memory } = this;
    const settled = this.#settled;
    this.shown = NOTHING_SHOWN;
    if (ticks === 0 || this.#readsTicks) this.#readLetter(here, ticks > 0 ? NOTHING : observation);
    let changed = false;
    const asked = ticks === 0 ? this.#all : this.#lasting;
    for (let a = 0; a < asked.length; a++) {
      const i = asked[a]!;
      if (settled[i] === OVER || (ticks === 0 && settled[i] === SETTLED)) continue;
      const { claim, forgets, shows } = this.#watchers[i]!;
      const { monitor, property } = claim;
      if (shows === 'trigger' && this.triggered.has(property.id)) {
        settled[i] = OVER;
        continue;
      }
      const before = memory[i]!;
      let after: number;
      if (ticks === 0) {
        after = monitor.step(before, this.#letterOf(i));
        if (after === before) settled[i] = SETTLED;
      } else if (claim.ticksAreLetters) {
        after = monitor.tick(before, this.#letterOf(i), ticks);
      } else after = monitor.elapse(before, ticks);
      if (after === before || before === VIOLATED) continue;
      if (after === VIOLATED) this.#note(shows, property.id);
      if (!forgets || shows === 'possibility') memory[i] = after;
      if (forgets) continue;
      settled[i] = UNSETTLED;
      changed = true;
    }
    const { failure } = this.#watch;
    if (failedAgent !== -1 && failure !== undefined) this.#note('violation', failure.id);
    return changed;
  }

  /** What tells the letter read last from others: ticks, whether an agent failed, and the truth of the atoms. */
  letterKey(ticks: number, failedAgent: number): Int32Array {
    const key = this.#key.fill(0);
    key[0] = ticks;
    key[1] = Number(failedAgent !== -1);
    if (ticks > 0 && !this.#readsTicks) return key;
    const { values } = this.#letter;
    for (let atom = 0; atom < values.length; atom++) key[2 + (atom >> 5)]! |= values[atom]! << (atom & 31);
    return key;
  }

  #note(shows: Watcher['shows'], id: string): void {
    const { violated, met } = this.shown;
    if (shows === 'violation') this.shown = { violated: new Set([...violated, id]), met };
    else if (shows === 'trigger') this.triggered.add(id);
    else this.shown = { violated, met: [...met, id] };
  }

  #readLetter(here: RunningState, observation: number): void {
    const letter = this.#letter;
    // Where the state has not been written down yet, this is what does it.
    const { state } = here;
    letter.outdate(here.changedSlots, here.changed);
    here.forgetChanges();
    letter.read(state, observation);
    for (let i = 0; i < letter.changed; i++) {
      const readers = this.#watchersOf[letter.changedAtoms[i]!]!;
      for (let r = 0; r < readers.length; r++) {
        if (this.#settled[readers[r]!] === SETTLED) this.#settled[readers[r]!] = UNSETTLED;
      }
    }
  }

  /** The letter as monitor `index` sees it: bit n is the truth of its atom n. */
  #letterOf(index: number): number {
    const { atoms } = this.#watchers[index]!;
    const { values } = this.#letter;
    let letter = 0;
    for (let bit = 0; bit < atoms.length; bit++) letter |= values[atoms[bit]!]! << bit;
    return letter;
  }
}
