/**
 * Two-phase commit for SPIN: one process that may take each move in one step, so that its states are those of the
 * others. Agreement is not checked in it.
 */
export function promelaOf(resourceManagers: number): string {
  const each = (option: (i: number) => string): string =>
    Array.from({ length: resourceManagers }, (_, i) => option(i)).join('\n');
  const all = Array.from({ length: resourceManagers }, (_, i) => `heard[${i}]`).join(' && ');
  return `
#define WORKING 0
#define PREPARED 1
#define COMMITTED 2
#define ABORTED 3
byte rm[${resourceManagers}];
byte manager;
bool heard[${resourceManagers}], said[${resourceManagers}], commit, abort;
active proctype system() {
  do
${each(
  (i) => `  :: d_step { rm[${i}] == WORKING -> rm[${i}] = PREPARED; said[${i}] = true }
  :: d_step { rm[${i}] == WORKING -> rm[${i}] = ABORTED }
  :: d_step { rm[${i}] < COMMITTED && commit -> rm[${i}] = COMMITTED }
  :: d_step { rm[${i}] < COMMITTED && abort -> rm[${i}] = ABORTED }
  :: d_step { manager == WORKING && said[${i}] && !heard[${i}] -> heard[${i}] = true }`,
)}
  :: d_step { manager == WORKING && ${all} -> manager = COMMITTED; commit = true }
  :: d_step { manager == WORKING -> manager = ABORTED; abort = true }
  od
}
`;
}
