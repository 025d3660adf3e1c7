/**
 * Where in a row of the sequence diagram things stand, in pixels.
 */

export const ROW = 48;
/** Where messages arrive, what they lead to, and where messages leave. */
export const ARRIVE = 13;
export const PILL = 21;
export const PILL_HEIGHT = 17;
/** Above the end of the row. */
export const LEAVE = 6;
/** Messages that are sent and arrive within one step stand below each other, under the rest. */
export const AT_ONCE = 18;

export const shorten = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, Math.max(1, longest - 1))}…` : text;
