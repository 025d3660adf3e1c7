/**
 * What the exhaustive search says of claims about infinite runs; each lasso is replayed before it is believed.
 */
import { type AnySystem, checkSuite, defineSuite, type Property, type Trace } from 'redhound';
import { expect } from 'vitest';
import { replayTrace } from '../../src/verdict/replay-trace.ts';

export interface LivenessVerdict {
  readonly verdict: string;
  /** Moves up to the loop, and in it; a loop of 0 is a run that stops. */
  readonly stem?: number;
  readonly loop?: number;
  readonly because?: string;
}

export async function livenessOf(system: AnySystem, ...properties: readonly Property[]) {
  const suite = defineSuite({ name: system.name, system, properties });
  const report = await checkSuite(suite, { mode: 'exhaustive' });
  const verdicts = properties.map(({ id }): LivenessVerdict => {
    const mode = report.properties.find((property) => property.id === id)!.modes.exhaustive!;
    const { verdict, trace, because } = mode;
    if (trace !== undefined) expect(replayTrace(trace, suite)).toEqual({ kind: 'reproduced', trace });
    return { verdict, ...lengths(trace), ...(because !== undefined && { because }) };
  });
  return { states: report.states, complete: report.complete, verdicts };
}

function lengths(trace: Trace | undefined) {
  if (trace === undefined) return {};
  const { steps, loop } = trace;
  return loop === undefined ? { stem: steps.length } : { stem: loop.start, loop: steps.length - loop.start };
}

/** The one verdict on a system, with the number of its states. */
export async function verdictOn(system: AnySystem, property: Property) {
  const { states, verdicts } = await livenessOf(system, property);
  return { states, ...verdicts[0]! };
}
