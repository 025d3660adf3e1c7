/** What one finds in the ledger is what one would find out. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ledger } from '../../bench/hunting/ledger.ts';

const QUESTION = { variant: 'suite/variant', claim: 'claim', strategy: 'uniform' };
const SEEDS = 30;
const SECONDS = 60;

/** Limits, and what comes out under them where the median is `median` and each run has one move. */
const asked = fc.record({ cap: fc.integer({ min: 1, max: 50 }), moves: fc.integer({ min: 1, max: 1500 }) });
const outcome = (median: number, cap: number, moves: number) => {
  const limit = Math.min(cap, Math.floor(moves / SEEDS));
  return median <= limit ? { median } : { moreThan: limit };
};

test('an entry answers only what was asked, and no less is known than by asking again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  let file = 0;
  try {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), asked, asked, (median, before, now) => {
        const path = join(folder, `${file++}.jsonl`);
        const limits = { seeds: SEEDS, seconds: SECONDS, ...before };
        const runs = outcome(median, before.cap, before.moves);
        new Ledger(path).add({ ...QUESTION, limits, runs });

        const reopened = new Ledger(path);
        const known = reopened.get(QUESTION, { seeds: SEEDS, seconds: SECONDS, ...now });
        const again = outcome(median, now.cap, now.moves);
        if (known !== undefined && 'moreThan' in known && 'moreThan' in again) {
          expect(known.moreThan).toBeGreaterThanOrEqual(again.moreThan);
        } else if (known !== undefined) expect(known).toEqual({ median });
        expect(reopened.get(QUESTION, { ...limits, seeds: SEEDS + 1 })).toBeUndefined();
        expect(reopened.get({ ...QUESTION, claim: 'another' }, limits)).toBeUndefined();
        expect(reopened.get(QUESTION, limits)).toEqual(runs);
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
