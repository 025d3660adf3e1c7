/**
 * What is odd about a model, and does not keep anything from being checked: a sentence each.
 */
import { isMachine } from '../agent/actor-logic.ts';
import type { Agent } from '../agent/agent.ts';
import { rootOf } from '../agent/family.ts';
import { idOf } from '../agent/member-path.ts';
import type { ExhaustiveResult } from '../search/exhaustive-result.ts';
import { nearest } from '../system/suggestion.ts';
import type { SystemCheck } from './check-system.ts';

export function warningsOf({ product, exhaustive }: SystemCheck): readonly string[] {
  const { agents } = product.model;
  return [
    ...(exhaustive === undefined ? [] : ofSpace(exhaustive)),
    ...(product.asked?.strangers(product.observations) ?? []),
    ...agents.flatMap(ofDelays),
    ...(exhaustive?.stopped === undefined
      ? agents.flatMap((agent) => [...ofOutcomes(agent), ...ofDurable(agent)])
      : []),
  ];
}

function ofSpace({
  time,
  complete,
  states,
  initialStates,
  transitions,
}: ExhaustiveResult): readonly string[] {
  const warnings: string[] = [];
  if (time?.zeno !== undefined)
    warnings.push('Zeno: internal moves can go round for ever without time passing. Safety verdicts stand.');
  if (complete && transitions === 0 && states === initialStates)
    warnings.push(
      'Nothing can happen: no agent does anything by itself, and the environment sends nothing. Declare in `environment` what comes from outside.',
    );
  return warnings;
}

const LONGEST_TIMER = 2 ** 31 - 1;

const ofDelays = (agent: Agent): readonly string[] =>
  [...new Set(agent.delays().constant)]
    .filter((delay) => Number.isFinite(delay) && delay > LONGEST_TIMER)
    .map(
      (delay) =>
        `A delay of ${agent.name}, ${delay} ms, is more than 2^31 - 1: a real timer would fire at once.`,
    );

/** Outcomes of children that no state has: what they say counts for nothing. */
function ofOutcomes({ name, declaration, locals }: Agent): readonly string[] {
  const declared = Object.keys(declaration.outcomes ?? {});
  if (declared.length === 0) return [];
  const children = locals
    .flatMap(({ family }) => [...family.values()])
    .filter(({ kind }) => kind === 'outcome');
  const known = [...new Set(children.flatMap(({ path, source }) => [idOf(path), source]))];
  return declared
    .filter((key) => !known.includes(key))
    .map(
      (key) =>
        `\`outcomes\` of ${name} names '${key}', and no promise, callback or observable with this id or source was met${nearest(key, known)}.`,
    );
}

/** Durable keys that no context has: they survive nothing. */
function ofDurable({ name, declaration, locals }: Agent): readonly string[] {
  const { durable = [], machine } = declaration;
  if (durable.length === 0 || !isMachine(machine)) return [];
  const known = new Set(
    locals
      .filter(({ status }) => status !== 'crashed')
      .flatMap(({ family }) => Object.keys(Object(rootOf(family).snapshot.context))),
  );
  return durable
    .filter((key) => !known.has(key))
    .map((key) => `\`durable\` of ${name} names '${key}', which no context had${nearest(key, [...known])}.`);
}
