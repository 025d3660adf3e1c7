/**
 * The run as a sequence diagram: a row a step, a lane an agent, an arrow from where a message is sent to where it
 * arrives. Arrows that cross are reorderings; those that end in a cross are losses.
 */
import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { ExplainedRun, Explanation, Letter } from '../../trace/explanation.ts';
import { useRows } from './rows.ts';
import { type Arrow, layoutOf, type SequenceLayout } from './sequence-layout.ts';
import { cut, labelParts, stepsOf, time, violates } from './words.ts';

const ROW = 48;
const HEAD = 36;
/** Where in a row things arrive, what they lead to, and where things leave. */
const ARRIVE = 13;
const PILL = 21;
const PILL_HEIGHT = 17;
const LEAVE = 42;
const NARROWEST_LANE = 112;
const WIDEST_LANE = 220;

interface Props {
  readonly explanation: Explanation;
  readonly run: ExplainedRun;
  readonly step: number;
  readonly toStep: (step: number) => void;
}

export function Sequence({ explanation, run, step, toStep }: Props) {
  const names = useMemo(() => explanation.agents.map(({ name }) => name), [explanation]);
  const layout = useMemo(() => layoutOf(run, names), [run, names]);
  const rows = useRows(run.letters.length, ROW, step, HEAD);
  const [room, setRoom] = useState(800);
  useLayoutEffect(() => {
    const element = rows.ref.current!;
    const resize = new ResizeObserver(() => setRoom(element.clientWidth));
    resize.observe(element);
    return () => resize.disconnect();
  }, []);
  const gutter = room < 500 ? 60 : 92;
  const { lanes, idle } = layout;
  const lane = Math.max(
    NARROWEST_LANE,
    Math.min(WIDEST_LANE, (room - gutter - 16) / Math.max(1, lanes.length)),
  );
  const width = Math.max(room, gutter + lanes.length * lane + 16);
  const x = (index: number): number => gutter + (index + 0.5) * lane;
  const top = rows.first * ROW;
  const height = (rows.end - rows.first) * ROW;
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
      <div class="sheet" style={{ height: `${run.letters.length * ROW}px`, width: `${width}px` }}>
        <svg
          style={{ top: `${top}px` }}
          width={width}
          height={height}
          viewBox={`0 ${top} ${width} ${height}`}
          role="img"
          aria-label="Sequence diagram; the list of steps says the same in words"
        >
          {Array.from({ length: rows.end - rows.first }, (_, offset) => (
            <RowBand
              key={rows.first + offset}
              run={run}
              index={rows.first + offset}
              width={width}
              gutter={gutter}
              chosen={rows.first + offset === step}
              toStep={toStep}
            />
          ))}
          {lanes.map(({ name }, index) => (
            <line key={name} class="life" x1={x(index)} x2={x(index)} y1={top} y2={top + height} />
          ))}
          <LoopBracket run={run} />
          {seen.map((arrow, index) => (
            <MessageArrow key={index} arrow={arrow} x={x} last={stepsOf(run)} />
          ))}
          {run.letters.slice(rows.first, rows.end).map((letter, offset) => (
            <Doings
              key={rows.first + offset}
              letter={letter}
              y={(rows.first + offset) * ROW}
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
  readonly width: number;
  readonly gutter: number;
  readonly chosen: boolean;
  readonly toStep: (step: number) => void;
}

function RowBand({ run, index, width, gutter, chosen, toStep }: BandProps) {
  const letter = run.letters[index]!;
  const before = run.letters[index - 1];
  const violated = violates(run) && run.loop === undefined && index === stepsOf(run);
  const y = index * ROW;
  const classes = ['band', chosen && 'chosen', violated && 'violated'];
  return (
    <g class={classes.filter(Boolean).join(' ')} onClick={() => toStep(index)}>
      <rect x="0" y={y} width={width} height={ROW} />
      {chosen && <rect class="edge" x="0" y={y} width="3" height={ROW} />}
      <text class="band-number" x={gutter < 80 ? 14 : 30} y={y + 20} text-anchor="end">
        {violated ? '✗' : index}
      </text>
      {letter.time !== before?.time && (
        <text class="band-time" x={gutter - 8} y={y + (gutter < 80 ? 34 : 20)} text-anchor="end">
          {time(letter.time)}
        </text>
      )}
      <title>{cut(letter.label)}</title>
    </g>
  );
}

function LoopBracket({ run }: { readonly run: ExplainedRun }) {
  if (run.loop === undefined || run.loop.start === stepsOf(run)) return null;
  const [top, bottom] = [(run.loop.start + 1) * ROW + 4, (stepsOf(run) + 1) * ROW - 4];
  return (
    <g class="loop-bracket">
      <path d={`M12 ${top}H6V${bottom}H12M9 ${top - 3}l4 3-4 3`} />
      <title>repeats for ever</title>
    </g>
  );
}

interface ArrowProps {
  readonly arrow: Arrow;
  readonly x: (lane: number) => number;
  readonly last: number;
}

function MessageArrow({ arrow, x, last }: ArrowProps) {
  const { from, to, sent, ended, end, text, duplicate, overtakes } = arrow;
  const atOnce = ended === sent;
  const start = { x: x(from), y: sent * ROW + LEAVE };
  const goal = {
    x: x(to),
    y: atOnce ? start.y : ended === undefined ? (last + 1) * ROW - 4 : ended * ROW + ARRIVE,
  };
  const arrives = end === 'handled' || end === 'ignored';
  const part = arrives ? 1 : 0.55;
  const self = from === to;
  const tip = self
    ? { x: start.x + 3, y: goal.y }
    : { x: start.x + (goal.x - start.x) * part, y: goal.y };
  const side = tip.x > start.x ? -1 : 1;
  const line = self
    ? `M${start.x} ${start.y}h26V${tip.y}H${tip.x}`
    : `M${start.x} ${start.y}L${tip.x} ${tip.y}`;
  // Near the end of a long arrow, where it is read; in the middle of a short one.
  const long = tip.y - start.y > 2 * ROW;
  const share = long ? 1 - (ROW * 0.8) / (tip.y - start.y) : 0.5;
  const at = self
    ? { x: start.x + 30, y: (start.y + tip.y) / 2 + 4 }
    : { x: start.x + (tip.x - start.x) * share, y: start.y + (tip.y - start.y) * share - 5 };
  const note = end === 'handled' ? '' : end === 'under way' ? 'still under way' : end;
  const classes = ['arrow', `arrow-${end.replace(' ', '-')}`, duplicate && 'arrow-double', overtakes && 'arrow-over'];
  const angle = self ? 180 : (Math.atan2(tip.y - start.y, tip.x - start.x) * 180) / Math.PI;
  return (
    <g class={classes.filter(Boolean).join(' ')}>
      <title>
        {`${cut(text)}: sent in step ${sent}${ended === undefined ? ', still under way' : `, ${end} in step ${ended}`}${overtakes ? '; it overtakes an earlier one' : ''}${duplicate ? '; a duplicate' : ''}`}
      </title>
      {duplicate && <path class="rail" d={line} transform="translate(0 3)" />}
      <path class="rail" d={line} />
      {arrives && <path class="head" d="M-8 -4L0 0L-8 4Z" transform={`translate(${tip.x} ${tip.y}) rotate(${angle})`} />}
      {(end === 'dropped' || end === 'lost') && (
        <path class="cross" d={`M${tip.x - 5} ${tip.y - 5}l10 10M${tip.x + 5} ${tip.y - 5}l-10 10`} />
      )}
      {end === 'under way' && <circle class="open" cx={tip.x} cy={tip.y} r="4" />}
      <text x={at.x} y={at.y} text-anchor={self ? 'start' : 'middle'}>
        {shorten(text, 24)}
        {overtakes && <tspan class="arrow-note"> ⤨ overtakes</tspan>}
        {duplicate && <tspan class="arrow-note"> ×2</tspan>}
      </text>
      {note !== '' && (
        <text class="arrow-note" x={tip.x + (arrives ? 12 * side : 0)} y={tip.y + (arrives ? 14 : 17)} text-anchor={arrives ? (side < 0 ? 'end' : 'start') : 'middle'}>
          {note}
        </text>
      )}
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

/** What happens in the lanes themselves: timers, faults, new states. */
function Doings({ letter, y, layout: { lanes }, x, lane }: DoingsProps) {
  const { rest } = labelParts(letter);
  const sign = letter.kind === 'timer' ? '◷' : letter.kind === 'outcome' ? '✓' : letter.kind === 'fault' ? '▲' : undefined;
  const where = lanes.findIndex(({ name }) => name === letter.agents[0]);
  const longest = Math.floor((lane - 14) / 6.4);
  return (
    <>
      {sign !== undefined && where !== -1 && (
        <text class={`doing doing-${letter.kind}`} x={x(where)} y={y + 16} text-anchor="middle">
          {sign} {shorten(rest.replace(`${letter.agents[0]} `, ''), longest - 2)}
        </text>
      )}
      {letter.kind === 'tick' && (
        <text class="doing doing-tick" x={x(0) - lane / 2 + 4} y={y + 28}>
          time passes
        </text>
      )}
      {lanes.map(({ name }, index) => {
        const change = letter.changed.find(({ path }) => path === name);
        if (change === undefined) return null;
        const text = shorten(change.after, longest);
        const width = Math.max(28, text.length * 6.4 + 14);
        return (
          <g class="pill" key={name}>
            <title>{`${name}: ${cut(change.before)} → ${cut(change.after)}`}</title>
            <rect x={x(index) - width / 2} y={y + PILL} width={width} height={PILL_HEIGHT} rx="8.5" />
            <text x={x(index)} y={y + PILL + 12.5} text-anchor="middle">
              {text}
            </text>
          </g>
        );
      })}
    </>
  );
}

const shorten = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, Math.max(1, longest - 1))}…` : text;
