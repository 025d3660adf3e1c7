/**
 * What is wrong with a model or a command: a stable code, what is wrong, where, and what to do next.
 *
 * A refuted property is a verdict, never a `ModelError`; a `ModelError` means that nothing can be said.
 */

export type ModelErrorCode =
  | 'AGENT_UNKNOWN'
  | 'CHANNEL_UNBOUNDED'
  | 'CONTEXT_MUTATED'
  | 'CONTEXT_NOT_PLAIN'
  | 'DELAY_INVALID'
  | 'FAMILY_LIVELOCK'
  | 'IMPERATIVE_CALL'
  | 'IMPURE_STEP'
  | 'INPUT_INVALID'
  | 'MACHINE_UNSUPPORTED'
  | 'NOT_A_FUNCTION_OF_STATE'
  | 'NOT_SYMMETRIC'
  | 'OUT_OF_MEMORY'
  | 'PREDICATE_FAILED'
  | 'SUITE_INVALID'
  | 'FORMULA_INVALID'
  | 'FORMULA_TOO_LARGE'
  | 'SYNCHRONOUS_CYCLE'
  | 'SYSTEM_INVALID'
  | 'TICK_INVALID'
  | 'TRACE_INVALID'
  | 'USAGE';

/** Where in a model something went wrong; every field is optional, and printed in this order. */
export interface ModelPlace {
  readonly file?: string | undefined;
  readonly system?: string | undefined;
  readonly agent?: string | undefined;
  readonly state?: string | undefined;
  readonly event?: string | undefined;
  readonly action?: string | undefined;
  readonly property?: string | undefined;
}

/** An error whose message a user can act on. Printed without a stack trace; the command exits with 2. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;
  readonly place: ModelPlace;
  /** What to do about it, one sentence or two. */
  readonly remedy: string;
  /** What is wrong, without place and remedy. */
  readonly problem: string;

  constructor(code: ModelErrorCode, problem: string, remedy: string, place: ModelPlace = {}) {
    super(`[${code}] ${placeText(place)}${problem}\n${remedy}`);
    this.code = code;
    this.problem = problem;
    this.remedy = remedy;
    this.place = place;
  }

  /** The same error with more known about where it happened; what was known before stays. */
  within(place: ModelPlace): ModelError {
    return new ModelError(this.code, this.problem, this.remedy, { ...place, ...defined(this.place) });
  }
}

const defined = (place: ModelPlace): ModelPlace =>
  Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));

function placeText(place: ModelPlace): string {
  const parts = [
    place.file,
    place.system && `system '${place.system}'`,
    place.agent && `agent '${place.agent}'`,
    place.state && `state '${place.state}'`,
    place.event && `event '${place.event}'`,
    place.action && `action '${place.action}'`,
    place.property && `property '${place.property}'`,
  ].filter((part) => part);
  return parts.length === 0 ? '' : `${parts.join(', ')}: `;
}
