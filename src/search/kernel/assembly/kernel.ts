/**
 * The inner loop of exhaustive search, in AssemblyScript: it lists what was recorded of packed rows, makes their
 * successors, and looks them up.
 *
 * It knows bits, not what they mean: no rule of statecharts, links or time is here. What it does not find recorded it
 * leaves to those who ask the successor function. It allocates nothing; records, tables and rows lie where the other
 * side has put them, in a memory that several of these may share.
 */
import { likelihood } from './bits.ts';
import { forget, hashRows, lookUp, touch } from './look-up.ts';
import { enterAnew, setValue, valueOf } from './masked.ts';
import { repack, unite } from './rows.ts';
import { list, takeSteps } from './steps.ts';
import { sweep, sweepShort } from './sweep.ts';
import { addRow, closeUp, enter, fillHole, findRow } from './table.ts';
import { clearTogether, enterTogether, work, workShort, writeIds } from './team.ts';

export {
  addRow,
  findRow,
  repack,
  unite,
  enter,
  closeUp,
  fillHole,
  likelihood,
  valueOf,
  setValue,
  enterAnew,
  list,
  takeSteps,
  touch,
  forget,
  lookUp,
  hashRows,
  sweep,
  sweepShort,
  writeIds,
  work,
  workShort,
  clearTogether,
  enterTogether,
};
