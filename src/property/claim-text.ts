/**
 * What a property claims as one line: of runs in linear time, of states in branching time.
 */
import { type AtomName, atomNames } from './atom-name.ts';
import type { Formula } from './formula.ts';
import { formulaText, type TextOptions, tightText } from './formula-text.ts';
import { ASCII, SYMBOLS } from './notation.ts';
import { operand } from './operand.ts';
import type { Claim } from './property.ts';

export function claimText(claim: Claim, options: TextOptions = {}): string {
  const { not, or } = options.ascii ? ASCII : SYMBOLS;
  switch (claim.kind) {
    case 'formula':
      return formulaText(claim.formula, options);
    case 'always-possible':
      return `AG EF ${tightText(claim.of, options)}`;
    case 'possible':
      return `EF ${tightText(claim.of, options)}`;
    case 'no-deadlock':
      return claim.except === undefined
        ? `AG ${not}deadlock`
        : `AG (${not}deadlock ${or} ${tightText(operand(claim.except), options)})`;
    case 'no-timelock':
      return `AG ${not}timelock`;
    case 'no-failure':
      return `AG ${not}failure`;
  }
}

/** The names in a claim, and in the sentence about it. */
export const claimNames = (claim: Claim): AtomName => atomNames(formulasOf(claim));

function formulasOf(claim: Claim): readonly Formula[] {
  switch (claim.kind) {
    case 'formula':
      return [claim.formula];
    case 'always-possible':
    case 'possible':
      return [claim.of];
    case 'no-deadlock':
      return claim.except === undefined ? [] : [operand(claim.except)];
    case 'no-timelock':
    case 'no-failure':
      return [];
  }
}
