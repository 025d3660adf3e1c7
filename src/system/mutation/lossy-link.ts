/**
 * Lets a link lose one message.
 *
 * The channel of the protocol-testing fault models: Bochmann, Das, Dssouli, Dubuc, Ghedamsi, Luo, "Fault models in
 * testing" (IWPTS 1991).
 */
import { type AssumptionOperator, linksOf } from './assumption-mutation.ts';

export const lossyLink: AssumptionOperator = {
  name: 'lossy-link',
  *mutations(system) {
    const losesAlready = system.faults?.some(({ fault }) => fault === 'drop') === true;
    for (const { link, agents, what, changed } of linksOf(system)) {
      if (link.loss !== undefined || losesAlready || link.order === 'synchronous') continue;
      yield {
        agents,
        change: `one message of ${what} may be lost`,
        system: () => changed({ loss: { total: 1 } }),
      };
    }
  },
};
