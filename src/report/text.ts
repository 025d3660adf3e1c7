/**
 * A whole report as text. Begins with the suites, ends with what they come to.
 */
import type { PropertyReport, Report } from '../verdict/suite-report.ts';
import { countOf } from './figures.ts';
import { type Page, paragraph } from './page.ts';
import { suiteText } from './suite-text.ts';

export const reportText = (page: Page, report: Report): string =>
  [...report.suites.map((suite) => suiteText(page, suite, report.seed)), conclusion(page, report)].join(
    '\n\n',
  );

/** The last paragraph: how many of what, and whether all is as expected. */
export function conclusion(page: Page, { suites, ok, interrupted }: Report): string {
  const properties = suites.flatMap((suite) => suite.properties);
  const variants = suites.flatMap((suite) => suite.variants);
  const unexpected = properties.filter(({ asExpected }) => !asExpected).length;
  const uncaught = variants.filter(({ caught }) => !caught).length;
  const open = properties.filter(isOpen).length;
  const findings = [
    interrupted && page.paint('yellow', 'interrupted: this report is partial'),
    unexpected > 0 && page.paint('red', `${countOf(unexpected, 'verdict')} not as expected`),
    uncaught > 0 && page.paint('red', `${countOf(uncaught, 'variant')} not as declared`),
    ok && page.paint('green', open === 0 ? 'all as expected' : 'nothing against what is expected'),
    open > 0 && page.paint('yellow', `${countOf(open, 'verdict')} inconclusive`),
  ].filter((finding) => finding !== false);
  const counted = [
    countOf(suites.length, 'suite'),
    properties.length === 1 ? '1 property' : `${properties.length} properties`,
    countOf(variants.length, 'broken variant'),
  ];
  return paragraph(page, `${counted.join(', ')}: ${findings.join(', ')}.`);
}

/** No search could tell, or the exhaustive one could not. */
const isOpen = ({ verdict, modes }: PropertyReport): boolean =>
  verdict === 'inconclusive' || modes.exhaustive?.verdict === 'inconclusive';
