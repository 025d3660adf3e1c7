/**
 * What can happen next, and what cannot, with what blocks it.
 */
import { useState } from 'preact/hooks';
import type { BlockedMove, Blocker, ExplainedRun } from '../../trace/explanation.ts';
import { cut, stepsOf, violates } from './words.ts';

/** Blockers as a reader asks for them: what could have been, first; what is simply not there, last. */
const GROUPS: readonly { readonly title: string; readonly by: readonly Blocker[] }[] = [
  { title: 'The machine does not take it', by: ['guard', 'no-transition', 'ignored'] },
  { title: 'It has to wait', by: ['timer', 'latency', 'behind-head', 'no-room', 'partition', 'due'] },
  { title: 'The agent takes nothing', by: ['crashed', 'hung', 'ended'] },
  { title: 'It may happen no more, or not now', by: ['budget', 'not-applicable'] },
  { title: 'There is nothing to happen', by: ['not-started', 'empty'] },
];

interface Props {
  readonly run: ExplainedRun;
  readonly step: number;
  readonly toStep: (step: number) => void;
}

export function WhyTab({ run, step, toStep }: Props) {
  const [filter, setFilter] = useState('');
  const letter = run.letters[step]!;
  const taken = run.letters[step + 1]?.label;
  const wanted = filter.trim().toLowerCase();
  const matches = (text: string): boolean => text.toLowerCase().includes(wanted);
  const enabled = letter.enabled.filter(matches);
  const blocked = letter.blocked.filter(({ label, because }) => matches(`${label} ${because}`));
  const groups = GROUPS.map(({ title, by }) => ({
    title,
    moves: blocked.filter((move) => by.includes(move.by)),
  })).filter(({ moves }) => moves.length > 0);
  return (
    <div class="scroll padded">
      <div class="tools">
        <p class="lead">After step {step}</p>
        <input
          type="search"
          placeholder="Filter ( / )"
          aria-label="Filter the moves"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      <section>
        <h2>
          Can come next <span class="number">{letter.enabled.length}</span>
        </h2>
        {letter.enabled.length === 0 ? (
          <p class="empty">Nothing: the run ends here.</p>
        ) : (
          <ul class="moves">
            {enabled.map((label) => (
              <li key={label}>
                {label === taken ? (
                  <button type="button" class="move move-taken" onClick={() => toStep(step + 1)}>
                    <span aria-hidden="true">→</span> {cut(label)}{' '}
                    <span class="mark">taken in step {step + 1}</span>
                  </button>
                ) : (
                  <span class="move">{cut(label)}</span>
                )}
              </li>
            ))}
          </ul>
        )}
        {step === stepsOf(run) && violates(run) && letter.enabled.length > 0 && (
          <p class="muted">{endText(run)}</p>
        )}
      </section>
      <section>
        <h2>
          Cannot come next <span class="number">{letter.blocked.length}</span>
        </h2>
        {letter.blocked.length === 0 && <p class="empty">Every move of the system is possible here.</p>}
        {groups.map(({ title, moves }) => (
          <Group key={title} title={title} moves={moves} />
        ))}
        {wanted !== '' && enabled.length + blocked.length === 0 && (
          <p class="empty">No move matches “{filter.trim()}”.</p>
        )}
      </section>
    </div>
  );
}

function endText(run: ExplainedRun): string {
  const { loop } = run;
  if (loop === undefined) return 'The run ends here: nothing that follows can mend it.';
  if (loop.start === stepsOf(run)) return 'The run stops here for ever: nothing of this has to come.';
  if (loop.start === 0) return 'The run goes on from the start, for ever.';
  return `The run goes on after step ${loop.start}, for ever.`;
}

const Group = ({ title, moves }: { readonly title: string; readonly moves: readonly BlockedMove[] }) => (
  <>
    <h3>{title}</h3>
    <table class="blocked">
      <tbody>
        {moves.map(({ label, because }, index) => (
          <tr key={index}>
            <th scope="row">{cut(label)}</th>
            <td>{cut(because)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
);
