/**
 * Reads a ShiViz upload as ShiViz does: the first line is the regex, the second the delimiter of executions, the rest
 * is matched from match to match, with nothing left between.
 */

export interface ShivizEvent {
  readonly event: string;
  readonly host: string;
  readonly clock: ReadonlyMap<string, number>;
}

export function readShiviz(text: string): readonly ShivizEvent[] {
  const [pattern = '', delimiter, ...rest] = text.split('\n');
  if (delimiter !== '') throw new Error('there is one execution, and no delimiter');
  const log = rest.join('\n');
  const events: ShivizEvent[] = [];
  let end = 0;
  for (const match of log.matchAll(new RegExp(pattern, 'gm'))) {
    if (log.slice(end, match.index).trim() !== '')
      throw new Error(`not matched: ${log.slice(end, match.index)}`);
    end = match.index + match[0].length;
    const { event = '', host = '', clock = '{}' } = match.groups!;
    events.push({ event, host, clock: new Map(Object.entries(JSON.parse(clock) as Record<string, number>)) });
  }
  if (log.slice(end).trim() !== '') throw new Error('the rest is not matched');
  return events;
}
