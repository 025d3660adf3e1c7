/**
 * After how many runs half of all campaigns have failed, at no more cost than it takes to know.
 *
 * Campaigns go on together. As soon as more than half of them have failed the median is decided, whatever the others
 * would still do; where it would cost too much, what is known is that it is larger.
 */

/** Random runs that follow from one seed. */
export interface Campaign {
  /** Goes on up to run number `limit`; the number of the first that fails, the first run being 1. */
  failureWithin(limit: number): number | undefined;
}

/** The median, or what it exceeds. */
export type MedianRuns = { readonly median: number } | { readonly moreThan: number };

/** How much further campaigns go each time: what is done in vain is at most so much of what is needed. */
const GROWTH = 1.25;

/**
 * @param campaigns at least one; of an even number, the median is the upper of the two in the middle
 * @param cap runs after which a campaign is given up
 * @param isSpent whether no more may be paid; asked before a campaign goes on
 */
export function medianRuns(
  campaigns: readonly Campaign[],
  cap: number,
  isSpent: () => boolean = () => false,
): MedianRuns {
  const failures: number[] = [];
  let hunting = campaigns;
  for (let made = 0, limit = 1; ; made = limit, limit = Math.min(cap, Math.ceil(limit * GROWTH))) {
    const unfinished: Campaign[] = [];
    for (const campaign of hunting) {
      if (isSpent()) return { moreThan: made };
      const failure = campaign.failureWithin(limit);
      if (failure === undefined) unfinished.push(campaign);
      else failures.push(failure);
    }
    const middle = failures.toSorted((a, b) => a - b)[campaigns.length >> 1];
    if (middle !== undefined) return { median: middle };
    if (limit === cap) return { moreThan: cap };
    hunting = unfinished;
  }
}
