/**
 * Changes a delay: a tick less, a tick more, twice as long, none at all.
 *
 * Aichernig, Lorber, Ničković, "Time for mutants: model-based mutation testing with timed automata" (TAP 2013) change
 * the constants of clock constraints by one; twice and zero are the extremes that one wrong unit or a forgotten value
 * comes to.
 */
import { type Duration, formatDuration, type Window } from '../../../system/duration.ts';
import { type Delay, delaysIn } from '../delays.ts';
import type { MachineMutation, MutationOperator } from '../mutation.ts';

export const changeDelay: MutationOperator = {
  name: 'change-delay',
  *mutations({ machine, tick, windows }) {
    if (tick === undefined) return;
    for (const delay of delaysIn(machine)) {
      const declared = delay.name === undefined ? undefined : windows[delay.name];
      yield* declared === undefined
        ? ofMachine(delay, tick)
        : ofSystem(delay.name!, declared, tick, () => machine);
    }
  },
};

type Change = readonly [text: string, (duration: Duration) => Duration];

const changesBy = (tick: Duration): readonly Change[] => [
  ['a tick shorter', (duration) => Math.max(0, duration - tick)],
  ['a tick longer', (duration) => duration + tick],
  ['twice as long', (duration) => 2 * duration],
  ['zero', () => 0],
];

function* ofMachine(delay: Delay, tick: Duration): Iterable<MachineMutation> {
  const seen = new Set<Duration | undefined>([delay.length]);
  for (const [text, change] of changesBy(tick)) {
    const length = delay.length === undefined ? undefined : change(delay.length);
    if (length !== undefined && seen.has(length)) continue;
    seen.add(length);
    const detail =
      length === undefined
        ? ` (a tick is ${formatDuration(tick)})`
        : `: ${formatDuration(length)}, not ${formatDuration(delay.length!)}`;
    yield {
      ...(delay.state !== undefined && { state: delay.state }),
      change: `${delay.where} is ${text}${detail}`,
      machine: () => delay.changed(change),
    };
  }
}

/** Where the system declares a window, the window is what counts. */
function* ofSystem(
  name: string,
  declared: Window | Duration,
  tick: Duration,
  machine: MachineMutation['machine'],
): Iterable<MachineMutation> {
  const [earliest, latest] = typeof declared === 'number' ? [declared, declared] : declared;
  const seen = new Set([String([earliest, latest])]);
  for (const [text, change] of changesBy(tick)) {
    const window: Window = [change(earliest), change(latest)];
    if (seen.has(String(window))) continue;
    seen.add(String(window));
    yield {
      change: `the delay ${name} is ${text}: ${window.map(formatDuration).join(' to ')}`,
      machine,
      windows: { [name]: window },
    };
  }
}
