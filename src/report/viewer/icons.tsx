/**
 * Small drawings of 16 by 16: what kind of move it is. The words beside them say the same.
 */
import type { MoveName } from '../../trace/explanation.ts';

const PATHS: Readonly<Record<MoveName, string>> = {
  start: 'M5 3.5v9l7-4.5z',
  deliver: 'M2 8h11M9 4l4 4-4 4',
  timer: 'M8 4.5V8l2.5 1.5M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z',
  outcome: 'M3 8.5l3.5 3.5L13 4.5',
  environment: 'M2 8h6M5.5 5L8.5 8l-3 3M10 2.5h3.5v11H10',
  drop: 'M2 8h5M10 5l4 6M14 5l-4 6',
  duplicate: 'M2 5.5h11M10 3l3 2.5L10 8M2 11.5h11M10 9l3 2.5-3 2.5',
  delay: 'M2 8h2M6.5 8h2M11 8h2M3 3h10M3 13h10',
  fault: 'M9 1.5L3.5 9H8l-1 5.5L12.5 7H8z',
  tick: 'M4 2.5h8M4 13.5h8M5 2.5c0 3 6 4 6 5.5s-6 2.5-6 5.5M11 2.5c0 3-6 4-6 5.5s6 2.5 6 5.5',
};

export const MoveIcon = ({ kind }: { readonly kind: MoveName }) => (
  <svg class={`icon icon-${kind}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d={PATHS[kind]} />
  </svg>
);
