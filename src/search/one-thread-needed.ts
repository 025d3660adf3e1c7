/**
 * Thrown where several threads have found that something is violated: the search starts again with one, which finds
 * the same counterexample each time.
 */
export class OneThreadNeeded extends Error {}
