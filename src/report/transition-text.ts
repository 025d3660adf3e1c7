/**
 * Transitions and states of a chart in words.
 */
import type { ChartTransition } from '../agent/statechart.ts';

/** `watching`, and `(top)` for the machine itself. */
export const stateName = (path: string): string => (path === '' ? '(top)' : path);

/** Names a transition within its chart, stable under changes elsewhere: `absent: PREPARE #2`. */
export const transitionName = ({ source, event, index }: ChartTransition): string =>
  `${stateName(source)}: ${event}${index === 0 ? '' : ` #${index + 1}`}`;

/** Its name, its guard and where it leads: `absent: PREPARE [hasPorts] → skeleton`. */
export function transitionText(transition: ChartTransition): string {
  const { guard, targets } = transition;
  return [
    transitionName(transition),
    ...(guard === undefined ? [] : [`[${guard}]`]),
    ...(targets.length === 0 ? [] : [`→ ${targets.map(stateName).join(', ')}`]),
  ].join(' ');
}
