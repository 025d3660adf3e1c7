/**
 * A comparison as a table, and a target as a line.
 */
import { type Measurement, median } from './measurement.ts';

const number = (value: number) => Math.round(value).toLocaleString('en-US');
/** Two digits that count: `430 ×`, `2.4 ×`. */
const ratio = (value: number) => `${value >= 10 ? number(value) : value.toFixed(1)} ×`;

/** The first measurement is the engine's; the others are compared with it, and with their references. */
export function printComparison(
  title: string,
  unit: string,
  measurements: readonly Measurement[],
  tolerance: number,
): void {
  const engine = median(measurements[0]!.rates);
  const header = [title, `${unit}/s`, 'lowest … highest', unit, 'engine is', 'reference'];
  const rows = measurements.map((measurement, index) => [
    measurement.name,
    number(median(measurement.rates)),
    `${number(Math.min(...measurement.rates))} … ${number(Math.max(...measurement.rates))}`,
    number(measurement.amount),
    index === 0 ? '' : ratio(engine / median(measurement.rates)),
    referenceText(measurement, tolerance),
  ]);
  printColumns([header, ...rows]);
}

/** Whether a baseline is as fast as it was when it was measured first. */
function referenceText({ reference, rates }: Measurement, tolerance: number): string {
  if (reference === undefined) return '';
  const reached = median(rates) >= reference * (1 - tolerance);
  return `${number(reference)}: ${reached ? 'reached' : `missed by ${number((1 - median(rates) / reference) * 100)} %`}`;
}

function printColumns(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 || column === row.length - 1
        ? cell.padEnd(widths[column]!)
        : cell.padStart(widths[column]!),
    );
    console.log(cells.join('  ').trimEnd());
  }
  console.log();
}

export interface Target {
  readonly claim: string;
  readonly wanted: number;
  readonly measured: number;
}

export function printVerdict({ claim, wanted, measured }: Target): void {
  const value = wanted >= 1000 ? number(measured) : ratio(measured);
  console.log(`${measured >= wanted ? 'reached' : 'MISSED '}  ${claim}: ${value}`);
}
