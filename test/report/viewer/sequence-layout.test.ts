/** Arrows of the sequence diagram against a run told by hand, and on a random run against the acts themselves. */
import { expect, test } from 'vitest';
import heartbeat from '../../../properties/heartbeat.suite.ts';
import { ARRIVES, layoutOf } from '../../../src/report/viewer/sequence-layout.ts';
import type { ExplainedRun, Letter, MessageAct } from '../../../src/trace/explanation.ts';
import { longRun } from './explained.ts';

const letter = (label: string, kind: Letter['kind'], messages: readonly MessageAct[] = []): Letter => ({
  label,
  kind,
  time: 0,
  relevant: true,
  causes: [],
  agents: kind === 'tick' ? [] : ['a', 'b'],
  messages,
  transitions: [],
  changed: [],
  stateHash: '0'.repeat(16),
  state: [],
  active: [],
  terms: [],
  enabled: [],
  blocked: [],
});

const act = (
  name: MessageAct['act'],
  id: number,
  type: string,
  more: Partial<MessageAct> = {},
): MessageAct => ({
  act: name,
  id,
  link: 'a→b',
  from: 'a',
  to: 'b',
  type,
  event: type,
  ...more,
});

const run: ExplainedRun = {
  role: 'original',
  note: '',
  obligations: [],
  letters: [
    letter('start', 'start', [act('sent', 0, 'FIRST'), act('sent', 1, 'SECOND'), act('sent', 2, 'THIRD')]),
    letter('deliver a→b SECOND', 'deliver', [act('received', 1, 'SECOND', { handled: true })]),
    letter('fault duplicate a→b FIRST', 'duplicate', [act('duplicated', 3, 'FIRST', { of: 0 })]),
    letter('fault drop a→b THIRD', 'drop', [act('dropped', 2, 'THIRD')]),
    letter('deliver a→b FIRST', 'deliver', [act('received', 0, 'FIRST', { handled: false })]),
    letter('environment b GO', 'environment', [
      act('sent', 4, 'NOW'),
      act('received', 4, 'NOW', { handled: true }),
    ]),
  ],
};

test('reorderings, losses, duplicates and what is still under way', () => {
  const { lanes, idle, arrows, atOnce } = layoutOf(run, ['a', 'b', 'c']);
  expect(lanes.map(({ name }) => name)).toEqual(['environment', 'a', 'b']);
  expect(idle).toEqual(['c']);
  const told = arrows.map(({ text, sent, ended, end, overtakes, duplicate }) =>
    [text, `${sent}–${ended ?? '…'}`, end, overtakes && 'overtakes', duplicate && 'duplicate']
      .filter(Boolean)
      .join(' '),
  );
  expect(told).toEqual([
    'FIRST 0–4 ignored',
    'SECOND 0–1 handled overtakes',
    'THIRD 0–3 dropped',
    'FIRST 2–… under way duplicate',
    'GO 5–5 handled',
    // The duplicate was there before it.
    'NOW 5–5 handled overtakes',
  ]);
  expect(arrows.map(({ from, to }) => `${from}${to}`)).toEqual(['12', '12', '12', '12', '02', '12']);
  expect(atOnce).toEqual([0, 0, 0, 0, 0, 1]);
  expect(arrows[4]!.rank).toBe(ARRIVES);
});

test('a message on a set is one arrow for each time that it is received', () => {
  const twice: ExplainedRun = {
    ...run,
    letters: [
      letter('start', 'start', [act('sent', 0, 'VOTE')]),
      letter('deliver a→b VOTE', 'deliver', [act('received', 0, 'VOTE', { handled: true })]),
      letter('deliver a→b VOTE', 'deliver', [act('received', 0, 'VOTE', { handled: false })]),
    ],
  };
  const { arrows } = layoutOf(twice, ['a', 'b']);
  expect(arrows.map(({ sent, ended }) => `${sent}–${ended}`)).toEqual(['0–1', '0–2']);
});

test('on a long run every message has its arrow, and every reception the end of one', () => {
  const { runs, agents } = longRun(heartbeat, 600);
  const names = agents.map(({ name }) => name);
  const { arrows, lanes } = layoutOf(runs[0]!, names);
  const acts = runs[0]!.letters.flatMap(({ messages }, index) => messages.map((one) => ({ ...one, index })));
  const count = (name: MessageAct['act']): number => acts.filter((one) => one.act === name).length;
  const inside = arrows.filter(({ rank }) => rank !== ARRIVES);
  expect(inside).toHaveLength(count('sent') + count('duplicated'));
  expect(inside.filter(({ end }) => end === 'handled' || end === 'ignored')).toHaveLength(count('received'));
  expect(count('received')).toBeGreaterThan(100);
  for (const { act: name, index, to, event } of acts) {
    if (name !== 'received') continue;
    expect(
      inside.some((one) => one.ended === index && lanes[one.to]!.name === to && one.text === event),
    ).toBe(true);
  }
});
