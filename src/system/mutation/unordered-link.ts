/**
 * Lets messages of a link overtake each other.
 *
 * The channel of the protocol-testing fault models: "transmission medium" faults in Bochmann, Das, Dssouli, Dubuc,
 * Ghedamsi, Luo, "Fault models in testing" (IWPTS 1991).
 */
import { type AssumptionOperator, linksOf } from './assumption-mutation.ts';

export const unorderedLink: AssumptionOperator = {
  name: 'unordered-link',
  *mutations(system) {
    for (const { link, agents, what, changed } of linksOf(system)) {
      if ((link.order ?? 'fifo') !== 'fifo') continue;
      yield {
        agents,
        change: `messages of ${what} may overtake each other`,
        system: () => changed({ order: 'unordered' }),
      };
    }
  },
};
