/** Each pattern in each scope has a sentence of its own, which mentions all that the claim is made of. */
import { defineSystem, minutes, noAgentFails, propertiesOf } from 'redhound';
import { expect, test } from 'vitest';
import { createMachine } from 'xstate';
import { fairnessText } from '../../src/property/fairness-text.ts';
import { atomsOf } from '../../src/property/formula.ts';
import { sentenceText } from '../../src/property/sentence-text.ts';
import { formatDuration } from '../../src/system/duration.ts';
import { ENTRIES, ROWS, SCOPES } from './catalogue-rows.ts';

const {
  alwaysPossible,
  and,
  claim,
  condition,
  deadlockFree,
  fair,
  G,
  implies,
  F,
  not,
  sometimes,
  timeDiverges,
  whenever,
} = propertiesOf(
  defineSystem({ name: 'any', agents: { guest: createMachine({}), hostAgent: createMachine({}) } }),
);
const [p, q] = ['p', 'q is up'].map((name) => condition(name, () => name === ''));
const said = (formula: Parameters<typeof claim>[1]['formula']): string =>
  sentenceText(claim('any', { statement: '', formula }).claim);

test('they are all different', () => {
  expect(ENTRIES).toHaveLength(ROWS.length * Object.keys(SCOPES).length);
  expect(new Set(ENTRIES.map((entry) => sentenceText(entry.claim))).size).toBe(ENTRIES.length);
});

test.each(ENTRIES)(
  '$code: mentions each condition and each bound',
  ({ claim: { formula, pattern }, claim: one }) => {
    const text = sentenceText(one);
    for (const { name } of atomsOf(formula)) expect(text).toContain(`«${name}»`);
    for (const value of Object.values(pattern!.body)) {
      if (typeof value === 'number' && value > 2) expect(text).toContain(formatDuration(value));
    }
    expect(text).toMatch(/^[A-Z«].*[^.]\.$/);
  },
);

