/**
 * The run as a sequence diagram: a row a step, a lane an agent, an arrow from where a message is sent to where it
 * arrives. Arrows that cross are reorderings; those that end in a cross are losses.
 */
import { useLayoutEffect, useMemo } from 'preact/hooks';
import type { ExplainedRun, Explanation, Letter } from '../../trace/explanation.ts';
import { topsOf, useRows } from './rows.ts';
import { MessageArrow } from './sequence-arrow.tsx';
import { layoutOf, type SequenceLayout } from './sequence-layout.ts';
import { AT_ONCE, PILL, PILL_HEIGHT, ROW, shorten } from './sequence-measures.ts';
import { cut, labelParts, statePath, stepsOf, time, violates } from './words.ts';

const HEAD = 36;
const NARROWEST_LANE = 112;
const WIDEST_LANE = 220;
/** How wide a character of the small print is, about. */
const CHARACTER = 6.4;

interface Props {
  readonly explanation: Explanation;
  readonly run: ExplainedRun;
  readonly step: number;
  readonly toStep: (step: number) => void;
}

export function Sequence({ explanation, run, step, toStep }: Props) {
  const names = useMemo(() => explanation.agents.map(({ name }) => name), [explanation]);
  const layout = useMemo(() => layoutOf(run, names), [run, names]);
  const tops = useMemo(() => topsOf(layout.atOnce.map((count) => ROW + count * AT_ONCE)), [layout]);
  const rows = useRows(tops, step, HEAD);
  const isNarrow = rows.width < 500;
  const gutter = isNarrow ? 74 : 112;
  const { lanes, idle } = layout;
  const lane = Math.max(
    NARROWEST_LANE,
    Math.min(WIDEST_LANE, (rows.width - gutter - 16) / Math.max(1, lanes.length)),
  );
  const width = Math.max(rows.width, gutter + lanes.length * lane + 16);
  const x = (index: number): number => Math.round(gutter + (index + 0.5) * lane);
  const [top, bottom] = [tops[rows.first]!, tops[rows.end]!];
  const involved = run.letters[step]!.agents.map((name) => lanes.findIndex((one) => one.name === name));
  useLayoutEffect(() => {
    const element = rows.ref.current;
    if (element === null || involved.length === 0 || run.letters[step]!.kind === 'start') return;
    const [left, right] = [x(Math.min(...involved)) - lane / 2, x(Math.max(...involved)) + lane / 2];
    const seenTo = element.scrollLeft + element.clientWidth;
    if (left < element.scrollLeft || right > seenTo) element.scrollLeft = left - gutter / 2;
  }, [step, run]);
  const drawn = Array.from({ length: rows.end - rows.first }, (_, offset) => rows.first + offset);
  const seen = layout.arrows.filter(
    ({ sent, ended }) => sent < rows.end && (ended ?? run.letters.length) >= rows.first,
  );
  return (
    <div class="scroll sequence" ref={rows.ref} onScroll={rows.onScroll}>
      <div class="lanes" style={{ width: `${width}px` }}>
        {lanes.map(({ name, isAgent }, index) => (
          <span
            key={name}
            class={isAgent ? 'lane' : 'lane lane-outside'}
            style={{ left: `${x(index) - lane / 2}px`, width: `${lane}px` }}
            title={name}
          >
            {name}
          </span>
        ))}
      </div>
      <div class="sheet" style={{ height: `${tops.at(-1)}px`, width: `${width}px` }}>
        <svg
          style={{ top: `${top}px` }}
          width={width}
          height={bottom - top}
          viewBox={`0 ${top} ${width} ${bottom - top}`}
          role="img"
          aria-label="Sequence diagram; the list of steps says the same in words"
        >
          {drawn.map((index) => (
            <RowBand
              key={index}
              run={run}
              index={index}
              top={tops[index]!}
              height={tops[index + 1]! - tops[index]!}
              width={width}
              gutter={gutter}
              isNarrow={isNarrow}
              chosen={index === step}
              toStep={toStep}
            />
          ))}
          {lanes.map(({ name }, index) => (
            <line key={name} class="life" x1={x(index)} x2={x(index)} y1={top} y2={bottom} />
          ))}
          <LoopBracket run={run} tops={tops} />
          {seen.map((arrow, index) => (
            <MessageArrow key={index} arrow={arrow} x={x} tops={tops} lane={lane} />
          ))}
          {drawn.map((index) => (
            <Doings
              key={index}
              letter={run.letters[index]!}
              y={tops[index]!}
              layout={layout}
              x={x}
              lane={lane}
            />
          ))}
        </svg>
      </div>
      {idle.length > 0 && <p class="aside">Not in this run: {idle.join(', ')}.</p>}
    </div>
  );
}

