/**
 * Where a reader stands, and how a link says it: `#step=12&run=minimal&tab=charts`.
 */

export const TABS = ['steps', 'sequence', 'charts', 'state', 'property', 'why'] as const;
export type Tab = (typeof TABS)[number];

export interface Place {
  /** A letter of the run: 0 is the start, n the state after step n. */
  readonly step: number;
  /** The role of the run. */
  readonly run: string;
  readonly tab: Tab;
}

export const hashOf = ({ step, run, tab }: Place): string =>
  `#${new URLSearchParams({ step: String(step), run, tab }).toString()}`;

/** What a link says; fields that it does not name, or names wrongly, are left out. */
export function placeOf(hash: string): Partial<Place> {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const step = fields.get('step');
  const run = fields.get('run');
  const tab = TABS.find((one) => one === fields.get('tab'));
  return {
    ...(step !== null && /^\d{1,7}$/.test(step) && { step: Number(step) }),
    ...(run !== null && { run }),
    ...(tab !== undefined && { tab }),
  };
}
