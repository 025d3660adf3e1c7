/**
 * The whole state as a tree, with what the step changed.
 */
import { useMemo, useState } from 'preact/hooks';
import type { Letter } from '../../trace/explanation.ts';
import { ancestors, rowsOf, type StateRow } from './state-diff.ts';
import { cut, labelParts, statePath } from './words.ts';

const SIGNS: Readonly<Record<StateRow['mark'], string>> = {
  same: '',
  changed: '~',
  added: '+',
  removed: '−',
};

interface Props {
  readonly letter: Letter;
  readonly before: Letter | undefined;
}

export function StateTab({ letter, before }: Props) {
  const [filter, setFilter] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  // Paths that the reader opened or closed against what is usual.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => rowsOf(before?.state, letter.state), [letter, before]);
  const closed = useMemo(
    () =>
      new Set(
        rows
          .filter((row) => turned.has(row.path) !== isUsuallyClosed(row, before !== undefined))
          .map(({ path }) => path),
      ),
    [rows, turned],
  );
  const wanted = filter.trim().toLowerCase();
  const hits = rows.filter(
    ({ path, text, touched }) =>
      (!onlyChanged || touched) && `${path} ${text ?? ''}`.toLowerCase().includes(wanted),
  );
  // With a hit its ancestors are shown, so that it says whose it is.
  const kept = new Set(hits.flatMap(({ path }) => ancestors(path)));
  const hidden = (path: string): boolean =>
    ancestors(path)
      .slice(0, -1)
      .some((above) => closed.has(above));
  const listed = rows.filter(({ path }) => kept.has(path) && (wanted !== '' || !hidden(path)));
  const changes = rows.filter(({ mark }) => mark !== 'same').length;
  const toggle = (path: string): void => {
    const next = new Set(turned);
    if (!next.delete(path)) next.add(path);
    setTurned(next);
  };
  const { verb, rest } = labelParts(letter);
  return (
    <div class="scroll padded">
      <div class="tools">
        <p class="lead">
          State after{' '}
          <b class="mono">
            {verb} {rest}
          </b>
          {before !== undefined && (
            <span class="muted"> · {changes === 0 ? 'nothing changed' : `${changes} changed`}</span>
          )}
        </p>
        <label class="switch">
          <input
            type="checkbox"
            checked={onlyChanged}
            onChange={(event) => setOnlyChanged(event.currentTarget.checked)}
          />{' '}
          only what changed
        </label>
        <input
          type="search"
          placeholder="Filter ( / )"
          aria-label="Filter the state"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      {listed.length === 0 ? (
        <p class="empty">
          {wanted !== ''
            ? `Nothing in this state matches “${filter.trim()}”.`
            : before === undefined
              ? 'This is the first state: there is nothing to compare it with.'
              : 'The step changes nothing in the state.'}
        </p>
      ) : (
        <table class="tree">
          <thead class="unseen">
            <tr>
              <th>change</th>
              <th>field</th>
              <th>value</th>
            </tr>
          </thead>
          <tbody>
            {listed.map((row) => (
              <Row key={row.path} row={row} isClosed={closed.has(row.path)} toggle={toggle} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** An agent that the step left alone is said in one line, and so is a value whose parts did not change. */
const isUsuallyClosed = ({ depth, text, hasParts, touched }: StateRow, isCompared: boolean): boolean =>
  hasParts && text !== undefined && !touched && (depth > 0 || isCompared);

interface RowProps {
  readonly row: StateRow;
  readonly isClosed: boolean;
  readonly toggle: (path: string) => void;
}

function Row({ row, isClosed, toggle }: RowProps) {
  const { path, name, depth, text, before, mark, hasParts, touched } = row;
  return (
    <tr class={`node node-${mark}${depth === 0 ? ' node-top' : ''}`}>
      <td class="sign">
        {mark === 'same' && touched && isClosed ? (
          <span title="something below changed">•</span>
        ) : (
          SIGNS[mark]
        )}
        {mark !== 'same' && <span class="unseen">{mark}</span>}
      </td>
      <th scope="row" style={{ paddingLeft: `${depth * 18}px` }}>
        {hasParts ? (
          <button
            type="button"
            class="fold"
            aria-expanded={isClosed ? 'false' : 'true'}
            onClick={() => toggle(path)}
          >
            <span aria-hidden="true">{isClosed ? '▸' : '▾'}</span> {cut(name, 120)}
          </button>
        ) : (
          <span class="leaf">{cut(name, 120)}</span>
        )}
      </th>
      <td class="value">
        {before !== undefined && (
          <>
            <del>{cut(depth === 0 ? statePath(before) : before)}</del>
            {mark === 'changed' && <span class="to"> → </span>}
          </>
        )}
        {mark !== 'removed' &&
          text !== undefined &&
          (mark === 'changed' ? (
            <ins>{cut(depth === 0 ? statePath(text) : text)}</ins>
          ) : (
            cut(depth === 0 ? statePath(text) : text)
          ))}
      </td>
    </tr>
  );
}
