/**
 * A process or a worker that ends before its work is done. Only the user's code does that: by `process.exit`, or by
 * waiting for what never comes. What never came to a verdict must not look like a good one.
 */
import { ModelError } from '../system/model-error.ts';
import { placeOf } from './load-error.ts';

interface UnderWay {
  /** Of the suite, relative to the root. */
  readonly file: string;
  /** What became of it: `was loaded`. */
  readonly doing: string;
}

/** What the process does with the user's code just now. */
let underWay: UnderWay | undefined;

/** Does something with a suite; should the process end meanwhile, `endedEarly` says where. */
export async function during<Made>(
  file: string,
  doing: string,
  make: () => Promise<Made> | Made,
): Promise<Made> {
  underWay = { file, doing };
  try {
    return await make();
  } finally {
    underWay = undefined;
  }
}

/** Why this process ends; to be called while it does, since who called `process.exit` is then on the stack. */
export function endedEarly(): ModelError {
  const place = placeOf(new Error(), process.cwd());
  const file = place ?? underWay?.file;
  const when =
    underWay === undefined
      ? ''
      : `, while ${file!.startsWith(underWay.file) ? 'it' : underWay.file} ${underWay.doing}`;
  return new ModelError(
    'SUITE_INVALID',
    `the process ended before the command did${when}; nothing is known.`,
    REMEDY,
    { file },
  );
}

/** @param doing what the worker did, a clause: "checked a mutant of suite 'lamp'" */
export const workerEndedEarly = (doing: string, file?: string): ModelError =>
  new ModelError(
    'SUITE_INVALID',
    `a worker ended while it ${doing}, before it had a result; nothing is known.`,
    REMEDY,
    { file },
  );

const REMEDY =
  'Look there, and in what it imports, for a call of `process.exit` and for an `await` of what never comes.';
