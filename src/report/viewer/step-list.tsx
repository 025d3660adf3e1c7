/**
 * The run as a list: one row a step, the chosen one marked, the violated one with a sign.
 */

import { useMemo } from 'preact/hooks';
import type { ExplainedRun } from '../../trace/explanation.ts';
import { MoveIcon } from './icons.tsx';
import { topsOf, useRows } from './rows.ts';
import { changeLine, count, labelParts, stepsOf, time, violates } from './words.ts';

const ROW = 48;

interface Props {
  readonly run: ExplainedRun;
  readonly step: number;
  /** The letters that are listed. */
  readonly visible: readonly number[];
  readonly toStep: (step: number) => void;
  readonly onlyRelevant: boolean;
  readonly setOnlyRelevant: (only: boolean) => void;
}

export function StepList({ run, step, visible, toStep, onlyRelevant, setOnlyRelevant }: Props) {
  const at = visible.findLast((index) => index <= step) ?? 0;
  const tops = useMemo(() => topsOf(visible.map(() => ROW)), [visible]);
  const rows = useRows(tops, visible.indexOf(at));
  const steps = stepsOf(run);
  const relevant = useMemo(
    () => run.letters.filter((letter, index) => index > 0 && letter.relevant).length,
    [run],
  );
  return (
    <>
      <div class="side-head">
        <span>{count(steps, 'step')}</span>
        {relevant < steps && violates(run) && (
          <label class="switch" title="The violation happens without the other steps too">
            <input
              type="checkbox"
              checked={onlyRelevant}
              onChange={(event) => setOnlyRelevant(event.currentTarget.checked)}
            />{' '}
            only the {relevant} that matter
          </label>
        )}
      </div>
      {/* The rows are chosen with the keys of the page, and by pointing. */}
      <div class="scroll steps" ref={rows.ref} onScroll={rows.onScroll}>
        <ol style={{ height: `${visible.length * ROW}px` }} aria-label="Steps of the run">
          {visible.slice(rows.first, rows.end).map((index, offset) => (
            <Row
              key={index}
              run={run}
              index={index}
              top={(rows.first + offset) * ROW}
              chosen={index === step}
              toStep={toStep}
            />
          ))}
        </ol>
      </div>
    </>
  );
}

interface RowProps {
  readonly run: ExplainedRun;
  readonly index: number;
  readonly top: number;
  readonly chosen: boolean;
  readonly toStep: (step: number) => void;
}

function Row({ run, index, top, chosen, toStep }: RowProps) {
  const letter = run.letters[index]!;
  const { verb, rest } = labelParts(letter);
  const violated = violates(run) && run.loop === undefined && index === stepsOf(run);
  const inLoop = run.loop !== undefined && index > run.loop.start;
  const parts = run.parting === index;
  const classes = [
    'step',
    chosen && 'chosen',
    violated && 'violated',
    inLoop && 'in-loop',
    !letter.relevant && violates(run) && 'idle',
  ];
  return (
    <li class={classes.filter(Boolean).join(' ')} style={{ top: `${top}px` }}>
      <button
        type="button"
        aria-current={chosen ? 'step' : undefined}
        tabIndex={chosen ? 0 : -1}
        onClick={() => toStep(index)}
      >
        <span class="step-number">{index}</span>
        <MoveIcon kind={letter.kind} />
        <span class="step-label" title={letter.label}>
          <span class={letter.kind === 'deliver' ? 'unseen' : 'verb'}>{verb}</span> {rest}
        </span>
        <span class="step-time">{time(letter.time)}</span>
        <span class="step-change">
          {violated && <span class="mark mark-bad">✗ violated</span>}
          {parts && <span class="mark mark-new">≠ parts here</span>}
          {run.loop !== undefined && index === run.loop.start + 1 && (
            <span class="mark">↻ repeats from here</span>
          )}
          {run.loop !== undefined && index === stepsOf(run) && run.loop.start === index && (
            <span class="mark mark-bad">↻ stops here for ever</span>
          )}
          {changeLine(letter)}
        </span>
      </button>
    </li>
  );
}
