/** The error for what is declared interchangeable and is not. */
import { ModelError } from '../../system/model-error.ts';
import type { SystemModel } from '../system-model.ts';
import type { Swap } from './replicas.ts';

/** @param difference what differs when the two change places, one clause */
export function notSymmetric({ system, replicas }: SystemModel, swap: Swap, difference: string): ModelError {
  const [one, other] = swap.units.map((unit) => replicas.classes.flat()[unit]!.join('+'));
  return new ModelError(
    'NOT_SYMMETRIC',
    `'${one}' and '${other}' are declared interchangeable, and are not: ${difference}.`,
    'Leave them out of `symmetry`; or declare alike what they are, what they are sent, and what may befall them. ' +
      'Whatever tells one from the other may only be its name, a reference, or data that it has from its input.',
    { system: system.name },
  );
}
