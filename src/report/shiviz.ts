/**
 * A run as a log for ShiViz: events of hosts with vector clocks (Fidge, Mattern), which is all that it goes by.
 */
import type { ExplainedRun, Explanation, Letter } from '../trace/explanation.ts';
import { excerpt } from './page.ts';

/** What ShiViz splits logs with; the first line of a file that is uploaded. */
export const SHIVIZ_REGEX = '(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})';

type Clock = ReadonlyMap<string, number>;

export function shivizText({ agents }: Explanation, { letters }: ExplainedRun): string {
  const clocks = new Map<string, Clock>(agents.map(({ name }) => [name, new Map()]));
  const sent = new Map<number, Clock>();
  const lines: string[] = [];
  const happen = (host: string, event: string, causes: readonly Clock[]): Clock => {
    const clock = new Map(clocks.get(host));
    for (const cause of causes) {
      for (const [other, time] of cause) clock.set(other, Math.max(time, clock.get(other) ?? 0));
    }
    clock.set(host, (clock.get(host) ?? 0) + 1);
    clocks.set(host, clock);
    lines.push(excerpt(event), `${host} ${JSON.stringify(Object.fromEntries(clock))}`);
    return clock;
  };
  for (const letter of letters) {
    for (const host of inOrder(letter)) {
      const received = letter.messages.filter(({ act, to }) => act === 'received' && to === host);
      const clock = happen(
        host,
        letter.label,
        received.flatMap(({ id }) => sent.get(id) ?? []),
      );
      for (const { act, id, from } of letter.messages)
        if (act === 'sent' && from === host) sent.set(id, clock);
    }
    for (const { act, id, of } of letter.messages) {
      const original = act === 'duplicated' && of !== undefined ? sent.get(of) : undefined;
      if (original !== undefined) sent.set(id, original);
    }
  }
  return `${[SHIVIZ_REGEX, '', ...lines].join('\n')}\n`;
}

/** Within one move a sender acts before who receives from it. */
function inOrder({ agents, messages }: Letter): readonly string[] {
  const order = [...agents];
  for (const { act, from, to } of messages) {
    if (
      act !== 'sent' ||
      !messages.some((other) => other.act === 'received' && other.to === to && other.from === from)
    )
      continue;
    const [a, b] = [order.indexOf(from), order.indexOf(to)];
    if (a > b && b !== -1) {
      order.splice(a, 1);
      order.splice(b, 0, from);
    }
  }
  return order;
}
