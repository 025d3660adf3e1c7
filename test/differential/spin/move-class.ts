/**
 * The classes of moves of a recipe, as fairness speaks of them here and in Promela.
 */
import type { MoveClass } from 'redhound';
import { agentName, eventsOf, type Recipe } from './recipe.ts';

/** Every class that some move can belong to. */
export function classesOf({ agents, capacity }: Recipe): readonly MoveClass[] {
  const environment = agents.flatMap((agent, index) =>
    eventsOf(agent).map((event): MoveClass => ({ class: 'environment', agent: agentName(index), event })),
  );
  const deliveries = agents.flatMap((_, from) =>
    agents.flatMap((_, to): readonly MoveClass[] =>
      from === to || capacity === 0
        ? []
        : [{ class: 'deliveries', from: agentName(from), to: agentName(to) }],
    ),
  );
  return [...environment, ...deliveries];
}

export const sameClass = (one: MoveClass, other: MoveClass): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
