/**
 * Several suites at once, by workers that each take the next one. A suite is looked at by one worker alone, so that
 * their number changes no result; results are handed on in the order of the suites.
 */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ModelError } from '../system/model-error.ts';
import { DEFAULTS } from '../verdict/check-options.ts';
import type { Progress } from '../verdict/check-suite.ts';
import { workerEndedEarly } from './early-end.ts';
import type { LoadedSuite } from './load-suites.ts';
import type { Job, ResultOf, SuiteMessage, SuiteOrder, SuiteTask } from './suite-worker.ts';
import { workerError } from './worker-error.ts';

/** Below this many suites workers take longer to begin than they save. */
const FEW = 4;

/** How many workers are used where nobody says. */
export const usualWorkers = (suites: readonly LoadedSuite[]): number =>
  suites.length < FEW ? 1 : availableParallelism();

export interface SuiteCrew<J extends Job> {
  /** How many workers. */
  readonly size: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Called for one suite after the other, in their order. */
  readonly onResult: (result: ResultOf<J>, loaded: LoadedSuite) => void;
}

/**
 * Does the job with all suites. When the signal says so, those under way end with what they have, and no other begins.
 *
 * @throws ModelError where a suite throws one
 */
export function workTogether<J extends Job>(
  suites: readonly LoadedSuite[],
  task: SuiteTask<J>,
  { size, signal, onProgress, onResult }: SuiteCrew<J>,
): Promise<void> {
  const workers: Worker[] = [];
  const results = new Map<number, ResultOf<J>>();
  const waiting = longestFirst(suites);
  let told = 0;
  /** The file of the suite that a worker looks at. */
  const under = new Map<Worker, string>();
  let ended = false;
  /** In order: a result waits for those before it, unless no more will come. */
  const handOn = (all: boolean): void => {
    for (; told < suites.length; told++) {
      const result = results.get(told);
      if (result !== undefined) onResult(result, suites[told]!);
      else if (!all) return;
    }
  };
  return new Promise<void>((fulfil, reject) => {
    const tell = (worker: Worker, order: SuiteOrder): void => worker.postMessage(order);
    const interrupt = (): void => {
      for (const worker of workers) tell(worker, { kind: 'interrupt' });
    };
    const end = (finish: () => void): void => {
      if (ended) return;
      ended = true;
      signal.removeEventListener('abort', interrupt);
      Promise.all(workers.map((worker) => worker.terminate())).then(finish, reject);
    };
    const next = (worker: Worker): void => {
      const number = signal.aborted ? undefined : waiting.shift();
      if (number === undefined) {
        if (under.size === 0) end(fulfil);
        return;
      }
      const { file } = suites[number]!;
      under.set(worker, file);
      tell(worker, { kind: 'begin', number, path: resolve(task.root, file), file });
    };
    const hear = (worker: Worker, message: SuiteMessage<J>): void => {
      if (message.kind === 'progress') onProgress(message.progress);
      else if (message.kind === 'error') {
        const { code, problem, remedy, place } = message.error;
        end(() => reject(new ModelError(code, problem, remedy, place)));
      } else {
        under.delete(worker);
        results.set(message.number, message.result);
        handOn(signal.aborted && under.size === 0);
        next(worker);
      }
    };
    signal.addEventListener('abort', interrupt);
    for (let number = 0; number < Math.min(size, suites.length); number++) {
      const worker = new Worker(new URL('./suite-worker.js', import.meta.url), { workerData: task });
      worker.on('message', (message: SuiteMessage<J>) => hear(worker, message));
      worker.on('error', (error) => end(() => reject(workerError(error, 'looked at a suite'))));
      worker.on('exit', () => {
        const file = under.get(worker);
        if (file !== undefined) end(() => reject(workerEndedEarly('looked at its suite', file)));
      });
      workers.push(worker);
      next(worker);
    }
  });
}

/** Suites by number, those with the most random runs first: what begins last should not take longest. */
function longestFirst(suites: readonly LoadedSuite[]): number[] {
  const moves = ({ suite }: LoadedSuite): number =>
    (suite.search?.runs ?? DEFAULTS.runs) * (suite.search?.maxSteps ?? DEFAULTS.maxSteps);
  return suites.map((_, number) => number).sort((a, b) => moves(suites[b]!) - moves(suites[a]!) || a - b);
}
