/**
 * The whole page: what is shown of which step of which run, and the keys that change it.
 */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Charts } from './charts.tsx';
import { hashOf, type Place, placeOf, TABS, type Tab } from './place.ts';
import { PropertyTab } from './property-tab.tsx';
import { Sequence } from './sequence.tsx';
import { StateTab } from './state-tab.tsx';
import { StepList } from './step-list.tsx';
import { Timeline } from './timeline.tsx';
import { TopBar } from './top-bar.tsx';
import type { ViewerDocument } from './viewer-document.ts';
import { WhyTab } from './why-tab.tsx';
import { openingStep, stepsOf } from './words.ts';

const TAB_NAMES: Readonly<Record<Tab, string>> = {
  steps: 'Steps',
  sequence: 'Sequence',
  charts: 'Charts',
  state: 'State',
  property: 'Property',
  why: 'Why not',
};

/** Where the steps have room beside the views; the style sheet says the same. */
const WIDE = '(min-width: 761px)';

export function App({ content }: { readonly content: ViewerDocument }) {
  const { runs } = content.explanation;
  const [place, setPlace] = useState<Place>(() => resolved(content, placeOf(location.hash)));
  const [onlyRelevant, setOnlyRelevant] = useState(false);
  const isWide = useMedia(WIDE);
  const [playing, setPlaying] = useState(false);
  const run = runs.find(({ role }) => role === place.run) ?? runs[0]!;
  // A wide page has the steps beside every view.
  const tab = isWide && place.tab === 'steps' ? 'sequence' : place.tab;
  const last = stepsOf(run);

  /** A change that depends on the present place is given as a function: keys come faster than pages are drawn. */
  const goTo = (change: Partial<Place> | ((old: Place) => Partial<Place>)): void =>
    setPlace((old) => {
      const next = { ...old, ...(typeof change === 'function' ? change(old) : change) };
      const length = stepsOf(runs.find(({ role }) => role === next.run) ?? runs[0]!);
      return { ...next, step: Math.max(0, Math.min(length, next.step)) };
    });
  const toRun = (role: string): void => {
    const other = runs.find((candidate) => candidate.role === role);
    if (other !== undefined) goTo({ run: role, step: openingStep(other) });
  };

  useEffect(() => {
    // Not at once: browsers refuse addresses that change as fast as a key that is held down.
    const wait = setTimeout(() => history.replaceState(null, '', hashOf(place)), 150);
    return () => clearTimeout(wait);
  }, [place]);
  useEffect(() => {
    const follow = (): void => setPlace(resolved(content, placeOf(location.hash)));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [content]);
  useEffect(() => {
    if (!playing) return undefined;
    if (place.step >= last) {
      setPlaying(false);
      return undefined;
    }
    const wait = setTimeout(() => goTo({ step: place.step + 1 }), 700);
    return () => clearTimeout(wait);
  }, [playing, place.step, last]);

  const visible = useMemo(
    () =>
      run.letters.flatMap(({ relevant }, index) =>
        !onlyRelevant || relevant || index === 0 || index === last ? [index] : [],
      ),
    [run, onlyRelevant, last],
  );
  const after = (step: number): number => visible.find((index) => index > step) ?? last;
  const before = (step: number): number => visible.findLast((index) => index < step) ?? 0;

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target } = event;
      const typing = target instanceof HTMLInputElement && target.type !== 'range';
      if (typing && event.key === 'Escape') target.blur();
      if (typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const roles = runs.map(({ role }) => role as string);
      const forward = (): void => goTo(({ step }) => ({ step: after(step) }));
      const back = (): void => goTo(({ step }) => ({ step: before(step) }));
      const keys = new Map<string, () => void>([
        ['ArrowRight', forward],
        ['ArrowDown', forward],
        ['j', forward],
        ['ArrowLeft', back],
        ['ArrowUp', back],
        ['k', back],
        ['PageDown', () => goTo(({ step }) => ({ step: step + 10 }))],
        ['PageUp', () => goTo(({ step }) => ({ step: step - 10 }))],
        ['Home', () => goTo({ step: 0 })],
        ['End', () => goTo({ step: last })],
        ['v', () => goTo({ step: openingStep(run) })],
        ['p', () => setPlaying(!playing)],
        ['[', () => toRun(roles[Math.max(0, roles.indexOf(run.role) - 1)]!)],
        [']', () => toRun(roles[Math.min(roles.length - 1, roles.indexOf(run.role) + 1)]!)],
        ['/', () => document.querySelector<HTMLInputElement>('.panel input[type=search]')?.focus()],
        ...TABS.map((tab, index) => [String(index), () => goTo({ tab })] as const),
      ]);
      const act = keys.get(event.key);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });

  const letter = run.letters[place.step]!;
  const previous = place.step === 0 ? undefined : run.letters[place.step - 1];
  const toStep = (step: number): void => goTo({ step });
  return (
    <div class={`page tab-${tab}`}>
      <TopBar content={content} run={run} toRun={toRun} />
      <section class="side" aria-label="Steps">
        <StepList
          run={run}
          step={place.step}
          visible={visible}
          toStep={toStep}
          onlyRelevant={onlyRelevant}
          setOnlyRelevant={setOnlyRelevant}
        />
      </section>
      <main class="main">
        <TabBar tab={tab} toTab={(next) => goTo({ tab: next })} />
        <div class="panel" role="tabpanel" id="panel" aria-label={TAB_NAMES[tab]} tabIndex={-1}>
          {tab === 'sequence' || tab === 'steps' ? (
            <Sequence explanation={content.explanation} run={run} step={place.step} toStep={toStep} />
          ) : tab === 'charts' ? (
            <Charts explanation={content.explanation} letter={letter} before={previous} />
          ) : tab === 'state' ? (
            <StateTab letter={letter} before={previous} />
          ) : tab === 'property' ? (
            <PropertyTab content={content} run={run} step={place.step} toStep={toStep} />
          ) : (
            <WhyTab run={run} step={place.step} toStep={toStep} />
          )}
        </div>
      </main>
      <Timeline run={run} step={place.step} toStep={toStep} playing={playing} setPlaying={setPlaying} />
    </div>
  );
}

