/**
 * One worker of `redhound check`: checks the suites that it is told, one after the other.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { ModelError } from '../system/model-error.ts';
import { type CheckOptions, checkSuite, type Progress } from '../verdict/check-suite.ts';
import type { SuiteReport } from '../verdict/suite-report.ts';
import { loadSuites, within } from './load-suites.ts';

export interface CheckTask {
  readonly root: string;
  /** Without what cannot be sent: the signal, and whom to tell of progress. */
  readonly options: Omit<CheckOptions, 'signal' | 'onProgress'>;
}

/** What a worker is told: the number of a suite and the absolute path of its file; or to stop where it is. */
export type CheckOrder =
  | { readonly kind: 'check'; readonly number: number; readonly path: string; readonly file: string }
  | { readonly kind: 'interrupt' };

export type CheckMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'report'; readonly number: number; readonly report: SuiteReport }
  | { readonly kind: 'error'; readonly error: Pick<ModelError, 'code' | 'problem' | 'remedy' | 'place'> };

const { root, options } = workerData as CheckTask;
const say = (message: CheckMessage): void => parentPort!.postMessage(message);
const interrupt = new AbortController();

// Models may print; standard output is for our data.
console.log = console.info = console.debug = console.error;

parentPort!.on('message', (order: CheckOrder) => {
  if (order.kind === 'interrupt') interrupt.abort();
  else void check(order);
});

async function check({ number, path, file }: Extract<CheckOrder, { kind: 'check' }>): Promise<void> {
  try {
    const [loaded] = await loadSuites(root, [path]);
    const report = await within(file, () =>
      checkSuite(loaded!.suite, {
        ...options,
        signal: interrupt.signal,
        onProgress: (progress) => say({ kind: 'progress', progress }),
      }),
    );
    say({ kind: 'report', number, report });
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const { code, problem, remedy, place } = error;
    say({ kind: 'error', error: { code, problem, remedy, place } });
  }
}
