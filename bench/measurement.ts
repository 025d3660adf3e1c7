/**
 * Rates of things that take turns, so that a machine's moods fall on all of them alike.
 */

export interface Subject {
  readonly name: string;
  /** Does the work, and says how much it was. */
  readonly work: () => number | Promise<number>;
  /** What the rate was when it was measured first, on two shared cores; absent for our own side. */
  readonly reference?: number;
}

export interface Measurement extends Subject {
  /** How much work one round was. */
  readonly amount: number;
  /** Amount per second, one per round. */
  readonly rates: readonly number[];
}

/** One warm-up each, then `rounds` rounds in which everyone takes a turn. */
export async function measureInTurns(
  subjects: readonly Subject[],
  rounds: number,
): Promise<readonly Measurement[]> {
  const rates = new Map(subjects.map((subject) => [subject, [] as number[]]));
  const amounts = new Map<Subject, number>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const subject of subjects) {
      const start = performance.now();
      const amount = await subject.work();
      const elapsed = performance.now() - start;
      amounts.set(subject, amount);
      if (round > 0) rates.get(subject)!.push((amount / elapsed) * 1000);
    }
  }
  return subjects.map((subject) => ({
    ...subject,
    amount: amounts.get(subject)!,
    rates: rates.get(subject)!,
  }));
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