interface BandProps {
  readonly run: ExplainedRun;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly width: number;
  readonly gutter: number;
  readonly isNarrow: boolean;
  readonly chosen: boolean;
  readonly toStep: (step: number) => void;
}

/** What a row stands on: its number, the time where it changes, whether it is chosen. */
function RowBand({ run, index, top, height, width, gutter, isNarrow, chosen, toStep }: BandProps) {
  const letter = run.letters[index]!;
  const earlier = run.letters[index - 1]?.time;
  const violated = violates(run) && run.loop === undefined && index === stepsOf(run);
  const classes = ['band', chosen && 'chosen', violated && 'violated'];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing is a shortcut; the list of steps and the keys do it too
    <g class={classes.filter(Boolean).join(' ')} onClick={() => toStep(index)}>
      <title>{cut(letter.label)}</title>
      <rect x="0" y={top} width={width} height={height} />
      {chosen && <rect class="edge" x="0" y={top} width="3" height={height} />}
      <text class="band-number" x="36" y={top + 20} text-anchor="end">
        {violated ? `✗ ${index}` : index}
      </text>
      {letter.time !== earlier && (
        <text class="band-time" x={gutter - 6} y={top + (isNarrow ? 36 : 20)} text-anchor="end">
          {time(letter.time)}
        </text>
      )}
      {letter.kind === 'tick' && (
        <>
          <path class="passing" d={`M${gutter} ${top + 24.5}H${width - 12}`} />
          <text class="doing doing-tick" x={gutter + 4} y={top + 28}>
            {time(letter.time - (earlier ?? 0))} pass
          </text>
        </>
      )}
    </g>
  );
}

function LoopBracket({ run, tops }: { readonly run: ExplainedRun; readonly tops: readonly number[] }) {
  if (run.loop === undefined || run.loop.start === stepsOf(run)) return null;
  const [top, bottom] = [tops[run.loop.start + 1]! + 6, tops.at(-1)! - 8];
  return (
    <g class="loop-bracket">
      <title>repeats for ever</title>
      <path d={`M14 ${bottom}H8V${top}H14M11 ${top - 3}l4 3-4 3`} />
    </g>
  );
}

interface DoingsProps {
  readonly letter: Letter;
  readonly y: number;
  readonly layout: SequenceLayout;
  readonly x: (lane: number) => number;
  readonly lane: number;
}

const SIGNS: Readonly<Record<string, string>> = { timer: '◷', outcome: '✓', fault: '▲' };

/** What happens in the lanes themselves: timers, faults, new states. */
function Doings({ letter, y, layout: { lanes }, x, lane }: DoingsProps) {
  const sign = SIGNS[letter.kind];
  const [who] = letter.agents;
  const where = lanes.findIndex(({ name }) => name === who);
  const longest = Math.floor((lane - 14) / CHARACTER);
  const { verb, rest } = labelParts(letter);
  // The lane says whose it is; of a child its own name is left, of a fault what it does.
  const own = who !== undefined && rest.startsWith(who) ? rest.slice(who.length + 1) : rest;
  const what = own === '' ? verb.replace('fault ', '') : own;
  return (
    <>
      {sign !== undefined && where !== -1 && (
        <text class={`doing doing-${letter.kind}`} x={x(where)} y={y + 16} text-anchor="middle">
          {sign} {shorten(what, longest - 2)}
        </text>
      )}
      {lanes.map(({ name, isAgent }, index) => {
        if (!isAgent) return null;
        const states = letter.changed.filter(
          ({ path }) => path === name || (path.startsWith(`${name}/`) && !path.includes('.')),
        );
        const [first] = states;
        if (first === undefined) return null;
        const child = first.path.slice(name.length + 1);
        const more = states.length > 1 ? ` +${states.length - 1}` : '';
        const words = `${child === '' ? '' : `${child}: `}${statePath(first.after)}`;
        const text = shorten(words, longest - more.length) + more;
        const width = Math.max(28, text.length * CHARACTER + 14);
        return (
          <g class="pill" key={name}>
            <title>
              {states.map(({ path, before, after }) => `${path}: ${cut(before)} → ${cut(after)}`).join('; ')}
            </title>
            <rect
              x={x(index) - width / 2}
              y={y + PILL}
              width={width}
              height={PILL_HEIGHT}
              rx={PILL_HEIGHT / 2}
            />
            <text x={x(index)} y={y + PILL + 12.5} text-anchor="middle">
              {text}
            </text>
          </g>
        );
      })}
    </>
  );
}
