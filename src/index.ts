/**
 * Redhound: model-checks composed XState agents.
 */

export type { Claimed, SpecialClaim } from './property/claim.ts';
export type { AnyPredicate, Atom, Bounds, Formula } from './property/formula.ts';
export type { PropertyLanguage } from './property/language.ts';
export { propertiesOf } from './property/language.ts';
export type { Operand } from './property/operand.ts';
export type {
  Claim,
  Documentation,
  Expectation,
  Fairness,
  MoveClass,
  Property,
} from './property/property.ts';
export { noAgentFails } from './property/property.ts';
export type { Response, ResponseChain, Sentence, Universality, Whenever } from './property/sentence.ts';
export type { AgentStatus, AgentView, LinkView, PayloadTest, Predicate, View } from './property/view.ts';
export type { StrategyName } from './search/strategy/portfolio.ts';
export type {
  AgentDeclaration,
  AgentEntries,
  AgentEntry,
  ContextOf,
  EmittedTypeOf,
  EventOf,
  EventTypeOf,
  InputScope,
  MachineOf,
  OneOf,
  Outcome,
  StateValueOf,
  TagOf,
} from './system/agent-declaration.ts';
export { agent, oneOf } from './system/agent-declaration.ts';
export type { Duration, Window } from './system/duration.ts';
export { formatDuration, hours, milliseconds, minutes, seconds } from './system/duration.ts';
export type { ModelErrorCode, ModelPlace } from './system/model-error.ts';
export { ModelError } from './system/model-error.ts';
export type {
  AnySystem,
  Budget,
  ClockDeclaration,
  EnvironmentDeclaration,
  FaultDeclaration,
  FaultGroups,
  LinkDeclaration,
  LinkOrder,
  Overflow,
  System,
} from './system/system.ts';
export { defineSystem } from './system/system.ts';
export type { Change, Obligation, ShrinkHistory, Trace, TraceStep } from './trace/trace.ts';
export { parseTrace } from './trace/trace-file.ts';
export type { CheckOptions, Progress } from './verdict/check-options.ts';
export { checkSuite } from './verdict/check-suite.ts';
export type {
  MachineCoverage,
  PropertyCoverage,
  SuiteCoverage,
  TransitionCoverage,
} from './verdict/coverage-report.ts';
export type { MutateOptions } from './verdict/mutation/mutate-suite.ts';
export { mutateSuite } from './verdict/mutation/mutate-suite.ts';
export type {
  Difference,
  Kill,
  MutantOutcome,
  MutantPlace,
  MutantReport,
  MutantSubject,
  MutationReport,
  MutationScore,
  ProjectMutation,
  PropertyStrength,
  SuiteMutation,
} from './verdict/mutation/mutation-report.ts';
export type { MutationOptions } from './verdict/mutation/plan.ts';
export type { RetakeResult } from './verdict/retake-trace.ts';
export { retakeTrace } from './verdict/retake-trace.ts';
export type { SearchMode } from './verdict/search-mode.ts';
export type { SearchLimits, Suite, Variant } from './verdict/suite.ts';
export { defineSuite } from './verdict/suite.ts';
export type {
  DeadLetter,
  Growth,
  ModeResult,
  PropertyReport,
  Report,
  SuiteReport,
  VariantReport,
  Verdict,
} from './verdict/suite-report.ts';
