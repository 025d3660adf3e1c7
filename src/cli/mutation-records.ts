/**
 * Records of mutation runs in the repository, one file a suite: `redhound mutate --record` writes them, and
 * `redhound docs` shows what they say.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../system/model-error.ts';
import { slug } from '../trace/file-name.ts';
import { untrustedJson } from '../trace/untrusted-json.ts';
import { asRecord, type MutationRecord, recordOf } from '../verdict/mutation/mutation-record.ts';
import type { SuiteMutation } from '../verdict/mutation/mutation-report.ts';
import { keepFile } from './kept-file.ts';

const LIMITS = { bytes: 16 * 2 ** 20, depth: 8 } as const;

/** Relative to the root. */
export const RECORD_FOLDER = 'docs/mutation';

export const recordFile = (folder: string, suite: string): string => `${folder}/${slug(suite)}.json`;

/**
 * Writes the record of a suite.
 *
 * @throws ModelError `USAGE` where it cannot be written
 */
export function keepRecord(root: string, folder: string, suite: SuiteMutation): string {
  const file = recordFile(folder, suite.name);
  keepFile(root, file, `${JSON.stringify(recordOf(suite), null, 1)}\n`, 'the record');
  return file;
}

/**
 * The record of a suite; undefined where there is none.
 *
 * @throws ModelError `USAGE` where the file is no record of it
 */
export function recordOfSuite(root: string, folder: string, suite: string): MutationRecord | undefined {
  const file = recordFile(folder, suite);
  let text: string;
  try {
    text = readFileSync(join(root, file), 'utf8');
  } catch {
    return undefined;
  }
  const parsed = untrustedJson(text, LIMITS);
  const record = 'document' in parsed ? asRecord(parsed.document) : undefined;
  if (record?.suite === suite) return record;
  throw new ModelError(
    'USAGE',
    'problem' in parsed ? parsed.problem : `the file is no record of the mutants of suite '${suite}'.`,
    `Run \`redhound mutate ${suite} --record\`, or remove the file.`,
    { file },
  );
}
