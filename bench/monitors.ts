/**
 * What monitors cost: the migration suite without any, and with fifty safety monitors.
 *
 * Every second one has at least three states and changes often; the others are claims of the suite's kind.
 */
import { migration } from '../models/migration.ts';
import { compose } from '../src/product/compose.ts';
import { MoveList, ticksOf } from '../src/product/move.ts';
import { atomsOf } from '../src/property/formula.ts';
import { propertiesOf } from '../src/property/language.ts';
import { BEFORE } from '../src/property/monitor-automaton.ts';
import type { Property } from '../src/property/property.ts';
import { type RunClaim, runClaimOf } from '../src/property/run-claim.ts';
import { keepingObservations, searchExhaustively } from '../src/search/exhaustive.ts';
import { LetterTable } from '../src/search/letter-table.ts';
import { StateStore } from '../src/search/state-store.ts';
import { minutes } from '../src/system/duration.ts';
import type { Measurement } from './measurement.ts';
import { measureInTurns, median } from './measurement.ts';

const system = migration();
const { claim, always, never, whenever, agent, not, condition } = propertiesOf(system);

const STATES = {
  vm: ['running', 'paused', 'lost'],
  host1: ['starting', 'absent', 'skeleton', 'running', 'paused', 'dead'],
  host2: ['starting', 'absent', 'skeleton', 'running', 'paused', 'dead'],
  coordinator: ['idle', 'attaching', 'copying', 'blackout', 'committing', 'releasing', 'discarding', 'lost'],
} as const;
const PHASES = ['attaching', 'discarding'] as const;
const NAMES = ['vm', 'host1', 'host2', 'coordinator'] as const;

// Which state belongs to which agent the compiler cannot follow in a loop.
const isIn = (name: (typeof NAMES)[number], state: string) => agent(name).matches(state as never);
const nowhere = condition('nowhere', (view) => (view.agent('vm').context.host as string) === 'nowhere');

/**
 * Deadlines that count down while a phase of a migration lasts. Their clocks run with each other and with the
 * system's own timers, so that the product hardly grows: what is measured is the cost of stepping them.
 */
function deadlines(): readonly Property[] {
  return PHASES.flatMap((phase) =>
    Array.from({ length: 13 }, (_, index) => index + 2).map((bound) =>
      claim(`${phase}-ends-in-${bound}`, {
        statement: `The phase ${phase} lasts ${bound} minutes at most.`,
        formula: whenever(isIn('coordinator', phase))
          .leadsTo(not(isIn('coordinator', phase)))
          .within(minutes(bound)),
      }),
    ),
  );
}

function others(): readonly Property[] {
  return NAMES.flatMap((name) =>
    STATES[name].flatMap((state) => [
      claim(`${name}-${state}-somewhere`, {
        statement: `In ${state} of ${name} the machine is somewhere.`,
        formula: always(not(nowhere)).given(isIn(name, state)),
      }),
      claim(`${name}-${state}-after`, {
        statement: `After ${state} of ${name}, nothing is nowhere.`,
        formula: never(nowhere).after(isIn(name, state)),
      }),
    ]),
  );
}

export const fiftyMonitors: readonly Property[] = [...deadlines(), ...others()].slice(0, 50);

/** One exhaustive search; how many product states it visits. */
function productStates(properties: readonly Property[]): number {
  const { productStates: count, complete } = searchExhaustively(compose(system), properties);
  if (!complete) throw new Error('The search of migration stopped early.');
  return count;
}

/** How many states each monitor has, and in what share of the steps of a search it changes. */
export function activity(properties: readonly Property[]): readonly { states: number; share: number }[] {
  const product = compose(system);
  return keepingObservations(product, () => {
    const claims = properties.flatMap((property) => runClaimOf(property, product) ?? []);
    const atoms = claims.flatMap(({ atoms: own, property }) =>
      own.map((atom) => ({ atom, property: property.id })),
    );
    const letters = new LetterTable(product, atoms);
    return walk(product, claims, letters);
  });
}

type Product = ReturnType<typeof compose>;

/** Steps of random runs: the monitors side by side, outside any product. */
function walk(
  product: Product,
  claims: readonly RunClaim[],
  letters: LetterTable,
): readonly { states: number; share: number }[] {
  const states = new StateStore(product.width);
  const indexes = claims.map(({ atoms }) => atoms.map((atom) => letters.indexOf(atom)));
  const changes = claims.map(() => 0);
  const seen = claims.map(() => new Set<number>());
  let steps = 0;
  let random = 1;
  const moves = new MoveList();
  const next = product.allocate();
  for (let run = 0; run < 300; run++) {
    const initials = product.initialStates();
    const { state, observation } = initials[run % initials.length]!;
    const here = product.allocate();
    here.set(state);
    const begun = letters.letterOf(states.add(here, product.width), here, observation);
    const memory = claims.map(({ monitor }, index) =>
      monitor.step(BEFORE, letters.mask(begun, indexes[index]!)),
    );
    for (let step = 0; step < 80; step++) {
      product.enabledMoves(here, moves);
      if (moves.length === 0) break;
      random = Math.imul(random, 1103515245) + 12345;
      // Mostly what the system does by itself: else runs are all trouble.
      const choices = moves.internal > 0 && (random >>> 4) % 8 > 0 ? moves.internal : moves.length;
      const move = moves.moves[(random >>> 8) % choices]!;
      product.successor(here, move, next);
      const { observation: seenNow } = product;
      here.set(next);
      const letter = letters.letterOf(states.add(here, product.width), here, seenNow);
      steps++;
      for (const [index, { monitor }] of claims.entries()) {
        const before = memory[index]!;
        const ticks = ticksOf(move);
        const after =
          ticks > 0
            ? monitor.elapse(before, ticks)
            : monitor.step(before, letters.mask(letter, indexes[index]!));
        if (after !== before) changes[index]!++;
        memory[index] = after;
        seen[index]!.add(after);
      }
    }
  }
  return claims.map((_, index) => ({ states: seen[index]!.size, share: changes[index]! / steps }));
}

/** Speed without and with the monitors, and what they are. */
export async function measureMonitors(rounds: number): Promise<{
  readonly none: Measurement;
  readonly fifty: Measurement;
  readonly lively: number;
  readonly predicates: number;
  readonly calls: number;
  readonly slowdown: number;
}> {
  const [none, fifty] = await measureInTurns(
    [
      { name: 'no monitor', work: () => productStates([]) },
      { name: 'fifty monitors', work: () => productStates(fiftyMonitors) },
    ],
    rounds,
  );
  const { predicateCalls } = searchExhaustively(compose(system), fiftyMonitors);
  const lively = activity(fiftyMonitors).filter(({ states, share }) => states >= 3 && share >= 0.01).length;
  const predicates = new Set(
    fiftyMonitors.flatMap(({ claim: made }) =>
      made.kind === 'formula' ? atomsOf(made.formula).map(({ predicate }) => predicate) : [],
    ),
  ).size;
  return {
    none: none!,
    fifty: fifty!,
    lively,
    predicates,
    calls: predicateCalls,
    slowdown: median(none!.rates) / median(fifty!.rates),
  };
}
