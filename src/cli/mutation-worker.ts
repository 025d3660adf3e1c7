/**
 * One worker of `redhound mutate`: loads the suite, searches the model, and checks the mutants that it is told, by id.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { ModelError } from '../system/model-error.ts';
import { prepared, reportOn } from '../verdict/mutation/mutate-suite.ts';
import type { MutantReport } from '../verdict/mutation/mutation-report.ts';
import type { MutationOptions, MutationPlan } from '../verdict/mutation/plan.ts';
import { loadSuites } from './load-suites.ts';

export interface WorkerTask {
  readonly root: string;
  /** Absolute path of the suite file. */
  readonly file: string;
  readonly options: MutationOptions;
}

/** What a worker says: its plan first, then a report for each id. */
export type WorkerMessage =
  | { readonly kind: 'plan'; readonly plan: MutationPlan }
  | { readonly kind: 'report'; readonly report: MutantReport }
  | { readonly kind: 'error'; readonly error: Pick<ModelError, 'code' | 'problem' | 'remedy' | 'place'> };

const say = (message: WorkerMessage): void => parentPort!.postMessage(message);

// Models may print; standard output is for our data.
console.log = console.info = console.debug = console.error;

try {
  const { root, file, options } = workerData as WorkerTask;
  const [loaded] = await loadSuites(root, [file]);
  const { baseline, plan } = prepared(loaded!.suite, options);
  say({ kind: 'plan', plan });
  parentPort!.on('message', (id: string) => say({ kind: 'report', report: reportOn(baseline, id, options) }));
} catch (error) {
  if (!(error instanceof ModelError)) throw error;
  const { code, problem, remedy, place } = error;
  say({ kind: 'error', error: { code, problem, remedy, place } });
}
