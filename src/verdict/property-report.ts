/**
 * What both searches say about one property, put together.
 */
import { match } from 'ts-pattern';
import type { Property } from '../property/property.ts';
import type { ExhaustiveResult } from '../search/exhaustive-result.ts';
import type { RandomResult } from '../search/random.ts';
import type { Trace } from '../trace/trace.ts';
import type { Searches } from './check-options.ts';
import type { ModeResult, PropertyReport, Verdict } from './suite-report.ts';

export function propertyReport(
  property: Property,
  exhaustive: ExhaustiveResult | undefined,
  shortest: Trace | undefined,
  witness: Trace | undefined,
  random: (RandomResult & { readonly stopped: string | undefined }) | undefined,
  shrunk: Trace | undefined,
  met: Trace | undefined,
  searches: Searches,
): PropertyReport {
  const exhaustively = exhaustive && exhaustiveMode(property, exhaustive, shortest, witness);
  const randomly = random && randomMode(property, random, shrunk, met, searches);
  const needless = exhaustive?.needless.get(property.id);
  const verdict = stronger(exhaustively?.verdict, randomly?.verdict);
  return {
    id: property.id,
    statement: property.statement,
    ...(property.declaredAt !== undefined && { declaredAt: property.declaredAt }),
    verdict,
    expected: property.expected,
    ...(property.missing !== undefined && { missing: property.missing }),
    asExpected: isAsExpected(verdict, property),
    ...(needless !== undefined && {
      needless: needless.map(({ atom, by }) => `it would hold with «${atom.name}» always ${by}`),
    }),
    modes: { ...(exhaustively && { exhaustive: exhaustively }), ...(randomly && { random: randomly }) },
  };
}

function exhaustiveMode(
  { id }: Property,
  result: ExhaustiveResult,
  trace: Trace | undefined,
  witness: Trace | undefined,
): ModeResult {
  const finding = result.findings.get(id) ?? 'inconclusive';
  const note = result.notes.get(id);
  const because = match(finding)
    .with('inconclusive', () => note ?? `stopped by ${result.stopped}`)
    .with('vacuous', () => 'its trigger occurs in no reachable letter')
    .with('unrefuted', () => `${omissionText(result)}${note === undefined ? '' : `; ${note}`}`)
    .with('holds', 'violated', () => note)
    .exhaustive();
  const verdict = finding === 'unrefuted' ? 'no-counterexample' : finding;
  return {
    verdict,
    ...(because !== undefined && { because }),
    ...(trace && { trace }),
    ...(witness && { witness }),
  };
}

/** Two digits, rounded up: `0.37 %`, `1.2e-9 %`. */
export function shareText(share: number): string {
  if (share === 0) return '0 %';
  const percent = 100 * share;
  const unit = 10 ** (Math.floor(Math.log10(percent)) - 1);
  return `${Number((Math.ceil(percent / unit - 1e-9) * unit).toPrecision(2))} %`;
}

/** How far a search looked that may have left states out. */
const omissionText = ({ states, omission = 0 }: ExhaustiveResult): string =>
  `in ${states} states; any other was left out with a probability of at most ${shareText(omission)}`;

function randomMode(
  { id, claim }: Property,
  random: RandomResult & { readonly stopped: string | undefined },
  trace: Trace | undefined,
  witness: Trace | undefined,
  searches: Searches,
): ModeResult {
  const { runs, stopped, untriggered, violations, open, met } = random;
  const found = violations.get(id);
  if (found !== undefined && trace !== undefined)
    return { verdict: 'violated', trace, shrunkFrom: found.found.labels.length };
  if (claim.kind === 'possible' && witness !== undefined) {
    return { verdict: 'holds', reached: met.get(id)?.runs ?? 0, witness };
  }
  const extent = `in ${runs} runs of at most ${searches.maxSteps} moves`;
  if (stopped !== undefined) return { verdict: 'inconclusive', because: `stopped by ${stopped} ${extent}` };
  if (claim.kind === 'possible') {
    const because = `reached in none of ${runs} runs of at most ${searches.maxSteps} moves`;
    return { verdict: 'inconclusive', because, reached: 0 };
  }
  if (claim.kind === 'always-possible') {
    return { verdict: 'inconclusive', because: 'only the exhaustive search can tell what is possible' };
  }
  const unfinished = open.get(id) ?? 0;
  if (unfinished > 0) {
    const because = `${extent}; in ${unfinished} of them it still had to happen at the end`;
    return { verdict: 'inconclusive', because };
  }
  const note = untriggered.has(id) ? '; its trigger occurred in none' : '';
  return { verdict: 'no-counterexample', because: `${extent}${note}` };
}

const STRENGTH: readonly Verdict[] = ['violated', 'holds', 'vacuous', 'no-counterexample', 'inconclusive'];

function stronger(a: Verdict | undefined, b: Verdict | undefined): Verdict {
  const index = Math.min(...[a, b].map((verdict) => (verdict === undefined ? 4 : STRENGTH.indexOf(verdict))));
  return STRENGTH[index]!;
}

function isAsExpected(verdict: Verdict, { expected }: Property): boolean {
  if (verdict === 'inconclusive' || verdict === expected) return true;
  return verdict === 'no-counterexample' && expected !== 'violated';
}
