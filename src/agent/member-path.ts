/**
 * Paths of members within a family: `''` for the root, `kid` for a child, `kid/grandkid` below it.
 *
 * An id may hold any sign, a slash too, and XState makes such ids of those of machines: what would part members is
 * written as in a URL there, `hosts%2F1`. References to one that is gone have paths too, `kid%gone`, where nobody is.
 */

export const parentPath = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const childPath = (parent: string, id: string): string =>
  parent === '' ? segmentOf(id) : `${parent}/${segmentOf(id)}`;

/**
 * The id of a member within its parent; `''` for the root. One without id that is gone keeps an id of its own: XState
 * forgets the child that has the id of the one it stops, and gives no such id twice.
 */
export function idOf(path: string): string {
  const whole = path.slice(path.lastIndexOf('/') + 1);
  const segment = WITHOUT_ID.test(whole) ? whole : whole.replace(GONE, '');
  return segment.includes('%') ? segment.replaceAll('%2F', '/').replaceAll('%25', '%') : segment;
}

/** Where the member is that was at `path`, and is gone: one of several, the first being number 1. */
export const gonePath = (path: string, number: number): string => `${path}%gone${number === 1 ? '' : number}`;

export const isGone = (path: string): boolean => GONE.test(path);

/** No id has this, since `%` is written otherwise in one. */
const GONE = /%gone\d*$/;

const WITHOUT_ID = /^x:\d+%gone\d*$/;

const segmentOf = (id: string): string =>
  /[/%]/.test(id) ? id.replaceAll('%', '%25').replaceAll('/', '%2F') : id;

/** Whether `path` is `ancestor` or below it. */
export const isWithin = (path: string, ancestor: string): boolean =>
  ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
