/** The patterns of the catalogue as specs: the published texts, but for the departures, and for any number of regions. */
import { CATALOGUE, type Pattern, type Scope } from './catalogue.ts';
import { specOf } from './catalogue-notation.ts';
import { DEPARTURES } from './departures.ts';
import { prop, type Spec } from './spec.ts';

export interface Choice {
  /** The most regions of P in bounded existence: 2 in the catalogue. */
  readonly atMost?: number;
  /** What stands for P, S, T, Z, Q and R. */
  readonly named?: (name: string) => Spec;
}

/** A pattern in a scope, over the propositions P, S, T, Z, Q and R. */
export const publishedPattern = (pattern: Pattern, scope: Scope, { atMost, named }: Choice = {}): Spec =>
  specOf(
    pattern === 'boundedExistence' && atMost !== undefined
      ? boundedExistence(scope, atMost)
      : textOf(pattern, scope),
    named ?? prop,
  );

const textOf = (pattern: Pattern, scope: Scope): string =>
  DEPARTURES.find((row) => row.pattern === pattern && row.scope === scope)?.instead ??
  CATALOGUE[pattern][scope];

/** "Other bounds can be specified by variations on this mapping": the two levels of the published text, repeated. */
function boundedExistence(scope: Scope, atMost: number): string {
  const open = (regions: number): string => (regions === 0 ? '[]!P' : `(!P W (P W ${open(regions - 1)}))`);
  const closed = (regions: number, rest: string): string =>
    regions === 0 ? rest : `((!P & !R) U (R | ((P & !R) U (R | ${closed(regions - 1, rest)}))))`;
  switch (scope) {
    case 'globally':
      return open(atMost);
    case 'before':
      return `<>R -> ${closed(atMost, '(!P U R)')}`;
    case 'after':
      return `<>Q -> (!Q U (Q & ${open(atMost)}))`;
    case 'between':
      return `[]((Q & <>R) -> ${closed(atMost, '(!P U R)')})`;
    case 'afterUntil':
      // `[]P` continues the last region; where none is allowed there is none to continue.
      return `[](Q -> ${closed(atMost, atMost === 0 ? '(!P W R)' : '(!P W R) | []P')})`;
  }
}
