/**
 * Where something is declared, the same on every machine: relative to the project, `file:line`.
 *
 * The column is left out: models are transpiled line by line when they are loaded, so that lines are right and
 * columns are not.
 */
export function declaration(place: string, root: string): string {
  const file = place.replace(/^(.*?:\d+):\d+$/, '$1').replaceAll('\\', '/');
  const folder = `${root.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  return root !== '' && file.startsWith(folder) ? file.slice(folder.length) : file;
}
