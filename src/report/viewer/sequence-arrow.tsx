/**
 * One message of the sequence diagram, from where it leaves to where it ends.
 */
import { ARRIVES, type Arrow } from './sequence-layout.ts';
import { ARRIVE, AT_ONCE, LEAVE, ROW, shorten } from './sequence-measures.ts';
import { cut } from './words.ts';

interface Props {
  readonly arrow: Arrow;
  readonly x: (lane: number) => number;
  readonly tops: readonly number[];
  readonly lane: number;
}

export function MessageArrow({ arrow, x, tops, lane }: Props) {
  const { from, to, sent, ended, end, text, duplicate, overtakes, rank } = arrow;
  const atOnce = ended === sent;
  const arrives = end === 'handled' || end === 'ignored';
  const isSelf = from === to;
  const bottom = tops[sent + 1]!;
  const y = !atOnce
    ? bottom - LEAVE
    : rank === ARRIVES
      ? tops[sent]! + ARRIVE
      : tops[sent]! + ROW + 5 + rank * AT_ONCE;
  const start = { x: x(from), y };
  const goal = atOnce ? y : ended === undefined ? tops.at(-1)! - 4 : tops[ended]! + ARRIVE;
  const part = arrives ? 1 : 0.55;
  const tip = {
    x: isSelf ? start.x : start.x + (x(to) - start.x) * part,
    y: isSelf && atOnce ? goal + 8 : goal,
  };
  const line = isSelf
    ? `M${start.x} ${start.y}h26V${tip.y}H${tip.x}`
    : `M${start.x} ${start.y}L${tip.x} ${tip.y}`;
  const angle = isSelf ? 180 : (Math.atan2(tip.y - start.y, tip.x - start.x) * 180) / Math.PI;
  const note = end === 'handled' ? '' : end === 'under way' ? 'still under way' : end;
  const leftwards = tip.x < start.x;
  const classes = [
    'arrow',
    `arrow-${end.replace(' ', '-')}`,
    duplicate && 'arrow-double',
    overtakes && 'arrow-over',
  ];
  const at = isSelf ? { x: start.x + 30, y: (start.y + tip.y) / 2 + 4 } : wordsOf(start, tip);
  const longest = Math.max(14, Math.floor((Math.abs(tip.x - start.x) || lane) / 6.8));
  return (
    <g class={classes.filter(Boolean).join(' ')}>
      <title>{story(arrow)}</title>
      {duplicate && <path class="rail" d={line} transform="translate(0 3)" />}
      <path class="rail" d={line} />
      {arrives && (
        <path class="head" d="M-8 -4L0 0L-8 4Z" transform={`translate(${tip.x} ${tip.y}) rotate(${angle})`} />
      )}
      {(end === 'dropped' || end === 'lost') && (
        <path class="cross" d={`M${tip.x - 5} ${tip.y - 5}l10 10M${tip.x + 5} ${tip.y - 5}l-10 10`} />
      )}
      {end === 'under way' && <circle class="open" cx={tip.x} cy={tip.y} r="4" />}
      <text x={at.x} y={at.y} text-anchor={isSelf ? 'start' : 'middle'}>
        {shorten(text, longest)}
        {overtakes && <tspan class="arrow-note"> overtakes</tspan>}
        {duplicate && <tspan class="arrow-note"> ×2</tspan>}
      </text>
      {note !== '' && (
        <text
          class="arrow-note"
          x={tip.x + (leftwards ? -1 : 1) * (arrives ? -12 : 10)}
          y={tip.y + (arrives ? 14 : 4)}
          text-anchor={leftwards === arrives ? 'start' : 'end'}
        >
          {note}
        </text>
      )}
    </g>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** In the middle of a short arrow; near the end of a long one, where it is read. */
function wordsOf(start: Point, tip: Point): Point {
  const fall = tip.y - start.y;
  const share = fall > 2 * ROW ? 1 - (ROW * 0.8) / fall : 0.5;
  return { x: start.x + (tip.x - start.x) * share, y: start.y + fall * share - 5 };
}

function story({ text, sent, ended, end, overtakes, duplicate }: Arrow): string {
  const fate = ended === undefined ? ', still under way' : `, ${end} in step ${ended}`;
  return `${cut(text)}: sent in step ${sent}${fate}${overtakes ? '; it overtakes an earlier one' : ''}${duplicate ? '; a duplicate' : ''}`;
}
