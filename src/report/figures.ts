/**
 * Figures as people read them, the same in every locale.
 */

/** `18204` → `18,204`. */
export const figure = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** `1 step`, `18,204 states`. */
export const countOf = (n: number, thing: string): string => `${figure(n)} ${thing}${n === 1 ? '' : 's'}`;

const UNITS = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** A point of virtual time, which is seldom a round number: `10 min 15 s`, `0 s`. */
export function virtualTime(milliseconds: number): string {
  let rest = milliseconds;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const n = unit === 'ms' ? rest : Math.floor(rest / size);
    if (n > 0) parts.push(`${n} ${unit}`);
    rest -= n * size;
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

/** How long something took: `0.4 s`, `2 min 3 s`. */
export function elapsed(milliseconds: number): string {
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return virtualTime(Math.round(milliseconds / 1000) * 1000);
}
