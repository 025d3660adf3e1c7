/**
 * The properties of one check, as searches use them: by what it takes to decide them.
 */

import type { MoveList } from '../product/move.ts';
import { ENVIRONMENT, kindOf } from '../product/move.ts';
import { NOTHING } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { atomsOf } from '../property/formula.ts';
import type { Claim, Property } from '../property/property.ts';
import { type RunClaim, runClaimOf, sightingOf, vacuityOf } from '../property/run-claim.ts';
import { TrackedPredicate } from '../property/tracked-predicate.ts';
import { LetterTable, type OwnedAtom } from './letter-table.ts';
import { MoveClasses } from './move-classes.ts';
import { StateStore } from './state-store.ts';

export class Watch {
  readonly properties: readonly Property[];
  /** What each letter alone decides. */
  readonly invariants: readonly RunClaim[];
  /** Of which each violation shows after finitely many letters: their monitors are part of the product state. */
  readonly safety: readonly RunClaim[];
  /** What only infinite runs decide. */
  readonly liveness: readonly RunClaim[];
  /** Safety that compares neighbours: a run that stops violates it by a letter that no move leads to. */
  readonly endings: readonly RunClaim[];
  /** Claims that some state can be reached. */
  readonly possibilities: readonly Property[];
  /** What holds where a property holds of nothing: violated, it shows that the property was triggered. */
  readonly vacuities: readonly RunClaim[];
  /** What holds until a run meets what is claimed to be possible. */
  readonly sightings: readonly RunClaim[];
  /** That no agent fails, no deadlock, no timelock. */
  readonly failure: Property | undefined;
  readonly deadlock: Property | undefined;
  readonly timelock: Property | undefined;
  /** The letters of all claims, of states in `states`. */
  readonly letters: LetterTable;
  readonly #product: Product;
  readonly #except: TrackedPredicate | undefined;
  #states: StateStore | undefined;

  /** @param states where the states are that letters are asked about; default: a store of its own */
  constructor(product: Product, properties: readonly Property[], states?: StateStore) {
    this.#states = states;
    this.#product = product;
    this.properties = properties;
    const claims = properties.flatMap((property) => runClaimOf(property, product) ?? []);
    this.invariants = claims.filter(({ isInvariant }) => isInvariant);
    this.safety = claims.filter(({ isSafety, isInvariant }) => isSafety && !isInvariant);
    this.liveness = claims.filter(({ isSafety }) => !isSafety);
    this.endings = this.safety.filter(({ ticksAreLetters }) => ticksAreLetters);
    this.vacuities = properties.flatMap((property) => vacuityOf(property, product) ?? []);
    this.sightings = properties.flatMap((property) => sightingOf(property, product) ?? []);
    this.possibilities = properties.filter(
      ({ claim }) => claim.kind === 'always-possible' || claim.kind === 'possible',
    );
    const only = (kind: Claim['kind']): Property | undefined =>
      properties.find(({ claim }) => claim.kind === kind);
    this.failure = only('no-failure');
    this.deadlock = only('no-deadlock');
    this.timelock = only('no-timelock');
    const classes = new MoveClasses(product);
    for (const { fairness, property } of claims) classes.assumedBy(fairness, property.id);
    this.letters = new LetterTable(product, [
      ...[...claims, ...this.vacuities].flatMap(ownedAtoms),
      ...this.possibilities.flatMap(({ id, claim }): readonly OwnedAtom[] =>
        'of' in claim ? atomsOf(claim.of).map((atom) => ({ atom, property: id })) : [],
      ),
    ]);
    const claim = this.deadlock?.claim;
    this.#except =
      claim?.kind === 'no-deadlock' && claim.except !== undefined
        ? new TrackedPredicate(product, claim.except, this.deadlock!.id)
        : undefined;
  }

  /** The system states that letters are asked about, by id. */
  get states(): StateStore {
    this.#states ??= new StateStore(this.#product.width);
    return this.#states;
  }

  /** All that is asked of states. */
  get predicates(): readonly TrackedPredicate[] {
    return this.#except === undefined ? this.letters.predicates : [...this.letters.predicates, this.#except];
  }

  /** Whether a state that is no deadlock stays none while nothing but time goes on. */
  get timeMakesNoDeadlock(): boolean {
    return this.#except === undefined;
  }

  /** Whether `state` is a deadlock, given the moves enabled in it. `except` is asked about the state alone. */
  isDeadlock(state: StateVector, moves: MoveList): boolean {
    for (let i = 0; i < moves.length; i++) if (kindOf(moves.moves[i]!) === ENVIRONMENT) return false;
    if (this.#product.canAct(state, moves)) return false;
    const { agents } = this.#product.model;
    if (agents.every((_, agent) => this.#product.isFinal(state, agent))) return false;
    if (this.#except?.test(state, NOTHING) === true) return false;
    return this.#product.isQuiescent(state, moves);
  }
}

const ownedAtoms = ({ atoms, property }: RunClaim): readonly OwnedAtom[] =>
  atoms.map((atom) => ({ atom, property: property.id }));
