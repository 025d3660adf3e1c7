/**
 * The operators that change machines, in the order in which they make mutants.
 */
import type { MutationOperator } from './mutation.ts';
import { changeDelay } from './operators/change-delay.ts';
import { changeInitial } from './operators/change-initial.ts';
import { dropAction } from './operators/drop-action.ts';
import { dropCancel } from './operators/drop-cancel.ts';
import { dropEntryAction } from './operators/drop-entry-action.ts';
import { dropExitAction } from './operators/drop-exit-action.ts';
import { dropGuard } from './operators/drop-guard.ts';
import { dropReenter } from './operators/drop-reenter.ts';
import { dropTransition } from './operators/drop-transition.ts';
import { duplicateMessage } from './operators/duplicate-message.ts';
import { mergeStates } from './operators/merge-states.ts';
import { negateGuard } from './operators/negate-guard.ts';
import { neverStartTimer } from './operators/never-start-timer.ts';
import { redirectMessage } from './operators/redirect-message.ts';
import { retargetTransition } from './operators/retarget-transition.ts';
import { swallowMessage } from './operators/swallow-message.ts';
import { swapActions } from './operators/swap-actions.ts';

export const MACHINE_OPERATORS: readonly MutationOperator[] = [
  dropTransition,
  retargetTransition,
  dropReenter,
  dropGuard,
  negateGuard,
  changeInitial,
  mergeStates,
  dropAction,
  dropEntryAction,
  dropExitAction,
  swapActions,
  changeDelay,
  neverStartTimer,
  dropCancel,
  swallowMessage,
  duplicateMessage,
  redirectMessage,
];
