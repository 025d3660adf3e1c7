/**
 * The kinds of moves by name, as labels begin with them.
 */
import type { MoveKind } from './move.ts';

export const MOVE_NAMES = [
  'deliver',
  'timer',
  'outcome',
  'environment',
  'drop',
  'duplicate',
  'delay',
  'fault',
  'tick',
] as const;

/** `start` is the pseudo-move that leads to the initial state. */
export type MoveName = 'start' | (typeof MOVE_NAMES)[number];

export const moveName = (kind: MoveKind): MoveName => MOVE_NAMES[kind];
