/**
 * What a worker that ended with an error says of it.
 */
import { ModelError } from '../system/model-error.ts';

/**
 * The error itself; that there was not enough memory is nobody's mistake, and there is something to do about it.
 *
 * @param doing what the worker did, a clause: "checked a mutant of suite 'lamp'"
 */
export function workerError(error: unknown, doing: string): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')) return error;
  return new ModelError(
    'OUT_OF_MEMORY',
    `a worker had not enough memory while it ${doing}.`,
    'Take fewer --workers, search fewer states, or give each more: NODE_OPTIONS=--max-old-space-size=8000 (megabytes).',
  );
}
