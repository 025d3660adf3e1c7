/**
 * Several workers that check the mutants of one suite. Each works for itself, so their number changes no result.
 */
import { Worker } from 'node:worker_threads';
import { ModelError } from '../system/model-error.ts';
import type { MutantReport } from '../verdict/mutation/mutation-report.ts';
import type { MutationPlan } from '../verdict/mutation/plan.ts';
import { workerEndedEarly } from './early-end.ts';
import type { WorkerMessage, WorkerTask } from './mutation-worker.ts';
import { workerError } from './worker-error.ts';

export interface Crew {
  readonly size: number;
  readonly signal: AbortSignal;
  /** Called once, before the first mutant is checked; answers what is known already, by id. */
  readonly onPlan: (plan: MutationPlan) => ReadonlyMap<string, MutantReport>;
  readonly onReport: (report: MutantReport) => void;
}

/**
 * Checks all mutants of the plan that are not known; ends early, without an error, when the signal says so.
 *
 * @throws ModelError where a worker meets one
 */
export function checkMutants(task: WorkerTask, { size, signal, onPlan, onReport }: Crew): Promise<void> {
  const workers: Worker[] = [];
  /** What a worker does, a clause. */
  const doing = new Map<Worker, string>();
  let open: string[] | undefined;
  let ended = false;
  return new Promise<void>((resolve, reject) => {
    const end = (finish: () => void): void => {
      if (ended) return;
      ended = true;
      signal.removeEventListener('abort', interrupt);
      Promise.all(workers.map((worker) => worker.terminate())).then(finish, reject);
    };
    const interrupt = (): void => end(resolve);
    signal.addEventListener('abort', interrupt);
    let idle = 0;
    const next = (worker: Worker): void => {
      const id = open!.shift();
      doing.delete(worker);
      if (id !== undefined) {
        doing.set(worker, `checked mutant '${id}'`);
        worker.postMessage(id);
      } else if (++idle === workers.length) end(resolve);
    };
    const hear = (worker: Worker, message: WorkerMessage): void => {
      if (signal.aborted) return;
      if (message.kind === 'error') {
        const { code, problem, remedy, place } = message.error;
        end(() => reject(new ModelError(code, problem, remedy, place)));
        return;
      }
      if (message.kind === 'report') onReport(message.report);
      else if (open === undefined) {
        const known = onPlan(message.plan);
        open = message.plan.mutants.map(({ id }) => id).filter((id) => !known.has(id));
      }
      next(worker);
    };
    for (let number = 0; number < size; number++) {
      const worker = new Worker(new URL('./mutation-worker.js', import.meta.url), { workerData: task });
      worker.on('message', (message: WorkerMessage) => hear(worker, message));
      worker.on('error', (error) => end(() => reject(workerError(error, `checked mutants of ${task.file}`))));
      worker.on('exit', () => {
        const work = doing.get(worker);
        if (work !== undefined) end(() => reject(workerEndedEarly(work)));
      });
      doing.set(worker, 'looked at the model itself');
      workers.push(worker);
    }
    if (signal.aborted) interrupt();
  });
}
