/**
 * What was found, in a sentence, and which run of it is shown.
 */
import { useEffect, useState } from 'preact/hooks';
import type { ExplainedRun } from '../../trace/explanation.ts';
import type { ViewerDocument } from './viewer-document.ts';
import { count, cut, RUN_NAMES, stepsOf, time, violates } from './words.ts';

interface Props {
  readonly content: ViewerDocument;
  readonly run: ExplainedRun;
  readonly toRun: (role: string) => void;
}

export function TopBar({ content, run, toRun }: Props) {
  const { trace, runs } = content.explanation;
  const shown = content.explanation.verdict === 'shown';
  return (
    <header class="top">
      <div class="origin">
        <span class={`verdict ${shown ? 'verdict-shown' : 'verdict-violated'}`}>
          <span aria-hidden="true">{shown ? '✓' : '✗'}</span> {shown ? 'Example' : 'Violated'}
        </span>
        <span class="names">
          <b>{trace.property.id}</b> in {trace.suite}
          {trace.variant === undefined ? '' : `, variant ${trace.variant}`}
        </span>
        <Theme />
        <Keys />
      </div>
      <h1>{cut(trace.property.statement)}</h1>
      <div class="finding">
        <p>
          <FindingText run={run} />
        </p>
        {runs.length > 1 && (
          <fieldset class="runs">
            <legend class="unseen">Which run</legend>
            {runs.map((one) => (
              <button
                key={one.role}
                type="button"
                class="run"
                aria-pressed={one === run ? 'true' : 'false'}
                title={one.note}
                onClick={() => toRun(one.role)}
              >
                {RUN_NAMES[one.role] ?? one.role} <span class="number">{stepsOf(one)}</span>
              </button>
            ))}
          </fieldset>
        )}
      </div>
    </header>
  );
}

function FindingText({ run }: { readonly run: ExplainedRun }) {
  const steps = count(stepsOf(run), 'step');
  const end = run.letters.at(-1)!;
  if (!violates(run)) {
    return (
      <>
        <b>Does not violate it</b> in {steps}. <span class="note">{run.note}</span>
      </>
    );
  }
  return (
    <>
      <b>
        After {steps}
        {end.time > 0 ? `, at ${time(end.time)}` : ''}:
      </b>{' '}
      {cut(run.violation?.message ?? 'the same is violated.')} <span class="note">{run.note}</span>
    </>
  );
}

const THEMES = ['auto', 'light', 'dark'] as const;
type ThemeName = (typeof THEMES)[number];
const NEXT: Readonly<Record<ThemeName, ThemeName>> = { auto: 'dark', dark: 'light', light: 'auto' };

/** As the system has it, unless the reader chooses. The choice is not kept: pages on disk share no storage. */
function Theme() {
  const [theme, setTheme] = useState<ThemeName>('auto');
  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const next = NEXT[theme];
  return (
    <button
      type="button"
      class="quiet"
      title={`Colours: ${theme}. Switch to ${next}.`}
      onClick={() => setTheme(next)}
    >
      <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="5.5" />
        <path class="solid" d="M8 2.5a5.5 5.5 0 0 1 0 11z" />
      </svg>
      <span class="word">{theme === 'auto' ? 'Auto' : theme === 'dark' ? 'Dark' : 'Light'}</span>
    </button>
  );
}

const KEYS = [
  ['← → or k j', 'one step back, one step on'],
  ['Home End', 'first step, last step'],
  ['Page ↑ ↓', 'ten steps'],
  ['v', 'to the violation, or to where the run parts'],
  ['p', 'play, pause'],
  ['1 … 5', 'sequence, charts, state, property, why not'],
  ['[ ]', 'previous run, next run'],
  ['/', 'filter'],
] as const;

function Keys() {
  return (
    <details class="keys">
      <summary class="quiet" title="Keys">
        Keys
      </summary>
      <dl>
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
