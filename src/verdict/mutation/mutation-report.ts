/**
 * What mutating a suite's model established: which mutants its claims notice, and which they do not. Plain data.
 *
 * Words as in DeMillo, Lipton, Sayward, "Hints on test data selection" (IEEE Computer 11(4), 1978): a *mutant* is the
 * model with one small change; a claim *kills* it where the verdict on the mutant is another one than on the model.
 */
import type { Finding } from '../../search/run.ts';

/**
 * - `killed`: some claim has another verdict than on the model;
 * - `equivalent`: no claim could tell it from the model: same moves and same values of all that claims read;
 * - `survived`: it behaves otherwise, and every claim says what it says of the model;
 * - `timed-out`: it, or one of its agents, has more than ten times the states of the model, and nothing was refuted in
 *   those that were searched;
 * - `invalid`: it is no model (XState refuses it, a link overflows, …), so that no verdict can be given.
 */
export type MutantOutcome = 'killed' | 'equivalent' | 'survived' | 'timed-out' | 'invalid';

/** What is changed: a machine (a fault of the model), or what is assumed about its surroundings. */
export type MutantSubject = 'machine' | 'assumption';

/** Where a mutant differs from the model. Independent of files and lines. */
export interface MutantPlace {
  /** The agents whose machine, or whose child's machine, is changed; of an assumption, the agents it is about. */
  readonly agents: readonly string[];
  /** The child whose machine it is, by the names of its sources: `waAppAgent`; absent for the agent itself. */
  readonly child?: string;
  /** The path of the state node, `skeleton.attaching`; `''` for the root. Of a message: the state value, as text. */
  readonly state?: string;
  /** The event of the transition: `HEARTBEAT`, `after silence`, `always`, `done`. */
  readonly event?: string;
}

/** One claim that kills a mutant. */
export interface Kill {
  readonly property: string;
  /** What it says of the mutant; it says something else of the model. */
  readonly verdict: Exclude<Finding, 'inconclusive'>;
  /** Moves of a shortest counterexample; absent where the verdict has none, or the first that was met was enough. */
  readonly steps?: number;
}

/** A shortest run that tells a mutant from the model: all but its last move can be taken in both. */
export interface Difference {
  readonly labels: readonly string[];
  /** What differs at its end, a clause: "the mutant cannot do 'timer guest boot'", "`guest is up` is false". */
  readonly what: string;
}

export interface MutantReport {
  /** Stable: made of operator and place, not of positions in files. */
  readonly id: string;
  readonly operator: string;
  readonly subject: MutantSubject;
  readonly place: MutantPlace;
  /** What is changed, one clause: "HEARTBEAT in watching leads to connecting". */
  readonly change: string;
  readonly outcome: MutantOutcome;
  /** In the order of the suite's properties; empty unless killed. */
  readonly kills: readonly Kill[];
  /** Claims that were not decided, since the search ended at a kill, or at a limit. */
  readonly undecided: readonly string[];
  /** Of an equivalent mutant: the tables of the machine are the same, or the graphs are bisimilar. */
  readonly equivalence?: 'same steps' | 'bisimilar';
  /** Of a survivor. */
  readonly difference?: Difference;
  /** Of a survivor that the suite names: why it is harmless. */
  readonly reason?: string;
  /** Of a survivor: a suite of the same run that kills the same mutant of the same machine. */
  readonly killedIn?: string;
  /** Of a survivor that no suite kills, and another suite names: that suite. */
  readonly reasonIn?: string;
  /** Of an invalid one: code and problem. */
  readonly error?: string;
  /** System states that were visited; 0 where none had to be. */
  readonly states: number;
}

/** Killed ÷ (killed + survived): equivalent, timed-out and invalid mutants count neither way. */
export interface MutationScore {
  readonly killed: number;
  readonly survived: number;
  readonly equivalent: number;
  readonly timedOut: number;
  readonly invalid: number;
  /** From 0 to 1; 1 where there was nothing to kill. */
  readonly score: number;
}

export interface PropertyStrength {
  readonly property: string;
  /** Mutants that it kills. */
  readonly kills: number;
  /** Mutants that it alone kills, of those of which all claims were decided. */
  readonly aloneKills: number;
  /** Mutants on which it was not decided. */
  readonly undecided: number;
}

export interface SuiteMutation {
  readonly name: string;
  /** Tells the model and its claims from others: see `modelHash`. */
  readonly hash: string;
  /** The model itself, searched to its end. */
  readonly states: number;
  readonly transitions: number;
  /** Columns of the kill matrix. */
  readonly properties: readonly string[];
  /** Rows of the kill matrix, in the order in which operators make them. */
  readonly mutants: readonly MutantReport[];
  /** How many mutants the operators make; more than `mutants` where a sample was taken or some were chosen. */
  readonly ofMutants: number;
  /** Of mutants of machines. Mutants of assumptions make no score: that a claim needs no assumption is no fault. */
  readonly score: MutationScore;
  /** By agent; machines that several agents share count for each of them. */
  readonly agents: Readonly<Record<string, MutationScore>>;
  /** By operator, of machines and assumptions alike. */
  readonly operators: Readonly<Record<string, MutationScore>>;
  readonly strengths: readonly PropertyStrength[];
  /** Ids of survivors of machines that no suite of the run kills, and none gives a reason for. */
  readonly unexplained: readonly string[];
  /** Ids that the suite names as survivors, and that are none. */
  readonly stale: readonly string[];
  /** No survivor is unexplained and no reason stale, as far as the suite names survivors at all. */
  readonly asExpected: boolean;
  /** Whether all mutants that were asked for were checked. */
  readonly complete: boolean;
}

/** What suites that were mutated in one run make of their mutants together; suites may share machines. */
export interface ProjectMutation {
  /** Mutants of machines, each once: the same change of the same machine is one mutant, in however many suites. */
  readonly mutants: number;
  /** Killed: by some suite. Survived: in some suite, and killed in none. Equivalent: in all suites that have it. */
  readonly score: MutationScore;
  /** Survivors that no suite gives a reason for, each in the first suite that it survives in. */
  readonly unexplained: readonly { readonly suite: string; readonly id: string }[];
}

export interface MutationReport {
  readonly format: 'redhound/mutation';
  readonly version: 1;
  readonly seed: number;
  readonly interrupted: boolean;
  readonly suites: readonly SuiteMutation[];
  /** Of more than one suite. */
  readonly project?: ProjectMutation;
}
