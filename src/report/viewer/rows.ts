/**
 * Long lists show only the rows in sight: which those are, and how to bring a row into sight.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows drawn beyond what is in sight, so that scrolling shows no gaps. */
const MARGIN = 8;

export interface Rows {
  readonly ref: { current: HTMLDivElement | null };
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  readonly onScroll: () => void;
}

/**
 * @param height of a row, in pixels
 * @param selected the row that is to be in sight
 * @param head pixels above the rows that stay in sight
 */
export function useRows(length: number, height: number, selected: number, head = 0): Rows {
  const ref = useRef<HTMLDivElement | null>(null);
  const [sight, setSight] = useState({ top: 0, size: 800 });
  const measure = (): void => {
    const element = ref.current;
    if (element === null) return;
    const { scrollTop: top, clientHeight: size } = element;
    setSight((old) => (old.top === top && old.size === size ? old : { top, size }));
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
    const [top, bottom] = [selected * height, (selected + 1) * height];
    const room = element.clientHeight - head;
    if (top < element.scrollTop || bottom > element.scrollTop + room) {
      const far = Math.abs(top - element.scrollTop) > 2 * room;
      const middle = top - (room - height) / 2;
      element.scrollTop = far ? middle : top < element.scrollTop ? top - height : bottom - room + height;
    }
    measure();
  }, [selected, length, height, head]);
  return {
    ref,
    first: Math.max(0, Math.floor(sight.top / height) - MARGIN),
    end: Math.min(length, Math.ceil((sight.top + sight.size) / height) + MARGIN),
    onScroll: measure,
  };
}
