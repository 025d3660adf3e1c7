/**
 * Several suites checked at once, by workers that each take the next one. A suite is checked by one worker alone, so
 * that their number changes no report; reports are handed on in the order of the suites.
 */
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ModelError } from '../system/model-error.ts';
import { DEFAULTS } from '../verdict/check-options.ts';
import type { Progress } from '../verdict/check-suite.ts';
import type { SuiteReport } from '../verdict/suite-report.ts';
import type { CheckMessage, CheckOrder, CheckTask } from './check-worker.ts';
import type { LoadedSuite } from './load-suites.ts';

export interface CheckCrew {
  /** How many workers. */
  readonly size: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Called for one suite after the other, in their order. */
  readonly onReport: (report: SuiteReport) => void;
}

/**
 * Checks all suites. When the signal says so, those under way end with what they have, and no other begins.
 *
 * @throws ModelError where a suite throws one
 */
export function checkTogether(
  suites: readonly LoadedSuite[],
  task: CheckTask,
  { size, signal, onProgress, onReport }: CheckCrew,
): Promise<void> {
  const workers: Worker[] = [];
  const reports = new Map<number, SuiteReport>();
  const waiting = longestFirst(suites);
  let told = 0;
  let busy = 0;
  /** In order: a report waits for those before it, unless no more will come. */
  const handOn = (all: boolean): void => {
    for (; told < suites.length; told++) {
      const report = reports.get(told);
      if (report !== undefined) onReport(report);
      else if (!all) return;
    }
  };
  return new Promise<void>((fulfil, reject) => {
    const tell = (worker: Worker, order: CheckOrder): void => worker.postMessage(order);
    const interrupt = (): void => {
      for (const worker of workers) tell(worker, { kind: 'interrupt' });
    };
    const end = (finish: () => void): void => {
      signal.removeEventListener('abort', interrupt);
      Promise.all(workers.map((worker) => worker.terminate())).then(finish, reject);
    };
    const next = (worker: Worker): void => {
      const number = signal.aborted ? undefined : waiting.shift();
      if (number === undefined) {
        if (busy === 0) end(fulfil);
        return;
      }
      busy++;
      const { file } = suites[number]!;
      tell(worker, { kind: 'check', number, path: resolve(task.root, file), file });
    };
    const hear = (worker: Worker, message: CheckMessage): void => {
      if (message.kind === 'progress') onProgress(message.progress);
      else if (message.kind === 'error') {
        const { code, problem, remedy, place } = message.error;
        end(() => reject(new ModelError(code, problem, remedy, place)));
      } else {
        busy--;
        reports.set(message.number, message.report);
        handOn(signal.aborted && busy === 0);
        next(worker);
      }
    };
    signal.addEventListener('abort', interrupt);
    for (let number = 0; number < Math.min(size, suites.length); number++) {
      const worker = new Worker(new URL('./check-worker.js', import.meta.url), { workerData: task });
      worker.on('message', (message: CheckMessage) => hear(worker, message));
      worker.on('error', (error) => end(() => reject(error)));
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
