/**
 * Answers to what states leave open until it is known what a move did.
 *
 * Few sets of questions are open in many states, and most are settled by what the move did alone; what is left then
 * depends on the state once more, and is asked of few predicates. Sets of questions and sets of answers are numbered.
 */
import type { StateVector } from '../product/state-vector.ts';
import { FIRST_QUESTION, type TrackedPredicate } from '../property/tracked-predicate.ts';
import { PairTable, UNKNOWN } from './pair-table.ts';
import { TupleSet } from './tuple-set.ts';

/** About how many bytes a branch takes: an object with three fields. */
const BRANCH_BYTES = 40;

/** A place in the tree of the answers of those predicates that are asked of each state. */
interface Branch {
  no: Branch | undefined;
  yes: Branch | undefined;
  /** At a leaf: the set of all answers. */
  answers: number | undefined;
}

/** Predicates that are asked of each state, and the tree of their answers. */
interface Remainder {
  readonly left: readonly TrackedPredicate[];
  readonly root: Branch;
}

const branch = (): Branch => ({ no: undefined, yes: undefined, answers: undefined });

export class OpenAnswers {
  readonly #predicates: readonly TrackedPredicate[];
  /** By predicate: its question, 0 where there is none. */
  readonly #questions = new TupleSet();
  /** By predicate: 0 or 1, and 0 where there was no question. */
  readonly #answers = new TupleSet();
  /** By set of questions and observation: the set of answers, or −2 less the index of a remainder. */
  readonly #answered = new PairTable();
  readonly #remainders: Remainder[] = [];
  #branches = 0;
  readonly #row: Int32Array;

  constructor(predicates: readonly TrackedPredicate[]) {
    this.#predicates = predicates;
    this.#row = new Int32Array(Math.max(1, predicates.length));
  }

  get bytes(): number {
    const sets = this.#questions.bytes + this.#answers.bytes;
    return sets + this.#answered.bytes + BRANCH_BYTES * this.#branches;
  }

  /** The number of the set of questions in what a state tells of each predicate. */
  questionsIn(told: Int32Array): number {
    const row = this.#row;
    for (let i = 0; i < told.length; i++) row[i] = told[i]! < FIRST_QUESTION ? 0 : told[i]!;
    return this.#questions.add(row);
  }

  /** The number of the set of answers; `state` is one that leaves these questions open. */
  answersTo(questions: number, state: () => StateVector, observation: number): number {
    let known = this.#answered.get(questions, observation);
    if (known === UNKNOWN) {
      known = this.#ask(questions, state(), observation);
      this.#answered.set(questions, observation, known);
    }
    return known >= 0 ? known : this.#remaining(-2 - known, questions, state(), observation);
  }

  /** By predicate: 0 or 1, and 0 where there was no question; no copy. */
  at(answers: number): Int32Array {
    return this.#answers.at(answers);
  }

  #ask(questions: number, state: StateVector, observation: number): number {
    const open = this.#questions.at(questions);
    const left = this.#predicates.filter(
      (predicate, i) => open[i] !== 0 && predicate.answer(open[i]!, state, observation) === undefined,
    );
    if (left.length === 0) return this.#answersOf(questions, state, observation);
    this.#branches++;
    return -1 - this.#remainders.push({ left, root: branch() });
  }

  #remaining(remainder: number, questions: number, state: StateVector, observation: number): number {
    const { left, root } = this.#remainders[remainder]!;
    let at = root;
    for (let i = 0; i < left.length; i++) at = this.#after(at, left[i]!.test(state, observation));
    return (at.answers ??= this.#answersOf(questions, state, observation));
  }

  #after(at: Branch, answer: boolean): Branch {
    const known = answer ? at.yes : at.no;
    if (known !== undefined) return known;
    const next = branch();
    if (answer) at.yes = next;
    else at.no = next;
    this.#branches++;
    return next;
  }

  #answersOf(questions: number, state: StateVector, observation: number): number {
    const open = this.#questions.at(questions);
    const row = this.#row;
    for (let i = 0; i < open.length; i++) {
      row[i] = open[i] === 0 ? 0 : Number(this.#predicates[i]!.test(state, observation));
    }
    return this.#answers.add(row);
  }
}
