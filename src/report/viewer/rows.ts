/**
 * Long lists show only the rows in sight: which those are, and how to bring a row into sight.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows drawn beyond what is in sight, so that scrolling shows no gaps. */
const MARGIN = 4;

export interface Rows {
  readonly ref: { current: HTMLDivElement | null };
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  /** Of the list's window, without a scroll bar. */
  readonly width: number;
  readonly onScroll: () => void;
}

/** Where rows of these heights begin, and where the last one ends. */
export function topsOf(heights: readonly number[]): readonly number[] {
  const tops = [0];
  for (const height of heights) tops.push(tops.at(-1)! + height);
  return tops;
}

/**
 * @param tops where each row begins, in pixels, and where the last one ends
 * @param selected the row that is to be in sight
 * @param head pixels above the rows that stay in sight
 */
export function useRows(tops: readonly number[], selected: number, head = 0): Rows {
  const ref = useRef<HTMLDivElement | null>(null);
  const [sight, setSight] = useState({ top: 0, size: 800, width: 800 });
  const measure = (): void => {
    const element = ref.current;
    if (element === null) return;
    const { scrollTop: top, clientHeight: size, clientWidth: width } = element;
    setSight((old) =>
      old.top === top && old.size === size && old.width === width ? old : { top, size, width },
    );
  };
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const resize = new ResizeObserver(measure);
    resize.observe(element);
    return () => resize.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null || element.clientHeight === 0) return;
    const [top, bottom] = [tops[selected] ?? 0, tops[selected + 1] ?? 0];
    const room = element.clientHeight - head;
    const height = bottom - top;
    if (top < element.scrollTop || bottom > element.scrollTop + room) {
      const far = Math.abs(top - element.scrollTop) > 2 * room;
      const middle = top - (room - height) / 2;
      element.scrollTop = far ? middle : top < element.scrollTop ? top - height : bottom - room + height;
    }
    measure();
  }, [selected, tops, head]);
  const length = tops.length - 1;
  return {
    ref,
    first: Math.max(0, rowAt(tops, sight.top) - MARGIN),
    end: Math.min(length, rowAt(tops, sight.top + sight.size) + 1 + MARGIN),
    width: sight.width,
    onScroll: measure,
  };
}

/** The row in which `y` lies, by halving. */
function rowAt(tops: readonly number[], y: number): number {
  let [low, high] = [0, Math.max(0, tops.length - 2)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tops[middle]! <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
