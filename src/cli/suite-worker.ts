/**
 * One worker of `redhound check` and `redhound docs`: does what is to be done with the suites that it is told, one after
 * the other.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { ModelError } from '../system/model-error.ts';
import { type CheckOptions, checkSuite, type Progress } from '../verdict/check-suite.ts';
import type { Suite } from '../verdict/suite.ts';
import { documentOf } from '../verdict/suite-document.ts';
import { loadSuites, within } from './load-suites.ts';

/** What can be done with a suite; what comes of it is plain data. */
const JOBS = { check: checkSuite, document: documentOf };
export type Job = keyof typeof JOBS;
export type ResultOf<J extends Job> = Awaited<ReturnType<(typeof JOBS)[J]>>;

export interface SuiteTask<J extends Job = Job> {
  readonly job: J;
  readonly root: string;
  /** Without what cannot be sent: the signal, and whom to tell of progress. */
  readonly options: Omit<CheckOptions, 'signal' | 'onProgress'>;
}

/** What a worker is told: the number of a suite and the absolute path of its file; or to stop where it is. */
export type SuiteOrder =
  | { readonly kind: 'begin'; readonly number: number; readonly path: string; readonly file: string }
  | { readonly kind: 'interrupt' };

export type SuiteMessage<J extends Job = Job> =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'result'; readonly number: number; readonly result: ResultOf<J> }
  | { readonly kind: 'error'; readonly error: Pick<ModelError, 'code' | 'problem' | 'remedy' | 'place'> };

const { job, root, options } = workerData as SuiteTask;
const work: (suite: Suite, options: CheckOptions) => Promise<ResultOf<Job>> = JOBS[job];
const say = (message: SuiteMessage): void => parentPort!.postMessage(message);
const interrupt = new AbortController();

// Models may print; standard output is for our data.
console.log = console.info = console.debug = console.error;

parentPort!.on('message', (order: SuiteOrder) => {
  if (order.kind === 'interrupt') interrupt.abort();
  else void begin(order);
});

async function begin({ number, path, file }: Extract<SuiteOrder, { kind: 'begin' }>): Promise<void> {
  try {
    const [loaded] = await loadSuites(root, [path]);
    const result = await within(file, () =>
      work(loaded!.suite, {
        ...options,
        signal: interrupt.signal,
        onProgress: (progress) => say({ kind: 'progress', progress }),
      }),
    );
    say({ kind: 'result', number, result });
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const { code, problem, remedy, place } = error;
    say({ kind: 'error', error: { code, problem, remedy, place } });
  }
}
