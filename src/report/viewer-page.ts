/**
 * An explanation as one page to look at: the viewer with the data in it.
 */
import type { Explanation } from '../trace/explanation.ts';
import { pack } from './packed.ts';
import { sentence } from './page.ts';

/** Stands in the viewer's page where the data belongs. */
const PLACE = '%document%';
/** What would end a script element, begin a comment in it, or end a line of an older JavaScript. */
const HARMFUL = /[<>&\u2028\u2029]/g;

/**
 * @param viewer the page without data, as the build leaves it
 * @param command takes the run again
 */
export function viewerPage(viewer: string, explanation: Explanation, command: string): string {
  const { trace } = explanation;
  const { property } = trace;
  const statement = sentence(property.statement);
  const said = { ...explanation, trace: { ...trace, steps: [], property: { ...property, statement } } };
  const json = JSON.stringify(pack({ explanation: said, command })).replace(
    HARMFUL,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const at = viewer.indexOf(PLACE);
  return viewer.slice(0, at) + json + viewer.slice(at + PLACE.length);
}
