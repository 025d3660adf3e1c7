/**
 * Text made harmless for whoever reads it: nothing in it steers a terminal or reorders a line.
 */

const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * `text` with everything that could steer a terminal or reorder a line (C0, C1, ESC, bidirectional and zero-width
 * characters) made visible: `\n`, `\u{1b}`.
 */
export const visibleControls = (text: string): string =>
  text.replace(CONTROLS, (character) => (character === '\n' ? '\\n' : escaped(character)));

/** A character by its number: `\u{3a}`. */
export const escaped = (character: string): string => `\\u{${character.codePointAt(0)!.toString(16)}}`;
