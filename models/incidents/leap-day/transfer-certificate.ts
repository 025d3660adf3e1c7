/**
 * The transfer certificate of a guest agent, by which it can be sent secrets: valid for one year from midnight, UTC.
 *
 * The fault of 29 February 2012: the end of its validity was the day with the year counted up, and 29 February 2013 is
 * no day.
 */

/** A day as `2012-02-29`. */
export type Day = string;

/** How a guest agent finds the last day: `year plus one`, as on the leap day, or a day that exists. */
export type ValidityRule = 'year plus one' | 'by calendar';

const isLeapYear = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const lengthOf = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

export function isDay(day: Day): boolean {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && date >= 1 && date <= lengthOf(year, month);
}

/** The last day of a certificate made on `today`; by the rule of the leap day it may be none. */
export function validTo(today: Day, rule: ValidityRule): Day {
  const next = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  return rule === 'by calendar' && !isDay(next) ? `${next.slice(0, 8)}28` : next;
}
