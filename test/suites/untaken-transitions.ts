/**
 * Transitions that neither a suite nor a broken variant takes, each with the reason why it is there all the same.
 * The key is the machine's id and the transition as the pages write it.
 */
const whereGuestsGoDown =
  'IISConfigurator and bootstrapper as processes that lose their power with their guest count as machines of their own. In the systems with such guests IISConfigurator does not die by itself: in role-start and in the rotation suites, where no guest goes down, it does.';

export const UNTAKEN: Readonly<Record<string, string>> = {
  'guestAgent started.ready: PROBE':
    'The guest agent as a process that loses its power with its guest counts as a machine of its own. The systems with such guests count in five minutes, and have no load balancer, which counts in seconds: the rotation suites, where no guest goes down, have the agent answer.',
  'bootstrapper present: CONFIGURATOR_DIED → present.ending': whereGuestsGoDown,
  'iisConfigurator deleting: DIE → absent': whereGuestsGoDown,
  'iisConfigurator configuring: DIE → absent': whereGuestsGoDown,
  'fabricController preparing: ARRIVED → preparing':
    'Two maintenances in one run, of which the second is asked for while word of the first move is under way: the whole-fabric suite gets there in one of 4,000 of its runs, and its page is made of 1,000.',
};
