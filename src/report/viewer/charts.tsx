/**
 * Each agent's statechart: what is active, what the step took, where it came from.
 */
import { useMemo } from 'preact/hooks';
import type { AgentOutline, ChartNode, Explanation, Letter } from '../../trace/explanation.ts';
import { type ChartBox, type ChartEdge, chartLayout, LINE, TITLE, transitionKey } from './chart-layout.ts';
import { cut } from './words.ts';

/** A chart wider than this gets a line to itself. */
const WIDE = 440;

interface Props {
  readonly explanation: Explanation;
  readonly letter: Letter;
  readonly before: Letter | undefined;
}

export function Charts({ explanation, letter, before }: Props) {
  const cards = explanation.agents.map((agent, index) => ({ agent, index }));
  // Who takes part in the step is seen without scrolling.
  cards.sort((a, b) => Number(isIn(letter, b.agent)) - Number(isIn(letter, a.agent)));
  return (
    <div class="scroll padded">
      <p class="legend">
        <span class="key key-active">● active</span>
        <span class="key key-left">left in this step</span>
        <span class="key key-taken">taken in this step</span>
        <span class="key key-initial">entered first</span>
      </p>
      <div class="charts">
        {cards.map(({ agent, index }) => (
          <ChartCard
            key={agent.name}
            agent={agent}
            active={letter.active[index] ?? []}
            left={before?.active[index] ?? []}
            letter={letter}
          />
        ))}
      </div>
    </div>
  );
}

const isIn = ({ agents, kind }: Letter, { name }: AgentOutline): boolean =>
  kind !== 'start' && agents.includes(name);

interface CardProps {
  readonly agent: AgentOutline;
  readonly active: readonly string[];
  readonly left: readonly string[];
  readonly letter: Letter;
}

function ChartCard({ agent, active, left, letter }: CardProps) {
  const { width, height, boxes, edges } = useMemo(() => chartLayout(agent.nodes, measure), [agent]);
  const own = letter.transitions.filter((one) => one.agent === agent.name);
  const taken = new Set(own.map(({ source, index }) => transitionKey(source, index)));
  const now = new Set(active);
  const was = new Set(left);
  const took = isIn(letter, agent);
  const leaves = boxes.filter(
    ({ id }) => now.has(id) && !boxes.some((box) => now.has(box.id) && parentOf(agent.nodes, box.id) === id),
  );
  return (
    <figure class={`chart${took ? ' chart-took' : ''}${width > WIDE ? ' chart-wide' : ''}`}>
      <figcaption>
        <b>{cut(agent.name, 60)}</b>{' '}
        <span class="muted">
          {active.length === 0 ? 'crashed: no state is active' : leaves.map(({ key }) => key).join(', ')}
        </span>
        {took && <span class="mark">in this step</span>}
      </figcaption>
      <div class="chart-sheet">
        <svg
          width={width + 2}
          height={height + 2}
          viewBox={`-1 -1 ${width + 2} ${height + 2}`}
          role="img"
          aria-label={`Statechart of ${agent.name}`}
        >
          {boxes.map((box, index) =>
            index === 0 ? (
              <Lines key={box.id} box={box} top={4} taken={taken} />
            ) : (
              <Box
                key={box.id}
                box={box}
                isActive={now.has(box.id)}
                wasActive={was.has(box.id)}
                taken={taken}
              />
            ),
          )}
          {edges.map((edge, index) => (
            <Edge key={index} edge={edge} taken={taken} />
          ))}
        </svg>
      </div>
    </figure>
  );
}

const parentOf = (nodes: readonly ChartNode[], id: string): string | undefined =>
  nodes.find((node) => node.id === id)?.parent;

interface BoxProps {
  readonly box: ChartBox;
  readonly isActive: boolean;
  readonly wasActive: boolean;
  readonly taken: ReadonlySet<string>;
}

function Box({ box, isActive, wasActive, taken }: BoxProps) {
  const { x, y, width, height, kind, key, isInitial } = box;
  const classes = ['box', `box-${kind}`, isActive && 'box-active', wasActive && !isActive && 'box-left'];
  return (
    <g class={classes.filter(Boolean).join(' ')}>
      <title>{`${cut(key)}${isActive ? ', active' : wasActive ? ', left in this step' : ''}`}</title>
      <rect x={x} y={y} width={width} height={height} rx="6" />
      {kind === 'final' && (
        <rect class="inner" x={x + 3} y={y + 3} width={width - 6} height={height - 6} rx="4" />
      )}
      {isInitial && (
        <g class="initial">
          <circle cx={x - 7} cy={y - 5} r="3" />
          <path d={`M${x - 5} ${y - 3}L${x + 1.5} ${y + 3}M${x + 1.5} ${y - 1}V${y + 3}H${x - 2.5}`} />
        </g>
      )}
      <text class="box-name" x={x + 11} y={y + 17}>
        {isActive ? '● ' : ''}
        {kind === 'history' ? 'H ' : ''}
        {cut(key, 60)}
      </text>
      <Lines box={box} top={y + TITLE} taken={taken} />
    </g>
  );
}

const Lines = ({
  box,
  top,
  taken,
}: {
  readonly box: ChartBox;
  readonly top: number;
  readonly taken: ReadonlySet<string>;
}) => (
  <>
    {box.lines.map(({ key, text }, index) => (
      <text
        key={key}
        class={taken.has(key) ? 'box-line line-taken' : 'box-line'}
        x={box.x + 11}
        y={top + index * LINE + 9}
      >
        {taken.has(key) ? '▸ ' : ''}
        {text}
      </text>
    ))}
  </>
);

function Edge({
  edge: { points, labels, at },
  taken,
}: {
  readonly edge: ChartEdge;
  readonly taken: ReadonlySet<string>;
}) {
  const isTaken = labels.some(({ key }) => taken.has(key));
  const tip = points.at(-1)!;
  const near = points.at(-2) ?? tip;
  const angle = (Math.atan2(tip.y - near.y, tip.x - near.x) * 180) / Math.PI;
  return (
    <g class={isTaken ? 'edge edge-taken' : 'edge'}>
      <path class="edge-line" d={curve(points)} />
      <path
        class="edge-head"
        d="M-7 -3.5L0 0L-7 3.5Z"
        transform={`translate(${tip.x} ${tip.y}) rotate(${angle})`}
      />
      {labels.map(({ key, text }, index) => (
        <text
          key={key}
          class={taken.has(key) ? 'edge-label line-taken' : 'edge-label'}
          x={at.x}
          y={at.y - (labels.length * LINE) / 2 + index * LINE + 11}
          text-anchor="middle"
        >
          {taken.has(key) ? '▸ ' : ''}
          {text}
        </text>
      ))}
    </g>
  );
}

/** Through the middles of dagre's points, rounded at each. */
function curve(points: ChartEdge['points']): string {
  const [first, ...rest] = points;
  let path = `M${first!.x} ${first!.y}`;
  for (const [index, point] of rest.entries()) {
    const next = rest[index + 1];
    if (next === undefined) path += `L${point.x} ${point.y}`;
    else path += `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  }
  return path;
}

let canvas: CanvasRenderingContext2D | null | undefined;

/** As wide as the page writes the words of charts. */
function measure(text: string): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (canvas === null) return text.length * 6.5;
  canvas.font = '12px system-ui, sans-serif';
  return canvas.measureText(text).width + 2;
}
