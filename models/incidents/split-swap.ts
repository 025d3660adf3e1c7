/**
 * I5, 30 October 2013: a change of RDFE, tried on a share of one cluster and rolled out worldwide, splits the swap.
 *
 * How the swap failed is not published; that it became two steps is our reading, the simplest with which a swap fails
 * now and then in every region.
 */
import { defineSystem } from 'redhound';
import { directory } from './split-swap/directory.ts';
import { rdfe } from './split-swap/rdfe.ts';

export interface SplitSwapParameters {
  readonly directory: typeof directory;
  readonly rdfe: typeof rdfe;
  /** How often the new version is rolled out. */
  readonly rollOuts: number;
}

/** As it was, except where other parameters are given. */
export const splitSwap = (changed: Partial<SplitSwapParameters> = {}) => {
  const parameters = { directory, rdfe, rollOuts: 1, ...changed };
  return defineSystem({
    name: 'split-swap',
    agents: { rdfe: parameters.rdfe, directory: parameters.directory },
    links: [{ from: 'rdfe', to: 'directory', loss: { total: 1 }, capacity: 2, overflow: 'block' }],
    environment: [
      {
        agent: 'rdfe',
        event: [
          { type: 'SWAP_TO', deployment: 'A' },
          { type: 'SWAP_TO', deployment: 'B' },
        ],
        budget: 'any',
      },
      { agent: 'rdfe', event: { type: 'ROLL_OUT' }, budget: { total: parameters.rollOuts } },
      { agent: 'rdfe', event: { type: 'ROLL_BACK' }, budget: 'any' },
    ],
  });
};
