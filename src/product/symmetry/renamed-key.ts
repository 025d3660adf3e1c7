/**
 * The canonical key of a value in which two units have changed places by name or by reference: a guess at what
 * corresponds to the value, which what follows confirms or refutes.
 */
import type { CanonicalKey } from '../../agent/plain-data.ts';
import type { SystemModel } from '../system-model.ts';
import type { Swap } from './replicas.ts';

export function renamedKey({ agents }: SystemModel, swap: Swap, key: CanonicalKey): CanonicalKey {
  const renamed = (name: string): string => {
    const agent = agents.findIndex((candidate) => candidate.name === name);
    return agent === -1 ? name : agents[swap.agents[agent]!]!.name;
  };
  return key.replaceAll(/"([\w.:-]+)"|@([\w.:-]+)/g, (_, text: string | undefined, reference: string) =>
    text === undefined ? `@${renamed(reference)}` : `"${renamed(text)}"`,
  );
}
