/**
 * What is said of a worker that ended. Its error is made here as Node makes it: a worker that really fills its memory
 * may take the whole process with it.
 */
import { expect, test } from 'vitest';
import { workerError } from '../../src/cli/worker-error.ts';
import { ModelError } from '../../src/system/model-error.ts';

test('a worker without memory is no bug, and says what to do', () => {
  const error = Object.assign(
    new Error('Worker terminated due to reaching memory limit: JS heap out of memory'),
    { code: 'ERR_WORKER_OUT_OF_MEMORY' },
  );
  const said = workerError(error, "checked a mutant of suite 'lamp'");
  expect(said).toBeInstanceOf(ModelError);
  expect((said as ModelError).code).toBe('OUT_OF_MEMORY');
  expect((said as ModelError).problem).toContain("checked a mutant of suite 'lamp'");
});

test('other errors stay what they are', () => {
  const bug = new Error('no');
  expect(workerError(bug, 'looked at a suite')).toBe(bug);
});
