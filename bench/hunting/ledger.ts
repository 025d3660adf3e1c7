/** What was found out so far, a line of JSON each, so that an interrupted comparison goes on where it was. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Limits } from './hunt.ts';
import type { MedianRuns } from './median-runs.ts';

/** What was asked: names of a broken variant, a claim that it breaks, and a strategy. */
export interface Question {
  readonly variant: string;
  readonly claim: string;
  readonly strategy: string;
}
type Entry = Question & { readonly limits: Limits; readonly runs: MedianRuns };

export class Ledger {
  readonly #path: string;
  readonly #entries: Entry[];

  /** @param path of a file that need not exist */
  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    this.#entries = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
  }

  /** What is known. A median is one whatever it cost; a bound is asked again where more may be spent now. */
  get({ variant, claim, strategy }: Question, limits: Limits): MedianRuns | undefined {
    return this.#entries.findLast(
      (entry) =>
        entry.variant === variant &&
        entry.claim === claim &&
        entry.strategy === strategy &&
        answers(entry, limits),
    )?.runs;
  }

  add(entry: Entry): void {
    this.#entries.push(entry);
    appendFileSync(this.#path, `${JSON.stringify(entry)}\n`);
  }
}

function answers({ limits: spent, runs }: Entry, { seeds, cap, moves, seconds }: Limits): boolean {
  if (spent.seeds !== seeds) return false;
  if ('median' in runs) return runs.median <= cap;
  return spent.cap >= cap && spent.moves >= moves && spent.seconds >= seconds;
}
