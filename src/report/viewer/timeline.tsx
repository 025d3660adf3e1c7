/**
 * The whole run as one line to drag along: faults, deadlines, the loop, the violation.
 */
import { useMemo } from 'preact/hooks';
import type { ExplainedRun } from '../../trace/explanation.ts';
import { count, labelParts, stepsOf, time, violates } from './words.ts';

/** Marks closer than this, in parts of the line, are drawn as one. */
const GRAIN = 1 / 400;
const MOST_OBLIGATIONS = 4;

interface Props {
  readonly run: ExplainedRun;
  readonly step: number;
  readonly toStep: (step: number) => void;
  readonly playing: boolean;
  readonly setPlaying: (playing: boolean) => void;
}

interface Mark {
  readonly at: number;
  readonly sign: string;
  readonly kind: string;
  readonly title: string;
}

export function Timeline({ run, step, toStep, playing, setPlaying }: Props) {
  const last = stepsOf(run);
  const marks = useMemo(() => marksOf(run), [run]);
  const letter = run.letters[step]!;
  const percent = (index: number): string => `${last === 0 ? 0 : (100 * index) / last}%`;
  const { verb, rest } = labelParts(letter);
  return (
    <footer class="timeline">
      <div class="buttons">
        <button
          type="button"
          title="First step (Home)"
          aria-label="First step"
          disabled={step === 0}
          onClick={() => toStep(0)}
        >
          <Arrow d="M3 3h2v10H3zM13 3L6.5 8l6.5 5z" />
        </button>
        <button
          type="button"
          title="Step back (←)"
          aria-label="Step back"
          disabled={step === 0}
          onClick={() => toStep(step - 1)}
        >
          <Arrow d="M11 3L4.5 8l6.5 5z" />
        </button>
        <button
          type="button"
          title={playing ? 'Pause (p)' : 'Play (p)'}
          aria-label={playing ? 'Pause' : 'Play'}
          onClick={() => {
            if (!playing && step === last) toStep(0);
            setPlaying(!playing);
          }}
        >
          {playing ? <Arrow d="M4.5 3v10h2V3zM9.5 3v10h2V3z" /> : <Arrow d="M5 3l7.5 5L5 13z" />}
        </button>
        <button
          type="button"
          title="Step on (→)"
          aria-label="Step on"
          disabled={step === last}
          onClick={() => toStep(step + 1)}
        >
          <Arrow d="M5 3l6.5 5L5 13z" />
        </button>
        <button
          type="button"
          title="Last step (End)"
          aria-label="Last step"
          disabled={step === last}
          onClick={() => toStep(last)}
        >
          <Arrow d="M11 3h2v10h-2zM3 3l6.5 5L3 13z" />
        </button>
      </div>
      <div class="track">
        <div class="line">
          {run.loop !== undefined && run.loop.start < last && (
            <span
              class="loop"
              title="repeats for ever"
              style={{ left: percent(run.loop.start), width: percent(last - run.loop.start) }}
            />
          )}
          {run.obligations.slice(0, MOST_OBLIGATIONS).map((one, index) => (
            <span
              key={index}
              class={`owed owed-${one.ended}`}
              title={`${one.text}: ${one.ended}`}
              style={{
                left: percent(one.opened),
                width: percent((one.closed ?? last) - one.opened),
                top: `${2 + 4 * index}px`,
              }}
            />
          ))}
          <span class="past" style={{ width: percent(step) }} />
          {marks.map(({ at, sign, kind, title }) => (
            <span
              key={`${kind}${at}`}
              class={`tick tick-${kind}`}
              style={{ left: percent(at) }}
              title={title}
            >
              {sign}
            </span>
          ))}
        </div>
        <input
          type="range"
          min={0}
          max={last}
          value={step}
          aria-label="Step"
          aria-valuetext={`step ${step} of ${last}, ${time(letter.time)}: ${verb} ${rest}`}
          onInput={(event) => toStep(Number(event.currentTarget.value))}
        />
      </div>
      <output class="where">
        <b>{step.toLocaleString('en')}</b> of {count(last, 'step')}
        <span class="clock">{time(letter.time)}</span>
      </output>
    </footer>
  );
}

const Arrow = ({ d }: { readonly d: string }) => (
  <svg class="icon solid" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d={d} />
  </svg>
);

function marksOf(run: ExplainedRun): readonly Mark[] {
  const last = stepsOf(run);
  const marks: Mark[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (const [index, letter] of run.letters.entries()) {
    const faulty = ['fault', 'drop', 'duplicate', 'delay'].includes(letter.kind);
    if (!faulty || (index - latest) / last < GRAIN) continue;
    latest = index;
    marks.push({ at: index, sign: '▲', kind: 'fault', title: `step ${index}: ${letter.label}` });
  }
  if (run.parting !== undefined) {
    marks.push({
      at: run.parting,
      sign: '≠',
      kind: 'parting',
      title: `step ${run.parting}: parts from the violating run`,
    });
  }
  if (violates(run)) marks.push({ at: last, sign: '✗', kind: 'bad', title: `step ${last}: violated` });
  return marks;
}
