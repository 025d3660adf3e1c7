export const MODES = ['exhaustive', 'random', 'both'] as const;

/** Which searches a suite is checked by. */
export type SearchMode = (typeof MODES)[number];