test('as they read', () => {
  expect(ENTRIES.map((entry) => `${entry.code}: ${sentenceText(entry.claim)}`)).toMatchInlineSnapshot(`
    [
      "always(p): «p» is always true.",
      "always(p).before(r): Before the first «r», if it comes, «p» is always true.",
      "always(p).after(q): From the first «q» on, «p» is always true.",
      "always(p).between(q, r): Between «q» and «r», «p» is always true.",
      "always(p).afterUntil(q, r): After «q», up to «r» or for ever, «p» is always true.",
      "always(p).given(s): «p» is true wherever «s» is.",
      "always(p).given(s).before(r): Before the first «r», if it comes, «p» is true wherever «s» is.",
      "always(p).given(s).after(q): From the first «q» on, «p» is true wherever «s» is.",
      "always(p).given(s).between(q, r): Between «q» and «r», «p» is true wherever «s» is.",
      "always(p).given(s).afterUntil(q, r): After «q», up to «r» or for ever, «p» is true wherever «s» is.",
      "never(p): «p» never happens.",
      "never(p).before(r): Before the first «r», if it comes, «p» never happens.",
      "never(p).after(q): From the first «q» on, «p» never happens.",
      "never(p).between(q, r): Between «q» and «r», «p» never happens.",
      "never(p).afterUntil(q, r): After «q», up to «r» or for ever, «p» never happens.",
      "eventually(p): «p» happens at some time.",
      "eventually(p).before(r): Before the first «r», if it comes, «p» happens at some time.",
      "eventually(p).after(q): From the first «q» on, «p» happens at some time.",
      "eventually(p).between(q, r): Between «q» and «r», «p» happens at some time.",
      "eventually(p).afterUntil(q, r): After «q», up to «r» or for ever, «p» happens at some time.",
      "atMost(2, p): «p» begins at most twice.",
      "atMost(2, p).before(r): Before the first «r», if it comes, «p» begins at most twice.",
      "atMost(2, p).after(q): From the first «q» on, «p» begins at most twice.",
      "atMost(2, p).between(q, r): Between «q» and «r», «p» begins at most twice.",
      "atMost(2, p).afterUntil(q, r): After «q», up to «r» or for ever, «p» begins at most twice.",
      "first(s).precedes(p): «p» does not happen before «s».",
      "first(s).precedes(p).before(r): Before the first «r», if it comes, «p» does not happen before «s».",
      "first(s).precedes(p).after(q): From the first «q» on, «p» does not happen before «s».",
      "first(s).precedes(p).between(q, r): Between «q» and «r», «p» does not happen before «s».",
      "first(s).precedes(p).afterUntil(q, r): After «q», up to «r» or for ever, «p» does not happen before «s».",
      "first(s, t).precedes(p): «p» does not happen before «s» and, in a later letter, «t».",
      "first(s, t).precedes(p).before(r): Before the first «r», if it comes, «p» does not happen before «s» and, in a later letter, «t».",
      "first(s, t).precedes(p).after(q): From the first «q» on, «p» does not happen before «s» and, in a later letter, «t».",
      "first(s, t).precedes(p).between(q, r): Between «q» and «r», «p» does not happen before «s» and, in a later letter, «t».",
      "first(s, t).precedes(p).afterUntil(q, r): After «q», up to «r» or for ever, «p» does not happen before «s» and, in a later letter, «t».",
      "first(p).precedes(s, t): «s», where «t» follows in a later letter, does not happen before «p».",
      "first(p).precedes(s, t).before(r): Before the first «r», if it comes, «s», where «t» follows in a later letter, does not happen before «p».",
      "first(p).precedes(s, t).after(q): From the first «q» on, «s», where «t» follows in a later letter, does not happen before «p».",
      "first(p).precedes(s, t).between(q, r): Between «q» and «r», «s», where «t» follows in a later letter, does not happen before «p».",
      "first(p).precedes(s, t).afterUntil(q, r): After «q», up to «r» or for ever, «s», where «t» follows in a later letter, does not happen before «p».",
      "whenever(p).leadsTo(s): Whenever «p», «s» follows sooner or later.",
      "whenever(p).leadsTo(s).before(r): Before the first «r», if it comes, whenever «p», «s» follows sooner or later.",
      "whenever(p).leadsTo(s).after(q): From the first «q» on, whenever «p», «s» follows sooner or later.",
      "whenever(p).leadsTo(s).between(q, r): Between «q» and «r», whenever «p», «s» follows sooner or later.",
      "whenever(p).leadsTo(s).afterUntil(q, r): After «q», up to «r» or for ever, whenever «p», «s» follows sooner or later.",
      "whenever(p).leadsTo(s, t): Whenever «p», «s» follows and, in a later letter, «t».",
      "whenever(p).leadsTo(s, t).before(r): Before the first «r», if it comes, whenever «p», «s» follows and, in a later letter, «t».",
      "whenever(p).leadsTo(s, t).after(q): From the first «q» on, whenever «p», «s» follows and, in a later letter, «t».",
      "whenever(p).leadsTo(s, t).between(q, r): Between «q» and «r», whenever «p», «s» follows and, in a later letter, «t».",
      "whenever(p).leadsTo(s, t).afterUntil(q, r): After «q», up to «r» or for ever, whenever «p», «s» follows and, in a later letter, «t».",
      "whenever(p).leadsTo(s, t).without(u): Whenever «p», «s» follows and, in a later letter, «t», without «u» on the way.",
      "whenever(p).leadsTo(s, t).without(u).before(r): Before the first «r», if it comes, whenever «p», «s» follows and, in a later letter, «t», without «u» on the way.",
      "whenever(p).leadsTo(s, t).without(u).after(q): From the first «q» on, whenever «p», «s» follows and, in a later letter, «t», without «u» on the way.",
      "whenever(p).leadsTo(s, t).without(u).between(q, r): Between «q» and «r», whenever «p», «s» follows and, in a later letter, «t», without «u» on the way.",
      "whenever(p).leadsTo(s, t).without(u).afterUntil(q, r): After «q», up to «r» or for ever, whenever «p», «s» follows and, in a later letter, «t», without «u» on the way.",
      "whenever(s).followedBy(t).leadsTo(p): Whenever «s» and, in a later letter, «t», «p» follows.",
      "whenever(s).followedBy(t).leadsTo(p).before(r): Before the first «r», if it comes, whenever «s» and, in a later letter, «t», «p» follows.",
      "whenever(s).followedBy(t).leadsTo(p).after(q): From the first «q» on, whenever «s» and, in a later letter, «t», «p» follows.",
      "whenever(s).followedBy(t).leadsTo(p).between(q, r): Between «q» and «r», whenever «s» and, in a later letter, «t», «p» follows.",
      "whenever(s).followedBy(t).leadsTo(p).afterUntil(q, r): After «q», up to «r» or for ever, whenever «s» and, in a later letter, «t», «p» follows.",
      "whenever(p).leadsTo(s).unless(u): Whenever «p», «s» follows sooner or later, unless «u» comes first.",
      "whenever(p).leadsTo(s).unless(u).before(r): Before the first «r», if it comes, whenever «p», «s» follows sooner or later, unless «u» comes first.",
      "whenever(p).leadsTo(s).unless(u).after(q): From the first «q» on, whenever «p», «s» follows sooner or later, unless «u» comes first.",
      "whenever(p).leadsTo(s).unless(u).between(q, r): Between «q» and «r», whenever «p», «s» follows sooner or later, unless «u» comes first.",
      "whenever(p).leadsTo(s).unless(u).afterUntil(q, r): After «q», up to «r» or for ever, whenever «p», «s» follows sooner or later, unless «u» comes first.",
      "whenever(p).leadsTo(s).within(minutes(2)): Whenever «p», «s» follows within 2 min.",
      "whenever(p).leadsTo(s).within(minutes(2)).before(r): Before the first «r», if it comes, whenever «p», «s» follows within 2 min.",
      "whenever(p).leadsTo(s).within(minutes(2)).after(q): From the first «q» on, whenever «p», «s» follows within 2 min.",
      "whenever(p).leadsTo(s).within(minutes(2)).between(q, r): Between «q» and «r», whenever «p», «s» follows within 2 min.",
      "whenever(p).leadsTo(s).within(minutes(2)).afterUntil(q, r): After «q», up to «r» or for ever, whenever «p», «s» follows within 2 min.",
      "whenever(p).leadsTo(s).within(minutes(2)).unless(u): Whenever «p», «s» follows within 2 min, unless «u» comes first.",
      "whenever(p).leadsTo(s).within(minutes(2)).unless(u).before(r): Before the first «r», if it comes, whenever «p», «s» follows within 2 min, unless «u» comes first.",
      "whenever(p).leadsTo(s).within(minutes(2)).unless(u).after(q): From the first «q» on, whenever «p», «s» follows within 2 min, unless «u» comes first.",
      "whenever(p).leadsTo(s).within(minutes(2)).unless(u).between(q, r): Between «q» and «r», whenever «p», «s» follows within 2 min, unless «u» comes first.",
      "whenever(p).leadsTo(s).within(minutes(2)).unless(u).afterUntil(q, r): After «q», up to «r» or for ever, whenever «p», «s» follows within 2 min, unless «u» comes first.",
      "whenever(p).keeps(s).for(minutes(2)): Whenever «p», «s» is true for 2 min.",
      "whenever(p).keeps(s).for(minutes(2)).before(r): Before the first «r», if it comes, whenever «p», «s» is true for 2 min.",
      "whenever(p).keeps(s).for(minutes(2)).after(q): From the first «q» on, whenever «p», «s» is true for 2 min.",
      "whenever(p).keeps(s).for(minutes(2)).between(q, r): Between «q» and «r», whenever «p», «s» is true for 2 min.",
      "whenever(p).keeps(s).for(minutes(2)).afterUntil(q, r): After «q», up to «r» or for ever, whenever «p», «s» is true for 2 min.",
      "whenever(p).forbids(s).for(minutes(2)): Whenever «p», «s» does not happen in the 2 min after it.",
      "whenever(p).forbids(s).for(minutes(2)).before(r): Before the first «r», if it comes, whenever «p», «s» does not happen in the 2 min after it.",
      "whenever(p).forbids(s).for(minutes(2)).after(q): From the first «q» on, whenever «p», «s» does not happen in the 2 min after it.",
      "whenever(p).forbids(s).for(minutes(2)).between(q, r): Between «q» and «r», whenever «p», «s» does not happen in the 2 min after it.",
      "whenever(p).forbids(s).for(minutes(2)).afterUntil(q, r): After «q», up to «r» or for ever, whenever «p», «s» does not happen in the 2 min after it.",
      "lasting(p).atLeast(minutes(2)): Once «p» becomes true, it stays so for at least 2 min.",
      "lasting(p).atLeast(minutes(2)).before(r): Before the first «r», if it comes, once «p» becomes true, it stays so for at least 2 min.",
      "lasting(p).atLeast(minutes(2)).after(q): From the first «q» on, once «p» becomes true, it stays so for at least 2 min.",
      "lasting(p).atLeast(minutes(2)).between(q, r): Between «q» and «r», once «p» becomes true, it stays so for at least 2 min.",
      "lasting(p).atLeast(minutes(2)).afterUntil(q, r): After «q», up to «r» or for ever, once «p» becomes true, it stays so for at least 2 min.",
      "lasting(p).atMost(minutes(2)): Once «p» becomes true, it stays so for at most 2 min.",
      "lasting(p).atMost(minutes(2)).before(r): Before the first «r», if it comes, once «p» becomes true, it stays so for at most 2 min.",
      "lasting(p).atMost(minutes(2)).after(q): From the first «q» on, once «p» becomes true, it stays so for at most 2 min.",
      "lasting(p).atMost(minutes(2)).between(q, r): Between «q» and «r», once «p» becomes true, it stays so for at most 2 min.",
      "lasting(p).atMost(minutes(2)).afterUntil(q, r): After «q», up to «r» or for ever, once «p» becomes true, it stays so for at most 2 min.",
      "recurring(p).every(minutes(2)): «p» happens again and again, at least every 2 min.",
      "recurring(p).every(minutes(2)).before(r): Before the first «r», if it comes, «p» happens again and again, at least every 2 min.",
      "recurring(p).every(minutes(2)).after(q): From the first «q» on, «p» happens again and again, at least every 2 min.",
      "recurring(p).every(minutes(2)).between(q, r): Between «q» and «r», «p» happens again and again, at least every 2 min.",
      "recurring(p).every(minutes(2)).afterUntil(q, r): After «q», up to «r» or for ever, «p» happens again and again, at least every 2 min.",
    ]
  `);
});

