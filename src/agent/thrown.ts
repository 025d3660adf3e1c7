/**
 * What was thrown, which may be anything.
 */

/** In words: the message of an error, and anything else as it is. */
export function thrownText(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  return jsonOf(thrown) ?? Object.prototype.toString.call(thrown);
}

/** What counts of it in a state: of an instance of a class its text, since XState may put anything into snapshots. */
export function thrownContent(thrown: unknown): unknown {
  return thrown instanceof Error || typeof thrown !== 'object' || thrown === null
    ? thrown
    : (jsonOf(thrown) ?? thrown);
}

/** Undefined for what JSON cannot say: bigints and cycles. */
function jsonOf(thrown: object): string | undefined {
  try {
    return JSON.stringify(thrown);
  } catch {
    return undefined;
  }
}
