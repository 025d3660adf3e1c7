/**
 * fast-check's own shrinkers on a failing run of a product: of an array of numbers, each of which chooses among the
 * enabled moves (modulo how many there are), and of `fc.commands`, one command a label.
 *
 * Both begin with the failing run that is given, so that shrinking is compared and not finding. fast-check asks for its
 * first value and gets that run. The array has the position of each move among the enabled ones, smaller numbers than
 * random ones would be. The commands come from fast-check's own generator, with the numbers that lead to that run where
 * random ones would be; there are those of the labels of the run, since this shrinker brings in no others. From there on
 * all is up to fast-check: which candidates there are, and that the first that fails is taken.
 *
 * It has no limit to its work but time. So that nothing depends on the machine, candidates pass once `STEP_LIMIT` is
 * spent; then it comes to its end with the best so far.
 */
import fc from 'fast-check';
import { MoveList } from '../src/product/move.ts';
import type { Product } from '../src/product/product.ts';
import { SharedLabels } from '../src/product/shared-labels.ts';
import type { Property } from '../src/property/property.ts';
import { violatesInTheEnd } from '../src/search/end-of-run.ts';
import type { LabelledRun } from '../src/search/labelled-run.ts';
import { SHRINK_LIMITS } from '../src/search/shrinker.ts';
import { Tracker } from '../src/search/tracker.ts';
import { Watch } from '../src/search/watch.ts';

/** Steps of the product, for one run: what Redhound's shrinker may spend too. */
export const STEP_LIMIT = SHRINK_LIMITS.all;

export interface Shrinking {
  /** Moves of the shrunk run that change something. */
  readonly length: number;
  /** Steps of the product. */
  readonly spent: number;
  /** It ended at its limit. */
  readonly cut: boolean;
}

/** Numbers that choose among the enabled moves: `fc.array(fc.nat())`. */
export function shrunkAsIndices(product: Product, property: Property, run: LabelledRun): Shrinking {
  const player = new Player(product, property);
  const { positions } = player.numbers(run);
  const array = fc.array(fc.nat(), { maxLength: positions.length });
  const given = new Given(array, () => new fc.Value(positions, undefined));
  return shrunk(player, run, given, (numbers) => {
    for (const number of numbers) {
      const { enabled } = player;
      if (player.violates || enabled.length === 0) return;
      player.take(number % enabled.length);
    }
  });
}

/** Commands that each take the move with one label where it is enabled, and are left out where it is not. */
export function shrunkAsCommands(product: Product, property: Property, run: LabelledRun): Shrinking {
  const player = new Player(product, property);
  const { labels } = player.numbers(run);
  const distinct = [...new Set(labels)];
  const commands = fc.commands(
    distinct.map((label) => fc.constant(new TakeLabelled(label))),
    { maxCommands: labels.length, size: 'max', disableReplayLog: true },
  );
  const draws = [labels.length, ...labels.map((label) => distinct.indexOf(label))];
  const given = new Given(commands, (random) => commands.generate(scripted(random, draws), undefined));
  return shrunk(player, run, given, (chosen) => {
    try {
      fc.modelRun(() => ({ model: player, real: undefined }), chosen);
    } catch (error) {
      // As commands fail: those behind the one that fails do not run.
      if (!(error instanceof Violation)) throw error;
    }
  });
}

/** Shrinks with fast-check what plays as `run` at first. */
function shrunk<Candidate>(
  player: Player,
  run: LabelledRun,
  given: fc.Arbitrary<Candidate>,
  play: (candidate: Candidate) => void,
): Shrinking {
  const before = player.steps;
  const initials = fc.nat({ max: player.initialStates - 1 });
  const violates = (initial: number, candidate: Candidate): boolean => {
    player.begin(initial);
    play(candidate);
    return player.violatesInTheEnd();
  };
  const isOver = () => player.steps - before > STEP_LIMIT;
  const details = fc.check(
    fc.property(
      new Given(initials, () => new fc.Value(run.initial, undefined)),
      given,
      (initial, candidate) => isOver() || !violates(initial, candidate),
    ),
    { seed: 1, numRuns: 1 },
  );
  const spent = player.steps - before;
  const cut = isOver();
  if (details.counterexample === null || !violates(...details.counterexample))
    throw new Error(`not the run that was given: ${run.labels.join(', ')}`, { cause: details.errorInstance });
  return { length: player.length, spent, cut };
}

