/**
 * Every pattern of the language in every scope, as it is written, over conditions p, s, t, u (in claims) and q, r (in
 * scopes).
 */
import { type Claim, defineSystem, minutes, propertiesOf, type Sentence } from 'redhound';
import { createMachine } from 'xstate';

const system = defineSystem({ name: 'any', agents: { any: createMachine({}) } });
const language = propertiesOf(system);

/** What the conditions are is never asked: words say where they are true. */
const conditions = Object.fromEntries(
  ['p', 'q', 'r', 's', 't', 'u'].map((name) => [name, language.condition(name, () => name === '')]),
);

type FormulaClaim = Extract<Claim, { readonly kind: 'formula' }>;

/** The claim that a line of code makes. */
export function claimWritten(code: string): FormulaClaim {
  const words = { ...language, ...conditions, minutes };
  const written = new Function(...Object.keys(words), `return ${code};`) as (
    ...given: readonly unknown[]
  ) => Sentence<typeof system.agents>;
  const { claim } = language.claim('any', { statement: '', formula: written(...Object.values(words)) });
  if (claim.kind !== 'formula') throw new Error(`${code} is no claim about runs`);
  return claim;
}

/** Where a pattern was published. */
export type Source = 'catalogue' | 'timed' | 'own';

export interface Row {
  readonly title: string;
  readonly code: string;
  readonly source: Source;
}

export const ROWS: readonly Row[] = [
  { title: 'Universality', code: 'always(p)', source: 'catalogue' },
  { title: 'Universality of some letters', code: 'always(p).given(s)', source: 'own' },
  { title: 'Absence', code: 'never(p)', source: 'catalogue' },
  { title: 'Existence', code: 'eventually(p)', source: 'catalogue' },
  { title: 'Bounded existence', code: 'atMost(2, p)', source: 'catalogue' },
  { title: 'Precedence', code: 'first(s).precedes(p)', source: 'catalogue' },
  { title: 'Precedence chain, two causes', code: 'first(s, t).precedes(p)', source: 'catalogue' },
  { title: 'Precedence chain, two effects', code: 'first(p).precedes(s, t)', source: 'catalogue' },
  { title: 'Response', code: 'whenever(p).leadsTo(s)', source: 'catalogue' },
  { title: 'Response chain, two responses', code: 'whenever(p).leadsTo(s, t)', source: 'catalogue' },
  { title: 'Constrained chain', code: 'whenever(p).leadsTo(s, t).without(u)', source: 'catalogue' },
  { title: 'Response chain, two stimuli', code: 'whenever(s).followedBy(t).leadsTo(p)', source: 'catalogue' },
  { title: 'Response with a release', code: 'whenever(p).leadsTo(s).unless(u)', source: 'own' },
  { title: 'Bounded response', code: 'whenever(p).leadsTo(s).within(minutes(2))', source: 'timed' },
  {
    title: 'Bounded response with a release',
    code: 'whenever(p).leadsTo(s).within(minutes(2)).unless(u)',
    source: 'own',
  },
  { title: 'Bounded invariance', code: 'whenever(p).keeps(s).for(minutes(2))', source: 'timed' },
  { title: 'Bounded absence', code: 'whenever(p).forbids(s).for(minutes(2))', source: 'own' },
  { title: 'Minimum duration', code: 'lasting(p).atLeast(minutes(2))', source: 'timed' },
  { title: 'Maximum duration', code: 'lasting(p).atMost(minutes(2))', source: 'timed' },
  { title: 'Bounded recurrence', code: 'recurring(p).every(minutes(2))', source: 'timed' },
];

export const SCOPES = {
  globally: '',
  before: '.before(r)',
  after: '.after(q)',
  between: '.between(q, r)',
  'after-until': '.afterUntil(q, r)',
} as const;
export type ScopeName = keyof typeof SCOPES;

/** All rows in all scopes, with what they claim. */
export const ENTRIES = ROWS.flatMap((row) =>
  Object.entries(SCOPES).map(([scope, suffix]) => {
    const code = `${row.code}${suffix}`;
    return { row, scope: scope as ScopeName, code, claim: claimWritten(code) };
  }),
);
