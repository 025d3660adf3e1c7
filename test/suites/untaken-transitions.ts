/**
 * Transitions that neither a suite nor a broken variant takes, each with the reason why it is there all the same.
 * The key is the machine's id and the transition as the pages write it.
 */
export const UNTAKEN: Readonly<Record<string, string>> = {
  'guestAgent started.ready: PROBE':
    'The guest agent as a process that loses its power with its guest counts as a machine of its own. The systems with such guests count in five minutes, and have no load balancer, which counts in seconds: the rotation suites, where no guest goes down, have the agent answer.',
};