/** An arbitrary whose first value is given; it shrinks as ever. */
class Given<Value> extends fc.Arbitrary<Value> {
  readonly #arbitrary: fc.Arbitrary<Value>;
  readonly #first: (random: fc.Random) => fc.Value<Value>;

  constructor(arbitrary: fc.Arbitrary<Value>, first: (random: fc.Random) => fc.Value<Value>) {
    super();
    this.#arbitrary = arbitrary;
    this.#first = first;
  }

  override generate(random: fc.Random): fc.Value<Value> {
    return this.#first(random);
  }

  override canShrinkWithoutContext(value: unknown): value is Value {
    return this.#arbitrary.canShrinkWithoutContext(value);
  }

  override shrink(value: Value, context: unknown): fc.Stream<fc.Value<Value>> {
    return this.#arbitrary.shrink(value, context);
  }
}

/** Answers `draws`, one after the other, instead of random numbers. */
function scripted(random: fc.Random, draws: readonly number[]): fc.Random {
  const left = draws.values();
  return Object.create(random, { nextInt: { value: () => left.next().value } });
}

class Violation extends Error {}

class TakeLabelled implements fc.Command<Player, undefined> {
  readonly #label: number;

  constructor(label: number) {
    this.#label = label;
  }

  check(player: Readonly<Player>): boolean {
    return player.positionOf(this.#label) !== -1;
  }

  run(player: Player): void {
    player.take(player.positionOf(this.#label));
    if (player.violates) throw new Violation();
  }

  toString(): string {
    return `label ${this.#label}`;
  }
}

/** Runs of a product, one at a time. */
class Player {
  /** Of the present run, moves that change something, or violate the property. */
  length = 0;
  violates = false;
  readonly enabled = new MoveList();
  readonly #product: Product;
  readonly #property: Property;
  readonly #tracker: Tracker;
  readonly #labelOf: ReturnType<SharedLabels['of']>;
  readonly #labels = new SharedLabels();
  #initial = 0;

  constructor(product: Product, property: Property) {
    this.#product = product;
    this.#property = property;
    this.#tracker = new Tracker(product, new Watch(product, [property]));
    this.#labelOf = this.#labels.of(product);
  }

  get steps(): number {
    return this.#tracker.steps;
  }
  get initialStates(): number {
    return this.#tracker.initialStates;
  }

  begin(initial: number): void {
    this.#initial = initial;
    this.length = 0;
    this.#arriveAt(this.#tracker.begin(initial));
  }

  /** Takes the enabled move at `position`. */
  take(position: number): void {
    const changed = this.#tracker.take(this.enabled.moves[position]!);
    this.#arriveAt(this.#tracker.violated);
    if (changed || this.violates) this.length++;
  }

  /** Position of the enabled move with that label; −1 where there is none. */
  positionOf(label: number): number {
    const { moves, length } = this.enabled;
    for (let i = 0; i < length; i++) if (this.#labelOf(this.#tracker.state, moves[i]!) === label) return i;
    return -1;
  }

  /** Whether the property is violated where the run ends. */
  violatesInTheEnd(): boolean {
    this.violates ||= violatesInTheEnd(this.#tracker, this.#property, { initial: this.#initial, moves: [] });
    return this.violates;
  }

  /** The moves of a run, as positions among the enabled ones and as numbers of labels. */
  numbers({ initial, labels: texts }: LabelledRun): { positions: number[]; labels: number[] } {
    this.begin(initial);
    const positions: number[] = [];
    const labels: number[] = [];
    for (const text of texts) {
      const moves = [...this.enabled.moves.subarray(0, this.enabled.length)];
      const numbers = moves.map((move) => this.#labelOf(this.#tracker.state, move));
      const position = numbers.findIndex((number) => this.#labels.text(number) === text);
      positions.push(position);
      labels.push(numbers[position]!);
      this.take(position);
    }
    return { positions, labels };
  }

  #arriveAt(violated: ReadonlySet<string>): void {
    const { id, claim } = this.#property;
    this.#product.enabledMoves(this.#tracker.state, this.enabled);
    this.violates =
      violated.has(id) || (claim.kind === 'no-deadlock' && this.#tracker.isDeadlock(this.enabled));
  }
}
