/**
 * What SPIN says of a model: `spin` makes a verifier of it, `gcc` compiles that, and it answers each claim.
 *
 * Holzmann, "The model checker SPIN" (IEEE TSE 1997). Without partial order reduction, so that nothing rests on it; and
 * a run that ends is no error but repeats its last state.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { running } from '../../tools/debian-tool.ts';
import { type Claim, claimName, promelaOf, waysOf } from './promela.ts';
import type { Recipe } from './recipe.ts';

export interface Judgement {
  readonly states: number;
  /** By claim. */
  readonly violated: readonly boolean[];
}

export async function judge(recipe: Recipe, claims: readonly Claim[]): Promise<Judgement> {
  const folder = await mkdtemp(join(tmpdir(), 'redhound-spin-'));
  try {
    await compile(folder, promelaOf(recipe, []), ['-DSAFETY']);
    const states = figureIn(await running('./pan', EVERYTHING, folder), /(\d+) states, stored/);
    await compile(folder, promelaOf(recipe, claims), []);
    const violated: boolean[] = [];
    for (const [index, claim] of claims.entries()) {
      const names = Array.from({ length: waysOf(claim) }, (_, way) => claimName(index, way));
      const errors = await Promise.all(names.map((name) => errorsIn(folder, name)));
      violated.push(errors.some((count) => count > 0));
    }
    return { states, violated };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function errorsIn(folder: string, claim: string): Promise<number> {
  const report = await running('./pan', ['-a', ...EVERYTHING, '-N', claim], folder);
  if (!report.includes(`(${claim})`)) throw new Error(`pan looked at another claim:\n${report}`);
  return figureIn(report, /errors: (\d+)/);
}

/** End states are no errors, unreached code is not listed, and the tables are small. */
const EVERYTHING = ['-E', '-n', '-w16', '-m100000'];

async function compile(folder: string, model: string, options: readonly string[]): Promise<void> {
  await writeFile(join(folder, 'model.pml'), model);
  await running('spin', ['-a', 'model.pml'], folder);
  await running('gcc', ['-O0', '-w', '-DNOREDUCE', '-DNOFAIR', ...options, '-o', 'pan', 'pan.c'], folder);
}

function figureIn(report: string, pattern: RegExp): number {
  if (report.includes('max search depth too small'))
    throw new Error(`pan did not see everything:\n${report}`);
  const figure = pattern.exec(report)?.[1];
  if (figure === undefined) throw new Error(`pan says something else:\n${report}`);
  return Number(figure);
}
