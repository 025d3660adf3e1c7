/**
 * The claim at this step: its formula and the truth of its parts, what is owed and until when, what was found.
 */
import type { ExplainedRun, Letter, Obligation } from '../../trace/explanation.ts';
import type { ViewerDocument } from './viewer-document.ts';
import { cut, stepsOf, time } from './words.ts';

interface Props {
  readonly content: ViewerDocument;
  readonly run: ExplainedRun;
  readonly step: number;
  readonly toStep: (step: number) => void;
}

/** Long runs owe thousands of things; the latest are of interest. */
const MOST_OWED = 50;

const MONITOR_WORDS: Readonly<Record<NonNullable<Letter['monitor']>, string>> = {
  open: '… open: what follows decides',
  satisfied: '✓ satisfied, whatever follows',
  violated: '✗ violated',
};

export function PropertyTab({ content, run, step, toStep }: Props) {
  const { claim, trace } = content.explanation;
  const letter = run.letters[step]!;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Because', claim.because],
    ['Source', claim.source],
    ['Fairness', claim.fairness],
    ['Declared at', trace.property.declaredAt],
  ];
  return (
    <div class="scroll padded">
      <p class="formula" title="the claim as a formula">
        {claim.text}
      </p>
      {letter.monitor !== undefined && (
        <p class={`monitor monitor-${letter.monitor}`}>
          After step {step}: {MONITOR_WORDS[letter.monitor]}
        </p>
      )}
      {claim.terms.length > 0 && <Terms content={content} run={run} step={step} toStep={toStep} />}
      <Owed run={run} step={step} toStep={toStep} />
      {run.loop !== undefined && run.loop.fairness.length > 0 && (
        <section>
          <h2>Why this run counts</h2>
          <ul>
            {run.loop.fairness.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      )}
      {run.violation !== undefined && (
        <section>
          <h2>Finding</h2>
          <p>{run.violation.message}</p>
          <dl class="facts">
            {Object.entries(run.violation.values).map(([name, value]) => (
              <div key={name}>
                <dt class="mono">{cut(name)}</dt>
                <dd class="mono">{cut(value, 2000)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section>
        <h2>About</h2>
        <dl class="facts">
          {facts.map(([name, value]) =>
            value === undefined ? null : (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{cut(value, 2000)}</dd>
              </div>
            ),
          )}
          <div>
            <dt>Replay</dt>
            <dd class="mono">{content.command}</dd>
          </div>
        </dl>
      </section>
    </div>
  );
}

function Terms({ content, run, step, toStep }: Props) {
  const { terms } = content.explanation.claim;
  const letter = run.letters[step]!;
  const before = run.letters[step - 1];
  return (
    <section>
      <h2>Its parts after step {step}</h2>
      <table class="terms">
        <thead class="unseen">
          <tr>
            <th>truth</th>
            <th>part</th>
            <th>over the run</th>
          </tr>
        </thead>
        <tbody>
          {terms.map(({ text, depth }, index) => {
            const holds = letter.terms[index]!;
            const turned = before !== undefined && before.terms[index] !== holds;
            return (
              <tr key={index} class={holds ? 'is-true' : 'is-false'}>
                <td class="truth">{holds ? '✓ true' : '✗ false'}</td>
                <th scope="row" style={{ paddingLeft: `${8 + depth * 18}px` }}>
                  {cut(text)}
                  {turned && <span class="mark mark-new">turned</span>}
                </th>
                <td class="strip-cell">
                  <Strip run={run} term={index} step={step} toStep={toStep} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** When a part was true: high for true, low for false. */
function Strip({
  run,
  term,
  step,
  toStep,
}: { readonly term: number } & Pick<Props, 'run' | 'step' | 'toStep'>) {
  const length = run.letters.length;
  let path = '';
  for (const [index, { terms }] of run.letters.entries()) {
    const y = terms[term] ? 3 : 17;
    if (index === 0 || terms[term] !== run.letters[index - 1]!.terms[term])
      path += `${index === 0 ? 'M' : 'L'}${index} ${index === 0 ? y : 20 - y}${index === 0 ? '' : `V${y}`}`;
  }
  path += `H${length}`;
  return (
    <svg
      class="strip"
      viewBox={`0 0 ${length} 20`}
      preserveAspectRatio="none"
      aria-hidden="true"
      onClick={(event) => {
        const { left, width } = event.currentTarget.getBoundingClientRect();
        toStep(Math.floor(((event.clientX - left) / width) * length));
      }}
    >
      <rect class="now" x={step} y="0" width="1" height="20" />
      <path d={path} vector-effect="non-scaling-stroke" />
    </svg>
  );
}

function Owed({ run, step, toStep }: Pick<Props, 'run' | 'step' | 'toStep'>) {
  const now = run.letters[step]!.time;
  const opened = run.obligations.filter((one) => one.opened <= step);
  const listed = opened.slice(-MOST_OWED);
  const later = run.obligations.length - opened.length;
  return (
    <section>
      <h2>What is owed</h2>
      {run.obligations.length === 0 ? (
        <p class="empty">
          Nothing is owed in this run: the claim speaks of each state by itself, or was never triggered.
        </p>
      ) : opened.length === 0 ? (
        <p class="empty">Nothing is owed yet.</p>
      ) : (
        <ul class="owed-list">
          {listed.map((one, index) => {
            const state = one.closed !== undefined && one.closed <= step ? one.ended : 'open';
            return (
              <li key={index} class={`owed-item owed-item-${state}`}>
                <b>{state === 'met' ? '✓ met' : state === 'missed' ? '✗ missed' : '… open'}</b>{' '}
                <span class="mono">{one.text}</span>
                <span class="muted">
                  {' '}
                  opened in <StepLink step={one.opened} toStep={toStep} />
                  {dueText(one, state, now)}
                  {state !== 'open' && (
                    <>
                      , {state} in <StepLink step={one.closed!} toStep={toStep} />
                    </>
                  )}
                  {state === 'open' && one.ended === 'open' && step === stepsOf(run) && ', and never met'}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {opened.length > MOST_OWED && (
        <p class="muted">
          The latest {MOST_OWED}; {opened.length - MOST_OWED} were opened before them.
        </p>
      )}
      {later > 0 && <p class="muted">{later} more will be opened later.</p>}
    </section>
  );
}

function dueText({ due, kind }: Obligation, state: string, now: number): string {
  if (due === undefined) return '';
  const word = kind === 'keep' ? 'until' : 'due at';
  const left = due - now;
  const rest = state !== 'open' ? '' : left >= 0 ? ` (in ${time(left)})` : ` (${time(-left)} ago)`;
  return `, ${word} ${time(due)}${rest}`;
}

const StepLink = ({ step, toStep }: { readonly step: number; readonly toStep: (step: number) => void }) => (
  <button type="button" class="link" onClick={() => toStep(step)}>
    step {step}
  </button>
);