test('of other claims', () => {
  expect([
    said(G(implies(p!, F(q!, minutes(10))))),
    said(whenever(and(p!, not(q!))).leadsTo(q!)),
    said(alwaysPossible(p!)),
    said(sometimes(and(p!, q!))),
    said(deadlockFree()),
    said(
      deadlockFree(function isSettled() {
        return true;
      }),
    ),
    said(timeDiverges()),
    sentenceText(noAgentFails.claim),
  ]).toMatchInlineSnapshot(`
    [
      "In every run that counts: □(p → ◇≤10 min «q is up»).",
      "Whenever («p» ∧ ¬«q is up»), «q is up» follows sooner or later.",
      "From every reachable state a letter with «p» can be reached without faults.",
      "Some run has a letter with («p» ∧ «q is up»).",
      "In no reachable state does everything wait for ever.",
      "In no reachable state does everything wait for ever, except where «isSettled».",
      "From every reachable state time can go on for ever.",
      "No machine throws, and none ends with status error.",
    ]
  `);
});

test('fairness', () => {
  expect([
    fairnessText({}),
    fairnessText({ level: 'none' }),
    fairnessText({ weak: [fair.deliveries('guest', 'hostAgent'), fair.timers('guest')], strong: [fair.any] }),
    fairnessText({
      weak: [fair.outcomes('guest'), { class: 'environment', agent: 'guest', event: 'PRESS' }],
    }),
  ]).toMatchInlineSnapshot(`
    [
      "Assumes that a run stops only where nothing internal can ever happen.",
      "Assumes nothing of when a run stops.",
      "Assumes that a run stops only where nothing internal can ever happen; weak fairness of deliveries guest→hostAgent, timers of guest; strong fairness of all moves but faults together.",
      "Assumes that a run stops only where nothing internal can ever happen; weak fairness of outcomes of guest, PRESS from outside to guest.",
    ]
  `);
});
