/**
 * Random predicates over views as plain data; the engine and the naive explorer evaluate the same function.
 */
import fc from 'fast-check';
import { type AnyPredicate, G, not } from '../../src/property/formula.ts';
import { atom as named } from '../../src/property/operand.ts';
import type { Claim, Property } from '../../src/property/property.ts';
import type { AnySystem } from '../../src/system/system.ts';

const ATOMS = [
  'counter',
  'state',
  'status',
  'kids',
  'inFlight',
  'sent',
  'received',
  'handled',
  'discarded',
  'emitted',
] as const;

export interface AtomRecipe {
  readonly reads: (typeof ATOMS)[number];
  readonly agent: number;
  readonly other: number;
  readonly n: number;
}

/** All of some atoms at once. */
export type PredicateRecipe = readonly AtomRecipe[];

const atom: fc.Arbitrary<AtomRecipe> = fc.record({
  reads: fc.constantFrom(...ATOMS),
  agent: fc.nat(3),
  other: fc.nat(3),
  n: fc.nat(3),
});
export const predicateRecipe: fc.Arbitrary<PredicateRecipe> = fc.array(atom, { minLength: 1, maxLength: 2 });

const STATUSES = ['active', 'done', 'error', 'crashed', 'hung'];

/** What a predicate of any system may ask of its view. */
interface AnyView {
  agent(name: string): {
    readonly status: string;
    readonly context: Record<string, unknown>;
    readonly children: readonly string[];
    matches(value: string): boolean;
  };
  link(from: string, to: string): { inFlight(type?: string): number };
  sent(from: string, to: string, type: string): boolean;
  received(to: string, type: string): boolean;
  handled(to: string, type: string): boolean;
  discarded(to: string, type: string): boolean;
  emitted(from: string, type: string): boolean;
}

export const predicateOf =
  (recipe: PredicateRecipe, names: readonly string[]): AnyPredicate =>
  (view) =>
    recipe.every((each) => isTrue(each, names, view as unknown as AnyView));

function isTrue({ reads, agent, other, n }: AtomRecipe, names: readonly string[], view: AnyView): boolean {
  const name = names[agent % names.length];
  const peer = names[other % names.length];
  const type = `E${n}`;
  switch (reads) {
    case 'counter':
      return view.agent(name).context['n'] === n;
    case 'state':
      return view.agent(name).matches(`s${n}`);
    case 'status':
      return view.agent(name).status === STATUSES[(n + other) % STATUSES.length];
    case 'kids':
      return view.agent(name).children.length === n;
    case 'inFlight':
      return view.link(name, peer).inFlight(type) > 0;
    case 'sent':
      return view.sent(name, peer, type);
    default:
      return view[reads](name, type);
  }
}

/** `never` of every predicate, no deadlock, and no failure. */
export function propertiesFor(system: AnySystem, recipes: readonly PredicateRecipe[]): Property[] {
  const names = Object.keys(system.agents);
  const nevers = recipes.map((recipe, index): Property => {
    const happens = predicateOf(recipe, names);
    const formula = G(not(named(`p${index}`, happens)));
    return documented(`never-${index}`, { kind: 'formula', formula, ticksAreLetters: false, fairness: {} });
  });
  return [
    ...nevers,
    documented('no-deadlock', { kind: 'no-deadlock' }),
    documented('no-failure', { kind: 'no-failure' }),
  ];
}

const documented = (id: string, claim: Claim): Property => ({
  id,
  statement: id,
  expected: 'holds',
  claim,
});
