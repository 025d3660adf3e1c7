/**
 * The part of a page that says how much a suite's properties notice: score, kill matrix, survivors.
 */
import type { MutationRecord } from '../../verdict/mutation/mutation-record.ts';
import { figure } from '../figures.ts';
import { percentage } from '../mutation-text.ts';
import { cellCode, code, folded, prose, table } from './markdown.ts';

/** `96.3% (130 of 135)`. */
export function mutationFigure({ score: { killed, survived, score } }: MutationRecord): string {
  return `${percentage(score)} (${figure(killed)} of ${figure(killed + survived)})`;
}

/** Matrices of more rows are left to the record. */
const ROWS = 200;

export function mutationSection(record: MutationRecord | undefined): readonly (string | readonly string[])[] {
  if (record === undefined) return [];
  const { score, operators, properties, mutants, hash } = record;
  const apart = [
    [score.equivalent, 'equivalent to the model'],
    [score.timedOut, 'not searched to the end'],
    [score.invalid, 'no models'],
  ] as const;
  const besides = apart.flatMap(([count, what]) => (count === 0 ? [] : [`${figure(count)} ${what}`]));
  return [
    '## Mutants',
    `The model with one small change each, made by ${code('redhound mutate')}. Of those that behave otherwise the properties notice ${mutationFigure(record)}${besides.length === 0 ? '' : `; apart from these, ${besides.join(', ')}`}. Measured of the model with hash ${code(hash.slice(0, 16))}, which is this one.`,
    table(
      ['Operator', 'Killed', 'Survived', 'Equivalent', 'Apart'],
      Object.entries(operators).map(([name, of]) => [
        cellCode(name),
        ...[of.killed, of.survived, of.equivalent, of.timedOut + of.invalid].map(figure),
      ]),
    ),
    table(
      ['Property', 'Kills', 'Of these alone', 'Not decided'],
      properties.map(({ property, kills, aloneKills, undecided }) => [
        cellCode(property),
        ...[kills, aloneKills, undecided].map(figure),
      ]),
    ),
    ...survivorsPart(mutants),
    ...(mutants.length > ROWS ? [] : [folded('The kill matrix', matrix(record))]),
  ];
}

function survivorsPart(mutants: MutationRecord['mutants']): readonly (string | readonly string[])[] {
  const survivors = mutants.filter(({ outcome }) => outcome === 'survived');
  if (survivors.length === 0) return [];
  return [
    'What no property notices, and why that is harmless, where the suite says it:',
    table(
      ['Change', 'Why it is harmless'],
      survivors.map(({ change, reason = '' }) => [prose(change), prose(reason)]),
    ),
  ];
}

/** A row a mutant, a column a property; those that kill nothing are left out. */
function matrix({ mutants, properties }: MutationRecord): readonly string[] {
  const killers = properties.filter(({ kills }) => kills > 0).map(({ property }) => property);
  return table(
    ['Mutant', 'Outcome', ...killers],
    mutants.map(({ change, outcome, killedBy = [] }) => [
      prose(change),
      outcome,
      ...killers.map((killer) => (killedBy.includes(killer) ? '✗' : '')),
    ]),
  );
}
