/**
 * Which infinite runs a property speaks of, as a sentence.
 */
import type { Fairness, MoveClass } from './property.ts';

export function fairnessText({ level = 'progress', weak = [], strong = [] }: Fairness): string {
  const stops =
    level === 'none'
      ? 'Assumes nothing of when a run stops'
      : 'Assumes that a run stops only where nothing internal can ever happen';
  return `${stops}${classesText('weak', weak)}${classesText('strong', strong)}.`;
}

const classesText = (kind: string, classes: readonly MoveClass[]): string =>
  classes.length === 0 ? '' : `; ${kind} fairness of ${classes.map(classText).join(', ')}`;

export function classText(of: MoveClass): string {
  switch (of.class) {
    case 'deliveries':
      return `deliveries ${of.from}→${of.to}`;
    case 'timers':
    case 'outcomes':
      return `${of.class} of ${of.agent}`;
    case 'environment':
      return `${of.event} from outside to ${of.agent}`;
    case 'any':
      return 'all moves but faults together';
  }
}
