/**
 * An error as a command prints it: what, where and what to do; never a stack trace, unless it is a bug of ours.
 */
import { thrownText } from '../agent/thrown.ts';
import { printable } from '../report/page.ts';
import { ModelError } from '../system/model-error.ts';

/** @param debug whether to show the stack of an error that should not happen */
export function errorText(error: unknown, debug: boolean): string {
  if (error instanceof ModelError) return error.message.split('\n').map(printable).join('\n');
  const thrown = error instanceof Error ? error : new Error(thrownText(error));
  return [
    `[BUG] Redhound failed: ${printable(`${thrown.name}: ${thrown.message}`)}`,
    debug
      ? (thrown.stack ?? '')
      : 'This is a bug in redhound, not in your model. Set REDHOUND_DEBUG=1 to see where, and report it.',
  ].join('\n');
}