function TabBar({ tab, toTab }: { readonly tab: Tab; readonly toTab: (tab: Tab) => void }) {
  const press = (event: KeyboardEvent): void => {
    const turn = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (turn === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=tab]')].filter(
      (one) => one.offsetParent !== null,
    );
    const at = tabs.findIndex((one) => one.dataset['tab'] === tab);
    const next = tabs[(at + turn + tabs.length) % tabs.length]!;
    next.focus();
    toTab(next.dataset['tab'] as Tab);
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views" onKeyDown={press}>
      {TABS.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          data-tab={one}
          class={`tab tab-of-${one}`}
          aria-selected={one === tab ? 'true' : 'false'}
          aria-controls="panel"
          tabIndex={one === tab ? 0 : -1}
          onClick={() => toTab(one)}
        >
          {TAB_NAMES[one]}
        </button>
      ))}
    </div>
  );
}

/** A link's place on this document; what the link leaves out is the violation of the first run. */
function resolved({ explanation: { runs } }: ViewerDocument, wanted: Partial<Place>): Place {
  const best = runs.find(({ role }) => role === 'shortest' || role === 'minimal') ?? runs[0]!;
  const run = runs.find(({ role }) => role === wanted.run) ?? best;
  return {
    run: run.role,
    step: Math.min(wanted.step ?? openingStep(run), stepsOf(run)),
    tab: wanted.tab ?? (matchMedia(WIDE).matches ? 'sequence' : 'steps'),
  };
}

/** Whether a media query holds, now and later. */
function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const note = (): void => setHolds(media.matches);
    media.addEventListener('change', note);
    return () => media.removeEventListener('change', note);
  }, [query]);
  return holds;
}
