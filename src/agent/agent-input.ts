/**
 * The inputs that an agent may begin with: a value, alternatives, or what a function makes of the system’s references.
 */
import type { AgentDeclaration, OneOf } from '../system/agent-declaration.ts';
import { ModelError } from '../system/model-error.ts';
import type { ActorReference } from './actor-reference.ts';
import { canonicalKey, freezeDeeply } from './plain-data.ts';

/**
 * The input alternatives of agent `agent`, at least one, frozen.
 *
 * @throws ModelError `INPUT_INVALID` where there is none, `AGENT_UNKNOWN` for references to nobody, and
 *   `CONTEXT_NOT_PLAIN`
 */
export function resolveInputs(
  agent: string,
  { input }: AgentDeclaration,
  referenceOf: (name: string) => ActorReference | undefined,
): readonly unknown[] {
  const scope = {
    ref: (name: string) => {
      const reference = referenceOf(name);
      if (reference !== undefined) return reference;
      throw new ModelError(
        'AGENT_UNKNOWN',
        `ref('${name}') names no agent of the system.`,
        'Use a declared name.',
        {
          agent,
        },
      );
    },
  };
  const value: unknown =
    typeof input === 'function' ? (input as (scope: object) => unknown)(scope) : (input as unknown);
  const alternatives = isOneOf(value) ? value.oneOf : [value];
  if (alternatives.length === 0) {
    throw new ModelError('INPUT_INVALID', 'oneOf() has no alternatives.', 'Name at least one input.', {
      agent,
    });
  }
  for (const [index, alternative] of alternatives.entries()) {
    canonicalKey(alternative, alternatives.length === 1 ? 'input' : `input ${index + 1}`);
    freezeDeeply(alternative);
  }
  return alternatives;
}

const isOneOf = (value: unknown): value is OneOf<unknown> =>
  typeof value === 'object' && value !== null && 'oneOf' in value && Object.keys(value).length === 1;
