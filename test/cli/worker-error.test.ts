/** What is said of a worker that ended, as Node says it of a real one. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { workerError } from '../../src/cli/worker-error.ts';
import { ModelError } from '../../src/system/model-error.ts';

test('a worker without memory is no bug, and says what to do', async () => {
  const worker = new Worker('const all = []; for (;;) all.push(new Array(1000).fill({}));', {
    eval: true,
    resourceLimits: { maxOldGenerationSizeMb: 16 },
  });
  const [error] = await once(worker, 'error').catch((thrown: unknown) => [thrown]);
  const said = workerError(error, "checked a mutant of suite 'lamp'");
  expect(said).toBeInstanceOf(ModelError);
  expect((said as ModelError).code).toBe('OUT_OF_MEMORY');
  expect((said as ModelError).problem).toContain("checked a mutant of suite 'lamp'");
});

test('other errors stay what they are', () => {
  const bug = new Error('no');
  expect(workerError(bug, 'looked at a suite')).toBe(bug);
});
