/**
 * A run as a Mermaid sequence diagram: who sent what to whom, timers, what the environment and faults did, and the
 * states that agents came to.
 *
 * Of a trace alone messages are known by the labels that deliver them. Its explanation knows all: those that were
 * handled within the sender's move, and those that were lost, too.
 */
import { described } from '../property/monitor-diagram.ts';
import type { Explanation, MessageAct } from '../trace/explanation.ts';
import type { Trace, TraceStep } from '../trace/trace.ts';
import { countOf, virtualTime } from './figures.ts';
import { excerpt, sentence } from './page.ts';

/** Longer runs are shown without their middle. */
const SHOWN_AT_EACH_END = 12;
const LONGEST_EVENT = 60;

/** Mermaid text. */
export function sequenceDiagram(trace: Trace, explanation?: Explanation): string {
  const { steps, loop, violation } = trace;
  const [start, ...messages] = explanation?.runs[0]?.letters.map((letter) => letter.messages) ?? [];
  const hidden = steps.length - 2 * SHOWN_AT_EACH_END;
  const shown = steps.map((step, index) => ({ step, index, last: index === 0 ? 0 : steps[index - 1]!.time }));
  const parts = hidden > 0 ? [shown.slice(0, SHOWN_AT_EACH_END), shown.slice(-SHOWN_AT_EACH_END)] : [shown];
  const agents = new Set<string>();
  const [head, tail] = parts.map((part) =>
    part.flatMap(({ step, index, last }) => [
      ...(loop?.start === index ? [{ over: '', text: 'from here on, for ever' }] : []),
      ...linesOf(step, last, messages[index]),
    ]),
  );
  const lines = [
    ...(start?.flatMap(messageLines) ?? []),
    ...head!,
    ...(tail ? [{ over: '', text: `${countOf(hidden, 'step')} not shown` }, ...tail] : []),
  ];
  for (const line of lines) for (const name of namesIn(line)) agents.add(name);
  const names = [...agents];
  const ids = new Map(names.map((name, index) => [name, `a${index}`]));
  if (names.length === 0) ids.set('run', 'a0');
  const all = ids.size === 1 ? 'a0' : `a0,a${ids.size - 1}`;
  const ends = [
    ...(loop?.start === steps.length ? [`  Note over ${all}: stops here for ever`] : []),
    `  Note over ${all}: ${explanation?.verdict === 'shown' ? '✓' : '✗'} ${text(violation.message)}`,
  ];
  return [
    'sequenceDiagram',
    ...[...ids].map(([name, id]) => `  participant ${id} as ${text(name)}`),
    ...lines.map((line) =>
      'from' in line
        ? `  ${ids.get(line.from)}${line.lost ? '-x' : '->>'}${ids.get(line.to)}: ${text(line.text)}`
        : `  Note over ${line.over === '' ? all : ids.get(line.over)}: ${text(line.text)}`,
    ),
    ...ends,
  ].join('\n');
}

type Line =
  | { readonly from: string; readonly to: string; readonly text: string; readonly lost?: true }
  | { readonly over: string; readonly text: string };

const namesIn = (line: Line): string[] =>
  'from' in line ? [line.from, line.to] : line.over === '' ? [] : [line.over];

/** A semicolon ends a statement in a sequence diagram even as part of an entity's text, so it becomes a comma. */
const text = (words: string): string => described(sentence(words).replaceAll(';', ',')) || '#32;';

/** @param messages what became of messages in this step, where that is known */
function linesOf(
  { label, time, changed }: TraceStep,
  before: number,
  messages: readonly MessageAct[] | undefined,
): Line[] {
  const [verb, ...words] = label.split(' ');
  const rest = words.slice(1).join(' ');
  const states = changed.flatMap(({ path, after }): Line[] => {
    // Of the paths of a change only that of a state value is a name.
    return /^[^.→ /]+$/.test(path) ? [{ over: path, text: after }] : [];
  });
  const move = messages !== undefined && ABOUT_A_MESSAGE.has(verb!) ? [] : moveLines();
  return [...move, ...(messages?.flatMap(messageLines) ?? []), ...states];

  function moveLines(): Line[] {
    const place = (words[0] ?? '').split('→');
    const agent = place.at(-1)!.split('/')[0]!;
    switch (verb) {
      case 'deliver':
        return [{ from: place[0]!, to: agent, text: rest }];
      case 'environment':
        return [{ from: 'environment', to: agent, text: rest }];
      case 'timer':
        return [{ from: agent, to: agent, text: `${rest} runs out` }];
      case 'outcome':
        return [{ from: agent, to: agent, text: rest }];
      case 'tick':
        return [{ over: '', text: `${virtualTime(time - before)} later` }];
      default:
        return [{ over: '', text: label }];
    }
  }
}

/** Moves of which all is said by what becomes of the message. */
const ABOUT_A_MESSAGE: ReadonlySet<string> = new Set(['deliver', 'drop', 'duplicate', 'delay']);

function messageLines({ act, from, to, event }: MessageAct): Line[] {
  const what = excerpt(event, LONGEST_EVENT);
  switch (act) {
    case 'sent':
      return [];
    case 'received':
      return [{ from, to, text: what }];
    case 'dropped':
    case 'lost':
      return [{ from, to, text: `${what} lost`, lost: true }];
    case 'duplicated':
      return [{ over: from, text: `${what} twice` }];
    case 'delayed':
      return [{ over: from, text: `${what} delayed` }];
  }
}
