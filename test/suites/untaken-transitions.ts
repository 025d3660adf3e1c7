/**
 * Transitions that neither a suite nor a broken variant takes, each with the reason why it is there all the same.
 * The key is the machine's id and the transition as the pages write it.
 */
export const UNTAKEN: Readonly<Record<string, string>> = {};
