/**
 * Paths of members within a family: `''` for the root, `kid` for a child, `kid/grandkid` below it.
 */

export const parentPath = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const childPath = (parent: string, id: string): string => (parent === '' ? id : `${parent}/${id}`);

/** The id of a member within its parent; `''` for the root. */
export const idOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether `path` is `ancestor` or below it. */
export const isWithin = (path: string, ancestor: string): boolean =>
  ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
