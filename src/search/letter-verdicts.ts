/**
 * Which claims a letter violates by itself, whatever came before it.
 */
import { BEFORE, VIOLATED } from '../property/monitor-automaton.ts';
import type { RunClaim } from '../property/run-claim.ts';
import type { LetterTable } from './letter-table.ts';

export class LetterVerdicts {
  readonly #letters: LetterTable;
  readonly #claims: readonly { readonly claim: RunClaim; readonly atoms: readonly number[] }[];

  /** @param claims invariants */
  constructor(claims: readonly RunClaim[], letters: LetterTable) {
    this.#letters = letters;
    this.#claims = claims.map((claim) => ({
      claim,
      atoms: claim.atoms.map((atom) => letters.indexOf(atom)),
    }));
  }

  violatedIn(letter: number): readonly RunClaim[] {
    return this.#claims
      .filter(
        ({ claim, atoms }) => claim.monitor.step(BEFORE, this.#letters.mask(letter, atoms)) === VIOLATED,
      )
      .map(({ claim }) => claim);
  }
}
